"""What is written in the canonical form reads back as it was, and looks as a person would write it."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.knowledge.yaml_text.emitter import WIDTH, Value, in_brackets, pair, scalar
from bot.knowledge.yaml_text.parser import read_text
from bot.knowledge.yaml_text.splicing import cleaned

SENTENCE = "Both promote collaboration of data scientists, developers and operations teams. Roles vary. "

ALPHABET = st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"], exclude_characters="\ufeff\ufffe\uffff")
TEXTS = st.text(ALPHABET | st.sampled_from("\n\t"), max_size=40).map(lambda text: text.strip() or "x")
LIKE_SOMETHING_ELSE = [
    "no",
    "1:30",
    "012",
    "~",
    "null",
    "2024-01-01",
    "1e3",
    "0x1f",
    ".5",
    "=",
    "<<",
    "...",
    "---",
    "y",
]
SIGNS = ["- a", "? a", "a: b", "a #b", "#a", "'", '"', "\\", 'it\'s "so"', "[a]", "{a}", "*a", "&a", "!a", "|", ">"]
MORE_SIGNS = ["%a", "@a", "`a`", "a:", ":a", "a,b", "\U0001f389", "a?", "(a", "a\tb"]
LONG = ["two\nlines", "a\n\n  b\n\tc", "a  b " * 30, SENTENCE * 2, "w\u00f6rd " * 40, "x" * 300, "a\t" * 80]
TRICKY = st.sampled_from([*LIKE_SOMETHING_ELSE, *SIGNS, *MORE_SIGNS, *LONG])
ANY_TEXT = TEXTS | TRICKY.map(str.strip)


@given(ANY_TEXT, st.sampled_from([0, 2, 4]))
@example(("a \tb " * 40).strip(), 2)
def test_texts_read_back(text: str, indent: int) -> None:
    assert read_back(pair("key", text, indent)) == text


@given(ANY_TEXT)
def test_texts_in_brackets_read_back(text: str) -> None:
    assert read_back([f"key: {in_brackets([text, {'name': text}])}"]) == [text, {"name": text}]


@given(st.lists(ANY_TEXT, min_size=1, max_size=30), st.sampled_from(["aliases", "questions", "see_also"]))
def test_lists_read_back(texts: list[str], key: str) -> None:
    assert read_back(pair("entry", {key: texts, "title": "T"}, 0)) == {key: texts, "title": "T"}


@given(st.dictionaries(ANY_TEXT, ANY_TEXT, min_size=1, max_size=4))
def test_keys_read_back(mapping: dict[str, str]) -> None:
    assert read_back(pair("entry", mapping, 0)) == mapping


def read_back(lines: list[str]) -> Value:
    document = read_text("a.yaml", "".join(f"{line}\n" for line in lines).encode())
    assert document.problems == []
    assert document.root is not None
    ((_, value),) = document.root.pairs.values()
    return cleaned(value)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Watches the model.", "Watches the model."),
        ("What is MLOps?", "What is MLOps?"),
        ("a, b", "a, b"),
        ("Uses tools: many", '"Uses tools: many"'),
        ("**bold**", '"**bold**"'),
        ('say "hi": now', "'say \"hi\": now'"),
        ("no", '"no"'),
        ("2024", '"2024"'),
        ("https://example.org/a?b=c#d", "https://example.org/a?b=c#d"),
        ("", '""'),
    ],
)
def test_quotes_stand_only_where_they_must(text: str, written: str) -> None:
    assert scalar(text) == written


def test_long_texts_are_folded_and_lines_are_kept() -> None:
    lines = pair("both", SENTENCE.strip() + " " + SENTENCE.strip(), 4)
    assert lines[0] == "    both: >-"
    assert len(lines) == 3
    assert max(map(len, lines)) <= WIDTH
    assert pair("both", "one\n\ntwo", 4) == ["    both: |-", "      one", "", "      two"]


def test_an_entry_as_a_person_would_write_it() -> None:
    entry = {
        "title": "Shop",
        "aliases": ["store", "where to buy"],
        "questions": ["Where can I buy it?"],
        "answer": "Around the corner.",
        "links": [{"label": "Map", "url": "https://example.org/map"}],
    }
    assert "\n".join(pair("shop", entry, 2)) == (
        "  shop:\n"
        "    title: Shop\n"
        "    aliases: [store, where to buy]\n"
        "    questions:\n"
        "      - Where can I buy it?\n"
        "    answer: Around the corner.\n"
        "    links: [{label: Map, url: https://example.org/map}]"
    )


def test_a_long_list_is_filled_line_by_line() -> None:
    lines = pair("aliases", [f"another name {number}" for number in range(20)], 4)
    assert lines[0] == "    aliases:"
    assert lines[1].startswith("      [another name 0, another name 1,")
    assert lines[2].startswith("       another name")
    assert lines[-1].endswith("]")
    assert max(map(len, lines)) <= WIDTH
