"""A file is replaced whole, or not at all."""

import stat
from pathlib import Path

import pytest

from bot.knowledge.files import CannotReplaceError, replace_file


def test_new_and_old_files(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    replace_file(path, b"one")
    assert path.read_bytes() == b"one"
    path.chmod(0o640)
    replace_file(path, b"two\r\n")
    assert path.read_bytes() == b"two\r\n"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert [path.name for path in tmp_path.iterdir()] == ["a.yaml"]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    target = tmp_path / "real.yaml"
    target.write_bytes(b"one")
    link = tmp_path / "link.yaml"
    link.symlink_to(target)
    replace_file(link, b"two")
    assert link.is_symlink()
    assert target.read_bytes() == b"two"


def test_what_cannot_be_written_says_so_and_leaves_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "folder.yaml"
    folder.mkdir()
    (folder / "full").touch()
    with pytest.raises(CannotReplaceError, match=r"folder\.yaml: .+ Nothing was changed"):
        replace_file(folder, b"x")
    with pytest.raises(CannotReplaceError, match=r"a\.yaml"):
        replace_file(tmp_path / "missing" / "a.yaml", b"x")
    assert [path.name for path in tmp_path.iterdir()] == ["folder.yaml"]
