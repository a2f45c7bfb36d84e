"""A Discord bot that answers questions from a YAML knowledge base, and says so when it does not know."""

import os
import sys

__version__ = "0.1.0"

# Before anything else is imported, and in the words of any Python 3: an older one would stumble over a missing package
# or over syntax that it does not know.
if sys.version_info < (3, 11):  # noqa: UP036
    sys.stderr.write("versus-bot needs Python 3.11 or newer, and this is %d.%d.\n" % sys.version_info[:2])  # noqa: UP031
    sys.exit(2)

# Before numpy is imported. Its matrices are small here: a second thread costs more than it brings, and memory too.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
