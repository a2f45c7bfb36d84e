"""No regular expression takes the square of what somebody types."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.backtracking import matches, steps
from tests.typed_patterns import CUSTOM_IDS, NOT_TYPED, TYPED, Typed, patterns_of

BOT = Path(__file__).parent.parent / "bot"
LENGTH = 200
"""Characters of the shorter of two texts: enough for the growth to show, and soon counted."""
ALLOWED = 2.1
"""Times the steps that twice the text may take."""
SHORT = 20_000
"""Steps that a pattern may take whose text is cut before: about a millisecond."""


def test_every_pattern_stands_in_the_list() -> None:
    found = set(compiled())
    assert found - {*TYPED, *NOT_TYPED} == set(), "give each its hostile text in tests/typed_patterns.py"
    assert {*TYPED, *NOT_TYPED} - found == set(), "no longer there"


def test_a_pattern_has_a_name() -> None:
    """Without one it could not stand in the list."""
    assert list(nameless()) == []


@pytest.mark.parametrize("name", TYPED)
def test_twice_the_text_takes_at_most_twice_the_steps(name: str) -> None:
    hostile = TYPED[name]
    for pattern in patterns_of(name):
        assert grows_evenly(pattern, hostile), pattern.pattern


@pytest.mark.parametrize(
    ("pattern", "hostile"),
    [
        (re.compile(r"^(\s*)(?:(\d+)([.)])|([-+#]))", re.MULTILINE), TYPED["bot.discord_app.ui.markdown:_LINE_START"]),
        (re.compile(r"</[^:>]+:\d+>"), TYPED["bot.discord_app.asking.incoming:_TOKENS"]),
        (re.compile(r"[.!?]+(?=\s|$)|\n+|;\s"), TYPED["bot.matching.language.normalize:_SENTENCE_END"]),
        (re.compile(r"<(?:@[!&]?|#|/)[^>]*>"), TYPED["bot.knowledge.text_rules:_MENTION"]),
        (re.compile(r"[-+.\d]*\d[-+.\d]*"), TYPED["bot.knowledge.yaml_text.emitter:_LIKE_A_NUMBER"]),
    ],
)
def test_the_hostile_texts_find_the_patterns_that_were_there_before(pattern: re.Pattern[str], hostile: Typed) -> None:
    assert not grows_evenly(pattern, hostile)


@pytest.mark.parametrize(
    ("pattern", "text"), [(r"a(?:b|c)*?d", "abcbd abc"), (r"(?<=x)[^y]++\b|\d{2,3}", "xab y 1234")]
)
def test_steps_are_counted_of_a_matcher_that_finds_what_python_finds(pattern: str, text: str) -> None:
    python = re.compile(pattern)
    assert matches(python, text) == [match.span() for match in python.finditer(text)]


def grows_evenly(pattern: re.Pattern[str], hostile: Typed) -> bool:
    if hostile.longest < 2 * LENGTH:
        return steps(pattern, hostile.text(hostile.longest), hostile.use) <= SHORT
    short, long = (steps(pattern, hostile.text(length), hostile.use) for length in (LENGTH, 2 * LENGTH))
    return long <= ALLOWED * short


def compiled() -> Iterator[str]:
    """Where ``re.compile`` is called: the module, and the name or the function at its top level that holds it."""
    for module, tree in modules():
        for statement in tree.body:
            for call, holder in calls(statement):
                if call == "compile" and holder != CUSTOM_IDS:
                    yield f"{module}:{name_of(statement)}"


def nameless() -> Iterator[str]:
    """Where a pattern is given to ``re`` as it is used."""
    for module, tree in modules():
        for statement in tree.body:
            yield from (f"{module}: re.{call}" for call, _ in calls(statement) if call not in ("compile", "escape"))


def modules() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(BOT.rglob("*.py")):
        name = ".".join(path.relative_to(BOT.parent).with_suffix("").parts).removesuffix(".__init__")
        yield name, ast.parse(path.read_text(encoding="utf-8"))


def calls(statement: ast.stmt) -> Iterator[tuple[str, str]]:
    """The functions of ``re`` that are called in it, and the name that the result gets in a class."""
    for node in ast.walk(statement):
        held = node.value if isinstance(node, ast.Assign | ast.AnnAssign) else None
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.Call) and isinstance(child.func, ast.Attribute):
                of = child.func.value
                if isinstance(of, ast.Name) and of.id == "re":
                    yield child.func.attr, name_of(node) if child is held else ""


def name_of(node: ast.AST) -> str:
    if isinstance(node, ast.Assign | ast.AnnAssign):
        target = node.targets[0] if isinstance(node, ast.Assign) else node.target
        return target.id if isinstance(target, ast.Name) else target.attr if isinstance(target, ast.Attribute) else ""
    return node.name if isinstance(node, ast.FunctionDef | ast.ClassDef) else ""
