"""``/dimensions`` and ``/dimension``: looking through what the bot knows."""
