"""The text that people read, apart from the logic that picks it."""
