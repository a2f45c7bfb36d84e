"""A human's answer goes to everybody who waits for it: to each once, whatever fails on the way."""

import logging
from collections import deque
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from bot.inbox.awaiting import Awaiting, PostState
from bot.inbox.handoff import Handoff
from bot.usage.stores import StoreError

ReplyT = TypeVar("ReplyT")

log = logging.getLogger(__name__)


class NothingToReplyToError(Exception):
    """The message that asks is gone."""


class MaybeSentError(Exception):
    """The reply may have arrived, or not: it is not sent again before that is known."""


@dataclass
class Delivery(Generic[ReplyT]):
    """What became of an answer."""

    sent: list[tuple[Awaiting, ReplyT]] = field(default_factory=list[tuple[Awaiting, ReplyT]])
    """The questions that got it, each with the reply."""
    gone: list[Awaiting] = field(default_factory=list[Awaiting])
    """Those whose message is gone: they wait no longer."""
    refused: list[Awaiting] = field(default_factory=list[Awaiting])
    """Those that the answer could not be sent to: they wait as before."""
    unsure: list[Awaiting] = field(default_factory=list[Awaiting])
    """Those that may have got it: whether they did is looked up soon."""

    @property
    def found_none(self) -> bool:
        """Whether none of the questions waited any longer."""
        return not (self.sent or self.gone or self.refused or self.unsure)


async def deliver(
    handoff: Handoff,
    server: int,
    questions: Iterable[int],
    act: int,
    send: Callable[[Awaiting], Awaitable[ReplyT | None]],
    state: PostState,
    post: int = 0,
) -> Delivery[ReplyT]:
    """Send an answer to those of the questions that still wait; of two callers at once, one gets each question.

    A question is claimed before it is answered, and let go once it has its reply: so nothing comes twice, and where the
    bot is stopped in between, the claim tells that it has to be looked up whether the reply arrived.

    Args:
        handoff: what waits.
        server: whose questions they are.
        questions: by their stored ids, in the order in which they are answered.
        act: the id of the moderator's act; the messages sent for it have larger ones.
        send: replies to one question; ``None`` where that was not possible now.
        state: what becomes of the posts that show them.
        post: one whose questions all are answered, after those.

    Raises:
        StoreError: the database failed at first; nothing was sent.
    """
    order = {question: place for place, question in enumerate(questions)}
    claimed = await handoff.claim_with(server, order, act, post)
    delivery, left = Delivery[ReplyT](), deque(sorted(claimed, key=lambda one: order.get(one.question, len(order))))
    trying: list[Awaiting] = []
    try:
        while left:
            trying = [left.popleft()]
            await _try(handoff, trying[0], send, state, delivery)
            trying = []
    finally:
        handoff.abandon([*trying, *delivery.unsure])
        if waiting := [*delivery.refused, *left]:
            await _unless_it_fails(handoff.release(waiting))
    return delivery


async def _try(
    handoff: Handoff,
    question: Awaiting,
    send: Callable[[Awaiting], Awaitable[ReplyT | None]],
    state: PostState,
    delivery: Delivery[ReplyT],
) -> None:
    try:
        reply = await send(question)
    except MaybeSentError:
        delivery.unsure.append(question)
        return
    except NothingToReplyToError:
        delivery.gone.append(question)
    else:
        if reply is None:
            delivery.refused.append(question)
            return
        delivery.sent.append((question, reply))
    await _unless_it_fails(handoff.answered(question, state))


async def _unless_it_fails(noting: Awaitable[None]) -> None:
    """What could not be noted is found in Discord later, as after a stop of the bot."""
    try:
        await noting
    except StoreError as error:
        log.warning("What became of a question could not be kept; it is looked up later: %s", error)
