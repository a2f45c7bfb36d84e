"""A Discord bot that answers questions from a YAML knowledge base, and says so when it does not know."""

import os

__version__ = "0.1.0"

# Before numpy is imported. Its matrices are small here: a second thread costs more than it brings, and memory too.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
