"""Heavy work, off the event loop: a pool of processes."""
