"""What moderators do in Discord: one file a feature."""
