"""The canonical form: same values, every comment, and nothing left to do the second time."""

from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bot.knowledge.model import Entry
from bot.knowledge.yaml_text.formatter import comments_of, format_text
from bot.knowledge.yaml_text.parser import read_text
from bot.knowledge.yaml_text.writer import CannotWriteError
from tests.knowledge.samples import GOOD
from tests.knowledge.yaml_text.test_writer import COMMENTED
from tests.knowledge.yaml_text.test_writer_sequences import INDENTED_LESS, TEXTS, entries, tree
from tests.knowledge.yaml_text.writing import with_entry

REAL = sorted((Path(__file__).parents[3] / "knowledge").glob("*.yaml"))

CANONICAL = """\
# The first line.
topic: coffee  # its id
title: Filter vs espresso
subjects:
  filter: {name: Filter}
  espresso: {name: Espresso}

entries:
  # Above taste.
  taste:  # on its line
    title: Taste  # of both
    # the usual word
    aliases: [flavour, aroma]
    # Above the questions.
    questions:  # ask away
      - How does it taste?  # plain
      # Between two questions.
      - Is it good?
    filter: Mild, and long.  # folded
    espresso: |-
      Strong,
      and short.

      # no comment, but a line of the text

      # deep, but still a line of the text
    both: Good.
    # The end of taste.
  # Above shop.

  shop:
    title: Shop
    answer: Around the corner.
    links: [{label: Map, url: https://example.org}]  # flow
# The last line.
"""


def comments(text: str) -> list[str]:
    document = read_text("a.yaml", text.encode())
    assert document.root is not None
    return sorted(comment.text for comment in comments_of(document.text, document.root))


def test_looks_as_a_person_would_write_it() -> None:
    assert format_text("a.yaml", COMMENTED) == CANONICAL


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_keeps_values_and_comments_in_every_style(text: str, newline: str) -> None:
    text = text.replace("\n", newline)
    new = format_text("a.yaml", text)
    assert tree(new) == tree(text)
    assert comments(new) == comments(text)
    assert new.count("\n") == new.count(newline if newline in text else "\n")
    assert format_text("a.yaml", new) == new


def test_many_empty_lines_become_one_and_the_end_is_trimmed() -> None:
    text = "\n\n\ntopic: coffee\n\n\n# one\n\n\n\n# two\n\ntitle: Coffee\n\n\n"
    assert format_text("a.yaml", text) == "topic: coffee\n\n# one\n\n# two\n\ntitle: Coffee\n"


def test_document_marks_and_byte_order_marks_go() -> None:
    text = "\ufeff---  # start\ntopic: coffee\n...  # end\n"
    assert format_text("a.yaml", text) == "# start\ntopic: coffee\n# end\n"


@pytest.mark.parametrize("path", REAL, ids=lambda path: path.name)
def test_the_real_knowledge_is_kept(path: Path) -> None:
    text = path.read_text("utf-8")
    new = format_text(path.name, text)
    assert tree(new) == tree(text)
    assert format_text(path.name, new) == new


@given(st.sampled_from([GOOD, COMMENTED, INDENTED_LESS]), st.lists(entries(), max_size=3), st.data())
@settings(max_examples=200, deadline=None)
def test_comments_anywhere_are_kept(text: str, changes: list[Entry], data: st.DataObject) -> None:
    for change in changes:
        text = with_entry("a.yaml", text, change)
    wanted = tree(text)
    for number in range(data.draw(st.integers(0, 4))):
        text = data.draw(with_comment(text, f"# note {number}: 'x' [y"))
    document = read_text("a.yaml", text.encode())
    assume(not document.problems and tree(text) == wanted)
    new = format_text("a.yaml", text)
    assert tree(new) == wanted
    assert comments(new) == comments(text)
    assert format_text("a.yaml", new) == new


@st.composite
def with_comment(draw: st.DrawFn, text: str, comment: str) -> str:
    """The text with a comment on a line of its own, or behind one."""
    lines = text.split("\n")
    number = draw(st.integers(0, len(lines) - 1))
    if draw(st.booleans()):
        lines.insert(number, " " * draw(st.integers(0, 8)) + comment)
    else:
        lines[number] += f"  {comment}"
    return "\n".join(lines)


@pytest.mark.parametrize("text", ["", "topic: [", "a: &b c", "- a"])
def test_what_cannot_be_read_is_refused(text: str) -> None:
    with pytest.raises(CannotWriteError, match=r"a\.yaml"):
        format_text("a.yaml", text)
