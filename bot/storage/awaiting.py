"""What waits for a human's answer, in SQL."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Executable,
    Select,
    Update,
    and_,
    delete,
    exists,
    func,
    literal,
    or_,
    select,
    union,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.inbox.awaiting import Awaiting, Post, PostState
from bot.storage.connections import SqlStore, insert_from, insert_or_replace
from bot.storage.schema import asked, awaiting, learned, moderators_post, opted_out

_WITH_TEXT = (
    select(awaiting, asked.c.text, asked.c.user.label("member"))
    .join(asked, asked.c.id == awaiting.c.question)
    .where(asked.c.text.is_not(None))
)
_WAITS = awaiting.c.claim.is_(None)
_SELECT_POST = select(*(column for column in moderators_post.c if column.name not in ("due", "asked_in")))
_SHOWN = moderators_post.c.state != PostState.CLEARED.value
CLEARED: Final = {"state": PostState.CLEARED.value, "due": False, "asked_in": None}
"""The columns of a post that shows no text any longer."""


class SqlAwaitingStore(SqlStore):
    """Implements ``bot.inbox.awaiting.AwaitingStore``."""

    async def waiting(self, server: int, since: datetime) -> Sequence[Awaiting]:
        """What waits in the server, oldest first."""
        return await self._found(awaiting.c.server == server, awaiting.c.at >= since, _WAITS)

    async def find(self, server: int, question: int) -> Awaiting | None:
        """The question of that id, if it waits in the server."""
        return await self._one(awaiting.c.server == server, awaiting.c.question == question, _WAITS)

    async def replied_to(self, server: int, message: int) -> Awaiting | None:
        """The question that stands in that message, if it waits in the server."""
        return await self._one(awaiting.c.server == server, awaiting.c.message == message, _WAITS)

    async def in_post(self, server: int, post: int, since: datetime) -> Sequence[Awaiting]:
        """What is in a post and waits or is claimed, oldest first."""
        return await self._found(awaiting.c.server == server, awaiting.c.post == post, awaiting.c.at >= since)

    async def claim(self, server: int, questions: Iterable[int], act: int) -> Sequence[Awaiting]:
        """Have the questions be answered by an act, and return those that waited: whoever gets one has it alone."""
        return await self._taken(server, questions, lambda these: update(awaiting).where(*these).values(claim=act))

    async def release(self, questions: Iterable[int]) -> None:
        """Let claimed questions wait again: they got no reply."""
        async with self._connections.write() as connection:
            these = update(awaiting).where(awaiting.c.question.in_(list(questions)))
            await connection.execute(these.values(claim=None))

    async def let_go(self, question: int) -> None:
        """Forget a claimed question: it got its reply, or there is nothing to reply to."""
        async with self._connections.write() as connection:
            await connection.execute(delete(awaiting).where(awaiting.c.question == question, ~_WAITS))

    async def claimed(self, question: int | None = None) -> Sequence[Awaiting]:
        """What is claimed, or was so when the bot was stopped; the one question alone, where it is given."""
        return await self._found(~_WAITS, *([] if question is None else [awaiting.c.question == question]))

    async def messages(self, since: datetime) -> Sequence[tuple[int, int]]:
        """The channel and the message of what waits, of what posts show and of what was learned, newest first."""
        waits = select(awaiting.c.channel, awaiting.c.message).where(awaiting.c.at >= since)
        shown = select(asked.c.channel, moderators_post.c.asked_in).where(
            asked.c.id == moderators_post.c.question, asked.c.at >= since
        )
        replies = select(learned.c.channel, learned.c.message).where(learned.c.at >= since)
        found = union(waits, shown, replies).subquery()
        query = select(found).where(found.c.channel.is_not(None), found.c.message.is_not(None))
        async with self._connections.read() as connection:
            rows = await connection.execute(query.order_by(found.c.message.desc()))
            return [(channel, message) for channel, message in rows]

    async def settle(self, server: int, questions: Iterable[int]) -> Sequence[Awaiting]:
        """Let the questions wait no longer, and return those that did, oldest first: whoever gets one has it alone."""
        return await self._taken(server, questions, lambda these: delete(awaiting).where(*these))

    async def purge(self, before: datetime) -> int:
        """Let go of what was asked before then, and return how many there were."""
        async with self._connections.write() as connection:
            await connection.execute(delete(moderators_post).where(moderators_post.c.at < before, ~_SHOWN))
            return (await connection.execute(delete(awaiting).where(awaiting.c.at < before))).rowcount

    async def add_post(self, post: Post) -> None:
        """Keep a post, and that its question is in it."""
        async with self._connections.write() as connection:
            asked_in = select(awaiting.c.message).where(awaiting.c.question == post.question).scalar_subquery()
            new = insert_or_replace(moderators_post, self._connections.dialect)
            await connection.execute(new.values(**asdict(post), asked_in=asked_in, due=False))
            await connection.execute(_into(post.message, post.question))

    async def join(self, post: int, question: int) -> None:
        """Keep that the question is in the post, too."""
        async with self._connections.write() as connection:
            await connection.execute(_into(post, question))

    async def note_answer(self, server: int, post: int, channel: int, answer: int) -> bool:
        """Keep which message answers the question of a post of the server first; whether there was none yet."""
        here = (moderators_post.c.server == server, moderators_post.c.message == post)
        first = (*here, moderators_post.c.answer.is_(None))
        async with self._connections.write() as connection:
            noted = update(moderators_post).where(*first).values(answer_channel=channel, answer=answer)
            return (await connection.execute(noted)).rowcount > 0

    async def post(self, server: int, message: int) -> Post | None:
        """The post that is that message of the server, as long as it shows a text."""
        here = (moderators_post.c.server == server, moderators_post.c.message == message)
        return next(iter(await self._posts(_SELECT_POST.where(*here, _SHOWN))), None)

    async def posted(self, server: int, since: datetime, member: str | None = None) -> int:
        """How many posts there have been in the server since then; of one member, by keyed hash, those about theirs."""
        query = select(func.count()).select_from(moderators_post)
        query = query.where(moderators_post.c.server == server, moderators_post.c.at >= since)
        if member is not None:
            query = query.join(asked, asked.c.id == moderators_post.c.question).where(asked.c.user == member)
        async with self._connections.read() as connection:
            return (await connection.scalar(query)) or 0

    async def mark(self, posts: Iterable[int], state: PostState, *, due: bool) -> None:
        """Keep what became of posts; ``due`` where their messages do not show it yet."""
        these = update(moderators_post).where(moderators_post.c.message.in_(list(posts)), _SHOWN)
        async with self._connections.write() as connection:
            await connection.execute(these.values(state=state.value, due=due))

    async def open_left_behind(self) -> None:
        """Open each answered or dismissed post again in which another question still waits, as it came too late."""
        waits = exists().where(awaiting.c.post == moderators_post.c.message, _WAITS)
        closed = moderators_post.c.state.in_(
            [PostState.ANSWERED.value, PostState.KEPT.value, PostState.DISMISSED.value]
        )
        async with self._connections.write() as connection:
            left = update(moderators_post).where(closed, waits)
            await connection.execute(left.values(state=PostState.OPEN.value, due=True))

    async def due(self, post: int | None = None) -> Sequence[Post]:
        """The posts whose messages do not show what became of them; the one alone, where it is given."""
        return await self._posts(_SELECT_POST.where(moderators_post.c.due, _SHOWN, *_this(post)))

    async def overdue(self, before: datetime, post: int | None = None) -> Sequence[Post]:
        """The posts that have to lose their text: of questions asked before then, or whose text is kept no longer.

        An open one also, once its question waits no longer. The one ``post`` alone, where it is given.
        """
        shown = _SELECT_POST.outerjoin(asked, asked.c.id == moderators_post.c.question)
        waits = exists().where(awaiting.c.question == moderators_post.c.question)
        left_open = and_(moderators_post.c.state == PostState.OPEN.value, ~waits)
        over = or_(asked.c.at < before, asked.c.text.is_(None), left_open)
        return await self._posts(shown.where(over, _SHOWN, *_this(post)))

    async def forget_post(self, message: int) -> None:
        """The post shows no text any longer: its questions are free for another, and it is counted until purged."""
        async with self._connections.write() as connection:
            await connection.execute(update(awaiting).where(awaiting.c.post == message).values(post=None))
            this = update(moderators_post).where(moderators_post.c.message == message)
            await connection.execute(this.values(**CLEARED))

    async def _one(self, *where: ColumnElement[bool]) -> Awaiting | None:
        return next(iter(await self._found(*where)), None)

    async def _found(self, *where: ColumnElement[bool]) -> list[Awaiting]:
        """Those, oldest first."""
        async with self._connections.read() as connection:
            return [Awaiting(**row) for row in (await connection.execute(_oldest_first(*where))).mappings()]

    async def _taken(
        self, server: int, questions: Iterable[int], take: Callable[[Sequence[ColumnElement[bool]]], Executable]
    ) -> list[Awaiting]:
        """Those of the questions that wait, as they were before ``take``."""
        async with self._connections.write() as connection:
            return await taken(connection, server, questions, take)

    async def _posts(self, query: Select[*tuple[Any, ...]]) -> list[Post]:
        async with self._connections.read() as connection:
            rows = (await connection.execute(query)).mappings()
            found: list[dict[str, Any]] = [{**row, "state": PostState(row["state"])} for row in rows]
        return [Post(**row) for row in found]


async def taken(
    connection: AsyncConnection,
    server: int,
    questions: Iterable[int],
    take: Callable[[Sequence[ColumnElement[bool]]], Executable],
) -> list[Awaiting]:
    """Those of the questions that wait, as they were before ``take``."""
    these = (awaiting.c.server == server, awaiting.c.question.in_(list(questions)), _WAITS)
    rows = (await connection.execute(_oldest_first(*these))).mappings().all()
    await connection.execute(take(these))
    return [Awaiting(**row) for row in rows]


async def dismiss(connection: AsyncConnection, server: int, questions: Iterable[int]) -> list[Awaiting]:
    """Let the questions wait no longer, close the posts that show them, and return those that did wait."""
    gone = await taken(connection, server, questions, lambda these: delete(awaiting).where(*these))
    await connection.execute(_showing(gone).values(state=PostState.DISMISSED.value, due=True))
    return gone


async def dismissed_in_posts(connection: AsyncConnection, server: int) -> list[Awaiting]:
    """The questions that were dismissed and that a post still shows: with what it says of them, they can wait again."""
    names = ("id", "at", "server", "channel", "text", "user")
    post = moderators_post.c
    query = (
        select(*(asked.c[name] for name in names), post.asked_in, post.message.label("post"))
        .join(moderators_post, post.question == asked.c.id)
        .where(post.server == server, post.state == PostState.DISMISSED.value, post.asked_in.is_not(None))
        .where(asked.c.text.is_not(None), asked.c.channel.is_not(None))
    )
    return [
        Awaiting(row.id, row.at, row.server, row.channel, row.asked_in, row.text, row.post, row.user)
        for row in await connection.execute(query)
    ]


async def reopen(connection: AsyncConnection, dialect: str, questions: Sequence[Awaiting]) -> None:
    """Let questions wait again that were dismissed, those that may still be stored, and open their posts."""
    columns = ("question", "at", "server", "channel", "message", "post")
    for one in questions:
        given = (literal(getattr(one, name), awaiting.c[name].type) for name in columns)
        found = select(*given).where(
            exists().where(asked.c.id == one.question, asked.c.text.is_not(None)),
            ~exists().where(asked.c.id == one.question, asked.c.user == opted_out.c.user),
        )
        await connection.execute(insert_from(awaiting, columns, found, dialect, ("message", "post")))
    waits = exists().where(awaiting.c.question == moderators_post.c.question)
    await connection.execute(_showing(questions).where(waits).values(state=PostState.OPEN.value, due=True))


def _showing(questions: Sequence[Awaiting]) -> Update:
    """The posts that show one of the questions."""
    posts = [one.post for one in questions if one.post is not None]
    ids = [one.question for one in questions]
    shown = (moderators_post.c.message.in_(posts), moderators_post.c.question.in_(ids), _SHOWN)
    return update(moderators_post).where(*shown)


def _oldest_first(*where: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    return _WITH_TEXT.where(*where).order_by(awaiting.c.at, awaiting.c.question)


def _this(post: int | None) -> Sequence[ColumnElement[bool]]:
    return [] if post is None else [moderators_post.c.message == post]


def _into(post: int, question: int | None) -> Any:
    return update(awaiting).where(awaiting.c.question == question).values(post=post)
