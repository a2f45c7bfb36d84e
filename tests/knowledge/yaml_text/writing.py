"""Writing one entry into the text of a file, or taking one out."""

from bot.knowledge.model import Entry
from bot.knowledge.yaml_text.writer import with_entries


def with_entry(name: str, text: str, entry: Entry) -> str:
    """The text of a file with ``entry`` in it."""
    return with_entries(name, text, {entry.id: entry})


def without_entry(name: str, text: str, entry_id: str) -> str:
    """The text of a file without the entry of that id."""
    return with_entries(name, text, {entry_id: None})
