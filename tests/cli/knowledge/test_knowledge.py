"""The knowledge commands over real files; some as processes, also beside the running bot."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.app import open_app
from bot.config import Config, DataConfig, KnowledgeConfig
from bot.discord_app.services import Services
from bot.storage.database import Database
from bot.usage.events import Asked, Way
from tests.cli.commands import versus, versus_process
from tests.editing.worlds import BASE

NOW = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """A folder with a knowledge base and nothing else."""
    (tmp_path / "knowledge").mkdir()
    (tmp_path / "knowledge" / "ops.yaml").write_text(BASE)
    return tmp_path


def knowledge(here: Path, *arguments: str, code: int = 0, process: bool = False) -> str:
    done = (versus_process if process else versus)("knowledge", *arguments, cwd=here)
    assert done.returncode == code, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    return done.stdout if code == 0 else done.stdout + done.stderr


def text(here: Path) -> str:
    return (here / "knowledge" / "ops.yaml").read_text()


def as_json(here: Path, *arguments: str, code: int = 0) -> Any:
    return json.loads(knowledge(here, *arguments, "--json", code=code).splitlines()[0])


def test_teach_history_and_revert(here: Path) -> None:
    said = knowledge(here, "teach", "cost", "how", "many", "dollars", "--why", "asked often")
    assert "+ how many dollars" in said
    assert "Saved as #2. To undo it: knowledge revert 2" in said
    line = "      - Is it expensive?\n"
    assert text(here) == BASE.replace(line, line + "      - how many dollars\n")
    newest, first = as_json(here, "history")["revisions"]
    assert (newest["number"], newest["who"], newest["kind"], newest["why"]) == (2, "terminal", "teach", "asked often")
    assert first["what"] == "first version: ops.yaml, 2 entries"
    opened = knowledge(here, "history", "--open", "2")
    assert "Why: asked often" in opened
    assert '"how many dollars" (asked often)\n' in knowledge(here, "history")
    assert "ops.yaml:14\n+      - how many dollars" in opened
    assert [one["number"] for one in as_json(here, "history", "security")["revisions"]] == [1]
    knowledge(here, "revert", "2")
    assert text(here) == BASE
    assert "There is no revision #9." in knowledge(here, "revert", "9", code=1)


def test_the_history_names_the_entries_of_each_change(here: Path) -> None:
    knowledge(here, "teach", "cost", "how many dollars")
    knowledge(here, "revert", "2")
    (here / "knowledge" / "ops.yaml").write_text(BASE.replace("Less", "Little").replace("Code is", "Code can be"))
    knowledge(here, "revert", "4")
    lines = knowledge(here, "history").splitlines()
    assert [line.split("  ")[-1].strip() for line in lines] == [
        "Cost, Security: took #4 back",
        "changed the file: ops.yaml, 2 entries",
        "Cost: took #2 back",
        'Cost: example question added: "how many dollars"',
        "first version: ops.yaml, 2 entries",
    ]
    assert as_json(here, "history")["revisions"][0]["titles"] == ["Cost", "Security"]
    assert "Cost: took #2 back" in knowledge(here, "history", "--open", "3")


def test_list_shows_the_entries_and_filters_them(here: Path) -> None:
    (here / "knowledge" / "tea.yaml").write_text("topic: tea\ntitle: Tea\nentries:\n  a: {title: A tea, answer: B.}\n")
    assert [line.split() for line in knowledge(here, "list").splitlines()] == [
        ["id", "title", "topic", "kind", "questions"],
        ["cost", "Cost", "ops", "comparison", "2"],
        ["security", "Security", "ops", "comparison", "2"],
        ["a", "A", "tea", "tea", "single", "answer", "0"],
    ]
    for words, found in ((["PRICE"], ["ops/cost"]), (["is", "it safe"], ["ops/security"]), (["nowhere"], [])):
        assert [one["entry"] for one in as_json(here, "list", *words)["entries"]] == found
    assert [one["entry"] for one in as_json(here, "list", "--topic", "Tea")["entries"]] == ["tea/a"]
    assert "No entry has all of these words" in knowledge(here, "list", "nowhere")
    assert "There is no topic 'x'. I know: ops, tea." in knowledge(here, "list", "--topic", "x", code=1)
    knowledge(here, "remove", "cost", "--server", "7")
    assert "cost" not in knowledge(here, "list", "--server", "7")


def test_show_is_what_members_see_and_how_it_is_asked_for(here: Path) -> None:
    assert knowledge(here, "show", "Price") == (
        "Cost\n\nMLOps\n  More money, for training.\n\nDevOps\n  Less money.\n\nMLOps vs DevOps\n\n"
        "Other names: 1\n  price\n\nExample questions: 2\n  What does it cost?\n  Is it expensive?\n"
    )
    shown = as_json(here, "show", "ops/cost")
    assert shown["sides"] == {"mlops": "More money, for training.", "devops": "Less money."}
    assert (shown["entry"], shown["kind"], shown["aliases"]) == ("ops/cost", "comparison", ["price"])
    assert "These come closest: cost." in knowledge(here, "show", "costt", code=1)
    assert [path.name for path in here.iterdir()] == ["knowledge"]


def test_a_dry_run_shows_the_effect_and_leaves_no_trace(here: Path) -> None:
    said = knowledge(here, "teach", "cost", "how many dollars", "--dry-run")
    assert "Nobody has asked anything yet" in said
    assert "Nothing was saved (--dry-run)." in said
    assert text(here) == BASE
    assert [path.name for path in here.iterdir()] == ["knowledge"]


def test_a_change_says_which_entries_would_look_alike(here: Path) -> None:
    dear = ("add", "dear", "--title", "Costs", "--side", "mlops=A lot.", "--side", "devops=Less.")
    said = knowledge(here, *dear, "--question", "What does it all cost?", "--dry-run")
    assert '"Cost" and "Costs" look alike to me: both are asked by words like "What does it cost?" or "What' in said
    effect = as_json(here, *dear, "--question", "What does it all cost?", "--dry-run")["impact"]
    assert effect["twins"] == [["ops/cost", "ops/dear"]]
    assert "look alike" not in knowledge(here, "teach", "cost", "how many dollars", "--dry-run")


def test_a_dry_run_decides_again_what_was_asked(here: Path) -> None:
    async def ask() -> None:
        (here / "data").mkdir()
        async with Database.open(here / "data" / "versus.sqlite3") as database:
            questions = ["many dollars per month", "many dollars per month", "is it safe?"]
            one = Asked(
                id=0, at=NOW, server=7, channel=1, user="u", way=Way.SLASH, text="", decision="unknown",
                entry=None, score=0.1, margin=0.1, took_us=9,
            )  # fmt: skip
            asked = [replace(one, id=number, text=text) for number, text in enumerate(questions, 1)]
            await database.usage.write(asked)

    asyncio.run(ask())
    effect = as_json(here, "teach", "cost", "many dollars per month", "--dry-run")["impact"]
    assert (effect["asked"], effect["unchanged"]) == (3, 1)
    (shift,) = effect["shifts"]
    assert (shift["question"], shift["times"], shift["after"]) == ("many dollars per month", 2, ["ops/cost"])
    said = knowledge(here, "teach", "cost", "many dollars per month", "--dry-run")
    assert '  2 would now be answered\n    "many dollars per month": ops/cost\n  1 stays as it is' in said


def test_add_edit_and_remove(here: Path) -> None:
    knowledge(
        here, "add", "speed", "--title", "Speed", "--side", "mlops=Slow.", "--side", "devops=Fast.", "--question",
        "How fast?", "--alias", "pace", "--see-also", "cost", "--link", "Read on=https://example.org/?a=b",
    )  # fmt: skip
    assert text(here).startswith(BASE)
    added = text(here)[len(BASE) :]
    for part in ("speed:", "title: Speed", "mlops: Slow.", "How fast?", "pace", "https://example.org/?a=b"):
        assert part in added
    changes = as_json(here, "edit", "speed", "--title", "Pace", "--alias", "", "--side", "mlops=Slower.")["changes"]
    assert [(one["field"], one["before"], one["after"]) for one in changes] == [
        ("title", "Speed", "Pace"),
        ("aliases", "pace", None),
        ("mlops", "Slow.", "Slower."),
    ]
    assert "the entry goes, with 1 example question" in knowledge(here, "remove", "ops/speed")
    assert text(here) == BASE
    assert as_json(here, "edit", "cost", "--title", "Cost")["saved"] is None


def test_a_removal_takes_the_references_along(here: Path) -> None:
    for options in (["--dry-run"], []):
        said = knowledge(here, "remove", "cost", *options)
        assert "Remove ops/cost\n  the entry goes, with 2 example questions" in said
        assert "Change to ops/security\n  See also\n    - cost" in said
    assert "see_also" not in text(here)
    assert as_json(here, "history")["revisions"][0]["what"] == "removed “Cost”"


def test_problems_speak_of_what_was_typed_and_nothing_is_saved(here: Path) -> None:
    said = knowledge(here, "add", "speed", "--title", "Speed", "--side", "mlosp=Slow.", code=1, process=True)
    assert "--side mlosp is none of the subjects; did you mean --side mlops?" in said
    assert "ops.yaml" not in said
    assert text(here) == BASE
    assert as_json(here, "teach", "cost", "Is it safe?", code=1)["problems"] != []


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (["edit", "costt", "--title", "x"], 1, "These come closest: cost"),
        (["add", "cost", "--title", "x"], 1, "There is an entry 'cost' already"),
        (["add", "nowhere/x", "--title", "x"], 1, "There is no topic 'nowhere'"),
        (["add", "speed"], 2, "Say what to change"),
        (["add", "speed", "--answer", "x"], 2, "A new entry needs a --title"),
        (["edit", "cost", "--side", "mlops"], 2, "SUBJECT=TEXT"),
        (["edit", "cost", "--link", "here"], 2, "LABEL=URL"),
        (["teach", "cost", " "], 2, "There is no word"),
        (["import", "nowhere.yaml"], 1, "I can't read nowhere.yaml"),
        (["fmt", "nowhere.yaml"], 1, "There is no file nowhere.yaml here"),
        (["export", "nowhere"], 1, "There is no topic 'nowhere'"),
        (["editor", "Mo"], 2, "by its id"),
        (["history", "nothing"], 1, "There is no entry 'nothing'"),
        (["remove", "cost", "--server", "0"], 2, "--server"),
    ],
)
def test_each_mistake_has_its_sentence(here: Path, arguments: list[str], code: int, sentence: str) -> None:
    said = knowledge(here, *arguments, code=code)
    assert sentence in " ".join(said.split())
    assert text(here) == BASE


def test_a_folder_that_is_missing_is_not_made(tmp_path: Path) -> None:
    assert "There is no folder knowledge to change" in knowledge(tmp_path, "remove", "cost", code=2)
    assert list(tmp_path.iterdir()) == []


def test_export_and_import_again(here: Path) -> None:
    assert knowledge(here, "export") == BASE
    assert "| **Cost** | More money, for training. | Less money. |" in knowledge(here, "export", "--markdown")
    knowledge(here, "export", "--output", "out")
    assert (here / "out" / "ops.yaml").read_text() == BASE
    assert as_json(here, "import", "out/ops.yaml")["saved"] is None
    (here / "out" / "ops.yaml").write_text(BASE.replace("Less money.", "Little money."))
    assert "Nothing was saved" in knowledge(here, "import", "out/ops.yaml", "--dry-run")
    assert text(here) == BASE
    knowledge(here, "import", "out/ops.yaml")
    assert "devops: Little money." in text(here)
    (here / "out" / "ops.yaml").write_text(BASE + "  broken\n")
    assert f"{Path('out') / 'ops.yaml'}:" in knowledge(here, "import", "out/ops.yaml", code=1)


def test_an_import_with_one_slip_is_refused_and_one_that_removes_many_says_so(here: Path) -> None:
    more = "".join(f"  thing-{number}:\n    title: Thing {number}\n    both: Both.\n" for number in range(5))
    (here / "knowledge" / "more.yaml").write_text("topic: ops\nentries:\n" + more)
    (here / "up.yaml").write_text(BASE + more.replace("title: Thing 3", "titel: Thing 3"))
    for scope in ([], ["--server", "7"]):
        assert "up.yaml:34:5: " in knowledge(here, "import", "up.yaml", *scope, code=1)
        assert "up.yaml:34:5: " in knowledge(here, "import", "up.yaml", *scope, "--dry-run", code=1)
    (here / "up.yaml").write_text(BASE)
    warning = "This change removes 5 entries; the history keeps them.\n"
    assert warning in knowledge(here, "import", "up.yaml", "--dry-run")
    assert warning in knowledge(here, "import", "up.yaml", "--server", "7")
    assert text(here) == BASE


def test_a_servers_budget_holds_in_the_terminal_too(here: Path) -> None:
    (here / "config.toml").write_text("[knowledge]\noverlay_entries = 1\n")
    add = ("add", "tea", "--title", "Tea", "--answer", "Green.")
    knowledge(here, *add, "--server", "7")
    for options in ((), ("--dry-run",)):
        said = knowledge(here, "add", "pets", "--title", "Pets", "--answer", "Cats.", "--server", "7", *options, code=1)
        assert "With this change the server would have 2 entries of its own, and 1 is the most." in said
    knowledge(here, *add)


def test_fmt_keeps_every_comment_and_is_a_revision(here: Path) -> None:
    assert "put into form: ops.yaml" in knowledge(here, "fmt", "--dry-run")
    assert text(here) == BASE
    knowledge(here, "fmt", "ops.yaml")
    assert "# what it costs" in text(here)
    assert text(here) != BASE
    assert as_json(here, "fmt")["saved"] is None
    knowledge(here, "revert", "2")
    assert text(here) == BASE


def test_an_overlay_is_one_servers_own(here: Path) -> None:
    knowledge(here, "remove", "cost", "--server", "7", process=True)
    assert "hide: [cost]" in (here / "data" / "servers" / "7.yaml").read_text()
    assert text(here) == BASE
    assert [one["number"] for one in as_json(here, "history", "--server", "7")["revisions"]] == [1]
    assert knowledge(here, "history", "--server", "8", process=True).strip() == "Nothing has been changed yet."
    knowledge(here, "revert", "1", "--server", "7", process=True)
    assert list((here / "data" / "servers").iterdir()) == []


def test_the_bases_editor(here: Path) -> None:
    assert "No server edits the shared base yet" in knowledge(here, "editor")
    assert not (here / "data").exists()
    knowledge(here, "editor", "123")
    assert as_json(here, "editor") == {"servers": [123], "configured": False}
    knowledge(here, "editor", "none")
    assert as_json(here, "editor") == {"servers": [], "configured": False}
    (here / "config.toml").write_text("[knowledge]\neditors = [5]\n")
    assert as_json(here, "editor") == {"servers": [5], "configured": True}
    assert "knowledge.editors" in knowledge(here, "editor", "123", code=2)


async def until(done: Callable[[], Awaitable[bool]]) -> None:
    while not await done():  # noqa: ASYNC110  it is another program's doing
        await asyncio.sleep(0.1)


async def taught(services: Services) -> bool:
    return "how many dollars" in services.snapshots.snapshot().knowledge.entries["ops/cost"].questions


async def hidden(services: Services) -> bool:
    return "ops/security" not in (await services.snapshots.of(7)).knowledge.entries


async def test_the_running_bot_takes_a_change_over_and_records_it_once(here: Path) -> None:
    config = Config(knowledge=KnowledgeConfig(folder=here / "knowledge"), data=DataConfig(folder=here / "data"))
    async with open_app(config) as services:
        await services.moderation.editor.notice(7)
        done = await asyncio.gather(
            asyncio.to_thread(knowledge, here, "teach", "cost", "how many dollars", process=True),
            asyncio.to_thread(knowledge, here, "remove", "security", "--server", "7", process=True),
        )
        assert all("Saved as #" in said for said in done)
        async with asyncio.timeout(15):
            await until(lambda: taught(services))
            await until(lambda: hidden(services))
        for scope, numbers in ((None, [2, 1]), (7, [1])):
            await services.moderation.editor.follow(scope)
            assert [one.number for one in await services.moderation.editor.history.page(scope)] == numbers
