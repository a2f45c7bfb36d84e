"""``/settings``, for moderators, and ``/privacy``, for every member."""
