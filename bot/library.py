"""The knowledge base that is being served, and the swap to a newer one."""

from dataclasses import dataclass

from bot.knowledge.model import KnowledgeBase
from bot.matching.matcher import Matcher


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A knowledge base with the matcher built from it. A question in flight keeps one from start to end."""

    knowledge: KnowledgeBase
    matcher: Matcher


class Library:
    """Hands out the snapshot in force. ``swap`` is one assignment, so readers see the old one or the new one."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self.problems: tuple[str, ...] = ()
        """The sentences of the last load that failed; empty while the folder on disk is the one being served."""

    def snapshot(self) -> Snapshot:
        """The snapshot in force now."""
        return self._snapshot

    def swap(self, snapshot: Snapshot) -> None:
        """Serve ``snapshot`` from now on, and forget the problems of earlier loads."""
        self._snapshot = snapshot
        self.problems = ()

    def refuse(self, problems: tuple[str, ...]) -> None:
        """Keep serving the last good snapshot, and remember why the newer one was not taken."""
        self.problems = problems
