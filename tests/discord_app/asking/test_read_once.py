"""What a message or an interaction depends on is read once: the settings in force there, and its target's buttons."""

from collections.abc import Callable

import pytest

from bot.discord_app.asking import followup, texts
from bot.discord_app.asking.states import Carried
from bot.discord_app.context import Settings
from tests.discord_app.worlds import World, button

Count = Callable[[], int]


def counter(monkeypatch: pytest.MonkeyPatch, owner: object, name: str) -> Count:
    """How often a function was called since this was last asked."""
    calls, original = [0], getattr(owner, name)

    def counted(*given: object, **named: object) -> object:
        calls[0] += 1
        return original(*given, **named)

    def since() -> int:
        found, calls[0] = calls[0], 0
        return found

    monkeypatch.setattr(owner, name, counted)
    return since


@pytest.fixture
def built(monkeypatch: pytest.MonkeyPatch) -> Count:
    """How often settings were built since this was last asked."""
    return counter(monkeypatch, Settings, "__init__")


@pytest.mark.parametrize("question", ["how much caffeine?", "which is nicer?", "rabbits?", "hello"])
async def test_a_message_builds_settings_once(world: World, built: Count, question: str) -> None:
    """For its channel's mode, the pause between questions, what is stored, and the buttons below its answer."""
    await world.ask(question)
    assert built() == 1


async def test_so_does_one_that_is_overheard(world: World, built: Count) -> None:
    """Whether it is answered or not."""
    for question in ("how much caffeine?", "rabbits?"):
        await world.alice.send(world.listen_channel, question)
        assert built() == 1
    assert len(world.replies(world.listen_channel)) == 1


async def test_so_does_an_edit(world: World, built: Count) -> None:
    """The answer is made again with the settings that hold then."""
    question = await world.alice.send(world.channel, f"{world.mention} how much caffeine?")
    built()
    await world.alice.edit(question, f"{world.mention} what does it cost?")
    assert (world.reply().embeds[0].title, built()) == ("Price", 1)


async def test_a_follow_up_reads_the_buttons_of_its_target_once(
    world: World, built: Count, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether it is one, and what it is about, come from the same reading."""
    answer = await world.ask("caffeine in tea?")
    read, _ = counter(monkeypatch, followup, "carried_by"), built()
    await world.alice.send(world.channel, "what does it cost?", reply_to=answer)
    assert [row["way"] for row in await world.rows("asked")] == ["mention", "follow-up"]
    assert (read(), built()) == (1, 1)


async def test_so_do_commands_and_the_menu_of_a_message(world: World, built: Count) -> None:
    """Those that ask, show an entry, and explain to a moderator."""
    await world.alice.slash(world.channel, "ask", question="how much caffeine?")
    assert built() == 1
    await world.alice.slash(world.channel, "dimension", name="Price")
    assert built() == 1
    await world.moderator.slash(world.channel, "help")
    assert built() == 1
    message = await world.alice.send(world.channel, "what does it cost?")
    built()
    await world.bob.context_menu(world.channel, texts.ANSWER_THIS, message)
    assert (world.reply().embeds[0].title, built()) == ("Price", 1)


@pytest.mark.parametrize(
    ("question", "pressed"),
    [
        ("caffeine in tea?", "And in Coffee?"),
        ("which is nicer?", "Price"),
        ("which is nicer?", texts.NONE_OF_THESE),
    ],
)
async def test_so_do_buttons(world: World, built: Count, question: str, pressed: str) -> None:
    """Every side, a choice among suggestions, and the way out of them."""
    answer = await world.ask(question)
    built()
    await world.alice.click(answer, label=pressed)
    assert built() == 1


async def test_deleting_builds_settings_once(world: World, built: Count) -> None:
    """To tell whether somebody else is a moderator."""
    answer = await world.ask("rabbits?")
    built()
    await world.moderator.click(answer, custom_id=button(answer, Carried))
    assert (world.replies(), built()) == ([], 1)
