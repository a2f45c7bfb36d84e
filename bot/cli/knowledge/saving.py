"""How a change is carried out in the terminal: shown, agreed to, saved; or saved at once, where nobody can be asked."""

import sys
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from typing import Any, Final

from bot.cli.knowledge import texts
from bot.cli.knowledge.draft import Draft
from bot.cli.knowledge.options import key_name
from bot.cli.knowledge.output import (
    change_lines,
    edits_json,
    impact_json,
    impact_lines,
    in_few_words,
    problem_line,
    warning_lines,
)
from bot.cli.knowledge.session import EditingSession, open_session
from bot.cli.say import agrees, print_json, say, say_line
from bot.config import Config
from bot.control_characters import one_line
from bot.editing.change import Change
from bot.editing.errors import InvalidChangeError, StaleChangeError
from bot.editing.impact import Proposal
from bot.editing.problem_places import Name, placed, unwritable
from bot.editing.revision import Scope
from bot.knowledge.model import KnowledgeBase
from bot.knowledge.problems import Problem
from bot.knowledge.yaml_text.writer import CannotWriteError
from bot.serving.snapshot import located
from bot.texts import editing

_FAILED: Final = 1


@dataclass(frozen=True, slots=True)
class Planned:
    """A change, and what the history says of it."""

    change: Change
    what: str
    name: Name | None = None
    """What the operator calls the fields of the entry; ``None`` where the change comes from a file."""
    draft: Draft | None = None
    """Where the operator wrote it."""

    @classmethod
    def of(cls, change: Change, name: Name | None = None) -> "Planned":
        """A change of entries; of one that removes, only what goes is said."""
        gone = [edit for edit in change.edits if edit.after is None]
        return cls(change, in_few_words(gone or change.edits), name)

    @classmethod
    def written(cls, change: Change, draft: Draft) -> "Planned":
        """A change that the operator wrote."""
        return replace(cls.of(change, key_name), draft=draft)


@dataclass(frozen=True, slots=True)
class Way:
    """How a change is carried out."""

    dry_run: bool
    as_json: bool
    yes: bool = False
    why: str = ""

    @property
    def asks(self) -> bool:
        """Whether the operator is asked before it is saved: only somebody at a terminal can be."""
        is_answered = self.yes or self.as_json or self.dry_run
        return not is_answered and sys.stdin.isatty() and sys.stdout.isatty()


Plan = Callable[[EditingSession], Awaitable[Planned | None]]


async def carry_out(config: Config, scope: Scope, plan: Plan, way: Way) -> int:
    """Show what the planned change does, or save it; the exit code.

    Raises:
        VersusError: it can't be made.
    """
    async with open_session(config, scope, read_only=way.dry_run) as session:
        planned = await plan(session)
        if planned is None:
            return _nothing(way)
        return await _carried_out(session, planned, way)


async def _carried_out(session: EditingSession, planned: Planned, way: Way) -> int:
    planned = replace(planned, change=replace(planned.change, why=one_line(way.why)))
    with planned.draft.kept() if planned.draft is not None else nullcontext():
        try:
            if way.asks:
                return await _agreed(session, planned, way)
            return await (_shown if way.dry_run else _saved)(session, planned, way)
        except InvalidChangeError as error:
            return await _refused(session, planned, error.problems, way)
        except CannotWriteError:
            if problems := unwritable(planned.change.edits):
                return await _refused(session, planned, problems, way)
            raise


async def _agreed(session: EditingSession, planned: Planned, way: Way) -> int:
    """Save the change once the operator has seen it and agrees; what others save meanwhile is shown as well."""
    while True:
        try:
            proposal = await _proposed(session, planned.change)
        except StaleChangeError as error:
            planned = _on_top(planned, error, await session.knowledge())
            continue
        if proposal.problems:
            await _refused(session, planned, proposal.problems, way)
            if planned.draft is None or not agrees(texts.EDIT_AGAIN, default=True):
                return _FAILED
            planned = _rewritten(planned, planned.draft)
            continue
        if not proposal.edits and planned.change.edits:
            return _nothing(way, planned.draft)
        await _say(session, planned, proposal)
        if not agrees(f"\n{texts.SAVE}", default=False):
            say(editing.CANCELLED)
            return _FAILED
        try:
            saved = await session.editor.commit(planned.change, None, planned.what)
        except StaleChangeError as error:
            planned = _on_top(planned, error, await session.knowledge())
            continue
        if saved is None:
            return _nothing(way, planned.draft)
        _say_saved(session, planned.draft, saved.number)
        return 0


async def _proposed(session: EditingSession, change: Change) -> Proposal:
    try:
        return await session.editor.propose(change, await session.asked())
    except CannotWriteError:
        if problems := unwritable(change.edits):
            return Proposal(change, change.edits, problems)
        raise


def _rewritten(planned: Planned, draft: Draft) -> Planned:
    new = Planned.written(draft.write(), draft)
    return replace(new, change=replace(new.change, why=planned.change.why))


def _on_top(planned: Planned, stale: StaleChangeError, knowledge: KnowledgeBase) -> Planned:
    """The change made again on top of what others have saved, which is shown."""
    say(texts.MEANWHILE)
    for line in change_lines(stale.meanwhile, knowledge):
        say_line(f"  {line}")
    say()
    return replace(planned, change=stale.fresh)


async def _say(session: EditingSession, planned: Planned, proposal: Proposal) -> None:
    say_line(planned.what)
    for line in _proposal_lines(proposal, await session.knowledge()):
        say_line(line)


def _proposal_lines(proposal: Proposal, knowledge: KnowledgeBase) -> Iterator[str]:
    yield from warning_lines(proposal.edits)
    yield from change_lines(proposal.edits, knowledge)
    yield ""
    yield from impact_lines(proposal.impact) if proposal.impact else ()


async def _shown(session: EditingSession, planned: Planned, way: Way) -> int:
    proposal = await _proposed(session, planned.change)
    if proposal.problems:
        return await _refused(session, planned, proposal.problems, way)
    if way.as_json:
        print_json(_proposal_json(proposal))
        return 0
    await _say(session, planned, proposal)
    say(f"\n{texts.WOULD_SAVE}")
    return 0


async def _saved(session: EditingSession, planned: Planned, way: Way) -> int:
    knowledge = await session.knowledge()
    saved = await session.editor.commit(planned.change, None, planned.what)
    if saved is None:
        return _nothing(way, planned.draft)
    edits = await session.editor.history.states(session.scope, saved.number)
    if way.as_json:
        print_json({"changes": edits_json(edits), "problems": [], "saved": saved.number})
        _discard(planned.draft)
        return 0
    for line in (planned.what, *warning_lines(edits), *change_lines(edits, knowledge)):
        say_line(line)
    _say_saved(session, planned.draft, saved.number)
    return 0


def _discard(draft: Draft | None) -> None:
    if draft is not None:
        draft.discard()


def _say_saved(session: EditingSession, draft: Draft | None, number: int) -> None:
    _discard(draft)
    server = "" if session.scope is None else f" --server {session.scope}"
    say(texts.SAVED.format(number=number, server=server))


def _nothing(way: Way, draft: Draft | None = None) -> int:
    _discard(draft)
    if way.as_json:
        print_json({"changes": [], "problems": [], "saved": None})
    else:
        say(texts.NO_DIFFERENCE)
    return 0


async def _refused(session: EditingSession, planned: Planned, problems: Sequence[Problem], way: Way) -> int:
    knowledge = await session.knowledge()
    lines = [_in_words(problem, planned, knowledge) or located(problem, session.folder) for problem in problems]
    if way.as_json:
        print_json({"changes": [], "problems": lines, "saved": None})
        return _FAILED
    say(texts.PROBLEMS, err=True)
    for line in lines:
        say_line(f"  {line}", err=True)
    return _FAILED


def _in_words(problem: Problem, planned: Planned, knowledge: KnowledgeBase) -> str | None:
    """The problem in the words of the options or the keys that were typed, where it is about what was typed."""
    found = placed(problem, planned.change.edits, knowledge) if planned.name is not None else None
    return problem_line(found, planned.name, knowledge) if found is not None and planned.name is not None else None


def _proposal_json(proposal: Proposal) -> dict[str, Any]:
    effect = impact_json(proposal.impact) if proposal.impact else None
    return {"changes": edits_json(proposal.edits), "problems": [], "impact": effect, "saved": None}
