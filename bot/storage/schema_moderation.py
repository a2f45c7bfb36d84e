"""The tables of moderation. ``scope`` is a server's id, or 0 for the shared base."""

from typing import Final

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    String,
    Table,
    Text,
)

from bot.storage.schema import HASH, KEY, Instant, metadata

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
)
Index("ix_revision_author", revision.c.author)

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

server_settings = Table(
    "server_settings",
    metadata,
    Column("server", BigInteger, primary_key=True, autoincrement=False),
    Column("channels", JSON(none_as_null=True)),
    Column("moderator_roles", JSON(none_as_null=True)),
    Column("private", Boolean),
    Column("buttons", Boolean),
    Column("digest_channel", BigInteger),
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
