"""How near each entry is to a question."""
