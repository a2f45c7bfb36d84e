"""Questions and dismissed wordings under keyed hashes, and an index of what retention has still to blur."""

from collections.abc import Callable, Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

from bot.usage.identity import Pseudonyms
from bot.usage.stores import StoreError

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_KEPT = sa.text("(text IS NOT NULL OR channel IS NOT NULL OR at % 86400000 <> 0)")


def upgrade() -> None:
    """Hash what would join the rows to Discord: the ids that buttons carry, and what members may have asked."""
    pseudonyms: Pseudonyms | None = op.get_context().opts["pseudonyms"]
    for table, column in (("asked", "id"), ("rated", "question"), ("chosen", "question")):
        _rewrite(table, column, [column], pseudonyms and pseudonyms.of_question)
    _rewrite("tracked", "question", ["question_message"], pseudonyms and pseudonyms.of_question)
    _rewrite("dismissed", "wording", ["server", "wording"], pseudonyms and pseudonyms.of_wording)
    op.drop_index("ix_asked_text_at", "asked")  # the new one serves for the texts as well
    op.create_index("ix_asked_kept_at", "asked", ["at"], sqlite_where=_KEPT, postgresql_where=_KEPT)


def _rewrite(table: str, column: str, key: Sequence[str], hashed: Callable[[Any], Any] | None) -> None:
    """Put its hash in place of each value of a column; rows are found by the columns ``key``, which have an index.

    Raises:
        StoreError: there are values to hash, and no usage key.
    """
    rows, connection = sa.table(table, *map(sa.column, {*key, column})), op.get_bind()
    found = connection.execute(sa.select(rows).distinct()).mappings().all()
    if not found:
        return
    if hashed is None:
        raise StoreError("The database is of an older version of me: start the bot once first.")
    here = sa.and_(*(rows.c[name] == sa.bindparam(f"old_{name}") for name in key))
    statement = sa.update(rows).where(here).values({column: sa.bindparam("new")})
    connection.execute(
        statement, [{f"old_{name}": row[name] for name in key} | {"new": hashed(row[column])} for row in found]
    )
