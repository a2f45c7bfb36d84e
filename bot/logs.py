"""Where the log goes, and what stays out of it."""

import logging


def set_up_logging(level: str) -> None:
    """Log to standard error: our own messages from ``level`` on, the libraries' from warning on.

    The libraries' finer levels show what people typed (discord.py its gateway events, SQLAlchemy and aiosqlite the
    values of each statement), so no setting of ours switches them on.
    """
    logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s: %(message)s", level=logging.WARNING)
    logging.getLogger("bot").setLevel(level.upper())
