"""The documentation of the file format, made from the form: what the README's table holds."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.knowledge.forms import SIDE_DESCRIPTION, EntryForm, LinkForm, SourceForm, SubjectForm, TopicForm

_SIDE = "<subject id>"
_PARTS = (
    ("", TopicForm),
    ("source.", SourceForm),
    ("subjects.<id>.", SubjectForm),
    ("entries.<id>.", EntryForm),
    ("entries.<id>.links.", LinkForm),
)


@dataclass(frozen=True, slots=True)
class FormatKey:
    """One key of a knowledge file."""

    path: str
    """For example ``entries.<id>.title``."""
    description: str
    required: bool

    @property
    def name(self) -> str:
        """The key itself, as it is written in the file."""
        return self.path.rpartition(".")[2]


def format_reference() -> tuple[FormatKey, ...]:
    """Every key of the format, in the order in which a file has them."""
    return tuple(_keys())


def format_keys() -> tuple[str, ...]:
    """The path of every key of the format."""
    return tuple(key.path for key in format_reference())


def format_table() -> str:
    """The keys as a Markdown table."""
    rows = [f"| `{key.path}` | {'yes' if key.required else ''} | {key.description} |" for key in format_reference()]
    return "\n".join(["| key | needed | what it says |", "| --- | --- | --- |", *rows]) + "\n"


def _keys() -> Iterator[FormatKey]:
    for prefix, form in _PARTS:
        for name, field in form.model_fields.items():
            yield FormatKey(prefix + name, field.description or "", field.is_required())
            if form is EntryForm and name == "questions":
                yield FormatKey(prefix + _SIDE, SIDE_DESCRIPTION, required=False)
