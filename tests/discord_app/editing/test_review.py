"""Where edits wait for review: what moderators are told, withdrawing, and what members get meanwhile."""

import pytest
from simcord import InteractionResult, MemberActor

from bot.inbox.suggestions import SuggestionStatus
from bot.usage.stores import StoreError
from tests.discord_app.inbox.test_suggest import taken_up
from tests.discord_app.moderators import BASE, ModWorld, answer_to, press, text_of, values_of
from tests.discord_app.worlds import labels

pytestmark = pytest.mark.world(edits="propose")
FOR_REVIEW = "Edits are reviewed here: saved, this waits until the person who runs me takes it into the files."


async def teach(
    world: ModWorld, question: str = "how many dollars", who: MemberActor | None = None
) -> InteractionResult:
    return await (who or world.mo).slash(world.channel, "knowledge teach", entry="cost", question=question)


def waiting(world: ModWorld) -> list[int]:
    return [one.number for one in world.services.moderation.editor.review.waiting(None)]


async def test_saved_it_waits_and_members_get_what_they_got_before(world: ModWorld) -> None:
    shown = await teach(world)
    assert text_of(shown).startswith(FOR_REVIEW)
    saved = await press(world.mo, shown, "Save")
    said = text_of(saved)
    assert said.startswith("Waits for review as #1. It takes effect once the person who runs me has taken it into the")
    assert "example question added: “how many dollars”" in said
    assert labels(answer_to(saved)) == ["Withdraw"]
    assert world.base_text == BASE
    assert "how many dollars" not in world.base.entries["ops/cost"].questions
    assert await world.drafts() == []


async def test_the_next_edit_builds_on_what_waits_and_says_so(world: ModWorld) -> None:
    await press(world.mo, await teach(world), "Save")
    form = await world.max.slash(world.channel, "knowledge edit", entry="cost")
    typed = values_of(form)
    assert "how many dollars" in typed["q"]
    shown = await world.max.submit_modal(form, typed | {"q": f"{typed['q']}\nwhat is the bill"})
    assert text_of(shown).startswith(f"{FOR_REVIEW} It builds on #1, which waits too.")
    assert "“how many dollars”" not in text_of(shown)
    assert text_of(await press(world.max, shown, "Save")).startswith("Waits for review as #2.")
    again = await teach(world, "what is the bill")
    assert "Cost has that question already" in text_of(again)


async def test_an_entry_that_waits_can_be_edited_by_its_title(world: ModWorld) -> None:
    form = await world.mo.slash(world.channel, "knowledge add", kind="answer")
    shown = await world.mo.submit_modal(form, {"t": "House rules", "w": "Be kind.", "q": "Which rules?", "a": ""})
    await press(world.mo, shown, "Save")
    form = await world.mo.slash(world.channel, "knowledge edit", entry="house rules")
    assert values_of(form)["w"] == "Be kind."


async def test_withdrawn_it_is_shown_again_and_nothing_is_lost(world: ModWorld) -> None:
    saved = await press(world.mo, await teach(world), "Save")
    await world.restart()
    back = await press(world.mo, saved, "Withdraw")
    said = text_of(back)
    assert said.startswith("Withdrawn: #1 no longer waits for review.")
    assert "example question added: “how many dollars”" in said
    assert waiting(world) == []
    assert text_of(await press(world.mo, back, "Save")).startswith("Waits for review as #2.")


async def test_two_who_save_at_once_both_wait(world: ModWorld) -> None:
    mine, theirs = await teach(world), await teach(world, "what is the bill", world.max)
    await press(world.mo, mine, "Save")
    stale = await press(world.max, theirs, "Save")
    assert "Changed by somebody else meanwhile\nexample question added: “how many dollars”" in text_of(stale)
    await press(world.max, stale, "Save")
    assert waiting(world) == [1, 2]
    layers = world.services.moderation.editor.review.layers(None)
    assert [layer.problem for layer in layers] == ["", ""]


async def test_who_may_not_edit_withdraws_nothing(world: ModWorld) -> None:
    saved = await press(world.mo, await teach(world), "Save")
    custom_id = answer_to(saved).message.components[0].children[0].custom_id  # type: ignore[union-attr]
    assert custom_id == "k:withdraw:b1"
    refused = await world.forge(world.alice, world.channel, custom_id)
    assert "moderators" in text_of(refused)
    assert "has changed since" in text_of(await world.forge(world.nell, world.next_channel, custom_id))
    others = await world.forge(world.nell, world.next_channel, "k:withdraw:o1")
    assert "#1 does not wait for review" in text_of(others)
    await world.take_role(world.mo)
    assert "moderators" in text_of(await press(world.mo, saved, "Withdraw"))
    assert waiting(world) == [1]


async def test_what_arrived_can_no_longer_be_withdrawn(world: ModWorld) -> None:
    saved = await press(world.mo, await teach(world), "Save")
    line = "      - Is it expensive?\n"
    (world.folder / "knowledge" / "ops.yaml").write_text(BASE.replace(line, line + "      - how many dollars\n"))
    await world.services.moderation.editor.follow(None)
    assert waiting(world) == []
    assert "#1 does not wait for review: it has arrived" in text_of(await press(world.mo, saved, "Withdraw"))
    assert "how many dollars" in world.base.entries["ops/cost"].questions


async def test_a_servers_own_edits_wait_too(world: ModWorld) -> None:
    shown = await world.nell.slash(world.next_channel, "knowledge remove", entry="cost")
    saved = await press(world.nell, shown, "Remove Cost")
    assert text_of(saved).startswith("Waits for review as #1.")
    assert "ops/cost" in (await world.services.snapshots.of(world.next_door.id)).knowledge.entries
    assert not (world.folder / "data" / "servers").exists()
    assert text_of(await press(world.nell, saved, "Withdraw")).startswith("Withdrawn: #1")


async def test_a_suggestion_that_is_taken_up_leaves_the_inbox_and_comes_back_when_withdrawn(world: ModWorld) -> None:
    shown = await taken_up(world)
    suggestions, here = world.services.moderation.suggestions, world.guild.id
    saved = await press(world.mo, shown, "Save")
    assert labels(answer_to(saved)) == ["Next question", "Withdraw"]
    assert await suggestions.open(here) == []
    (proposed,) = world.services.moderation.editor.review.waiting(None)
    assert "alice" not in proposed.change.to_json().lower()
    back = await press(world.mo, saved, "Withdraw")
    (again,) = await suggestions.open(here)
    assert suggestions.count(here).total() == 1
    await press(world.mo, back, "Save")
    assert (await suggestions.get(here, again.id)).status is SuggestionStatus.ACCEPTED  # type: ignore[union-attr]


async def test_after_privacy_no_name_is_left(world: ModWorld) -> None:
    await press(world.mo, await teach(world), "Save")
    (before,) = world.services.moderation.editor.review.waiting(None)
    assert before.author_name == "mo"
    await world.services.privacy.delete_data(world.mo.id)
    await world.services.moderation.editor.review.refresh()
    (after,) = world.services.moderation.editor.review.waiting(None)
    assert (after.author, after.author_name, after.what) == (None, None, before.what)


async def test_nothing_of_an_opted_out_moderator_is_kept_but_the_change(world: ModWorld) -> None:
    await world.services.privacy.set_storing(world.mo.id, on=False)
    await press(world.mo, await teach(world), "Save")
    (one,) = world.services.moderation.editor.review.waiting(None)
    assert (one.author, one.author_name) == (None, "a moderator")


async def test_withdrawing_loses_nothing_where_it_fails_or_the_bot_is_stopped(
    world: ModWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved = await press(world.mo, await teach(world), "Save")
    stored = list[bool]()

    async def fails(*_: object) -> None:
        (draft,) = await world.drafts()
        stored.append(await world.services.moderation.pending.is_stored(draft))
        raise StoreError("The disk is full.")

    with monkeypatch.context() as broken:
        broken.setattr(world.services.moderation.editor.review, "take_out", fails)
        await press(world.mo, saved, "Withdraw")
    assert stored == [True], "as a change under way, before it no longer waits"
    assert waiting(world) == [1]
    assert await world.drafts() == []
    assert text_of(await press(world.mo, saved, "Withdraw")).startswith("Withdrawn: #1")
