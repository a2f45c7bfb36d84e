"""The terminal commands: most within the test's process, some as an operator's own."""

import json
import os
import re
import subprocess
import sys
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import pytest

from bot.app import open_app
from bot.config import Config, DataConfig
from bot.health import FILE_NAME
from bot.usage.events import Asked, Way
from tests.cli.commands import ROOT, versus, versus_process

KNOWLEDGE = ROOT / "knowledge"
COMMANDS = ["run", "preview", "chat", "ask", "eval", "check", "model", "stats", "health", "knowledge"]


def ask(question: str, *more: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return versus("ask", question, "--knowledge", str(KNOWLEDGE), *more, cwd=cwd)


# --- ask


def test_ask_answers(tmp_path: Path) -> None:
    done = versus_process("ask", "how does monitoring differ?", "--knowledge", str(KNOWLEDGE), cwd=tmp_path)
    assert done.returncode == 0
    assert done.stdout.startswith("Monitoring\n\nMLOps\n  ")
    assert "source: JustAcademy (https://www.justacademy.co)" in done.stdout
    assert "\x1b" not in done.stdout
    assert done.stderr == ""


def test_ask_needs_no_quotes(tmp_path: Path) -> None:
    done = versus("ask", "--knowledge", str(KNOWLEDGE), "how", "does", "monitoring", "differ?", cwd=tmp_path)
    assert done.returncode == 0


def test_ask_json_is_one_object_with_the_documented_keys(tmp_path: Path) -> None:
    done = ask("how does monitoring differ?", "--json", cwd=tmp_path)
    assert done.returncode == 0
    assert done.stdout.count("\n") == 1
    value = json.loads(done.stdout)
    keys = ["question", "decision", "entries", "fallback", "candidates", "subjects", "text", "reason", "took_us"]
    assert list(value) == keys
    assert value["question"] == "how does monitoring differ?"
    assert value["decision"] == "answer"
    assert value["entries"] == ["monitoring"]
    assert value["fallback"] is None
    assert value["candidates"][0]["entry"] == "monitoring"
    scores = [candidate["score"] for candidate in value["candidates"]]
    assert scores == sorted(scores, reverse=True)
    assert 1 <= len(scores) <= 5
    assert value["reason"].keys() >= {"score", "margin", "words"}
    assert value["text"].startswith("Monitoring")
    assert value["took_us"] > 0


def test_ask_exits_with_1_when_it_has_no_answer(tmp_path: Path) -> None:
    done = ask("who won the football yesterday evening?", "--json", cwd=tmp_path)
    assert done.returncode == 1
    value = json.loads(done.stdout)
    assert (value["decision"], value["entries"], value["fallback"]) == ("unknown", [], "contact")
    assert "Perhaps this helps:\n  1. Contact" in value["text"]


def test_ask_without_a_question_is_wrong_use(tmp_path: Path) -> None:
    assert versus("ask", cwd=tmp_path).returncode == 2
    done = ask("  ", cwd=tmp_path)
    assert done.returncode == 2
    assert "Ask something" in done.stderr


def test_ask_falls_back_to_the_bundled_knowledge_where_there_is_no_folder(tmp_path: Path) -> None:
    done = versus("ask", "how does monitoring differ?", cwd=tmp_path)
    assert done.returncode == 0
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", [["ask", "hi"], ["chat"], ["eval", "questions.jsonl"]])
def test_asking_loads_neither_discord_nor_the_database_and_records_nothing(tmp_path: Path, command: list[str]) -> None:
    (tmp_path / "questions.jsonl").write_text('{"q": "monitoring?", "expect": "monitoring", "kind": "x"}\n', "utf-8")
    program = (
        "import sys; sys.argv[1:] = sys.argv[1:]; from bot.cli import main\n"
        "try: main()\n"
        "except SystemExit as done: print('code', done.code)\n"
        "print('loaded', [name for name in ('discord', 'sqlalchemy', 'aiosqlite', 'alembic', 'simcord', "
        "'asyncio', 'ssl', 'logging') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, *command, "--knowledge", str(KNOWLEDGE)],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        input="",
        capture_output=True,
        encoding="utf-8",
    )
    assert "loaded []" in done.stdout
    assert [file.name for file in tmp_path.iterdir()] == ["questions.jsonl"]


# --- chat


def chat(*lines: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return versus("chat", "--knowledge", str(KNOWLEDGE), cwd=cwd, keys="".join(f"{line}\n" for line in lines))


def test_chat_answers_line_by_line_until_the_input_ends(tmp_path: Path) -> None:
    done = chat("how does monitoring differ?", "", "what about cost?", cwd=tmp_path)
    assert done.returncode == 0
    assert done.stdout.index("Monitoring\n") < done.stdout.index("Cost\n")
    assert "> " not in done.stdout


def test_chat_follows_up(tmp_path: Path) -> None:
    done = chat("how does monitoring differ in mlops?", "and devops?", "/why", cwd=tmp_path)
    follow_up = done.stdout.split("Monitoring\n")[2]
    assert follow_up.index("DevOps\n") < follow_up.index("MLOps\n")
    assert 'I would answer with "Monitoring"' in done.stdout


def test_chat_lists_what_it_knows_and_ends_when_asked(tmp_path: Path) -> None:
    done = chat("/list", "/nonsense", "/why", "/quit", "how does monitoring differ?", cwd=tmp_path)
    assert done.returncode == 0
    assert "  Scalability\n" in done.stdout
    assert "I know /list, /why and /quit" in done.stdout
    assert "There is nothing to explain yet" in done.stdout
    assert "Watches" not in done.stdout


# --- eval


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    file = tmp_path / "questions.jsonl"
    lines = [
        {"q": "how does monitoring differ?", "expect": "monitoring", "kind": "plain"},
        {"q": "cost", "expect": ["cost"], "kind": "plain"},
        {"q": "who won the football yesterday?", "expect": None, "kind": "off"},
    ]
    file.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    return file


def test_eval_prints_a_table_with_numbers_to_the_right(tmp_path: Path, questions: Path) -> None:
    done = versus_process("eval", str(questions), "--knowledge", str(KNOWLEDGE), cwd=tmp_path)
    assert done.returncode == 0
    rows = {line.split()[0]: line.split()[1:] for line in done.stdout.splitlines() if line.strip()}
    assert rows["plain"][:2] == ["2", "0"]
    assert rows["off"][:2] == ["0", "1"]
    assert rows["all"][:4] == ["2", "1", "100.0%", "100.0%"]
    assert done.stderr == ""


@pytest.mark.parametrize(("percent", "code"), [("66.6", 0), ("66.7", 1), ("100", 1)])
def test_eval_fails_when_too_few_came_out_right(tmp_path: Path, questions: Path, percent: str, code: int) -> None:
    questions.write_text(questions.read_text("utf-8").replace('"monitoring", "kind"', '"contact", "kind"'), "utf-8")
    for output in ((), ("--json",)):
        arguments = ("eval", str(questions), "--fail-under", percent, "--knowledge", str(KNOWLEDGE), *output)
        done = versus(*arguments, cwd=tmp_path)
        assert done.returncode == code
        assert ("66.67% of all 3 questions came out right" in done.stderr) is (code == 1)
        assert done.stdout
    assert json.loads(done.stdout)["right"] == pytest.approx(2 / 3)
    assert versus("eval", str(questions), "--fail-under", "101", cwd=tmp_path).returncode == 2


def test_eval_json_has_the_documented_keys(tmp_path: Path, questions: Path) -> None:
    done = versus("eval", str(questions), "--json", "--knowledge", str(KNOWLEDGE), cwd=tmp_path)
    value = json.loads(done.stdout)
    shares = {"hit_at_1", "hit_at_3", "answered_right", "answered_wrong", "suggested_right"}
    group = {"answerable", "unanswerable", "right", "false_answers", "false_suggestions"} | shares
    assert value.keys() == group | {"kinds", "latency_us"}
    assert value["kinds"]["plain"].keys() == group
    assert value["latency_us"].keys() == {"p50", "p99"}
    assert (value["answerable"], value["unanswerable"], value["hit_at_1"]) == (2, 1, 1.0)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"{}\n", "questions.jsonl:1:"),
        (b'{"q": "x", "expect": "nowhere", "kind": "x"}\n', 'there is no entry "nowhere"'),
        (b"\xff\xfe", "it is not UTF-8 text."),
    ],
)
def test_eval_refuses_a_file_that_it_cannot_use(tmp_path: Path, questions: Path, content: bytes, said: str) -> None:
    questions.write_bytes(content)
    done = versus("eval", str(questions), "--knowledge", str(KNOWLEDGE), cwd=tmp_path)
    assert done.returncode == 2
    assert said in done.stderr


# --- check


def test_check_finds_nothing_in_what_ships(tmp_path: Path) -> None:
    done = versus_process("check", str(KNOWLEDGE), cwd=tmp_path)
    assert done.returncode == 0
    assert done.stdout == f"Nothing to mend in {KNOWLEDGE}: 1 topic, 26 entries.\n"


def test_check_prints_every_problem_with_its_place(tmp_path: Path) -> None:
    folder = tmp_path / "knowledge"
    folder.mkdir()
    (folder / "a.yaml").write_text("topic: a\ntitel: A\nentries: {x: {title: X, answer: no}}\n", "utf-8")
    (folder / "b.yaml").write_text("topic: [b\n", "utf-8")
    done = versus("check", cwd=tmp_path)
    assert done.returncode == 1
    places = [line.split(": ")[0] for line in done.stdout.splitlines()]
    assert all(re.fullmatch(r"knowledge/[ab]\.yaml:\d+:\d+", place) for place in places)
    assert {place.split(":")[0] for place in places} == {"knowledge/a.yaml", "knowledge/b.yaml"}
    assert len(places) >= 3
    assert f"{len(places)} problems in knowledge." in done.stderr


def test_check_warns_of_entries_that_look_alike(tmp_path: Path) -> None:
    folder = tmp_path / "knowledge"
    folder.mkdir()
    entries = """
  returns: {title: Returns, questions: [How do I send a parcel back?], answer: By post.}
  parcels: {title: Sending parcels back, questions: [May I send back my parcel?], answer: "Within a month."}
  fees: {title: Fees, questions: [What does a parcel cost?], answer: Nothing.}
"""
    (folder / "a.yaml").write_text(f"topic: a\ntitle: A\nentries:{entries}", "utf-8")
    done = versus("check", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (
        '"Returns" and "Sending parcels back" look alike to me: both are asked by words like "How do I send a parcel '
        'back?" or "May I send back my parcel?". Give each a question that only it can answer, or make one entry of '
        "them.\nNothing to mend in knowledge: 1 topic, 3 entries.\n"
    )


def test_broken_knowledge_keeps_ask_from_answering(tmp_path: Path) -> None:
    (tmp_path / "knowledge").mkdir()
    (tmp_path / "knowledge" / "a.yaml").write_text("topic: a\n", "utf-8")
    done = versus_process("ask", "x", cwd=tmp_path)
    assert done.returncode == 2
    assert "I can't use the knowledge in knowledge:\nknowledge/a.yaml:" in done.stderr


# --- stats


def test_stats_without_a_database_is_one_sentence(tmp_path: Path) -> None:
    done = versus("stats", cwd=tmp_path)
    assert done.returncode == 1
    assert "Nothing has been recorded yet" in done.stderr
    assert list(tmp_path.iterdir()) == []


async def test_stats_reads_beside_a_running_bot(tmp_path: Path) -> None:
    config = Config(data=DataConfig(folder=tmp_path / "data")).model_copy()
    config = config.model_copy(update={"knowledge": config.knowledge.model_copy(update={"folder": KNOWLEDGE})})
    async with open_app(config) as services:
        for number, decision in enumerate(["answer", "answer", "unknown"]):
            entry = "mlops-vs-devops/cost" if decision == "answer" else None
            user = services.pseudonyms.of(number)
            services.recorder.record(
                Asked(number, datetime.now(UTC), Way.SLASH, user, 1, 2, "why?", decision, entry, 0.5, 0.1, 300)
            )
        await services.recorder.flush()
        before = {file.name: file.read_bytes() for file in (tmp_path / "data").iterdir() if file.suffix != "-shm"}
        shown = versus_process("stats", "--days", "1", cwd=tmp_path)
        machine = versus_process("stats", "--json", cwd=tmp_path)
        after = {file.name: file.read_bytes() for file in (tmp_path / "data").iterdir() if file.suffix != "-shm"}
    assert shown.returncode == 0
    rows = [line.rsplit(maxsplit=1) for line in shown.stdout.splitlines() if line.strip()]
    assert ["asked", "3"] in rows
    assert ["  answered", "2"] in rows
    assert ["mlops-vs-devops/cost", "2"] in rows
    assert ["why?", "1"] in rows
    assert json.loads(machine.stdout)["asked"] == 3
    assert before["versus.sqlite3"] == after["versus.sqlite3"]


# --- health, run and the rest


def test_health_tells_by_its_exit_code(tmp_path: Path) -> None:
    assert versus_process("health", cwd=tmp_path).returncode == 1
    (tmp_path / "data").mkdir()
    beat = {"at": datetime.now(UTC).isoformat(), "connected": True, "latency": 0.1}
    (tmp_path / "data" / FILE_NAME).write_text(json.dumps(beat), "utf-8")
    done = versus_process("health", cwd=tmp_path)
    assert done.returncode == 0
    assert done.stdout.startswith("Connected;")


def test_run_without_a_token_says_what_to_do(tmp_path: Path) -> None:
    done = versus_process("run", cwd=tmp_path)
    assert done.returncode == 2
    assert "DISCORD_TOKEN" in done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_run_with_broken_knowledge_names_every_place(tmp_path: Path) -> None:
    (tmp_path / "knowledge").mkdir()
    (tmp_path / "knowledge" / "a.yaml").write_text("topic: a\n", "utf-8")
    done = versus_process("run", cwd=tmp_path, env={"DISCORD_TOKEN": "abc.SECRET"})
    assert done.returncode == 2
    assert "knowledge/a.yaml:1:" in done.stderr
    assert "SECRET" not in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("command", ["ask hi", "chat", "eval x", "check", "stats", "health", "run", "preview"])
def test_a_wrong_configuration_is_refused_by_every_command(tmp_path: Path, command: str) -> None:
    (tmp_path / "config.toml").write_text("[log]\nlevle = 'info'\n", "utf-8")
    (tmp_path / "x").write_text("", "utf-8")
    done = versus(*command.split(), cwd=tmp_path)
    assert done.returncode == 2
    assert "config.toml:2: there is no key log.levle; did you mean log.level?" in done.stderr


@pytest.mark.parametrize("option", ["--config", "--knowledge"])
def test_a_missing_file_or_folder_is_named(tmp_path: Path, option: str) -> None:
    done = versus("ask", "x", option, "nowhere", cwd=tmp_path)
    assert done.returncode == 2
    assert "nowhere" in done.stderr


@pytest.mark.parametrize("arguments", [["nonsense"], ["ask", "x", "--nonsense"], ["stats", "--days", "0"]])
def test_wrong_use_exits_with_2_in_plain_lines(tmp_path: Path, arguments: list[str]) -> None:
    done = versus(*arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert "\x1b" not in done.stderr
    assert "╭" not in done.stderr


def test_the_version_is_the_packages(tmp_path: Path) -> None:
    assert versus_process("--version", cwd=tmp_path).stdout == f"versus {version('versus-bot')}\n"


def test_the_readme_names_every_command() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    for command in COMMANDS:
        assert re.search(rf"python -m bot {command}\b|`{command}\b", text), f"README.md does not name {command}"


def test_help_lists_every_command(tmp_path: Path) -> None:
    shown = versus("--help", cwd=tmp_path).stdout.split("Commands:")[1]
    assert [line.split()[0] for line in shown.splitlines() if line.startswith("  ") and line[2] != " "] == COMMANDS


def test_a_reader_that_leaves_early_is_no_error(tmp_path: Path) -> None:
    command = f"{sys.executable} -m bot ask 'how does monitoring differ?' | true; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(
        ["bash", "-c", command],  # noqa: S607
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        encoding="utf-8",
    )
    assert done.stderr == ""


@pytest.mark.parametrize("encoding", ["cp1252", "cp437"])
def test_a_terminal_with_an_old_code_page_gets_question_marks(tmp_path: Path, encoding: str) -> None:
    done = versus_process("ask", "how does monitoring differ? 🙂", cwd=tmp_path, env={"PYTHONIOENCODING": encoding})
    assert done.returncode == 0
    assert done.stderr == ""
    assert json.loads(
        versus_process("ask", "🙂 cost", "--json", cwd=tmp_path, env={"PYTHONIOENCODING": encoding}).stdout
    )


def test_bytes_that_are_no_text_are_a_question_like_any_other(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bot", "ask", "--json", b"monitoring \xff\xfe"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
    )
    assert done.returncode in (0, 1)
    assert done.stderr == b""
    json.loads(done.stdout)


def test_a_defect_is_one_sentence_and_its_details_are_there_on_demand(tmp_path: Path) -> None:
    program = (
        "import sys; import bot.cli as cli\n"
        "@cli.app.command('break')\n"
        "def broken() -> None: raise ZeroDivisionError('the defect')\n"
        "cli.main()"
    )

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", program, *arguments], cwd=ROOT, capture_output=True, encoding="utf-8"
        )

    quiet, loud = run("break"), run("--log-level", "debug", "break")
    assert quiet.returncode == loud.returncode == 1
    assert re.fullmatch(r"Something went wrong on my side \(id [0-9a-f]{4}\)\. .*\n", quiet.stderr)
    assert "ZeroDivisionError: the defect" in loud.stderr
