"""A patch turns one text into another, back again, and moves past changes elsewhere."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.editing.patch import Patch, PatchConflictError, lines_of, merge

texts = st.lists(st.sampled_from(["a\n", "b\n", "c\r\n", "\n", "ä\x85\u2028\n", "end"]), max_size=12).map("".join)


@given(texts)
def test_lines_give_every_character_back(text: str) -> None:
    assert "".join(lines_of(text)) == text


@given(texts, texts)
def test_a_patch_and_its_inverse(before: str, after: str) -> None:
    patch = Patch.between(before, after)
    assert patch.apply(before) == after
    assert patch.inverse().apply(after) == before
    assert patch.is_empty == (before == after)


def test_a_change_elsewhere_moves_the_patch() -> None:
    base = "one\ntwo\nthree\n"
    assert merge(base, "zero\none\ntwo\nthree\n", "one\ntwo\nTHREE\n") == "zero\none\ntwo\nTHREE\n"
    assert merge(base, "one\ntwo\nthree\nfour\n", "ONE\ntwo\nthree\n") == "ONE\ntwo\nthree\nfour\n"


def test_both_changed_the_same_line() -> None:
    with pytest.raises(PatchConflictError, match="changed since"):
        merge("one\n", "ONE\n", "Eins\n")


def test_a_patch_refuses_another_text() -> None:
    with pytest.raises(PatchConflictError):
        Patch(0, ("one\n",), ("two\n",)).apply("three\n")
