"""What people typed drives no terminal and forges no line of a log."""

import ast
import asyncio
import json
import logging
import re
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.cli.say import bold, say
from bot.control_characters import dropped, shown, shown_line
from bot.runtime import SafeFormatter
from bot.storage.database import Database
from bot.usage.events import Asked, Way
from bot.usage.identity import Pseudonyms
from tests.cli.commands import versus, versus_process

ROOT = Path(__file__).parent.parent
HOSTILE = "\x1b]0;owned\x07\x1b[2J\x9b31m\u202etfel\u200b\x7f [red]cost[/red]"
DRIVES = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069]")
PRINTERS = {"print", "echo", "secho", "pprint", "print_exc", "print_exception", "print_stack", "write", "writelines"}
TOPIC = "topic: tea\ntitle: Tea\nentries:\n  cost: {title: Cost, questions: [What does it cost?], answer: A coin.}\n"


def test_controls_are_written_out_or_dropped_and_other_characters_stay() -> None:
    assert shown("a\x1b[1m\r\n\x9b\u202e\u200d\ud800b") == "a\\x1b[1m\\r\n\\x9b\\u202e\\u200d\\ud800b"
    assert shown_line("a\nb") == "a\\nb"
    assert dropped("\U0001f469\U0001f3fd\u200d\U0001f680\u200d\tx\u200dy") == "\U0001f469\U0001f3fd\u200d\U0001f680 xy"
    assert dropped("a\x1b[1m\r\n\x9b\u202e\u200d\ud800b\tc") == "a[1m  b c"
    for text in ("", "déjà vu, 茶, \u00a0 \U0001f375", "e\u0301"):
        assert shown(text) == shown_line(text) == text
    assert not DRIVES.search(shown("".join(map(chr, range(0x3000)))))


def test_what_is_set_in_bold_is_ours_alone(capsys: pytest.CaptureFixture[str]) -> None:
    """Into a pipe nothing is in bold; what it looks like in a terminal is in test_cli_terminal."""
    say(f"{bold('Cost')} \x1b[1mforged\x1b[0m")
    assert capsys.readouterr().out == "Cost \\x1b[1mforged\\x1b[0m\n"


def test_nothing_but_say_writes_to_the_terminal() -> None:
    """Whoever adds a print to the command line is told here."""
    found = list[str]()
    for path in sorted([*(ROOT / "bot" / "cli").glob("**/*.py"), *(ROOT / "bot").glob("*.py")]):
        if path in (ROOT / "bot" / "cli" / "say.py", ROOT / "bot" / "__init__.py"):  # that one refuses an old Python
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                if name in PRINTERS and not is_a_file(node):
                    found.append(f"{path.name}:{node.lineno} {name}")
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(("rich.console", "rich.table")):
                found.append(f"{path.name}:{node.lineno} {node.module}")
    assert found == []


def is_a_file(call: ast.Call) -> bool:
    """``write`` on something that is no stream of the terminal."""
    target = ast.unparse(call.func)
    return target.endswith(("write", "writelines")) and "sys." not in target


async def hostile_world(folder: Path) -> None:
    """Rows as earlier versions stored them, with a hostile question, entry, moderator and reason."""
    (folder / "knowledge").mkdir()
    (folder / "knowledge" / "tea.yaml").write_text(TOPIC)
    (folder / "data").mkdir()
    path = folder / "data" / "versus.sqlite3"
    async with Database.open(path, Pseudonyms.from_file(folder / "data" / "usage.key")) as database:
        asked = Asked(
            1, datetime.now(UTC), Way.SLASH, "ann", 1, 2, f"{HOSTILE} what", "unknown", f"tea/{HOSTILE}", 0.1, 0.0, 9
        )
        await database.usage.write([asked])
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(
            "INSERT INTO revision VALUES (0, 1, 5, 'bob', ?, 'edit', ?, ?, 1, NULL, NULL)",
            (f"{HOSTILE}\n#2 forged", f"{HOSTILE}\n#3 forged", HOSTILE),
        )
        connection.execute(
            "INSERT INTO revision_file VALUES (0, 1, 0, ?, 0, ?, ?, NULL, NULL)",
            (f"{HOSTILE}.yaml", "old\n", f"{HOSTILE}\n"),
        )


@pytest.mark.parametrize(
    "command",
    [
        "stats",
        "knowledge add tea/{id} --title x --answer y --question {hostile} --dry-run",
        "knowledge teach cost {hostile} --dry-run",
        "knowledge history",
        "knowledge history {hostile}",
        "knowledge edit {hostile} --title x",
        "knowledge import {hostile}",
        "ask what does it cost {hostile}",
        "check {hostile}",
        "eval {hostile}",
        "health --config {hostile}",
    ],
)
def test_what_people_typed_is_shown_and_drives_nothing(tmp_path: Path, command: str) -> None:
    asyncio.run(hostile_world(tmp_path))
    arguments = [part.replace("{hostile}", HOSTILE).replace("{id}", "new") for part in command.split()]
    done = versus(*arguments, cwd=tmp_path)
    assert "Traceback" not in done.stderr
    assert not DRIVES.search(done.stdout + done.stderr), done.stdout + done.stderr
    assert not re.search("^#[23] forged", done.stdout, re.MULTILINE)
    if command in ("stats", "knowledge history"):
        assert "\\x1b[2J" in done.stdout
        assert "[red]cost[/red]" in done.stdout, "markup of people's is text"


def test_json_stays_json_and_says_exactly_what_was_typed(tmp_path: Path) -> None:
    asyncio.run(hostile_world(tmp_path))
    stats = versus("stats", "--json", cwd=tmp_path)
    assert json.loads(stats.stdout)["top_unanswered"][0]["name"] == f"{HOSTILE} what"
    history = versus("knowledge", "history", "--json", cwd=tmp_path)
    assert json.loads(history.stdout)["revisions"][0]["why"] == HOSTILE
    for done in (stats, history):
        assert not DRIVES.search(done.stdout)


def test_a_files_name_drives_nothing_and_forges_no_line(tmp_path: Path) -> None:
    (tmp_path / "knowledge").mkdir()
    (tmp_path / "knowledge" / f"a{HOSTILE.replace('/', '')}\nforged.yaml").write_text("topic: a\n")
    done = versus("check", cwd=tmp_path)
    assert done.returncode == 1
    assert not DRIVES.search(done.stdout + done.stderr)
    assert "\nforged" not in done.stdout


def test_an_export_into_a_pipe_keeps_every_character(tmp_path: Path) -> None:
    """What is shown to eyes is written out; a file must come back as it was."""
    (tmp_path / "knowledge").mkdir()
    text = TOPIC.replace("A coin.", '"A \u2009coin\u00ad."')
    (tmp_path / "knowledge" / "tea.yaml").write_text(text, "utf-8")
    done = versus_process("knowledge", "export", cwd=tmp_path)
    assert "A \u2009coin\u00ad." in done.stdout


def test_a_message_of_the_log_begins_no_line_but_its_own() -> None:
    record = logging.LogRecord("bot", logging.WARNING, "x.py", 1, "Named %s.", (f"{HOSTILE}\n2026 ERROR forged",), None)
    said = SafeFormatter("%(levelname)s %(message)s").format(record)
    assert not DRIVES.search(said)
    assert [line[:4] for line in said.splitlines()] == ["WARN", "    "]
