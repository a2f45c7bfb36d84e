"""Members are known by keyed hashes; the key stays in its own file."""

import os
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bot.errors import VersusError
from bot.usage.identity import Pseudonyms


def test_the_same_key_gives_the_same_hash_and_another_key_another() -> None:
    one, same, other = Pseudonyms(b"a" * 32), Pseudonyms(b"a" * 32), Pseudonyms(b"b" * 32)
    assert one.of(42) == same.of(42)
    assert one.of(42) != other.of(42)
    assert one.of(42) != one.of(43)
    assert len(one.of(42)) == 32


def test_the_key_is_made_once_and_found_again(tmp_path: Path) -> None:
    path = tmp_path / "usage.key"
    first = Pseudonyms.from_file(path).of(7)
    assert Pseudonyms.from_file(path).of(7) == first
    assert [file.name for file in tmp_path.iterdir()] == ["usage.key"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no owner-only mode bits")
def test_only_the_owner_may_read_the_key(tmp_path: Path) -> None:
    Pseudonyms.from_file(tmp_path / "usage.key")
    assert stat.S_IMODE((tmp_path / "usage.key").stat().st_mode) == 0o600


def test_programs_that_start_at_once_agree_on_one_key(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        hashes = list(pool.map(lambda _: Pseudonyms.from_file(tmp_path / "usage.key").of(7), range(32)))
    assert len(set(hashes)) == 1
    assert [file.name for file in tmp_path.iterdir()] == ["usage.key"]


@pytest.mark.parametrize("content", ["", "abcd\n", "not hexadecimal", "zz" * 32, "é" * 32])
def test_a_damaged_key_is_named_and_left_alone(tmp_path: Path, content: str) -> None:
    path = tmp_path / "usage.key"
    path.write_text(content, "utf-8")
    with pytest.raises(VersusError, match=r"usage\.key is not a usage key: put back the file from your backup"):
        Pseudonyms.from_file(path)
    assert path.read_text("utf-8") == content


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(VersusError, match=r"nowhere.usage\.key: I can't keep the usage key there \(No such file"):
        Pseudonyms.from_file(tmp_path / "nowhere" / "usage.key")


def test_nothing_shows_the_key() -> None:
    assert "secret" not in repr(Pseudonyms(b"secret"))


def test_a_question_is_stored_under_63_bits_that_the_key_alone_leads_to() -> None:
    names, others = Pseudonyms(b"k" * 32), Pseudonyms(b"j" * 32)
    for question in (0, 1, 2**62, 2**63 - 1):
        stored = names.of_question(question)
        assert 0 <= stored < 2**63
        assert stored == names.of_question(question)
        assert stored not in (question, others.of_question(question))
    assert len({names.of_question(number) for number in range(1000)}) == 1000


def test_hashes_of_different_kinds_have_nothing_in_common() -> None:
    """Else a wording that looks like an id would give a member away."""
    names = Pseudonyms(b"k" * 32)
    assert names.of(7) != names.of_wording("7")
    assert int(names.of(7)[:16], 16) >> 1 != names.of_question(7)
