"""What is wrong in a knowledge file, and where."""

from dataclasses import dataclass, field

from bot.knowledge import messages


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing to mend. ``str(problem)`` is ``file:line:column: what is wrong, what to do``."""

    file: str
    line: int
    """From 1; 0 where the file as a whole is meant, for example because it can't be opened."""
    column: int
    """From 1, in characters; 0 with line 0."""
    message: str
    path: tuple[str | int, ...] = field(default=(), compare=False)
    """The keys that lead there, for example ``("entries", "cost", "title")``: by them a form finds its field."""

    @property
    def entry(self) -> str | None:
        """The id of the entry that it is about; ``None`` for what is wrong outside entries."""
        return str(self.path[1]) if self.path[:1] == ("entries",) and self.path[1:] else None

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        return f"{place}: {self.message}"


def at_most(problems: list[Problem], bound: int) -> list[Problem]:
    """The first ``bound`` of the sorted ``problems``, the last of them saying how many more there are."""
    if len(problems) <= bound:
        return problems
    first = problems[bound - 1]
    more = messages.and_more(len(problems) - bound + 1)
    return [*problems[: bound - 1], Problem(first.file, first.line, first.column, more)]
