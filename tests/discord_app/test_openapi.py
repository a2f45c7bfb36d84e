"""The check that every other test of this room runs under does find what Discord would refuse."""

from dataclasses import dataclass
from typing import Any

import pytest

from tests.discord_app import openapi

needs_description = pytest.mark.skipif(openapi.description() is None, reason=openapi.MISSING)


@dataclass
class Sent:
    """A request, as simcord records one."""

    method: str
    path: str
    json: Any


MESSAGES = "/channels/1/messages"
CALLBACK = "/interactions/1/token/callback"
COMMANDS = "/applications/1/commands"


def button(custom_id: str) -> dict[str, Any]:
    return {"type": 2, "style": 1, "label": "Press", "custom_id": custom_id}


def row(*components: dict[str, Any]) -> dict[str, Any]:
    return {"type": 1, "components": list(components)}


@pytest.mark.parametrize(
    "request_",
    [
        Sent("POST", MESSAGES, {"content": "hello", "embeds": [{"title": "t", "flags": 0}], "nonce": 1}),
        Sent(
            "POST", CALLBACK, {"type": 4, "data": {"content": "hello", "components": [row(button("a"), button("b"))]}}
        ),
        Sent(
            "PUT",
            COMMANDS,
            [
                {
                    "name": "ask",
                    "type": 1,
                    "description": "Ask me.",
                    "options": [],
                    "nsfw": False,
                    "integration_types": [0, 1],
                }
            ],
        ),
        Sent("DELETE", "/channels/1/messages/2", None),
    ],
)
def test_what_discord_takes_passes(request_: Sent) -> None:
    openapi.check([request_])


@needs_description
@pytest.mark.parametrize(
    "request_",
    [
        Sent("POST", MESSAGES, {"content": "hello", "embed": {}}),
        Sent("POST", MESSAGES, {"embeds": [{"title": "t" * 257}]}),
        Sent("POST", MESSAGES, {"components": [row(button("a" * 101))]}),
        Sent("POST", CALLBACK, {"type": 8, "data": {"choices": [{"name": str(n), "value": "v"} for n in range(26)]}}),
        Sent("POST", "/nowhere", {"content": "hello"}),
    ],
)
def test_what_the_description_forbids_is_found(request_: Sent) -> None:
    with pytest.raises(AssertionError):
        openapi.check([request_])


@pytest.mark.parametrize(
    ("request_", "found"),
    [
        (Sent("POST", MESSAGES, {"content": "a" * 2001}), "2001 characters"),
        (Sent("POST", CALLBACK, {"type": 4, "data": {"content": "a" * 2001}}), "2001 characters"),
        (Sent("POST", MESSAGES, {"embeds": [{"description": "a" * 3001}, {"description": "a" * 3000}]}), "6001"),
        (Sent("POST", MESSAGES, {"components": [row(button("a")), row(button("a"))]}), "2 times"),
        (Sent("POST", MESSAGES, {"components": [row(button(str(n))) for n in range(6)]}), "6 rows"),
        (Sent("POST", MESSAGES, {"components": [row(*(button(str(n)) for n in range(6)))]}), "6 components"),
        (Sent("PUT", COMMANDS, [{"name": "Ask", "description": "x"}]), "no name"),
        (Sent("PUT", COMMANDS, [{"name": "ask", "description": "x"}] * 2), "2 times"),
        (Sent("PUT", COMMANDS, [{"name": str(n), "type": 3} for n in range(6)]), "6 context menus"),
    ],
)
def test_what_the_description_leaves_out_is_found(request_: Sent, found: str) -> None:
    with pytest.raises(AssertionError, match=found):
        openapi.check([request_])
