"""Whatever goes wrong becomes one private sentence; a defect is logged under the id that the person is shown."""

import logging
import re
from pathlib import Path
from typing import Any

import discord
import pytest
from discord import app_commands
from simcord import InteractionResult

from bot.discord_app.asking.listing import Page
from bot.discord_app.client import Interaction
from bot.discord_app.errors import describe, log_defect
from bot.discord_app.inbox.suggest import SuggestForm
from bot.discord_app.ui.dispatch import pressed, submitted
from bot.errors import VersusError
from bot.knowledge.model import KnowledgeBase, Topic
from bot.serving.snapshot import Snapshot
from tests.discord_app.script import KNOWLEDGE
from tests.discord_app.worlds import World, open_world

SECRET = "what a person typed"


class Trouble:
    """A command that raises what it is told to, before or after it has answered."""

    def __init__(self, error: BaseException, *, after: str | None = None) -> None:
        self.error = error
        self.after = after

    async def __call__(self, interaction: Interaction) -> None:
        if self.after == "answer":
            await interaction.response.send_message("done")
        elif self.after == "defer":
            await interaction.response.defer(ephemeral=True)
        raise self.error


async def cause(world: World, error: BaseException, after: str | None = None) -> InteractionResult:
    """What a member sees when a command raises ``error``."""
    trouble = Trouble(error, after=after)

    @app_commands.command(name="trouble", description="Raises.")
    async def command(interaction: Interaction) -> None:
        await trouble(interaction)

    world.bot.tree.add_command(command)
    await world.bot.tree.sync()
    return await world.alice.slash(world.channel, "trouble")


def refused(status: int, code: int) -> discord.HTTPException:
    """An answer of Discord's that says no."""

    class Response:
        reason = "Refused"

        def __init__(self) -> None:
            self.status = status

    kind = {403: discord.Forbidden, 404: discord.NotFound}.get(status, discord.HTTPException)
    return kind(Response(), {"code": code, "message": "No."})  # type: ignore[arg-type]


@pytest.fixture
async def troubled(tmp_path: Path) -> Any:
    """The world, in which errors are meant to happen."""
    async with open_world(tmp_path, check_errors=False) as world:
        yield world


def said(result: InteractionResult) -> str:
    shown = result.followups[-1] if result.followups else result.response
    assert shown is not None
    return shown.content


async def test_an_error_of_ours_is_its_own_sentence(troubled: World) -> None:
    result = await cause(troubled, VersusError("The disk is full: make room."))
    assert said(result) == "The disk is full: make room."
    assert result.ephemeral


@pytest.mark.parametrize("after", [None, "answer", "defer"])
async def test_a_defect_is_logged_under_the_id_that_is_shown(
    troubled: World, caplog: pytest.LogCaptureFixture, after: str | None
) -> None:
    result = await cause(troubled, ValueError(SECRET), after)
    match = re.search(r"tell a moderator \(id ([0-9a-f]{4})\)\.$", said(result))
    assert match is not None
    assert f"id {match[1]}" in caplog.text
    assert "ValueError" in caplog.text
    assert "test_errors.py" in caplog.text
    assert SECRET not in caplog.text
    if after == "answer":
        assert result.followups[-1].ephemeral


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (refused(404, 10008), "no longer there"),
        (refused(403, 50013), "missing a permission"),
        (refused(403, 50001), "missing a permission"),
        (app_commands.CheckFailure(), "for this server's moderators"),
    ],
)
async def test_what_discord_refuses_has_a_sentence(troubled: World, error: Exception, sentence: str) -> None:
    assert sentence in said(await cause(troubled, error))


async def test_an_answer_that_came_too_late_is_logged_and_that_is_all(
    troubled: World, caplog: pytest.LogCaptureFixture
) -> None:
    result = await cause(troubled, refused(404, 10062))
    assert result.response is None
    assert not result.followups
    assert "came too late" in caplog.text


async def test_an_answer_that_was_delivered_already_stands(troubled: World, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "bot")
    result = await cause(troubled, refused(400, 40060), after="answer")
    assert result.response is not None
    assert result.response.content == "done"
    assert not result.followups
    assert "trouble" not in caplog.text


async def test_a_command_from_before_an_update_says_so(troubled: World) -> None:
    troubled.bot.tree.remove_command("privacy")
    assert "that command has changed" in said(await troubled.alice.slash(troubled.channel, "privacy"))


async def test_when_even_the_sentence_cannot_be_sent_the_log_says_so(
    troubled: World, caplog: pytest.LogCaptureFixture
) -> None:
    troubled.env.inject_error("POST", "/interactions/*/callback", status=404, code=10062, times=None)
    await cause(troubled, ValueError(SECRET))
    assert "could not be told" in caplog.text


async def test_a_button_that_outlives_restarts_has_the_same_errors(
    troubled: World, caplog: pytest.LogCaptureFixture
) -> None:
    @pressed(Page)
    async def broken(_interaction: Interaction, _place: Page) -> None:
        raise ValueError(SECRET)

    topics = KnowledgeBase((*KNOWLEDGE.topics, Topic("wine", "Wine")))
    troubled.services.snapshots.swap(Snapshot(topics, troubled.services.snapshots.snapshot().matcher))
    listed = await troubled.alice.slash(troubled.channel, "dimensions", topic="tea-vs-coffee")
    troubled.bot.add_dynamic_items(broken)
    assert listed.response is not None
    result = await troubled.alice.click(listed.response.message, label="All topics")
    assert "Something went wrong on my side" in said(result)
    assert result.ephemeral
    assert "'l:0:'" in caplog.text
    assert SECRET not in caplog.text


async def test_a_form_that_outlives_restarts_has_the_same_errors(troubled: World) -> None:
    @submitted(SuggestForm)
    async def broken(_interaction: Interaction, _form: SuggestForm) -> None:
        raise VersusError("The form does not work.")

    opened = await troubled.alice.slash(troubled.channel, "suggest")
    troubled.bot.add_forms(broken)
    assert said(await troubled.alice.submit_modal(opened, {"q": "x"})) == "The form does not work."


def test_a_chain_of_errors_is_described_without_what_it_says() -> None:
    def fail() -> None:
        try:
            int(SECRET)
        except ValueError as inner:
            raise RuntimeError(SECRET) from inner

    with pytest.raises(RuntimeError) as raised:
        fail()
    shown = describe(raised.value)
    assert "RuntimeError" in shown
    assert "ValueError" in shown
    assert SECRET not in shown


def test_the_same_snowflake_has_the_same_id() -> None:
    assert log_defect(ValueError(), 12345, "A test") == log_defect(KeyError(), 12345, "A test")
