"""What a resumed connection brings twice, or in the wrong order, is handled once: over real sockets."""

from typing import Any

from bot.discord_app.asking.states import Helped
from bot.discord_app.inbox.suggest import SuggestForm
from tests.discord_app.wire import ALICE, USER, interaction, message
from tests.discord_app.wired import Wired

CHANNEL = "/channels/500/messages"
CALLBACK = "/interactions/*/callback"
QUESTION = message(id="55", author=ALICE, content="how much caffeine?")


async def twice(wired: Wired, name: str, data: dict[str, Any]) -> None:
    """The event comes again while it is handled, and once more afterwards."""
    await wired.begin(name, data)
    await wired.event(name, data)
    await wired.event(name, data)


async def test_a_message_is_answered_once(wired: Wired) -> None:
    await twice(wired, "MESSAGE_CREATE", QUESTION)
    assert len(wired.requests("POST", CHANNEL)) == 1
    assert len(await wired.rows("asked")) == 1


async def test_a_command_is_answered_and_counted_once(wired: Wired) -> None:
    options = [{"name": "question", "type": 3, "value": "how much caffeine?"}]
    data = {"id": "1", "name": "ask", "type": 1, "options": options}
    await twice(wired, "INTERACTION_CREATE", interaction(900, ALICE, data))
    assert len(wired.requests("POST", CALLBACK)) == 1
    assert len(await wired.rows("asked")) == 1


async def test_a_button_acts_once(wired: Wired) -> None:
    custom_id = Helped(7).encode()
    row = {"type": 1, "components": [{"type": 2, "style": 2, "label": "Press", "custom_id": custom_id}]}
    below = {"message": message(id="77", author=USER, content="", components=[row])}
    pressed = interaction(900, ALICE, {"custom_id": custom_id, "component_type": 2}, kind=3) | below
    await twice(wired, "INTERACTION_CREATE", pressed)
    assert len(wired.requests("POST", CALLBACK)) == 1


async def test_a_form_is_taken_once(wired: Wired) -> None:
    """Else the member would hear that they suggest too often."""
    field = {"type": 18, "component": {"type": 4, "custom_id": "q", "value": "Does tea keep?"}}
    data = {"custom_id": SuggestForm().encode(), "components": [field]}
    member = {
        "user": ALICE,
        "roles": [],
        "joined_at": "2026-01-01T00:00:00+00:00",
        "deaf": False,
        "mute": False,
        "flags": 0,
    }
    place = {"guild_id": "10", "member": member | {"permissions": "0"}, "context": 0}
    form = interaction(900, ALICE, data, kind=5) | place | {"authorizing_integration_owners": {"0": "10"}}
    await twice(wired, "INTERACTION_CREATE", form)
    assert len(wired.requests("POST", CALLBACK)) == 1
    assert [row["text"] for row in await wired.rows("suggestion")] == ["Does tea keep?"]


async def test_an_edit_is_answered_once(wired: Wired) -> None:
    await wired.event("MESSAGE_CREATE", QUESTION)
    edited = QUESTION | {"content": "what does it cost?", "edited_timestamp": "2026-01-01T00:00:10+00:00"}
    await twice(wired, "MESSAGE_UPDATE", edited)
    assert len(wired.requests("PATCH", f"{CHANNEL}/*")) == 1
    assert len(await wired.rows("asked")) == 2


async def test_a_deletion_takes_the_answer_back_once(wired: Wired) -> None:
    await wired.event("MESSAGE_CREATE", QUESTION)
    await twice(wired, "MESSAGE_DELETE", {"id": "55", "channel_id": "500"})
    assert len(wired.requests("DELETE", f"{CHANNEL}/*")) == 1


async def test_a_message_that_comes_after_its_deletion_is_not_answered(wired: Wired) -> None:
    await wired.event("MESSAGE_DELETE", {"id": "55", "channel_id": "500"})
    await wired.event("MESSAGE_CREATE", QUESTION)
    assert wired.requests("POST", CHANNEL) == []


async def test_another_message_of_the_same_text_is_another_question(wired: Wired) -> None:
    await wired.event("MESSAGE_CREATE", QUESTION)
    await wired.event("MESSAGE_CREATE", QUESTION | {"id": "56"})
    assert len(wired.requests("POST", CHANNEL)) == 2
