"""What the ``knowledge`` commands do that only read: list the entries, show one, and tell the history."""

from collections.abc import Sequence

from bot.cli.knowledge import texts
from bot.cli.knowledge.output import (
    edits_json,
    entry_json,
    entry_lines,
    revision_json,
    revision_line,
    revision_lines,
    row_of,
)
from bot.cli.knowledge.session import EditingSession, open_session
from bot.cli.plain import entry_text
from bot.cli.say import print_json, print_table, say, say_line
from bot.cli.session import text_style
from bot.config import Config
from bot.editing.errors import EditError
from bot.editing.revision import Revision, Scope
from bot.knowledge.model import Entry
from bot.texts import editing


async def list_entries(config: Config, scope: Scope, words: Sequence[str], topic: str | None, *, as_json: bool) -> None:
    """Print the entries that have all the words in their id, title, other names or questions.

    Raises:
        EditError: there is no such topic.
    """
    async with open_session(config, scope, read_only=True) as session:
        knowledge = await session.knowledge()
    within = knowledge.topic_named(topic) if topic is not None else None
    if topic is not None and within is None:
        raise EditError(texts.NO_TOPIC.format(topic=topic, topics=", ".join(one.id for one in knowledge.topics)))
    wanted = [part.casefold() for word in words for part in word.split()]
    found = [entry for entry in (within.entries if within else knowledge) if _has(entry, wanted)]
    if as_json:
        print_json({"entries": [entry_json(entry) for entry in found]})
    elif found:
        print_table(
            texts.LIST_COLUMNS, [row_of(entry, knowledge) for entry in found], words=len(texts.LIST_COLUMNS) - 1
        )
    else:
        say(texts.NONE_FOUND if wanted else texts.NO_ENTRIES)


def _has(entry: Entry, words: Sequence[str]) -> bool:
    text = "\n".join([entry.id, entry.title, *entry.aliases, *entry.questions]).casefold()
    return all(word in text for word in words)


async def show_entry(config: Config, scope: Scope, identity: str, *, as_json: bool) -> None:
    """Print an entry as members see it, then how it is asked for.

    Raises:
        EditError: there is no such entry; names the closest.
    """
    async with open_session(config, scope, read_only=True) as session:
        entry, knowledge = await session.entry(identity), await session.knowledge()
    if as_json:
        print_json(entry_json(entry))
        return
    say(entry_text(entry, knowledge, style=text_style()))
    for line in entry_lines(entry):
        say_line(line)


async def show_history(config: Config, scope: Scope, entry: str | None, limit: int, *, as_json: bool) -> None:
    """Print the revisions, newest first."""
    async with open_session(config, scope, read_only=True) as session:
        knowledge = await session.knowledge()
        key = await _key(session, entry) if entry else None
        revisions: list[Revision] = []
        before = None
        while len(revisions) < limit and (page := await session.editor.history.page(scope, key, before)):
            revisions += page
            before = page[-1].number
    shown = revisions[:limit]
    if as_json:
        print_json({"revisions": [revision_json(revision, knowledge) for revision in shown]})
        return
    for line in [revision_line(revision, knowledge) for revision in shown] or [editing.NO_HISTORY]:
        say_line(line)


async def _key(session: EditingSession, entry: str) -> str:
    """The key of an entry, also of one that is gone and only the history knows.

    Raises:
        EditError: there is none; names the closest.
    """
    key = await session.editor.history.key_named(session.scope, await session.knowledge(), entry)
    return key or (await session.entry(entry)).key  # which says that there is none


async def show_revision(config: Config, scope: Scope, number: int, *, as_json: bool) -> None:
    """Print one revision as a diff.

    Raises:
        EditError: there is none of that number.
    """
    async with open_session(config, scope, read_only=True) as session:
        knowledge = await session.knowledge()
        revision = await session.editor.history.get(scope, number)
        edits = await session.editor.history.states(scope, number)
    if as_json:
        print_json(revision_json(revision, knowledge) | {"changes": edits_json(edits)})
        return
    for line in revision_lines(revision, edits, knowledge):
        say_line(line)
