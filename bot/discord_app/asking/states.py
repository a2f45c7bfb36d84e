"""What the buttons of an answer, of suggestions and of a dead end carry."""

from enum import StrEnum
from typing import Annotated

from bot.discord_app.ui.converters import ID, Converter, EntryKey, Packed, Snowflake
from bot.discord_app.ui.custom_id import CustomId


def _join_sides(subjects: tuple[str, ...], room: int) -> str:
    joined = "".join(f"~{subject}" for subject in subjects)
    return joined if len(joined) <= room else ""


Sides = Annotated[
    tuple[str, ...], Converter(f"(?:~{ID})*", 0, lambda text: tuple(text.split("~")[1:]), _join_sides, start="~")
]
"""The ids of subjects, left out when there is no room for all of them."""


class Carried(CustomId, form="x:{question}{asker}:{entries}{subjects}"):
    """What an answer is about. Its delete button carries it, for follow-ups and for showing the other sides."""

    question: Snowflake
    asker: Snowflake
    """The id of the member who asked, who may delete the answer."""
    entries: Packed = ()
    subjects: Sides = ()
    """The sides shown, when not all of them are."""


class AllSides(CustomId, form="a:all"):
    """Shows every side of the answer on whose message it stands."""


class Helped(CustomId, form="u:{question}"):
    """The answer helped."""

    question: Snowflake


class DidNotHelp(CustomId, form="d:{question}{asker}:{next_best}"):
    """The answer did not help; the entries that came next are offered."""

    question: Snowflake
    asker: Snowflake
    next_best: Packed = ()


class QuietHere(CustomId, form="q:quiet"):
    """Has the bot leave the channel or thread in peace for a while."""


class Open(CustomId, form="o:{entry}{subjects}"):
    """Opens an entry privately."""

    entry: EntryKey
    subjects: Sides = ()
    """The sides to show; all when there are none."""


class Browse(CustomId, form="l:browse"):
    """Opens the list of everything that can be answered, privately."""


class Then(StrEnum):
    """What becomes of the answer that was chosen among suggestions."""

    REPLACE = "p"
    """It takes the place of the suggestions."""
    AS_SET = "t"
    """So it does here, after ``/ask`` in a server that has its answers private: nobody wished that for this question,
    so the moderators may be asked with their consent."""
    POST = "s"
    """The suggestions were private, after ``/ask``; the answer is posted for everybody."""
    REPLY = "r"
    """The suggestions were private, after "Answer this"; the answer replies to that message."""


class Pick(CustomId, form="{then}:{question}{whose}{entry}"):
    """One of the suggested entries."""

    then: Then
    question: Snowflake
    whose: Snowflake
    """The id of the member who asked; for ``Then.REPLY`` the id of the message to reply to."""
    entry: EntryKey


class AskModerators(CustomId, form="w:ask:{question}"):
    """The asker wants the moderators to answer."""

    question: Snowflake


class NoneOfThese(CustomId, form="n:{question}{asker}"):
    """None of the suggested entries was meant."""

    question: Snowflake
    asker: Snowflake
