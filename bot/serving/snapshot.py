"""A snapshot: the knowledge base and its matcher, which are replaced together when the knowledge changes."""

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from bot.config import ConfigError
from bot.knowledge.build import Loaded
from bot.knowledge.load import load_folder
from bot.knowledge.model import KnowledgeBase
from bot.knowledge.overlay import read_overlay
from bot.knowledge.problems import Problem
from bot.matching.confidence.calibration import ConfidenceLevel
from bot.matching.matcher import Matcher
from bot.matching.vectors.encoder import Encoder
from bot.process_memory import gc_paused
from bot.texts import terminal


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A knowledge base with the matcher built from it. A question is answered from one snapshot from start to end."""

    knowledge: KnowledgeBase
    matcher: Matcher

    def updated(self, knowledge: KnowledgeBase) -> "Snapshot":
        """The snapshot of an edited knowledge base. CPU work, to be done off the event loop."""
        with gc_paused:
            return Snapshot(knowledge, self.matcher.updated(knowledge))

    def parts(self) -> Sequence[object]:
        """The snapshot and what others made from it have of it: see ``bot.workers.pool.Work.do``."""
        encoder = [] if self.matcher.encoder is None else [self.matcher.encoder]
        shared = [self.knowledge, *self.knowledge.topics, *self.knowledge.entries.values()]
        return [self, self.matcher, *encoder, *shared]


class KnowledgeError(ConfigError):
    """The knowledge in a folder can't be served; the message has one line a problem."""

    def __init__(self, folder: Path, problems: tuple[Problem, ...]) -> None:
        """Join the problems to one message.

        Args:
            folder: where the knowledge lies.
            problems: what is wrong there.
        """
        lines = (located(problem, folder) for problem in problems)
        super().__init__("\n".join([terminal.KNOWLEDGE_BROKEN.format(folder=folder), *lines]))
        self.problems = problems


def located(problem: Problem, folder: Path) -> str:
    """The problem with the path that leads to its file from here, so that a terminal can open it."""
    return str(problem if problem.file == str(folder) else replace(problem, file=str(folder / problem.file)))


def load_snapshot(folder: Path, level: ConfidenceLevel, encoder: Encoder | None = None) -> Snapshot:
    """Read the folder and build its matcher: CPU work and disk, so on a thread where an event loop waits.

    With an ``encoder``, texts are compared by their meaning too.

    Raises:
        KnowledgeError: the files have problems; it names all of them.
    """
    loaded = load_folder(folder)
    if loaded.knowledge is None:
        raise KnowledgeError(folder, loaded.problems)
    return build_snapshot(loaded.knowledge, level, encoder)


def build_snapshot(knowledge: KnowledgeBase, level: ConfidenceLevel, encoder: Encoder | None = None) -> Snapshot:
    """The knowledge base with its matcher: CPU work, so on a thread where an event loop waits."""
    return Snapshot(knowledge, Matcher.build(knowledge, level, encoder))


_recent: Final[deque[tuple[Snapshot, Snapshot]]] = deque(maxlen=2)
"""What was built last, each after the base it was built from."""


def built(base: Snapshot, before: Snapshot, knowledge: KnowledgeBase) -> Snapshot:
    """``before`` updated to ``knowledge``, in a process that works for the bot: it remembers what it built last.

    A moderator's save follows their proposal, and the next proposal that save.
    """
    for its_base, recent in _recent:
        if its_base is base and recent.knowledge == knowledge:
            return recent
    new = before.updated(knowledge)
    _recent.append((base, new))
    return new


def laid_over(base: Snapshot, texts: Mapping[str, str], *, remember: bool) -> tuple[Snapshot, tuple[Problem, ...]]:
    """What a server's members are answered from, the overlay of these files' texts being laid over ``base``.

    CPU work. Where nothing of the overlay can be served, that is ``base``.

    Args:
        base: what the servers share.
        texts: the overlay's files by name.
        remember: as ``built`` does.

    Returns:
        The snapshot, and what is wrong with the overlay.
    """
    loaded: Loaded = read_overlay(base.knowledge, {name: text.encode() for name, text in sorted(texts.items())})
    if loaded.knowledge is None:
        return base, loaded.problems
    return built(base, base, loaded.knowledge) if remember else base.updated(loaded.knowledge), loaded.problems
