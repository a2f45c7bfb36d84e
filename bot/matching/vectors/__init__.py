"""Texts as sparse vectors of weighted features."""
