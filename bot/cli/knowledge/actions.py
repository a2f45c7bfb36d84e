"""The changes that the ``knowledge`` commands want, the export of files, and who edits the shared base."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from bot.cli.knowledge import texts
from bot.cli.knowledge.draft import Draft
from bot.cli.knowledge.options import Given, option_name
from bot.cli.knowledge.saving import Planned
from bot.cli.knowledge.session import EditingSession, open_session
from bot.cli.say import say, say_exactly
from bot.config import Config, ConfigError
from bot.editing import operations
from bot.editing.change import Change, FileEdit
from bot.editing.errors import EditError
from bot.editing.import_export import MAX_UPLOAD, exported, left_out
from bot.editing.patch import digest
from bot.editing.revision import RevisionKind, Scope
from bot.errors import VersusError
from bot.knowledge.files import replace_file
from bot.knowledge.markdown import comparison
from bot.knowledge.model import Entry, Topic
from bot.knowledge.yaml_text.formatter import format_text
from bot.servers.base_editors import BaseEditors
from bot.texts import editing, terminal

_TABLE = "comparison.md"


async def added(session: EditingSession, identity: str, given: Given, file: Path | None) -> Planned:
    """The change that adds an entry: from the options, a file, or what the operator writes.

    Raises:
        EditError: the topic is missing or unknown, or the entry exists.
        BadParameter: nothing was given, and there is no terminal to open an editor in.
        VersusError: the operator cancels, or the file can't be read.
    """
    topic, entry_id = await session.place(identity)
    known = await session.knowledge()
    blank = Entry(topic.id, entry_id, "")
    return _planned(blank, topic, given, file, lambda entry: operations.addition(known, entry, session.scope))


async def edited(session: EditingSession, identity: str, given: Given, file: Path | None) -> Planned:
    """The change that rewrites an entry: from the options, a file, or what the operator writes.

    Raises:
        EditError: there is no such entry.
        BadParameter: nothing was given, and there is no terminal to open an editor in.
        VersusError: the operator cancels, or the file can't be read.
    """
    before, known = await session.entry(identity), await session.knowledge()
    topic = known.topic(before.topic) or Topic(before.topic, "")
    return _planned(before, topic, given, file, lambda entry: operations.edition(known, entry, session.scope))


def _planned(
    before: Entry, topic: Topic, given: Given, file: Path | None, change: Callable[[Entry], Change]
) -> Planned:
    if not given.nothing:
        return Planned.of(change(given.on(before)), option_name)
    draft = Draft(before, topic, change, file)
    try:
        return Planned.written(draft.read() if file is not None else draft.write(), draft)
    except BaseException:
        with draft.kept():
            raise


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
