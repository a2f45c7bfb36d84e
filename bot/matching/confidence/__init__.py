"""How probably the best entry is right."""
