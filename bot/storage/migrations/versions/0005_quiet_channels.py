"""Channels in which moderators want the bot quiet for a while."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the channels, each with the second until which it is quiet; nobody has any yet."""
    op.add_column("server_settings", sa.Column("quiet", sa.JSON(none_as_null=True)))
