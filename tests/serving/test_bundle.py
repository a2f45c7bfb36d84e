"""The knowledge that ships with the bot: copied once, never over somebody's own, and compared with later versions."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import bot.app
from bot.app import open_app
from bot.config import Config, ConfigError, DataConfig, KnowledgeConfig
from bot.knowledge.load import load_folder
from bot.serving.bundle import MARKER, Bundle, acknowledge, copy_on_first_start, find_bundle, news


@pytest.fixture
def data(tmp_path: Path) -> Path:
    (tmp_path / "data").mkdir()
    return tmp_path / "data"


def test_what_ships_can_be_served() -> None:
    bundle = find_bundle()
    assert bundle.digests
    assert load_folder(bundle.folder).problems == ()


def test_the_first_start_copies_it(tmp_path: Path, data: Path) -> None:
    bundle = find_bundle()
    assert copy_on_first_start(bundle, tmp_path / "knowledge", data)
    copied = {file.name: file.read_bytes() for file in (tmp_path / "knowledge").iterdir()}
    assert copied == {name: (bundle.folder / name).read_bytes() for name in bundle.digests}
    assert news(bundle, data) is None


def test_an_empty_mount_point_is_filled(tmp_path: Path, data: Path) -> None:
    (tmp_path / "knowledge").mkdir()
    assert copy_on_first_start(find_bundle(), tmp_path / "knowledge", data)


def test_what_is_there_stays_as_it_is(tmp_path: Path, data: Path) -> None:
    (tmp_path / "knowledge").mkdir()
    own = tmp_path / "knowledge" / "own.yaml"
    own.write_text("topic: own\n", encoding="utf-8")
    assert not copy_on_first_start(find_bundle(), tmp_path / "knowledge", data)
    assert [file.name for file in (tmp_path / "knowledge").iterdir()] == ["own.yaml"]
    assert not (data / MARKER).exists()


def test_an_edit_of_the_copy_is_no_news(tmp_path: Path, data: Path) -> None:
    bundle = find_bundle()
    copy_on_first_start(bundle, tmp_path / "knowledge", data)
    for file in (tmp_path / "knowledge").iterdir():
        file.write_text("# edited\n", encoding="utf-8")
    assert news(bundle, data) is None


def test_a_later_version_names_what_is_new_until_it_is_acknowledged(tmp_path: Path, data: Path) -> None:
    old = find_bundle()
    copy_on_first_start(old, tmp_path / "knowledge", data)
    later = Bundle(old.folder, {**old.digests, "another.yaml": "0" * 64})
    found = news(later, data)
    assert found is not None
    assert found.changed == ("another.yaml",)
    acknowledge(later, data)
    assert news(later, data) is None


async def test_news_is_offered_as_an_import_until_it_was_imported(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The command in the log works as it stands there, and after it nothing is said any more."""
    config = Config(knowledge=KnowledgeConfig(folder=tmp_path / "knowledge"), data=DataConfig(folder=tmp_path / "data"))
    async with open_app(config):
        pass
    later = _later_bundle(tmp_path / "later")
    monkeypatch.setattr(bot.app.bundled, "find_bundle", lambda: later)
    caplog.clear()
    async with open_app(config):
        pass
    (file,) = later.folder.iterdir()
    assert f"\n  python -m bot knowledge import --dry-run {file}\n" in caplog.text
    _import(file, tmp_path)
    caplog.clear()
    async with open_app(config) as services:
        titles = [entry.title for entry in services.snapshots.snapshot().knowledge]
    assert "Watching over it" in titles
    assert "newer knowledge" not in caplog.text


def _import(file: Path, home: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bot", "knowledge", "import", str(file)],
        cwd=home,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr


def _later_bundle(folder: Path) -> Bundle:
    """What ships, with one title changed, as a newer version would bring it."""
    shutil.copytree(find_bundle().folder, folder)
    (file,) = folder.iterdir()
    text = file.read_text("utf-8")
    assert "title: Monitoring\n" in text
    file.write_text(text.replace("title: Monitoring\n", "title: Watching over it\n"), encoding="utf-8")
    return Bundle(folder, {file.name: hashlib.sha256(file.read_bytes()).hexdigest()})


def test_a_changed_file_is_news(data: Path) -> None:
    bundle = find_bundle()
    (data / MARKER).write_text(json.dumps(dict.fromkeys(bundle.digests, "0" * 64)), encoding="utf-8")
    found = news(bundle, data)
    assert found is not None
    assert found.changed == tuple(bundle.digests)


def test_somebodys_own_folder_has_no_news(data: Path) -> None:
    assert news(find_bundle(), data) is None


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path, data: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"file/knowledge: Not a directory\. .* set knowledge\.folder"):
        copy_on_first_start(find_bundle(), tmp_path / "file" / "knowledge", data)


def test_the_wheel_carries_it_inside_the_package(tmp_path: Path) -> None:
    package = tmp_path / "site" / "bot"
    shutil.copytree(find_bundle().folder, package / "bundled_knowledge")
    assert find_bundle(package).folder == package / "bundled_knowledge"
