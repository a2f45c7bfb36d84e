"""The heartbeat, judged from another process."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.health import FILE_NAME, STALE, judge

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)


def beat(
    folder: Path,
    *,
    age: timedelta = timedelta(seconds=3),
    connected: bool = True,
    lost: int = 0,
    doubled: bool = False,
) -> None:
    value = {"at": (NOW - age).isoformat(), "connected": connected, "latency": 0.1, "lost": lost, "doubled": doubled}
    (folder / FILE_NAME).write_text(json.dumps(value), encoding="utf-8")


def test_a_fresh_beat_of_a_connected_bot_is_healthy(tmp_path: Path) -> None:
    beat(tmp_path)
    verdict = judge(tmp_path, NOW)
    assert verdict.healthy
    assert verdict.sentence == "Connected; last sign of life 3 seconds ago."


def test_what_could_not_be_recorded_is_said_of_a_healthy_bot(tmp_path: Path) -> None:
    beat(tmp_path, lost=1200)
    verdict = judge(tmp_path, NOW)
    assert verdict.healthy
    assert "1,200 rows of the usage log could not be written" in verdict.sentence


def test_a_bot_without_a_connection_is_not(tmp_path: Path) -> None:
    beat(tmp_path, connected=False)
    assert not judge(tmp_path, NOW).healthy


def test_a_bot_that_is_not_alone_with_its_token_is_not(tmp_path: Path) -> None:
    beat(tmp_path, doubled=True)
    verdict = judge(tmp_path, NOW)
    assert not verdict.healthy
    assert "another process answers with this token" in verdict.sentence


def test_the_beat_of_a_version_before_is_understood(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text(json.dumps({"at": NOW.isoformat(), "connected": True, "latency": None}))
    assert judge(tmp_path, NOW).healthy


def test_a_loop_that_stands_still_is_not(tmp_path: Path) -> None:
    beat(tmp_path, age=STALE + timedelta(seconds=1))
    verdict = judge(tmp_path, NOW)
    assert not verdict.healthy
    assert "46 seconds old" in verdict.sentence


def test_a_bot_that_does_not_run_is_not(tmp_path: Path) -> None:
    verdict = judge(tmp_path, NOW)
    assert not verdict.healthy
    assert "not running" in verdict.sentence


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"at": 5, "connected": true}', '{"at": "x", "connected": true}'])
def test_a_damaged_file_is_said_so(tmp_path: Path, content: str) -> None:
    (tmp_path / FILE_NAME).write_text(content, encoding="utf-8")
    verdict = judge(tmp_path, NOW)
    assert not verdict.healthy
    assert "can't be read" in verdict.sentence
