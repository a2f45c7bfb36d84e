"""What the ``knowledge`` commands do that change something, or bring files in and out."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from bot.cli.knowledge import texts
from bot.cli.knowledge.entry import Given, written
from bot.cli.knowledge.output import (
    change_lines,
    edits_json,
    impact_json,
    impact_lines,
    in_few_words,
    warning_lines,
)
from bot.cli.knowledge.session import EditingSession, open_session
from bot.cli.say import print_json, say, say_exactly, say_line
from bot.config import Config, ConfigError
from bot.control_characters import one_line
from bot.editing import operations
from bot.editing.change import Change, FileEdit
from bot.editing.errors import EditError, InvalidChangeError
from bot.editing.impact import Proposal
from bot.editing.import_export import MAX_UPLOAD, exported, left_out
from bot.editing.patch import digest
from bot.editing.revision import RevisionKind, Scope
from bot.errors import VersusError
from bot.knowledge.files import replace_file
from bot.knowledge.markdown import comparison
from bot.knowledge.model import Entry, Topic
from bot.knowledge.problems import Problem
from bot.knowledge.yaml_text.formatter import format_text
from bot.servers.base_editors import BaseEditors
from bot.serving.snapshot import located
from bot.texts import editing, terminal

_FAILED = 1
_TABLE = "comparison.md"


@dataclass(frozen=True, slots=True)
class Planned:
    """A change, and what the history says of it."""

    change: Change
    what: str

    @classmethod
    def of(cls, change: Change) -> "Planned":
        """A change of entries; of one that removes, only what goes is said."""
        gone = [edit for edit in change.edits if edit.after is None]
        return cls(change, in_few_words(gone or change.edits))


@dataclass(frozen=True, slots=True)
class Way:
    """How a change is carried out."""

    dry_run: bool
    as_json: bool
    why: str = ""


async def carry_out(
    config: Config, scope: Scope, plan: Callable[[EditingSession], Awaitable[Planned | None]], way: Way
) -> int:
    """Show what the planned change does, or save it; the exit code.

    Raises:
        VersusError: it can't be made.
    """
    async with open_session(config, scope, read_only=way.dry_run) as session:
        try:
            planned = await plan(session)
            if planned is None:
                return _nothing(way)
            planned = replace(planned, change=replace(planned.change, why=one_line(way.why)))
            return await _show(session, planned, way) if way.dry_run else await _save(session, planned, way)
        except InvalidChangeError as error:
            return _refused(session, error.problems, way)


async def _show(session: EditingSession, planned: Planned, way: Way) -> int:
    proposal = await session.editor.propose(planned.change, await session.asked())
    if proposal.problems:
        return _refused(session, proposal.problems, way)
    if way.as_json:
        print_json(_proposal_json(proposal))
        return 0
    say_line(planned.what)
    for line in (
        *warning_lines(proposal.edits),
        *change_lines(proposal.edits, await session.knowledge()),
        "",
        *(impact_lines(proposal.impact) if proposal.impact else ()),
    ):
        say_line(line)
    say(f"\n{texts.WOULD_SAVE}")
    return 0


async def _save(session: EditingSession, planned: Planned, way: Way) -> int:
    knowledge = await session.knowledge()
    saved = await session.editor.commit(planned.change, None, planned.what)
    if saved is None:
        return _nothing(way)
    edits = await session.editor.history.states(session.scope, saved.number)
    if way.as_json:
        print_json({"changes": edits_json(edits), "problems": [], "saved": saved.number})
        return 0
    for line in (planned.what, *warning_lines(edits), *change_lines(edits, knowledge)):
        say_line(line)
    server = "" if session.scope is None else f" --server {session.scope}"
    say(texts.SAVED.format(number=saved.number, server=server))
    return 0


def _nothing(way: Way) -> int:
    if way.as_json:
        print_json({"changes": [], "problems": [], "saved": None})
    else:
        say(texts.NO_DIFFERENCE)
    return 0


def _refused(session: EditingSession, problems: Sequence[Problem], way: Way) -> int:
    lines = [located(problem, session.folder) for problem in problems]
    if way.as_json:
        print_json({"changes": [], "problems": lines, "saved": None})
        return _FAILED
    say(texts.PROBLEMS, err=True)
    for line in lines:
        say_line(line)
    return _FAILED


def _proposal_json(proposal: Proposal) -> dict[str, Any]:
    effect = impact_json(proposal.impact) if proposal.impact else None
    return {"changes": edits_json(proposal.edits), "problems": [], "impact": effect, "saved": None}


async def added(session: EditingSession, identity: str, given: Given) -> Planned | None:
    """The change that adds an entry; ``None`` when the operator cancels.

    Raises:
        EditError: the topic is missing or unknown, or the entry exists.
        BadParameter: nothing was given, and there is no terminal to open an editor in.
    """
    topic, entry_id = await session.place(identity)
    new = written(Entry(topic.id, entry_id, ""), topic, given)
    return Planned.of(operations.addition(await session.knowledge(), new, session.scope)) if new else None


async def edited(session: EditingSession, identity: str, given: Given) -> Planned | None:
    """The change that rewrites an entry; ``None`` when the operator cancels.

    Raises:
        EditError: there is no such entry.
        BadParameter: nothing was given, and there is no terminal to open an editor in.
    """
    before, known = await session.entry(identity), await session.knowledge()
    after = written(before, known.topic(before.topic) or Topic(before.topic, ""), given)
    return Planned.of(operations.edition(known, after, session.scope)) if after else None


async def imported_from(session: EditingSession, file: Path) -> Planned | None:
    """The change that a file to import makes, or ``None`` where it changes nothing.

    Raises:
        EditError: the file has problems.
        VersusError: it can't be read.
    """
    data = await asyncio.to_thread(_read, file)
    found = await session.editor.imported(session.scope, file.name, data)
    if found.problems:
        # They are told by the way that leads to the file, not to the folder it would go to.
        raise EditError("\n".join(str(replace(problem, file=str(file))) for problem in found.problems))
    return Planned(found.change, editing.brought_in([file.name])) if found.change else None


def _read(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            return opened.read(MAX_UPLOAD + 1)
    except OSError as error:
        raise VersusError(terminal.FILE_UNREADABLE.format(file=file, error=error.strerror)) from error


async def formatted(session: EditingSession, names: Sequence[str]) -> Planned | None:
    """The change that puts the files into the canonical form, or ``None`` where they are in it.

    Raises:
        EditError: there is no such file.
        VersusError: a file can't be put into the form without losing something.
    """
    held = (await session.editor.contents(session.scope)).texts
    wanted = [Path(name).name for name in names] or list(held)
    for name in wanted:
        if name not in held:
            raise EditError(texts.NO_FILE.format(file=name, files=", ".join(held)))
    new = {name: await asyncio.to_thread(format_text, name, held[name]) for name in wanted}
    edits = tuple(FileEdit(name, digest(held[name]), text) for name, text in new.items() if text != held[name])
    change = Change(session.scope, RevisionKind.EDIT, files=edits)
    return Planned(change, texts.formatted([edit.name for edit in edits])) if edits else None


async def export_files(config: Config, scope: Scope, topic: str | None, output: Path | None, *, markdown: bool) -> None:
    """Print one topic, or the table, or write everything to a folder.

    Raises:
        VersusError: the topic is unknown or not named, or a file can't be written.
    """
    async with open_session(config, scope, read_only=True) as session:
        contents = await session.editor.contents(scope)
        files = await asyncio.to_thread(exported, contents)
        if missing := left_out(contents):
            say(editing.left_out(missing), err=True)
        if output is not None:
            files[_TABLE] = comparison(contents.seen)
            await asyncio.to_thread(_write_all, output, files)
            say(texts.exported(len(files), output))
        elif markdown:
            say_exactly(f"{comparison(contents.seen)}\n")
        else:
            say_exactly(files[_one_topic(files, topic)])


def _one_topic(files: dict[str, str], topic: str | None) -> str:
    topics = ", ".join(name.removesuffix(".yaml") for name in files)
    if topic is not None and f"{topic}.yaml" not in files:
        raise EditError(texts.NO_TOPIC.format(topic=topic, topics=topics))
    if topic is None and len(files) != 1:
        raise ConfigError(texts.WHICH_EXPORT.format(topics=topics))
    return f"{topic}.yaml" if topic else next(iter(files))


def _write_all(folder: Path, files: dict[str, str]) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise VersusError(f"I can't make the folder {folder}: {error.strerror}.") from error
    for name, text in files.items():
        replace_file(folder / name, text.encode())


async def choose_editor(config: Config, server: str | None) -> tuple[str, dict[str, Any]]:
    """Say who edits the shared base, or have ``server`` (``none``: nobody) do it from now on.

    Raises:
        ConfigError: the configuration names the servers.
    """
    named = config.knowledge.editors
    if named:
        sentence = texts.CONFIGURED.format(servers=", ".join(map(str, named)))
        if server is not None:
            raise ConfigError(sentence)
        return sentence, {"servers": list(named), "configured": True}
    async with open_session(config, None, read_only=server is None) as session:
        editors = BaseEditors((), session.database.state)
        if server is not None:
            await editors.store(None if server == "none" else int(server))
        stored = await editors.stored()
    said = (texts.NO_EDITOR, texts.EDITOR_IS) if server is None else (texts.EDITOR_NONE, texts.EDITOR_SET)
    servers = [] if stored is None else [stored]
    return said[stored is not None].format(server=stored), {"servers": servers, "configured": False}
