"""What the bot remembers for a while has an end, by time and by number."""

from datetime import UTC, datetime, timedelta

from bot.discord_app.recent import GOES_ON, HANDLED, HANDLED_AT_MOST, MOST, QUIET, Memory
from bot.matching.decision import Context

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def sizes(memory: Memory) -> set[int]:
    """How much it keeps of each kind."""
    return {len(kept) for kept in vars(memory).values()}


def test_nothing_that_people_send_grows_the_memory_for_ever() -> None:
    """However many messages come at once, each kind has its most, and what came last is kept."""
    memory = Memory(lambda: NOW)
    for number in range(2 * HANDLED_AT_MOST):
        memory.note_answer(number, number, Context(("tea/taste",)))
        memory.note_refusal(number, 7)
        memory.note_ping(number)
        memory.note_text(number, "taste?")
        memory.note_gone(number)
        memory.begin(number)
        memory.finish(number)
        assert memory.is_new(number)
    assert sizes(memory) == {0, MOST, HANDLED_AT_MOST}
    last = 2 * HANDLED_AT_MOST - 1
    assert not memory.is_new(last)
    assert memory.is_known_text(last, "taste?")
    assert memory.not_answered(last, ("tea/taste", "tea/price")) == ("tea/price",)


def test_what_is_old_is_gone() -> None:
    """To the moment."""
    now = NOW
    memory = Memory(lambda: now)
    memory.note_answer(1, 5, Context(("tea/taste",)))
    assert memory.note_refusal(1, 7)
    assert memory.is_new(1)
    now += QUIET - timedelta(microseconds=1)
    assert (memory.not_answered(1, ("tea/taste",)), memory.is_refused(1)) == ((), True)
    assert not memory.note_refusal(1, 7), "it was news before"
    now += timedelta(microseconds=1)
    assert memory.not_answered(1, ("tea/taste",)) == ("tea/taste",)
    memory.note_answer(1, 5, Context(("tea/price",)))
    now += GOES_ON - timedelta(microseconds=1)
    assert memory.last_of(1, 5) == Context(("tea/price",))
    now += timedelta(microseconds=1)
    assert memory.last_of(1, 5) is None
    now += HANDLED
    assert not memory.is_refused(1)
    assert memory.is_new(1)


def test_a_change_of_permissions_ends_the_refusals_of_its_server() -> None:
    """And those of conversations whose server is not known."""
    memory = Memory(lambda: NOW)
    for channel, server in ((1, 7), (2, 8), (3, None)):
        memory.note_refusal(channel, server)
    memory.forget_refusals(7)
    assert [memory.is_refused(channel) for channel in (1, 2, 3)] == [False, True, False]
