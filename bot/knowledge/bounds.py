"""How long the texts of a knowledge file may be, so that Discord shows each of them whole. In characters."""

from typing import Final

from bot import limits

ID: Final = limits.ID_LENGTH
TITLE: Final = limits.BUTTON_LABEL
"""Of an entry: it stands on buttons, in selects and in autocomplete, and in titles beside a subject's name."""
TOPIC_TITLE: Final = limits.AUTOCOMPLETE_TEXT
SUBJECT_NAME: Final = limits.MODAL_LABEL
"""It labels the subject's text in a moderator's form."""
SOURCE_NAME: Final = limits.AUTOCOMPLETE_TEXT
ALIAS: Final = limits.SELECT_TEXT
QUESTION: Final = 300
"""Autocomplete shows the first hundred characters; longer than this it is no question but a story."""
SIDE: Final = limits.EMBED_FIELD_VALUE
ANSWER: Final = limits.TEXT_INPUT
"""An embed would show 4,096, but a moderator's form takes 4,000."""
LINK_LABEL: Final = limits.BUTTON_LABEL
URL: Final = 512
"""Of a link button; Discord's developer documentation, August 2026."""
LINKS_TOGETHER: Final = limits.EMBED_FIELD_VALUE
"""All links of an entry, written as ``[label](url)``, one a line."""
ENTRY_TOGETHER: Final = limits.EMBEDS_TOTAL
"""Everything that one answer shows: titles, names, texts, links and the source."""

MIN_SUBJECTS: Final = 2
MAX_SUBJECTS: Final = 5
MIN_SYNONYMS: Final = 2
LIST_ITEMS: Final = 1000
"""Of one list; no platform's limit, but what keeps a hostile file from being costly."""
