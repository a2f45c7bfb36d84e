"""The reader meets files that were made to hurt it, and files that are no YAML at all."""

import time

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.knowledge.build import read_files
from bot.knowledge.yaml_text import parser
from bot.knowledge.yaml_text.parser import MAX_BYTES, MAX_DEPTH, MAX_NODES, read_text
from tests.knowledge.samples import GOOD

MIB = 1024 * 1024


@pytest.fixture(params=["CSafeLoader", "SafeLoader"])
def _each_parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where PyYAML was built without libyaml, the pure Python parser takes its place."""
    monkeypatch.setattr(parser, "_LOADER", getattr(yaml, request.param))


@pytest.mark.usefixtures("_each_parser")
def test_both_parsers_give_the_same_tree() -> None:
    document = read_text("a.yaml", GOOD.encode())
    assert document.problems == []
    assert document.root is not None
    key, value = document.root.pairs["title"]
    assert (document.position(key.start), document.position(value.start)) == ((2, 1), (2, 8))
    assert document.text[value.start : value.end] == "Filter vs espresso"


@pytest.mark.usefixtures("_each_parser")
@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"[" * 25_000, "nested"),
        (b"- " * 25_000, "nested"),
        (b"{a: " * 25_000, "nested"),
        (b"? " * 25_000, "a key must be"),
        (b"a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: &d [*c, *c]\n", "anchors"),
        (b"a: !!python/object/apply:os.system ['true']\n", "tags"),
        (b"!!python/name:os.system\n", "tags"),
        (b"%TAG ! tag:example.org,2000:\n" * 1000 + b"---\na: b\n", "begin with %"),
        (b"\xff\xfet\x00o\x00", "UTF-8"),
        (b"topic: caf\xe9\n", "UTF-8"),
        (b"\x00" * 100, "U+0000"),
        (b"\x89PNG\r\n\x1a\n", "UTF-8"),
        (b"PK\x03\x04", "U+0003"),
        (b"a: b\rc: d\n", "U+000D"),
        ("a: b\u2028c: d\n".encode(), "U+2028"),
        (b"", "empty"),
        (b"---\n", "empty"),
    ],
)
def test_hostile_files_are_refused_in_words(data: bytes, said: str) -> None:
    problems = read_files({"a.yaml": data}).problems
    assert problems
    assert any(said in problem.message for problem in problems), problems


def test_a_huge_file_is_refused_unread() -> None:
    started = time.perf_counter()
    (problem,) = read_files({"a.yaml": b"x" * 20 * MIB}).problems
    assert problem.message == "the file is larger than 4 MiB; split it into several files of the same topic."
    assert time.perf_counter() - started < 1


def test_an_upload_may_be_held_to_less() -> None:
    (problem,) = read_text("a.yaml", b"x" * 2000, max_bytes=1024).problems
    assert "1 KiB" in problem.message


def test_too_many_values_are_refused() -> None:
    data = b"a: [" + b"x," * (MAX_NODES + 1) + b"]"
    assert len(data) < MAX_BYTES
    assert "values" in read_text("a.yaml", data).problems[-1].message


def test_twenty_levels_are_read_and_one_more_is_not() -> None:
    assert read_text("a.yaml", b"a: " + b"[" * (MAX_DEPTH - 1) + b"]" * (MAX_DEPTH - 1)).problems == []
    assert read_text("a.yaml", b"a: " + b"[" * MAX_DEPTH + b"]" * MAX_DEPTH).problems != []


def test_thousands_of_problems_are_cut_short() -> None:
    problems = read_files({"a.yaml": GOOD.encode() + b"".join(b"k%d: x\n" % n for n in range(5000))}).problems
    assert len(problems) == 200
    assert problems[-1].message == "there are at least 801 more problems from here on; mend the ones above first."


def test_what_a_sentence_quotes_is_short_and_printable() -> None:
    (problem, *_) = read_files({"a.yaml": b"topic: t\ntitle: T\n" + b"x" * 900 + b": y\n"}).problems
    assert len(problem.message) < 200


def check_positions(data: bytes) -> None:
    loaded = read_files({"a.yaml": data})
    text = data.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "ignore")
    lines = text.split("\n")
    for problem in loaded.problems:
        assert problem.file == "a.yaml"
        assert 1 <= problem.line <= len(lines)
        assert 1 <= problem.column <= len(lines[problem.line - 1]) + 1
    assert (loaded.knowledge is None) == bool(loaded.problems)


@given(st.binary(max_size=300))
@example(b"\xef\xbb\xbf\xef\xbb\xbf")
@example(b"\xed\xa0\x80")
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    check_positions(data)


SIGNS = [": ", "- ", "[", "]", "{", "}", "&a", "*a", "!t", "'", '"', "|", ">", "#", "%", "@", "`", "? ", "\\"]
MARKS = ["---\n", "...", "<<", "~", "\n", "\n  ", "\t", "\r\n", "\u2028", "\x85", "\ufeff"]
YAML_ISH = st.lists(
    st.sampled_from([*GOOD.split("\n"), *GOOD.split(" "), *SIGNS, *MARKS]) | st.text(max_size=5), max_size=40
).map("".join)


@given(YAML_ISH)
@settings(max_examples=400)
def test_anything_like_yaml_is_read_or_refused(text: str) -> None:
    check_positions(text.encode("utf-8", "surrogatepass"))


@given(st.text(max_size=30), st.integers(0, len(GOOD)), st.integers(0, 30))
@settings(max_examples=400)
def test_a_good_file_damaged_anywhere_is_read_or_refused(patch: str, start: int, length: int) -> None:
    check_positions((GOOD[:start] + patch + GOOD[start + length :]).encode("utf-8", "surrogatepass"))
