"""A human's answer goes to everybody who waits for it: to each once, whatever fails on the way."""

from collections import deque
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from bot.inbox.awaiting import Awaiting, PostState
from bot.inbox.handoff import Handoff

ReplyT = TypeVar("ReplyT")


class NothingToReplyToError(Exception):
    """The message that asks is gone."""


@dataclass
class Delivery(Generic[ReplyT]):
    """What became of an answer."""

    sent: list[tuple[Awaiting, ReplyT]] = field(default_factory=list[tuple[Awaiting, ReplyT]])
    """The questions that got it, each with the reply."""
    gone: list[Awaiting] = field(default_factory=list[Awaiting])
    """Those whose message is gone: they wait no longer."""
    refused: list[Awaiting] = field(default_factory=list[Awaiting])
    """Those that the answer could not be sent to: they wait as before."""

    @property
    def found_none(self) -> bool:
        """Whether none of the questions waited any longer."""
        return not (self.sent or self.gone or self.refused)


async def deliver(
    handoff: Handoff,
    server: int,
    questions: Iterable[int],
    send: Callable[[Awaiting], Awaitable[ReplyT | None]],
    state: PostState,
) -> Delivery[ReplyT]:
    """Send an answer to those of the questions that still wait; of two callers at once, one gets each question.

    A question is settled before it is answered, so that nothing comes twice. One that got no answer waits again,
    also where the caller is cancelled on the way.

    Args:
        handoff: what waits.
        server: whose questions they are.
        questions: by their stored ids, in the order in which they are answered.
        send: replies to one question; ``None`` where that was not possible now.
        state: what becomes of the posts that show them.

    Raises:
        StoreError: the database failed; nothing was sent if it did so at first.
    """
    order = list(questions)
    settled = await handoff.settle(server, order, state)
    delivery, left = Delivery[ReplyT](), deque(sorted(settled, key=lambda one: order.index(one.question)))
    try:
        while left:
            try:
                reply = await send(left[0])
            except NothingToReplyToError:
                delivery.gone.append(left.popleft())
                continue
            question = left.popleft()
            if reply is None:
                delivery.refused.append(question)
            else:
                delivery.sent.append((question, reply))
    finally:
        if waiting := [*delivery.refused, *left]:
            await handoff.reopen(server, waiting)
    return delivery
