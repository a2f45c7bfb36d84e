"""What servers chose, in SQL."""

from collections.abc import Mapping
from datetime import UTC, datetime

from sqlalchemy import RowMapping, select, update

from bot.servers.settings import Mode, ServerSettings
from bot.storage.connections import SqlStore, insert_or_ignore, insert_or_replace
from bot.storage.schema import server_settings, state


class SqlSettingsStore(SqlStore):
    """Implements ``bot.servers.settings.SettingsStore``."""

    async def load(self) -> Mapping[int, ServerSettings]:
        """The settings of every server that has chosen any, by its id."""
        async with self._connections.read() as connection:
            rows = await connection.execute(select(server_settings))
            return {row["server"]: _settings(row) for row in rows.mappings()}

    async def put(self, server: int, settings: ServerSettings) -> None:
        """Keep a server's settings, in place of those before."""
        row = {
            "server": server,
            "channels": settings.channels,
            "moderator_roles": settings.moderator_roles,
            "private": settings.private,
            "buttons": settings.buttons,
            "digest_channel": settings.digest_channel,
            "quiet": [(channel, int(until.timestamp())) for channel, until in settings.quiet] or None,
            "moderators_channel": settings.moderators_channel,
            "trusted_roles": settings.trusted_roles or None,
            "learn_channels": settings.learn_channels or None,
            "paused_until": settings.paused_until,
            "plain": settings.plain,
        }
        async with self._connections.write() as connection:
            await connection.execute(insert_or_replace(server_settings, self._connections.dialect).values(row))


def _settings(row: RowMapping) -> ServerSettings:
    channels, roles = row["channels"], row["moderator_roles"]
    return ServerSettings(
        channels=None if channels is None else tuple((channel, Mode(mode)) for channel, mode in channels),
        moderator_roles=None if roles is None else tuple(roles),
        private=row["private"],
        buttons=row["buttons"],
        digest_channel=row["digest_channel"],
        quiet=tuple((channel, datetime.fromtimestamp(until, UTC)) for channel, until in row["quiet"] or ()),
        moderators_channel=row["moderators_channel"],
        trusted_roles=tuple(row["trusted_roles"] or ()),
        learn_channels=tuple(row["learn_channels"] or ()),
        paused_until=row["paused_until"],
        plain=bool(row["plain"]),
    )


class SqlState(SqlStore):
    """Values that outlive a restart, such as the hash of the commands that were last synced."""

    async def get(self, name: str) -> str | None:
        """The value stored under ``name``, or ``None``.

        Raises:
            StoreError: the database cannot be read.
        """
        async with self._connections.read() as connection:
            return await connection.scalar(select(state.c.value).where(state.c.name == name))

    async def claim(self, name: str, value: str) -> str:
        """Store ``value`` under ``name`` (at most 64 characters) unless there is one, and return the one in force.

        An empty value counts as none.

        Raises:
            StoreError: the database cannot be written.
        """
        statement = insert_or_ignore(state, self._connections.dialect).values(name=name, value=value)
        in_place = update(state).where(state.c.name == name, state.c.value == "").values(value=value)
        async with self._connections.write() as connection:
            await connection.execute(statement)
            await connection.execute(in_place)
            return (await connection.execute(select(state.c.value).where(state.c.name == name))).scalar_one()

    async def put(self, name: str, value: str) -> None:
        """Store ``value`` under ``name`` (at most 64 characters), over what was there.

        Raises:
            StoreError: the database cannot be written.
        """
        statement = insert_or_replace(state, self._connections.dialect).values(name=name, value=value)
        async with self._connections.write() as connection:
            await connection.execute(statement)
