"""An entry from the options of a command, and the options by the fields that they fill."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import typer

from bot.cli.knowledge import texts
from bot.knowledge.forms import ENTRY_KEYS
from bot.knowledge.model import Entry, Link

_LISTS: Final = {"questions": "--question", "aliases": "--alias", "see_also": "--see-also", "links": "--link"}


@dataclass(frozen=True, slots=True)
class Given:
    """What the options say; ``None`` where one was not given. A list takes the place of the entry's; "" empties."""

    title: str | None = None
    sides: Sequence[str] | None = None
    both: str | None = None
    answer: str | None = None
    questions: Sequence[str] | None = None
    aliases: Sequence[str] | None = None
    see_also: Sequence[str] | None = None
    links: Sequence[str] | None = None

    @property
    def nothing(self) -> bool:
        """Whether no option was given at all."""
        return self == Given()

    def on(self, entry: Entry) -> Entry:
        """The entry with what was given.

        Raises:
            BadParameter: a side or a link is not written as ``NAME=VALUE``.
        """
        return replace(
            entry,
            title=entry.title if self.title is None else self.title,
            sides={**entry.sides, **dict(map(_side, self.sides or ()))},
            both=entry.both if self.both is None else self.both,
            answer=entry.answer if self.answer is None else self.answer or None,
            questions=entry.questions if self.questions is None else tuple(self.questions),
            aliases=entry.aliases if self.aliases is None else tuple(self.aliases),
            see_also=entry.see_also if self.see_also is None else tuple(self.see_also),
            links=entry.links if self.links is None else tuple(_link(text) for text in self.links if text),
        )


def _side(text: str) -> tuple[str, str]:
    subject, equals, value = text.partition("=")
    if not equals or not subject or subject in ENTRY_KEYS:
        raise typer.BadParameter(texts.BAD_SIDE)
    return subject.strip(), value


def _link(text: str) -> Link:
    label, equals, url = text.partition("=")
    if not equals:
        raise typer.BadParameter(texts.BAD_LINK)
    return Link(label, url)


def option_name(field: str, item: int | None) -> str:
    """The option that a field of an entry comes from; of several of one list, which."""
    if field in _LISTS:
        return _LISTS[field] if item is None else texts.NTH_OPTION.format(option=_LISTS[field], number=item)
    return f"--{field}" if field in ENTRY_KEYS else f"--side {field}"


def key_name(field: str, item: int | None) -> str:
    """The key of a field in what the operator wrote in an editor."""
    return f"'{field}'" if item is None else texts.NTH_KEY.format(key=field, number=item)


def question_name(field: str, item: int | None) -> str:
    """The question that is taught; it needs no option."""
    return texts.THE_QUESTION if field == "questions" else option_name(field, item)
