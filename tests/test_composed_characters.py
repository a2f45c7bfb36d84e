"""Composed emoji and accented letters stay whole, and hide nothing."""

from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.composed_characters import cut
from bot.discord_app.ui.markdown import clip, code_block, escape, fitting, inline, visible

FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
ASTRONAUT = "\U0001f469\U0001f3fd\u200d\U0001f680"
BURNING_HEART = "\u2764\ufe0f\u200d\U0001f525"
NODDING = "\U0001f642\u200d\u2195\ufe0f"
GERMANY, FRANCE = "\U0001f1e9\U0001f1ea", "\U0001f1eb\U0001f1f7"
ENGLAND = "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"
THUMB = "\U0001f44d\U0001f3ff"
KEYCAP = "1\ufe0f\u20e3"
ACCENTED = "e\u0301"
WHOLE = [FAMILY, ASTRONAUT, BURNING_HEART, NODDING, GERMANY, ENGLAND, THUMB, KEYCAP, ACCENTED]


@pytest.mark.parametrize("one", WHOLE)
def test_they_are_shown_as_typed(one: str) -> None:
    text = f"so {one}{one} it is"
    assert visible(text) == escape(text) == inline(text, 100) == text
    assert text in code_block(text)


@pytest.mark.parametrize("one", WHOLE)
def test_none_is_torn_wherever_a_text_ends(one: str) -> None:
    text = f"ab{one}{one}{one}cd"
    starts = {len(f"ab{one * number}") for number in range(4)}
    for room in range(3, len(text) + 1):
        for shown in (clip(text, room), inline(text, room), fitting(text, room)):
            assert len(shown) <= room
            assert shown == text or len(shown.removesuffix("…")) in {1, *starts, len(text) - 1}


def test_flags_are_told_apart_by_pairs() -> None:
    flags = GERMANY + FRANCE
    assert [cut(flags, most) for most in range(2, 5)] == [GERMANY, GERMANY, flags]
    assert cut(f"a{flags}", 4) == f"a{GERMANY}"


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("pass\u200dword", "password"),
        (f"\u200d{THUMB}\u200d", THUMB),
        (f"{THUMB}\u200d\u200d{THUMB}", THUMB * 2),
        ("\U000e0067\U000e0062", ""),
        ("\U0001f3f4" + "\U000e0067" * 7 + "\U000e007f", "\U0001f3f4"),
        ("\U0001f3f4\U000e0067\U000e0062\U000e0065", "\U0001f3f4"),
    ],
)
def test_nothing_else_that_is_hidden_stays(typed: str, shown: str) -> None:
    assert visible(typed) == shown


@given(st.text(alphabet=[*"ab \n", *"".join(WHOLE), "\u200b", "\u200d"]), st.integers(1, 30))
def test_a_cut_is_a_beginning_and_shows_something(text: str, most: int) -> None:
    assert text.startswith(cut(text, most))
    assert len(cut(text, most)) <= most
    assert bool(cut(text, most)) == bool(text)
    assert visible(visible(text)) == visible(text)


@pytest.mark.parametrize("again", ["\u0301", "\u200d", "\U0001f1e9", "\U000e0067", FAMILY, "\U0001f3f4\u200d"])
def test_no_text_takes_long(again: str) -> None:
    text = again * (100_000 // len(again))
    began = perf_counter()
    clip(visible(text), len(text) - 7)
    cut(text, len(text) - 1)
    assert perf_counter() - began < 1
