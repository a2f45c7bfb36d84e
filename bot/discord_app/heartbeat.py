"""A file that says, every few seconds, that the event loop turns and whether Discord is connected.

``python -m bot health`` reads it in another process: ``{"at": ISO 8601 in UTC, "connected": bool, "latency": seconds
or null, "lost": rows of the usage log dropped since the start, "doubled": whether another process answers with the same
token}``. A file that has grown old means the loop stands still, or the process is gone.
"""

import asyncio
import json
import logging
import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import discord

log = logging.getLogger(__name__)

EVERY = 10.0
"""Seconds between two beats."""
SIZE = 256
"""Bytes: as every beat is as long, it fits where the last one lies."""

Pulse = dict[str, str | bool | float | None]


@dataclass(frozen=True, slots=True)
class Signs:
    """What a beat tells beside the connection."""

    lost: int
    """Rows that the usage log had to drop since the start."""
    doubled: bool
    """Whether another process answers with the same token."""


def pulse(client: discord.AutoShardedClient, now: datetime, signs: Signs) -> Pulse:
    """What one beat says. ``connected`` means that Discord has said it is ready and no shard is cut off."""
    latency = client.latency
    cut_off = client.is_closed() or any(shard.is_closed() for shard in client.shards.values())
    return {
        "at": now.isoformat(),
        "connected": client.is_ready() and not cut_off,
        "latency": round(latency, 3) if math.isfinite(latency) else None,
        "lost": signs.lost,
        "doubled": signs.doubled,
    }


async def beat(
    client: discord.AutoShardedClient,
    path: Path,
    clock: Callable[[], datetime],
    signs: Callable[[], Signs],
    every: float = EVERY,
) -> None:
    """Write the pulse to ``path`` every so many seconds until cancelled. A disk that refuses is reported once."""
    failing = False
    while True:
        try:
            await asyncio.to_thread(_write, path, pulse(client, clock(), signs()))
            failing = False
        except OSError as error:
            if not failing:
                log.warning("The health file %s cannot be written: %s.", path, error.strerror)
            failing = True
        await asyncio.sleep(every)


def _write(path: Path, value: Pulse) -> None:
    said = json.dumps(value).ljust(SIZE)
    fresh = path.with_suffix(".new")
    try:
        fresh.write_text(said, encoding="utf-8")
        fresh.replace(path)
    except OSError:
        # A full disk has no room for another file, and the bot goes on answering: write over the last beat.
        with path.open("r+", encoding="utf-8") as file:
            file.write(said)
