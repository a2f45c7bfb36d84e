"""Which servers change the shared base; every other one changes its own overlay."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection
from enum import Enum, auto
from typing import Final, Protocol

from bot.errors import VersusError

log = logging.getLogger(__name__)

STATE: Final = "base_editor"
EVERY: Final = 5.0
"""Seconds between two looks at what the terminal may have stored meanwhile."""


class State(Protocol):
    """Small named values that outlive a restart."""

    async def get(self, name: str) -> str | None:
        """The value stored under ``name``, or ``None``."""
        ...

    async def put(self, name: str, value: str) -> None:
        """Store ``value`` under ``name``, over what was there."""
        ...

    async def claim(self, name: str, value: str) -> str:
        """Store ``value`` under ``name`` unless there is one that is not empty, and return the one in force."""
        ...


class BaseEditing(Enum):
    """Who edits the shared base, as the moderators of one server see it."""

    HERE = auto()
    """Their server does."""
    ELSEWHERE = auto()
    """Other servers do."""
    CLAIMABLE = auto()
    """Nobody yet; their server will with its first save."""
    NOBODY = auto()
    """Nobody, until the operator names a server."""
    UNASKED = auto()
    """Nobody yet, and Discord could not say whether their server may."""


class BaseEditors:
    """The servers that the operator configured; where none are, the one server that claimed the base with a save.

    That server is stored then and stays, also when the bot joins others or leaves it; only the terminal changes it.
    Who may claim is the caller's to find out. Everything is answered from memory, which ``follow`` keeps up with what
    another program stores.
    """

    def __init__(self, configured: Collection[int], state: State) -> None:
        """``configured`` are the servers that the configuration names; ``state`` keeps the one that claimed."""
        self.configured = frozenset(configured)
        self._state = state
        self._stored: int | None = None

    @property
    def servers(self) -> frozenset[int]:
        """The servers that edit the base now; empty while nobody does."""
        if self.configured:
            return self.configured
        return frozenset() if self._stored is None else frozenset({self._stored})

    async def load(self) -> None:
        """Take over what is stored now.

        Raises:
            StoreError: the database can't be read.
        """
        self._stored = await self.stored()

    async def follow(self, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep) -> None:
        """Look every few seconds at what is stored, until cancelled: the terminal may name another server."""
        failed = False
        while True:
            await sleep(EVERY)
            try:
                await self.load()
            except VersusError as error:
                if not failed:
                    log.warning("I can't see whether another server edits the shared base now, I look again: %s", error)
                failed = True
            else:
                failed = False

    async def claim(self, server: int) -> bool:
        """Have ``server`` edit the base unless another one does; whether it does now. Of two at once one gets it.

        Raises:
            StoreError: the database can't be written.
        """
        if self.configured:
            return server in self.configured
        self._stored = int(await self._state.claim(STATE, str(server)))
        return self._stored == server

    async def stored(self) -> int | None:
        """The server stored by its claim, or by the terminal.

        Raises:
            StoreError: the database can't be read.
        """
        text = await self._state.get(STATE)
        return int(text) if text else None

    async def store(self, server: int | None) -> None:
        """Have ``server`` edit the base from now on; ``None`` forgets who did.

        Raises:
            StoreError: the database can't be written.
        """
        await self._state.put(STATE, "" if server is None else str(server))
        self._stored = server
