"""Which servers change the shared base; every other one changes its own overlay."""

from collections.abc import Collection
from typing import Final, Protocol

from bot.moderation.revision import Scope

STATE: Final = "base_editor"


class State(Protocol):
    """Small named values that outlive a restart."""

    async def get(self, name: str) -> str | None:
        """The value stored under ``name``, or ``None``."""
        ...

    async def put(self, name: str, value: str) -> None:
        """Store ``value`` under ``name``, over what was there."""
        ...


class BaseEditors:
    """The servers that the operator configured; where none are, the one server the bot was alone in at its first edit.

    That server is stored then and stays, also when the bot joins others or leaves it; only the terminal changes it.
    """

    def __init__(self, configured: Collection[int], state: State) -> None:
        self._configured = frozenset(configured)
        self._state = state

    async def scope_of(self, server: int, servers: Collection[int]) -> Scope:
        """What a server's moderators change.

        Args:
            server: theirs.
            servers: every server that the bot is in.

        Raises:
            StoreError: the database can't be read.
        """
        if self._configured:
            return None if server in self._configured else server
        stored = await self.stored()
        if stored is not None:
            return None if server == stored else server
        return None if set(servers) == {server} else server

    async def claim(self, server: int) -> None:
        """Remember the server that makes the first edit of the base, unless one is configured or stored already.

        Raises:
            StoreError: the database can't be written.
        """
        if not self._configured and await self.stored() is None:
            await self.store(server)

    async def stored(self) -> int | None:
        """The server stored at the first edit, or by the terminal."""
        text = await self._state.get(STATE)
        return int(text) if text else None

    async def store(self, server: int | None) -> None:
        """Have ``server`` edit the base from now on; ``None`` forgets who did."""
        await self._state.put(STATE, "" if server is None else str(server))
