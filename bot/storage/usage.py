"""The usage log in SQL."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict
from itertools import groupby
from typing import Any

from sqlalchemy import (
    BigInteger,
    BindParameter,
    ColumnElement,
    Executable,
    Insert,
    RowMapping,
    Select,
    bindparam,
    delete,
    exists,
    or_,
    select,
    union,
    update,
)

from bot.storage.awaiting import CLEARED
from bot.storage.connections import Connections, SqlStore, insert_from, insert_or_ignore, insert_or_replace
from bot.storage.schema import Instant, asked, awaiting, chosen, learned, moderators_post, opted_out, rated, tracked
from bot.usage.events import (
    AWAITED,
    PROMISES,
    AnsweredByHuman,
    Asked,
    Awaited,
    ChannelDeleted,
    Chosen,
    Erased,
    Event,
    Learned,
    MessageDeleted,
    Outcome,
    Rated,
    Reworded,
    Tracked,
    Untracked,
)
from bot.usage.stores import StoreError


class SqlUsageStore(SqlStore):
    """Implements ``bot.usage.stores.UsageStore``."""

    def __init__(self, connections: Connections) -> None:
        """Prepare the statements of each kind of event."""
        super().__init__(connections)
        dialect = connections.dialect
        gone = bindparam("gone", type_=BigInteger)
        self._statements: Mapping[type[Event], tuple[Executable, ...]] = {
            Asked: (insert_or_ignore(asked, dialect),),
            Rated: (insert_or_replace(rated, dialect),),
            Chosen: (insert_or_replace(chosen, dialect),),
            Erased: (
                update(asked).where(asked.c.id == gone).values(text=None),
                delete(awaiting).where(awaiting.c.question == gone),
                delete(learned).where(learned.c.question == gone),
            ),
            Awaited: (_await(dialect),),
            AnsweredByHuman: (update(asked).where(asked.c.id == gone).values(outcome=Outcome.HUMAN),),
            Learned: (_learn(dialect),),
            Reworded: (update(learned).where(learned.c.message == gone).values(text=bindparam("new_text")),),
            MessageDeleted: (
                update(asked).where(_asked_in(gone)).values(text=None),
                delete(learned).where(or_(learned.c.message == gone, learned.c.asked_in == gone)),
                delete(awaiting).where(awaiting.c.message == gone),
                update(awaiting).where(awaiting.c.post == gone).values(post=None),
                update(moderators_post).where(moderators_post.c.message == gone).values(**CLEARED),
            ),
            ChannelDeleted: (
                update(asked).where(_asked_among(gone)).values(text=None),
                delete(learned).where(learned.c.channel == gone),
                delete(awaiting).where(awaiting.c.channel == gone),
                update(awaiting).where(awaiting.c.post.in_(_posts_in(gone))).values(post=None),
                update(moderators_post).where(moderators_post.c.channel == gone).values(**CLEARED),
            ),
            Tracked: (insert_or_replace(tracked, dialect),),
            Untracked: (delete(tracked).where(tracked.c.question_message == gone),),
        }

    async def write(self, events: Sequence[Event]) -> None:
        """Store ``events`` in their order, in one transaction; runs of one kind go together."""
        deleted = False
        async with self._connections.write() as connection:
            for kind, run in groupby(events, key=type):
                rows = [_row(event) for event in run]
                for statement in self._statements[kind]:
                    result = await connection.execute(statement, rows)
                    # Most messages that are deleted were no questions; PostgreSQL does not count them (-1).
                    deleted |= kind in PROMISES and result.rowcount != 0
        if deleted:
            with suppress(StoreError):  # the events are stored: the log's turn comes again with the next one
                await self._connections.compact()


def _await(dialect: str) -> Insert:
    """Let a question wait whose text is stored, unless its author wants that no longer; put again, it waits for an
    answer to another message."""
    found = select(
        asked.c.id, asked.c.at, asked.c.server, asked.c.channel, bindparam("message", type_=BigInteger)
    ).where(
        asked.c.id == bindparam("question"),
        asked.c.text.is_not(None),
        asked.c.server.is_not(None),
        asked.c.channel.is_not(None),
        or_(*(asked.c.way == way.value for way in sorted(AWAITED))),  # for many rows at once there is no "in"
        ~exists().where(asked.c.user == opted_out.c.user),
    )
    return insert_from(awaiting, ("question", "at", "server", "channel", "message"), found, dialect, ("message",))


def _learn(dialect: str) -> Insert:
    """Keep an answer to a question that waits."""
    names = ("message", "at", "server", "channel", "asked_in", "user", "text")
    given = [bindparam(f"new_{name}", type_=learned.c[name].type).label(name) for name in names]
    found = select(awaiting.c.question, *given).where(
        awaiting.c.server == bindparam("new_server"),
        awaiting.c.message == bindparam("new_asked_in", type_=BigInteger),
        awaiting.c.at >= bindparam("since", type_=Instant),
    )
    return insert_from(learned, ("question", *names), found, dialect, ("text",))


def _asked_in(message: BindParameter[int]) -> ColumnElement[bool]:
    """The question that stands in a message, as long as it waits, moderators are shown it or an answer was learned."""
    waiting = select(awaiting.c.question).where(awaiting.c.message == message)
    shown = select(moderators_post.c.question).where(moderators_post.c.asked_in == message)
    answered = select(learned.c.question).where(learned.c.asked_in == message)
    return asked.c.id.in_(union(waiting, shown, answered))


def _asked_among(channel: BindParameter[int]) -> ColumnElement[bool]:
    """The questions of a channel that wait or that moderators are shown."""
    waiting = select(awaiting.c.question).where(awaiting.c.channel == channel)
    of_post = asked.alias()
    shown = select(of_post.c.id).join(moderators_post, moderators_post.c.question == of_post.c.id)
    return asked.c.id.in_(union(waiting, shown.where(of_post.c.channel == channel)))


def _posts_in(channel: BindParameter[int]) -> Select[tuple[int]]:
    return select(moderators_post.c.message).where(moderators_post.c.channel == channel)


def _row(event: Event) -> dict[str, Any]:
    match event:
        case Tracked():
            return asdict(event) | {"answers": ",".join(map(str, event.answers))}
        case Learned():
            new = asdict(event)
            since = new.pop("since")
            return {f"new_{name}": value for name, value in new.items()} | {"since": since}
        case Reworded():
            return {"gone": event.message, "new_text": event.text}
        case Erased() | AnsweredByHuman():
            return {"gone": event.question}
        case MessageDeleted():
            return {"gone": event.message}
        case ChannelDeleted():
            return {"gone": event.channel}
        case Untracked():
            return {"gone": event.question_message}
        case _:
            return asdict(event)


class SqlTrackedStore(SqlStore):
    """Implements ``bot.usage.stores.TrackedStore``."""

    async def load(self) -> Sequence[Tracked]:
        """Everything tracked, oldest first."""
        async with self._connections.read() as connection:
            rows = await connection.execute(select(tracked).order_by(tracked.c.at))
            return [_tracked(row) for row in rows.mappings()]


def _tracked(row: RowMapping) -> Tracked:
    answers = tuple(int(message) for message in row["answers"].split(",") if message)
    fields: dict[str, Any] = {**row, "answers": answers}
    return Tracked(**fields)
