"""Everything the Discord room is handed by the composition root; it makes none of it itself."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.config import Config
from bot.discord_app.own_messages import OwnMessages
from bot.editing.editor import Editor
from bot.editing.pending_changes import PendingChanges
from bot.inbox.askers import Askers
from bot.inbox.awaiting import AwaitingStore
from bot.inbox.dismissals import Dismissals
from bot.inbox.handoff import Handoff
from bot.inbox.human_answers import KeptStore, LearnedStore
from bot.inbox.positions import Positions
from bot.inbox.questions import InboxStore
from bot.inbox.suggestions import Suggestions
from bot.inbox.worklist import Worklist
from bot.semantic.encoder import SemanticEncoder
from bot.servers.base_editors import BaseEditors
from bot.servers.settings import SettingsBook
from bot.serving.answering import Answerer
from bot.serving.snapshot_cache import SnapshotCache
from bot.usage.identity import Pseudonyms
from bot.usage.preferences import Preferences
from bot.usage.privacy import Privacy
from bot.usage.recorder import Recorder
from bot.usage.tracked import TrackedAnswers
from bot.workers.pool import WorkerPool


class State(Protocol):
    """Small named values that outlive a restart, such as the hash of the synced commands."""

    async def get(self, name: str) -> str | None:
        """The value stored under ``name``, or ``None``."""
        ...

    async def put(self, name: str, value: str) -> None:
        """Store ``value`` under ``name``, over what was there."""
        ...


@dataclass(frozen=True, slots=True)
class Moderation:
    """What the moderators' features work with."""

    editor: Editor
    workers: WorkerPool
    base_editors: BaseEditors
    worklist: Worklist
    positions: Positions
    dismissals: Dismissals
    settings: SettingsBook
    asked: InboxStore
    awaiting: AwaitingStore
    learned: LearnedStore
    kept: KeptStore
    handoff: Handoff
    askers: Askers
    pending: PendingChanges
    suggestions: Suggestions


@dataclass(frozen=True, slots=True)
class Services:
    """What the features of the bot work with."""

    config: Config
    snapshots: SnapshotCache
    answerer: Answerer
    recorder: Recorder
    pseudonyms: Pseudonyms
    privacy: Privacy
    preferences: Preferences
    tracked: TrackedAnswers
    state: State
    moderation: Moderation
    own_messages: OwnMessages
    clock: Callable[[], datetime]
    """The time now, aware, in UTC."""
    encoder: SemanticEncoder | None = None
    """The model of meaning, if there is one."""
