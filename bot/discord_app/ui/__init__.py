"""Messages as values, their components, and sending them."""
