"""Export and import, as moderators read them."""

from collections.abc import Sequence
from typing import Final

from bot.texts.counting import count

EXPORT_DESCRIPTION: Final = "What this server knows, as YAML files and as a table to read"
IMPORT_DESCRIPTION: Final = "Take over a YAML file; its effect is shown before anything is saved"
IMPORT_FILE: Final = "A YAML file, as /knowledge export gives it"
TABLE: Final = "comparison.md"
ARCHIVE: Final = "knowledge.zip"

NOTHING_TO_EXPORT: Final = "There is nothing to export yet. Bring a topic in with `/knowledge import`."
EXPORT_TOO_LARGE: Final = (
    "These files are larger than what I may send here. The person who runs me can export them on their machine with "
    "`python -m bot knowledge export`."
)
NO_CHANGE: Final = "This file says what I know already. Nothing to change."
NOT_FETCHED: Final = "I couldn't fetch that file from Discord. Please attach it again."
PROBLEMS_TITLE: Final = "I can't import this file"
PROBLEMS_FOOTER: Final = "Nothing was changed. Mend these and import the file again."


def exported(scope: str, entries: int, topics: Sequence[str]) -> str:
    """What is attached; ``topics`` are titles."""
    named = ", ".join(f"**{title}**" for title in topics)
    return (
        f"{scope}: {count(entries, 'entry', 'entries')} of {named}. The YAML comes back in with "
        f"`/knowledge import`; `{TABLE}` is for reading."
    )


def too_large(size: int, limit: int) -> str:
    """A file that is not even fetched; sizes in bytes."""
    return f"That file has {_mib(size)} MiB; I take at most {_mib(limit)}. Split it into topics, one file each."


def more_problems(number: int) -> str:
    """For the problems that have no room."""
    return f"and {number:,} more"


def _mib(size: int) -> str:
    return f"{size / 1024**2:,.1f}".removesuffix(".0")
