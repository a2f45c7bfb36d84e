"""``/browse`` and ``/topics``."""
