"""Files that are wrong, with what is said about them: ``broken/x.yaml`` (or a folder ``x``) beside ``broken/x.txt``."""

from pathlib import Path

import pytest

from bot.knowledge.build import Loaded, read_files

BROKEN = Path(__file__).parent / "broken"
CASES = sorted(path.stem for path in BROKEN.glob("*.txt"))


def read_case(name: str) -> Loaded:
    folder = BROKEN / name
    paths = sorted(folder.iterdir()) if folder.is_dir() else [BROKEN / f"{name}.yaml"]
    return read_files({path.name: path.read_bytes() for path in paths})


def test_every_broken_file_has_its_sentences() -> None:
    assert {path.stem for path in BROKEN.iterdir() if path.suffix != ".txt"} == set(CASES)


@pytest.mark.parametrize("name", CASES)
def test_says_everything_that_is_wrong(name: str) -> None:
    loaded = read_case(name)
    assert "\n".join(str(problem) for problem in loaded.problems) + "\n" == (BROKEN / f"{name}.txt").read_text("utf-8")
    assert loaded.knowledge is None


@pytest.mark.parametrize("name", CASES)
def test_every_sentence_says_what_is_wrong_and_what_to_do(name: str) -> None:
    for problem in read_case(name).problems:
        assert problem.line >= 1
        assert problem.column >= 1
        assert problem.message.endswith((".", "?"))
        assert ";" in problem.message or ": " in problem.message, "the second half says what to do"
