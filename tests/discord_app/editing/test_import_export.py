"""``/knowledge export`` and ``import``: out and in again, and nothing hostile gets through."""

import asyncio
import threading
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import discord
import pytest
import simcord

from bot.discord_app.editing import saving
from bot.discord_app.editing.import_export import TooLargeError, packed
from bot.discord_app.editing.proposal_reply import what_changed
from bot.editing.change import Change
from bot.editing.import_export import ScopeContents
from bot.knowledge.build import read_files
from bot.knowledge.model import KnowledgeBase
from tests.discord_app.moderators import BASE, MANY, ModWorld, answer_to, press, text_of
from tests.editing.hostile_files import CHEEKY, HOSTILE

TWENTY = "topic: ops\nentries:\n" + "".join(
    f"  thing-{number}:\n    title: Thing {number}\n    both: About {number}.\n" for number in range(20)
)


async def exported(world: ModWorld, who: simcord.MemberActor, channel: simcord.ChannelHandle) -> dict[str, str]:
    """The files that the member is given."""
    result = await who.slash(channel, "knowledge export")
    message = result.followups[-1] if result.followups else answer_to(result)
    assert message.ephemeral
    found: dict[str, str] = {}
    for one in message.attachments:
        data = world.env.backend.cdn.get(one.url)
        assert data is not None
        found[one.filename] = data.decode()
    return found


async def imported(world: ModWorld, data: bytes | str, name: str = "ops.yaml") -> Any:
    data = data if isinstance(data, bytes) else data.encode()
    return await world.mo.slash(world.channel, "knowledge import", file=(name, data))


async def test_what_is_exported_comes_back_without_a_change(world: ModWorld) -> None:
    files = await exported(world, world.mo, world.channel)
    assert files["ops.yaml"] == BASE
    assert "| **Security** | Data is guarded. | Code is guarded. |" in files["comparison.md"]
    result = await imported(world, files["ops.yaml"])
    assert text_of(result) == "This file says what I know already. Nothing to change."
    assert len(await world.services.moderation.editor.history.page(None)) == 1


async def test_an_import_is_shown_with_its_effect_before_it_is_saved(world: ModWorld) -> None:
    await world.asked("how many dollars")
    more = BASE.replace("      - Is it expensive?\n", "      - Is it expensive?\n      - how many dollars\n")
    more += "  speed:\n    title: Speed\n    mlops: Slow.\n    devops: Fast.\n"
    shown = await imported(world, more.replace("see_also: [cost]", "see_also: []"))
    text = text_of(shown)
    assert "Change to 3 entries: 1 added, 2 changed" in text
    assert "**1** would now be answered by Cost" in text
    assert world.base_text == BASE
    await world.restart()
    saved = await press(world.mo, shown, "Save")
    assert "Saved as #2." in text_of(saved)
    assert "speed:" in world.base_text
    assert text_of(await press(world.mo, saved, "Undo")).startswith("Taken back as #3.")
    assert world.base_text == BASE


async def test_an_import_is_made_again_on_top_of_what_somebody_saved_meanwhile(world: ModWorld) -> None:
    shown = await imported(world, BASE.replace("Less money.", "Little money."))
    taught = await world.max.slash(world.channel, "knowledge teach", entry="cost", question="what is the bill")
    await press(world.max, taught, "Save")
    text = world.base_text
    shown = await press(world.mo, shown, "Save")
    assert world.base_text == text
    said = text_of(shown)
    assert "Changed by somebody else meanwhile\nexample question added: “what is the bill”\n*Below is your" in said
    assert "removed" not in said
    await press(world.mo, shown, "Save")
    assert world.base_text == text.replace("Less money.", "Little money.")


async def test_an_import_keeps_what_somebody_saved_meanwhile_between_its_lines(world: ModWorld) -> None:
    shown = await imported(world, BASE.replace("title: Cost ", "title: Costs ").replace("Less", "Little"))
    taught = await world.max.slash(world.channel, "knowledge teach", entry="cost", question="what is the bill")
    await press(world.max, taught, "Save")
    said = await press(world.mo, shown, "Save")
    assert "example question removed" not in text_of(said)
    await press(world.mo, said, "Save")
    for kept in ("title: Costs", "what is the bill", "Little money."):
        assert kept in world.base_text


async def test_an_import_that_would_take_back_what_somebody_saved_meanwhile_says_so(world: ModWorld) -> None:
    shown = await imported(world, BASE.replace("title: Cost ", "title: Costs ").replace("Less", "Little"))
    theirs = BASE.replace("Less", "No").encode()
    other = await world.max.slash(world.channel, "knowledge import", file=("x.yaml", theirs))
    await press(world.max, other, "Save")
    said = text_of(await press(world.mo, shown, "Save"))
    assert "*You both changed DevOps: if you save, yours takes the place of theirs." in said


async def test_comments_alone_can_be_imported_too(world: ModWorld) -> None:
    shown = await imported(world, BASE.replace("The first comment stays.", "Another comment."))
    assert "only the text around them" in text_of(shown)
    await press(world.mo, shown, "Save")
    assert world.base_text.startswith("# Another comment.")


async def test_an_overlay_is_exported_where_it_holds_and_not_next_door(world: ModWorld) -> None:
    own = BASE.replace("Less money.", "A secret of Next door.")
    shown = await world.nell.slash(world.next_channel, "knowledge import", file=("x.yaml", own.encode()))
    assert "Saved for: this server only" in text_of(shown)
    await press(world.nell, shown, "Save")
    theirs = await exported(world, world.nell, world.next_channel)
    ours = await exported(world, world.mo, world.channel)
    assert "A secret of Next door." in theirs["ops.yaml"]
    assert ours["ops.yaml"] == BASE
    again = await world.nell.slash(world.next_channel, "knowledge import", file=("x.yaml", theirs["ops.yaml"].encode()))
    assert "Nothing to change." in text_of(again)


async def test_problems_are_named_with_their_lines(world: ModWorld) -> None:
    text = text_of(await imported(world, BASE.replace("aliases: [price]", "alias: [price]"), "<b>@everyone.yaml"))
    assert "I can't import this file" in text
    assert ":10:5: 'alias' is neither a key" in text
    assert "@everyone" not in text


@pytest.mark.world(files={"a.yaml": BASE, "b.yaml": TWENTY})
async def test_one_slip_refuses_a_file_whose_topic_is_compared_entry_by_entry(world: ModWorld) -> None:
    whole = BASE + TWENTY.partition("entries:\n")[2]
    slips = whole.replace("title: Thing 7", "titel: Thing 7"), whole.replace("mlops: Data", "mlosp: Data")
    for who, channel in ((world.mo, world.channel), (world.nell, world.next_channel)):
        for slip in slips:
            shown = await who.slash(channel, "knowledge import", file=("x.yaml", slip.encode()))
            assert "I can't import this file" in text_of(shown)
            assert "\n- x.yaml:" in text_of(shown)
            assert not answer_to(shown).message.components
    assert await world.drafts() == []


@pytest.mark.world(files={"ops.yaml": BASE + TWENTY.partition("entries:\n")[2]})
async def test_an_import_that_removes_many_entries_says_so_and_its_button_is_red(world: ModWorld) -> None:
    # The base's file is replaced whole, the overlay's topic is compared entry by entry.
    for who, channel in ((world.nell, world.next_channel), (world.mo, world.channel)):
        shown = await who.slash(channel, "knowledge import", file=("x.yaml", BASE.encode()))
        assert text_of(shown).startswith("**This change removes 20 entries; the history keeps them.**\n")
        row = answer_to(shown).message.components[0]
        assert isinstance(row, discord.ActionRow)
        styles = {one.label: one.style for one in row.children if isinstance(one, discord.Button)}
        assert styles["Remove 20 entries"] is discord.ButtonStyle.danger
        assert "Save" not in styles
        saved = await press(who, shown, "Remove 20 entries")
        assert "Saved as #" in text_of(saved)
    assert world.base_text == BASE


async def test_an_overlay_beyond_its_budget_is_refused_with_the_numbers(world: ModWorld) -> None:
    many = "".join(f"  e{number}: {{title: Entry {number}, answer: Yes.}}\n" for number in range(2_001))
    shown = await world.nell.slash(world.next_channel, "knowledge import", file=("x.yaml", (BASE + many).encode()))
    assert "This can't be saved yet" in text_of(shown)
    assert "the server would have 2,001 entries of its own, and 2,000 is the most." in text_of(shown)
    row = answer_to(shown).message.components[0]
    assert isinstance(row, discord.ActionRow)
    assert [one.label for one in row.children if isinstance(one, discord.Button)] == ["Cancel"]


async def test_a_large_change_is_put_into_words_off_the_loop(world: ModWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    threads: list[int] = []

    def noting(change: Change, knowledge: KnowledgeBase) -> str:
        threads.append(threading.get_ident())
        return what_changed(change, knowledge)

    monkeypatch.setattr(saving, "what_changed", noting)
    shown = await imported(world, BASE.replace("Less money.", "Little money."))
    await press(world.mo, shown, "Save")
    assert threads
    assert threading.get_ident() not in threads


async def test_an_export_names_what_is_not_in_it(world: ModWorld, tmp_path: Path) -> None:
    overlays = tmp_path / "data" / "servers"
    overlays.mkdir()
    text = "topic: ops\nentries:\n  tea: {title: Tea, mlosp: a, devops: b}\n"
    (overlays / f"{world.next_door.id}.yaml").write_text(text)
    async with asyncio.timeout(10):
        while not world.services.snapshots.problems_of(world.next_door.id):
            await asyncio.sleep(0.1)
            await world.services.snapshots.of(world.next_door.id)
    result = await world.nell.slash(world.next_channel, "knowledge export")
    assert "Not in there, because this server's files have problems with them: tea." in text_of(result)


@pytest.mark.parametrize("half", [0, 1])
async def test_hostile_files_are_refused_and_questions_answered_meanwhile(
    world: ModWorld, tmp_path: Path, half: int
) -> None:
    for name in list(HOSTILE)[half::2]:
        text = text_of(await imported(world, HOSTILE[name], f"{name}.yaml"))
        assert "I can't import this file" in text or "I take at most 4" in text, name
        assert "@everyone" not in text
        assert "<@1" not in text
        assert "](https" not in text
        answer = await world.alice.slash(world.channel, "ask", question="What does it cost?")
        assert "Less money." in text_of(answer)
    assert world.base_text == BASE
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data", "knowledge"]  # noqa: ASYNC240
    assert [path.name for path in (tmp_path / "knowledge").iterdir()] == ["ops.yaml"]


async def test_the_loop_turns_while_a_hostile_file_is_read(world: ModWorld) -> None:
    turns = 0

    async def tick() -> None:
        nonlocal turns
        while True:
            await asyncio.sleep(0.001)
            turns += 1

    ticking = asyncio.create_task(tick())
    await imported(world, HOSTILE["many keys"])
    ticking.cancel()
    assert turns > 20


async def test_words_of_a_file_are_shown_letter_by_letter(world: ModWorld) -> None:
    text = text_of(await imported(world, CHEEKY))
    assert r"\*\*loud\*\* \[free\]\(https\://evil.example\)" in text


async def test_a_member_gets_and_changes_nothing(world: ModWorld) -> None:
    await world.show_commands_to(world.alice)
    for result in (
        await world.alice.slash(world.channel, "knowledge export"),
        await world.alice.slash(world.channel, "knowledge import", file=("a.yaml", BASE.encode())),
    ):
        assert "That is for this server's moderators" in text_of(result)


async def test_who_lost_the_role_cannot_save_an_import(world: ModWorld) -> None:
    shown = await imported(world, BASE.replace("Less money.", "No money."))
    await world.take_role(world.mo)
    assert "That is for this server's moderators" in text_of(await press(world.mo, shown, "Save"))
    assert world.base_text == BASE


def test_what_does_not_fit_goes_as_an_archive() -> None:
    texts = {"ops.yaml": BASE, "clouds.yaml": MANY}
    seen = read_files({name: text.encode() for name, text in texts.items()}).knowledge
    assert seen is not None
    contents = ScopeContents(None, texts, seen)
    assert [name for name, _ in packed(contents, 10_000)] == ["ops.yaml", "clouds.yaml", "comparison.md"]
    whole = sum(len(data) for _, data in packed(contents, 10_000))
    ((name, data),) = packed(contents, whole - 1)
    assert name == "knowledge.zip"
    with ZipFile(BytesIO(data)) as archive:
        assert sorted(archive.namelist()) == ["clouds.yaml", "comparison.md", "ops.yaml"]
    with pytest.raises(TooLargeError, match="knowledge export"):
        packed(contents, 100)
