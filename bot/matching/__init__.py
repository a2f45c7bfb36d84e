"""The matching room: from a person's words to a decision with its reason."""
