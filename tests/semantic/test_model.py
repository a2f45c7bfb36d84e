"""A folder's model makes vectors by meaning."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from bot.config import ConfigError
from bot.semantic.files import find_model
from bot.semantic.model import LONGEST, SentenceModel
from tests.semantic.tiny import BREAKS, make_model


@pytest.fixture(scope="module")
def model(tiny: Path) -> SentenceModel:
    return SentenceModel(find_model(str(tiny), tiny))


@pytest.mark.parametrize(
    ("one", "other", "likeness"),
    [("price", "COST", 1.0), ("price", "refund", 0.0), ("price refund", "pay", 0.5**0.5), ("price", "zebra", 0.0)],
)
def test_a_product_of_vectors_says_how_alike_texts_are(
    model: SentenceModel, one: str, other: str, likeness: float
) -> None:
    assert float(model.vector(one) @ model.vector(other)) == pytest.approx(likeness, abs=0.02)


@pytest.mark.parametrize("text", ["price", "price and refund", "zebra price", "price " * 1000])
def test_a_vector_has_the_length_one(model: SentenceModel, text: str) -> None:
    assert np.linalg.norm(model.vector(text)) == pytest.approx(1, abs=1e-5)
    assert model.vector(text).shape == (model.dimensions,)


def test_a_text_without_words_has_a_vector_of_nothing_but_noughts(model: SentenceModel) -> None:
    assert not model.vector("").any()


def test_of_a_long_text_the_beginning_is_read(model: SentenceModel) -> None:
    assert model.vector("price " * LONGEST).tolist() == model.vector(("price " * LONGEST)[:LONGEST]).tolist()


def test_a_model_that_takes_the_first_word_for_the_text_says_so_in_its_folder(tmp_path: Path) -> None:
    folder = make_model(tmp_path / "first")
    (folder / "1_Pooling").mkdir()
    (folder / "1_Pooling" / "config.json").write_text(json.dumps({"pooling_mode_cls_token": True}))
    (folder / "config.json").write_text(json.dumps({"pad_token_id": 0, "own": 1}))  # another fingerprint
    model = SentenceModel(find_model(str(folder), folder))
    assert model.vector("price refund").tolist() == model.vector("price").tolist()


def test_the_same_model_can_be_loaded_twice(tiny: Path) -> None:
    files = find_model(str(tiny), tiny)
    assert SentenceModel(files).vector("price").tolist() == SentenceModel(files).vector("cost").tolist()


@pytest.mark.parametrize("file", ["model.onnx", "tokenizer.json", "tokenizer_config.json"])
def test_a_file_that_is_no_such_thing_is_said_in_one_sentence(tiny: Path, tmp_path: Path, file: str) -> None:
    folder = Path(shutil.copytree(tiny, tmp_path / "broken"))
    (folder / file).write_text("{}")
    with pytest.raises(ConfigError) as caught:
        SentenceModel(find_model(str(folder), folder))
    assert str(caught.value).startswith(f"The model in {folder} can't be used: ")
    assert "\n" not in str(caught.value)


def test_the_tiny_model_really_fails_where_it_should(model: SentenceModel) -> None:
    with pytest.raises(Exception, match=r"indices|index|bounds|Gather"):
        model.vector(BREAKS)
    assert model.vector("price").any()
