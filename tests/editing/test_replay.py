"""Questions are decided again once, for a limited time, and nobody's push out another's."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.editing.impact import Examples, impact
from bot.editing.replay import AHEAD, CHUNK, LONG, SECONDS, DecisionCache, decide_again, decide_ahead
from bot.inbox.questions import RecentQuestion
from bot.knowledge import bounds
from bot.matching.decision import Decision, Kind

UNKNOWN = Decision(Kind.UNKNOWN)


@dataclass
class Clock:
    """Stands still until a decider takes its time."""

    now: float = 0.0

    def __call__(self) -> float:
        return self.now


@dataclass(eq=False)
class Counting:
    """A decider that looks its decisions up, and keeps what it was asked."""

    decisions: dict[str, Decision] = field(default_factory=dict[str, Decision])
    asked: list[str] = field(default_factory=list[str])
    clock: Clock = field(default_factory=Clock)
    takes: float = 0.0
    """Seconds for a question."""

    def decide_many(self, texts: Sequence[str]) -> list[Decision]:
        self.asked += texts
        self.clock.now += self.takes * len(texts)
        return [self.decisions.get(text, UNKNOWN) for text in texts]


def by(member: str, count: int) -> list[RecentQuestion]:
    """So many questions of a member, newest first."""
    return [RecentQuestion(f"{member} {number}", member) for number in range(count)]


def test_everything_is_decided_while_there_is_time() -> None:
    decider, asked = Counting(), by("ann", 3 * CHUNK + 1)
    tried = decide_again([*asked, asked[0]], decider)
    assert tried.asked == 3 * CHUNK + 2
    assert (tried.late, tried.long) == (0, 0)
    assert sorted(decider.asked) == sorted(question.text for question in asked)


async def test_ahead_everything_is_decided_a_few_at_a_time() -> None:
    decider, asked = Counting(), [*by("ann", 2 * AHEAD + 1), RecentQuestion("x" * (LONG + 1)), *by("ann", 1)]
    await decide_ahead(asked, decider)
    assert decider.asked == [question.text for question in by("ann", 2 * AHEAD + 1)]


def test_when_the_time_is_up_members_have_shared_it_evenly() -> None:
    """Ann asked a thousand times lately, Bob and Cy a little earlier: their questions are tried as well."""
    asked = [*by("ann", 1000), *by("bob", 5), *by("cy", 2 * CHUNK)]
    slow = Counting(takes=SECONDS / CHUNK / 2)
    tried = decide_again(asked, slow, clock=slow.clock)
    members = [text.split()[0] for text in tried.decisions]
    assert len(members) == 2 * CHUNK == tried.asked
    assert members.count("bob") == 5
    assert abs(members.count("ann") - members.count("cy")) <= 1
    assert [f"ann {number}" in tried.decisions for number in (0, 10, 999)] == [True, True, False]
    assert tried.late == len(asked) - 2 * CHUNK


def test_long_ones_keep_their_decision() -> None:
    decider = Counting()
    long, short = RecentQuestion("x" * (LONG + 1), "ann"), RecentQuestion("x" * LONG, "ann")
    tried = decide_again([long, short, long], decider)
    assert decider.asked == [short.text]
    assert (tried.asked, tried.long, tried.late) == (1, 2, 0)


def test_an_effect_says_how_much_of_it_was_tried() -> None:
    before, after = Counting(takes=SECONDS), Counting({"ann 0": Decision(Kind.ANSWER, ("t/cost",))})
    asked = [*by("ann", 3 * CHUNK), RecentQuestion("x" * (LONG + 1), "bob")]
    found = impact(before, after, asked, Examples(("a", "b"), 2), before.clock)
    assert [shift.question for shift in found.shifts] == ["ann 0"]
    assert (found.asked, found.unchanged, found.late, found.long) == (CHUNK, CHUNK - 1, 2 * CHUNK, 1)


def test_the_nearest_examples_are_tried_when_the_time_is_up() -> None:
    examples = Examples(tuple(f"example {number}" for number in range(3 * CHUNK)), 3 * CHUNK)
    slow = Counting(takes=SECONDS)
    found = impact(slow, Counting(), (), examples, slow.clock)
    assert (found.examples, found.nearby) == (CHUNK, 3 * CHUNK)


def test_a_decider_is_asked_once() -> None:
    decider = Counting({"price": Decision(Kind.ANSWER, ("t/cost",))})
    cache = DecisionCache()
    for texts in (["price", "price", "never"], ["never", "price"], ["price", "new"]):
        assert cache.over(decider).decide_many(texts) == [decider.decisions.get(text, UNKNOWN) for text in texts]
    assert decider.asked == ["price", "never", "new"]


def test_what_is_remembered_is_bounded_and_the_newest() -> None:
    decider, cache = Counting(), DecisionCache()
    texts = [str(number) for number in range(DecisionCache.MOST + 10)]
    assert len(cache.over(decider).decide_many(texts)) == len(texts)
    decider.asked.clear()
    cache.over(decider).decide_many(texts[10:])
    assert decider.asked == []
    cache.over(decider).decide_many(texts[:10])
    assert decider.asked == texts[:10]


def test_no_example_question_is_too_long_to_be_tried() -> None:
    assert LONG >= bounds.QUESTION
