"""Which model is meant, and what is said when it can't be used."""

import json
import shutil
import sys
from pathlib import Path

import pytest

from bot.config import ConfigError
from bot.semantic.files import RECORD, TOKENIZER_FILES, Record, find_model, folder_of, sha256_of
from bot.semantic.pinned import PINNED, SUGGESTED


def refusal(chosen: str, models: Path) -> str:
    with pytest.raises(ConfigError) as caught:
        find_model(chosen, models)
    assert "\n" not in str(caught.value)
    return str(caught.value)


@pytest.fixture
def fetched(tiny: Path, tmp_path: Path) -> Path:
    """A folder of models with one that was fetched."""
    folder = Path(shutil.copytree(tiny, folder_of(SUGGESTED, tmp_path)))
    digests = {file.name: sha256_of(file) for file in folder.iterdir()}
    Record(SUGGESTED, "abc", "model.onnx", digests).write(folder)
    return tmp_path


def test_a_folder_of_ones_own(tiny: Path, tmp_path: Path) -> None:
    found = find_model(str(tiny), tmp_path)
    assert (found.folder, found.name, found.model_file) == (tiny, None, "model.onnx")
    assert found.size == sum(file.stat().st_size for file in tiny.iterdir())


def test_one_that_was_fetched_is_found_by_its_name_in_any_case_and_by_its_folder(fetched: Path) -> None:
    by_name, folder = find_model(SUGGESTED.upper(), fetched), folder_of(SUGGESTED, fetched)
    assert (by_name.name, by_name.revision) == (SUGGESTED, "abc")
    assert find_model(str(folder), fetched / "elsewhere") == by_name


@pytest.mark.parametrize("missing", [("model.onnx",), TOKENIZER_FILES, ("config.json",)])
def test_a_folder_that_lacks_files_is_refused_by_their_names(
    tiny: Path, tmp_path: Path, missing: tuple[str, ...]
) -> None:
    folder = Path(shutil.copytree(tiny, tmp_path / "own"))
    for name in missing:
        (folder / name).unlink()
    expected = f"The folder {folder}, which answers.model names, lacks {', '.join(missing)}."
    assert refusal(str(folder), tmp_path) == expected


def test_a_model_that_was_not_fetched_says_what_fetches_it(tmp_path: Path) -> None:
    for name in PINNED:
        assert refusal(name, tmp_path) == (f"The model {name} is not there yet: python -m bot model fetches it, once.")


@pytest.mark.parametrize(
    ("chosen", "meant"), [("all-MiniLM-L6-v2", SUGGESTED), ("./models/nowhere", ""), ("sentence/mini", "")]
)
def test_a_name_that_nothing_has_is_refused_with_the_nearest(tmp_path: Path, chosen: str, meant: str) -> None:
    said = refusal(chosen, tmp_path)
    assert said.startswith(f"answers.model names {chosen}, which is neither a folder nor a model that fastembed knows;")
    assert meant in said


def test_without_the_package_it_is_said_how_to_install_it(
    tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "fastembed", None)
    for chosen in (str(tiny), SUGGESTED):
        assert 'pip install "versus-bot[semantic]"' in refusal(chosen, tmp_path)


@pytest.mark.parametrize("change", ["altered", "gone"])
def test_one_that_is_not_any_more_what_was_fetched_is_refused(fetched: Path, change: str) -> None:
    folder = folder_of(SUGGESTED, fetched)
    if change == "gone":
        (folder / "tokenizer.json").unlink()
        expected = f"The model in {folder} lacks tokenizer.json: python -m bot model fetches it again."
    else:
        with (folder / "tokenizer.json").open("a") as file:
            file.write(" ")
        expected = (
            f"tokenizer.json of the model in {folder} is not what was fetched (its SHA-256 differs): "
            "python -m bot model fetches it again."
        )
    assert refusal(SUGGESTED, fetched) == expected


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"name": 1}', json.dumps({"name": "a", "revision": "b"})])
def test_a_record_that_can_t_be_read_is_none(tmp_path: Path, text: str) -> None:
    (tmp_path / RECORD).write_text(text)
    assert Record.read(tmp_path) is None


def test_models_of_the_same_files_have_the_same_fingerprint_and_others_have_not(tiny: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(tiny, tmp_path / "copy"))
    before = find_model(str(tiny), tmp_path).fingerprint
    assert find_model(str(copy), tmp_path).fingerprint == before
    (copy / "config.json").write_text('{"pad_token_id": 0, "more": 1}')
    assert find_model(str(copy), tmp_path).fingerprint != before


@pytest.mark.parametrize("name", PINNED)
def test_what_is_pinned_is_where_fastembed_takes_it_from(name: str) -> None:
    from bot.semantic.files import described

    description, source = described(name), PINNED[name]
    assert description["sources"]["hf"] == source.repository
    assert description["model_file"] == source.model_file
    assert set(source.files) == {source.model_file, *TOKENIZER_FILES}
    assert len(source.revision) == 40
    assert all(len(expected.digest) == 64 for expected in source.files.values())
