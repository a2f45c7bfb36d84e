"""Every database of before comes to the same schema, with what it holds."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine

from bot.storage.database import Database
from bot.storage.engine import make_engine
from bot.storage.schema import REVISION, metadata
from bot.usage.events import Outcome
from bot.usage.stores import StoreError
from tests.storage.conftest import PSEUDONYMS

SAMPLE = Path(__file__).parent / "databases" / "0002.sql"


def scripts() -> ScriptDirectory:
    """The migrations of the package."""
    config = Config()
    config.set_main_option("script_location", "bot.storage:migrations")
    config.set_main_option("path_separator", "os")
    return ScriptDirectory.from_config(config)


def schema(path: Path) -> list[tuple[str, str]]:
    """Every index of a file, and every column of every table."""
    with closing(sqlite3.connect(path)) as connection:
        return sorted(
            (name, str(connection.execute(f"PRAGMA table_xinfo({name})").fetchall() or sql))
            for name, sql in connection.execute(
                "SELECT name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' AND name <> 'alembic_version'"
            )
        )


def test_the_newest_migration_is_the_one_the_schema_names() -> None:
    assert scripts().get_heads() == [REVISION]
    revisions = [script.revision for script in scripts().walk_revisions()]
    assert revisions == sorted(revisions, reverse=True)


async def test_a_new_database_is_what_the_migrations_make_and_needs_none(path: Path, tmp_path: Path) -> None:
    async with Database.open(path):
        pass
    upgrade_to(tmp_path / "migrated.sqlite3", "head")
    assert schema(path) == schema(tmp_path / "migrated.sqlite3")
    upgrade_to(path, "head")
    assert schema(path) == schema(tmp_path / "migrated.sqlite3")


async def test_alembic_finds_no_difference_either(path: Path) -> None:
    def differences(connection: Connection) -> list[object]:
        return compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), metadata)

    async with Database.open(path):
        pass
    engine, _ = make_engine(path, read_only=True)
    async with engine.connect() as connection:
        assert await connection.run_sync(differences) == []
    await engine.dispose()


async def test_making_the_tables_is_all_or_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One of them is there, made behind its back."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE state (name TEXT)")
    before = schema(path)
    monkeypatch.setattr("bot.storage.migrate._revision", lambda *_: None)
    with pytest.raises(Exception, match="table state already exists"):
        async with Database.open(path):
            pass
    assert schema(path) == before


async def test_a_migration_that_fails_changes_nothing(path: Path) -> None:
    """Its last table is there, made behind its back."""
    upgrade_to(path, "0001")
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE suggestion (name TEXT)")
    before = schema(path)
    with pytest.raises(StoreError, match="table suggestion already exists"):
        async with Database.open(path):
            pass
    assert schema(path) == before


def upgrade_to(path: Path, revision: str) -> None:
    """Migrate a file as the version of the program did whose newest revision that was."""
    config = Config()
    config.set_main_option("script_location", "bot.storage:migrations")
    config.set_main_option("path_separator", "os")
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
    engine.dispose()


@pytest.mark.parametrize("revision", sorted(script.revision for script in scripts().walk_revisions()))
async def test_a_database_of_any_version_keeps_what_it_holds(path: Path, tmp_path: Path, revision: str) -> None:
    upgrade_to(path, revision)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(
            "INSERT INTO asked (id, at, way, user, server, channel, text, decision, entry, score, margin, took_us) "
            "VALUES (7, 5, 'slash', 'ann', 1, 2, 'cost?', 'answer', 'a/b', 1, 1, 9)"
        )
        connection.execute("INSERT INTO opted_out VALUES ('bob', 5)")
    async with Database.open(path, PSEUDONYMS) as database:
        assert await database.privacy.opted_out() == {"bob"}
        assert [one.text for one in await database.inbox.recent(1)] == ["cost?"]
    async with Database.open(tmp_path / "fresh.sqlite3"):
        pass
    assert schema(path) == schema(tmp_path / "fresh.sqlite3")


async def test_answers_of_before_the_outcome_count_as_sent(path: Path) -> None:
    """But for what was overheard: of that it is known that nothing was sent."""
    upgrade_to(path, "0002")
    with closing(sqlite3.connect(path)) as connection, connection:
        for number, (way, decision) in enumerate((("slash", "answer"), ("listen", "answer"), ("listen", "unknown"))):
            connection.execute(
                "INSERT INTO asked (id, at, way, decision, score, margin, took_us) VALUES (?, 5, ?, ?, 1, 1, 9)",
                (number, way, decision),
            )
    async with Database.open(path, PSEUDONYMS):
        pass
    with closing(sqlite3.connect(path)) as connection:
        outcomes = connection.execute("SELECT outcome FROM asked ORDER BY rowid").fetchall()
    assert outcomes == [(Outcome.SENT,), (Outcome.SENT,), (Outcome.SILENT,)]


async def test_an_older_database_is_not_migrated_by_one_who_only_reads(path: Path) -> None:
    upgrade_to(path, "0001")
    before = schema(path)
    with pytest.raises(StoreError, match="is of an older version of me: start the bot once first"):
        async with Database.open(path, read_only=True):
            pass
    assert schema(path) == before


def restored(path: Path) -> None:
    """A database of before 0004, with questions, thumbs, a choice, a dismissal and what was tracked."""
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(SAMPLE.read_text("utf-8"))


async def test_questions_and_wordings_of_before_are_put_under_keyed_hashes(path: Path) -> None:
    restored(path)
    joined = """SELECT rated.helpful, chosen.entry, asked.text FROM asked LEFT JOIN rated ON rated.question = asked.id
        LEFT JOIN chosen ON chosen.question = asked.id ORDER BY asked.text"""
    with closing(sqlite3.connect(path)) as connection:
        before = connection.execute(joined).fetchall()
        old = {row[0] for row in connection.execute("SELECT id FROM asked")}
        (wording,) = connection.execute("SELECT wording FROM dismissed").fetchone()
    async with Database.open(path, PSEUDONYMS):
        pass
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute(joined).fetchall() == before
        assert {row[0] for row in connection.execute("SELECT id FROM asked")} == set(map(PSEUDONYMS.of_question, old))
        tracked = {row[0] for row in connection.execute("SELECT question FROM tracked")}
        assert tracked == set(map(PSEUDONYMS.of_question, old))
        assert connection.execute("SELECT wording FROM dismissed").fetchall() == [(PSEUDONYMS.of_wording(wording),)]


async def test_rows_of_before_are_hashed_once_and_for_all_or_not_at_all(path: Path) -> None:
    """Without the key, or interrupted by an index made behind its back, everything stays as it was."""
    restored(path)
    with closing(sqlite3.connect(path)) as connection:
        before = list(connection.iterdump())
    with pytest.raises(StoreError, match="start the bot once first"):
        async with Database.open(path):
            pass
    with closing(sqlite3.connect(path)) as connection:
        assert list(connection.iterdump()) == before
        connection.execute("CREATE INDEX ix_asked_kept_at ON asked (at)")
        before = list(connection.iterdump())
    with pytest.raises(StoreError, match="index ix_asked_kept_at already exists"):
        async with Database.open(path, PSEUDONYMS):
            pass
    with closing(sqlite3.connect(path)) as connection:
        assert list(connection.iterdump()) == before
        connection.execute("DROP INDEX ix_asked_kept_at")
    async with Database.open(path, PSEUDONYMS):
        pass
    with closing(sqlite3.connect(path)) as connection:
        after = list(connection.iterdump())
    async with Database.open(path, PSEUDONYMS), Database.open(path, read_only=True):
        pass
    with closing(sqlite3.connect(path)) as connection:
        assert list(connection.iterdump()) == after
