"""What is served at one moment."""

from dataclasses import dataclass

from bot.knowledge.model import KnowledgeBase
from bot.matching.matcher import Matcher


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A knowledge base with the matcher built from it. A question in flight keeps one from start to end."""

    knowledge: KnowledgeBase
    matcher: Matcher

    def updated(self, knowledge: KnowledgeBase) -> "Snapshot":
        """The snapshot of an edited knowledge base. CPU work, to be done off the event loop."""
        return Snapshot(knowledge, self.matcher.updated(knowledge))
