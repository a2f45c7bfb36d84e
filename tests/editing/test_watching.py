"""The folder is watched: real files, a sleep that takes no time."""

import asyncio
import logging
import os
import shutil
import threading
from collections.abc import AsyncGenerator, Collection
from pathlib import Path

import pytest

from bot import app
from bot.app import open_editing, utc_now
from bot.editing import watching
from bot.editing.watching import POLL_SECONDS, FolderWatcher, base_watcher, look
from bot.knowledge.build import Loaded
from bot.knowledge.load import load_folder
from bot.knowledge.model import KnowledgeBase
from bot.matching.confidence.calibration import ConfidenceLevel
from bot.matching.vectors.encoder import Encoder
from bot.serving.snapshot import Snapshot, load_snapshot
from bot.storage.database import Database
from tests.editing.worlds import editing_config
from tests.knowledge.samples import GOOD, write_folder

MILDER = GOOD.replace("Mild.", "Very mild.")

News = list[KnowledgeBase | tuple[str, ...]]


class Session:
    """A folder that is being served, and the watcher of it."""

    def __init__(self, folder: Path, editing: app.Editing) -> None:
        self.folder = folder
        self.editing = editing
        self.watcher = base_watcher(folder, editing.snapshots, editing.editor, editing.seen)

    async def polls(self, times: int = 3) -> News:
        """What is served anew, or refused with its problems, during so many polls."""
        news: News = []
        for _ in range(times):
            before = self._state()
            await self.watcher.poll()
            knowledge, problems = self._state()
            if (knowledge, problems) != before:
                news.append(problems or knowledge)
        return news

    def _state(self) -> tuple[KnowledgeBase, tuple[str, ...]]:
        return self.editing.snapshots.snapshot().knowledge, self.editing.snapshots.problems


@pytest.fixture
async def session(tmp_path: Path) -> AsyncGenerator[Session]:
    """The folder with one file."""
    folder = write_folder(tmp_path / "knowledge", a=GOOD)
    async with Database.open(tmp_path / "test.sqlite3") as database:
        yield Session(folder, await open_editing(editing_config(tmp_path), database, utc_now))


def first_side(news: News) -> str:
    (knowledge,) = news
    assert isinstance(knowledge, KnowledgeBase)
    return knowledge.entries["coffee/taste"].sides["filter"]


def first_problem(news: News) -> str:
    (problems,) = news
    assert isinstance(problems, tuple)
    return problems[0]


async def test_an_unchanged_folder_is_left_alone(session: Session) -> None:
    assert await session.polls(5) == []


async def test_a_change_is_handed_on_after_two_equal_looks(session: Session) -> None:
    write_folder(session.folder, a=MILDER)
    assert await session.polls(1) == []
    assert first_side(await session.polls(1)) == "Very mild."
    assert await session.polls() == []


async def test_a_file_still_being_written_is_left_alone(session: Session) -> None:
    for length in (10, 100, 200, 300):
        write_folder(session.folder, a=MILDER[:length])
        assert await session.polls(1) == []
    write_folder(session.folder, a=MILDER)
    assert first_side(await session.polls()) == "Very mild."


async def test_a_file_replaced_by_renaming_is_noticed(session: Session) -> None:
    path = session.folder / "a.yaml"
    times = (path.stat().st_atime_ns, path.stat().st_mtime_ns)
    other = session.folder / ".a.yaml.tmp"
    other.write_text(GOOD.replace("Mild.", "Weak."))
    os.utime(other, ns=times)
    assert other.stat().st_size == path.stat().st_size
    other.replace(path)
    assert first_side(await session.polls()) == "Weak."


async def test_a_file_that_was_only_touched_is_no_news(session: Session) -> None:
    write_folder(session.folder, a=GOOD)
    os.utime(session.folder / "a.yaml", (1, 1))
    assert await session.polls() == []


async def test_a_comment_is_no_news(session: Session) -> None:
    write_folder(session.folder, a=f"# a comment\n{GOOD}")
    assert await session.polls() == []


async def test_a_broken_file_is_refused_once_and_mending_it_is_news(session: Session) -> None:
    write_folder(session.folder, a=GOOD + "more: x\n")
    assert first_problem(await session.polls(5)).startswith("a.yaml:24:1: a topic has no key 'more'")
    write_folder(session.folder, a=GOOD)
    assert first_side(await session.polls(5)) == "Mild."


async def test_files_that_come_and_go_are_noticed(session: Session) -> None:
    write_folder(session.folder, b=GOOD.replace("topic: coffee", "topic: tea"))
    (knowledge,) = await session.polls()
    assert len(knowledge) == 4
    (session.folder / "b.yaml").unlink()
    (knowledge,) = await session.polls()
    assert len(knowledge) == 2


async def test_a_folder_that_vanishes_and_returns(session: Session) -> None:
    away = session.folder.with_name("away")
    session.folder.rename(away)
    assert "no such folder" in first_problem(await session.polls(5))
    away.rename(session.folder)
    assert first_side(await session.polls(5)) == "Mild."


async def test_an_emptied_folder_is_refused(session: Session) -> None:
    shutil.rmtree(session.folder)
    session.folder.mkdir()
    assert "holds no .yaml file" in first_problem(await session.polls())


async def test_a_broken_link_appears_and_is_mended(session: Session) -> None:
    link = session.folder / "b.yaml"
    link.symlink_to(session.folder.with_name("nowhere"))
    assert "b.yaml: this can't be read" in first_problem(await session.polls())
    link.unlink()
    assert first_side(await session.polls()) == "Mild."


async def test_a_change_made_while_it_was_loaded_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write_folder(tmp_path / "knowledge", a=GOOD)

    def loaded(folder: Path, level: ConfidenceLevel, encoder: Encoder | None) -> Snapshot:
        snapshot = load_snapshot(folder, level, encoder)
        write_folder(folder, a=MILDER)
        return snapshot

    monkeypatch.setattr(app, "load_snapshot", loaded)
    async with Database.open(tmp_path / "test.sqlite3") as database:
        session = Session(folder, await open_editing(editing_config(tmp_path), database, utc_now))
        assert first_side(await session.polls()) == "Very mild."


async def test_what_is_served_by_now_is_no_news(session: Session) -> None:
    """An editor that saves through the bot swaps the new knowledge base in before the watcher sees the file."""
    write_folder(session.folder, a=MILDER)
    await session.editing.editor.follow(None)
    assert await session.polls() == []
    write_folder(session.folder, a=GOOD)
    assert first_side(await session.polls()) == "Mild."


async def test_a_failure_is_logged_and_watching_goes_on(
    session: Session, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fails(_scope: object) -> bool:
        raise RuntimeError("no room")

    with monkeypatch.context() as patch, caplog.at_level(logging.ERROR):
        patch.setattr(session.editing.editor, "follow", fails)
        write_folder(session.folder, a=MILDER)
        assert await session.polls() == []
    assert "no room" in caplog.text
    write_folder(session.folder, a=MILDER.replace("Strong", "Bold"))
    assert first_side(await session.polls()) == "Very mild."


async def test_run_polls_every_two_seconds_until_cancelled(tmp_path: Path) -> None:
    slept: list[float] = []
    folder = write_folder(tmp_path / "knowledge", a=GOOD)
    done = asyncio.Event()

    async def sleep(seconds: float) -> None:
        slept.append(seconds)
        await asyncio.sleep(0)

    async def take(names: Collection[str]) -> None:
        assert names == {"a.yaml"}
        done.set()

    task = asyncio.create_task(FolderWatcher(folder, take, sleep=sleep).run())
    await asyncio.wait_for(done.wait(), 10)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert slept[:2] == [POLL_SECONDS, POLL_SECONDS]


async def test_the_disk_is_met_in_other_threads(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    threads: set[int] = set()

    def noting_look(folder: Path) -> watching.Look:
        threads.add(threading.get_ident())
        return look(folder)

    def noting_load(folder: Path) -> Loaded:
        threads.add(threading.get_ident())
        return load_folder(folder)

    monkeypatch.setattr(watching, "look", noting_look)
    monkeypatch.setattr(watching, "load_folder", noting_load)
    write_folder(session.folder, a=MILDER)
    assert len(await session.polls()) == 1
    assert threads
    assert threading.get_ident() not in threads
