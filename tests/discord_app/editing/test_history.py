"""``/knowledge history``: what was changed, opened as a difference, and taken back."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import simcord

from bot.discord_app.editing.history_reply import (
    PER_PAGE,
    Opened,
    OpenRevision,
    Page,
    TakeBackRevision,
    history_reply,
    revision_reply,
)
from bot.discord_app.ui.reply import check
from bot.editing.revision import FileChange, Revision, RevisionKind
from bot.knowledge.model import KnowledgeBase
from tests.discord_app.moderators import BASE, ModWorld, answer_to, press, text_of, values_of


async def taught(world: ModWorld, question: str, entry: str = "Cost", who: simcord.MemberActor | None = None) -> None:
    actor = who or world.mo
    channel = world.next_channel if actor is world.nell else world.channel
    await press(actor, await actor.slash(channel, "knowledge teach", entry=entry, question=question), "Save")


async def opened(world: ModWorld, number: int, **options: Any) -> simcord.InteractionResult:
    shown = await world.mo.slash(world.channel, "knowledge history", **options)
    return await world.mo.select(answer_to(shown), [str(number)], custom_id=_id(shown, OpenRevision))


def _id(shown: Any, state: Any) -> str:
    ids = [item["custom_id"] for row in answer_to(shown).components for item in row["components"]]
    return next(one for one in ids if state.pattern.fullmatch(one))


async def test_the_list_says_who_when_and_what(world: ModWorld) -> None:
    await taught(world, "how many **dollars**")
    shown = await world.mo.slash(world.channel, "knowledge history")
    assert shown.ephemeral
    text = text_of(shown)
    assert text.startswith("History\n**#2** · <t:")
    assert "> · mo\n" in text
    assert r"Cost: example question added: “how many \*\*dollars\*\*”" in text
    assert "**#1** · <t:" in text
    assert "by hand, in the file\nfirst version: ops.yaml, 3 entries" in text
    assert text.endswith("Saved for: all servers")


async def test_a_change_opens_as_a_difference_and_is_taken_back_with_its_effect(world: ModWorld) -> None:
    await world.asked("how many dollars")
    await taught(world, "how many dollars")
    shown = await opened(world, 2)
    assert text_of(shown).startswith("#2 · Cost\n<t:")
    assert text_of(shown).count("example question added: “how many dollars”") == 1
    await world.env.advance_time(15 * 60 + 1)
    shown = await opened(world, 2)
    await world.restart()
    proposal = await press(world.mo, shown, "Take back")
    assert "example question removed: “how many dollars”" in text_of(proposal)
    assert "**1** would no longer be answered" in text_of(proposal)
    assert "Taken back as #3." in text_of(await press(world.mo, proposal, "Take back"))
    assert world.base_text == BASE


async def test_ones_own_last_save_is_undone_from_the_history_at_once(world: ModWorld) -> None:
    await taught(world, "how many dollars")
    shown = await opened(world, 2)
    assert text_of(await press(world.mo, shown, "Undo")).startswith("Taken back as #3.")
    assert world.base_text == BASE


async def test_a_change_is_taken_back_from_the_list_beside_it(world: ModWorld) -> None:
    await taught(world, "how many dollars")
    shown = await world.mo.slash(world.channel, "knowledge history")
    proposal = await world.mo.select(answer_to(shown), ["2"], custom_id=_id(shown, TakeBackRevision))
    assert answer_to(proposal).id != answer_to(shown).id
    await press(world.mo, proposal, "Take back")
    assert world.base_text == BASE


async def test_a_removed_entry_is_found_and_restored(world: ModWorld) -> None:
    await press(world.mo, await world.mo.slash(world.channel, "knowledge remove", entry="Glossary"), "Remove Glossary")
    assert "ops/glossary" not in world.base.entries
    choices = await world.mo.autocomplete(world.channel, "knowledge history", "entry", "gloss")
    assert [(one["name"], one["value"]) for one in choices] == [("glossary (removed)", "ops/glossary")]
    shown = await world.mo.slash(world.channel, "knowledge history", entry="ops/glossary")
    assert text_of(shown).startswith("History of glossary (removed)\n**#2**")
    shown = await opened(world, 2, entry="glossary")
    await press(world.mo, shown, "Undo")
    assert world.base_text == BASE
    assert "ops/glossary" in world.base.entries


async def test_the_history_of_one_entry(world: ModWorld) -> None:
    await taught(world, "how many dollars")
    await taught(world, "who locks the door", "Security")
    text = text_of(await world.mo.slash(world.channel, "knowledge history", entry="Security"))
    assert text.startswith("History of Security\n**#3**")
    assert "#2" not in text
    nothing = await world.mo.slash(world.channel, "knowledge history", entry="nothing like it")
    assert "no such entry in the history" in text_of(nothing)


async def test_older_pages_survive_a_restart(world: ModWorld) -> None:
    for number in range(PER_PAGE):
        await taught(world, f"question number {number}")
    shown = await world.mo.slash(world.channel, "knowledge history")
    await world.restart()
    shown = await press(world.mo, shown, "Older")
    assert text_of(shown).startswith("History\n**#1**")
    shown = await press(world.mo, shown, "Newest")
    assert f"**#{PER_PAGE + 1}**" in text_of(shown)
    shown = await world.mo.select(answer_to(shown), ["2"], custom_id=_id(shown, OpenRevision))
    shown = await press(world.mo, shown, "Back to the list")
    assert f"**#{PER_PAGE + 1}**" in text_of(shown)


async def test_a_hand_edit_of_comments_opens_as_lines(world: ModWorld, tmp_path: Path) -> None:
    (tmp_path / "knowledge" / "ops.yaml").write_text(BASE.replace("The first comment stays.", "``` @everyone"))
    await world.services.moderation.editor.notice(None)
    text = text_of(await opened(world, 2))
    assert "No entry differs" in text
    assert "- # The first comment stays." in text
    assert "+ # `\u200b`\u200b` @everyone" in text


async def test_the_list_says_why(world: ModWorld) -> None:
    shown = await world.mo.slash(world.channel, "knowledge teach", entry="cost", question="x y")
    form = await press(world.mo, shown, "More…")
    shown = await world.mo.submit_modal(form, values_of(form) | {"y": "asked by **many**"})
    await press(world.mo, shown, "Save")
    text = text_of(await world.mo.slash(world.channel, "knowledge history"))
    assert "Cost: example question added: “x y”\nWhy: asked by \\*\\*many\\*\\*\n\n**#1**" in text


async def test_the_reason_is_shown(world: ModWorld) -> None:
    at = world.env.now()
    revision = Revision(None, 7, at, "h", "@everyone", RevisionKind.EDIT, "x", "<@1> asked", (), ())
    text = text_of(_Message(revision_reply(Opened(revision, (), KnowledgeBase(), Page(shared=True)))))
    assert r"\<@" in text
    assert "@everyone" not in text


async def test_an_overlays_history_is_its_servers_own(world: ModWorld) -> None:
    await taught(world, "how many dollars")
    await taught(world, "what is the bill", who=world.nell)
    theirs = text_of(await world.nell.slash(world.next_channel, "knowledge history"))
    assert "what is the bill" in theirs
    assert "dollars" not in theirs
    assert "Saved for: this server only" in theirs
    assert "bill" not in text_of(await world.mo.slash(world.channel, "knowledge history"))


async def test_who_does_not_moderate_sees_and_takes_back_nothing(world: ModWorld) -> None:
    await taught(world, "how many dollars")
    await world.show_commands_to(world.alice)
    refused = "That is for this server's moderators"
    assert refused in text_of(await world.alice.slash(world.channel, "knowledge history"))
    assert await world.alice.autocomplete(world.channel, "knowledge history", "entry", "") == []
    shown = await world.mo.slash(world.channel, "knowledge history")
    diff = await opened(world, 2)
    await world.take_role(world.mo)
    for state in (OpenRevision, TakeBackRevision):
        result = await world.mo.select(answer_to(shown), ["2"], custom_id=_id(shown, state))
        assert refused in text_of(result)
    assert refused in text_of(await press(world.mo, diff, "Undo"))
    assert refused in text_of(await press(world.mo, diff, "Back to the list"))


def test_the_fullest_page_fits() -> None:
    change = FileChange("ops.yaml", 0, "`" * 5000 + "\n", "@" * 5000, None, None)
    long = Revision(
        None, 10**9, datetime.now(UTC), "h", "*" * 40, RevisionKind.EDIT, "*" * 500, "`" * 500, (), (change,)
    )
    place = Page(shared=True, before=10**9, entry=f"{'a' * 32}/{'b' * 32}")
    check(history_reply([long] * 25, place, None, KnowledgeBase(), "*" * 300))
    check(revision_reply(Opened(long, (), KnowledgeBase(), place)))


class _Message:
    """A reply as a message."""

    def __init__(self, reply: Any) -> None:
        self.content, self.embeds = reply.content, reply.embeds
