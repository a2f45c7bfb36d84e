"""One question, whatever way it came: decided, recorded, and framed for its reply."""

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass

import discord

from bot.discord_app.asking.render import Frame, next_best
from bot.discord_app.client import Interaction, VersusClient
from bot.discord_app.context import Settings, server_of, settings_here
from bot.discord_app.moderators_channel import takes_questions
from bot.discord_app.services import Services
from bot.discord_app.ui.posting import TargetGoneError, delete
from bot.matching.decision import Context, Kind
from bot.serving.answering import Answered, Question
from bot.usage.events import AWAITED, SMALL_TALK, Asked, Awaited, Erased, Outcome, Tracked, Way
from bot.usage.privacy import stored_text


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asked, where, and what holds there. The ids are Discord's."""

    user: int
    server: int | None
    """``None`` in direct messages, and where the bot is only somebody's own app."""
    channel: int | None
    settings: Settings


def asker_of(interaction: Interaction) -> Asker:
    """The person behind ``interaction``, as one who asks."""
    return Asker(interaction.user.id, server_of(interaction), interaction.channel_id, settings_here(interaction))


async def decide(services: Services, text: str, server: int | None, context: Context | None = None) -> Answered:
    """Decide a question asked in ``server``."""
    return await services.answerer.answer(Question(text, context), server)


def record(
    services: Services,
    answered: Answered,
    way: Way,
    asker: Asker,
    outcome: Outcome,
    *,
    message: int | None = None,
    keep_text: bool = True,
) -> None:
    """Record that a question was asked, and what became of its answer.

    Its text is kept where it may be, unless the caller knows a reason of its own or the bot kept silent. One that was
    told "I don't know" waits for a human's answer to ``message``.
    """
    decision, kept = answered.decision, keep_text and outcome is not Outcome.SILENT
    question = services.pseudonyms.of_question(answered.id)
    services.recorder.record(
        Asked(
            id=question,
            at=services.clock(),
            way=way,
            user=services.pseudonyms.of(asker.user),
            server=asker.server,
            channel=asker.channel,
            text=_kept_text(services, answered, way, asker) if kept else None,
            decision=SMALL_TALK if decision.reason.small_talk else decision.kind,
            entry=decision.entries[0] if decision.entries else None,
            score=decision.reason.score,
            margin=decision.reason.margin,
            took_us=answered.took_us,
            outcome=outcome,
        )
    )
    if outcome is Outcome.SENT and decision.kind is Kind.UNKNOWN and decision.reason.small_talk is None:
        services.recorder.record(Awaited(question, message))


@dataclass
class Sending:
    """An answer that is being sent; it counts as sent unless ``outcome`` is changed."""

    outcome: Outcome = Outcome.SENT


@contextmanager
def recorded(
    services: Services,
    answered: Answered,
    way: Way,
    asker: Asker,
    message: int | None = None,
    *,
    keep_text: bool = True,
) -> Generator[Sending]:
    """Around the sending of an answer: record the question afterwards, as failed if an error ends the block.

    ``message`` is the one that asks, if there is one.

    Raises:
        TargetGoneError: it ended the block; no text is kept of a question that is gone.
    """
    sending = Sending()
    try:
        yield sending
    except TargetGoneError:
        sending.outcome, keep_text = Outcome.GONE, False
        raise
    except BaseException:
        sending.outcome = Outcome.FAILED
        raise
    finally:
        record(services, answered, way, asker, sending.outcome, message=message, keep_text=keep_text)


def erase(services: Services, question: int) -> None:
    """Have the stored text of a question erased; ``question`` is the id under which it is stored."""
    services.recorder.record(Erased(question))
    services.moderation.handoff.changed.set()


def frame_of(
    services: Services,
    answered: Answered,
    asker: Asker,
    owner: int | None = None,
    *,
    is_overheard: bool = False,
    asks_moderators: bool = False,
) -> Frame:
    """What surrounds the reply. ``owner`` may delete it in place of the member who asked.

    ``asks_moderators`` where the asker may have the moderators asked (see ``may_ask_moderators``).
    """
    return Frame(
        question=answered.id,
        asker=asker.user if owner is None else owner,
        buttons=asker.settings.buttons,
        next_best=next_best(answered.snapshot.knowledge, answered.decision),
        listed=is_listed(services, asker) and answered.decision.kind is Kind.UNKNOWN,
        is_overheard=is_overheard,
        asks_moderators=asks_moderators,
    )


def is_listed(services: Services, asker: Asker) -> bool:
    """Whether moderators get to see a question of this member that had no answer."""
    stores = asker.settings.store_questions
    return asker.server is not None and stores and not services.privacy.is_opted_out(asker.user)


def may_ask_moderators(client: VersusClient, answered: Answered, way: Way, asker: Asker) -> bool:
    """Whether the reply to an unanswered question offers to ask the moderators.

    It does for what will wait for a human's answer and says something, where the server named a channel for it.
    """
    decision = answered.decision
    waits = way in AWAITED and decision.kind is Kind.UNKNOWN and decision.reason.small_talk is None
    return (
        waits
        and asker.server is not None
        and is_listed(client.services, asker)
        and takes_questions(client.services, client.get_guild(asker.server))
        and answered.snapshot.matcher.reads(answered.question.text)
    )


def _kept_text(services: Services, answered: Answered, way: Way, asker: Asker) -> str | None:
    return stored_text(
        answered.question.text,
        way,
        answered.decision.kind,
        store_questions=asker.settings.store_questions,
        opted_out=services.privacy.is_opted_out(asker.user),
    )


def track(services: Services, question: discord.Message, answer: discord.Message | None, question_id: int) -> None:
    """Let ``answer`` follow the edits and the deletion of its question's message.

    Without an answer, because it could not be sent, what was stored of the question still follows.
    """
    services.tracked.remember(
        Tracked(
            question_message=question.id,
            answers=(answer.id,) if answer is not None else (),
            asker=services.pseudonyms.of(question.author.id),
            question=services.pseudonyms.of_question(question_id),
            channel=question.channel.id,
            server=question.guild.id if question.guild is not None else None,
            at=services.clock(),
        )
    )


async def take_back_if_gone(client: VersusClient, message: int, question_id: int) -> None:
    """Take back an answer to a message that was deleted while the answer was on its way."""
    if client.memory.is_gone(message):
        erase(client.services, client.services.pseudonyms.of_question(question_id))
        tracked = client.services.tracked.find(message)
        if tracked is not None:
            await take_back(client, tracked)


async def take_back(client: VersusClient, tracked: Tracked) -> None:
    """Delete an answer, and what was stored of its question's text."""
    erase(client.services, tracked.question)
    client.services.tracked.forget(tracked.question_message)
    for answer in tracked.answers:
        await delete(client, tracked.channel, answer)
