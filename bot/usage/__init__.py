"""The usage room: what was asked, and what became of it."""
