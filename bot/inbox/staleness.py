"""Entries that may have grown stale: nobody asks for them, they do not help, or nobody has changed them for long."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from bot.inbox.questions import EntryUse

UNMATCHED: Final = timedelta(days=90)
"""For how long nobody asked for an entry that is stale."""
UNCHANGED: Final = timedelta(days=365)
"""For how long nobody changed it."""
UNHELPFUL: Final = 3
"""Marks "did not help" from which an entry is stale, when there are more of them than of "helped"."""


class Staleness(StrEnum):
    """Why an entry should be looked at."""

    UNMATCHED = "unmatched"
    """It answered nothing in 90 days."""
    UNHELPFUL = "unhelpful"
    """It was often marked "did not help"."""
    UNCHANGED = "unchanged"
    """Nobody has changed it in a year."""


@dataclass(frozen=True, slots=True)
class StaleEntry:
    """An entry that may have grown stale."""

    entry: str
    why: tuple[Staleness, ...]


def reasons(
    key: str, uses: Mapping[str, EntryUse], changed: Mapping[str, datetime], now: datetime
) -> tuple[Staleness, ...]:
    """Why the entry of that key should be looked at, by how it was used and when it was changed."""
    use, since = uses.get(key), changed.get(key)
    why: list[Staleness] = []
    # An entry younger than that has not had its chance; one without a history is as young as the history.
    if use is None and since is not None and now - since > UNMATCHED:
        why.append(Staleness.UNMATCHED)
    if use is not None and use.unhelpful >= UNHELPFUL and use.unhelpful > use.helpful:
        why.append(Staleness.UNHELPFUL)
    if since is not None and now - since > UNCHANGED:
        why.append(Staleness.UNCHANGED)
    return tuple(why)
