"""The encoder makes no vector twice, keeps those of phrases, and does without the model while that fails."""

import logging
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from bot.semantic import encoder as module
from bot.semantic.encoder import AGAIN, SemanticEncoder
from bot.storage.vectors import SqlVectorStore
from tests.semantic.tiny import BREAKS, CountingModel, encoder


def store(folder: Path, model: str = "m") -> SqlVectorStore:
    return SqlVectorStore(folder / "vectors.sqlite3", model, lambda: datetime(2026, 11, 30, tzinfo=UTC))


def test_each_text_has_a_row_and_the_same_text_the_same(tiny: Path) -> None:
    encodes, _ = encoder(tiny)
    rows = encodes.encode(["price", "zebra", "price"])
    assert rows.shape == (3, encodes.encode(["x"]).shape[1])
    assert rows.dtype == np.float32
    assert rows[0].tolist() == rows[2].tolist()
    assert encodes.encode([]).shape == (0, rows.shape[1])


def test_a_question_is_made_once(tiny: Path) -> None:
    encodes, model = encoder(tiny)
    for _ in range(3):
        encodes.encode(["price", "refund", "price"])
    assert model.given == ["price", "refund"]


def test_no_more_questions_are_remembered_than_there_is_room_for(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "QUESTIONS", 10)
    encodes, _ = encoder(tiny)
    encodes.encode([f"price {number}" for number in range(100)])
    assert len(encodes._questions) <= 10


async def test_what_a_member_asked_is_forgotten(tiny: Path) -> None:
    encodes, model = encoder(tiny)
    encodes.encode(["price"])
    await encodes.forget_member("anyone")
    encodes.encode(["price"])
    assert model.given == ["price", "price"]


def test_phrases_are_kept_over_a_restart_and_questions_are_not(tiny: Path, tmp_path: Path) -> None:
    encodes, _ = encoder(tiny, store(tmp_path))
    first = encodes.encode_phrases(["price", "refund", "price"])
    encodes.encode(["eye"])
    again, model = encoder(tiny, store(tmp_path))
    assert again.encode_phrases(["price", "refund", "price"]).tolist() == first.tolist()
    assert model.given == []
    again.encode_phrases(["eye"])
    assert model.given == ["eye"]


def test_only_new_phrases_are_made(tiny: Path, tmp_path: Path) -> None:
    encodes, model = encoder(tiny, store(tmp_path))
    encodes.encode_phrases(["price", "refund"])
    encodes.encode_phrases(["refund", "brew", "price", "brew"])
    assert model.given == ["price", "refund", "brew"]


def test_a_question_that_is_a_phrase_has_the_very_same_vector(tiny: Path, tmp_path: Path) -> None:
    encodes, _ = encoder(tiny, store(tmp_path))
    kept = encodes.encode_phrases(["price and refund"])
    assert kept.tolist() == encodes.encode_phrases(["price and refund"]).tolist()
    assert kept.tolist() == encodes.encode(["price and refund"]).tolist()


def test_progress_is_told_of_new_phrases_alone(tiny: Path, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    encodes = SemanticEncoder(CountingModel(tiny), store(tmp_path), lambda done, total: told.append((done, total)))
    texts = [f"price {number}" for number in range(120)]
    encodes.encode_phrases(texts[:20])
    encodes.encode_phrases(texts)
    encodes.encode_phrases(texts)
    assert told == [(20, 20), (50, 100), (100, 100)]


def test_what_was_made_before_an_interruption_is_kept(tiny: Path, tmp_path: Path) -> None:
    def interrupted(done: int, _total: int) -> None:
        if done > 50:
            raise KeyboardInterrupt

    texts = [f"price {number}" for number in range(200)]
    encodes = SemanticEncoder(CountingModel(tiny), store(tmp_path), interrupted)
    with pytest.raises(KeyboardInterrupt):
        encodes.encode_phrases(texts)
    again, model = encoder(tiny, store(tmp_path))
    again.encode_phrases(texts)
    assert len(model.given) == 100


def test_while_the_model_fails_rows_are_noughts_and_it_is_said_once(
    tiny: Path, caplog: pytest.LogCaptureFixture
) -> None:
    encodes, _ = encoder(tiny)
    with caplog.at_level(logging.INFO):
        assert not encodes.encode([f"my secret {BREAKS}"]).any()
        assert encodes.is_failing
        assert not encodes.encode([f"{BREAKS} again", "price"]).any()
    assert [record.levelname for record in caplog.records] == ["ERROR"]
    assert "answering by words alone" in caplog.text
    assert "secret" not in caplog.text
    assert BREAKS not in caplog.text


def test_a_model_that_failed_is_left_alone_for_a_while_and_then_tried_again(
    tiny: Path, caplog: pytest.LogCaptureFixture
) -> None:
    now = [1000.0]
    model = CountingModel(tiny)
    encodes = SemanticEncoder(model, clock=lambda: now[0])
    encodes.encode([BREAKS])
    now[0] += AGAIN - 1
    assert not encodes.encode(["price"]).any()
    assert model.given == [BREAKS]
    now[0] += 2
    assert encodes.encode(["price"]).any()
    assert not encodes.is_failing
    assert "works again" in caplog.text
    assert encodes.encode(["refund"]).any()


def test_a_phrase_that_was_not_made_is_not_kept_and_made_at_the_next_chance(tiny: Path, tmp_path: Path) -> None:
    now = [1000.0]
    encodes = SemanticEncoder(CountingModel(tiny), store(tmp_path), clock=lambda: now[0])
    rows = encodes.encode_phrases(["price", BREAKS, "refund"])
    assert rows.any(axis=1).tolist() == [True, False, False]
    now[0] += AGAIN + 1
    assert encodes.encode_phrases(["price", "refund"]).any(axis=1).tolist() == [True, True]


@pytest.mark.parametrize("made", [float("nan"), float("inf")])
def test_vectors_that_are_no_numbers_count_as_a_failure(
    tiny: Path, made: float, caplog: pytest.LogCaptureFixture
) -> None:
    model = CountingModel(tiny)

    class Broken:
        def embed(self, texts: list[str], batch_size: int) -> Iterator[np.ndarray]:
            assert batch_size == len(texts) == 1
            yield np.full(model.dimensions, made)

    model._model._embedding = Broken()
    encodes = SemanticEncoder(model)
    assert not encodes.encode(["price"]).any()
    assert encodes.is_failing
    assert "ValueError" in caplog.text
