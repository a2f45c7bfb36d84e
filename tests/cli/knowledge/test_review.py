"""What waits for review, in the terminal: listed, exported as a patch that git takes, dropped."""

import asyncio
import json
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from bot.editing import operations
from bot.editing.revision import Scope
from bot.knowledge.model import Entry
from tests.cli.commands import versus
from tests.editing.test_review import MO, drafted, opened
from tests.editing.worlds import BASE

GIT = shutil.which("git")
REASON = "asked often\n--- a/knowledge/ops.yaml"


def knowledge(here: Path, *arguments: str, code: int = 0) -> subprocess.CompletedProcess[str]:
    done = versus("knowledge", *arguments, cwd=here)
    assert done.returncode == code, done.stdout + done.stderr
    return done


def propose(here: Path) -> None:
    """Three changes of the base by a moderator, of which each builds on those before, and one of server 7."""

    async def all_of_them() -> None:
        async with opened(here) as session:
            new = Entry("ops", "", "Speed", sides={"mlops": "Slow.", "devops": "Fast."})

            async def teach(entry: str, question: str, scope: Scope = None) -> None:
                known = await drafted(session, scope)
                await session.editor.commit(operations.teaching(known, entry, [question], scope), MO, f"+ {question}")

            known = await drafted(session)
            change = operations.teaching(known, "ops/cost", ["how many dollars"], None)
            await session.editor.commit(replace(change, why=REASON), MO, "+ how many dollars")
            await session.editor.commit(operations.addition(await drafted(session), new, None), MO, "added “Speed”")
            await teach("ops/speed", "how fast is it")
            await teach("ops/security", "who has the keys", 7)

    asyncio.run(all_of_them())


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """The folder that the bot runs in; its data lie in the same place."""
    (tmp_path / "config.toml").write_text('[data]\nfolder = "."\n[knowledge]\nedits = "propose"\n')
    propose(tmp_path)
    return tmp_path


def git(folder: Path, *arguments: str, patch: str) -> None:
    done = subprocess.run([str(GIT), *arguments], cwd=folder, input=patch, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_they_are_listed_and_the_base_stays_as_it_is(here: Path) -> None:
    lines = knowledge(here, "proposed").stdout.splitlines()
    assert [line[:3] for line in lines] == ["#1 ", "#2 ", "#3 ", "#4 "]
    assert lines[0].endswith("Moira            + how many dollars (asked often --- a/knowledge/ops.yaml)")
    assert lines[3].endswith("+ who has the keys [server 7]")
    found = json.loads(knowledge(here, "proposed", "--json").stdout)["proposed"]
    assert [(one["number"], one["server"], one["problem"]) for one in found] == [
        (1, None, None),
        (2, None, None),
        (3, None, None),
        (4, 7, None),
    ]
    assert [
        one["number"] for one in json.loads(knowledge(here, "proposed", "--server", "7", "--json").stdout)["proposed"]
    ] == [4]
    assert (here / "knowledge" / "ops.yaml").read_text() == BASE


@pytest.mark.skipif(GIT is None, reason="needs git")
@pytest.mark.parametrize("below", ["", "deployed/bot"])
def test_git_applies_the_patch_and_what_arrived_waits_no_longer(tmp_path: Path, below: str) -> None:
    here = tmp_path / below
    here.mkdir(parents=True, exist_ok=True)
    git(tmp_path, "init", "-q", patch="")
    (here / "config.toml").write_text('[data]\nfolder = "."\n')
    propose(here)
    done = knowledge(here, "export", "--proposed")
    heads = [line for line in done.stdout.splitlines() if line.startswith("# #")]
    assert [head.partition(": ")[2] for head in heads] == ["+ how many dollars", "added “Speed”", "+ how fast is it"]
    assert "Moira" not in done.stdout
    assert "# Why: asked often --- a/knowledge/ops.yaml\n" in done.stdout
    assert "1 more for server 7" in done.stderr
    git(here, "apply", "-", patch=done.stdout)
    text = (here / "knowledge" / "ops.yaml").read_text()
    assert "- how many dollars\n" in text
    assert "how fast is it" in text
    assert text.startswith("# The first comment stays.")
    assert [one["number"] for one in json.loads(knowledge(here, "proposed", "--json").stdout)["proposed"]][-1] == 4
    knowledge(here, "teach", "cost", "price tag")  # whatever opens the files to write closes what has arrived
    assert [line[:2] for line in knowledge(here, "proposed").stdout.splitlines()] == ["#4"]
    assert knowledge(here, "export", "--proposed").stdout == ""


@pytest.mark.skipif(GIT is None, reason="needs git")
def test_a_servers_patch_names_the_server_and_makes_its_file(here: Path) -> None:
    patch = knowledge(here, "export", "--proposed", "--server", "7").stdout
    assert patch.splitlines()[0].endswith(", server 7: + who has the keys")
    assert "--- /dev/null\n+++ b/servers/7.yaml\n" in patch
    git(here, "apply", "-", patch=patch)
    assert "who has the keys" in (here / "servers" / "7.yaml").read_text()


def test_one_that_is_dropped_is_shown_once_more(here: Path) -> None:
    said = knowledge(here, "proposed", "--drop", "1").stdout
    assert "#1 no longer waits for review: + how many dollars" in said
    assert "    + how many dollars" in said
    assert "how many dollars" not in knowledge(here, "export", "--proposed").stdout
    assert "#1 does not wait for review" in knowledge(here, "proposed", "--drop", "2", "--drop", "1", code=1).stderr
    assert json.loads(knowledge(here, "proposed", "--drop", "4", "--json").stdout) == {"dropped": [4]}
    assert [line[:2] for line in knowledge(here, "proposed").stdout.splitlines()] == ["#2", "#3"]


def test_what_does_not_fit_any_more_is_left_out_and_told(here: Path) -> None:
    gone = BASE[: BASE.index("  cost:")] + BASE[BASE.index("  # Security") :].replace("    see_also: [cost]\n", "")
    (here / "knowledge" / "ops.yaml").write_text(gone)
    assert "It does not fit the files any more: “Cost” is gone." in knowledge(here, "proposed").stdout
    done = knowledge(here, "export", "--proposed")
    assert "#1 is left out (+ how many dollars)." in done.stderr
    assert "dollars" not in done.stdout
    assert "how fast is it" in done.stdout


def test_nothing_waits(tmp_path: Path) -> None:
    (tmp_path / "knowledge").mkdir()
    (tmp_path / "knowledge" / "ops.yaml").write_text(BASE)
    assert knowledge(tmp_path, "proposed").stdout == "Nothing waits for review.\n"
    done = knowledge(tmp_path, "export", "--proposed")
    assert (done.stdout, done.stderr) == ("", "Nothing waits for review.\n")
    assert knowledge(tmp_path, "export", "--proposed", "--markdown", code=2).stdout == ""
    assert [path.name for path in tmp_path.iterdir()] == ["knowledge"]
