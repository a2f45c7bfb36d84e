"""Editing the knowledge base: proposing a change, working out its effect, saving it with its history, undoing it."""
