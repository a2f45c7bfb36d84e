"""What a follow-up refers to: a reply by the buttons of the answer, "and DevOps?" by what its author was last told."""

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

import discord

from bot.discord_app.asking.states import Carried, DidNotHelp
from bot.matching.decision import Context
from bot.matching.language.normalize import normalise, words_of

_GOES_ON: Final = re.compile(
    r"(?:(?:ok|okay|so|thanks|thank you|cool|great|nice|ah|oh|then|but) ){0,4}"
    r"(?:and|or|also|plus|same|(?:what|how) about)\b"
)
"""How the words of a message begin that goes on from the answer before."""


def custom_ids_of(message: discord.Message) -> Iterable[str]:
    """The custom_ids of a message's buttons."""
    for row in message.components:
        for item in row.children if isinstance(row, discord.ActionRow) else ():
            if isinstance(item, discord.Button) and item.custom_id is not None:
                yield item.custom_id


def carried_by(message: discord.Message) -> Carried | None:
    """What the message is about, or ``None`` when it is none of the bot's answers, suggestions or dead ends."""
    return next(Carried.among(custom_ids_of(message)), None)


def next_best_of(message: discord.Message) -> tuple[str, ...]:
    """The entries that the message offers should it not have helped."""
    return next((state.next_best for state in DidNotHelp.among(custom_ids_of(message))), ())


def replied_to(message: discord.Message) -> discord.Message | None:
    """The message that this one replies to, as far as Discord sent it along."""
    reference = message.reference
    resolved = reference.resolved if reference is not None else None
    return resolved if isinstance(resolved, discord.Message) else None


def context_of(message: discord.Message, me: int) -> Context | None:
    """The answer that ``message`` follows up on, when it replies to one of the bot's (whose id is ``me``)."""
    target = replied_to(message)
    if target is None or target.author.id != me:
        return None
    carried = carried_by(target)
    return Context(carried.entries, carried.subjects) if carried is not None and carried.entries else None


def goes_on_from(text: str, last: Context) -> Context:
    """What a message may take over from the answer that its author got before, without replying to it.

    A text that only names a side is about the same entries. The sides shown are taken over by one that begins like a
    follow-up ("and cost?", "what about cost?"); any other is a question of its own.
    """
    goes_on = _GOES_ON.match(" ".join(words_of(normalise(text))))
    return last if goes_on else replace(last, subjects=())
