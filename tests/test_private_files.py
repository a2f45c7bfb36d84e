"""Other users of the machine read nothing of the data folder, and of the knowledge what they could read before."""

import asyncio
import errno
import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.app import open_app
from bot.config import Config, DataConfig, KnowledgeConfig
from bot.knowledge.files import replace_file
from bot.private_files import make_private, private_files

pytestmark = pytest.mark.skipif(os.name == "nt", reason="POSIX permissions")

ROOT = Path(__file__).parent.parent
TOPIC = "topic: tea\ntitle: Tea\nentries:\n  brewing: {title: Brewing, answer: Two minutes.}\n"


@pytest.fixture(autouse=True)
def _usual_umask() -> Iterator[None]:
    before = os.umask(0o022)
    yield
    assert os.umask(before) == 0o022, "the umask was left changed"


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def open_to_others(folder: Path) -> list[Path]:
    return [path for path in (folder, *folder.rglob("*")) if mode(path) & 0o077]


def config_in(tmp_path: Path) -> Config:
    knowledge = tmp_path / "knowledge"
    knowledge.mkdir()
    (knowledge / "tea.yaml").write_text(TOPIC)
    return Config(knowledge=KnowledgeConfig(folder=knowledge), data=DataConfig(folder=tmp_path / "data"))


async def test_everything_that_the_bot_makes_in_its_data_folder_is_private(tmp_path: Path) -> None:
    """The database with the files beside it, the key, the marker, and whatever is written while it runs."""
    config = config_in(tmp_path)
    async with open_app(config) as services:
        (config.data.folder / "made-meanwhile").write_text("x")
        await asyncio.to_thread((config.data.folder / "made-in-a-thread").write_text, "x")
        await services.state.put("a", "b")
        names = {path.name for path in config.data.folder.iterdir()}
        assert {"versus.sqlite3", "versus.sqlite3-wal", "versus.sqlite3-shm", "usage.key"} <= names
        assert not open_to_others(config.data.folder)
    assert not open_to_others(config.data.folder)
    assert mode(config.knowledge.folder) == 0o755
    assert mode(config.knowledge.folder / "tea.yaml") == 0o644


async def test_what_lay_open_is_closed_at_the_start(tmp_path: Path) -> None:
    """As today's main left it; an overlay names what moderators of one server wrote."""
    config = config_in(tmp_path)
    data = config.data.folder
    (data / "servers").mkdir(parents=True)
    for name in ("versus.sqlite3", "health.json", "editing.lock", "bundled-knowledge.json"):
        (data / name).touch()
    (data / "servers" / "7.yaml").write_text("topic: tea\n")
    (data / "somebody-elses").write_text("x")
    (data / "link").symlink_to(config.knowledge.folder / "tea.yaml")
    async with open_app(config):
        left = {path.name for path in open_to_others(data)}
    assert mode(data) == 0o700
    assert left == {"somebody-elses", "link"}
    assert mode(config.knowledge.folder / "tea.yaml") == 0o644


def test_one_that_cannot_be_closed_keeps_no_other_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A mounted folder of root, for example; and SQLite's files go at any time."""
    for name in ("versus.sqlite3", "versus.sqlite3-wal", "usage.key"):
        (tmp_path / name).touch(0o644)
    tmp_path.chmod(0o755)
    chmod = Path.chmod

    def refused(path: Path, permissions: int) -> None:
        if path == tmp_path:
            raise PermissionError(errno.EPERM, os.strerror(errno.EPERM))
        if path.name.endswith("-wal"):
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
        chmod(path, permissions)

    monkeypatch.setattr(Path, "chmod", refused)
    make_private(tmp_path, tmp_path.parent / "knowledge")
    assert [mode(tmp_path / name) for name in ("versus.sqlite3", "usage.key")] == [0o600, 0o600]
    assert len(caplog.records) == 1


def test_a_folder_that_holds_the_knowledge_stays_open(tmp_path: Path) -> None:
    (tmp_path / "knowledge").mkdir()
    (tmp_path / "usage.key").touch(0o644)
    before = mode(tmp_path)
    make_private(tmp_path, tmp_path / "knowledge")
    assert (mode(tmp_path), mode(tmp_path / "knowledge"), mode(tmp_path / "usage.key")) == (before, 0o755, 0o600)


def test_new_knowledge_is_as_readable_as_its_folder(tmp_path: Path) -> None:
    """Though the bot that writes it makes private files."""
    for permissions in (0o755, 0o750, 0o775, 0o700):
        folder = tmp_path / f"{permissions:o}"
        folder.mkdir()
        folder.chmod(permissions)
        with private_files():
            replace_file(folder / "new.yaml", b"x", as_its_folder=True)
            replace_file(folder / "private.yaml", b"x")
        assert mode(folder / "new.yaml") == permissions & 0o666
        assert mode(folder / "private.yaml") == 0o600
        replace_file(folder / "private.yaml", b"y", as_its_folder=True)
        assert mode(folder / "private.yaml") == 0o600, "an existing file keeps its own"


def test_the_terminal_makes_private_files_too(tmp_path: Path) -> None:
    config_in(tmp_path)
    (tmp_path / "more.yaml").write_text(TOPIC.replace("tea", "coffee").replace("Tea", "Coffee"))
    done = subprocess.run(
        [sys.executable, "-m", "bot", "knowledge", "import", "more.yaml"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert not open_to_others(tmp_path / "data")
    made = {path.name: mode(path) for path in (tmp_path / "knowledge").iterdir()}
    assert len(made) == 2
    assert set(made.values()) == {0o644}
