"""What good files become."""

import pytest

from bot.knowledge import bounds, validation
from bot.knowledge.build import read_files
from bot.knowledge.model import Entry, KnowledgeBase, Link, Source, Subject, Topic
from bot.knowledge.yaml_text.nodes import Document, Path
from tests.knowledge.samples import ENTRIES, GOOD, HEADER


def read(*texts: str) -> KnowledgeBase:
    loaded = read_files({f"{number}.yaml": text.encode() for number, text in enumerate(texts)})
    assert loaded.problems == ()
    assert loaded.knowledge is not None
    return loaded.knowledge


TASTE = Entry(
    topic="coffee",
    id="taste",
    title="Taste",
    aliases=("flavour",),
    questions=("How does it taste?",),
    sides={"filter": "Mild.", "espresso": "Strong,\nand short."},
    both="Good.",
    see_also=("shop",),
)
SHOP = Entry(
    topic="coffee",
    id="shop",
    title="Shop",
    answer="Around the corner.",
    links=(Link("Map", "https://example.org/map"),),
)


def test_reads_every_key() -> None:
    assert read(GOOD).topics == (
        Topic(
            id="coffee",
            title="Filter vs espresso",
            subjects=(Subject("filter", "Filter coffee", ("drip",)), Subject("espresso", "Espresso")),
            entries=(TASTE, SHOP),
            source=Source("A book", "https://example.org/book"),
            synonyms=(("cup", "mug"),),
        ),
    )


@pytest.mark.parametrize(
    "text",
    [
        "\ufeff" + GOOD,
        GOOD.replace("\n", "\r\n"),
        "---\n" + GOOD + "...\n",
        "# a comment\n\n" + GOOD + "# the end",
        GOOD.rstrip("\n"),
    ],
    ids=["byte order mark", "CRLF", "document marks", "comments", "no last newline"],
)
def test_the_way_a_file_is_saved_makes_no_difference(text: str) -> None:
    assert read(text) == read(GOOD)


def test_sides_stand_in_the_order_of_the_subjects() -> None:
    swapped = GOOD.replace("    filter: Mild.\n", "").replace(
        "    both: Good.\n", "    both: Good.\n    filter: Mild.\n"
    )
    assert list(read(swapped).entries["coffee/taste"].sides) == ["filter", "espresso"]


def test_a_topic_may_span_files() -> None:
    first, second = ENTRIES.split("  shop:")
    pieces = (f"topic: coffee\n{first}", HEADER, f"topic: coffee\nentries:\n  shop:{second}")
    assert read(*pieces) == read(GOOD)


def test_files_of_a_topic_may_repeat_its_header() -> None:
    assert read(HEADER, GOOD) == read(GOOD)


def test_topics_stand_side_by_side_and_may_share_names() -> None:
    knowledge = read(GOOD, GOOD.replace("topic: coffee", "topic: tea"))
    assert [topic.id for topic in knowledge.topics] == ["coffee", "tea"]
    assert knowledge.find("taste") is None
    assert knowledge.find("tea/taste") is not None


def test_a_topic_of_plain_entries_needs_no_subjects() -> None:
    assert read("topic: t\ntitle: T\nentries: {a: {title: A, answer: B}}").topics[0].subjects == ()


def test_a_topic_may_be_empty() -> None:
    assert len(read(HEADER + "entries: {}\n")) == 0


def test_names_that_differ_by_a_sign_are_told_apart() -> None:
    text = "topic: t\ntitle: T\nentries:\n  a: {title: C++, answer: A}\n  b: {title: 'C#', answer: B}\n"
    assert len(read(text)) == 2


HOSTILE = {
    "items": "topic: coffee\nsynonyms:\n  - [" + "'', " * 50_000 + "]\n",
    "keys": "topic: coffee\n" + "".join(f"k{number}: v\n" for number in range(20_000)),
    "keys of an entry": HEADER + "entries:\n  e:\n" + "".join(f"    k{number}: {{}}\n" for number in range(20_000)),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_no_more_is_checked_of_a_collection_than_shows_that_it_is_too_long(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    described = 0

    def counting(document: Document, path: Path, detail: object) -> None:
        nonlocal described
        described += 1
        report(document, path, detail)

    report = validation._report
    monkeypatch.setattr(validation, "_report", counting)
    assert read_files({"a.yaml": HOSTILE[name].encode()}).knowledge is None
    assert described <= 3 * bounds.LIST_ITEMS


def test_every_entry_is_compared_with_a_few_subjects_alone() -> None:
    subjects = "".join(f"  s{number}: {{name: N{number}}}\n" for number in range(2_000))
    entries = "".join(f"  e{number}: {{title: T{number}, mlops: x}}\n" for number in range(300))
    loaded = read_files({"a.yaml": f"topic: t\ntitle: T\nsubjects:\n{subjects}entries:\n{entries}".encode()})
    assert "2 to 5 subjects" in str(loaded.problems[0])
    assert max(len(str(problem)) for problem in loaded.problems) < 1_000
