"""The one statement that SQLite and PostgreSQL spell alike but SQLAlchemy keeps apart: insert, or else."""

from sqlalchemy import Insert, Table
from sqlalchemy.dialects import postgresql, sqlite


def insert_or_ignore(table: Table, dialect: str) -> Insert:
    """Insert rows; one whose primary key exists is left as it is."""
    return _insert(table, dialect).on_conflict_do_nothing()


def insert_or_replace(table: Table, dialect: str) -> Insert:
    """Insert rows; one whose primary key exists takes the new values."""
    insert = _insert(table, dialect)
    keys = {column.name for column in table.primary_key}
    others = {column.name for column in table.c} - keys
    return insert.on_conflict_do_update(
        index_elements=sorted(keys), set_={name: insert.excluded[name] for name in sorted(others)}
    )


def _insert(table: Table, dialect: str) -> sqlite.Insert | postgresql.Insert:
    return postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)
