"""Where each moderator is in the list of open questions, so that they go on there from another device or day."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Final

from cachetools import LRUCache

from bot.inbox.open_groups import OpenGroup
from bot.inbox.questions import InboxStore, Position

GOES_ON: Final = timedelta(days=1)
"""How long a moderator is taken back to where they were."""
AT_HAND: Final = 100
"""Moderators of whom nothing may be stored and whose place is remembered while the bot runs."""


class Positions:
    """Keeps the places; those of moderators who switched storing off in memory alone."""

    def __init__(self, store: InboxStore, clock: Callable[[], datetime]) -> None:
        """``clock`` gives the time now, aware, in UTC."""
        self._store = store
        self._clock = clock
        self._unstored: LRUCache[tuple[int, str], Position] = LRUCache(AT_HAND)

    async def of(self, server: int, moderator: str) -> Position | None:
        """Where the moderator, by keyed hash, was in that server's inbox, unless that is long ago.

        Raises:
            StoreError: the database can't be read.
        """
        found = self._unstored.get((server, moderator)) or await self._store.position(server, moderator)
        return found if found is not None and self._clock() - found.at < GOES_ON else None

    async def keep(self, server: int, moderator: str, place: int, question: str | None, *, lasting: bool) -> None:
        """Keep where the moderator is.

        Args:
            server: whose inbox it is.
            moderator: the keyed hash.
            place: how many groups stand before.
            question: the one that is looked at, as it was asked; ``None`` for the list.
            lasting: whether it may be stored.

        Raises:
            StoreError: the database can't be written.
        """
        position = Position(place, None if question is None else self._store.wording(question), self._clock())
        if lasting:
            self._unstored.pop((server, moderator), None)
            await self._store.keep_position(server, moderator, position)
        else:
            self._unstored[server, moderator] = position

    async def place_in(self, groups: Sequence[OpenGroup], position: Position) -> int | None:
        """The place of the group that the moderator looked at; ``None`` where it is gone, or they looked at none."""
        return await asyncio.to_thread(self._place_in, groups, position.wording)

    def _place_in(self, groups: Sequence[OpenGroup], wording: str | None) -> int | None:
        if wording is None:
            return None
        places = enumerate(groups)
        return next((place for place, one in places if wording in map(self._store.wording, one.group.texts)), None)

    async def forget_server(self, server: int) -> None:
        """Forget the places of a server that the bot has left.

        Raises:
            StoreError: the database can't be written.
        """
        for key in [one for one in self._unstored if one[0] == server]:
            del self._unstored[key]
        await self._store.forget_positions(server)

    async def forget_member(self, member: str) -> None:
        """Forget what is in memory of a moderator, by their keyed hash."""
        for key in [one for one in self._unstored if one[1] == member]:
            del self._unstored[key]
