"""What the buttons carry by which a member asks the moderators, and those of the moderators' post.

The posts' buttons carry the id under which a question is stored, and no id of its asker.
"""

from typing import Annotated, Final

from bot.discord_app.ui.converters import HEX, Converter, Snowflake, id_in
from bot.discord_app.ui.custom_id import CustomId

ON_IT: Final = 4
"""Moderators who are named as on it."""
_DIGITS: Final = 16


def _read(text: str) -> tuple[int, ...]:
    return tuple(id_in(text[at : at + _DIGITS]) for at in range(0, len(text), _DIGITS))


def _write(ids: tuple[int, ...], _room: int) -> str:
    return "".join(f"{one:016x}" for one in ids[:ON_IT])


Snowflakes = Annotated[
    tuple[int, ...], Converter(f"(?:[0-9a-f]{{{_DIGITS}}}){{0,{ON_IT}}}", _DIGITS * ON_IT, _read, _write, HEX)
]
"""Up to ``ON_IT`` ids of members."""


class PutBefore(CustomId, form="w:put:{question}{unknown}"):
    """The asker agrees that the moderators see the question."""

    question: Snowflake
    """As the answer's buttons carry it."""
    unknown: Snowflake | None = None
    """The message that said that the bot does not know, where everybody sees it."""


class OnIt(CustomId, form="w:on:{moderators}"):
    """The moderator says that they are on it."""

    moderators: Snowflakes = ()
    """The ids of those who are, in the order in which the post names them."""


class LetGo(CustomId, form="w:off"):
    """The moderator is no longer on it."""


class Answer(CustomId, form="w:answer:{question}"):
    """Opens the form for an answer to the asker."""

    question: Snowflake


class ThisEntry(CustomId, form="w:entry:{question}"):
    """Answers the asker with an entry that is there, and teaches the question to it."""

    question: Snowflake


class Dismiss(CustomId, form="w:dismiss"):
    """Takes the post's questions off it and off the inbox."""


class Pause(CustomId, form="w:pause"):
    """Has nothing new posted for a while."""


class GoOn(CustomId, form="w:go-on"):
    """Ends the pause."""


class AnswerForm(CustomId, form="w:form:{question}{post}"):
    """The form of an answer to everybody whose question is in the post."""

    question: Snowflake
    post: Snowflake
    """The message of the post."""


class AddMore(CustomId, form="w:more:{post}"):
    """Opens the form of a further answer, below the first."""

    post: Snowflake


class AddForm(CustomId, form="w:add:{post}"):
    """That form."""

    post: Snowflake


class KeepNew(CustomId, form="w:keep:{post}"):
    """Makes a new entry of the answer that the post's question got."""

    post: Snowflake


class KeepIn(CustomId, form="w:teach:{post}"):
    """Teaches the question to an entry, whose text may take in the answer."""

    post: Snowflake


class OnlyOnce(CustomId, form="w:once:{post}"):
    """Leaves it at the reply."""

    post: Snowflake


class ChooseThis(CustomId, form="w:this:{question}{post}"):
    """The select of the entry that answers the question."""

    question: Snowflake
    post: Snowflake
