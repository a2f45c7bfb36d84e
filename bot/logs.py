"""Where the log goes, and what stays out of it."""

import logging

from bot.control_characters import shown


class Harmless(logging.Formatter):
    """Writes control characters out and sets further lines in: whatever people typed, each message begins its own."""

    def format(self, record: logging.LogRecord) -> str:
        """The message as it is printed."""
        return shown(super().format(record)).replace("\n", "\n    ")


def quote_harmlessly() -> None:
    """Have warnings written so as well where no log was set up."""
    if logging.lastResort is not None:
        logging.lastResort.setFormatter(Harmless())


def set_up_logging(level: str) -> None:
    """Log to standard error: our own messages from ``level`` on, the libraries' from warning on.

    The libraries' finer levels show what people typed (discord.py its gateway events, SQLAlchemy and aiosqlite the
    values of each statement), so no setting of ours switches them on.
    """
    handler = logging.StreamHandler()
    handler.setFormatter(Harmless("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(handlers=[handler], level=logging.WARNING)
    logging.getLogger("bot").setLevel(level.upper())
