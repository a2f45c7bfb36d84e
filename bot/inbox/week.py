"""The numbers of the last days, which add up: what became of every question that was asked."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import timedelta
from typing import Final

from bot.inbox.open_groups import Became
from bot.inbox.questions import OPEN_LIMIT, AskedCounts, Missed, OpenQuestion

DAYS: Final = timedelta(days=7)
"""How long the numbers reach back."""


@dataclass(frozen=True, slots=True)
class Week:
    """What became of the questions of the last seven days; each is counted once."""

    answered: int = 0
    """Answered, by a person too, or found among the suggestions."""
    open: int = 0
    """They wait for a moderator."""
    small_talk: int = 0
    answered_since: int = 0
    """They got no answer, and would now."""
    dismissed: int = 0
    illegible: int = 0
    """They wait although they are nonsense or in another language."""
    undelivered: int = 0
    """There was an answer that reached nobody."""
    textless: int = 0
    """They got no answer, and their text is not kept: nobody can look at them."""

    @property
    def asked(self) -> int:
        """All of them."""
        return sum(getattr(self, one.name) for one in fields(self))


def week_of(counts: AskedCounts, questions: Sequence[OpenQuestion], became: Mapping[int, Became]) -> Week:
    """The numbers.

    Args:
        counts: what the log says of those days.
        questions: those of these days that were missed and not dismissed.
        became: what each of them is by now, by its id.
    """
    missed = [one for one in questions if one.missed is not Missed.UNHELPFUL]
    disliked = sum(one.missed is Missed.UNHELPFUL and became[one.id] is Became.OPEN for one in questions)
    now = Counter(became[one.id] for one in missed)
    left = max(0, counts.missed - len(missed))
    is_full = len(questions) >= OPEN_LIMIT  # what lies beyond the end of the list was not dismissed
    return Week(
        answered=counts.answered - disliked,
        open=now[Became.OPEN] + disliked + (left if is_full else 0),
        small_talk=counts.small_talk + now[Became.SMALL_TALK],
        answered_since=now[Became.ANSWERED],
        dismissed=0 if is_full else left,
        illegible=now[Became.ILLEGIBLE],
        undelivered=counts.undelivered,
        textless=counts.textless,
    )
