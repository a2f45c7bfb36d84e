"""What a server chooses for itself; everything it leaves open is as the operator configured it."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Protocol


class Mode(StrEnum):
    """How the bot behaves in a channel that was named."""

    ASK = "ask"
    """Every message is a question to it."""
    LISTEN = "listen"
    """It speaks only when somebody asks what it has an answer to."""


@dataclass(frozen=True, slots=True)
class ServerSettings:
    """A server's own choices; ``None`` stands for "as configured"."""

    channels: tuple[tuple[int, Mode], ...] | None = None
    """The channels with a mode, by id."""
    moderator_roles: tuple[int, ...] | None = None
    """The roles that moderate, besides everyone with Manage Server."""
    private: bool | None = None
    """Whether ``/ask`` answers privately."""
    buttons: bool | None = None
    """Whether answers carry buttons."""
    digest_channel: int | None = None
    """Where moderators get the daily digest; ``None`` for none."""
    quiet: tuple[tuple[int, datetime], ...] = ()
    """Listen channels and threads, by id, that are to be left in peace, each until then (aware, in UTC)."""
    moderators_channel: int | None = None
    """Where members' questions are put before the moderators; ``None`` for nowhere."""
    paused_until: datetime | None = None
    """Until when nothing new is put there (aware, in UTC)."""
    trusted_roles: tuple[int, ...] = ()
    """The roles whose answers to members are learned in passing, besides the moderators'."""
    learn_channels: tuple[int, ...] = ()
    """The ask channels in which answers are learned in passing, by id."""
    plain: bool = False
    """Whether answers for everybody are text without embeds."""

    def pause(self, now: datetime) -> datetime | None:
        """Until when nothing new is put before the moderators; ``None`` where it is."""
        return self.paused_until if self.paused_until is not None and self.paused_until > now else None

    def quieted(self, channel: int, now: datetime, until: datetime) -> "ServerSettings":
        """The same with a channel or thread left in peace until then; what has passed ``now`` is forgotten."""
        others = ((one, end) for one, end in self.quiet if end > now and one != channel)
        return replace(self, quiet=(*others, (channel, until)))


class SettingsStore(Protocol):
    """Keeps the settings of every server. Each method raises ``StoreError`` when the database fails."""

    async def load(self) -> Mapping[int, ServerSettings]:
        """The settings of every server that has chosen any, by its id."""
        ...

    async def put(self, server: int, settings: ServerSettings) -> None:
        """Keep a server's settings, in place of those before."""
        ...


class SettingsBook:
    """Every server's settings in memory, so that a message is routed without waiting for the database."""

    def __init__(self, store: SettingsStore) -> None:
        """Empty until ``load``."""
        self._store = store
        self._changing = asyncio.Lock()
        self._servers: dict[int, ServerSettings] = {}

    async def load(self) -> None:
        """Read what was chosen before the start.

        Raises:
            StoreError: the database cannot be read.
        """
        self._servers = dict(await self._store.load())

    def of(self, server: int) -> ServerSettings:
        """The server's settings now."""
        return self._servers.get(server, ServerSettings())

    def with_digest(self) -> Mapping[int, int]:
        """The digest channel of every server that wants one, by the server's id."""
        return {
            server: settings.digest_channel
            for server, settings in self._servers.items()
            if settings.digest_channel is not None
        }

    async def change(self, server: int, edit: Callable[[ServerSettings], ServerSettings]) -> None:
        """Keep what ``edit`` makes of a server's settings; changes come one after the other, so that none is lost.

        Raises:
            StoreError: they could not be kept, and those before stay in force.
        """
        async with self._changing:
            settings = edit(self.of(server))
            await self._store.put(server, settings)
            self._servers[server] = settings
