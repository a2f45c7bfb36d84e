"""Folders as they are found on disk."""

import os
from pathlib import Path

import pytest

from bot.knowledge.load import load_folder
from tests.knowledge.samples import ENTRIES, GOOD, HEADER, write_folder

GONE = (
    "gone.yaml: this can't be read (no such file or directory); "
    "check that it exists and that the bot's user may read it."
)


def sentences(folder: Path) -> list[str]:
    return [str(problem) for problem in load_folder(folder).problems]


def test_reads_both_suffixes_in_the_order_of_their_names(tmp_path: Path) -> None:
    write_folder(tmp_path, b=GOOD.replace("topic: coffee", "topic: b"), a=GOOD.replace("topic: coffee", "topic: a"))
    (tmp_path / "c.YML").write_text(GOOD.replace("topic: coffee", "topic: c"))
    knowledge = load_folder(tmp_path).knowledge
    assert knowledge is not None
    assert [topic.id for topic in knowledge.topics] == ["a", "b", "c"]


@pytest.mark.parametrize("name", [".a.yaml", "~a.yaml", "a.yaml~", "a.yaml.tmp", ".a.yaml.swp", "README.md", "a.json"])
def test_leaves_hidden_temporary_and_other_files_alone(tmp_path: Path, name: str) -> None:
    write_folder(tmp_path, good=GOOD)
    (tmp_path / name).write_text("not: [yaml")
    assert sentences(tmp_path) == []


def test_a_folder_inside_is_not_looked_into(tmp_path: Path) -> None:
    write_folder(tmp_path, good=GOOD)
    write_folder(tmp_path / "inside", broken="not: [yaml")
    assert sentences(tmp_path) == []


def test_no_such_folder(tmp_path: Path) -> None:
    missing = tmp_path / "nowhere"
    assert sentences(missing) == [
        f"{missing}: there is no such folder; make it, or name another one with --knowledge or in the configuration."
    ]


def test_a_file_in_place_of_the_folder(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text(GOOD)
    assert sentences(file) == [f"{file}: this is a file, not a folder; name the folder that holds it."]


def test_an_empty_folder(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("x")
    assert sentences(tmp_path) == [f"{tmp_path}: the folder holds no .yaml file; put a knowledge file into it."]


def test_what_is_no_regular_file_is_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    (tmp_path / "folder.yaml").mkdir()
    (tmp_path / "loop.yaml").symlink_to(tmp_path / "loop.yaml")
    (tmp_path / "gone.yaml").symlink_to(tmp_path / "nowhere")
    assert sentences(tmp_path) == [
        "folder.yaml: this is not a regular file; move it out of the knowledge folder or rename it.",
        GONE,
        "loop.yaml: this link leads back to itself; remove it or point it to a file.",
        "pipe.yaml: this is not a regular file; move it out of the knowledge folder or rename it.",
    ]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_one_may_not_read(tmp_path: Path) -> None:
    write_folder(tmp_path, a=GOOD)
    (tmp_path / "a.yaml").chmod(0)
    assert "permission denied" in sentences(tmp_path)[0]


def test_links_to_files_are_followed(tmp_path: Path) -> None:
    elsewhere = write_folder(tmp_path / "elsewhere", a=GOOD)
    folder = write_folder(tmp_path / "knowledge")
    (folder / "a.yaml").symlink_to(elsewhere / "a.yaml")
    assert sentences(folder) == []


def test_a_huge_file_is_not_read_whole(tmp_path: Path) -> None:
    with (tmp_path / "a.yaml").open("wb") as file:
        file.truncate(1 << 40)
    assert sentences(tmp_path) == [
        "a.yaml:1:1: the file is larger than 4 MiB; split it into several files of the same topic."
    ]


def test_problems_of_all_files_are_reported_in_order(tmp_path: Path) -> None:
    write_folder(tmp_path, a=HEADER, b="topic: coffee\n" + ENTRIES.replace("Mild.", "no"), c="topic: [")
    assert [problem.file for problem in load_folder(tmp_path).problems] == ["b.yaml", "c.yaml"]


def test_too_many_files(tmp_path: Path) -> None:
    for number in range(501):
        (tmp_path / f"{number}.yaml").touch()
    assert sentences(tmp_path) == [
        f"{tmp_path}: the folder holds more than 500 files; put several entries into one file."
    ]
