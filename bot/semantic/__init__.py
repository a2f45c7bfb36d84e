"""Meaning by a sentence encoder: which model, where it lies, how it is fetched, and the vectors that it makes."""
