"""Edits change the lines of their entry and no other byte."""

from dataclasses import replace

import pytest

from bot.knowledge.build import read_files
from bot.knowledge.model import Entry, KnowledgeBase, Link
from bot.knowledge.yaml_text import writer
from bot.knowledge.yaml_text.parser import read_text
from bot.knowledge.yaml_text.writer import CannotWriteError, topic_text, with_entries, without_fallback
from tests.knowledge.samples import GOOD, HEADER
from tests.knowledge.yaml_text.writing import with_entry, without_entry

COMMENTED = """\
# The first line.
topic: coffee   # its id
title: Filter vs espresso
subjects: {filter: {name: Filter}, espresso: {name: Espresso}}

entries:
  # Above taste.
  taste:  # on its line
    title: Taste  # of both
    aliases: [
      flavour,  # the usual word
      aroma,
    ]
    # Above the questions.
    questions:  # ask away
      - "How does it taste?"   # plain
      # Between two questions.
      - Is it good?
    filter: >-   # folded
      Mild, and
      long.
    espresso: |
      Strong,
      and short.

      # no comment, but a line of the text

      # deep, but still a line of the text
    both:
      Good.
    # The end of taste.
  # Above shop.

  shop: {title: Shop, answer: Around the corner., links: [{label: Map, url: "https://example.org"}]}   # flow
# The last line.
"""


def knowledge(text: str) -> KnowledgeBase:
    loaded = read_files({"a.yaml": text.encode()})
    assert loaded.problems == ()
    assert loaded.knowledge is not None
    return loaded.knowledge


def entry_of(text: str, entry_id: str) -> Entry:
    return knowledge(text).entries[f"coffee/{entry_id}"]


def rewritten(text: str, entry_id: str, **changes: object) -> str:
    """The text after the entry was changed, which must then read as asked for."""
    wanted = replace(entry_of(text, entry_id), **changes)  # pyright: ignore[reportArgumentType]
    new = with_entry("a.yaml", text, wanted)
    assert entry_of(new, entry_id) == wanted
    return new


@pytest.mark.parametrize(
    ("changes", "old", "new"),
    [
        ({"title": "Flavour: both"}, "title: Taste  # of both", 'title: "Flavour: both"  # of both'),
        ({"aliases": ("flavour", "aroma", "smell")}, "aroma,\n", "aroma, smell,\n"),
        ({"aliases": ("aroma",)}, "flavour,  # the usual word\n      aroma,", "aroma,"),
        ({"aliases": ("flavour", "smell")}, "aroma,\n", "smell,\n"),
        ({"questions": ("How does it taste?",)}, "      - Is it good?\n", ""),
        (
            {"questions": ("How does it taste?", "Is it good?", "no")},
            "- Is it good?\n",
            '- Is it good?\n      - "no"\n',
        ),
        (
            {"questions": ("Why?", "How does it taste?", "Is it good?")},
            '      - "How',
            '      - Why?\n      - "How',
        ),
        ({"questions": ("What is it like?", "Is it good?")}, '"How does it taste?"   #', "What is it like?   #"),
        ({"both": "Great."}, "both:\n      Good.", "both: Great."),
        ({"both": None}, "    both:\n      Good.\n", ""),
        (
            {"see_also": ("shop",)},
            "    both:\n      Good.\n    # The",
            "    both:\n      Good.\n    see_also: [shop]\n    # The",
        ),
        (
            {"sides": {"filter": "Mild.", "espresso": "Strong,\nand short.\n\n# no comment, but a line of the text\n\n"
                       "# deep, but still a line of the text"}},
            ">-   # folded\n      Mild, and\n      long.",
            "Mild.  # folded",
        ),
    ],
)  # fmt: skip
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_only_the_value_that_differs_is_written(changes: dict[str, object], old: str, new: str, newline: str) -> None:
    text = COMMENTED.replace("\n", newline)
    assert COMMENTED.count(old) == 1
    assert rewritten(text, "taste", **changes) == COMMENTED.replace(old, new).replace("\n", newline)


NEW = Entry(topic="coffee", id="price", title="Price", sides={"filter": "Cheap.", "espresso": "Dear."})
NEW_LINES = """\
  price:
    title: Price
    filter: Cheap.
    espresso: Dear.
"""


def test_a_new_entry_goes_behind_the_last() -> None:
    before, after = COMMENTED.split("# The last line.")
    assert with_entry("a.yaml", COMMENTED, NEW) == f"{before}\n{NEW_LINES}# The last line.{after}"


def test_a_new_entry_goes_before_what_follows_the_entries() -> None:
    text = GOOD.replace(HEADER, "topic: coffee\n") + HEADER.removeprefix("topic: coffee\n")
    before, after = text.split("title: Filter vs")
    assert with_entry("a.yaml", text, NEW) == f"{before}{NEW_LINES}title: Filter vs{after}"


@pytest.mark.parametrize("bom", ["", "\ufeff"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("end", [True, False])
@pytest.mark.parametrize("text", [GOOD, COMMENTED, HEADER + "entries: {}  # none yet\n", HEADER])
def test_line_ends_and_byte_order_mark_stay(text: str, end: bool, newline: str, bom: str) -> None:
    text = bom + (text if end else text.rstrip("\n")).replace("\n", newline)
    new = with_entry("a.yaml", text, NEW)
    assert entry_of(new, "price") == NEW
    assert new.startswith(bom)
    assert new.count("\n") == new.count(newline)
    assert new.endswith("\n") == end
    back = without_entry("a.yaml", new, "price")
    assert back == (text if "entries" in text else text + ("" if end else newline) + "entries: {}" + newline * end)


def test_the_first_entry_takes_the_place_of_the_empty_brackets() -> None:
    text = HEADER + "entries: {}   # none yet\nsource: {name: A book}\n".replace("source: {name: A book}\n", "")
    assert with_entry("a.yaml", text, NEW) == HEADER + "entries:   # none yet\n" + NEW_LINES


def test_files_in_brackets_stay_in_brackets() -> None:
    text = "{topic: coffee, title: Coffee,\n entries: {a: {title: A, answer: 'x'}}}  # one line\n"
    added = with_entry("a.yaml", text, Entry("coffee", "b", "B", answer="one, two\nthree"))
    assert added == text.replace("'x'}", "'x'}, b: {title: B, answer: \"one, two\\nthree\"}")
    assert without_entry("a.yaml", added, "b") == text
    assert without_entry("a.yaml", text, "a") == text.replace("a: {title: A, answer: 'x'}", "")
    changed = with_entry("a.yaml", text, Entry("coffee", "a", "A", questions=("Why?",), answer="yes, so"))
    assert changed == text.replace("answer: 'x'", 'questions: ["Why?"], answer: "yes, so"')


def test_an_entry_in_brackets_stays_in_brackets() -> None:
    new = rewritten(COMMENTED, "shop", title="Store", links=(), see_also=("taste",))
    assert new == COMMENTED.replace(
        'title: Shop, answer: Around the corner., links: [{label: Map, url: "https://example.org"}]',
        "title: Store, answer: Around the corner., see_also: [taste]",
    )


def test_removing_takes_the_lines_of_the_entry_and_the_empty_ones_above() -> None:
    without_shop = COMMENTED[: COMMENTED.index("\n  shop:")] + "# The last line.\n"
    assert without_entry("a.yaml", COMMENTED, "shop") == without_shop
    before, after = COMMENTED.split("  taste:")
    assert without_entry("a.yaml", COMMENTED, "taste") == before + after[after.index("  # Above shop.") :]


def test_removing_the_last_entry_leaves_empty_brackets() -> None:
    text = HEADER + "entries:  # here\n" + NEW_LINES + "# end\n"
    assert without_entry("a.yaml", text, "price") == HEADER + "entries: {}  # here\n# end\n"


def test_many_entries_are_written_as_one_by_one_would_be() -> None:
    taste, tea = entry_of(COMMENTED, "taste"), replace(NEW, id="tea", title="Tea")
    wanted = {"price": NEW, "taste": replace(taste, title="Flavour"), "tea": tea, "shop": None}
    one_by_one = COMMENTED
    for entry_id, entry in wanted.items():
        one_by_one = with_entry("a", one_by_one, entry) if entry else without_entry("a", one_by_one, entry_id)
    assert with_entries("a.yaml", COMMENTED, wanted) == one_by_one


def test_many_entries_are_written_in_one_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    monkeypatch.setattr(writer, "read_text", lambda name, data: read.append(name) or read_text(name, data))
    wanted = {f"new-{number}": replace(NEW, id=f"new-{number}", title=f"New {number}") for number in range(200)}
    text = with_entries("a.yaml", COMMENTED, {**wanted, "taste": None})
    assert len(knowledge(text)) == 201
    assert len(read) == 2, "once to write, once to see that it reads as asked"


def test_one_entry_in_an_unusual_form_does_not_keep_the_others_from_being_written() -> None:
    text = GOOD.replace("    title: Taste\n", "    ? title\n    : Taste\n")
    flavour = replace(entry_of(GOOD, "taste"), title="Flavour")
    new = with_entries("a.yaml", text, {"price": NEW, "taste": flavour})
    assert [entry.title for entry in knowledge(new)] == ["Flavour", "Shop", "Price"]
    text = text.replace("  taste:\n", "  ? taste\n  :\n")
    with pytest.raises(CannotWriteError, match="'taste' can't be changed in"):
        with_entries("a.yaml", text, {"price": NEW, "taste": None})


def test_many_in_an_unusual_form_are_found_half_by_half(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    monkeypatch.setattr(writer, "read_text", lambda name, data: read.append(name) or read_text(name, data))
    text = GOOD.replace("    title: Taste\n", "    ? title\n    : Taste\n")
    wanted = {f"new-{number}": replace(NEW, id=f"new-{number}", title=f"New {number}") for number in range(250)}
    new = with_entries("a.yaml", text, {**wanted, "taste": replace(entry_of(GOOD, "taste"), title="Flavour")})
    assert len(knowledge(new)) == 252
    assert len(read) < 50


def test_a_file_that_would_become_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writer, "MAX_BYTES", len(GOOD.encode()) + 20)
    with pytest.raises(CannotWriteError, match="would be larger than"):
        with_entry("a.yaml", GOOD, NEW)


def test_adding_and_removing_again_gives_the_same_file() -> None:
    assert without_entry("a.yaml", with_entry("a.yaml", COMMENTED, NEW), "price") == COMMENTED


@pytest.mark.parametrize("entry_id", ["taste", "shop"])
def test_an_entry_that_is_the_same_changes_nothing(entry_id: str) -> None:
    assert with_entry("a.yaml", COMMENTED, entry_of(COMMENTED, entry_id)) == COMMENTED
    assert without_entry("a.yaml", COMMENTED, "nowhere") == COMMENTED


def test_an_empty_list_is_left_where_it_is() -> None:
    text = GOOD.replace("    aliases: [flavour]\n", "    aliases: []\n")
    assert rewritten(text, "taste", title="Flavour") == text.replace("title: Taste", "title: Flavour")


def test_wide_indentation_is_kept() -> None:
    text = "topic: coffee\ntitle: C\nentries:\n    a:\n        title: A\n        answer: x\n"
    new = with_entry("a.yaml", text, Entry("coffee", "b", "B", questions=("Why?",), answer="y\nz"))
    assert new == text + (
        "\n    b:\n        title: B\n        questions:\n            - Why?\n        answer: |-\n"
        "            y\n            z\n"
    )


def test_an_unusual_form_is_written_anew() -> None:
    text = GOOD.replace("    title: Taste\n", "    ? title\n    : Taste\n")
    assert rewritten(text, "taste", title="Flavour").count("title: Flavour\n") == 1


def test_what_cannot_be_changed_in_place_or_anew_is_refused_with_the_way_out() -> None:
    text = GOOD.replace("  taste:\n", "  ? taste\n  :\n")
    with pytest.raises(CannotWriteError, match="fmt"):
        without_entry("a.yaml", text, "taste")


def test_spaces_around_texts_are_dropped() -> None:
    new = with_entry("a.yaml", GOOD, replace(NEW, title=" Price\r\n"))
    assert entry_of(new, "price") == NEW


@pytest.mark.parametrize(
    ("text", "code"), [("a\x85b", "U+0085"), ("a\x00b", "U+0000"), ("\ud800", "U+D800"), ("a\rb", "U+000D")]
)
def test_texts_that_no_file_may_hold_are_refused(text: str, code: str) -> None:
    with pytest.raises(CannotWriteError, match=f"'answer' can't be saved: the character {code.replace('+', '.')}"):
        with_entry("a.yaml", GOOD, Entry("coffee", "a", "A", answer=text))
    with pytest.raises(CannotWriteError, match="'links'"):
        with_entry("a.yaml", GOOD, Entry("coffee", "a", "A", answer="b", links=(Link(text, "https://example.org"),)))


def test_hostile_ids_and_texts_stay_texts() -> None:
    for hostile in ("../../etc/passwd", "a: {b: c}", "x\n  y: z", "*a", "@everyone", "- a", "#", "no"):
        entry = Entry("coffee", hostile, hostile, answer=hostile)
        new = with_entry("a.yaml", GOOD, entry)
        assert without_entry("a.yaml", new, hostile) == GOOD


@pytest.mark.parametrize("text", ["topic: [", "", "topic: a\nentries: [b]\n", "topic: a\ntopic: b\n", "a: &b c"])
def test_a_file_with_problems_of_its_own_is_left_alone(text: str) -> None:
    with pytest.raises(CannotWriteError, match="has a problem of its own, so it is left as it is: a"):
        with_entry("a.yaml", text, NEW)


TOLD = "topic: t\ntitle: T  # its name\n{}entries:\n  a: {{title: A, answer: A.}}\n  b: {{title: B, answer: B.}}\n"
LINES = [
    "fallback: a\n",
    "fallback: a  # where to ask\n",
    "'fallback': \"a\"\n",
    "fallback:\n  a\n",
    "fallback: a\r\n",
]


@pytest.mark.parametrize("line", LINES)
def test_a_fallback_that_goes_takes_its_line_and_no_other_byte(line: str) -> None:
    text = "\ufeff" + TOLD.format(line)
    assert knowledge(text).topics[0].fallback == "a"
    assert without_fallback("a.yaml", text, {"a", "c"}) == "\ufeff" + TOLD.format("")
    assert without_fallback("a.yaml", text, {"b"}) == text


@pytest.mark.parametrize("line", ["", "# fallback: a\n"])
def test_where_there_is_none_nothing_goes(line: str) -> None:
    assert without_fallback("a.yaml", TOLD.format(line), {"a"}) == TOLD.format(line)


def test_a_fallback_in_a_line_with_other_things_stays_and_says_so() -> None:
    text = "{topic: t, title: T, fallback: a, entries: {b: {title: B, answer: B.}}}\n"
    with pytest.raises(CannotWriteError, match="fmt first"):
        without_fallback("a.yaml", text, {"a"})


def test_a_topic_is_written_with_its_fallback() -> None:
    topic = knowledge(TOLD.format("fallback: a\n")).topics[0]
    assert knowledge(topic_text(topic)).topics == (topic,)


def test_a_topic_keeps_its_language_and_does_not_name_the_usual_one() -> None:
    german = replace(knowledge(GOOD).topics[0], language="de")
    text = topic_text(german)
    assert text.startswith("topic: coffee\ntitle: Filter vs espresso\nlanguage: de\n")
    assert knowledge(text).topics[0].language == "de"
    assert "language" not in topic_text(replace(german, language="en"))
