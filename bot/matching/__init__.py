"""Matching: from a question as it was typed to a decision and its reason."""
