"""Random edits, one after the other, in files written in every style: always readable, nothing else touched."""

from collections.abc import Mapping
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.knowledge.model import Entry, Link
from bot.knowledge.yaml_text.nodes import MappingNode
from bot.knowledge.yaml_text.parser import forbidden_in, read_text
from bot.knowledge.yaml_text.splicing import cleaned
from bot.knowledge.yaml_text.writer import CannotWriteError, fields_of, with_entries
from tests.knowledge.samples import GOOD, HEADER
from tests.knowledge.yaml_text.test_emitter import ANY_TEXT
from tests.knowledge.yaml_text.test_writer import COMMENTED
from tests.knowledge.yaml_text.writing import with_entry, without_entry

IDS = ["taste", "shop", "price", "crema", "a-1"]
IN_BRACKETS = "{topic: coffee, entries: {taste: {title: Taste, both: Good}, price: {title: 'P', answer: x}}}\n"
INDENTED_LESS = """\
topic: coffee
entries:
 taste:
   title: Taste
   questions:
   - Why?
   # between
   - How?
   both: |+
     Good.


 # price follows
 "price":
   title: 'Price'  # the cost
   answer: >

     Cheap,
       or dear.

   aliases: [ cost , "fee",
     charge ]

# end
title: Coffee
"""
TEXTS = [GOOD, COMMENTED, IN_BRACKETS, INDENTED_LESS, HEADER, HEADER + "entries: {}\n", "topic: coffee", "---\n" + GOOD]

lists = st.lists(ANY_TEXT, max_size=4).map(tuple)
contents = st.fixed_dictionaries({"sides": st.fixed_dictionaries({"filter": ANY_TEXT, "espresso": ANY_TEXT})}) | (
    st.fixed_dictionaries({"answer": ANY_TEXT}) | st.fixed_dictionaries({"both": ANY_TEXT})
)


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    links = tuple(Link(label, url) for label, url in draw(st.lists(st.tuples(ANY_TEXT, ANY_TEXT), max_size=2)))
    content: dict[str, Any] = draw(contents)
    return Entry("coffee", draw(st.sampled_from(IDS)), draw(ANY_TEXT), draw(lists), draw(lists), links=links, **content)


edits = st.lists(entries() | st.sampled_from(IDS), min_size=1, max_size=6)
texts = st.builds(
    lambda text, newline, end, bom: bom + (text if end else text.rstrip("\n")).replace("\n", newline),
    st.sampled_from(TEXTS),
    st.sampled_from(["\n", "\r\n"]),
    st.booleans(),
    st.sampled_from(["", "\ufeff"]),
)


def tree(text: str) -> dict[str, Any]:
    document = read_text("a.yaml", text.encode())
    assert document.problems == []
    assert document.root is not None
    read = cleaned(document.root)
    assert isinstance(read, Mapping)
    return {"entries": {}, **read}


def outside(text: str, entry_id: str) -> tuple[str, str]:
    """What stands before and behind the lines of an entry."""
    body = text.removeprefix("\ufeff")
    document = read_text("a.yaml", body.encode())
    found = document.root.get("entries") if document.root else None
    assert isinstance(found, MappingNode)
    key, value = found.pairs[entry_id]
    return body[: key.start], body[value.end :]


@given(texts, edits)
@settings(max_examples=300, deadline=None)
def test_the_file_always_reads_as_asked(text: str, changes: list[Entry | str]) -> None:
    wanted = tree(text)
    for change in changes:
        if isinstance(change, str):
            text = without_entry("a.yaml", text, change)
            wanted["entries"].pop(change, None)
        else:
            text = with_entry("a.yaml", text, change)
            wanted["entries"][change.id] = fields_of(change)
        assert tree(text) == wanted


@given(texts, edits)
@settings(max_examples=200, deadline=None)
def test_many_entries_at_once_read_as_asked(text: str, changes: list[Entry | str]) -> None:
    wanted = tree(text)
    asked = {change if isinstance(change, str) else change.id: change for change in changes}
    for entry_id, change in asked.items():
        if isinstance(change, str):
            wanted["entries"].pop(entry_id, None)
        else:
            wanted["entries"][entry_id] = fields_of(change)
    entries = {entry_id: None if isinstance(change, str) else change for entry_id, change in asked.items()}
    assert tree(with_entries("a.yaml", text, entries)) == wanted


def lines(text: str) -> list[str]:
    """The lines that say something: an empty line inside an entry may be left behind it."""
    return [line for line in text.split("\n") if line.strip()]


@given(st.sampled_from([GOOD, COMMENTED, INDENTED_LESS]), entries(), st.sampled_from(["\n", "\r\n"]))
@settings(max_examples=200, deadline=None)
def test_what_stands_outside_the_entry_stays(text: str, entry: Entry, newline: str) -> None:
    text = text.replace("\n", newline)
    new = with_entry("a.yaml", text, entry)
    if entry.id in tree(text)["entries"]:
        before, behind = outside(text, entry.id)
        assert new.startswith(before)
        assert lines(new)[len(lines(new)) - len(lines(behind)[1:]) :] == lines(behind)[1:], "from the next line on"
    assert lines(without_entry("a.yaml", new, entry.id)) == lines(without_entry("a.yaml", text, entry.id))


@given(st.sampled_from([COMMENTED, INDENTED_LESS]), st.lists(entries(), max_size=4))
@settings(max_examples=100, deadline=None)
def test_comments_of_no_entry_survive_everything(text: str, changes: list[Entry]) -> None:
    for change in changes:
        text = with_entry("a.yaml", text, change)
    for entry_id in IDS:
        text = without_entry("a.yaml", text, entry_id)
    left = {line.strip() for line in lines(text)}
    assert {"# Above taste.", "# Above shop.", "# The last line."} <= left or {"# price follows", "# end"} <= left
    assert "entries: {}" in left


@given(st.text(min_size=1, max_size=20))
def test_any_text_is_written_or_refused(answer: str) -> None:
    meant = answer.replace("\r\n", "\n").strip()
    try:
        new = with_entry("a.yaml", GOOD, Entry("coffee", "a", "A", answer=answer))
    except CannotWriteError:
        assert forbidden_in(meant)
    else:
        assert tree(new)["entries"]["a"] == {"title": "A", **({"answer": meant} if meant else {})}
