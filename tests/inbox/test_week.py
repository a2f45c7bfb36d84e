"""The numbers of the week add up, whatever became of the questions."""

from hypothesis import given
from hypothesis import strategies as st

from bot.inbox.open_groups import Became
from bot.inbox.questions import OPEN_LIMIT, AskedCounts, Missed, OpenQuestion
from bot.inbox.week import Week, week_of
from tests.usage.samples import NOW


def missed(number: int, why: Missed = Missed.UNKNOWN) -> OpenQuestion:
    return OpenQuestion(number, NOW, f"question {number}", why, None)


def test_each_question_is_counted_where_it_ended() -> None:
    became = dict(enumerate([Became.OPEN, Became.ANSWERED, Became.SMALL_TALK, Became.ILLEGIBLE]))
    counts = AskedCounts(answered=5, missed=6, textless=1, undelivered=2, small_talk=3)
    assert week_of(counts, [missed(number) for number in became], became) == Week(
        answered=5, open=1, small_talk=4, answered_since=1, dismissed=2, illegible=1, undelivered=2, textless=1
    )


def test_an_answer_that_did_not_help_is_open_and_not_answered() -> None:
    questions = [missed(1, Missed.UNHELPFUL), missed(2, Missed.UNHELPFUL)]
    week = week_of(AskedCounts(answered=5), questions, {1: Became.OPEN, 2: Became.ANSWERED})
    assert (week.answered, week.open, week.asked) == (4, 1, 5)


def test_what_is_beyond_the_end_of_the_list_was_not_dismissed() -> None:
    questions = [missed(number) for number in range(OPEN_LIMIT)]
    became = dict.fromkeys(range(OPEN_LIMIT), Became.OPEN)
    week = week_of(AskedCounts(missed=OPEN_LIMIT + 7), questions, became)
    assert (week.open, week.dismissed) == (OPEN_LIMIT + 7, 0)


@given(
    st.lists(st.tuples(st.sampled_from(Missed), st.sampled_from(Became)), max_size=30),
    st.integers(0, 9),
    st.integers(0, 9),
    st.integers(0, 9),
)
def test_the_sum_is_what_was_asked(
    listed: list[tuple[Missed, Became]], answered: int, dismissed: int, rest: int
) -> None:
    questions = [missed(number, why) for number, (why, _) in enumerate(listed)]
    disliked = sum(why is Missed.UNHELPFUL for why, _ in listed)
    counts = AskedCounts(answered + disliked, len(listed) - disliked + dismissed, rest, rest, rest)
    week = week_of(counts, questions, {number: became for number, (_, became) in enumerate(listed)})
    assert week.asked == answered + len(listed) + dismissed + 3 * rest
    assert week.dismissed == dismissed
