"""Files and history change together: whatever instant a crash picks, they agree after the next start."""

import asyncio
from collections.abc import Mapping

from bot.editing.patch import PatchConflictError
from bot.editing.undo import Texts, digest, redone
from bot.editing.workspace import Workspace, Workspaces, changed_names
from bot.moderation.revision import Revision, RevisionStore


class Saver:
    """Writes a revision and its files in three steps: begun in the history, files replaced, finished."""

    def __init__(self, workspaces: Workspaces, revisions: RevisionStore) -> None:
        self._workspaces = workspaces
        self._revisions = revisions

    async def save(self, revision: Revision, before: Texts, after: Texts) -> Revision:
        """Write the files and keep the revision; returns it with its number. A cancelled caller does not split it.

        Raises:
            VersusError: nothing was saved.
        """
        return await asyncio.shield(asyncio.ensure_future(self._save(revision, before, after)))

    async def note(self, revision: Revision, before: Texts, after: Texts) -> Revision:
        """Keep a revision of files that somebody has changed already."""
        begun = await self._revisions.begin(revision)
        await self._finish(begun, before, after)
        return begun

    async def recover(self) -> None:
        """Finish or forget what a crash interrupted. Called once at the start, before anything is edited."""
        for revision in await self._revisions.pending():
            workspace = self._workspaces.of(revision.scope)
            before = await asyncio.to_thread(workspace.read)
            after = _rolled_forward(revision, before)
            if after is None:
                await self._revisions.abandon(revision.scope, revision.number)
            else:
                await asyncio.to_thread(_write, workspace, before, after)
                await self._finish(revision, before, after)

    async def _save(self, revision: Revision, before: Texts, after: Texts) -> Revision:
        workspace = self._workspaces.of(revision.scope)
        begun = await self._revisions.begin(revision)
        try:
            await asyncio.to_thread(_write, workspace, before, after)
        except Exception:
            await self._revisions.abandon(begun.scope, begun.number)
            raise
        await self._finish(begun, before, after)
        return begun

    async def _finish(self, revision: Revision, before: Texts, after: Texts) -> None:
        touched = {*changed_names(before, after), *(change.file for change in revision.files)}
        texts: Mapping[str, str | None] = {name: after.get(name) for name in sorted(touched)}
        await self._revisions.finish(revision.scope, revision.number, texts)


def _write(workspace: Workspace, before: Texts, after: Texts) -> None:
    """Replace the files that differ; where one can't be, those replaced before it are put back."""
    done: list[str] = []
    try:
        for name in changed_names(before, after):
            workspace.write(name, after.get(name))
            done.append(name)
    except Exception:
        for name in done:
            workspace.write(name, before.get(name))
        raise


def _rolled_forward(revision: Revision, texts: Texts) -> dict[str, str] | None:
    """The files as the revision left them, where the crash came after the first was replaced; else ``None``."""
    digests = {name: digest(text) for name, text in texts.items()}
    waiting = [change for change in revision.files if digests.get(change.file) != change.digest_after]
    if len(waiting) == len(revision.files):
        return None
    try:
        return redone(waiting, texts)
    except PatchConflictError:
        return None
