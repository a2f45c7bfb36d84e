"""However members begin and end a question, through Discord and with the real matcher."""

import pytest

from tests.discord_app.moderators import ModWorld, answer_to


@pytest.mark.parametrize(
    "framed",
    [
        "does anyone know what the words mean?",
        "hey all, quick question: what do the words mean? thanks in advance",
        "sorry if this was asked before, noob here, what do the words mean? asking for a friend",
    ],
)
async def test_what_frames_a_question_does_not_change_the_answer(framed: str, mod_world: ModWorld) -> None:
    """The same entry as without it."""
    asked = await mod_world.alice.slash(mod_world.channel, "ask", question=framed)
    assert [embed.title for embed in answer_to(asked).message.embeds] == ["Glossary"]
