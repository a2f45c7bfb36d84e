"""Members read "answer" and "topic"; "entry", "dimension" and "knowledge base" are words of those who keep it up."""

import ast
import importlib
import re
from collections.abc import Awaitable, Collection, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any, Final

import discord
import pytest
import simcord

import bot
from bot.discord_app.asking import ask, buttons, listing, render
from bot.discord_app.browsing import browse
from bot.discord_app.handoff import answer, keep, post, this_entry
from bot.discord_app.help import command as help_command
from bot.discord_app.inbox import suggest
from bot.discord_app.settings import privacy
from bot.knowledge.model import KnowledgeBase
from bot.serving.snapshot import Snapshot
from bot.texts import answers
from tests.discord_app.script import SCRIPT
from tests.discord_app.worlds import World

WORDS: Final = re.compile(r"\b(?:entr(?:y|ies)|dimensions?|knowledge bases?)\b", re.IGNORECASE)
COMMANDS: Final = re.compile(r"`?/dimensions?\b`?")
"""Two commands have been called so since the first release, and people have them by heart."""
FOR_MODERATORS: Final = frozenset(("editing", "inbox", "learning", "settings", "help"))
"""The folders of ``bot/discord_app`` whose texts moderators read. What members read of them is listed below."""
ALSO_FOR_MEMBERS: Final[tuple[tuple[ModuleType, frozenset[str]], ...]] = (
    (suggest, frozenset(("take_up",))),
    (privacy, frozenset()),
    (help_command, frozenset(("FIRST_STEPS", "moderator_embed", "_state", "_condition"))),
)
"""Modules that say something to members, with what in them speaks to moderators."""
MODERATORS_ALONE: Final[tuple[ModuleType, ...]] = (answer, keep, post, this_entry)
"""Modules that only moderators read from, in folders whose texts are for members too."""


def unfit(texts: Collection[str]) -> list[str]:
    """Those of the texts in which a member would read one of the words."""
    return [text for text in texts if WORDS.search(COMMANDS.sub("", text))]


def literals(tree: ast.AST) -> Iterator[str]:
    """The texts in a piece of code, without its docstrings."""
    documentation = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documentation:
            yield node.value


def source(module: ModuleType) -> ast.Module:
    assert module.__file__
    return ast.parse(Path(module.__file__).read_text(encoding="utf-8"))


def used_by(module: ModuleType, without: frozenset[str] = frozenset()) -> set[str]:
    """The names of the texts that a module takes from its folder's, but for some of its parts."""
    pieces = [part for part in source(module).body if without.isdisjoint(names_of(part))]
    return {
        node.attr
        for piece in pieces
        for node in ast.walk(piece)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "texts"
    }


def said_by(module: ModuleType, without: frozenset[str]) -> list[str]:
    """These texts themselves."""
    texts: ModuleType = vars(module)["texts"]
    names = used_by(module, without)
    # What is said by a function may come from further ones, and from constants of its module.
    parts = {name: part for part in source(texts).body for name in names_of(part)}
    found, waiting = set[str](), [parts[name] for name in names]
    said: list[str] = []
    while waiting:
        part = waiting.pop()
        said += literals(part)
        for node in ast.walk(part):
            if isinstance(node, ast.Name) and node.id in parts and node.id not in found:
                found.add(node.id)
                waiting.append(parts[node.id])
    return said


def names_of(part: ast.stmt) -> list[str]:
    if isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return [part.name]
    targets = [part.target] if isinstance(part, ast.AnnAssign) else part.targets if isinstance(part, ast.Assign) else []
    return [target.id for target in targets if isinstance(target, ast.Name)]


def text_modules() -> list[ModuleType]:
    """Every module of texts of the Discord room that is not the moderators', and what the terminal says as well."""
    package = Path(bot.__file__).parent
    paths = (package / "discord_app").rglob("*texts.py")
    own = [path for path in paths if path.parent.name not in FOR_MODERATORS]
    names = [".".join(path.relative_to(package.parent).with_suffix("").parts) for path in own]
    return [answers, *map(importlib.import_module, names)]


def test_no_text_for_members_has_the_words() -> None:
    modules = text_modules()
    assert len(modules) > 3
    for module in modules:
        moderators = set[str]().union(*(used_by(one) for one in MODERATORS_ALONE if vars(one)["texts"] is module))
        parts = [part for part in source(module).body if moderators.isdisjoint(names_of(part))]
        assert unfit([text for part in parts for text in literals(part)]) == [], module.__name__


@pytest.mark.parametrize(("module", "without"), ALSO_FOR_MEMBERS, ids=lambda one: getattr(one, "__name__", ""))
def test_nor_what_members_read_among_the_moderators_texts(module: ModuleType, without: frozenset[str]) -> None:
    said = said_by(module, without)
    assert len(said) > 5
    assert unfit(said) == []


@pytest.mark.parametrize("module", [render, listing, buttons, ask, browse], ids=lambda one: one.__name__)
def test_nor_a_sentence_that_stands_beside_the_code(module: ModuleType) -> None:
    assert unfit([text for text in literals(source(module)) if " " in text]) == []


def test_the_words_are_found() -> None:
    assert unfit(["An entry.", "My Knowledge base", "20 dimensions", "Use `/dimensions`.", "entrypoint"]) == [
        "An entry.",
        "My Knowledge base",
        "20 dimensions",
    ]


def described(command: dict[str, Any]) -> Iterator[str]:
    yield command.get("description") or ""
    for option in command.get("options", ()):
        yield option["name"]
        yield from described(option)


async def test_no_command_that_members_see_has_the_words(world: World) -> None:
    commands = [command.to_dict(world.bot.tree) for command in world.bot.tree.get_commands()]
    commands += [
        command.to_dict(world.bot.tree) for command in world.bot.tree.get_commands(type=discord.AppCommandType.message)
    ]
    seen = [command for command in commands if command["default_member_permissions"] is None]
    assert {"ask", "dimension", "help", "suggest", "Answer this"} <= {command["name"] for command in seen}
    assert unfit([text for command in seen for text in (f"/{command['name']}", *described(command))]) == []


def texts_in(data: Any, keys: frozenset[str]) -> Iterator[str]:
    """What stands under these keys in a payload, however deep."""
    for key, value in data.items() if isinstance(data, dict) else enumerate(data):
        if isinstance(value, str) and key in keys:
            yield value
        elif isinstance(value, dict | list):
            yield from texts_in(value, keys)


def shown(result: Any) -> list[str]:
    """Every text of a message, or of the form or message that answered an interaction."""
    labels = frozenset(("title", "label", "description", "placeholder", "text"))
    if isinstance(result, simcord.InteractionResult):
        if result.modal is not None:
            return list(texts_in(result.modal, labels))
        result = result.followups[-1] if result.followups else result.response
    embeds = [embed.to_dict() for embed in result.embeds]
    rows = [row if isinstance(row, dict) else row.to_dict() for row in result.components]
    return [result.content or "", *texts_in(embeds, labels | {"name", "value"}), *texts_in(rows, labels)]


@pytest.mark.world(check_errors=False)
async def test_what_a_member_is_shown_has_none_of_the_words(world: World) -> None:
    """Each kind of answer, the list, a name that fits nothing, help, privacy, a suggestion, and an empty bot."""
    seen: list[str] = []

    async def saw(doing: Awaitable[simcord.InteractionResult]) -> simcord.InteractionResult:
        result = await doing
        seen.extend(shown(result))
        return result

    for text in SCRIPT:
        seen += shown(await world.ask(text))
    unsure = await world.ask("how much caffeine?")
    await saw(world.bob.click(unsure, label="Didn't help"))
    await saw(world.bob.click(unsure, label="Delete"))
    await saw(world.bob.click(unsure, label="Price"))
    for name, options in (
        ("ask", {"question": "which is nicer?"}),
        ("dimensions", {}),
        ("dimensions", {"topic": "no such topic"}),
        ("dimension", {"name": "Price"}),
        ("dimension", {"name": "ice"}),
        ("dimension", {"name": "nothing like it"}),
        ("help", {}),
        ("suggest", {"answer": "nothing like it"}),
        ("suggest", {"answer": "Price"}),
        ("privacy", {}),
    ):
        await saw(world.alice.slash(world.channel, name, **options))
    await saw(world.alice.submit_modal(await saw(world.alice.slash(world.channel, "suggest")), {"q": "?"}))
    world.services.snapshots.swap(Snapshot(KnowledgeBase(), world.services.snapshots.snapshot().matcher))
    seen += shown(await world.ask("rabbits?"))
    seen += shown(await world.ask("hello"))
    await saw(world.bob.click(unsure, label="Brewing"))
    await saw(world.alice.slash(world.channel, "dimensions"))
    await saw(world.alice.slash(world.channel, "help"))
    assert "I no longer have that answer." in seen
    assert "Suggest an answer" in seen
    assert unfit(seen) == []
