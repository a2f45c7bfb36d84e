"""``/help`` tells moderators when the model of meaning fails."""

from pathlib import Path
from typing import Any

import pytest

from bot.discord_app.help import texts
from tests.discord_app.moderators import ModWorld, open_mod_world, text_of
from tests.semantic.tiny import BREAKS, make_model


@pytest.mark.parametrize("is_failing", [False, True])
async def test_a_moderator_reads_that_i_answer_by_words_alone(tmp_path: Path, is_failing: bool) -> None:
    model = make_model(tmp_path / "model")
    async with open_mod_world(tmp_path, model=str(model)) as world:
        if is_failing:
            await world.alice.slash(world.channel, "ask", question=BREAKS)
        answered = await world.mo.slash(world.channel, "ask", question="What does it cost?")
        assert "More money, for training." in text_of(answered)
        assert (texts.WITHOUT_MODEL in await _help(world, world.mo)) == is_failing
        assert texts.WITHOUT_MODEL not in await _help(world, world.alice)


async def test_without_a_model_there_is_nothing_to_say(mod_world: ModWorld) -> None:
    assert texts.MEANING_HEADING not in await _help(mod_world, mod_world.mo)


async def _help(world: ModWorld, who: Any) -> str:
    shown = await who.slash(world.channel, "help")
    assert shown.response is not None
    fields = [field for embed in shown.response.message.embeds for field in embed.fields]
    return "\n".join(f"{field.name}: {field.value}" for field in fields)
