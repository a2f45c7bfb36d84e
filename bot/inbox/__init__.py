"""What waits for moderators: open questions and suggestions."""
