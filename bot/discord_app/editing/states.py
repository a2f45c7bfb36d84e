"""What the buttons, selects and forms of an edit carry: the id of the stored change, so that they outlive a restart."""

from enum import StrEnum
from typing import Annotated

from bot.discord_app.ui.converters import DIGITS, Converter, Snowflake, flag
from bot.discord_app.ui.custom_id import CustomId


class Save(CustomId, form="k:save:{proposal}"):
    """Saves the change."""

    proposal: Snowflake


class EditAgain(CustomId, form="k:again:{proposal}"):
    """Opens the form once more, with what was typed."""

    proposal: Snowflake


class More(CustomId, form="k:more:{proposal}"):
    """Opens the form of the fields that the first one has no room for."""

    proposal: Snowflake


class InWords(CustomId, form="k:words:{proposal}"):
    """Shows beside it what the change does to each text."""

    proposal: Snowflake


class ReplyAndTeach(CustomId, form="k:both:{proposal}"):
    """Saves the change, and replies with its entry to who asked what it is made for."""

    proposal: Snowflake


class ReplyOnly(CustomId, form="k:reply:{proposal}"):
    """Replies with the entry, and forgets the change."""

    proposal: Snowflake


class TakeIn(CustomId, form="k:text:{proposal}"):
    """Has the entry's text take in the answer that a human gave to the question it is taught."""

    proposal: Snowflake


class Cancel(CustomId, form="k:cancel:{proposal}"):
    """Forgets the change."""

    proposal: Snowflake


class ChooseSides(CustomId, form="k:sides:{proposal}"):
    """The select of the texts that the form should have."""

    proposal: Snowflake


class Kind(StrEnum):
    """What a new entry is: texts of the subjects side by side, or one text."""

    COMPARISON = "comparison"
    ANSWER = "answer"


class BeginEntry(CustomId, form="k:make:{kind}:{proposal}"):
    """Begins a new entry of that kind."""

    kind: Kind
    proposal: Snowflake


class ChooseEntryTopic(CustomId, form="k:topic:{kind}:{proposal}"):
    """The select of a new entry's topic, once its kind is known."""

    kind: Kind
    proposal: Snowflake


class ChooseKind(CustomId, form="k:kind:{proposal}"):
    """The select of a new entry's topic and kind at once, as messages of before had it."""

    proposal: Snowflake


class ChooseEntry(CustomId, form="k:entry:{proposal}"):
    """The select of the entry that a question is taught to."""

    proposal: Snowflake


class MakeNew(CustomId, form="k:new:{proposal}"):
    """Makes a new entry of the question instead, whose kind is asked for: a button of before."""

    proposal: Snowflake


Shared = Annotated[bool, flag("b", "o")]
"""Whether it is of the shared base; else of the server's own overlay."""


class Undo(CustomId, form="k:undo:{shared}{number}"):
    """Takes one's own last save back at once, by its number."""

    number: int
    shared: Shared


class Redo(CustomId, form="k:redo:{shared}{number}"):
    """Takes one's own last undo back at once, by its number."""

    number: int
    shared: Shared


class TakeBack(CustomId, form="k:back:{shared}{number}"):
    """Takes a saved revision back, as a change that is shown first."""

    number: int
    shared: Shared


class TellAskers(CustomId, form="k:tell:{shared}{number}"):
    """Replies to those whose waiting question a saved revision has answered."""

    number: int
    shared: Shared


class TellAll(CustomId, form="i:tell"):
    """Replies to all those whose waiting question has its answer by now, whatever gave it."""


class NextQuestion(CustomId, form="i:next:{beside}"):
    """Leads from what was saved or dismissed to the next question of the inbox, which takes the press."""

    beside: Annotated[bool, flag("n", "h")] = True
    """Shown in a new message; else in place of the one with the button."""


class ThisQuestion(CustomId, form="i:this"):
    """Leads from what was cancelled back to the question of the inbox that it was for."""


class Withdraw(CustomId, form="k:withdraw:{shared}{number}"):
    """Takes a change that waits for review back, as a change that is shown again."""

    number: int
    shared: Shared


Codes = Annotated[str, Converter("[a-z0-9]{1,5}", 5, start=f"{DIGITS}abcdefghijklmnopqrstuvwxyz")]
"""The letters of a form's fields."""


class Form(CustomId, form="m:{proposal}:{fields}"):
    """A form: the change that it is about, and its fields (see ``forms``)."""

    proposal: Snowflake
    fields: Codes
