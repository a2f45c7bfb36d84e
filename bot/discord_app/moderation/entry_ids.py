"""The id of a new entry, made from its title."""

import re
import unicodedata
from itertools import chain, count
from typing import Final

from bot import limits
from bot.knowledge.model import KnowledgeBase

NAMELESS: Final = "entry"
"""For a title without a letter or digit of the Latin alphabet."""

_NOT_IN_IDS = re.compile(r"[^a-z0-9]+")


def new_entry_id(title: str, knowledge: KnowledgeBase, topic_id: str) -> str:
    """An id that no entry and no subject of the topic has: the title in lower case with hyphens, perhaps a number.

    Long titles are cut at a word. At most 32 characters.
    """
    topic = knowledge.topic(topic_id)
    taken = {entry.id for entry in topic.entries} | {one.id for one in topic.subjects} if topic else set[str]()
    slug = _slug(title)
    numbered = (_numbered(slug, number) for number in count(2))
    return next(one for one in chain([slug], numbered) if one not in taken)


def _numbered(slug: str, number: int) -> str:
    ending = f"-{number}"
    return slug[: limits.ID_LENGTH - len(ending)].rstrip("-") + ending


def _slug(title: str) -> str:
    ascii_text = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    slug = _NOT_IN_IDS.sub("-", ascii_text.replace("'", "")).strip("-")
    if len(slug) > limits.ID_LENGTH:
        cut = slug[: limits.ID_LENGTH + 1]
        slug = cut.rpartition("-")[0] or cut[: limits.ID_LENGTH]
    return slug or NAMELESS
