"""Everything the Discord room is handed by the composition root; it makes none of it itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from bot.answering import Answerer
    from bot.config import Config
    from bot.library import Library
    from bot.usage.identity import Pseudonyms
    from bot.usage.privacy import Privacy
    from bot.usage.recorder import Recorder
    from bot.usage.tracked import TrackedAnswers


class State(Protocol):
    """Small named values that outlive a restart, such as the hash of the synced commands."""

    async def get(self, name: str) -> str | None:
        """The value stored under ``name``, or ``None``."""
        ...

    async def put(self, name: str, value: str) -> None:
        """Store ``value`` under ``name``, over what was there."""
        ...


@dataclass(frozen=True, slots=True)
class Services:
    """What the features of the bot work with."""

    config: Config
    library: Library
    answerer: Answerer
    recorder: Recorder
    pseudonyms: Pseudonyms
    privacy: Privacy
    tracked: TrackedAnswers
    state: State
    clock: Callable[[], datetime]
    """The time now, aware, in UTC."""
