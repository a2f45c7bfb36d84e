"""The database that everything stored goes through."""

import logging
import sqlite3
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Self

from bot.storage.awaiting import SqlAwaitingStore
from bot.storage.connections import Connections
from bot.storage.engine import make_engine
from bot.storage.human_answers import SqlKeptStore, SqlLearnedStore
from bot.storage.inbox import SqlInboxStore
from bot.storage.migrate import migrate
from bot.storage.preferences import SqlPreferenceStore
from bot.storage.privacy import SqlPrivacyStore
from bot.storage.reports import SqlReportStore
from bot.storage.retention import SqlRetentionStore
from bot.storage.review import SqlWaitingChangeStore
from bot.storage.revisions import SqlProposalStore, SqlRevisionStore
from bot.storage.servers import SqlSettingsStore, SqlState
from bot.storage.suggestions import SqlSuggestionStore
from bot.storage.usage import SqlTrackedStore, SqlUsageStore
from bot.usage.identity import Pseudonyms

log = logging.getLogger(__name__)


class Database:
    """An open database and its repositories."""

    def __init__(self, connections: Connections, pseudonyms: Pseudonyms | None) -> None:
        """``open`` makes one; ``pseudonyms`` are the keyed hashes that the work list needs."""
        self.usage = SqlUsageStore(connections)
        self.privacy = SqlPrivacyStore(connections)
        self.preferences = SqlPreferenceStore(connections)
        self.tracked = SqlTrackedStore(connections)
        self.retention = SqlRetentionStore(connections)
        self.reports = SqlReportStore(connections)
        self.state = SqlState(connections)
        self.revisions = SqlRevisionStore(connections)
        self.proposals = SqlProposalStore(connections)
        self.waiting_changes = SqlWaitingChangeStore(connections)
        self.settings = SqlSettingsStore(connections)
        self.inbox = SqlInboxStore(connections, pseudonyms)
        self.awaiting = SqlAwaitingStore(connections)
        self.learned = SqlLearnedStore(connections)
        self.kept = SqlKeptStore(connections)
        self.suggestions = SqlSuggestionStore(connections)

    @classmethod
    @asynccontextmanager
    async def open(
        cls, location: Path | str, pseudonyms: Pseudonyms | None = None, *, read_only: bool = False
    ) -> AsyncGenerator[Self]:
        """Open the SQLite file or the database URL, migrate it when its schema is older, close it at the end.

        With ``read_only`` nothing is changed, and the bot may be running on the same file meanwhile. Whoever only
        reads, or writes nothing but the knowledge's history, may do without ``pseudonyms``; the work list, and rows
        of a database of before 0004, can't.

        Raises:
            StoreError: it cannot be opened or used, said in one sentence.
        """
        engine, place = make_engine(location, read_only=read_only)
        connections = Connections(engine, place)
        try:
            await migrate(connections, pseudonyms, read_only=read_only)
            version = f"SQLite {sqlite3.sqlite_version}" if connections.dialect == "sqlite" else "PostgreSQL"
            log.info("Database %s, %s.", place, version)
            yield cls(connections, pseudonyms)
        finally:
            await engine.dispose()
