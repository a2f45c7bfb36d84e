"""The tables. Times are whole milliseconds since 1970 in UTC; ids and snowflakes are 64-bit integers."""

from datetime import UTC, datetime, timedelta
from typing import Any, Final

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    ColumnElement,
    Dialect,
    Float,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    and_,
    or_,
    text,
    type_coerce,
)

REVISION: Final = "0006"
"""The newest migration; revisions are numbers that only grow."""

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND: Final = timedelta(milliseconds=1)
_DAY_MS: Final = 86_400_000


class Instant(TypeDecorator[datetime]):
    """An aware time, stored as whole milliseconds since 1970 in UTC: sorts and compares alike everywhere."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:  # noqa: ARG002
        """Milliseconds, rounded down."""
        return None if value is None else (value - _EPOCH) // _MILLISECOND

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """The time, aware, in UTC."""
        return None if value is None else _EPOCH + value * _MILLISECOND


def day_of(column: Column[datetime]) -> ColumnElement[int]:
    """The stored time of a column, cut to its day in UTC."""
    stored = type_coerce(column, BigInteger)
    return stored - stored % _DAY_MS


def is_exact(column: Column[datetime]) -> ColumnElement[bool]:
    """Whether the stored time of a column says more than the day."""
    return type_coerce(column, BigInteger) % _DAY_MS != 0


def happened_since(column: Column[datetime], time: datetime) -> ColumnElement[bool]:
    """Whether something happened at ``time`` or later; of what retention cut to the day, on that day or later."""
    day = time.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    return and_(column >= day, or_(column >= time, ~is_exact(column)))


HASH: Final = String(32)
"""A member as a keyed hash."""
KEY: Final = String(80)
"""An entry's ``topic/entry`` key."""

metadata = MetaData()

asked = Table(
    "asked",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("at", Instant, nullable=False),
    Column("way", String(16), nullable=False),
    Column("user", HASH),
    Column("server", BigInteger),
    Column("channel", BigInteger),
    Column("text", Text),
    Column("decision", String(16), nullable=False),
    Column("entry", KEY),
    Column("score", Float, nullable=False),
    Column("margin", Float, nullable=False),
    Column("took_us", Integer, nullable=False),
    Column("outcome", String(16), nullable=False, server_default="sent"),
)
Index("ix_asked_at", asked.c.at)
Index("ix_asked_server_at", asked.c.server, asked.c.at)
Index("ix_asked_user", asked.c.user)

KEPT: Final = text(f"(text IS NOT NULL OR channel IS NOT NULL OR at % {_DAY_MS} <> 0)")
"""What retention has not been at yet. SQLite takes the index for these very words, and for one side of the "or"."""
Index("ix_asked_kept_at", asked.c.at, sqlite_where=KEPT, postgresql_where=KEPT)

rated = Table(
    "rated",
    metadata,
    Column("question", BigInteger, primary_key=True, autoincrement=False),
    Column("user", HASH, primary_key=True),
    Column("at", Instant, nullable=False),
    Column("helpful", Boolean, nullable=False),
)
Index("ix_rated_user", rated.c.user)

chosen = Table(
    "chosen",
    metadata,
    Column("question", BigInteger, primary_key=True, autoincrement=False),
    Column("user", HASH, primary_key=True),
    Column("at", Instant, nullable=False),
    Column("entry", KEY),
)
Index("ix_chosen_user", chosen.c.user)

tracked = Table(
    "tracked",
    metadata,
    Column("question_message", BigInteger, primary_key=True, autoincrement=False),
    Column("answers", Text, nullable=False),
    Column("asker", HASH, nullable=False),
    Column("question", BigInteger, nullable=False),
    Column("channel", BigInteger, nullable=False),
    Column("server", BigInteger),
    Column("at", Instant, nullable=False),
)

opted_out = Table(
    "opted_out",
    metadata,
    Column("user", HASH, primary_key=True),
    Column("at", Instant, nullable=False),
)

preference = Table(
    "preference",
    metadata,
    Column("user", HASH, primary_key=True),
    Column("plain", Boolean, nullable=False),
)

awaiting = Table(
    "awaiting",
    metadata,
    Column("question", BigInteger, primary_key=True, autoincrement=False),
    Column("at", Instant, nullable=False),
    Column("server", BigInteger, nullable=False),
    Column("channel", BigInteger, nullable=False),
    Column("message", BigInteger),
    Column("post", BigInteger),
    Column("claim", BigInteger),
)
Index("ix_awaiting_server_at", awaiting.c.server, awaiting.c.at)
Index("ix_awaiting_message", awaiting.c.message)
Index("ix_awaiting_post", awaiting.c.post)

moderators_post = Table(
    "moderators_post",
    metadata,
    Column("message", BigInteger, primary_key=True, autoincrement=False),
    Column("at", Instant, nullable=False),
    Column("server", BigInteger, nullable=False),
    Column("channel", BigInteger, nullable=False),
    Column("question", BigInteger),
    Column("asked_in", BigInteger),
    Column("answer_channel", BigInteger),
    Column("answer", BigInteger),
    Column("state", String(16), nullable=False),
    Column("due", Boolean, nullable=False),
)
Index("ix_moderators_post_server_at", moderators_post.c.server, moderators_post.c.at)
Index("ix_moderators_post_question", moderators_post.c.question)
Index("ix_moderators_post_asked_in", moderators_post.c.asked_in)

state = Table(
    "state",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("value", Text, nullable=False),
)

FILE: Final = String(255)
DIGEST: Final = String(64)

revision = Table(
    "revision",
    metadata,
    Column("scope", BigInteger, primary_key=True, autoincrement=False),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", Instant, nullable=False),
    Column("author", HASH),
    Column("author_name", Text),
    Column("kind", String(16), nullable=False),
    Column("what", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("done", Boolean, nullable=False),
    Column("undoes", Integer),
    Column("suggestion", BigInteger),
)
Index("ix_revision_author", revision.c.author)
Index("ix_revision_suggestion", revision.c.suggestion)

revision_entry = Table(
    "revision_entry",
    metadata,
    Column("scope", BigInteger, primary_key=True, autoincrement=False),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("entry", KEY, nullable=False),
    ForeignKeyConstraint(["scope", "number"], ["revision.scope", "revision.number"], ondelete="CASCADE"),
)
Index("ix_revision_entry_entry", revision_entry.c.scope, revision_entry.c.entry)

revision_file = Table(
    "revision_file",
    metadata,
    Column("scope", BigInteger, primary_key=True, autoincrement=False),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("file", FILE, nullable=False),
    Column("start", Integer, nullable=False),
    Column("removed", Text, nullable=False),
    Column("added", Text, nullable=False),
    Column("digest_before", DIGEST),
    Column("digest_after", DIGEST),
    ForeignKeyConstraint(["scope", "number"], ["revision.scope", "revision.number"], ondelete="CASCADE"),
)

known_file = Table(
    "known_file",
    metadata,
    Column("scope", BigInteger, primary_key=True, autoincrement=False),
    Column("file", FILE, primary_key=True),
    Column("text", Text, nullable=False),
)

proposal = Table(
    "proposal",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("scope", BigInteger, nullable=False),
    Column("server", BigInteger),
    Column("moderator", HASH, nullable=False),
    Column("at", Instant, nullable=False),
    Column("change", Text, nullable=False),
)

waiting_change = Table(
    "waiting_change",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("scope", BigInteger, nullable=False),
    Column("at", Instant, nullable=False),
    Column("author", HASH),
    Column("author_name", Text),
    Column("what", Text, nullable=False),
    Column("change", Text, nullable=False),
    sqlite_autoincrement=True,  # a button may still carry the number of one that is gone
)
Index("ix_waiting_change_author", waiting_change.c.author)

server_settings = Table(
    "server_settings",
    metadata,
    Column("server", BigInteger, primary_key=True, autoincrement=False),
    Column("channels", JSON(none_as_null=True)),
    Column("moderator_roles", JSON(none_as_null=True)),
    Column("private", Boolean),
    Column("buttons", Boolean),
    Column("digest_channel", BigInteger),
    Column("quiet", JSON(none_as_null=True)),
    Column("moderators_channel", BigInteger),
    Column("trusted_roles", JSON(none_as_null=True)),
    Column("learn_channels", JSON(none_as_null=True)),
    Column("paused_until", Instant),
    Column("plain", Boolean),
)

learned = Table(
    "learned",
    metadata,
    Column("message", BigInteger, primary_key=True, autoincrement=False),
    Column("at", Instant, nullable=False),
    Column("server", BigInteger, nullable=False),
    Column("channel", BigInteger, nullable=False),
    Column("question", BigInteger, nullable=False),
    Column("asked_in", BigInteger, nullable=False),
    Column("user", HASH, nullable=False),
    Column("text", Text, nullable=False),
)
Index("ix_learned_server_at", learned.c.server, learned.c.at)
Index("ix_learned_question", learned.c.question)
Index("ix_learned_asked_in", learned.c.asked_in)
Index("ix_learned_user", learned.c.user)

kept_answer = Table(
    "kept_answer",
    metadata,
    Column("scope", BigInteger, primary_key=True, autoincrement=False),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("server", BigInteger, nullable=False),
    Column("user", HASH),
    Column("credit", Text),
    Column("withdrawn", Instant),
    ForeignKeyConstraint(["scope", "number"], ["revision.scope", "revision.number"], ondelete="CASCADE"),
)
Index("ix_kept_answer_user", kept_answer.c.user)

inbox_position = Table(
    "inbox_position",
    metadata,
    Column("server", BigInteger, primary_key=True, autoincrement=False),
    Column("moderator", HASH, primary_key=True),
    Column("at", Instant, nullable=False),
    Column("place", Integer, nullable=False),
    Column("wording", HASH),
)

dismissed = Table(
    "dismissed",
    metadata,
    Column("server", BigInteger, primary_key=True, autoincrement=False),
    Column("wording", HASH, primary_key=True),
    Column("at", Instant, nullable=False),
)

suggestion = Table(
    "suggestion",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("server", BigInteger, nullable=False),
    Column("at", Instant, nullable=False),
    Column("member", HASH, nullable=False),
    Column("credit", Text),
    Column("entry", KEY),
    Column("text", Text, nullable=False),
    Column("status", String(16), nullable=False),
    Column("revision", Integer),
)
Index("ix_suggestion_server_status", suggestion.c.server, suggestion.c.status)
