"""The text of a knowledge file: reading it with positions, and changing it without touching other lines."""
