"""What became of a question's answer: until now every answer counted as sent."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the outcome; what was overheard without an answer is known not to have had one."""
    op.add_column("asked", sa.Column("outcome", sa.String(16), nullable=False, server_default="sent"))
    asked = sa.table("asked", sa.column("way"), sa.column("decision"), sa.column("outcome"))
    overheard = sa.and_(asked.c.way == "listen", asked.c.decision != "answer")
    op.execute(asked.update().where(overheard).values(outcome="silent"))
