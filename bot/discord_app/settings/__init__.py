"""``/settings`` and ``/privacy``."""
