"""What buttons carry comes back as it was, and always fits."""

from string import ascii_lowercase, digits
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import limits
from bot.discord_app.asking.states import (
    AllSides,
    Carried,
    DidNotHelp,
    Helped,
    NoneOfThese,
    Open,
    Pick,
    Then,
    UnreadableError,
    number_in,
    pack,
    unpack,
)
from bot.discord_app.editing.states import Form, Save
from bot.discord_app.ui.dispatch import pressed

ids = st.text(ascii_lowercase + digits + "-", min_size=1, max_size=limits.ID_LENGTH)
keys = st.builds("{}/{}".format, ids, ids)
questions = st.integers(0, 2**63 - 1)
snowflakes = st.integers(0, 2**63 - 1)
several = st.lists(keys, max_size=5).map(tuple)


@given(
    st.one_of(
        st.builds(Helped, questions),
        st.builds(Open, keys),
        st.builds(Pick, st.sampled_from(Then), questions, snowflakes, keys),
        st.builds(NoneOfThese, questions, snowflakes),
        st.builds(AllSides),
    )
)
def test_a_state_comes_back_as_it_was(state: Helped | Open | Pick | NoneOfThese | AllSides) -> None:
    """For ids of any length."""
    encoded = state.encode()
    assert 1 <= len(encoded) <= limits.CUSTOM_ID
    match = state.PATTERN.fullmatch(encoded)
    assert match is not None
    assert type(state).decode(match) == state


@given(st.builds(Carried, questions, snowflakes, several, st.lists(ids, max_size=5).map(tuple)))
def test_an_answer_carries_the_best_of_what_fits(carried: Carried) -> None:
    """Who and what always; at least the first entry; subjects when there is room for all of them."""
    match = Carried.PATTERN.fullmatch(carried.encode())
    assert match is not None
    assert len(match.string) <= limits.CUSTOM_ID
    decoded = Carried.decode(match)
    assert (decoded.question, decoded.asker) == (carried.question, carried.asker)
    assert decoded.entries == carried.entries[: len(decoded.entries)]
    assert len(decoded.entries) >= min(1, len(carried.entries))
    assert decoded.subjects in ((), carried.subjects)


@given(st.builds(DidNotHelp, questions, snowflakes, several))
def test_a_thumb_down_carries_the_best_of_what_fits(state: DidNotHelp) -> None:
    """In their order."""
    match = DidNotHelp.PATTERN.fullmatch(state.encode())
    assert match is not None
    assert len(match.string) <= limits.CUSTOM_ID
    assert DidNotHelp.decode(match).next_best == state.next_best[: len(DidNotHelp.decode(match).next_best)]


@given(several, st.integers(0, 400))
def test_packed_keys_come_back_in_order(packed: tuple[str, ...], room: int) -> None:
    """As many of the first as fit."""
    text = pack(packed, room)
    assert len(text) <= room
    assert unpack(text) == packed[: len(unpack(text))]
    assert unpack(pack(packed, 10_000)) == packed


def test_no_custom_id_can_be_read_as_another_state() -> None:
    """A press would be handled twice."""
    states = [
        Helped(1),
        Open("a/b"),
        Pick(Then.POST, 1, 2, "a/b"),
        NoneOfThese(1, 2),
        AllSides(),
        Carried(1, 2, ("a/b",)),
        DidNotHelp(1, 2, ("a/b",)),
    ]
    for one in states:
        assert [type(other) for other in states if other.PATTERN.fullmatch(one.encode())] == [type(one)]


async def test_a_handler_needs_a_state_that_matches() -> None:
    """discord.py checks the template when the item is made."""

    async def press(_interaction: object, _state: Helped) -> None:
        return

    item = pressed(Helped)(press)
    with pytest.raises(TypeError):
        item()


@pytest.mark.parametrize(
    "forged",
    ["", "-1", "+1", " 1", "1_0", "١", "²", "1.0", "0x1f", "99999999999999999999", "9" * 5000, "2147483648", "nan"],  # noqa: RUF001
)
def test_a_number_that_the_bot_never_wrote_is_refused(forged: str) -> None:
    """int() would take half of these, and choke on the others."""
    with pytest.raises(UnreadableError):
        number_in(forged)
    assert number_in("2147483647") == 2**31 - 1
    assert number_in("007") == 7


MOST = 2**63 - 1


@pytest.mark.parametrize(
    "greatest",
    [
        Carried(MOST, MOST),
        Helped(MOST),
        DidNotHelp(MOST, MOST),
        Pick(Then.POST, MOST, MOST, "a/b"),
        NoneOfThese(MOST, MOST),
        Save(MOST),
        Form(MOST, "tq"),
    ],
    ids=lambda state: type(state).__name__,
)
def test_an_id_beyond_63_bits_is_refused(greatest: Any) -> None:
    """The database keeps 63 bits: a row of more would be refused there, later and without a word."""
    state, written = type(greatest), greatest.encode()
    assert state.decode(state.PATTERN.fullmatch(written)) == greatest
    with pytest.raises(UnreadableError):
        state.decode(state.PATTERN.fullmatch(written.replace("7fff", "8fff", 1)))
