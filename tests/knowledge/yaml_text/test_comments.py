"""Comments that somebody put into an entry by hand: an edit leaves them where they are, or takes what was its own."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

import pytest

from bot.knowledge.build import read_files
from bot.knowledge.model import Entry, Link
from bot.knowledge.yaml_text.writer import with_entries

TEXT: Final = """\
topic: coffee
title: Filter vs espresso
subjects: {filter: {name: Filter}, espresso: {name: Espresso}}
entries:
  taste:
    title: Taste
    aliases: [flavour]
    questions:
      - How does it taste?
      - Is it good?
    filter: |
      Mild,

      and long.
    espresso: >-
      Strong and
      short.
    both: Good.
    see_also: [shop]

  shop:
    title: Shop
    answer: Around the corner.
"""
LINES: Final = TEXT.split("\n")
FIRST, LAST = LINES.index("  taste:") + 1, LINES.index("  shop:")
MARK: Final = "# by hand"
EDITS: Final[Mapping[str, Mapping[str, Any]]] = {
    "title": {"title": "Flavour"},
    "aliases": {"aliases": ("flavour", "aroma")},
    "a question more": {"questions": ("How does it taste?", "Is it good?", "Is it sour?")},
    "another question": {"questions": ("How does it taste?", "Is it sour?")},
    "filter": {"sides": {"filter": "Mild.", "espresso": "Strong and short."}},
    "espresso": {"sides": {"filter": "Mild,\n\nand long.", "espresso": "Strong,\nand short."}},
    "both": {"both": "Great."},
    "links": {"links": (Link("Map", "https://example.org"),)},
}


def entry_of(text: str) -> Entry | None:
    knowledge = read_files({"a.yaml": text.encode()}).knowledge
    return knowledge.entries.get("coffee/taste") if knowledge else None


def with_comment(place: int, indent: int) -> str | None:
    """The text with a comment on a line of its own; ``None`` where it would be no comment or break the file."""
    text = "\n".join([*LINES[:place], " " * indent + MARK, *LINES[place:]])
    return text if entry_of(text) == entry_of(TEXT) else None


def edited(text: str, **changes: Any) -> str:
    entry = entry_of(text)
    assert entry is not None
    return with_entries("a.yaml", text, {"taste": replace(entry, **changes)})


def without_comment(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.strip() != MARK]


def common(text: str, other: str) -> list[str]:
    """The lines of ``text`` that ``other`` has as well, but for empty ones."""
    lines = set(other.split("\n")) - {""}
    return [line for line in text.split("\n") if line in lines]


@pytest.mark.parametrize("indent", [0, 2, 4, 6, 8])
@pytest.mark.parametrize("changes", EDITS.values(), ids=EDITS)
def test_a_comment_stays_between_its_lines_wherever_it_stands(changes: Mapping[str, Any], indent: int) -> None:
    tried = [text for place in range(FIRST, LAST + 1) if (text := with_comment(place, indent)) is not None]
    assert len(tried) > 8
    plain = edited(TEXT, **changes).split("\n")
    for text in tried:
        new = edited(text, **changes)
        assert without_comment(new) == plain
        assert common(new, text) == common(text, new), "in the same order"


@pytest.mark.parametrize("indent", [0, 2, 4])
@pytest.mark.parametrize("above", ["aliases", "questions", "filter", "both", "see_also"])
def test_what_takes_the_place_of_other_fields_stands_below_the_comments_between_them(above: str, indent: int) -> None:
    place = next(place for place, line in enumerate(LINES) if line.startswith(f"    {above}:"))
    text = with_comment(place, indent)
    assert text is not None
    new = with_entries("a.yaml", text, {"taste": Entry("coffee", "taste", "Taste", answer="Good.")})
    own = "\n".join(LINES[FIRST + 1 : LAST])
    assert new == TEXT.replace(own, " " * indent + MARK + "\n    answer: Good.\n")


@pytest.mark.parametrize(
    ("line", "changes", "now"),
    [
        ("    title: Taste", {"title": "Flavour"}, "    title: Flavour"),
        ("    title: Taste", {"aliases": ()}, "    title: Taste"),
        ("    aliases: [flavour]", {"aliases": ("aroma",)}, "    aliases: [aroma]"),
        ("    aliases: [flavour]", {"questions": ()}, "    aliases: [flavour]"),
        ("    questions:", {"questions": ("Is it good?", "Is it sour?")}, "    questions:"),
        ("      - Is it good?", {"questions": ("Is it good?",)}, "      - Is it good?"),
        ("      - Is it good?", {"questions": ("How does it taste?", "Is it sour?", "Why?")}, "      - Is it sour?"),
        ("    filter: |", {"sides": {"filter": "Mild.", "espresso": "Strong and short."}}, "    filter: Mild."),
        ("    both: Good.", {"both": "Great."}, "    both: Great."),
        ("    both: Good.", {"see_also": ()}, "    both: Good."),
    ],
)
def test_a_comment_at_the_end_of_a_line_stays_on_it(line: str, changes: Mapping[str, Any], now: str) -> None:
    new = edited(TEXT.replace(f"{line}\n", f"{line}  {MARK}\n"), **changes)
    assert new.replace(f"  {MARK}", "") == edited(TEXT, **changes)
    assert f"\n{now}  {MARK}\n" in new


def test_a_text_below_its_key_is_written_beside_it_unless_a_comment_is_between() -> None:
    text = TEXT.replace("both: Good.\n", f"both:  # of both\n      Good.  {MARK}\n")
    assert edited(text, both="Great.") == TEXT.replace("Good.\n", f"Great.  # of both  {MARK}\n")
    text = TEXT.replace("both: Good.\n", f"both:  # of both\n      {MARK}\n      Good.\n")
    assert edited(text, both="Great.") == text.replace("Good.", "Great.")
    assert edited(text, both="Great,\nboth.") == text.replace("Good.", "|-\n      Great,\n      both.")


def test_an_item_of_several_lines_is_replaced_without_the_comments_around_it() -> None:
    text = TEXT.replace("      - Is it good?\n", f'      - "Is it\n        good?"  {MARK}\n        # below\n')
    new = edited(text, questions=("How does it taste?", "Is it sour?"))
    assert new == TEXT.replace("Is it good?\n", f"Is it sour?  {MARK}\n        # below\n")


@pytest.mark.parametrize(
    "own",
    [
        f"    questions:  {MARK}\n      - How does it taste?\n      - Is it good?\n",
        f"    questions:\n      {MARK}\n      - How does it taste?\n      - Is it good?\n",
        f"    questions:\n      - How does it taste?\n{MARK}\n      - Is it good?\n",
        f"    questions:\n      - How does it taste?\n      - Is it good?  {MARK}\n",
        f"    questions:\n      - How does it taste?\n      - Is it good?\n      {MARK}\n",
    ],
)
def test_a_field_that_goes_takes_the_comments_within_it(own: str) -> None:
    plain = "    questions:\n      - How does it taste?\n      - Is it good?\n"
    assert edited(TEXT.replace(plain, own), questions=()) == TEXT.replace(plain, "")
