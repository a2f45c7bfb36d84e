"""Random edits in random order: the files always parse, nothing else is touched, and all of it can be taken back."""

import asyncio
import re
from dataclasses import replace
from itertools import takewhile
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.editing.change import Change, EntryEdit
from bot.editing.errors import EditError, InvalidChangeError, StaleChangeError
from bot.editing.revision import Author, Revision, RevisionKind, Scope
from bot.knowledge.model import Entry, KnowledgeBase, Link
from tests.editing.worlds import BASE, Session, open_session, replayed

MO = Author("hash-of-mo", "Mo")
SERVER = 7
IDS = ["cost", "security", "speed", "rules"]
FIRST = BASE.replace("    see_also: [cost]\n", "")
CRLF = FIRST.replace("\n", "\r\n")
NO_END = FIRST.rstrip("\n")

words = st.sampled_from(
    ["Fast.", "no", "1:30", "# not a comment", "a: b", "“ü” 🦀", "two\nlines", "it's", "- dash", "x " * 60]
)
numbers = st.integers(0, 10**6).map(str)
texts = st.builds("{} {}".format, words, numbers)
questions = st.lists(numbers.map("How about {}?".format), max_size=2, unique=True).map(tuple)
bodies = st.fixed_dictionaries({"sides": st.fixed_dictionaries({"mlops": texts, "devops": texts})}) | (
    st.fixed_dictionaries({"answer": texts})
)
entries = st.builds(
    lambda entry_id, title, asked, links, body: Entry(
        "ops", entry_id, f"Title {title}", questions=asked, links=links, **body
    ),
    st.sampled_from(IDS),
    numbers,
    questions,
    st.lists(numbers.map(lambda n: Link(f"Link {n}", f"https://example.org/{n}")), max_size=1).map(tuple),
    bodies,
)
scopes = st.sampled_from([None, None, SERVER])
put = st.tuples(st.just("put"), scopes, entries)
teach = st.tuples(st.just("teach"), scopes, st.tuples(st.sampled_from(IDS), numbers.map("What of {}".format)))
remove = st.tuples(st.just("remove"), scopes, st.sampled_from(IDS))
revert = st.tuples(st.just("revert"), scopes, st.integers(0, 20))
by_hand = st.tuples(
    st.just("hand"),
    scopes,
    st.tuples(
        st.integers(0, 40), st.sampled_from(["# by hand", "", "  # in", "    # at the keys", "      # deep", "broken"])
    ),
)
steps = st.lists(put | put | teach | teach | remove | revert | by_hand, min_size=1, max_size=8)


class World:
    """Files that are edited, and what stays true all the while."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def texts(self, scope: Scope) -> dict[str, str]:
        return self.session.files.of(scope).read()

    async def seen(self, scope: Scope) -> KnowledgeBase:
        return (await self.session.snapshots.of(scope)).knowledge

    async def put(self, scope: Scope, entry: Entry) -> None:
        if scope is not None:  # two scopes don't choose the same words
            asked = tuple(f"{question} Here." for question in entry.questions)
            entry = replace(entry, title=f"{entry.title} here", questions=asked)
        before = (await self.seen(scope)).entries.get(entry.key)
        await self.commit(scope, EntryEdit(entry.key, before, entry))

    async def teach(self, scope: Scope, what: tuple[str, str]) -> None:
        entry_id, question = what
        before = (await self.seen(scope)).entries.get(f"ops/{entry_id}")
        if before is not None:
            after = replace(before, questions=(*before.questions, f"{question} {scope}"))
            await self.commit(scope, EntryEdit(before.key, before, after))

    async def remove(self, scope: Scope, entry_id: str) -> None:
        before = (await self.seen(scope)).entries.get(f"ops/{entry_id}")
        if before is not None:
            await self.commit(scope, EntryEdit(before.key, before, None))

    async def commit(self, scope: Scope, edit: EntryEdit) -> None:
        before = self.texts(scope)
        try:
            revision = await self.session.editor.commit(Change(scope, RevisionKind.EDIT, (edit,)), MO, "")
        except (InvalidChangeError, StaleChangeError):
            assert self.texts(scope) == before
            return
        if isinstance(revision, Revision):
            assert edit.key in revision.entries
            untouched(before, self.texts(scope), edit.key.partition("/")[2])
            assert (await self.seen(scope)).entries.get(edit.key) == edit.after

    async def revert(self, scope: Scope, place: int) -> None:
        history = [one for one in await self.session.editor.history.page(scope) if one.number > 1]
        if history:
            await self.undo(scope, history[place % len(history)])

    async def undo(self, scope: Scope, revision: Revision) -> None:
        before = self.texts(scope)
        try:
            change = await self.session.editor.history.undo(scope, revision.number)
            await self.session.editor.commit(change, MO, "")
        except EditError:
            assert self.texts(scope) == before

    async def hand(self, scope: Scope, what: tuple[int, str]) -> None:
        """Somebody puts a line into a file, which may break it; then it is left as it was."""
        place, line = what
        files = self.texts(scope)
        for name, text in files.items():
            lines = text.split("\n")
            place %= len(lines)
            new = "\n".join([*lines[:place], line, *lines[place:]])
            folder = self.session.folder if scope is None else self.session.servers
            (folder / name).write_bytes(new.encode())
            if self.session.files.of(scope).load({**files, name: new}).knowledge is None:
                assert await self.session.editor.notice(scope) is None
                (folder / name).write_bytes(text.encode())
            await self.session.editor.follow(scope)
            return

    async def check(self) -> None:
        for scope in (None, SERVER):
            loaded = self.session.files.of(scope).load(self.texts(scope))
            assert loaded.knowledge is not None, loaded.problems
            assert (await self.seen(scope)).entries == loaded.knowledge.entries
            assert await replayed(self.session, scope) == self.texts(scope) == await self.known(scope)
        assert await self.session.database.revisions.pending() == []

    async def known(self, scope: Scope) -> dict[str, str]:
        return dict(await self.session.database.revisions.texts(scope))


def untouched(before: dict[str, str], after: dict[str, str], entry_id: str) -> None:
    """Every line before the entry's and behind them is where it was, to the byte.

    A comment that stood within the entry and is not indented deeper than its id stays too: behind the entry, where
    everything below it has gone.
    """
    for name, text in before.items():
        (above, own, below), (above_now, _, below_now) = parts(text, entry_id), parts(after[name], entry_id)
        now = above_now + below_now
        slid = now[len(above) : len(now) - len(below)]
        assert now == [*above, *slid, *below]
        assert set(slid) <= {line for line in own if re.match(r" {0,2}#", line)}


def parts(text: str, entry_id: str) -> tuple[list[str], list[str], list[str]]:
    """The lines above the entry, its own, and those below; but for empty ones, what is hidden, and "entries:".

    The entry's run from its id to its last value, whatever comments stand among them, and on over comments right below
    that are indented deeper than the id: one that is not stands by itself, and so does what follows it.
    """
    lines = text.split("\n")
    if not text.endswith("\n") and "\r\n" in text:
        lines[-1] += "\r"
    first = next((place for place, line in enumerate(lines) if line.startswith(f"  {entry_id}:")), len(lines))
    rest = lines[first + 1 :]
    behind = [place for place, line in enumerate(rest) if re.match(r" {0,2}[^\s#]", line)]
    rest = rest[: (behind or [len(rest)])[0]]
    last = max((place for place, line in enumerate(rest) if re.match(r" {3,}[^\s#]", line)), default=-1)
    below = takewhile(lambda place: re.match(r"\s*$| {3,}#", rest[place]), range(last + 1, len(rest)))
    end = first + 2 + max((place for place in below if rest[place].strip()), default=last)
    return _told(lines[:first]), _told(lines[first:end]), _told(lines[end:])


def _told(lines: list[str]) -> list[str]:
    return [line for line in lines if line.strip() and not line.startswith(("hide:", "entries:"))]


async def play(root: Path, text: str, moves: list[tuple[str, Scope, object]]) -> None:
    async with open_session(root, text) as session:
        world = World(session)
        first = world.texts(None)
        for name, scope, what in moves:
            await getattr(world, name)(scope, what)
            await world.check()
        for scope in (SERVER, None):
            history = [one for one in await session.editor.history.page(scope) if scope is not None or one.number > 1]
            for revision in history:
                change = await session.editor.history.undo(scope, revision.number)
                await session.editor.commit(change, MO, "")
        await world.check()
        assert world.texts(SERVER) == {}
        assert world.texts(None) == first


@given(st.sampled_from([FIRST, CRLF, NO_END]), steps)
@example(FIRST, [("hand", None, (32, "# by hand")), ("put", None, Entry("ops", "cost", "Title 0", answer="Fast. 0"))])
@example(FIRST, [("hand", None, (17, "    # at the keys")), ("remove", None, "cost")])
@example(FIRST, [("hand", None, (32, "  # in")), ("put", None, Entry("ops", "cost", "Title 0", answer="Fast. 0"))])
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_sequence_of_edits_can_be_taken_back(text: str, moves: list[tuple[str, Scope, object]]) -> None:
    with TemporaryDirectory() as folder:
        asyncio.run(play(Path(folder), text, moves))
