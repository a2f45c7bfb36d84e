"""What the ``knowledge`` commands work with: the files and their history, also beside a running bot."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.app import (
    SERVERS,
    database_location,
    open_editing,
    open_encoder,
    open_pseudonyms,
    prepare_data_folder,
    utc_now,
)
from bot.cli.knowledge import texts
from bot.cli.session import knowledge_folder
from bot.closest import nearest
from bot.config import Config, ConfigError
from bot.editing.editor import Editor
from bot.editing.errors import EditError
from bot.editing.revision import Scope
from bot.inbox.questions import RecentQuestion
from bot.knowledge.model import Entry, KnowledgeBase, Topic
from bot.private_files import make_private, private_files
from bot.runtime import format_unconfigured_log
from bot.serving.snapshot_cache import SnapshotCache
from bot.storage.database import Database


@dataclass(frozen=True, slots=True)
class EditingSession:
    """One scope, open for editing."""

    scope: Scope
    database: Database
    snapshots: SnapshotCache
    editor: Editor
    folder: Path
    """Where the scope's files are."""

    async def knowledge(self) -> KnowledgeBase:
        """What the scope's members see."""
        return (await self.editor.contents(self.scope)).seen

    async def entry(self, identity: str) -> Entry:
        """An entry by its id, ``topic/entry``, title or another name.

        Raises:
            EditError: there is none; names the closest.
        """
        knowledge = await self.knowledge()
        if (found := knowledge.named(identity)) is not None:
            return found
        close = nearest(identity, map(knowledge.short_id, knowledge.entries), at_least=50)
        sentence = texts.CLOSEST if close else texts.NO_ENTRY
        raise EditError(sentence.format(entry=identity, close=", ".join(close)))

    async def place(self, identity: str) -> tuple[Topic, str]:
        """The topic and the id of an entry to add.

        Raises:
            EditError: the topic is missing or unknown, or the entry exists.
        """
        knowledge = await self.knowledge()
        topic_id, _, entry_id = identity.rpartition("/")
        names = ", ".join(topic.id for topic in knowledge.topics)
        if not topic_id and len(knowledge.topics) != 1:
            raise EditError(texts.WHICH_TOPIC.format(topics=names))
        topic = knowledge.topic(topic_id) if topic_id else knowledge.topics[0]
        if topic is None:
            raise EditError(texts.NO_TOPIC.format(topic=topic_id, topics=names))
        if f"{topic.id}/{entry_id}" in knowledge.entries:
            raise EditError(texts.EXISTS.format(entry=entry_id))
        return topic, entry_id

    async def asked(self) -> Sequence[RecentQuestion]:
        """The last questions asked: in the server, or anywhere."""
        return await self.database.inbox.recent(self.scope)


@asynccontextmanager
async def open_session(config: Config, scope: Scope, *, read_only: bool) -> AsyncGenerator[EditingSession]:
    """Open the scope's files and history; with ``read_only`` nothing is written, not even a database made.

    Raises:
        ConfigError: a folder is missing, or can't be written.
        KnowledgeError: the knowledge can't be used.
        StoreError: the database fails.
    """
    format_unconfigured_log()
    async with AsyncExitStack() as stack:
        if read_only:
            database = await _reading(config, stack)
            served = config.knowledge.model_copy(update={"folder": knowledge_folder(config)})
            config = config.model_copy(update={"knowledge": served})
        else:
            database = await _writing(config, stack)
        encoder = await asyncio.to_thread(open_encoder, config)
        opened = await open_editing(config, database, utc_now, read_only=read_only, encoder=encoder)
        folder = config.knowledge.folder if scope is None else config.data.folder / SERVERS
        yield EditingSession(scope, database, opened.snapshots, opened.editor, folder)


async def _reading(config: Config, stack: AsyncExitStack) -> Database:
    location = database_location(config)
    if isinstance(location, Path) and not location.is_file():
        # An empty history, away from the data folder: a look must not make the database.
        empty = Path(stack.enter_context(TemporaryDirectory())) / "empty.sqlite3"
        return await stack.enter_async_context(Database.open(empty))
    return await stack.enter_async_context(Database.open(location, read_only=True))


async def _writing(config: Config, stack: AsyncExitStack) -> Database:
    folder, data = config.knowledge.folder, config.data.folder
    if not folder.is_dir():
        raise ConfigError(texts.NO_FOLDER.format(folder=folder))
    prepare_data_folder(data)
    make_private(data, folder)
    stack.enter_context(private_files())
    return await stack.enter_async_context(Database.open(database_location(config), open_pseudonyms(config)))
