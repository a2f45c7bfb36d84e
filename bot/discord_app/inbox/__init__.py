"""``/knowledge inbox``, ``/suggest``, the digest and "Why this answer?"."""
