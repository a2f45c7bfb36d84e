"""Mistyped words: the dictionary, and what was probably meant."""
