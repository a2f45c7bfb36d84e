"""Saves files together with their history, so that both agree after the next start whenever a crash happens."""

import asyncio
import logging
from collections.abc import Mapping

from bot.editing.errors import ChangedMeanwhileError
from bot.editing.knowledge_files import KnowledgeFiles, ScopeFiles
from bot.editing.merge import MergeConflictError
from bot.editing.patch import Texts, changed_names, digest, redone
from bot.editing.revision import FileChange, Kept, Revision, RevisionStore, Scope
from bot.errors import VersusError

log = logging.getLogger(__name__)


class Saver:
    """Writes a revision and its files in three steps: begun in the history, files replaced, finished.

    Every method is called with the lock held: see ``KnowledgeFiles.save_lock``.
    """

    def __init__(self, files: KnowledgeFiles, revisions: RevisionStore) -> None:
        """Write into ``files``, and keep ``revisions`` of it."""
        self._files = files
        self._revisions = revisions

    async def save(self, revision: Revision, before: Texts, after: Texts, kept: Kept | None = None) -> Revision:
        """Write the files and keep the revision, with whose message it was made of; returns it as it is stored.

        Raises:
            ChangedMeanwhileError: the files are no longer as in ``before``; nothing was saved.
            VersusError: nothing was saved.
        """
        files = self._files.of(revision.scope)
        begun = await self._revisions.begin(revision, kept)
        try:
            await asyncio.to_thread(_write, files, before, after)
        except Exception:
            await self._abandon(begun)
            raise
        try:
            await self._finish(begun, before, after)
        except Exception:
            await self._take_back(files, begun, before, after)
            raise
        return begun

    async def note(self, revision: Revision, before: Texts, after: Texts) -> Revision:
        """Keep a revision of files that somebody has changed already.

        Raises:
            StoreError: the database fails.
        """
        begun = await self._revisions.begin(revision)
        await self._finish(begun, before, after)
        return begun

    async def recover(self, *scopes: Scope) -> None:
        """Finish or forget what a crash interrupted: in these scopes, or without any, in all.

        A scope whose files can't be read is left for later: it must not keep the others from being served.

        Raises:
            StoreError: the database fails.
        """
        for revision in await self._revisions.pending():
            if scopes and revision.scope not in scopes:
                continue
            try:
                await asyncio.to_thread(self._files.sweep)
                await self._settle(revision)
            except VersusError as error:
                log.warning("Revision #%d (%s) is not settled yet: %s", revision.number, revision.scope, error)

    async def _settle(self, revision: Revision) -> None:
        files = self._files.of(revision.scope)
        before = await asyncio.to_thread(files.read)
        after = _rolled_forward(revision, before)
        if after is None:
            await self._revisions.abandon(revision.scope, revision.number)
        else:
            await asyncio.to_thread(_write, files, before, after)
            await self._finish(revision, before, after)

    async def _take_back(self, files: ScopeFiles, begun: Revision, before: Texts, after: Texts) -> None:
        """The history can't be kept, so the files go back to what it says."""
        try:
            await asyncio.to_thread(_write, files, after, before)
        except VersusError as error:
            log.warning("Revision #%d stays in the files, and is settled later: %s", begun.number, error)
        else:
            await self._abandon(begun)

    async def _abandon(self, begun: Revision) -> None:
        try:
            await self._revisions.abandon(begun.scope, begun.number)
        except VersusError as error:
            log.warning("Revision #%d is forgotten at the next save: %s", begun.number, error)

    async def _finish(self, revision: Revision, before: Texts, after: Texts) -> None:
        touched = {*changed_names(before, after), *(change.file for change in revision.files)}
        texts: Mapping[str, str | None] = {name: after.get(name) for name in sorted(touched)}
        await self._revisions.finish(revision.scope, revision.number, texts)


def _write(files: ScopeFiles, before: Texts, after: Texts) -> None:
    """Replace the files that differ; where one can't be, those replaced before it are put back.

    Raises:
        ChangedMeanwhileError: the files are no longer as in ``before``.
        VersusError: a file can't be written.
    """
    if files.read() != before:
        raise ChangedMeanwhileError
    done: list[str] = []
    try:
        for name in changed_names(before, after):
            files.write(name, after.get(name))
            done.append(name)
    except Exception:
        for name in done:
            files.write(name, before.get(name))
        raise


def _rolled_forward(revision: Revision, texts: Texts) -> dict[str, str] | None:
    """The files as the revision left them, where the crash came after the first was replaced; else ``None``.

    ``None`` also where somebody changed another of its files by hand since: all of that is a change by hand then, or
    the history would tell that it had stood there before.
    """
    waiting = _not_as_left(revision, texts)
    if len(waiting) == len(revision.files):
        return None
    try:
        after = redone(waiting, texts)
    except MergeConflictError:
        return None
    return None if _not_as_left(revision, after) else after


def _not_as_left(revision: Revision, texts: Texts) -> list[FileChange]:
    """The changes of files that are not as the revision left them."""
    digests = {name: digest(text) for name, text in texts.items()}
    return [change for change in revision.files if digests.get(change.file) != change.digest_after]
