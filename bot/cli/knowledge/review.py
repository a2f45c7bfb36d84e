"""What waits for review, in the terminal: listed, dropped, and printed as a patch."""

import asyncio
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from bot.app import SERVERS
from bot.cli.knowledge import texts
from bot.cli.knowledge.output import change_lines
from bot.cli.knowledge.session import open_session
from bot.cli.say import print_json, say, say_exactly, say_line
from bot.config import Config
from bot.control_characters import one_line
from bot.editing.errors import EditError
from bot.editing.review import Layer, WaitingChange
from bot.editing.revision import Scope
from bot.editing.unified import unified
from bot.texts import editing


async def list_proposed(config: Config, server: int | None, *, as_json: bool) -> None:
    """Print what waits: of all scopes, or of one server's own."""
    async with open_session(config, None, read_only=True) as session:
        waiting = await session.editor.review.everywhere()
        scopes = [server] if server is not None else list(dict.fromkeys(one.scope for one in waiting))
        layers = [layer for scope in scopes for layer in await asyncio.to_thread(session.editor.review.layers, scope)]
    layers.sort(key=lambda layer: layer.waiting.number)
    if as_json:
        print_json({"proposed": [_as_json(layer) for layer in layers]})
        return
    for layer in layers:
        say_line(_line(layer.waiting))
        if layer.problem:
            say_line(texts.DOES_NOT_FIT.format(problem=layer.problem))
    if not layers:
        say(texts.NOTHING_PROPOSED)


async def drop_proposed(config: Config, numbers: Sequence[int], *, as_json: bool) -> None:
    """Have changes wait no longer, and print what they were: nobody else has their words any more.

    Raises:
        EditError: one of them does not wait; nothing is dropped then.
    """
    async with open_session(config, None, read_only=False) as session:
        review = session.editor.review
        waiting = {one.number: one for one in await review.everywhere()}
        for number in numbers:
            if number not in waiting:
                raise EditError(editing.not_waiting(number))
        dropped = [await review.take_out(number, waiting[number].scope) for number in dict.fromkeys(numbers)]
    if as_json:
        print_json({"dropped": [one.number for one in dropped]})
        return
    for one in dropped:
        for line in (texts.DROPPED.format(number=one.number, what=one.what), *change_lines(one.change.edits)):
            say_line(line)


async def print_patch(config: Config, scope: Scope) -> None:
    """Print what waits in a scope as one patch, in the order in which it was saved; the notes go to standard error."""
    async with open_session(config, scope, read_only=True) as session:
        review = session.editor.review
        others = [one.scope for one in await review.everywhere() if one.scope != scope]
        layers = await asyncio.to_thread(review.layers, scope)
    for layer in layers:
        if layer.problem:
            sentence = texts.LEFT_OUT.format(number=layer.waiting.number, what=layer.waiting.what)
            say_line(f"{sentence} {texts.DOES_NOT_FIT.strip().format(problem=layer.problem)}", err=True)
    folder = config.knowledge.folder if scope is None else config.data.folder / SERVERS
    patch = "".join(part for layer in layers for part in _patch(layer, _from_here(folder)))
    if patch:
        say_exactly(patch)
    else:
        say(texts.NOTHING_PROPOSED, err=True)
    for other in dict.fromkeys(others):
        where = texts.OF_BASE if other is None else texts.OF_SERVER.format(server=other)
        say(texts.MORE_WAITS.format(count=others.count(other), where=where), err=True)


def _from_here(folder: Path) -> str:
    """The folder as a patch names it: by the way from the current one, or by its name alone where it is elsewhere."""
    here = Path.cwd()
    found = folder.resolve()
    return found.relative_to(here).as_posix() if found.is_relative_to(here) else found.name


def _patch(layer: Layer, folder: str) -> Iterator[str]:
    """One change as a patch, with what it is and why on top, in lines that no program takes for a part of it."""
    difference = unified(layer.before, layer.after, folder)
    if not difference:
        return
    waiting = layer.waiting
    where = "" if waiting.scope is None else f", {texts.OF_SERVER.format(server=waiting.scope)}"
    yield f"# #{waiting.number}, {waiting.at:%Y-%m-%d}{where}: {one_line(waiting.what)}\n"
    if waiting.change.why:
        yield f"# {texts.WHY.format(why=one_line(waiting.change.why))}\n"
    if waiting.change.suggestion is not None:
        yield f"# {texts.SUGGESTED}\n"
    yield difference


def _line(waiting: WaitingChange) -> str:
    when = waiting.at.astimezone().strftime("%Y-%m-%d %H:%M")
    where = "" if waiting.scope is None else f" [{texts.OF_SERVER.format(server=waiting.scope)}]"
    why = f" ({one_line(waiting.change.why)})" if waiting.change.why else ""
    return f"#{waiting.number:<5} {when}  {_who(waiting):<16} {waiting.what}{why}{where}"


def _who(waiting: WaitingChange) -> str:
    return waiting.author_name or editing.NO_NAME


def _as_json(layer: Layer) -> dict[str, Any]:
    waiting = layer.waiting
    return {
        "number": waiting.number,
        "at": waiting.at.isoformat(),
        "who": _who(waiting),
        "server": waiting.scope,
        "what": waiting.what,
        "why": waiting.change.why,
        "entries": [edit.key for edit in waiting.change.edits],
        "problem": layer.problem or None,
    }
