"""How members want to read what only they see. Choices are in memory and in the store."""

from bot.usage.identity import Pseudonyms
from bot.usage.stores import PreferenceStore


class Preferences:
    """Who wants plain text: no embeds, no columns. It is asked for every message that one member alone reads."""

    def __init__(self, store: PreferenceStore, pseudonyms: Pseudonyms) -> None:
        """Empty until ``load``; ``pseudonyms`` are the members' keyed hashes."""
        self._store = store
        self._pseudonyms = pseudonyms
        self._plain = set[str]()

    async def load(self) -> None:
        """Read the choices made before the start.

        Raises:
            StoreError: the database cannot be read.
        """
        self._plain = set(await self._store.plain())

    def is_plain(self, user_id: int) -> bool:
        """Whether that member wants plain text."""
        return bool(self._plain) and self._pseudonyms.of(user_id) in self._plain

    async def set_plain(self, user_id: int, *, on: bool) -> None:
        """Keep the member's choice.

        Raises:
            StoreError: it could not be kept, and the one before stays in force.
        """
        user = self._pseudonyms.of(user_id)
        await self._store.set_plain(user, on=on)
        if on:
            self._plain.add(user)
        else:
            self._plain.discard(user)

    async def forget_member(self, member: str) -> None:
        """Forget a member's choice, by their keyed hash."""
        self._plain.discard(member)
