"""Members' choices and the deletion of their data, in SQL."""

import json
from datetime import datetime

from sqlalchemy import Update, and_, delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.inbox.suggestions import suggested_by
from bot.storage.connections import Connections, SqlStore, insert_or_replace
from bot.storage.revisions import stored_scope
from bot.storage.schema import (
    asked,
    awaiting,
    chosen,
    inbox_position,
    kept_answer,
    learned,
    moderators_post,
    opted_out,
    preference,
    proposal,
    rated,
    revision,
    suggestion,
    tracked,
    waiting_change,
)
from bot.storage.servers import SqlState

_FINGERPRINT = "usage-key"
_OWNERS = (
    asked.c.user,
    rated.c.user,
    chosen.c.user,
    tracked.c.asker,
    proposal.c.moderator,
    learned.c.user,
    inbox_position.c.moderator,
    preference.c.user,
)


class SqlPrivacyStore(SqlStore):
    """Implements ``bot.usage.stores.PrivacyStore``."""

    def __init__(self, connections: Connections) -> None:
        """Beside the members' rows it keeps the fingerprint of the key of their hashes."""
        super().__init__(connections)
        self._state = SqlState(connections)

    async def opted_out(self) -> frozenset[str]:
        """The keyed hashes of the members who switched storing off."""
        async with self._connections.read() as connection:
            return frozenset(await connection.scalars(select(opted_out.c.user)))

    async def key_changed(self, fingerprint: str) -> bool:
        """Remember what tells the key of the hashes from others; whether it was another before."""
        before = await self._state.get(_FINGERPRINT)
        if before != fingerprint:
            await self._state.put(_FINGERPRINT, fingerprint)
        return before not in (None, fingerprint)

    async def set_opted_out(self, user: str, opted: bool, at: datetime) -> None:
        """Remember the choice; switched off, no question of theirs waits, nor is their place in the inbox kept."""
        statement = (
            insert_or_replace(opted_out, self._connections.dialect).values(user=user, at=at)
            if opted
            else delete(opted_out).where(opted_out.c.user == user)
        )
        async with self._connections.write() as connection:
            await connection.execute(statement)
            if opted:
                await _wait_no_longer(connection, user)
                await connection.execute(delete(inbox_position).where(inbox_position.c.moderator == user))

    async def delete_member(self, user: str, at: datetime) -> int:
        """Delete every row about the member but the choice itself, and return how many notes there were.

        What they changed in the knowledge base or suggested for it stays, without their name and hash.
        """
        async with self._connections.write() as connection:
            for thanks in await _thanks(connection, user):
                await connection.execute(thanks)
            for draft in await _drafts_with_thanks(connection, user):
                await connection.execute(draft)
            for withdrawal in await _withdrawals(connection, user, at):
                await connection.execute(withdrawal)
            await _wait_no_longer(connection, user)
            deleted = [await connection.execute(delete(column.table).where(column == user)) for column in _OWNERS]
            nameless = (
                update(revision).where(revision.c.author == user).values(author=None, author_name=None),
                update(waiting_change).where(waiting_change.c.author == user).values(author=None, author_name=None),
                update(suggestion).where(suggestion.c.member == user).values(member="", credit=None),
            )
            deleted += [await connection.execute(statement) for statement in nameless]
        await self._connections.compact()
        return sum(result.rowcount for result in deleted)


async def _wait_no_longer(connection: AsyncConnection, user: str) -> None:
    """Let none of the member's questions wait, and have the moderators' posts about them lose their text.

    What was learned of their answers and of answers to them goes, too.
    """
    theirs = select(asked.c.id).where(asked.c.user == user)
    await connection.execute(delete(awaiting).where(awaiting.c.question.in_(theirs)))
    about_them = or_(learned.c.user == user, learned.c.question.in_(theirs))
    await connection.execute(delete(learned).where(about_them))
    posts = update(moderators_post).where(moderators_post.c.question.in_(theirs))
    await connection.execute(posts.values(question=None, asked_in=None))


async def _withdrawals(connection: AsyncConnection, user: str, at: datetime) -> list[Update]:
    """What takes the member's name, and the link, out of the history and the drafts of entries made of their messages.

    That it was taken out is kept, for the moderators.
    """
    theirs = kept_answer.c.user == user
    same = and_(revision.c.scope == kept_answer.c.scope, revision.c.number == kept_answer.c.number)
    query = select(revision.c.scope, revision.c.number, revision.c.why, kept_answer.c.credit)
    rows = await connection.execute(query.join_from(kept_answer, revision, same).where(theirs))
    named = select(proposal.c.id, proposal.c.change).where(proposal.c.change.contains(f'"user":"{user}"'))
    drafts = [(row.id, json.loads(row.change)) for row in await connection.execute(named)]
    return [
        *(
            update(revision)
            .where(revision.c.scope == row.scope, revision.c.number == row.number)
            .values(why=row.why.removesuffix(row.credit or "").removesuffix("; "))
            for row in rows
        ),
        *(
            update(proposal).where(proposal.c.id == one).values(change=json.dumps({**change, "kept": None}))
            for one, change in drafts
        ),
        update(kept_answer).where(theirs).values(user=None, credit=None, withdrawn=at),
    ]


async def _thanks(connection: AsyncConnection, user: str) -> list[Update]:
    """What takes the member's name, and nothing else, out of the reasons of the revisions that thank them."""
    # Revisions of before 0006 do not say which suggestion they took up.
    before = and_(
        revision.c.suggestion.is_(None),
        revision.c.number == suggestion.c.revision,
        revision.c.scope.in_([stored_scope(None), suggestion.c.server]),
    )
    query = (
        select(revision.c.scope, revision.c.number, revision.c.why, suggestion.c.credit)
        .join_from(suggestion, revision, or_(revision.c.suggestion == suggestion.c.id, before))
        .where(suggestion.c.member == user, suggestion.c.credit.is_not(None))
    )
    return [
        update(revision)
        .where(revision.c.scope == row.scope, revision.c.number == row.number)
        .values(why=row.why.removesuffix(thanks).removesuffix("; "))
        for row in await connection.execute(query)
        if row.why == (thanks := suggested_by(row.credit)) or row.why.endswith(f"; {thanks}")
    ]


async def _drafts_with_thanks(connection: AsyncConnection, user: str) -> list[Update]:
    """What takes the reason, which may name the member, out of moderators' drafts made from their suggestions."""
    ids = set(await connection.scalars(select(suggestion.c.id).where(suggestion.c.member == user)))
    named = select(proposal.c.id, proposal.c.change).where(~proposal.c.change.contains('"suggestion":null'))
    found = [(row.id, json.loads(row.change)) for row in await connection.execute(named)] if ids else []
    return [
        update(proposal).where(proposal.c.id == one).values(change=json.dumps({**change, "why": ""}))
        for one, change in found
        if change.get("suggestion") in ids and change.get("why")
    ]
