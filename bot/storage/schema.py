"""The tables. Times are whole milliseconds since 1970 in UTC; ids and snowflakes are 64-bit integers."""

from datetime import UTC, datetime, timedelta
from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Dialect,
    Float,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    text,
)

REVISION: Final = "0002"
"""The newest migration; revisions are numbers that only grow."""

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND: Final = timedelta(milliseconds=1)


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
)
Index("ix_asked_at", asked.c.at)
Index("ix_asked_server_at", asked.c.server, asked.c.at)
Index("ix_asked_user", asked.c.user)
_has_text = text("text IS NOT NULL")
Index("ix_asked_text_at", asked.c.at, sqlite_where=_has_text, postgresql_where=_has_text)

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

state = Table(
    "state",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("value", Text, nullable=False),
)
