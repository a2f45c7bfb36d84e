"""Revisions are taken back one by one, in any order that does not collide, and all of them give the first state."""

import itertools
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.editing.patch import PatchConflictError, file_changes, rewound, undone
from bot.editing.revision import Revision, RevisionKind

lines = st.lists(st.sampled_from(["a\n", "b\n", "\n", "end"]), max_size=6).map("".join)
folders = st.dictionaries(st.sampled_from(["a.yaml", "b.yaml"]), lines, max_size=2)


def revision(before: dict[str, str], after: dict[str, str], number: int = 1) -> Revision:
    at = datetime(2026, 1, number, tzinfo=UTC)
    return Revision(None, number, at, None, None, RevisionKind.EDIT, "", "", (), file_changes(before, after))


@given(st.lists(folders, min_size=1, max_size=6))
def test_rewinding_everything_gives_the_first_state(states: list[dict[str, str]]) -> None:
    made = [revision(old, new) for old, new in itertools.pairwise(states)]
    assert rewound(states[-1], reversed(made)) == states[0]


@given(folders, folders)
def test_the_newest_can_always_be_undone(before: dict[str, str], after: dict[str, str]) -> None:
    assert undone(revision(before, after), [], after) == before


def test_an_older_one_is_undone_beneath_a_newer_one() -> None:
    first, second, third = "a\nb\nc\n", "a\nB\nc\n", "new\na\nB\nc\n"
    old, newer = revision({"f": first}, {"f": second}), revision({"f": second}, {"f": third}, 2)
    assert undone(old, [newer], {"f": third}) == {"f": "new\na\nb\nc\n"}


def test_the_same_lines_changed_again() -> None:
    old, newer = revision({"f": "a\n"}, {"f": "b\n"}), revision({"f": "b\n"}, {"f": "c\n"}, 2)
    with pytest.raises(PatchConflictError, match="changed since"):
        undone(old, [newer], {"f": "c\n"})


def test_the_file_was_deleted_since() -> None:
    old, newer = revision({"f": "a\n"}, {"f": "b\n"}), revision({"f": "b\n"}, {}, 2)
    with pytest.raises(PatchConflictError, match="made or deleted"):
        undone(old, [newer], {})
