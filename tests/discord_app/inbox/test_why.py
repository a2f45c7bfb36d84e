""" "Why this answer?": the reason of a decision, for moderators."""

from pathlib import Path
from typing import Any

import pytest

from bot.discord_app.inbox.why import why_reply
from bot.discord_app.ui.reply import check
from bot.knowledge.model import Entry, KnowledgeBase, Topic
from bot.matching.decision import Candidate, Decision, Kind, Reason
from tests.discord_app.moderators import ModWorld, text_of


async def why(world: ModWorld, message: Any) -> str:
    result = await world.mo.context_menu(world.channel, "Why this answer?", message)
    assert result.ephemeral
    return text_of(result)


async def mentioned(world: ModWorld, text: str) -> Any:
    """Alice mentions the bot; what it replied."""
    await world.alice.send(world.channel, f"<@{world.bot.my_id}> {text}")
    assert await world.services.recorder.flush()
    return world.channel.history()[-1]


async def test_an_answer_is_explained_from_the_message_it_replies_to(world: ModWorld) -> None:
    text = await why(world, await mentioned(world, "Who guards the **data**?"))
    assert text.startswith("Why this answer?\n“Who guards the \\*\\*data\\*\\*?”")
    assert "To answer with **Security**." in text
    assert "How sure I am\n`0.9" in text or "How sure I am\n`1.00" in text
    assert "Closest wording I know\n“Who guards the data?”" in text
    assert "Words that matched\n" in text
    assert "guard" in text.partition("Words that matched")[2]
    assert "Decided with what I know now." in text


async def test_an_answer_to_a_command_is_explained_from_what_was_stored(world: ModWorld) -> None:
    await world.asked("Is it safe?")
    text = await why(world, world.channel.history()[-1])
    assert "“Is it safe?”" in text
    assert "To answer with **Security**." in text


async def test_a_members_own_message_is_explained_too(world: ModWorld) -> None:
    message = await world.alice.send(world.channel, "where is the best pizza in town")
    text = await why(world, message)
    assert "That I don't know." in text
    assert "(far)" in text.partition("Closest entries\n")[2]


async def test_it_says_when_it_would_answer_otherwise_now(world: ModWorld, tmp_path: Path) -> None:
    answer = await mentioned(world, "Is it safe?")
    base = (tmp_path / "knowledge" / "ops.yaml").read_text()
    swapped = base.replace("Is it safe?, ", "").replace("- Is it expensive?", "- Is it safe?")
    result = await world.mo.slash(world.channel, "knowledge import", file=("ops.yaml", swapped.encode()))
    assert result.response is not None
    await world.mo.click(result.response, label="Save")
    assert "This comes out differently" in await why(world, answer)


async def test_a_question_whose_text_is_gone_is_owned_up_to(world: ModWorld) -> None:
    await world.asked("Is it safe?")
    answer = world.channel.history()[-1]
    await world.services.privacy.delete_data(world.alice.id)
    assert "I no longer have the text of that question" in await why(world, answer)


async def test_members_and_next_door_learn_nothing(world: ModWorld) -> None:
    await world.show_commands_to(world.alice)
    answer = await mentioned(world, "Is it safe?")
    refused = await world.alice.context_menu(world.channel, "Why this answer?", answer)
    assert "That is for this server's moderators" in text_of(refused)
    assert await world.services.moderation.asked.text_of(world.next_door.id, 2**62) is None


@pytest.mark.parametrize("kind", list(Kind))
def test_the_longest_reason_fits(kind: Kind) -> None:
    entries = tuple(Entry("t", f"e{n}", "*" * 80, answer="A.") for n in range(5))
    keys = tuple(one.key for one in entries)
    reason = Reason(0.5, 0.1, "`" * 300, ("*" * 60,) * 40, keys[1])
    decision = Decision(kind, keys, tuple(Candidate(key, 0.5) for key in keys), (), reason)
    check(why_reply("*" * 2000, decision, KnowledgeBase((Topic("t", "T", entries=entries),)), same=False))


def test_suggestions_are_explained_by_what_they_have_together() -> None:
    entries = tuple(Entry("t", f"e{n}", f"Entry {n}", answer="A.") for n in range(2))
    candidates = tuple(Candidate(one.key, score) for one, score in zip(entries, (0.36, 0.24), strict=True))
    decision = Decision(Kind.SUGGESTIONS, ("t/e0", "t/e1"), candidates, (), Reason(0.36, 0.12, runner_up="t/e1"))
    (embed,) = why_reply("which one?", decision, KnowledgeBase((Topic("t", "T", entries=entries),))).embeds
    (score,) = [field.value for field in embed.fields if field.name == "How sure I am"]
    assert score == "`0.36` of 1, `0.12` ahead of Entry 1; `0.60` all together"
