"""``/privacy``: true to the configuration, deletes after asking, and switches storing."""

import sqlite3
from contextlib import closing

import pytest
from simcord import InteractionResult

from bot.config import UsageConfig
from bot.discord_app import texts as shared_texts
from bot.discord_app.context import Settings
from bot.discord_app.settings.privacy import PrivacyStep, Step, privacy_reply
from bot.discord_app.ui.reply import check
from tests.discord_app.worlds import World, labels

SETTINGS = Settings(private=False, buttons=True, cooldown_seconds=3, moderator_roles=(), store_questions=True)


def text_of(settings: Settings, days: int = 30, *, storing: bool = True) -> str:
    embed = check(privacy_reply(settings, days, storing=storing)).embeds[0]
    return "\n".join([embed.description or "", *(field.value or "" for field in embed.fields)])


def test_the_words_follow_the_configuration() -> None:
    assert "for 30 days" in text_of(SETTINGS)
    assert "for one day" in text_of(SETTINGS, days=1)
    assert "only listen" not in text_of(SETTINGS)

    listening = Settings(False, True, 3, (), store_questions=True, channels=((1, "listen"),))
    assert "In channels where I only listen" in text_of(listening)

    assert "“Ask the moderators”" in text_of(SETTINGS)
    silent = Settings(False, True, 3, (), store_questions=False, channels=((1, "listen"),))
    assert "I don't keep the text of questions." in text_of(silent)
    assert "stored text" not in text_of(silent)
    assert "Ask the moderators" not in text_of(silent)
    assert "only listen" not in text_of(silent)


async def shown(world: World) -> InteractionResult:
    result = await world.alice.slash(world.channel, "privacy")
    assert result.ephemeral
    return result


async def press(world: World, on: InteractionResult, step: Step) -> InteractionResult:
    assert on.response is not None
    return await world.alice.click(on.response.message, custom_id=PrivacyStep(step).encode())


def now(result: InteractionResult) -> str:
    assert result.response is not None
    return result.response.embeds[0].fields[-1].value or ""


async def test_delete_asks_first_and_then_deletes_what_is_the_members_alone(world: World) -> None:
    await world.ask("how much caffeine?")
    await world.ask("rabbits?")
    await world.ask("what does it cost?", world.bob)
    result = await shown(world)

    await press(world, result, Step.DELETE)
    assert result.response is not None
    assert "can't be undone" in result.response.content
    assert labels(result.response) == ["Keep it", "Delete everything"]
    await press(world, result, Step.KEEP)
    assert len(await world.rows("asked")) == 3

    await press(world, result, Step.DELETE)
    await press(world, result, Step.CONFIRM)
    assert result.response.content.startswith("Done. I deleted ")
    bob = world.services.pseudonyms.of(world.bob.id)
    assert [row["user"] for row in await world.rows("asked")] == [bob]

    await press(world, result, Step.DELETE)
    await press(world, result, Step.CONFIRM)
    assert result.response.content == "There was nothing stored about you."


async def test_storing_is_switched_off_and_on_also_across_a_restart(world: World) -> None:
    result = await shown(world)
    assert now(result) == "Storing is on for you."
    await press(world, result, Step.STOP)
    assert now(result).startswith("Storing is off for you")
    await world.ask("how much caffeine?")
    assert await world.rows("asked") == []

    await world.restart()
    await world.services.privacy.load()
    assert world.services.privacy.is_opted_out(world.alice.id)
    assert result.response is not None
    assert labels(result.response) == ["Store again", "Use plain text", "Delete my data"]
    await press(world, result, Step.STORE)
    await world.ask("how much caffeine?")
    assert len(await world.rows("asked")) == 1


@pytest.mark.world(usage=UsageConfig(retention_days=7))
async def test_the_command_speaks_of_the_channels_it_listens_in(world: World) -> None:
    result = await shown(world)
    assert result.response is not None
    words = result.response.embeds[0].fields[0].value or ""
    assert "for 7 days" in words
    assert "where I only listen" in words


async def test_it_works_in_direct_messages(world: World) -> None:
    result = await world.alice.user.slash("privacy")
    assert result.response is not None
    assert result.response.embeds[0].title == "What I store about you"


async def test_a_locked_database_is_said_in_plain_words(world: World, caplog: pytest.LogCaptureFixture) -> None:
    """Where the file lies is the operator's business: the log says it, the member reads none of it."""
    result = await shown(world)
    await press(world, result, Step.DELETE)
    with closing(sqlite3.connect(world.database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        pressed = await press(world, result, Step.CONFIRM)
    assert [one.content for one in pressed.followups] == [shared_texts.NO_NOTES]
    assert f"{world.database} is locked by another program" in caplog.text
    again = await press(world, result, Step.CONFIRM)
    assert again.response is not None
    assert again.response.content == "There was nothing stored about you."
