"""What a text was, and what it is now."""

import pytest

from bot.discord_app.ui.markdown import MOST_WORDS, fitting, was_and_now
from bot.knowledge import bounds
from tests.work import calls


@pytest.mark.parametrize(
    ("before", "after", "was", "now"),
    [
        ("Less money.", "Far less money.", "**Less** money.", "**Far less** money."),
        ("a b", "a b c", "a b", "a b **c**"),
        ("a b c", "b c", "**a** b c", "b c"),
        ("one *two*", "one <@1>", "one **\\*two\\***", "one **\\<@\u200b1\\>**"),
        ("all of it", "something else", "all of it", "something else"),
        ("0 1 2 3 4 5 6 7 8 9 x", "0 1 2 3 4 5 6 7 8 9 y", "… 6 7 8 9 **x**", "… 6 7 8 9 **y**"),
        ("x 0 1 2 3 4 5 6 7 8 9", "y 0 1 2 3 4 5 6 7 8 9", "**x** 0 1 2 3 …", "**y** 0 1 2 3 …"),
    ],
)
def test_both_stand_whole_and_what_differs_is_bold(before: str, after: str, was: str, now: str) -> None:
    assert was_and_now(before, after, 1000) == (was, now)


@pytest.mark.parametrize("room", [60, 300, 1024])
def test_it_fits(room: int) -> None:
    before, after = " ".join(f"*{n}*" for n in range(500)), " ".join(f"_{n * 2}_" for n in range(500))
    for pair in ((before, after), (before, "*_" * 5000), ("a " * 1000, "[x](y) " * 1000)):
        assert max(map(len, was_and_now(*pair, room))) <= room
    assert len(fitting("*" * 4000, room)) <= room


def test_twice_the_words_take_at_most_about_twice_the_work() -> None:
    few, many = (_calls_for(words) for words in (200, 400))
    assert many < 2.5 * few


def test_the_longest_text_has_no_more_words_than_are_compared() -> None:
    assert MOST_WORDS >= bounds.ANSWER // 2


def _calls_for(words: int) -> int:
    """With every other word the same: there is no longer run to begin with, and each goes with every other."""
    before, after = "a b " * (words // 2), "a c " * (words // 2)
    return calls(lambda: was_and_now(before, after, 10**6))
