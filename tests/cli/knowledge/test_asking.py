"""At a terminal a change is shown and agreed to before it is saved, and what was written is never lost."""

import os
import re
import sys
from pathlib import Path

import pytest

from tests.cli.commands import versus, versus_process
from tests.cli.test_terminal import in_terminal
from tests.editing.worlds import BASE

TEACH = ("knowledge", "teach", "cost", "how many dollars")
SAVE = "Save? [y/N] "
AGAIN = "Edit it again? [Y/n] "


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """A folder with a knowledge base, and one for temporary files."""
    (tmp_path / "knowledge").mkdir()
    (tmp_path / "knowledge" / "ops.yaml").write_text(BASE)
    (tmp_path / "tmp").mkdir()
    return tmp_path


def text(here: Path) -> str:
    return (here / "knowledge" / "ops.yaml").read_text()


def at_terminal(here: Path, *arguments: str, answers: list[tuple[str, str]], editor: str = "") -> tuple[int, str]:
    """Run a command; ``editor`` is Python that changes ``text``, what stands in the editor, turn by turn."""
    env = {"TMPDIR": str(here / "tmp")}
    if editor:
        script = here / "editor.py"
        script.write_text(
            "import pathlib, sys\n"
            "path, turns = pathlib.Path(sys.argv[1]), pathlib.Path(__file__).with_name('turns')\n"
            "turn = int(turns.read_text()) if turns.exists() else 0\n"
            "turns.write_text(str(turn + 1))\n"
            f"text = path.read_text()\n{editor}\npath.write_text(text)\n"
        )
        env["VISUAL"] = f"{sys.executable} {script}"
    code, shown = in_terminal(*arguments, cwd=here, answers=answers, env=env)
    return code, shown.replace("\r\n", "\n")


@pytest.mark.parametrize(
    ("typed", "is_saved"), [("y\r", True), ("YES\r", True), ("\r", False), ("n\r", False), ("\x04", False)]
)
def test_a_change_is_shown_with_its_effect_and_saved_when_agreed_to(here: Path, typed: str, is_saved: bool) -> None:
    code, shown = at_terminal(here, *TEACH, answers=[(SAVE, typed)])
    assert "    + how many dollars\n" in shown
    assert "Nobody has asked anything yet" in shown
    assert (code, "Saved as #2." in shown) == ((0, True) if is_saved else (1, False))
    assert ("Cancelled. Nothing has changed." in shown) is not is_saved
    assert ("how many dollars" in text(here)) is is_saved


def test_ctrl_c_at_the_question_saves_nothing(here: Path) -> None:
    code, _ = at_terminal(here, *TEACH, answers=[(SAVE, "\x03")])
    assert code == 130
    assert text(here) == BASE


@pytest.mark.parametrize("option", ["--yes", "--json"])
def test_who_says_so_is_not_asked(here: Path, option: str) -> None:
    code, shown = at_terminal(here, *TEACH, option, answers=[])
    assert code == 0
    assert "[y/N]" not in shown
    assert "how many dollars" in text(here)


def test_without_a_terminal_it_is_saved_at_once_as_ever(here: Path) -> None:
    for arguments in (TEACH, ("knowledge", "revert", "2", "--yes")):
        done = versus_process(*arguments, cwd=here, input="")
        assert done.returncode == 0
        assert "[y/N]" not in done.stdout + done.stderr
    assert text(here) == BASE


def test_what_others_save_meanwhile_is_shown_before_it_is_asked_again(here: Path) -> None:
    """Somebody teaches the entry another question while the editor is open."""
    teach = [sys.executable, "-m", "bot", "knowledge", "teach", "cost", "what is the bill"]
    root = Path(__file__).parents[3]
    editor = (
        f"import subprocess\nsubprocess.run({teach!r}, cwd={str(here)!r}, check=True, stdin=subprocess.DEVNULL, "
        f"stdout=subprocess.DEVNULL, env={{**__import__('os').environ, 'PYTHONPATH': {str(root)!r}}})\n"
        "text = text.replace('Less money.', 'Little money.')"
    )
    code, shown = at_terminal(here, "knowledge", "edit", "cost", answers=[(SAVE, "y\r")], editor=editor)
    assert code == 0, shown
    assert "Changed by somebody else meanwhile; below is your change on top of that:" in shown
    assert "what is the bill" in shown
    assert "Little money." in text(here)
    assert "what is the bill" in text(here)


def test_in_the_editor_what_is_saved_leaves_no_file(here: Path) -> None:
    editor = "assert 'Keys: title' in text\ntext = text.replace('Less money.', 'Little money.')"
    code, shown = at_terminal(here, "knowledge", "edit", "cost", answers=[(SAVE, "y\r")], editor=editor)
    assert code == 0, shown
    assert text(here) == BASE.replace("Less money.", "Little money.")
    assert "kept in" not in shown
    assert list((here / "tmp").iterdir()) == []


def kept(shown: str) -> Path:
    (found,) = re.findall(r"What you wrote is kept in (\S+\.yaml)\.", shown)
    return Path(found)


def test_what_was_written_is_kept_after_no_and_taken_up_again(here: Path) -> None:
    editor = "text = text.replace('Less money.', 'Little money.')"
    code, shown = at_terminal(here, "knowledge", "edit", "cost", answers=[(SAVE, "n\r")], editor=editor)
    assert code == 1
    assert text(here) == BASE
    file = kept(shown)
    assert "Little money." in file.read_text()
    if os.name == "posix":
        assert file.stat().st_mode & 0o077 == 0
    done = versus("knowledge", "edit", "cost", "--from", str(file), cwd=here)
    assert done.returncode == 0
    assert "Little money." in text(here)
    assert file.exists()  # it was there before


def test_what_can_not_be_read_or_saved_is_written_again_and_kept(here: Path) -> None:
    editor = (
        "text = [text.replace('title: Cost', 'title: [Cost'), text.replace('[Cost', 'Cost').replace('Less', 'Is it'),"
        " text.replace('Is it expensive?', 'Is it safe?'), text.replace('Is it safe?', 'Is it dear?')][turn]"
    )
    answers = [(AGAIN, "\r"), (SAVE, "n\r")]
    code, shown = at_terminal(here, "knowledge", "edit", "cost", answers=answers, editor=editor)
    assert code == 1
    assert re.search(r"Line \d+: this is not valid YAML", shown)
    kept(shown)
    (here / "turns").write_text("2")
    answers = [(AGAIN, "y\r"), (SAVE, "y\r")]
    code, shown = at_terminal(here, "knowledge", "edit", "cost", answers=answers, editor=editor)
    assert code == 0, shown
    assert 'Security already knows this question: "Is it safe?"' in shown
    assert "Is it dear?" in text(here)


def test_refused_for_good_it_is_kept_too(here: Path) -> None:
    for editor in (
        "text = text.replace('title: Cost', 'title: [Cost')",
        "text = text.replace('Is it expensive?', 'Is it safe?')",
    ):
        code, shown = at_terminal(here, "knowledge", "edit", "cost", answers=[(AGAIN, "n\r")], editor=editor)
        assert code == 1
        assert kept(shown).exists()
    code, shown = at_terminal(
        here, "knowledge", "edit", "cost", editor="path.write_text('x: y')\nsys.exit(1)", answers=[]
    )
    assert code == 1
    assert "Your editor" in shown
    assert kept(shown).read_text() == "x: y"


@pytest.mark.parametrize("editor", ["text = ''", "pass"])
def test_an_empty_or_untouched_new_entry_is_cancelled_and_leaves_no_file(here: Path, editor: str) -> None:
    code, shown = at_terminal(here, "knowledge", "add", "speed", answers=[], editor=editor)
    assert code == 1
    assert "Cancelled. Nothing has changed." in shown
    assert list((here / "tmp").iterdir()) == []
    assert text(here) == BASE


def test_from_takes_the_whole_entry(here: Path) -> None:
    (here / "speed.yaml").write_text("speed:\n  title: Speed\n  mlops: Slow.\n")
    done = versus("knowledge", "add", "speed", "--from", "speed.yaml", cwd=here)
    assert done.returncode == 1
    assert "'speed' has no text for 'devops'" in done.stderr
    assert versus("knowledge", "add", "speed", "--from", "speed.yaml", "--title", "X", cwd=here).returncode == 2
    assert "I can't read nowhere.yaml" in versus("knowledge", "add", "speed", "--from", "nowhere.yaml", cwd=here).stderr
    (here / "speed.yaml").write_text("speed:\n  title: Speed\n  both: Both are quick.\n")
    assert versus("knowledge", "add", "speed", "--from", "speed.yaml", cwd=here).returncode == 0
    assert "Both are quick." in text(here)


ADD = ("add", "speed", "--title", "Speed")
BOTH_SIDES = (*ADD, "--side", "mlops=Slow.", "--side", "devops=Fast.")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ((*ADD, "--side", "mlops=Slow."), "--side is missing for DevOps; add it, or say it in --both"),
        (
            (*ADD,),
            "'speed' says nothing; give it a text for each subject (--side mlops, --side devops), --both, or --answer.",
        ),
        ((*ADD, "--answer", "a", "--both", "b"), "--answer stands alone, but --both is there too; remove one of them."),
        (
            (*ADD, "--side", "mlosp=x", "--both", "b"),
            "--side mlosp is none of the subjects; did you mean --side mlops?",
        ),
        ((*BOTH_SIDES, "--question", "Is it safe?"), 'Security already knows this question: "Is it safe?"'),
        (("teach", "security", "what does it COST?"), 'Cost already knows this question: "'),
        ((*BOTH_SIDES, "--alias", "price"), 'Cost goes by that name already: "price"'),
        (("edit", "cost", "--title", "Security"), 'Security goes by that name already: "Security"'),
        (("edit", "cost", "--title", ""), "--title"),
        (
            ("edit", "cost", "--title", "x" * 81),
            "--title is 81 characters long, and at most 80 can be shown; shorten it.",
        ),
        (("edit", "cost", "--title", "a\nb"), "--title: this must be one line; remove the line breaks."),
        (("edit", "cost", "--side", f"mlops={'x' * 1025}"), "--side mlops is 1,025 characters long"),
        (("edit", "cost", "--side", "mlops="), "--side is missing for MLOps"),
        (
            ("edit", "cost", "--question", "ok then?", "--question", "x" * 301),
            "--question number 2 is 301 characters long",
        ),
        (
            ("edit", "cost", "--alias", "a", "--alias", "A"),
            "--alias number 2: 'A' stands in this list twice; remove one.",
        ),
        (("edit", "cost", "--see-also", "cost"), "--see-also number 1: an entry can't refer to itself; remove it."),
        (
            ("edit", "cost", "--see-also", "securty"),
            "--see-also number 1: this topic has no entry 'securty'; did you mean 'security'?",
        ),
        (("edit", "cost", "--link", "Read=ftp://x.org"), "--link number 1: a link must begin with https:// or http://"),
        (
            ("edit", "cost", "--title", "hello <@123456789012345678>"),
            "--title: Discord would show <@123456789012345678> as a mention",
        ),
        (("edit", "cost", "--both", "bell \x07"), "--both: the character U+0007 can't be shown; delete it."),
        (
            ("edit", "cost", "--question", "bell \x07"),
            "--question number 1: the character U+0007 can't be shown; delete it.",
        ),
        (("teach", "cost", "x" * 301), "The question is 301 characters long"),
        (
            ("add", "Speed Up", *BOTH_SIDES[2:]),
            "An id has lower-case letters, digits and hyphens only (at most 32, no hyphen first); write 'speed-up'.",
        ),
        (("add", "speed", "--title", "Speed", "--side", "=x"), "SUBJECT=TEXT"),
    ],
)
def test_each_problem_speaks_of_the_option_that_it_is_about(
    here: Path, arguments: tuple[str, ...], sentence: str
) -> None:
    for more in ((), ("--dry-run",)):
        done = versus("knowledge", *arguments, *more, cwd=here)
        assert done.returncode in (1, 2), done.stdout
        said = " ".join(done.stderr.split())
        assert sentence in said
        assert "ops.yaml" not in said
    assert text(here) == BASE
