"""``/knowledge remove``."""

from tests.discord_app.moderators import BASE, ModWorld, press, text_of


async def test_an_entry_goes_with_what_refers_to_it_and_comes_back(world: ModWorld) -> None:
    await world.asked("What does it cost?")
    shown = await world.mo.slash(world.channel, "knowledge remove", entry="cost")
    text = text_of(shown)
    assert text.startswith("Remove Cost\n")
    assert "Cost: the entry goes, with 2 example questions; the history keeps it" in text
    assert "Security: see also removed: Cost" in text
    assert "**1** would no longer be answered by Cost\n\u2003“What does it cost?”" in text
    assert "**1** would no longer be answered by Cost\n\u2003“Is it expensive?”" in text
    saved = await press(world.mo, shown, "Remove Cost")
    text = text_of(saved)
    assert text.startswith("Saved as #2.\n-# Saved for: all servers\nCost (removed)\nCost: the entry goes, with 2 ")
    assert text.endswith("Security: see also removed: Cost")
    assert list(world.base.entries) == ["ops/security", "ops/glossary"]
    assert world.base.entries["ops/security"].see_also == ()
    revision = (await world.services.moderation.editor.history.page(None))[0]
    assert revision.what == "removed “Cost”"
    assert text_of(await press(world.mo, saved, "Undo")).startswith("Taken back as #3.")
    assert world.base_text == BASE


async def test_an_entry_that_nobody_has(world: ModWorld) -> None:
    refused = await world.mo.slash(world.channel, "knowledge remove", entry="costs of it all")
    assert text_of(refused).startswith("I have nothing under exactly that name.")


async def test_two_moderators_remove_the_same_entry(world: ModWorld) -> None:
    mine = await world.mo.slash(world.channel, "knowledge remove", entry="glossary")
    theirs = await world.max.slash(world.channel, "knowledge remove", entry="glossary")
    await press(world.max, theirs, "Remove Glossary")
    assert text_of(await press(world.mo, mine, "Remove Glossary")).startswith("Nothing would change")
