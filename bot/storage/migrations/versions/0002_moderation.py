"""Revisions, proposals, settings, dismissals and suggestions."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables of moderation."""
    _revisions()
    op.create_table(
        "proposal",
        sa.Column("id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("scope", sa.BigInteger, nullable=False),
        sa.Column("server", sa.BigInteger),
        sa.Column("moderator", sa.String(32), nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("change", sa.Text, nullable=False),
    )
    op.create_table(
        "server_settings",
        sa.Column("server", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("channels", sa.JSON),
        sa.Column("moderator_roles", sa.JSON),
        sa.Column("private", sa.Boolean),
        sa.Column("buttons", sa.Boolean),
        sa.Column("digest_channel", sa.BigInteger),
    )
    _work_list()


def _revisions() -> None:
    op.create_table(
        "revision",
        sa.Column("scope", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("author", sa.String(32)),
        sa.Column("author_name", sa.Text),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("what", sa.Text, nullable=False),
        sa.Column("why", sa.Text, nullable=False),
        sa.Column("done", sa.Boolean, nullable=False),
    )
    op.create_index("ix_revision_author", "revision", ["author"])
    _part_of_revision("revision_entry", sa.Column("entry", sa.String(80), nullable=False))
    op.create_index("ix_revision_entry_entry", "revision_entry", ["scope", "entry"])
    _part_of_revision(
        "revision_file",
        sa.Column("file", sa.String(255), nullable=False),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("removed", sa.Text, nullable=False),
        sa.Column("added", sa.Text, nullable=False),
        sa.Column("digest_before", sa.String(64)),
        sa.Column("digest_after", sa.String(64)),
    )
    op.create_table(
        "known_file",
        sa.Column("scope", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("file", sa.String(255), primary_key=True),
        sa.Column("text", sa.Text, nullable=False),
    )


def _part_of_revision(name: str, *columns: sa.Column[str] | sa.Column[int]) -> None:
    op.create_table(
        name,
        sa.Column("scope", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
        *columns,
        sa.ForeignKeyConstraint(["scope", "number"], ["revision.scope", "revision.number"], ondelete="CASCADE"),
    )


def _work_list() -> None:
    op.create_table(
        "dismissed",
        sa.Column("server", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("wording", sa.String(32), primary_key=True),
        sa.Column("at", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "suggestion",
        sa.Column("id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("server", sa.BigInteger, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("member", sa.String(32), nullable=False),
        sa.Column("credit", sa.Text),
        sa.Column("entry", sa.String(80)),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("revision", sa.Integer),
    )
    op.create_index("ix_suggestion_server_status", "suggestion", ["server", "status"])
