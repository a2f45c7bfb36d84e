"""What this room needs from storage: a protocol for each concern, and the two ways in which storage can fail."""

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
    """Keeps what happened."""

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
        """Remember what tells the key of the hashes from others; whether it was another before."""
        ...

    async def set_opted_out(self, user: str, opted: bool, at: datetime) -> None:
        """Remember the member's choice."""
        ...

    async def delete_member(self, user: str) -> int:
        """Delete every row about the member but the choice itself, and return how many there were.

        What they changed in the knowledge base or suggested for it stays, without their name and hash.
        """
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
