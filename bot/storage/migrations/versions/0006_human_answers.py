"""What waits for a human's answer, and what servers and members choose for it."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables, which start empty, and the settings, which nobody has chosen yet."""
    op.create_table(
        "preference",
        sa.Column("user", sa.String(32), primary_key=True),
        sa.Column("plain", sa.Boolean, nullable=False),
    )
    op.create_table(
        "awaiting",
        sa.Column("question", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("server", sa.BigInteger, nullable=False),
        sa.Column("channel", sa.BigInteger, nullable=False),
        sa.Column("message", sa.BigInteger),
        sa.Column("post", sa.BigInteger),
        sa.Column("claim", sa.BigInteger),
    )
    op.create_index("ix_awaiting_server_at", "awaiting", ["server", "at"])
    op.create_index("ix_awaiting_message", "awaiting", ["message"])
    op.create_index("ix_awaiting_post", "awaiting", ["post"])
    op.create_table(
        "moderators_post",
        sa.Column("message", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("server", sa.BigInteger, nullable=False),
        sa.Column("channel", sa.BigInteger, nullable=False),
        sa.Column("question", sa.BigInteger),
        sa.Column("asked_in", sa.BigInteger),
        sa.Column("answer_channel", sa.BigInteger),
        sa.Column("answer", sa.BigInteger),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("due", sa.Boolean, nullable=False),
    )
    op.create_index("ix_moderators_post_server_at", "moderators_post", ["server", "at"])
    op.create_index("ix_moderators_post_question", "moderators_post", ["question"])
    op.create_index("ix_moderators_post_asked_in", "moderators_post", ["asked_in"])
    op.create_table(
        "learned",
        sa.Column("message", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("server", sa.BigInteger, nullable=False),
        sa.Column("channel", sa.BigInteger, nullable=False),
        sa.Column("question", sa.BigInteger, nullable=False),
        sa.Column("asked_in", sa.BigInteger, nullable=False),
        sa.Column("user", sa.String(32), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
    )
    op.create_index("ix_learned_server_at", "learned", ["server", "at"])
    op.create_index("ix_learned_question", "learned", ["question"])
    op.create_index("ix_learned_asked_in", "learned", ["asked_in"])
    op.create_index("ix_learned_user", "learned", ["user"])
    op.create_table(
        "kept_answer",
        sa.Column("scope", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("server", sa.BigInteger, nullable=False),
        sa.Column("user", sa.String(32)),
        sa.Column("credit", sa.Text),
        sa.Column("withdrawn", sa.BigInteger),
        sa.ForeignKeyConstraint(["scope", "number"], ["revision.scope", "revision.number"], ondelete="CASCADE"),
    )
    op.create_index("ix_kept_answer_user", "kept_answer", ["user"])
    op.create_table(
        "inbox_position",
        sa.Column("server", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("moderator", sa.String(32), primary_key=True),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("wording", sa.String(32)),
    )
    op.create_table(
        "waiting_change",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("scope", sa.BigInteger, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("author", sa.String(32)),
        sa.Column("author_name", sa.Text),
        sa.Column("what", sa.Text, nullable=False),
        sa.Column("change", sa.Text, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_waiting_change_author", "waiting_change", ["author"])
    op.add_column("revision", sa.Column("undoes", sa.Integer))
    op.add_column("revision", sa.Column("suggestion", sa.BigInteger))
    op.create_index("ix_revision_suggestion", "revision", ["suggestion"])
    op.add_column("server_settings", sa.Column("moderators_channel", sa.BigInteger))
    op.add_column("server_settings", sa.Column("trusted_roles", sa.JSON(none_as_null=True)))
    op.add_column("server_settings", sa.Column("learn_channels", sa.JSON(none_as_null=True)))
    op.add_column("server_settings", sa.Column("paused_until", sa.BigInteger))
    op.add_column("server_settings", sa.Column("plain", sa.Boolean))
