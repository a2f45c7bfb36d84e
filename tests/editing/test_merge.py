"""Hunks turn one text into another; two changes of one text are merged unless they touch the same lines."""

import random
import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.editing.merge import MergeConflictError, hunks_between, lines_of, merge

texts = st.lists(st.sampled_from(["a\n", "b\n", "c\r\n", "\n", "ä\x85\u2028\n", "end"]), max_size=12).map("".join)
"""Those that are hard to tell apart; with "\\r\\n", and with and without an end of the last line."""


def patched(before: str, after: str) -> str:
    """``after``, made of ``before`` and the hunks alone."""
    lines, made, done = lines_of(before), "", 0
    for hunk in hunks_between(lines, lines_of(after)):
        assert list(hunk.removed) == lines[hunk.start : hunk.end]
        assert made == "" or hunk.start > done, "two hunks touch each other"
        made += "".join([*lines[done : hunk.start], *hunk.added])
        done = hunk.end
    return made + "".join(lines[done:])


@given(texts)
def test_lines_give_every_character_back(text: str) -> None:
    assert "".join(lines_of(text)) == text


@given(texts, texts)
def test_hunks_turn_a_text_into_another(before: str, after: str) -> None:
    assert patched(before, after) == after
    assert (hunks_between(lines_of(before), lines_of(after)) == []) == (before == after)


@given(st.data())
@settings(max_examples=20)
def test_so_do_those_of_long_texts_in_which_every_line_is_repeated(data: st.DataObject) -> None:
    long = st.lists(st.integers(0, 3), min_size=60, max_size=90).map(lambda many: "".join(f"{one}\n" for one in many))
    before, after = data.draw(long), data.draw(long)
    assert patched(before, after) == after


def test_two_changed_lines_at_the_ends_of_twenty_are_two_hunks_of_a_line() -> None:
    before = [f"{number}\n" for number in range(20)]
    after = ["first\n", *before[1:-1], "last\n"]
    assert [(hunk.start, len(hunk.removed), len(hunk.added)) for hunk in hunks_between(before, after)] == [
        (0, 1, 1),
        (19, 1, 1),
    ]


@given(texts, texts)
def test_a_change_of_one_side_alone_is_made(base: str, changed: str) -> None:
    assert merge(base, changed, base) == merge(base, base, changed) == merge(base, changed, changed) == changed


edited_lines = st.lists(st.sampled_from(["same", "reworded", "more", "gone"]), min_size=1, max_size=30)


@given(edited_lines, st.lists(st.booleans(), min_size=30, max_size=30), st.sampled_from(["\n", "\r\n"]), st.booleans())
@example(["reworded", *["same"] * 18, "reworded"], [True] * 30, "\n", True)
def test_changes_of_different_lines_are_both_there(edits: list[str], whose: list[bool], end: str, ended: bool) -> None:
    """Between two lines that are changed stands one that is not; which side changes each is drawn."""
    base, ours, theirs, both = list[str](), list[str](), list[str](), list[str]()
    for number, edit in enumerate(edits):
        old, kept = f"line {number}{end}", f"kept {number}{end}"
        new = {"same": [old], "reworded": [f"new {number}{end}"], "more": [old, f"+ {number}{end}"], "gone": []}[edit]
        base += [old, kept]
        ours += [*(new if whose[number] else [old]), kept]
        theirs += [*([old] if whose[number] else new), kept]
        both += [*new, kept]
    texts = ["\ufeff" + "".join(one) for one in (base, ours, theirs, both)]
    if not ended:
        texts = [text.removesuffix(end) for text in texts]
    assert merge(*texts[:3]) == texts[3]
    assert merge(texts[0], texts[2], texts[1]) == texts[3]


@pytest.mark.parametrize("far", [2, 500, 9_000])
def test_also_in_a_long_file_of_equal_lines(far: int) -> None:
    base = ["- x\n"] * 10_000
    ours, theirs = ["- A\n", *base[1:-1], "- B\n"], [*base[:far], "- C\n", *base[far + 1 :]]
    merged = merge("".join(base), "".join(ours), "".join(theirs))
    assert lines_of(merged) == ["- A\n", *base[1:far], "- C\n", *base[far + 1 : -1], "- B\n"]


def test_what_both_put_into_the_same_place_is_all_kept() -> None:
    assert merge("one\n", "one\nours\n", "one\ntheirs\n") == "one\nours\ntheirs\n"
    assert merge("", "ours\n", "theirs\n") == "ours\ntheirs\n"


def test_what_both_changed_alike_is_changed_once() -> None:
    assert merge("one\ntwo\nthree\n", "ONE\ntwo\nthree\n", "ONE\ntwo\n3\n") == "ONE\ntwo\n3\n"
    assert merge("one\n", "one\nnew\n", "one\nnew\n") == "one\nnew\n"


@pytest.mark.parametrize(
    ("base", "ours", "theirs"),
    [
        ("one\n", "ONE\n", "Eins\n"),
        ("one\n", "ONE\n", ""),
        ("one\ntwo\nthree\n", "one\n", "one\ntwo\nmore\nthree\n"),
        ("one", "one\nours", "one\ntheirs"),
        ("", "ours", "theirs"),
    ],
    ids=["reworded twice", "reworded and gone", "put into what is gone", "behind a line without end", "without end"],
)
def test_two_changes_of_the_same_lines_conflict(base: str, ours: str, theirs: str) -> None:
    with pytest.raises(MergeConflictError, match="changed since"):
        merge(base, ours, theirs)


def entries(count: int) -> list[str]:
    """Lines as a knowledge file has them: of ten lines, five stand in every entry alike."""
    alike = ["    questions:\n", "    mlops: |\n", "    devops: yes\n", "    see_also: [cost]\n", "\n"]
    return [line for number in range(count) for line in [*(f"{number}.{part}\n" for part in range(5)), *alike]]


LINES = 10_000
HOSTILE = {
    "every second line is changed": [f"# {line}" if number % 2 else line for number, line in enumerate(entries(1000))],
    "every line is indented": [f"  {line}" for line in entries(1000)],
    "all lines are in disorder": random.Random(1).sample(entries(1000), LINES),
    "all lines are equal": ["x\n"] * (LINES + 1),
}
ALTERNATING = [line for number in range(LINES // 50) for line in [f"{number}\n", *["p\n", "q\n"] * 24, "p\n"]]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        *((entries(1000), after) for after in HOSTILE.values()),
        (["x\n"] * LINES, ["y\n", *["x\n"] * (LINES + 5), "z\n"]),
        (ALTERNATING, [line.replace("q", "r") for line in ALTERNATING]),
    ],
    ids=[*HOSTILE, "equal lines longer", "stretches just small enough for difflib"],
)
def test_ten_thousand_lines_take_no_quadratic_time(before: list[str], after: list[str]) -> None:
    """difflib alone takes between ten seconds and hours for most of these; here they take 0.2 s at the most."""
    begun = time.process_time()
    assert patched("".join(before), "".join(after)) == "".join(after)
    assert time.process_time() - begun < 5
