"""Answers that people gave become entries: kept from a message, or learned in passing."""
