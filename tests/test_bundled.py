"""The knowledge that ships with the bot: copied once, never over somebody's own, and compared with later versions."""

import json
import shutil
from pathlib import Path

import pytest

from bot.bundled import MARKER, Bundle, acknowledge, copy_on_first_start, find_bundle, news
from bot.config import ConfigError
from bot.knowledge.load import load_folder


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
