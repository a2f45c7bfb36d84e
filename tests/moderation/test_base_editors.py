"""Who changes the shared base: those configured, or the server that was alone at the first edit, and then for good."""

import pytest

from bot.moderation.base_editors import BaseEditors


class Memory:
    """State without a database."""

    def __init__(self) -> None:
        self.values: dict[str, str] = {}

    async def get(self, name: str) -> str | None:
        return self.values.get(name)

    async def put(self, name: str, value: str) -> None:
        self.values[name] = value


@pytest.mark.parametrize(
    ("configured", "server", "servers", "scope"),
    [
        ((), 1, {1}, None),
        ((), 1, {1, 2}, 1),
        ((), 1, set[int](), 1),
        ((1, 2), 1, {1, 2, 3}, None),
        ((1, 2), 3, {1, 2, 3}, 3),
        ((2,), 1, {1}, 1),
    ],
)
async def test_before_anything_was_edited(
    configured: tuple[int, ...], server: int, servers: set[int], scope: int | None
) -> None:
    assert await BaseEditors(configured, Memory()).scope_of(server, servers) == scope


async def test_the_first_editor_stays_whatever_the_bot_joins() -> None:
    editors = BaseEditors((), Memory())
    await editors.claim(1)
    await editors.claim(2)
    assert await editors.scope_of(1, {1, 2}) is None
    assert await editors.scope_of(2, {2}) == 2


async def test_the_terminal_can_change_it() -> None:
    editors = BaseEditors((), Memory())
    await editors.claim(1)
    await editors.store(2)
    assert await editors.scope_of(2, {1, 2}) is None
    await editors.store(None)
    assert await editors.scope_of(1, {1, 2}) == 1


async def test_a_configured_list_stores_nothing() -> None:
    memory = Memory()
    await BaseEditors((1,), memory).claim(1)
    assert memory.values == {}
