"""The use case behind every edit: a change is proposed, its effect is shown, it is committed, it can be undone."""
