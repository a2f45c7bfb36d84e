"""The storage room: the only one with SQL."""
