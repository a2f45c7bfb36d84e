"""The files of each scope on disk: the knowledge folder, and the overlays of the servers."""

import os
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Final, Protocol

from bot.editing.change import EntryEdit
from bot.editing.errors import EditError
from bot.editing.lock import SaveLock
from bot.editing.patch import Texts
from bot.editing.revision import Scope
from bot.knowledge.build import Loaded, read_files
from bot.knowledge.files import HALF_WRITTEN, delete_file, replace_file
from bot.knowledge.load import knowledge_files
from bot.knowledge.model import Entry, KnowledgeBase
from bot.knowledge.overlay import read_overlay
from bot.knowledge.yaml_text.nodes import MappingNode, ScalarNode, release
from bot.knowledge.yaml_text.parser import read_text
from bot.knowledge.yaml_text.writer import hidden_in, with_entries, with_hidden, without_fallback


class ScopeFiles(Protocol):
    """The files of one scope: the knowledge folder, or one server's overlay. Every method may block for the disk."""

    def read(self) -> dict[str, str]:
        """The text of each file, by name.

        Raises:
            VersusError: a file can't be read, or is not UTF-8.
        """
        ...

    def load(self, texts: Texts) -> Loaded:
        """The knowledge base that members would see if these were the files, or the problems with them."""
        ...

    def edited(self, texts: Texts, edits: Sequence[EntryEdit]) -> dict[str, str]:
        """The files with the edits made; every byte outside the entries edited stays, but for a fallback that goes.

        Raises:
            VersusError: an edit can't be written down.
        """
        ...

    def write(self, name: str, text: str | None) -> None:
        """Replace a file in one step that a crash can't split; ``None`` deletes it.

        Raises:
            VersusError: the file can't be written; the old one is still there.
        """
        ...


class FilesOfScopes(Protocol):
    """The files of every scope."""

    def of(self, scope: Scope) -> ScopeFiles:
        """The files of a scope."""
        ...


LOCK: Final = "editing.lock"
"""The file in the data folder that keeps two programs from saving at once."""


class KnowledgeFiles:
    """Every scope's files, and which servers have an overlay."""

    def __init__(self, knowledge: Path, servers: Path, base: Callable[[], KnowledgeBase]) -> None:
        """Prepare to read and write.

        Args:
            knowledge: the folder of the shared base.
            servers: the folder of the overlays, made with the first of them; the lock is made beside it.
            base: the shared base in force.
        """
        self._knowledge = knowledge
        self._servers = servers
        self._base = base
        self._with_overlay: set[int] = set()
        self._save_lock = SaveLock(servers.parent / LOCK)

    def save_lock(self) -> AbstractAsyncContextManager[None]:
        """Keeps everybody else from saving while the block runs, other programs included.

        Entering it raises ``EditError`` when another program is saving for too long.
        """
        return self._save_lock.held()

    def sweep(self) -> None:
        """Delete what a crash left half-written. Only with the lock held; blocks for the disk.

        Raises:
            CannotReplaceError: a file can't be deleted.
        """
        for folder in (self._knowledge, self._servers):
            for path in folder.glob(f".*{HALF_WRITTEN}"):
                delete_file(path)

    def scan(self) -> frozenset[int]:
        """Look which servers have an overlay now. Blocks for the disk."""
        self._with_overlay = {int(path.name.partition(".")[0]) for path in self._servers.glob("[0-9]*.yaml")}
        return frozenset(self._with_overlay)

    def exists(self, server: int) -> bool:
        """Whether the server has an overlay, as of the last look or save."""
        return server in self._with_overlay

    def read(self, server: int) -> dict[str, str]:
        """The text of each file of a server's overlay, by name. Blocks for the disk.

        Raises:
            EditError: a file can't be read, or is not UTF-8.
        """
        return self.of(server).read()

    def of(self, scope: Scope) -> ScopeFiles:
        """The files of a scope; an overlay that does not exist yet has none."""
        if scope is None:
            return BaseFiles(self._knowledge)
        return OverlayFiles(self._servers, scope, self._base, self._note)

    def is_writable(self, scope: Scope) -> bool:
        """Whether the scope's files can be replaced, as far as permissions and mounts tell. Blocks for the disk."""
        if scope is None:
            try:
                homes = {path.resolve().parent for path in knowledge_files(self._knowledge)}
            except OSError:
                return True  # what is wrong there is said when the files are read
            return any(os.access(folder, os.W_OK) for folder in (self._knowledge, *homes))
        there = next(one for one in (self._servers, *self._servers.parents) if one.exists())
        return os.access(there, os.W_OK)

    def _note(self, server: int, exists: bool) -> None:
        (self._with_overlay.add if exists else self._with_overlay.discard)(server)


class BaseFiles:
    """The shared base: every knowledge file of a folder."""

    def __init__(self, folder: Path) -> None:
        """``folder`` holds the knowledge files and nothing else of that kind."""
        self._folder = folder

    def read(self) -> dict[str, str]:
        """The text of each file, by name.

        Raises:
            EditError: a file can't be read, or is not UTF-8.
        """
        try:
            return {path.name: _read(path) for path in knowledge_files(self._folder)}
        except OSError as error:
            raise EditError(f"I can't read the knowledge folder: {error.strerror}.") from error

    def load(self, texts: Texts) -> Loaded:
        """The knowledge base that the files make."""
        return read_files({name: text.encode() for name, text in sorted(texts.items())})

    def edited(self, texts: Texts, edits: Sequence[EntryEdit]) -> dict[str, str]:
        """The files with the edits made; a new entry goes to the last file of its topic.

        Raises:
            EditError: the topic of a new entry has no file.
            VersusError: an edit can't be written down.
        """
        homes = Homes(texts)
        entries: dict[str, dict[str, Entry | None]] = {}
        for edit in edits:
            topic, _, entry_id = edit.key.partition("/")
            name = homes.of_entry.get(edit.key) or homes.last_of(topic)
            if name is None:
                raise EditError(f"There is no topic '{topic}' to put an entry into.")
            entries.setdefault(name, {})[entry_id] = edit.after
        result = {**texts, **{name: with_entries(name, texts[name], wanted) for name, wanted in entries.items()}}
        return {**result, **_without_fallbacks(result, homes, edits)}

    def write(self, name: str, text: str | None) -> None:
        """Replace or delete a file of the folder.

        Raises:
            VersusError: it can't be written; the old one is still there.
        """
        # The folder is the operator's: who may read the other files of it may read a new one.
        _write(self._folder / name, text, as_its_folder=True)


class OverlayFiles:
    """One server's overlay: ``<id>.yaml``, and ``<id>.<topic>.yaml`` for each further topic it touches."""

    def __init__(
        self, folder: Path, server: int, base: Callable[[], KnowledgeBase], on_write: Callable[[int, bool], None]
    ) -> None:
        """Prepare to read and write.

        Args:
            folder: the folder of all overlays.
            server: whose overlay it is.
            base: what it is laid over.
            on_write: told after each write whether the server has an overlay now.
        """
        self._folder = folder
        self._server = server
        self._base = base
        self._on_write = on_write

    def __reduce__(self) -> tuple[Callable[[Path, int, KnowledgeBase], "OverlayFiles"], tuple[object, ...]]:
        """In another process, it is laid over what was in force here, and nobody is told of writing."""
        return _elsewhere, (self._folder, self._server, self._base())

    def read(self) -> dict[str, str]:
        """The text of each file, by name.

        Raises:
            EditError: a file can't be read, or is not UTF-8.
        """
        return {path.name: _read(path) for path in sorted(self._paths())}

    def load(self, texts: Texts) -> Loaded:
        """What the server's members would see."""
        return read_overlay(self._base(), {name: text.encode() for name, text in sorted(texts.items())})

    def edited(self, texts: Texts, edits: Sequence[EntryEdit]) -> dict[str, str]:
        """The overlay with the edits made: entries of the base are replaced or hidden, others added or removed.

        Raises:
            VersusError: an edit can't be written down.
        """
        homes, result = Homes(texts), dict(texts)
        of_topic: dict[str, list[EntryEdit]] = {}
        for edit in edits:
            of_topic.setdefault(edit.key.partition("/")[0], []).append(edit)
        for topic, its_edits in of_topic.items():
            name = homes.last_of(topic) or self._new_name(result, topic)
            text = result.get(name, f"topic: {topic}\n")
            if (new := self._with_edits(name, text, its_edits)) != text:
                result[name] = new
        return {**result, **_without_fallbacks(result, homes, edits)}

    def write(self, name: str, text: str | None) -> None:
        """Replace or delete a file of the overlay.

        Raises:
            EditError: the folder of all overlays can't be made.
            VersusError: it can't be written; the old one is still there.
        """
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise EditError(f"I can't make the folder {self._folder.name}: {error.strerror}.") from error
        _write(self._folder / name, text)
        self._on_write(self._server, bool(self._paths()))

    def _paths(self) -> set[Path]:
        names = (f"{self._server}.yaml", f"{self._server}.*.yaml")
        return {path for name in names for path in self._folder.glob(name)}

    def _new_name(self, texts: Texts, topic: str) -> str:
        first = f"{self._server}.yaml"
        return f"{self._server}.{topic}.yaml" if first in texts else first

    def _with_edits(self, name: str, text: str, edits: Sequence[EntryEdit]) -> str:
        """The text of a topic's file with the edits made, in one pass however many they are."""
        base, before = self._base().entries, hidden_in(name, text)
        hidden, entries = dict.fromkeys(before), dict[str, Entry | None]()
        for edit in edits:
            entry_id, of_base = edit.key.partition("/")[2], base.get(edit.key)
            hidden.pop(entry_id, None)
            entries[entry_id] = None if edit.after == of_base else edit.after
            if edit.after is None and of_base is not None:
                hidden[entry_id] = None
        text = with_entries(name, text, entries)
        return with_hidden(name, text, list(hidden)) if tuple(hidden) != before else text


def _elsewhere(folder: Path, server: int, base: KnowledgeBase) -> OverlayFiles:
    return OverlayFiles(folder, server, lambda: base, lambda _server, _exists: None)


class Homes:
    """Which file each entry and each topic lives in."""

    def __init__(self, texts: Texts) -> None:
        """``texts`` are the files of one scope, by name. CPU work."""
        self.of_entry: dict[str, str] = {}
        """The file of each entry, by ``topic/entry``."""
        self.of_topic: dict[str, list[str]] = {}
        """The files of each topic, by its id, in the order of their names."""
        for name, text in sorted(texts.items()):
            self._note(name, text)

    def last_of(self, topic: str) -> str | None:
        """The file that a new entry of the topic goes to."""
        return self.of_topic[topic][-1] if topic in self.of_topic else None

    def _note(self, name: str, text: str) -> None:
        root = read_text(name, text.encode()).root
        topic, entries = (root.get("topic"), root.get("entries")) if root is not None else (None, None)
        if isinstance(topic, ScalarNode):
            self.of_topic.setdefault(topic.value, []).append(name)
            ids = entries.pairs if isinstance(entries, MappingNode) else ()
            self.of_entry.update({f"{topic.value}/{entry_id}": name for entry_id in ids})
        release(root)


def _without_fallbacks(texts: Texts, homes: Homes, edits: Sequence[EntryEdit]) -> dict[str, str]:
    """The files of the topics that lose entries, none of which is their fallback any more."""
    gone: dict[str, set[str]] = {}
    for edit in edits:
        if edit.after is None:
            topic, _, entry_id = edit.key.partition("/")
            gone.setdefault(topic, set()).add(entry_id)
    files = ((name, ids) for topic, ids in gone.items() for name in homes.of_topic.get(topic, ()))
    return {name: without_fallback(name, texts[name], ids) for name, ids in files}


def _read(path: Path) -> str:
    try:
        return path.read_bytes().decode()
    except UnicodeDecodeError as error:
        raise EditError(f"{path.name} is not UTF-8 text; save it with that encoding first.") from error
    except OSError as error:
        raise EditError(f"I can't read {path.name}: {error.strerror}.") from error


def _write(path: Path, text: str | None, *, as_its_folder: bool = False) -> None:
    if text is None:
        delete_file(path)
    else:
        replace_file(path, text.encode(), as_its_folder=as_its_folder)
