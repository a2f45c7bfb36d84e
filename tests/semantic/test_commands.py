"""The terminal with a model of meaning: fetching it, asking with it, and what is said when it is not there."""

import json
import logging
import re
import subprocess
from collections.abc import Generator
from pathlib import Path

import pytest

from bot.semantic import pinned
from bot.semantic.fetching import ENDPOINT_VARIABLE
from bot.semantic.files import folder_of
from bot.semantic.pinned import SUGGESTED, Expected, Source
from tests.cli.commands import versus
from tests.semantic.hub import REVISION, Hub, serving
from tests.semantic.test_answering import TOPIC
from tests.semantic.test_fetching import FILES, digest
from tests.semantic.tiny import BREAKS


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder with some knowledge, to run commands in."""
    (tmp_path / "knowledge").mkdir()
    (tmp_path / "knowledge" / "tea.yaml").write_text(TOPIC)
    return tmp_path


@pytest.fixture
def hub(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> Generator[Hub]:
    """A hub that has the tiny model in the place of the suggested one."""
    with serving(tiny, "Qdrant/all-MiniLM-L6-v2-onnx") as hub:
        files = {name: Expected(len(hub.files[name]), digest(hub.files[name])) for name in FILES}
        monkeypatch.setitem(pinned.PINNED, SUGGESTED, Source(hub.repository, REVISION, FILES[0], files))  # type: ignore[arg-type]
        monkeypatch.setenv(ENDPOINT_VARIABLE, hub.address)
        yield hub


def choose(home: Path, model: str | Path) -> None:
    (home / "config.toml").write_text(f"[answers]\nmodel = {json.dumps(str(model))}\n")


def first(done: subprocess.CompletedProcess[str]) -> str:
    """The entry that is likeliest."""
    found: list[dict[str, str]] = json.loads(done.stdout)["candidates"]
    return found[0]["entry"] if found else ""


def test_the_suggested_model_is_fetched_and_it_is_said_how_to_use_it(home: Path, hub: Hub) -> None:
    done = versus("model", cwd=home)
    assert (done.returncode, done.stderr) == (0, "")
    what, takes, use = done.stdout.splitlines()
    assert what.startswith(f"{SUGGESTED} is in data/models/sentence-transformers--all-minilm-l6-v2: 0 MB on disk,")
    assert what.endswith(f"Revision {REVISION}.")
    assert re.fullmatch(r"It takes \d+ MB of memory while the bot runs, and here \d+\.\d ms a question\.", takes)
    assert use == f'To use it, write model = "{SUGGESTED}" under [answers] in the configuration.'
    choose(home, SUGGESTED)
    hub.asked.clear()
    again = versus("model", cwd=home)
    assert again.stdout.splitlines()[0] == what
    assert len(again.stdout.splitlines()) == 2
    assert first(versus("ask", "cooking", "--json", cwd=home)) == "brewing"
    assert hub.asked == []


def test_another_one_is_fetched_by_its_name(home: Path, tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(tiny, "Qdrant/bge-small-en-v1.5-onnx-Q", "model_optimized.onnx") as hub:
        monkeypatch.setenv(ENDPOINT_VARIABLE, hub.address)
        done = versus("model", "BAAI/bge-small-en-v1.5", cwd=home)
    assert done.returncode == 0
    assert 'model = "BAAI/bge-small-en-v1.5"' in done.stdout


def test_a_folder_of_ones_own_is_looked_at_and_nothing_is_fetched(home: Path, tiny: Path) -> None:
    choose(home, tiny)
    done = versus("model", cwd=home)
    assert done.returncode == 0
    assert done.stdout.startswith(f"The model in {tiny} is complete: 0 MB on disk. There is nothing to fetch.\n")
    assert not (home / "data").exists()


def test_a_folder_is_named_from_where_the_configuration_is(home: Path, tiny: Path, tmp_path: Path) -> None:
    (home / "mine").symlink_to(tiny)
    choose(home, "mine")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    options = ("--config", "../config.toml", "--knowledge", "../knowledge", "--json")
    assert first(versus("ask", "cooking", *options, cwd=elsewhere)) == "brewing"


def test_ask_chat_and_eval_use_the_model_and_leave_no_data_folder(home: Path, tiny: Path) -> None:
    choose(home, tiny)
    assert first(versus("ask", "cooking", "--json", cwd=home)) == "brewing"
    assert "Around the corner." in versus("chat", cwd=home, keys="where is the shop\n").stdout
    (home / "questions.jsonl").write_text('{"q": "cooking", "expect": "brewing"}\n')
    report = json.loads(versus("eval", "questions.jsonl", "--json", cwd=home).stdout)
    assert report["hit_at_1"] == 1.0
    assert not (home / "data").exists()


def test_vectors_are_kept_where_there_is_a_data_folder(home: Path, tiny: Path) -> None:
    choose(home, tiny)
    (home / "data").mkdir()
    versus("ask", "cooking", cwd=home)
    kept = (home / "data" / "vectors.sqlite3").read_bytes()
    versus("ask", "cooking", cwd=home)
    assert (home / "data" / "vectors.sqlite3").read_bytes() == kept


@pytest.mark.parametrize("command", [("ask", "hi"), ("chat",), ("model", "nonsense"), ("knowledge", "history")])
def test_a_model_that_is_none_is_wrong_use(home: Path, command: tuple[str, ...]) -> None:
    choose(home, "nonsense")
    done = versus(*command, cwd=home)
    assert done.returncode == 2
    assert done.stderr.startswith("answers.model names nonsense, which is neither a folder nor a model")


def test_a_model_that_was_not_fetched_is_wrong_use_and_names_the_command(home: Path, hub: Hub) -> None:
    choose(home, SUGGESTED)
    done = versus("ask", "cooking", cwd=home)
    assert (done.returncode, hub.asked) == (2, [])
    assert done.stderr == f"The model {SUGGESTED} is not there yet: python -m bot model fetches it, once.\n"


def test_what_can_t_be_fetched_ends_with_1(home: Path, hub: Hub) -> None:
    hub.files.clear()
    done = versus("model", cwd=home)
    assert done.returncode == 1
    assert "HTTP 404. Check this machine's network" in done.stderr


def test_a_dry_run_shows_the_effect_with_the_model(home: Path, tiny: Path) -> None:
    choose(home, tiny)
    done = versus("knowledge", "teach", "shop", "is there a kettle for sale", "--dry-run", cwd=home)
    assert done.returncode == 0, done.stderr
    assert "kettle" in done.stdout


def test_a_model_that_fails_is_said_and_the_answer_comes_all_the_same(
    home: Path, tiny: Path, caplog: pytest.LogCaptureFixture
) -> None:
    choose(home, tiny)
    with caplog.at_level(logging.ERROR):
        done = versus("ask", f"where is the shop {BREAKS}", "--json", cwd=home)
    assert first(done) == "shop"


def test_the_preview_finds_the_model_of_the_real_data_folder(
    home: Path, hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    from bot.config import Config, load_config
    from bot.preview import _temporary_config

    versus("model", cwd=home)
    choose(home, SUGGESTED)
    monkeypatch.chdir(home)
    config = load_config()
    temporary = _temporary_config(config, home / "knowledge", home / "other", 1)
    assert Path(temporary.answers.model) == folder_of(SUGGESTED, Path("data/models"))
    assert _temporary_config(Config(), home, home, 1).answers.model == ""
