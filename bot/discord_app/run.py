"""From a client to a bot that serves: log in, say so, stay until told to stop, and leave cleanly."""

import asyncio
import logging
import os
from collections.abc import Callable

import discord

from bot.config import ConfigError, Token
from bot.discord_app.delivery import NOT_SENT
from bot.discord_app.heartbeat import Signs, beat
from bot.discord_app.ready_report import gather, report
from bot.discord_app.services import Services
from bot.errors import VersusError
from bot.health import FILE_NAME
from bot.runtime import background, on_signals
from bot.texts import running as texts

log = logging.getLogger(__name__)

AUTHENTICATION_FAILED = 4004
DISALLOWED_INTENTS = 4014


async def serve(
    client: discord.AutoShardedClient, services: Services, token: Token, say: Callable[[str], None]
) -> None:
    """Run ``client`` until SIGTERM or Ctrl-C; ``say`` prints the report once it is ready.

    Returns after a clean close; what was recorded is the caller's to write.

    Raises:
        ConfigError: Discord refuses the token or the message-content intent.
        VersusError: Discord cannot be reached, or ended the connection for good.
    """
    path = services.config.data.folder / FILE_NAME

    def signs() -> Signs:
        return Signs(lost=services.recorder.dropped, doubled=services.own_messages.doubled())

    async with (
        client,
        background(beat(client, path, services.clock, signs), "heartbeat"),
        background(_announce(client, services, say), "ready report"),
    ):
        await _stay(client, token)
        log.info(texts.CLOSING)


async def _stay(client: discord.AutoShardedClient, token: Token) -> None:
    """Stay connected until a signal asks to stop, or Discord ends it.

    Raises:
        asyncio.CancelledError: the caller was cancelled, by no signal.
        ConfigError: Discord refuses the token or the message-content intent.
        VersusError: Discord cannot be reached, or ended the connection for good.
    """
    running = asyncio.create_task(client.start(token.get_secret_value()), name="discord")
    with on_signals(running.cancel) as asked_to_stop:
        try:
            await running
        except asyncio.CancelledError:
            if not asked_to_stop:
                raise
        except discord.LoginFailure:
            raise ConfigError(texts.BAD_TOKEN) from None
        except discord.PrivilegedIntentsRequired:
            raise ConfigError(texts.INTENT_REFUSED) from None
        except discord.ConnectionClosed as closed:
            if closed.code == AUTHENTICATION_FAILED:
                raise ConfigError(texts.BAD_TOKEN) from None
            if closed.code == DISALLOWED_INTENTS:
                raise ConfigError(texts.INTENT_REFUSED) from None
            raise VersusError(texts.REFUSED.format(code=closed.code, help=texts.CLOSE_CODES)) from None
        except (discord.GatewayNotFound, *NOT_SENT) as error:
            raise VersusError(texts.UNREACHABLE.format(reason=_reason(error))) from error


async def _announce(client: discord.AutoShardedClient, services: Services, say: Callable[[str], None]) -> None:
    await client.wait_until_ready()
    knowledge, editors = services.snapshots.snapshot().knowledge, services.moderation.base_editors
    say(report(gather(client, services.config.discord, knowledge, editors)))


def _reason(error: Exception) -> str:
    """Why the network failed, in the system's words where it has any."""
    if isinstance(error, discord.HTTPException):
        return f"HTTP {error.status}"
    if isinstance(error, OSError) and error.errno:
        # The library puts addresses into the text of a plain errno; those of name lookups are negative and keep theirs.
        return os.strerror(error.errno) if error.errno > 0 else str(error.strerror)
    return type(error).__name__
