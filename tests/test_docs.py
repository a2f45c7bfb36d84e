"""The README against the code: each command, option, exit code, setting and YAML key stands there, and no other."""

import re
from pathlib import Path
from typing import Any

import discord
import pytest
import typer
from discord import app_commands

from bot import cli
from bot.app import open_app
from bot.config import Config, DataConfig, KnowledgeConfig
from bot.discord_app.client import VersusClient
from bot.discord_app.features import FEATURES, Bot
from bot.discord_app.ready_report import NEEDED, SCOPES
from bot.knowledge.forms import EntryForm, LinkForm, SourceForm, SubjectForm, TopicForm
from bot.knowledge.load import load_folder

Tree = app_commands.CommandTree[VersusClient]
Slash = app_commands.Command[Any, ..., Any]

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
PROSE = re.sub(r"^ *```.*?^ *```$", "", README, flags=re.MULTILINE | re.DOTALL)
"""Without the code blocks, in which a # begins a comment and not a heading."""
EXAMPLE = (ROOT / "config.example.toml").read_text(encoding="utf-8")
TERMINAL: Any = typer.main.get_command(cli.app)


def with_subcommands(command: Any) -> list[Any]:
    """A command of the terminal, and those below it."""
    below = getattr(command, "commands", {}).values()
    return [command, *(deeper for one in below for deeper in with_subcommands(one))]


EVERY_COMMAND = with_subcommands(TERMINAL)


def section(heading: str) -> str:
    """What stands below a heading of the README, up to the next one of its level or above."""
    level, _, _ = heading.partition(" ")
    found = re.search(rf"^{re.escape(heading)}$(.*?)(?=^#{{1,{len(level)}}} |\Z)", PROSE, re.MULTILINE | re.DOTALL)
    assert found, f"the README has no heading '{heading}'"
    return found.group(1)


def first_cells(text: str) -> list[str]:
    """The first cell of each row of the tables in ``text``, without their heads."""
    rows = re.findall(r"^\| (.+?) \|", text, re.MULTILINE)
    rules = re.findall(r"^\| ---", text, re.MULTILINE)
    assert rules, "there is no table"
    return [cell for cell in rows if cell != "---"]


def documented_names(text: str) -> set[str]:
    """The first word of each row: `/ask question:` is `/ask`."""
    return {found.group(1) for cell in first_cells(text) if (found := re.match(r"`([/\w-]+)", cell))}


@pytest.fixture
async def tree(tmp_path: Path) -> Tree:
    """The commands of the real bot."""
    folders = {"knowledge": KnowledgeConfig(folder=ROOT / "knowledge"), "data": DataConfig(folder=tmp_path)}
    async with open_app(Config(**folders)) as services:
        client = Bot(services)
        for setup in FEATURES:
            setup(client)
        return client.tree


def slash_commands(tree: Tree) -> list[Slash]:
    """Every slash command, subcommands included."""
    return [one for one in tree.walk_commands() if isinstance(one, app_commands.Command)]


def test_every_slash_command_is_in_the_readme_with_its_options(tree: Tree) -> None:
    cells = first_cells(section("### Commands in Discord"))
    for command in slash_commands(tree):
        name = f"/{command.qualified_name}"
        row = next((cell for cell in cells if re.match(rf"`{name}[ `]", cell)), None)
        assert row, f"the README's table lacks {name}"
        for option in command.parameters:
            assert f"{option.display_name}:" in row, (
                f"the README's row of {name} lacks the option {option.display_name}"
            )


def test_every_menu_command_is_in_the_readme(tree: Tree) -> None:
    cells = first_cells(section("### Commands in Discord"))
    menus = [
        *tree.get_commands(type=discord.AppCommandType.message),
        *tree.get_commands(type=discord.AppCommandType.user),
    ]
    assert menus
    for menu in menus:
        assert any(f"**{menu.name}**" in cell for cell in cells), f"the README's table lacks {menu.name}"


def test_the_readme_names_no_command_that_is_gone(tree: Tree) -> None:
    known = {f"/{command.qualified_name}" for command in slash_commands(tree)}
    cells = first_cells(section("### Commands in Discord"))
    named = {found.group(1).strip() for cell in cells if (found := re.match(r"`(/[a-z -]+?)(?: \w+:.*)?`", cell))}
    assert named == known
    mentioned = set(re.findall(r"`(/[a-z-]+)", README)) - {"/data", "/list", "/why", "/quit"}
    assert mentioned <= {name.split()[0] for name in known}


def test_every_terminal_command_is_in_the_readme_and_none_besides() -> None:
    table = section("## Command line").partition("| exit code")[0]
    assert documented_names(table) == set(TERMINAL.commands)


def test_every_knowledge_command_is_in_the_readme_and_none_besides() -> None:
    table = section("## Command line").partition("| exit code")[0]
    named = re.findall(r"^\| `knowledge (\w+)", table, re.MULTILINE)
    assert sorted(named) == sorted(TERMINAL.commands["knowledge"].commands)


@pytest.mark.parametrize("command", EVERY_COMMAND, ids=lambda one: one.name)
def test_every_option_is_in_the_readme(command: Any) -> None:
    text = section("## Command line")
    for parameter in command.params:
        if parameter.param_type_name == "option":
            flags = [flag for flag in (*parameter.opts, *parameter.secondary_opts) if flag.startswith("--")]
            assert any(re.search(rf"{flag}\b", text) for flag in flags), f"the README lacks {flags} of {command.name}"


def test_the_readme_names_no_option_that_is_gone() -> None:
    known = {flag for one in EVERY_COMMAND for option in one.params for flag in (*option.opts, *option.secondary_opts)}
    known |= {flag for one in EVERY_COMMAND for flag in one.context_settings.get("help_option_names", [])} | {"--help"}
    assert set(re.findall(r"--[a-z][a-z-]*", section("## Command line"))) <= known


def test_every_exit_code_is_in_the_readme() -> None:
    table = section("## Command line").partition("| exit code")[2].partition("`ask --json`")[0]
    documented = set(map(int, re.findall(r"^\| (\d+) \|", table, re.MULTILINE)))
    assert documented == {0, cli.FAILED, cli.WRONG_USE, cli.INTERRUPTED}


def test_every_setting_is_in_the_example() -> None:
    for name, settings in Config.model_fields.items():
        body = EXAMPLE.partition(f"[{name}]\n")[2].partition("\n[")[0]
        assert body, f"config.example.toml lacks the section {name}"
        for key in type(settings.default).model_fields:
            assert re.search(rf"^#.*\n(#.*\n)*{key} = ", body, re.MULTILINE), f"config.example.toml lacks {name}.{key}"


def test_the_example_is_where_the_readme_says() -> None:
    assert "(config.example.toml)" in section("## Configuration")


@pytest.mark.parametrize("form", [TopicForm, EntryForm])
def test_every_yaml_key_has_a_row(form: type[TopicForm | EntryForm]) -> None:
    rows = set(documented_names(section("## Your own knowledge")))
    assert set(form.model_fields) <= rows


@pytest.mark.parametrize(("form", "key"), [(SourceForm, "source"), (SubjectForm, "subjects"), (LinkForm, "links")])
def test_every_inner_yaml_key_is_in_its_row(form: type[SourceForm | SubjectForm | LinkForm], key: str) -> None:
    (row,) = re.findall(rf"^\| `{key}` \| (.*) \|$", section("## Your own knowledge"), re.MULTILINE)
    for inner in form.model_fields:
        assert f"`{inner}`" in row, f"the README's row of {key} lacks {inner}"


def test_the_readme_names_no_yaml_key_that_is_gone() -> None:
    rows = documented_names(section("## Your own knowledge"))
    assert rows == set(TopicForm.model_fields) | set(EntryForm.model_fields)


def test_the_readmes_knowledge_file_is_a_good_one(tmp_path: Path) -> None:
    (example,) = re.findall(r"```yaml\n(# yaml-language-server.*?)```", README, re.DOTALL)
    (tmp_path / "example.yaml").write_text(example, encoding="utf-8")
    assert load_folder(tmp_path).problems == ()


def test_the_invite_in_the_readme_is_the_one_that_run_prints() -> None:
    text = section("## Put it into Discord")
    assert f"`{NEEDED.value}`" in text
    assert all(f"`{scope}`" in text for scope in SCOPES)


def test_every_link_into_the_project_leads_somewhere() -> None:
    for goal in re.findall(r"\]\(([^)#:]+)\)", README):
        assert (ROOT / goal).exists(), f"the README links to {goal}, which does not exist"
    headings = re.findall(r"^#+ (.+)$", PROSE, re.MULTILINE)
    anchors = {re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-") for heading in headings}
    assert set(re.findall(r"\]\(#([^)]+)\)", README)) <= anchors


def test_every_threat_names_tests_that_exist() -> None:
    text = (ROOT / ".github" / "SECURITY.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| .+ \| .+ \| (.+) \|$", text, re.MULTILINE)[2:]
    named = [found for row in rows if (found := re.fullmatch(r"`([\w/]+\.py)::(test_\w+)`", row))]
    assert len(named) == len(rows) > 0
    for file, test in (one.groups() for one in named):
        source = (ROOT / "tests" / file).read_text(encoding="utf-8")
        assert re.search(rf"^(async )?def {test}\(", source, re.MULTILINE), f"{file} has no {test}"
    assert ".github/SECURITY.md" in README


@pytest.mark.parametrize("name", ["README.md", ".github/CONTRIBUTING.md", ".github/SECURITY.md"])
def test_every_path_that_is_named_exists(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    named = set(re.findall(r"`((?:bot|tests|\.github|\.ci|knowledge)/[\w./-]*\w)`", text))
    linked = {ROOT / name / ".." / path for path in re.findall(r"\]\(([\w./-]+)\)", text)}
    gone = [str(path) for path in [*(ROOT / one for one in named), *linked] if not path.resolve().exists()]
    assert not gone, f"{name} names what is not there: {gone}"
