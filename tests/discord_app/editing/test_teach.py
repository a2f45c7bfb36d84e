"""``/knowledge teach``: what it would do, Save, Undo."""

from tests.discord_app.moderators import BASE, ModWorld, choose, press, text_of


async def test_teaching_is_shown_with_its_effect_then_saved_then_undone(world: ModWorld) -> None:
    await world.asked("how many dollars", "how many dollars", "is it safe?")
    shown = await world.mo.slash(world.channel, "knowledge teach", entry="Cost", question=" how many  dollars ")
    assert shown.ephemeral
    text = text_of(shown)
    assert "What changes\nexample question added: “how many dollars”" in text
    assert "(last 3)\n**2** would now be answered by Cost\n\u2003“how many dollars” (2" in text
    assert "**1** stays as it is" in text
    assert "Saved for: all servers\n" in text
    assert world.base_text == BASE
    saved = await press(world.mo, shown, "Save")
    said = "Saved as #2.\n-# Saved for: all servers\nCost\nexample question added: “how many dollars”"
    assert text_of(saved) == said
    line = "      - Is it expensive?\n"
    assert world.base_text == BASE.replace(line, line + "      - how many dollars\n")
    answer = await world.alice.slash(world.channel, "ask", question="how many dollars")
    assert text_of(answer).startswith("Cost")
    undone = await press(world.mo, saved, "Undo")
    said = "Taken back as #3.\n-# Saved for: all servers\nCost\nexample question removed: “how many dollars”"
    assert text_of(undone) == said
    assert world.base_text == BASE


async def test_what_there_is_nothing_to_learn_from_is_said(world: ModWorld) -> None:
    for question, said in (
        ("\u200b ?! \u200b", "There is no word in that question."),
        ("what  does it COST", "Cost has that question already: “what does it COST”."),
    ):
        refused = await world.mo.slash(world.channel, "knowledge teach", entry="cost", question=question)
        assert text_of(refused).startswith(said)
    message = await world.alice.send(world.channel, "What does it cost?")
    offered = await world.mo.context_menu(world.channel, "Teach this", message)
    assert text_of(await choose(world.mo, offered, "ops/cost")).startswith("Cost has that question already")
    shown = await choose(world.mo, offered, "ops/security")
    assert "**Example questions, line 3**: “What does it cost?” already belongs to Cost" in text_of(shown)
    assert world.base_text == BASE
