"""Questions that ask alike share a group; others do not."""

from bot.inbox import grouping
from bot.inbox.grouping import Group, grouped


def words(text: str) -> str:
    found = {word for word in text.lower().strip("?").split() if word not in {"is", "than", "the", "a", "of"}}
    return " ".join(sorted(found)) or text


def test_wordings_typos_and_order_share_a_group() -> None:
    texts = ["salary of devops engineers", "devops engineers salary?", "devops enginers salary", "is the bus late"]
    assert grouped(["salary of devops engineers", *texts], words) == [
        Group(
            "salary of devops engineers",
            ("salary of devops engineers", "devops engineers salary?", "devops enginers salary"),
            4,
        ),
        Group("is the bus late", ("is the bus late",), 1),
    ]


def test_another_noun_is_another_group() -> None:
    assert len(grouped(["salary of mlops engineer", "future of mlops engineer"], words)) == 2


def test_questions_without_words_stay_apart() -> None:
    assert [group.text for group in grouped(["the", "a", "the"], words)] == ["the", "a"]


def test_nothing() -> None:
    assert grouped([], words) == []


def test_when_the_time_is_up_the_same_words_still_share_a_group() -> None:
    """The clock is looked at for each wording: it jumps past the limit after the first."""
    texts = ["salary of devops engineers"] * 3 + ["devops enginers salary", "is devops engineers salary"]
    assert len(grouped(texts, words)) == 1
    ticks = iter([0.0, 0.0, grouping.SECONDS + 1])
    late = grouped(texts, words, lambda: next(ticks))
    assert [group.times for group in late] == [4, 1]


def test_very_long_ones_are_not_compared() -> None:
    long = "x" * (grouping.LONGEST + 1)
    assert len(grouped([long, long, f"{long}x"], str)) == 2
    assert len(grouped([long[2:], long[3:]], str)) == 1
