"""A file that says, every few seconds, that the event loop turns and whether Discord is connected.

``python -m bot health`` reads it in another process: ``{"at": ISO 8601 in UTC, "connected": bool, "latency": seconds
or null}``. A file that has grown old means the loop stands still, or the process is gone.
"""

import asyncio
import json
import logging
import math
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import discord

log = logging.getLogger(__name__)

EVERY = 10.0
"""Seconds between two beats."""


def pulse(client: discord.AutoShardedClient, now: datetime) -> dict[str, str | bool | float | None]:
    """What one beat says. ``connected`` means that Discord has said it is ready and no shard is cut off."""
    latency = client.latency
    cut_off = client.is_closed() or any(shard.is_closed() for shard in client.shards.values())
    return {
        "at": now.isoformat(),
        "connected": client.is_ready() and not cut_off,
        "latency": round(latency, 3) if math.isfinite(latency) else None,
    }


async def beat(
    client: discord.AutoShardedClient, path: Path, clock: Callable[[], datetime], every: float = EVERY
) -> None:
    """Write the pulse to ``path`` every so many seconds until cancelled. A disk that refuses is reported once."""
    failing = False
    while True:
        try:
            await asyncio.to_thread(_write, path, pulse(client, clock()))
            failing = False
        except OSError as error:
            if not failing:
                log.warning("The health file %s cannot be written: %s.", path, error.strerror)
            failing = True
        await asyncio.sleep(every)


def _write(path: Path, value: dict[str, str | bool | float | None]) -> None:
    fresh = path.with_suffix(".new")
    fresh.write_text(json.dumps(value), encoding="utf-8")
    fresh.replace(path)
