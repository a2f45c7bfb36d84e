"""Whatever is wrong with what was typed is said in the form's words: no key of a file, no id, no line of it."""

import re
from dataclasses import replace

import pytest

from bot.discord_app.editing.problem_lines import problem_lines
from bot.editing import operations
from bot.editing.impact import Proposal
from bot.knowledge.build import read_files
from bot.knowledge.model import Entry, KnowledgeBase, Link
from bot.knowledge.yaml_text.writer import with_entries
from tests.discord_app.moderators import BASE

KEYS = ("title", "aliases", "questions", "both", "answer", "links", "see_also", "label", "url", "mlops", "devops")
FILE = "ops.yaml"


def said(typed: Entry, knowledge: KnowledgeBase) -> str:
    """The problems of the entry as it was typed into the form, as its moderator reads them."""
    change = operations.edition(knowledge, typed, None)
    entry = change.edits[0].after
    assert entry is not None
    loaded = read_files({FILE: with_entries(FILE, BASE, {entry.id: entry}).encode()})
    assert loaded.knowledge is None
    return "\n".join(problem_lines(Proposal(change, change.edits, loaded.problems), knowledge))


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ({"title": ""}, "**Title**: “Title” is empty; write a text"),
        ({"title": "x" * 81}, "**Title**: “Title” is 81 characters long, and at most 80 can be shown"),
        (
            {"sides": {}},
            "There is no text to answer with yet; write one for MLOps and DevOps, or what they share",
        ),
        ({"sides": {"devops": "x"}}, "**MLOps**: “Cost” has no text for MLOps; add it, or say it in “What they share”"),
        ({"sides": {"mlops": "x" * 1025, "devops": "x"}}, "**MLOps**: MLOps is 1,025 characters long"),
        ({"both": "x" * 1025}, "**What they share**: “What they share” is 1,025 characters long"),
        ({"questions": ("x" * 301,)}, "**Example questions, line 1**: item 1 of “Example questions” is 301 characters"),
        ({"questions": ("Is it safe?",)}, "**Example questions, line 1**: “Is it safe?” already belongs to Security"),
        ({"aliases": ("a", "b", "a")}, "**Other names, line 3**: 'a' stands in this list twice"),
        ({"see_also": ("securty",)}, "did you mean “Security”?"),
        ({"see_also": ("Cost",)}, "**See also, line 1**: "),
        ({"links": (Link("", "https://example.org"),)}, "**Links, line 1**: what the link says is empty"),
        ({"links": (Link("Here", "x"),)}, "**Links, line 1**: a link must begin with https"),
        (
            {"links": (Link("Here", "https://example.org/" + "x" * 500),)},
            "**Links, line 1**: the address is 520 characters",
        ),
        (
            {"links": tuple(Link(f"L{n}", f"https://example.org/{'x' * 400}{n}") for n in range(4))},
            "**Links**: the links",
        ),
    ],
)
def test_the_forms_names_stand_in_it(typed: dict[str, object], expected: str) -> None:
    knowledge = read_files({FILE: BASE.encode()}).knowledge
    assert knowledge is not None
    text = said(replace(knowledge.entries["ops/cost"], **typed), knowledge)  # pyright: ignore[reportArgumentType]
    assert expected in text.replace("\\", "")
    assert not re.search(rf"'({'|'.join((*KEYS, *(one.id for one in knowledge)))})'|{FILE}|:\d+:", text), text


def test_an_entry_that_is_not_touched_is_named_by_its_title() -> None:
    knowledge = read_files({FILE: BASE.encode()}).knowledge
    assert knowledge is not None
    gone = operations.removal(knowledge, knowledge, "ops/cost", None).edits[0]
    loaded = read_files({FILE: with_entries(FILE, BASE, {"cost": None}).encode()})
    change = replace(operations.removal(knowledge, knowledge, "ops/cost", None), edits=(gone,))
    lines = problem_lines(Proposal(change, change.edits, loaded.problems), knowledge)
    assert lines == ["**Security, See also, line 1**: this topic has no entry “Cost”; name another one, or remove it."]


def test_an_entry_that_is_called_like_a_subject_does_not_take_its_name() -> None:
    text = BASE + "  mlops:\n    title: What is MLOps?\n    answer: A craft.\n"
    knowledge = read_files({FILE: text.encode()}).knowledge
    assert knowledge is not None
    cost = knowledge.entries["ops/cost"]
    for typed, expected in (
        (replace(cost, sides={"devops": "x"}), "has no text for MLOps;"),
        (replace(cost, see_also=("mlop",)), "did you mean “What is MLOps?”?"),
    ):
        change = operations.edition(knowledge, typed, None)
        written = with_entries(FILE, text, {"cost": change.edits[0].after})
        lines = problem_lines(Proposal(change, change.edits, read_files({FILE: written.encode()}).problems), knowledge)
        assert expected in "\n".join(lines)
