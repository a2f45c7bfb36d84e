"""The knowledge room: the model, its YAML form, and the folder it lives in."""
