"""Serving: snapshots of the knowledge base in memory, and answers from them."""
