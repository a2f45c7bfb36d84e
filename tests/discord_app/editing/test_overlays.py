"""What one server's moderators change for their server alone leaves no trace next door."""

from pathlib import Path

from tests.discord_app.moderators import BASE, ModWorld, press, text_of, values_of


async def add_rules(world: ModWorld) -> None:
    form = await world.nell.slash(world.next_channel, "knowledge add", kind="answer")
    assert form.modal is not None
    assert form.modal["title"] == "New entry · this server only"
    typed = {"t": "House rules", "w": "Be kind.", "q": "What are the house rules?", "a": "etiquette"}
    shown = await world.nell.submit_modal(form, typed)
    assert "Saved for: this server only\n" in text_of(shown)
    saved = await press(world.nell, shown, "Save")
    assert text_of(saved).startswith("Saved as #1.\n-# Saved for: this server only\nNew entry: House rules\n")


async def test_answers_completions_and_lists_next_door_know_nothing_of_it(world: ModWorld) -> None:
    await add_rules(world)
    theirs = await world.bob.slash(world.next_channel, "ask", question="What are the house rules?")
    assert "Be kind." in text_of(theirs)
    assert "House rules" in text_of(await world.bob.slash(world.next_channel, "dimensions"))
    ours = await world.alice.slash(world.channel, "ask", question="What are the house rules?")
    assert "Be kind." not in text_of(ours)
    assert "House rules" not in text_of(await world.alice.slash(world.channel, "dimensions"))
    assert "House rules" not in text_of(await world.alice.slash(world.channel, "dimension", name="House rules"))
    for command, option in (("ask", "question"), ("dimension", "name")):
        found = await world.alice.autocomplete(world.channel, command, option, "house rules")
        assert not any("ouse" in one["name"] for one in found)
        found = await world.bob.autocomplete(world.next_channel, command, option, "house rules")
        assert any("ouse" in one["name"] for one in found)
    found = await world.mo.autocomplete(world.channel, "knowledge edit", "entry", "house rules")
    assert not any("ouse" in one["name"] for one in found)
    refused = await world.mo.slash(world.channel, "knowledge edit", entry="ops/house-rules")
    assert "ouse" not in text_of(refused)
    assert world.base_text == BASE


async def test_an_entry_of_the_base_is_changed_hidden_and_brought_back_for_one_server(
    world: ModWorld, tmp_path: Path
) -> None:
    form = await world.nell.slash(world.next_channel, "knowledge edit", entry="glossary")
    shown = await world.nell.submit_modal(form, values_of(form) | {"w": "Ask Nell."})
    await press(world.nell, shown, "Save")
    removed = await world.nell.slash(world.next_channel, "knowledge remove", entry="cost")
    assert "Security: see also removed: Cost" in text_of(removed)
    saved = await press(world.nell, removed, "Remove Cost")
    overlay = (tmp_path / "data" / "servers" / f"{world.next_door.id}.yaml").read_text()
    assert "cost" in overlay
    assert "security" not in overlay  # it would no longer follow the base
    next_door = (await world.services.snapshots.of(world.next_door.id)).knowledge
    assert list(next_door.entries) == ["ops/security", "ops/glossary"]
    assert next_door.entries["ops/glossary"].answer == "Ask Nell."
    assert list((await world.here()).entries) == ["ops/cost", "ops/security", "ops/glossary"]
    await press(world.nell, saved, "Undo")
    next_door = (await world.services.snapshots.of(world.next_door.id)).knowledge
    assert "ops/cost" in next_door.entries
    assert world.base_text == BASE


async def test_the_effect_is_that_on_the_questions_of_the_server_itself(world: ModWorld) -> None:
    await world.asked("how many dollars")
    shown = await world.nell.slash(world.next_channel, "knowledge teach", entry="cost", question="how many dollars")
    assert "Nobody has asked anything here yet" in text_of(shown)
