"""From a folder of YAML to a snapshot that can be served."""

from dataclasses import replace
from pathlib import Path

from bot.config import ConfigError
from bot.knowledge.load import load_folder
from bot.knowledge.model import KnowledgeBase
from bot.knowledge.problems import Problem
from bot.matching.confidence.calibration import ConfidenceLevel
from bot.matching.matcher import Matcher
from bot.serving.snapshot import Snapshot
from bot.texts import terminal


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


def load_snapshot(folder: Path, level: ConfidenceLevel) -> Snapshot:
    """Read the folder and build its matcher: CPU work and disk, so on a thread where an event loop waits.

    Raises:
        KnowledgeError: the files have problems; it names all of them.
    """
    loaded = load_folder(folder)
    if loaded.knowledge is None:
        raise KnowledgeError(folder, loaded.problems)
    return build_snapshot(loaded.knowledge, level)


def build_snapshot(knowledge: KnowledgeBase, level: ConfidenceLevel) -> Snapshot:
    """The knowledge base with its matcher: CPU work, so on a thread where an event loop waits."""
    return Snapshot(knowledge, Matcher.build(knowledge, level))
