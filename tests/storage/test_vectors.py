"""Vectors of phrases are kept by model and text, for as long as they are used; the file may be lost at any time."""

import logging
import os
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Thread

import numpy as np
import pytest

from bot.storage.vectors import DAYS, FILE, SqlVectorStore

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)


def store(folder: Path, model: str = "one", days: int = 0) -> SqlVectorStore:
    return SqlVectorStore(folder / FILE, model, lambda: NOW + timedelta(days=days))


def vector(*values: float) -> np.ndarray:
    return np.array(values, np.float32)


def test_what_is_put_is_there_after_a_restart_for_its_model_alone(tmp_path: Path) -> None:
    store(tmp_path).put({"a phrase": vector(0.6, 0.8), "日本": vector(1, 0)})
    found = store(tmp_path).get(["日本", "another", "a phrase", "a phrase"])
    assert {text: each.tolist() for text, each in found.items()} == {
        "日本": [1, 0],
        "a phrase": vector(0.6, 0.8).tolist(),
    }
    assert store(tmp_path, "two").get(["a phrase"]) == {}


def test_more_texts_than_fit_into_a_statement(tmp_path: Path) -> None:
    texts = [f"phrase {number}" for number in range(1234)]
    kept = store(tmp_path)
    kept.put({text: vector(number, 1) for number, text in enumerate(texts)})
    assert [int(each[0]) for each in map(kept.get(texts).__getitem__, texts)] == list(range(1234))


def test_what_is_not_used_any_more_goes_and_what_is_used_stays(tmp_path: Path) -> None:
    store(tmp_path).put({"old": vector(1), "used": vector(2)})
    store(tmp_path, days=DAYS).get(["used"])
    last = store(tmp_path, days=DAYS + 1)
    assert list(last.get(["old", "used"])) == ["used"]


def test_no_phrase_can_be_read_in_the_file(tmp_path: Path) -> None:
    store(tmp_path).put({"a phrase to be read": vector(1)})
    assert b"phrase to be" not in (tmp_path / FILE).read_bytes()
    assert [path.name for path in tmp_path.iterdir()] == [FILE]


def test_text_that_no_encoding_takes(tmp_path: Path) -> None:
    store(tmp_path).put({"\udc80": vector(1)})
    assert list(store(tmp_path).get(["\udc80"])) == ["\udc80"]


@pytest.mark.parametrize("part", [0, 5000])
def test_a_damaged_file_is_begun_anew(tmp_path: Path, caplog: pytest.LogCaptureFixture, part: int) -> None:
    store(tmp_path).put({f"phrase {number}": vector(number, 1) for number in range(500)})
    whole = (tmp_path / FILE).read_bytes()
    (tmp_path / FILE).write_bytes(whole[:part] + b"something else entirely" * 200 + whole[part + 4600 :])
    kept = store(tmp_path)
    kept.put({"a": vector(1)})
    assert list(kept.get(["a"])) == ["a"]
    (record,) = caplog.records
    assert record.levelno == logging.WARNING
    assert "is damaged" in record.getMessage()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is refused to this user")
def test_a_file_that_can_t_be_written_is_said_once(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    store(tmp_path).put({"a": vector(1)})
    (tmp_path / FILE).chmod(0o400)
    kept = store(tmp_path)
    kept.put({"b": vector(1)})
    assert caplog.text.count("can't be kept") == 1


def test_a_folder_that_is_not_there(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    assert store(tmp_path / "nowhere").get(["a"]) == {}
    assert "can't be kept" in caplog.text
    assert not (tmp_path / "nowhere").exists()


def test_two_programs_and_several_threads_share_the_file(tmp_path: Path) -> None:
    one, other = store(tmp_path), store(tmp_path)
    texts = [f"phrase {number}" for number in range(100)]

    def work(kept: SqlVectorStore, some: list[str]) -> None:
        for text in some:
            kept.put({text: vector(1, 2)})
            assert kept.get([text])

    threads = [Thread(target=work, args=(one if n % 2 else other, texts[n::4])) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(one.get(texts)) == 100
    with closing(sqlite3.connect(tmp_path / FILE)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
