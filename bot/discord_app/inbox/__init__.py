"""``/knowledge inbox``, suggestions, the digest and ``/why``."""
