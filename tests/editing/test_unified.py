"""A patch makes of the files before exactly those after, as git and hypothesis see it."""

import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.editing.unified import unified

GIT = shutil.which("git")
LINES = st.lists(st.sampled_from(["a\n", "b\n", "c\r\n", "\n", "--- a\n", "+\n", "é\n"]), max_size=30)
TEXTS = st.builds(lambda lines, end: "".join(lines) + end, LINES, st.sampled_from(["", "end"]))


def test_alike_files_make_no_patch() -> None:
    assert unified({"a.yaml": "x\n"}, {"a.yaml": "x\n"}, "knowledge") == ""


def test_a_line_in_the_middle() -> None:
    before = "".join(f"{number}\n" for number in range(1, 11))
    after = before.replace("5\n", "five\n")
    assert unified({"a.yaml": before}, {"a.yaml": after}, "k") == (
        "--- a/k/a.yaml\n+++ b/k/a.yaml\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n"
    )


@pytest.mark.skipif(GIT is None, reason="needs git")
@settings(max_examples=40, deadline=None)
@given(before=TEXTS, after=TEXTS)
def test_git_makes_the_file_of_it(before: str, after: str) -> None:
    old, new = ({"a.yaml": text} if text else {} for text in (before, after))
    patch = unified(old, new, "k")
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "k").mkdir()
        for file, text in old.items():
            (folder / "k" / file).write_bytes(text.encode())
        if patch:
            subprocess.run([str(GIT), "apply", "-"], cwd=folder, input=patch.encode(), check=True, capture_output=True)
        found = {path.name: path.read_bytes().decode() for path in (folder / "k").glob("*")}
    assert found == new
