"""The moderators' menus of entries and of topics: as long as they may be, everything in them can be reached."""

import asyncio
from collections.abc import Iterable, Sequence
from typing import Final

from bot import limits
from bot.discord_app.client import Interaction
from bot.discord_app.editing import texts
from bot.discord_app.editing.authorisation import editing_moderator
from bot.discord_app.editing.states import ChooseEntryTopic, Kind
from bot.discord_app.lookup import has_words, labelled, with_words
from bot.discord_app.ui.long_menu import Things
from bot.discord_app.ui.markdown import clip
from bot.discord_app.ui.reply import Option
from bot.knowledge.model import Entry, KnowledgeBase, Topic
from bot.knowledge.text_rules import comparable
from bot.serving.snapshot import Snapshot


async def closest_options(snapshot: Snapshot, question: str) -> tuple[Option, ...]:
    """The entries as options of a menu, those first that a question may mean; one more than fit, where there are."""
    most = limits.SELECT_OPTIONS + 1
    ranked = [one.entry for one in await asyncio.to_thread(snapshot.matcher.rank, question, most)]
    keys = [*dict.fromkeys([*ranked, *snapshot.knowledge.entries])][:most]
    return entry_options(snapshot.knowledge, (snapshot.knowledge.entries[key] for key in keys))


def entry_options(knowledge: KnowledgeBase, entries: Iterable[Entry]) -> tuple[Option, ...]:
    """Entries as options whose values are their keys."""
    return tuple(Option(label, entry.key) for entry, label in labelled(knowledge, list(entries)))


def topic_options(topics: Iterable[Topic]) -> tuple[Option, ...]:
    """Topics as options whose values are their ids."""
    return tuple(Option(clip(topic.title, limits.SELECT_TEXT), topic.id) for topic in topics)


async def _entries(interaction: Interaction, _menu: object, words: str) -> Sequence[Option]:
    snapshot = await (await editing_moderator(interaction)).snapshot()
    return entry_options(snapshot.knowledge, await asyncio.to_thread(with_words, snapshot, words))


async def _topics(interaction: Interaction, menu: ChooseEntryTopic, words: str) -> Sequence[Option]:
    topics = (await (await editing_moderator(interaction)).knowledge()).topics
    fitting = [one for one in topics if one.subjects or menu.kind is Kind.ANSWER]
    found = [one for one in fitting if has_words(one.title, words)]
    return topic_options(sorted(found, key=lambda topic: comparable(topic.title) != comparable(words)))


ENTRIES: Final = Things(texts.ANOTHER_ENTRY, texts.FIND_ENTRY, texts.FIND_ENTRY_HINT, _entries)
TOPICS: Final = Things(texts.ANOTHER_TOPIC, texts.FIND_TOPIC, texts.FIND_TOPIC_HINT, _topics)
