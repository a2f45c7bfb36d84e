"""The knowledge base: its model, its YAML files, and the checks of them."""
