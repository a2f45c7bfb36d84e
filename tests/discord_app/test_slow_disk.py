"""A server with entries of its own on a slow disk: Discord waits for three seconds, the person for longer."""

import time

import pytest

from bot.discord_app import texts as shared_texts
from bot.discord_app.asking import texts
from bot.texts import answers
from tests.discord_app.worlds import World


class SlowDisk:
    """Every server has entries of its own, and they take a while to read."""

    def exists(self, server: int) -> bool:
        """It has."""
        return server > 0

    def read(self, server: int) -> dict[str, str]:
        """After a while: it says no more than the base."""
        assert server > 0
        time.sleep(0.1)
        return {}


@pytest.fixture
def slow(world: World, monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.setattr(world.services.snapshots, "_overlays", SlowDisk())
    return world


def responses(world: World) -> list[int]:
    """The types of the responses to interactions: 4 a message, 5 a message later, 6 a change later, 7 a change."""
    paths = [one for one in world.env.http_requests if one.path.endswith("/callback")]
    return [one.json["type"] for one in paths if one.json is not None]


async def test_a_command_says_that_it_goes_on_and_then_answers_everybody(slow: World) -> None:
    result = await slow.alice.slash(slow.channel, "ask", question="how much caffeine?")
    assert responses(slow) == [5]
    assert slow.reply().embeds[0].title == "Caffeine"
    assert result.response is not None
    assert result.response.content == shared_texts.POSTED
    assert result.response.ephemeral
    await slow.alice.slash(slow.channel, "ask", question="how much caffeine?")
    assert responses(slow) == [5, 4]


@pytest.mark.parametrize(
    ("question", "says"), [("rabbits?", answers.NO_ANSWER), ("which is nicer?", "Did you mean one of these?")]
)
async def test_what_is_for_one_person_stays_so(slow: World, question: str, says: str) -> None:
    result = await slow.alice.slash(slow.channel, "ask", question=question)
    assert responses(slow) == [5]
    assert slow.replies() == []
    assert result.response is not None
    assert result.response.content.startswith(says)
    assert result.response.ephemeral


async def test_a_helpers_answer_and_a_list_come_later_too(slow: World) -> None:
    message = await slow.alice.send(slow.channel, "how much caffeine?")
    helped = await slow.bob.context_menu(slow.channel, "Answer this", message)
    assert helped.response is not None
    assert helped.response.content == texts.REPLIED
    assert slow.reply().embeds[0].title == "Caffeine"
    slow.services.snapshots.forget(slow.guild.id)
    await slow.bob.slash(slow.channel, "dimensions")
    assert responses(slow) == [5, 5]


async def test_buttons_wait_in_silence(slow: World) -> None:
    """The suggestions make way for the answer; what is opened beside it is a message of its own."""
    asked = await slow.alice.slash(slow.channel, "ask", question="which is nicer?")
    assert asked.response is not None
    slow.services.snapshots.forget(slow.guild.id)
    await slow.alice.click(asked.response, label="Caffeine")
    answer = slow.reply()
    assert answer.embeds[0].title == "Caffeine"
    slow.services.snapshots.forget(slow.guild.id)
    opened = await slow.bob.click(answer, label="Brewing")
    (beside,) = opened.followups
    assert (beside.embeds[0].title, beside.ephemeral) == ("Brewing", True)
    assert responses(slow) == [5, 6, 6]
