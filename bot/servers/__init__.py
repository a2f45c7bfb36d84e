"""What a server chose."""
