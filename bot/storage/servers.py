"""What servers chose, in SQL."""

from collections.abc import Mapping

from sqlalchemy import RowMapping, select

from bot.servers.settings import Mode, ServerSettings
from bot.storage.connections import Connections
from bot.storage.dialects import insert_or_replace
from bot.storage.schema_moderation import server_settings


class SqlSettingsStore:
    """Implements ``bot.servers.settings.SettingsStore``."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

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
    )
