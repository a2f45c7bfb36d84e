"""Whether a bot that runs in another process is alive: what its heartbeat file says, judged."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bot.texts import terminal

FILE_NAME = "health.json"
"""In the data folder; ``bot.discord_app.heartbeat`` writes it and says what it holds."""
STALE = timedelta(seconds=45)
"""Four missed beats, so that a slow disk is not taken for a dead loop."""


@dataclass(frozen=True, slots=True)
class Health:
    """The verdict, with the sentence that explains it."""

    healthy: bool
    sentence: str


def judge(folder: Path, now: datetime) -> Health:
    """Judge the heartbeat in the data folder at the time ``now`` (aware)."""
    try:
        beat: dict[str, Any] = json.loads((folder / FILE_NAME).read_text(encoding="utf-8"))
        age = now - datetime.fromisoformat(beat["at"])
        connected, lost, doubled = bool(beat["connected"]), int(beat.get("lost", 0)), bool(beat.get("doubled"))
    except FileNotFoundError:
        return Health(False, terminal.NOT_RUNNING.format(folder=folder))
    except (OSError, ValueError, TypeError, KeyError) as error:
        return Health(False, terminal.HEALTH_UNREADABLE.format(file=folder / FILE_NAME, error=error))
    seconds = max(0, round(age.total_seconds()))
    if age > STALE:
        return Health(False, terminal.HEALTH_STALE.format(seconds=seconds))
    if not connected:
        return Health(False, terminal.NOT_CONNECTED)
    if doubled:
        return Health(False, terminal.DOUBLED)
    notes = f" {terminal.lost(lost)}" if lost else ""
    return Health(True, terminal.HEALTHY.format(seconds=seconds) + notes)
