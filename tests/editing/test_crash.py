"""Killed at random instants of 200 saves: the next start finds the old state or the new one, never half of one."""

import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter

from tests.editing.saving_process import ENOUGH, SCOPES, Round
from tests.editing.worlds import BASE

ROOT = Path(__file__).parents[2]
KILLS = 200


@pytest.fixture(scope="module")
def rounds(tmp_path_factory: pytest.TempPathFactory) -> list[Round]:
    """Every life of a process that is killed while it saves, again and again."""
    root = tmp_path_factory.mktemp("crash")
    (root / "knowledge").mkdir()
    (root / "knowledge" / "ops.yaml").write_text(BASE)
    command = [sys.executable, "-m", "tests.editing.saving_process", str(root), str(KILLS)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stderr
    adapter: TypeAdapter[Any] = TypeAdapter(Round)
    return [adapter.validate_json(line) for line in done.stdout.splitlines()]


pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs fork and SIGKILL")


def test_the_kills_came_in_the_middle_of_saves(rounds: list[Round]) -> None:
    assert len(rounds) >= KILLS
    assert sum(one.interrupted for one in rounds) > ENOUGH * KILLS
    assert sum(len(one.saved) for one in rounds) > KILLS / 4


def test_no_file_is_ever_broken_or_empty(rounds: list[Round]) -> None:
    for one in rounds:
        assert all(found.readable and all(found.files) for found in one.found)
        assert one.found[0].files, "the base is always there"
        assert one.left_behind == []


def test_no_revision_without_its_file_and_no_file_without_its_revision(rounds: list[Round]) -> None:
    for one in rounds:
        assert one.pending == 0
        for found in one.found:
            assert found.agrees
            assert found.numbers == list(range(1, len(found.numbers) + 1))
            assert set(found.kinds[1:]) <= {"teach"}, "nothing saved is taken for a hand edit"


def test_what_was_said_to_be_saved_is_there(rounds: list[Round]) -> None:
    for before, after in pairwise(rounds):
        for scope, number in before.saved:
            assert number in after.found[SCOPES.index(scope)].numbers
