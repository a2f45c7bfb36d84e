"""``/suggest``: it waits in the inbox, and is thanked for when it is taken up."""

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
import simcord

from bot.discord_app.editing import texts
from bot.discord_app.inbox.states import InboxMenu, Menu
from bot.discord_app.inbox.suggest import OPEN_OF_ALL, OPEN_OF_ONE, PAUSE
from bot.discord_app.ui.markdown import escape
from bot.inbox.suggestions import Suggestion, SuggestionStatus
from bot.storage.database import Database
from bot.usage.stores import StoreError
from tests.discord_app.moderators import BASE, ModWorld, answer_to, press, text_of, values_of


async def suggest(world: ModWorld, values: dict[str, str], **options: str) -> simcord.InteractionResult:
    form = await world.alice.slash(world.channel, "suggest", **options)
    assert form.modal is not None
    result = await world.alice.submit_modal(form, values)
    await world.env.advance_time(PAUSE)
    return result


async def first(world: ModWorld, who: simcord.MemberActor | None = None) -> simcord.InteractionResult:
    """The oldest suggestion, opened by Mo or another moderator."""
    who = who or world.mo
    (one, *_) = await world.services.moderation.suggestions.open(world.guild.id)
    shown = await who.slash(world.channel, "knowledge inbox")
    return await who.select(answer_to(shown), [f"{one.id:016x}"], custom_id=InboxMenu(Menu.SUGGESTION).encode())


async def test_a_correction_waits_is_accepted_and_thanked_for(world: ModWorld) -> None:
    form = await world.alice.slash(world.channel, "suggest", answer="Cost")
    assert values_of(form)["c"] == "alice"
    await world.restart()
    thanks = await world.alice.submit_modal(form, {"q": "It is **free** now @everyone", "c": "alice <@1>"})
    assert thanks.ephemeral
    assert "It waits for this server's moderators" in text_of(thanks)
    assert world.base_text == BASE
    listed = text_of(await world.mo.slash(world.channel, "knowledge inbox"))
    assert r"- For Cost: It is \*\*free\*\* now @" in listed
    assert "@everyone" not in listed
    shown = await first(world)
    assert r"From **alice \<@" in text_of(shown)
    await world.restart()
    form = await press(world.mo, shown, "Accept")
    proposal = await world.mo.submit_modal(form, values_of(form) | {"1": "Free."})
    await world.restart()
    saved = await press(world.mo, proposal, "Save")
    assert "Saved as #2." in text_of(saved)
    revision = await world.services.moderation.editor.history.get(None, 2)
    assert revision.why == "suggested by alice <@1>"
    (one,) = await _all(world)
    assert (one.status, one.revision) == (SuggestionStatus.ACCEPTED, 2)
    assert "Nothing waiting." in text_of(await world.mo.slash(world.channel, "knowledge inbox"))
    history = await world.mo.slash(world.channel, "knowledge history")
    opened = await world.mo.select(answer_to(history), ["2"], custom_id="h:open:h:b:0:")
    assert r"suggested by alice \<@" in text_of(opened)


async def test_a_new_entry_may_be_suggested_without_a_name(world: ModWorld) -> None:
    await suggest(world, {"q": "What is a pod?", "a": "A group of containers.", "c": ""})
    shown = await first(world)
    text = text_of(shown)
    assert text.startswith("Suggestion: a new entry\nWhat is a pod?\n\nA group of containers.")
    assert "From somebody who wants no credit." in text
    assert "alice" not in text
    form = await press(world.mo, await press(world.mo, shown, "Accept"), "New answer")
    assert values_of(form)["q"] == "What is a pod?"
    assert values_of(form)["w"] == "A group of containers."
    proposal = await world.mo.submit_modal(form, values_of(form) | {"t": "Pod", "w": "Containers."})
    await press(world.mo, proposal, "Save")
    assert world.base.entries["ops/pod"].questions == ("What is a pod?",)
    (one,) = await _all(world)
    assert one.status is SuggestionStatus.ACCEPTED


@pytest.mark.parametrize("kind", ["New answer", "New comparison"])
async def test_all_of_a_long_suggestion_is_in_the_form(world: ModWorld, kind: str) -> None:
    lines = [f"{number}. A *pod* is a group." for number in range(40)]
    answer = "\n".join(lines)[:1000]
    await suggest(world, {"q": "What is a pod?", "a": answer})
    kinds = await press(world.mo, await first(world), "Accept")
    assert text_of(kinds).startswith("Suggested: “What is a pod? 0. A \\*pod\\* is a group.")
    assert texts.REST_IN_FORM in text_of(kinds)
    await world.restart()
    form = await press(world.mo, kinds, kind)
    assert form.modal is not None
    above = form.modal["components"][0]["content"]
    assert above == f"Suggested: “{escape('What is a pod?' + chr(10) * 2 + answer)}”"
    typed = {"t": "Pod", "0": "Yes.", "1": "No."} if kind == "New comparison" else {"t": "Pod"}
    shown = await world.mo.submit_modal(form, values_of(form) | typed)
    assert texts.REST_IN_FORM in text_of(shown)
    await press(world.mo, shown, "Save")
    entry = world.base.entries["ops/pod"]
    assert (entry.answer or entry.both) == answer


async def test_all_of_a_correction_stands_in_every_form_of_the_entry(world: ModWorld) -> None:
    correction = "It is free now.\n" * 60
    await suggest(world, {"q": correction}, answer="Cost")
    form = await press(world.mo, await first(world), "Accept")
    assert form.modal is not None
    above = f"Suggested: “{escape(correction.strip())}”"
    assert form.modal["components"][0]["content"] == above
    shown = await world.mo.submit_modal(form, values_of(form) | {"1": "Free."})
    for label in ("Edit again", "More…"):
        form = await press(world.mo, shown, label)
        assert form.modal is not None
        assert form.modal["components"][0]["content"] == above
    saved = await press(world.mo, shown, "Save")
    assert [item["label"] for item in answer_to(saved).components[0]["components"]] == [
        "Next question",
        "See it",
        "Undo",
    ]


async def test_cancelling_leaves_it_waiting_and_declining_settles_it(world: ModWorld) -> None:
    await suggest(world, {"q": "Too short."}, answer="Cost")
    form = await press(world.mo, await first(world), "Accept")
    await press(world.mo, await world.mo.submit_modal(form, values_of(form) | {"1": "Free."}), "Cancel")
    stale, also_stale = await first(world), await first(world)
    declined = await press(world.mo, await first(world), "Decline")
    assert text_of(declined).startswith("Declined.\nInbox")
    assert "no longer on the list" in text_of(await press(world.mo, stale, "Decline"))
    assert "no longer on the list" in text_of(await press(world.mo, also_stale, "Accept"))
    assert world.base_text == BASE


async def test_there_is_a_pause_and_an_end(world: ModWorld) -> None:
    form = await world.alice.slash(world.channel, "suggest", answer="Cost")
    await world.alice.submit_modal(form, {"q": "one"})
    form = await world.alice.slash(world.channel, "suggest", answer="Cost")
    refused = text_of(await world.alice.submit_modal(form, {"q": "two\n**bold** @everyone"}))
    assert refused.startswith("One suggestion at a time")
    assert "```\ntwo\n**bold** @everyone\n```" in refused, "what was typed is given back"
    await world.env.advance_time(PAUSE)
    for number in range(1, OPEN_OF_ONE):
        await suggest(world, {"q": f"again {number}"}, answer="Cost")
    refused = await world.alice.slash(world.channel, "suggest", answer="Cost")
    assert "still wait for the moderators" in text_of(refused)
    assert len(await _all(world)) == OPEN_OF_ONE


async def test_a_full_inbox_takes_no_more(world: ModWorld) -> None:
    for number in range(OPEN_OF_ALL):
        one = Suggestion(number, world.guild.id, world.env.now(), f"m{number}", None, None, "x")
        await world.services.moderation.suggestions.add(one)
    assert "a lot of suggestions" in text_of(await world.alice.slash(world.channel, "suggest"))
    assert (await world.bob.slash(world.next_channel, "suggest")).modal is not None


async def test_a_long_text_is_given_back_whole_where_it_can_not_be_kept(world: ModWorld) -> None:
    form = await world.alice.slash(world.channel, "suggest")
    await world.services.privacy.set_storing(world.alice.id, on=False)
    question, answer = "q" * 200, "`a`\n" * 250
    refused = await world.alice.submit_modal(form, {"q": question, "a": answer})
    assert refused.ephemeral
    assert "Storing is switched off for you" in text_of(refused)
    assert question in text_of(refused)
    assert text_of(refused).count("a") >= 250
    assert await _all(world) == []


async def test_composed_emoji_come_back_and_arrive_whole(world: ModWorld) -> None:
    family, flag = (
        "\U0001f468\u200d\U0001f469\u200d\U0001f467",
        "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
    )
    form = await world.alice.slash(world.channel, "suggest")
    await world.alice.submit_modal(form, {"q": "Is it for families?", "a": f"For {family} in {flag}."})
    shown = await first(world)
    assert f"For {family} in {flag}." in text_of(shown)
    form = await world.alice.slash(world.channel, "suggest")
    await world.services.privacy.set_storing(world.alice.id, on=False)
    refused = await world.alice.submit_modal(form, {"q": "And now?", "a": f"For {family} in {flag}."})
    assert f"For {family} in {flag}." in text_of(refused)


async def test_a_text_is_given_back_where_the_database_fails(world: ModWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    async def fail(_suggestion: Suggestion) -> None:
        raise StoreError("The disk is full.")

    monkeypatch.setattr(world.services.moderation.suggestions, "add", fail)
    form = await world.alice.slash(world.channel, "suggest", answer="Cost")
    refused = text_of(await world.alice.submit_modal(form, {"q": "It is free now."}))
    assert "It is free now." in refused
    assert "disk" not in refused


@pytest.mark.parametrize("waiting", [25, 26, OPEN_OF_ALL])
async def test_however_many_wait_each_can_be_opened(world: ModWorld, waiting: int) -> None:
    for number in range(waiting):
        one = Suggestion(number, world.guild.id, world.env.now(), f"m{number}", None, None, f"Tea number{number:03}.")
        await world.services.moderation.suggestions.add(one)
    shown = await world.mo.slash(world.channel, "knowledge inbox")
    menu = InboxMenu(Menu.SUGGESTION).encode()
    (select,) = [one for row in answer_to(shown).components for one in row["components"] if one["custom_id"] == menu]
    is_long = waiting > 25
    assert len(select["options"]) == 25
    assert select["options"][-1]["label"] == ("Another suggestion…" if is_long else "Tea number024.")
    last = f"{waiting - 1:016x}"
    if is_long:
        form = await world.mo.select(answer_to(shown), ["?"], custom_id=menu)
        await world.restart()
        shown = await world.mo.submit_modal(form, {"w": f"TEA number{waiting - 1:03}"})
    opened = await world.mo.select(answer_to(shown), [last], custom_id=menu)
    assert f"Tea number{waiting - 1:03}." in text_of(opened)


async def test_who_lost_the_role_finds_no_suggestion(world: ModWorld) -> None:
    for number in range(26):
        one = Suggestion(number, world.guild.id, world.env.now(), f"m{number}", None, None, f"secret {number}")
        await world.services.moderation.suggestions.add(one)
    shown = await world.mo.slash(world.channel, "knowledge inbox")
    form = await world.mo.select(answer_to(shown), ["?"], custom_id=InboxMenu(Menu.SUGGESTION).encode())
    await world.take_role(world.mo)
    refused = await world.mo.submit_modal(form, {"w": "secret"})
    assert "That is for this server's moderators" in text_of(refused)
    assert "secret" not in text_of(refused)


@pytest.mark.parametrize("text", ["  ", "\u200b\u202e"])
async def test_nothing_is_no_suggestion(world: ModWorld, text: str) -> None:
    form = await world.alice.slash(world.channel, "suggest", answer="Cost")
    assert "There was no text in that." in text_of(await world.alice.submit_modal(form, {"q": text}))


async def test_who_switched_storing_off_and_who_names_nothing_known_are_told(world: ModWorld) -> None:
    unknown = await world.alice.slash(world.channel, "suggest", answer="no such thing at all")
    assert unknown.modal is None
    form = await world.alice.slash(world.channel, "suggest", answer="Cost")
    await world.services.privacy.set_storing(world.alice.id, on=False)
    assert "Storing is switched off for you" in text_of(await world.alice.submit_modal(form, {"q": "x"}))
    assert "Storing is switched off for you" in text_of(await world.alice.slash(world.channel, "suggest"))


async def test_next_door_does_not_see_it(world: ModWorld) -> None:
    await suggest(world, {"q": "It is free now"}, answer="Cost")
    assert "free" not in text_of(await world.nell.slash(world.next_channel, "knowledge inbox"))
    assert await world.services.moderation.suggestions.open(world.next_door.id) == []


async def test_deleting_ones_data_takes_the_name_out_of_the_history(world: ModWorld) -> None:
    await press(world.mo, await taken_up(world), "Save")
    await world.services.privacy.delete_data(world.alice.id)
    assert (await world.services.moderation.editor.history.get(None, 2)).why == ""
    (one,) = await _all(world)
    assert (one.member, one.credit, one.text) == ("", None, "It is free now")


async def test_the_name_is_taken_out_also_when_the_texts_are_erased(world: ModWorld, tmp_path: Path) -> None:
    await press(world.mo, await taken_up(world), "Save")
    async with Database.open(tmp_path / "data" / "versus.sqlite3") as database:
        await database.retention.erase_texts(world.env.now() + timedelta(days=1))
    (one,) = await _all(world)
    assert (one.text, one.credit) == ("", "alice")
    await world.services.privacy.delete_data(world.alice.id)
    assert (await world.services.moderation.editor.history.get(None, 2)).why == ""


async def test_who_deleted_their_data_is_not_named_by_what_is_saved_later(world: ModWorld) -> None:
    shown = await taken_up(world)
    await world.services.privacy.delete_data(world.alice.id)
    await press(world.mo, shown, "Save")
    assert (await world.services.moderation.editor.history.get(None, 2)).why == ""


async def taken_up(world: ModWorld) -> simcord.InteractionResult:
    """Alice's suggestion as the change that Mo makes of it."""
    await suggest(world, {"q": "It is free now", "c": "alice"}, answer="Cost")
    form = await press(world.mo, await first(world), "Accept")
    return await world.mo.submit_modal(form, values_of(form) | {"1": "Free."})


async def test_two_moderators_take_up_the_same_suggestion(world: ModWorld) -> None:
    await suggest(world, {"q": "It is free now", "c": "alice"}, answer="Cost")
    mine, theirs = [await press(who, await first(world, who), "Accept") for who in (world.mo, world.max)]
    mine = await world.mo.submit_modal(mine, values_of(mine) | {"1": "Free."})
    theirs = await world.max.submit_modal(theirs, values_of(theirs) | {"0": "Free."})
    await press(world.mo, mine, "Save")
    await press(world.max, await press(world.max, theirs, "Save"), "Save")
    assert world.base.entries["ops/cost"].sides == {"mlops": "Free.", "devops": "Free."}
    history = world.services.moderation.editor.history
    assert [(await history.get(None, number)).why for number in (2, 3)] == ["suggested by alice", ""]
    (one,) = await _all(world)
    assert one.revision == 2


async def test_who_does_not_moderate_takes_nothing_up(world: ModWorld) -> None:
    await suggest(world, {"q": "It is free now"}, answer="Cost")
    shown = await first(world)
    await world.take_role(world.mo)
    for label in ("Accept", "Decline"):
        assert "That is for this server's moderators" in text_of(await press(world.mo, shown, label))


async def _all(world: ModWorld) -> list[Suggestion]:
    """Every suggestion, whatever became of it."""
    with closing(sqlite3.connect(world.folder / "data" / "versus.sqlite3")) as connection:
        ids = [row[0] for row in connection.execute("SELECT id FROM suggestion")]
    found = [await world.services.moderation.suggestions.get(world.guild.id, one) for one in ids]
    return [one for one in found if one is not None]
