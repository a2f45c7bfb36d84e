"""What is kept for each server: its settings, and which servers may edit the shared base."""
