"""Two doors: whatever is sent goes through ``sender`` or ``posting``, which know what is safe to repeat."""

import ast
from pathlib import Path

import pytest

ROOM = Path(__file__).parents[3] / "bot" / "discord_app"
DOORS = (ROOM / "ui" / "sender.py", ROOM / "ui" / "posting.py")
REPEATING = ROOM / "context.py"
"""Asks how an interaction was answered, for the doors."""
OF_INTERACTIONS = {"response", "followup"}
"""Outside the doors nobody asks for these at all."""
SENDERS = {
    *(
        "send",
        "reply",
        "edit",
        "delete",
        "publish",
        "pin",
        "unpin",
        "add_reaction",
        "remove_reaction",
        "trigger_typing",
    ),
    *("edit_original_response", "delete_original_response", "original_response", "delete_messages", "typing"),
    *("create_thread", "create_dm", "leave", "add_roles", "remove_roles", "application_info"),
}
READS = "fetch_"


def senders_in(source: str) -> list[str]:
    """What in a module's source asks something of Discord by itself."""
    found: list[str] = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute) and node.attr in OF_INTERACTIONS:
            found.append(node.attr)
        # ``again(place.fetch)`` hands the method over without calling it, so that it is repeated.
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            through_the_door = isinstance(node.func.value, ast.Name) and node.func.value.id in ("sender", "posting")
            if not through_the_door and (node.func.attr in SENDERS or node.func.attr.startswith(READS)):
                found.append(node.func.attr)
    return found


@pytest.mark.parametrize(
    "path", [one for one in sorted(ROOM.rglob("*.py")) if one not in (*DOORS, REPEATING)], ids=lambda path: path.name
)
def test_nothing_else_sends(path: Path) -> None:
    """No other module of the only room that talks to Discord."""
    assert senders_in(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "line",
    [
        "await interaction.response.defer()",
        "await interaction.response.send_modal(form)",
        "await interaction.followup.send('x')",
        "await interaction.edit_original_response(content='x')",
        "await interaction.delete_original_response()",
        "await channel.send('x')",
        "await message.reply('x')",
        "await message.edit(content='x')",
        "await channel.get_partial_message(1).delete()",
        "message = await channel.fetch_message(1)",
        "answer = interaction.response.send_message",
    ],
)
def test_each_way_past_the_door_is_seen(line: str) -> None:
    assert senders_in(f"async def act(interaction, channel, message, form):\n    {line}") != []


def test_the_door_itself_is_passed() -> None:
    assert senders_in("async def act(place):\n    await sender.edit(place)\n    await again(place.fetch_me)") == []
