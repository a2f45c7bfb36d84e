"""A Discord bot that answers questions from a YAML knowledge base, and says so when it does not know."""

__version__ = "0.1.0"
