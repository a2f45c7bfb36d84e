"""What may be stored of a member: which text of a question is kept, opting out, and deleting their data."""

import logging
import re
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final, Protocol

from bot.composed_characters import cut
from bot.control_characters import dropped
from bot.mentions import EVERYONE, MENTION
from bot.usage.events import Way
from bot.usage.identity import Pseudonyms
from bot.usage.recorder import Recorder
from bot.usage.stores import PrivacyStore

log = logging.getLogger(__name__)

TEXT_LENGTH: Final = 1000
"""Characters kept of a question; what is longer is hardly one."""

_NOBODY: Final = 0
"""No member has this id: the hash of it is stored at each start, and differs when the usage key is another one."""

_MENTION: Final = re.compile(rf"{MENTION}|{EVERYONE}\b")


def stored_text(question: str, way: Way, decision: str, *, store_questions: bool, opted_out: bool) -> str | None:
    """The text to keep of a question, or ``None`` where none may be kept.

    None is kept when the operator switched it off (``store_questions``), when the member did (``opted_out``), and of
    what was overheard in a listen channel without being answered. What is kept has its mentions of members, roles,
    channels and everyone taken out, and its control and format characters, among them NUL, which PostgreSQL refuses,
    and lone surrogates, which no encoding takes. Its white space is folded, and it has ``TEXT_LENGTH`` characters at
    most; a text of which nothing is left is ``None``.
    """
    overheard = way is Way.LISTEN_CHANNEL and decision != "answer"
    if not store_questions or opted_out or overheard:
        return None
    bare = dropped(_MENTION.sub(" ", question))
    return cut(" ".join(bare.split()), TEXT_LENGTH) or None


class PersonalMemory(Protocol):
    """Something that holds members' personal data in memory, and may be about to store it."""

    async def forget_member(self, member: str) -> None:
        """Forget a member, by their keyed hash, before their rows are deleted."""
        ...


class Privacy:
    """Whether members switched storing off, and the deletion of their data. Choices are in memory and in the store."""

    def __init__(
        self,
        store: PrivacyStore,
        pseudonyms: Pseudonyms,
        recorder: Recorder,
        clock: Callable[[], datetime],
        memories: Sequence[PersonalMemory] = (),
    ) -> None:
        """Prepare.

        Args:
            store: keeps the choices, and deletes.
            pseudonyms: the members' keyed hashes.
            recorder: refuses the events of members who opted out.
            clock: the time now, aware, in UTC.
            memories: what else has members' data in memory.
        """
        self._store = store
        self._pseudonyms = pseudonyms
        self._recorder = recorder
        self._clock = clock
        self._memories = memories

    async def load(self) -> None:
        """Read the choices made before the start.

        Raises:
            StoreError: the database cannot be read.
        """
        opted_out = await self._store.opted_out()
        self._recorder.refused |= opted_out
        if await self._store.key_changed(self._pseudonyms.of(_NOBODY)) and opted_out:
            log.warning(
                "The usage key is not the one of the last start, so that I no longer recognise the %d members who "
                "switched storing off. Put the old key back if you have it.",
                len(opted_out),
            )

    def is_opted_out(self, user_id: int) -> bool:
        """Whether nothing may be stored of that member."""
        return self.is_refused(self._pseudonyms.of(user_id))

    def is_refused(self, user: str) -> bool:
        """The same for the keyed hash of a member."""
        return user in self._recorder.refused

    async def set_storing(self, user_id: int, on: bool) -> None:
        """Switch storing on or off for a member, at once and for good; rows of before stay until deleted.

        Raises:
            StoreError: the choice could not be stored. Switched off, it still holds until the next start.
        """
        user = self._pseudonyms.of(user_id)
        if not on:
            self._recorder.refused.add(user)
        await self._store.set_opted_out(user, not on, self._today())
        if on:
            self._recorder.refused.discard(user)

    async def delete_data(self, user_id: int) -> int:
        """Delete what is stored of a member, also what is still on its way, and return how many rows that were.

        Raises:
            StoreError: the database cannot be written now; rows stored before are still there.
        """
        user = self._pseudonyms.of(user_id)
        for memory in self._memories:
            await memory.forget_member(user)
        return self._recorder.forget(user) + await self._store.delete_member(user, self._today())

    def _today(self) -> datetime:
        """The day: to the second, a time would say who it was."""
        return self._clock().replace(hour=0, minute=0, second=0, microsecond=0)
