"""What the buttons and selects of the inbox carry, so that they outlive a restart.

A question is named by a hash of its wording: a list worked out anew may order and group it differently.
"""

from enum import StrEnum
from hashlib import blake2b

from bot.discord_app.ui.converters import EntryKey, Snowflake, Token
from bot.discord_app.ui.custom_id import CustomId


def token(*parts: str) -> str:
    """16 hexadecimal digits that stand for a wording; capitals and spaces do not matter."""
    plain = "\0".join(" ".join(part.casefold().split()) for part in parts)
    return blake2b(plain.encode(), digest_size=8).hexdigest()


class Tab(StrEnum):
    """The lists."""

    OPEN = "open"
    STALE = "stale"
    ILLEGIBLE = "odd"


class Page(CustomId, form="i:turn:{tab}:{number}"):
    """A page of one of the lists to turn to."""

    tab: Tab = Tab.OPEN
    number: int = 0


class Goal(StrEnum):
    """Where a button leads from another message."""

    INBOX = "inbox"
    ADD = "add"


class GoTo(CustomId, form="i:go:{goal}"):
    """Leads from ``/help`` or the digest to what a moderator does first."""

    goal: Goal


class Menu(StrEnum):
    """The selects of the lists."""

    QUESTION = "question"
    SUGGESTION = "suggestion"
    EDIT = "edit"
    """Of stale entries."""
    DISMISS = "dismiss"
    """Of questions, of which any number is dismissed."""


class InboxMenu(CustomId, form="i:menu:{menu}"):
    """A select whose option says what to open."""

    menu: Menu


class Step(StrEnum):
    """What can be done with one item."""

    TEACH = "teach"
    NEW = "new"
    """A new entry whose kind is asked for: a button of before."""
    NEW_ANSWER = "answer"
    NEW_COMPARISON = "compare"
    DISMISS = "dismiss"
    ACCEPT_VOTE = "agree"
    REJECT_VOTE = "differ"
    ACCEPT = "accept"
    DECLINE = "decline"


class InboxStep(CustomId, form="i:{step}:{item}"):
    """Acts on a group of questions, on a vote, or on a suggestion."""

    step: Step
    item: Token
    """The ``token`` of a wording; for a suggestion its id."""


class TeachClosest(CustomId, form="i:near:{item}{entry}"):
    """Teaches a question to the entry that comes closest."""

    item: Token
    entry: EntryKey


class MakeEntry(CustomId, form="i:reply:{item}{message}"):
    """Makes an entry of what somebody replied to a question."""

    item: Token
    message: Snowflake
    """The message of the reply."""


class DismissIllegible(CustomId, form="i:clear:{newest}"):
    """Dismisses the questions that were gathered at the end."""

    newest: Snowflake
    """When the last of them was asked, in milliseconds since 1970: later ones have not been seen."""


class UndoDismissal(CustomId, form="i:undo:{at}{item}"):
    """Puts back what was dismissed at one time."""

    at: Snowflake
    """In milliseconds since 1970."""
    item: Token | None
    """The one question that it was, to be shown again; none for several."""
