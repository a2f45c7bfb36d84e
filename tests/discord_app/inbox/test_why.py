""" "Why this answer?": the reason of a decision, for moderators."""

import re
from pathlib import Path
from typing import Any

import pytest

from bot.discord_app.inbox.why import why_reply
from bot.discord_app.ui.reply import check
from bot.knowledge.model import Entry, KnowledgeBase, Topic
from bot.matching.decision import Candidate, Decision, Kind, Reason
from bot.matching.explanation import Explanation, LeftOut
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
    assert re.search(r"\nDecided with what I know now\.\n(9\d|100)% sure; ", text)
    assert "Closest entries\nSecurity (very close)\nNothing else comes close.\n" in text
    assert "What spoke for Security\n- No single word" in text
    assert "Its example question “Who guards the data?” is the question word for word." in text
    assert "Decided with what I know now." in text


async def test_the_word_and_the_wording_that_decided_are_named_and_what_would_change_it(world: ModWorld) -> None:
    """Not the frame of the question, which stood there before."""
    text = await why(world, await mentioned(world, "what does security cost"))
    spoke_for = text.partition("What spoke for Cost\n")[2].partition("\nWhat spoke against it\n")[0]
    assert spoke_for.startswith("- “cost”: without it I would answer with **Security**.\n")
    assert "Its example question “What does it cost?” counted most: without it I would suggest" in spoke_for
    assert "- “security”: only other entries have it; without it I would answer with **Cost**." in text
    assert "- Teaching this question to **Cost** (“Teach this” in its menu): I would answer with it." in text


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
    left_out = tuple(LeftOut("`" * 300, Decision(Kind.SUGGESTIONS, keys[:4])) for _ in range(24))
    found = Explanation(
        decision,
        left_out,
        left_out,
        unknown=("*" * 32,) * 24,
        missing=("_" * 32,) * 24,
        taught_to=keys[0],
        taught=decision,
    )
    check(why_reply("*" * 2000, found, KnowledgeBase((Topic("t", "T", entries=entries),)), same=False))


def test_suggestions_are_explained_by_what_they_have_together() -> None:
    entries = tuple(Entry("t", f"e{n}", f"Entry {n}", answer="A.") for n in range(2))
    candidates = tuple(Candidate(one.key, score) for one, score in zip(entries, (0.36, 0.24), strict=True))
    decision = Decision(Kind.SUGGESTIONS, ("t/e0", "t/e1"), candidates, (), Reason(0.36, 0.12, runner_up="t/e1"))
    knowledge = KnowledgeBase((Topic("t", "T", entries=entries),))
    (embed,) = why_reply("which one?", Explanation(decision), knowledge).embeds
    assert embed.fields[0].value == "To suggest **Entry 0**, **Entry 1**."
    assert embed.fields[-1].value == "Entry 0 (close)\nEntry 1 (close)"
    assert (embed.footer.text or "").endswith("\n36% sure, 12% ahead of Entry 1; 60% sure that some entry answers it.")


@pytest.mark.parametrize(
    ("best", "second", "closest"),
    [
        (0.96, 0.14, "Entry 0 (very close)\nNothing else comes close."),
        (0.96, 0.15, "Entry 0 (very close)\nEntry 1 (close)"),
        (0.14, 0.03, "Entry 0 (far)\nEntry 1 (far)"),
        (0.02, 0.01, "Nothing comes close."),
    ],
)
def test_what_is_far_off_is_not_named_beside_what_is_close(best: float, second: float, closest: str) -> None:
    entries = tuple(Entry("t", f"e{n}", f"Entry {n}", answer="A.") for n in range(2))
    candidates = tuple(Candidate(one.key, score) for one, score in zip(entries, (best, second), strict=True))
    kind, answered = (Kind.ANSWER, ("t/e0",)) if best > 0.5 else (Kind.UNKNOWN, ())
    decision = Decision(kind, answered, candidates, (), Reason(best, best - second, runner_up="t/e1"))
    knowledge = KnowledgeBase((Topic("t", "T", entries=entries),))
    (embed,) = why_reply("which one?", Explanation(decision), knowledge).embeds
    assert embed.fields[-1].value == closest
    assert ("ahead of Entry 1" in (embed.footer.text or "")) is ("Entry 1" in closest)
