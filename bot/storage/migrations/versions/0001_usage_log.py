"""The usage log, tracked answers, members' choices and named values."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the first tables."""
    _asked()
    _feedback()
    op.create_table(
        "tracked",
        sa.Column("question_message", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("answers", sa.Text, nullable=False),
        sa.Column("asker", sa.String(32), nullable=False),
        sa.Column("question", sa.BigInteger, nullable=False),
        sa.Column("channel", sa.BigInteger, nullable=False),
        sa.Column("server", sa.BigInteger),
        sa.Column("at", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "opted_out",
        sa.Column("user", sa.String(32), primary_key=True),
        sa.Column("at", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "state",
        sa.Column("name", sa.String(64), primary_key=True),
        sa.Column("value", sa.Text, nullable=False),
    )


def _asked() -> None:
    op.create_table(
        "asked",
        sa.Column("id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("way", sa.String(16), nullable=False),
        sa.Column("user", sa.String(32)),
        sa.Column("server", sa.BigInteger),
        sa.Column("channel", sa.BigInteger),
        sa.Column("text", sa.Text),
        sa.Column("decision", sa.String(16), nullable=False),
        sa.Column("entry", sa.String(80)),
        sa.Column("score", sa.Float, nullable=False),
        sa.Column("margin", sa.Float, nullable=False),
        sa.Column("took_us", sa.Integer, nullable=False),
    )
    op.create_index("ix_asked_at", "asked", ["at"])
    op.create_index("ix_asked_server_at", "asked", ["server", "at"])
    op.create_index("ix_asked_user", "asked", ["user"])
    has_text = sa.text("text IS NOT NULL")
    op.create_index("ix_asked_text_at", "asked", ["at"], sqlite_where=has_text, postgresql_where=has_text)


def _feedback() -> None:
    op.create_table(
        "rated",
        sa.Column("question", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("user", sa.String(32), primary_key=True),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("helpful", sa.Boolean, nullable=False),
    )
    op.create_index("ix_rated_user", "rated", ["user"])
    op.create_table(
        "chosen",
        sa.Column("question", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("user", sa.String(32), primary_key=True),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("entry", sa.String(80)),
    )
    op.create_index("ix_chosen_user", "chosen", ["user"])
