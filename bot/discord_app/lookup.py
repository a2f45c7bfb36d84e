"""What was typed or chosen, as a topic or an entry."""

from collections import Counter
from collections.abc import Sequence
from typing import cast

from discord import app_commands

from bot import limits
from bot.discord_app import texts as shared_texts
from bot.discord_app.client import Interaction
from bot.discord_app.ui.embeds import topic_of
from bot.discord_app.ui.markdown import clip
from bot.knowledge.model import Entry, KnowledgeBase
from bot.knowledge.text_rules import comparable
from bot.serving.snapshot import Snapshot

LOOKED_AT = 100
"""Completions looked at to find enough different entries, of which each may match by several questions."""
CLOSEST = 3
"""Entries offered where a name fits none."""


def chosen(interaction: Interaction) -> str:
    """The value of the option that was chosen in a select of one choice."""
    return next(iter(all_chosen(interaction)), "")


def all_chosen(interaction: Interaction) -> Sequence[str]:
    """The values of the options that were chosen in a select."""
    return cast("Sequence[str]", (interaction.data or {}).get("values", ()))


def suggested(snapshot: Snapshot, typed: str) -> list[Entry]:
    """The entries that fit what was typed so far, best first."""
    keys = dict.fromkeys(one.entry for one in snapshot.matcher.suggest(typed, LOOKED_AT))
    return [snapshot.knowledge.entries[key] for key in keys]


def with_words(snapshot: Snapshot, typed: str) -> list[Entry]:
    """The entries that a person finds by some words, best first; every entry by its title.

    First that of just this title, with its topic's or without, or of this key; then those with all the words in their
    titles, other names or their topic's title, then those in whose questions all of them stand, then those that fit
    but for a slip of the finger. CPU work.
    """
    knowledge, wanted = snapshot.knowledge, comparable(typed)
    words = wanted.split()
    if not words:
        return []
    named = knowledge.named(typed)
    ranks: dict[str, int] = {named.key: 0} if named is not None else {}
    for entry in knowledge:
        title, topic = comparable(entry.title), comparable(topic_of(knowledge, entry).title)
        names = " ".join([title, *map(comparable, entry.aliases), topic])
        if wanted in (title, f"{title} {topic}"):
            ranks.setdefault(entry.key, 0)
        elif all(word in names for word in words):
            ranks.setdefault(entry.key, 1)
        elif any(all(word in question for word in words) for question in map(comparable, entry.questions)):
            ranks.setdefault(entry.key, 2)
    for entry in suggested(snapshot, typed):
        ranks.setdefault(entry.key, 3)
    return [knowledge.entries[key] for key in sorted(ranks, key=ranks.__getitem__)]


def has_words(text: str, typed: str) -> bool:
    """Whether all the words that were typed stand in a text; none were typed, and none does."""
    words, held = comparable(typed).split(), comparable(text)
    return bool(words) and all(word in held for word in words)


def completions(snapshot: Snapshot, typed: str) -> list[app_commands.Choice[str]]:
    """The entries that fit what was typed so far, as choices of an option."""
    entries = suggested(snapshot, typed)[: limits.AUTOCOMPLETE_CHOICES]
    return [app_commands.Choice(name=label, value=entry.key) for entry, label in labelled(snapshot.knowledge, entries)]


def labelled(knowledge: KnowledgeBase, entries: Sequence[Entry]) -> list[tuple[Entry, str]]:
    """Each entry with its title, and with its topic's where another topic has one of the same name."""
    titles = Counter(entry.title for entry in knowledge)
    labels: list[tuple[Entry, str]] = []
    for entry in entries:
        alone = titles[entry.title] == 1
        label = entry.title if alone else shared_texts.with_topic(entry.title, topic_of(knowledge, entry).title)
        labels.append((entry, clip(label, limits.AUTOCOMPLETE_TEXT)))
    return labels
