"""Why a change was not saved; nothing has been written when one of these is raised."""

from collections.abc import Sequence

from bot.editing.change import Change, EntryEdit
from bot.errors import VersusError
from bot.knowledge.problems import Problem


class EditError(VersusError):
    """A change that can't be made."""


class InvalidChangeError(EditError):
    """The knowledge base would not be valid with the change."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        """``problems`` are those of the knowledge base as it would be, at least one."""
        super().__init__("\n".join(problem.message for problem in problems))
        self.problems = tuple(problems)


class ChangedMeanwhileError(EditError):
    """A file was changed by hand in the moment before it would have been replaced."""

    def __init__(self) -> None:
        """Says so in a sentence."""
        super().__init__("Somebody keeps changing the file by hand, so I left it alone. Please try again in a moment.")


class StaleChangeError(EditError):
    """Somebody saved a newer state of what the change was made against."""

    def __init__(self, fresh: Change, meanwhile: Sequence[EntryEdit]) -> None:
        """``fresh`` is the same change on top of the newer state, ``meanwhile`` what made that."""
        super().__init__("Somebody else changed this while you were editing. Look at both, then save again.")
        self.fresh = fresh
        """The same change, made again on top of the newer state."""
        self.meanwhile = tuple(meanwhile)
        """What the others changed in the entries concerned."""
