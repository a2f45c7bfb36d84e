"""The Discord room: the only one that imports ``discord``."""
