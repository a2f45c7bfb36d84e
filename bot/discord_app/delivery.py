"""Requests to Discord that are made again after a failure: which, how often, and what counts as delivered.

Safe to repeat is what has the same effect twice: edits, deletions, messages with a nonce (Discord keeps one of
several), and first answers to interactions (Discord takes one). Further answers to an interaction carry no nonce; see
``sender``.
"""

import asyncio
from collections.abc import Awaitable, Callable, Collection
from typing import Final, TypeVar

import aiohttp
import discord

UNKNOWN_CHANNEL: Final = 10003
UNKNOWN_MESSAGE: Final = 10008
UNKNOWN_WEBHOOK: Final = 10015
UNKNOWN_INTERACTION: Final = 10062
ALREADY_ACKNOWLEDGED: Final = 40060
MISSING_ACCESS: Final = 50001
MISSING_PERMISSIONS: Final = 50013
CLOSED_MESSAGES: Final = 50007
"""The member takes no direct messages."""
INVALID_FORM: Final = 50035
"""A message that replies to one that is gone, where that is not allowed, among others."""
ARCHIVED: Final = 50083
"""A thread that is closed."""
INVALID_TOKEN: Final = 50027
"""Of an interaction: it lives for fifteen minutes."""

CONNECTION_LOST: Final = (aiohttp.ClientConnectionError, aiohttp.ClientPayloadError, ConnectionResetError)
"""The request may have arrived; the library makes none of them again on Linux."""
NOT_REACHED: Final = (aiohttp.ClientConnectorError,)
"""The request certainly did not arrive."""
NOT_SENT: Final = (discord.HTTPException, aiohttp.ClientError, OSError)
"""Everything by which a request can fail."""
PATIENT: Final = (0.25, 0.5, 1.0, 2.0, 4.0)
"""The pauses before another try, in seconds."""
BY_LIBRARY: Final = frozenset({500, 502, 504, 524})
"""What ``discord.http`` repeats by itself; any other 5xx ends the request there."""

Result = TypeVar("Result")


async def again(
    call: Callable[[], Awaitable[Result]],
    *,
    pauses: Collection[float] = PATIENT,
    after: tuple[type[Exception], ...] = CONNECTION_LOST,
    by_library: Collection[int] = BY_LIBRARY,
) -> Result:
    """Await ``call()``, and repeat it while the connection breaks or Discord answers 5xx.

    Args:
        call: makes the request; it must be safe to repeat after what ``after`` names.
        pauses: in seconds, one before each further try.
        after: the errors after which it is repeated, beside a 5xx.
        by_library: the statuses at which the library has tried often enough already.

    Raises:
        discord.DiscordServerError: the last try failed too, as may any other error that ``call`` raises.
    """
    for pause in pauses:
        try:
            return await call()
        except after:
            pass
        except discord.DiscordServerError as error:
            if error.status in by_library:
                raise
        await asyncio.sleep(pause)
    return await call()
