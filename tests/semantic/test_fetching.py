"""A model is fetched once, from a hub at one revision, and nothing is taken that is not what it should be."""

import hashlib
import json
import socket
from collections.abc import Generator
from pathlib import Path

import pytest

from bot.config import ConfigError
from bot.semantic import pinned
from bot.semantic.fetching import ENDPOINT_VARIABLE, FetchError, fetch
from bot.semantic.files import RECORD, TOKENIZER_FILES, find_model, folder_of
from bot.semantic.model import SentenceModel
from bot.semantic.pinned import SUGGESTED, Expected, Source
from tests.semantic.hub import REVISION, Hub, serving

FREE = "BAAI/bge-small-en-v1.5"
"""A model that fastembed knows and that is not pinned."""
FILES = ["model.onnx", *TOKENIZER_FILES]


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


@pytest.fixture
def hub(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> Generator[Hub]:
    """A hub that has the tiny model in the place of the suggested one, which is pinned to it."""
    with serving(tiny, "Qdrant/all-MiniLM-L6-v2-onnx") as hub:
        files = {name: Expected(len(hub.files[name]), digest(hub.files[name])) for name in FILES}
        source = Source(hub.repository, REVISION, "model.onnx", files)
        monkeypatch.setitem(pinned.PINNED, SUGGESTED, source)  # type: ignore[arg-type]
        monkeypatch.setenv(ENDPOINT_VARIABLE, hub.address)
        yield hub


@pytest.fixture
def free_hub(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> Generator[Hub]:
    """A hub that has the tiny model in the place of one that is not pinned."""
    with serving(tiny, "Qdrant/bge-small-en-v1.5-onnx-Q", "model_optimized.onnx") as hub:
        monkeypatch.setenv(ENDPOINT_VARIABLE, hub.address)
        yield hub


def test_a_pinned_model_is_fetched_at_its_revision_and_can_be_used(hub: Hub, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    folder = fetch(SUGGESTED.upper(), tmp_path, lambda done, total: told.append((done, total)))
    assert folder == folder_of(SUGGESTED, tmp_path)
    assert hub.files_asked == FILES
    assert not any(path.startswith("/api/") for path in hub.asked)
    size = sum(len(hub.files[name]) for name in FILES)
    assert told[-1] == (size, size)
    assert told == sorted(told)
    assert sorted(file.name for file in folder.iterdir()) == sorted([*FILES, RECORD])
    found = find_model(SUGGESTED, tmp_path)
    assert (found.name, found.revision, found.size) == (SUGGESTED, REVISION, size)
    assert float(SentenceModel(found).vector("price") @ SentenceModel(found).vector("cost")) == pytest.approx(1)


def test_what_is_there_is_not_fetched_again_and_loading_asks_nobody(hub: Hub, tmp_path: Path) -> None:
    fetch(SUGGESTED, tmp_path)
    hub.asked.clear()
    fetch(SUGGESTED, tmp_path)
    SentenceModel(find_model(SUGGESTED, tmp_path))
    assert hub.asked == []


@pytest.mark.parametrize("file", FILES)
def test_a_file_that_was_altered_or_lost_since_is_fetched_again_alone(hub: Hub, tmp_path: Path, file: str) -> None:
    folder = fetch(SUGGESTED, tmp_path)
    hub.asked.clear()
    (folder / file).write_bytes(b"something else")
    with pytest.raises(ConfigError, match="is not what was fetched"):
        find_model(SUGGESTED, tmp_path)
    fetch(SUGGESTED, tmp_path)
    assert hub.files_asked == [file]
    (folder / file).unlink()
    fetch(SUGGESTED, tmp_path)
    assert find_model(SUGGESTED, tmp_path).folder == folder


@pytest.mark.parametrize("file", FILES)
def test_a_file_that_is_not_the_one_meant_is_refused_and_not_kept(hub: Hub, tmp_path: Path, file: str) -> None:
    content = bytearray(hub.files[file])
    content[len(content) // 2] ^= 1
    hub.files[file] = bytes(content)
    with pytest.raises(FetchError, match=r"is not the file that it should be \(its SHA-256 differs\)"):
        fetch(SUGGESTED, tmp_path)
    assert not list(folder_of(SUGGESTED, tmp_path).glob(f"{file}*"))
    with pytest.raises(ConfigError, match="is not there yet: python -m bot model"):
        find_model(SUGGESTED, tmp_path)


@pytest.mark.parametrize("name", pinned.PINNED)
def test_the_real_pins_ask_for_their_revision_and_take_no_other_file(
    name: str, tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = pinned.PINNED[name]
    with serving(tiny, source.repository) as hub:
        monkeypatch.setenv(ENDPOINT_VARIABLE, hub.address)
        hub.answer = lambda _path: (200, b"x", {})  # type: ignore[method-assign]
        with pytest.raises(FetchError, match="ended too early"):
            fetch(name, tmp_path)
        assert hub.asked == [f"/{source.repository}/resolve/{source.revision}/{source.model_file}"]


def test_what_broke_off_is_said_and_goes_on_with_the_next_try(hub: Hub, tmp_path: Path) -> None:
    hub.cut_off = "tokenizer_config.json"
    with pytest.raises(FetchError, match=r"I can't fetch http://\S+/tokenizer_config.json: .*early|Incomplete|closed"):
        fetch(SUGGESTED, tmp_path)
    assert not list(tmp_path.rglob("*.part"))
    hub.cut_off = ""
    hub.asked.clear()
    fetch(SUGGESTED, tmp_path)
    assert hub.files_asked == FILES[2:]


@pytest.mark.parametrize(("file", "said"), [("tokenizer.json", "HTTP 404"), ("model.onnx", "HTTP 404")])
def test_a_file_that_is_not_on_the_hub(hub: Hub, tmp_path: Path, file: str, said: str) -> None:
    del hub.files[file]
    with pytest.raises(FetchError, match=f"/{file}: {said}"):
        fetch(SUGGESTED, tmp_path)


def test_a_hub_that_is_not_there_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # nobody listens
        monkeypatch.setenv(ENDPOINT_VARIABLE, f"http://127.0.0.1:{taken.getsockname()[1]}/")
        with pytest.raises(FetchError, match=r"Connection refused\. Check this machine's network"):
            fetch(SUGGESTED, tmp_path)


def test_an_address_of_another_kind_is_no_hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(ENDPOINT_VARIABLE, f"file://{tmp_path}")
    with pytest.raises(FetchError, match="HF_ENDPOINT"):
        fetch(SUGGESTED, tmp_path)


def test_one_that_is_not_pinned_is_taken_at_the_present_revision_and_checked(free_hub: Hub, tmp_path: Path) -> None:
    folder = fetch(FREE, tmp_path)
    record = json.loads((folder / RECORD).read_text())
    assert record["revision"] == REVISION
    assert record["files"] == {
        name: digest(free_hub.files[name]) for name in ["model_optimized.onnx", *TOKENIZER_FILES]
    }
    assert SentenceModel(find_model(FREE, tmp_path)).vector("price").any()


@pytest.mark.parametrize("file", ["model_optimized.onnx", "config.json"])
def test_of_one_that_is_not_pinned_too_nothing_else_is_taken(free_hub: Hub, tmp_path: Path, file: str) -> None:
    free_hub.tree = free_hub._tree()
    free_hub.files[file] += b" "
    with pytest.raises(FetchError, match="differs"):
        fetch(FREE, tmp_path)


@pytest.mark.parametrize("file", ["model_optimized.onnx", "tokenizer.json", "tokenizer_config.json"])
def test_a_repository_without_a_needed_file(free_hub: Hub, tmp_path: Path, file: str) -> None:
    del free_hub.files[file]
    with pytest.raises(FetchError, match=f"{FREE} has no file {file}"):
        fetch(FREE, tmp_path)


@pytest.mark.parametrize("file", ["special_tokens_map.json", "config.json"])
def test_a_repository_without_a_file_that_is_not_needed(free_hub: Hub, tmp_path: Path, file: str) -> None:
    del free_hub.files[file]
    assert not (fetch(FREE, tmp_path) / file).exists()


def test_an_answer_that_is_no_hubs(free_hub: Hub, tmp_path: Path) -> None:
    free_hub.answer = lambda _path: (200, b"<html>Log in</html>", {})  # type: ignore[method-assign]
    with pytest.raises(FetchError, match="can't read: is HF_ENDPOINT an address of a model hub"):
        fetch(FREE, tmp_path)


def test_a_name_that_fastembed_does_not_know_asks_nobody(hub: Hub, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="neither a folder nor a model"):
        fetch("mini", tmp_path)
    assert hub.asked == []


def test_a_folder_that_can_t_be_written(hub: Hub, tmp_path: Path) -> None:
    (tmp_path / "models").write_text("a file is in the way")
    with pytest.raises(FetchError, match="I can't write the model to"):
        fetch(SUGGESTED, tmp_path / "models")
