"""Protocols of the stores that the usage log needs, and the errors that every store raises."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.errors import VersusError
from bot.usage.events import Event, Tracked


class StoreError(VersusError):
    """The database did not do what it was asked to; nothing of the call was kept."""


class StoreBusyError(StoreError):
    """Another program holds the database, or it cannot be reached: the same call may succeed later."""


class StoreRefusedError(StoreError):
    """The database can't take a value that it was given: the same call fails every time, and others need not."""


class UsageStore(Protocol):
    """Stores events."""

    async def write(self, events: Sequence[Event]) -> None:
        """Store ``events`` in their order, all or none. Storing one twice is the same as storing it once.

        Raises:
            StoreBusyError: try again later.
            StoreError: nothing was stored, and trying again at once would not help.
        """
        ...


class PrivacyStore(Protocol):
    """Keeps who does not want to be stored, and deletes what is stored of a member."""

    async def opted_out(self) -> frozenset[str]:
        """The keyed hashes of the members who switched storing off."""
        ...

    async def key_changed(self, fingerprint: str) -> bool:
        """Store a value that depends on the usage key; whether the one of the last start was another."""
        ...

    async def set_opted_out(self, user: str, opted: bool, at: datetime) -> None:
        """Store whether the member switched storing off: then none of their questions waits for a human's answer."""
        ...

    async def delete_member(self, user: str, at: datetime) -> int:
        """Delete every row about the member but the choice itself, and return how many there were.

        What they changed in the knowledge base or suggested for it stays, without their name and hash.
        """
        ...


class PreferenceStore(Protocol):
    """Keeps who wants plain text. Each method raises ``StoreError`` when the database fails."""

    async def plain(self) -> frozenset[str]:
        """The keyed hashes of the members who want it."""
        ...

    async def set_plain(self, user: str, *, on: bool) -> None:
        """Keep whether the member wants it."""
        ...


class TrackedStore(Protocol):
    """Keeps which answer follows which question's message."""

    async def load(self) -> Sequence[Tracked]:
        """Everything tracked, oldest first."""
        ...


class RetentionStore(Protocol):
    """Erases what is too old to keep."""

    async def erase_texts(self, before: datetime) -> int:
        """Erase the texts of questions asked before that time, blur their rows, and return how many there were.

        A blurred row keeps neither its channel nor its time of the day. Suggestions that were accepted or declined go
        as a whole.
        """
        ...
