"""The moderators' commands that change the knowledge base."""
