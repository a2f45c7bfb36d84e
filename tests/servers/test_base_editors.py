"""Who changes the shared base: those configured, or the server that claimed it with a save, and then for good."""

import asyncio

import pytest

from bot.errors import VersusError
from bot.servers.base_editors import STATE, BaseEditors


class Memory:
    """State without a database."""

    def __init__(self) -> None:
        self.values: dict[str, str] = {}
        self.broken = False

    async def get(self, name: str) -> str | None:
        if self.broken:
            raise VersusError("The disk is full.")
        return self.values.get(name)

    async def put(self, name: str, value: str) -> None:
        self.values[name] = value

    async def claim(self, name: str, value: str) -> str:
        self.values[name] = self.values.get(name) or value
        return self.values[name]


@pytest.mark.parametrize(("configured", "servers"), [((), set[int]()), ((1, 2), {1, 2})])
async def test_before_anything_was_saved(configured: tuple[int, ...], servers: set[int]) -> None:
    assert BaseEditors(configured, Memory()).servers == servers


async def test_the_first_to_claim_stays() -> None:
    memory = Memory()
    editors = BaseEditors((), memory)
    assert await editors.claim(1)
    assert not await editors.claim(2)
    assert editors.servers == {1}
    again = BaseEditors((), memory)
    await again.load()
    assert again.servers == {1}


async def test_of_two_bots_that_claim_at_once_one_gets_it() -> None:
    """The second has not seen the first one's claim: it is the store that decides."""
    memory = Memory()
    first, second = BaseEditors((), memory), BaseEditors((), memory)
    assert await asyncio.gather(first.claim(1), second.claim(2)) == [True, False]
    assert first.servers == second.servers == {1}


async def test_the_terminal_can_change_it() -> None:
    memory = Memory()
    editors = BaseEditors((), memory)
    await editors.claim(1)
    await editors.store(2)
    assert editors.servers == {2}
    await editors.store(None)
    assert editors.servers == set()
    assert await editors.claim(3)


async def test_a_configured_list_stores_nothing() -> None:
    memory = Memory()
    editors = BaseEditors((1,), memory)
    assert [await editors.claim(1), await editors.claim(2)] == [True, False]
    assert memory.values == {}


async def test_what_another_program_stores_is_noticed_also_after_a_failure(caplog: pytest.LogCaptureFixture) -> None:
    memory = Memory()
    editors = BaseEditors((), memory)
    looks = 0

    async def sleep(_seconds: float) -> None:
        nonlocal looks
        looks += 1
        memory.broken = looks in (2, 3)
        memory.values[STATE] = str(looks)
        if looks == 5:
            raise asyncio.CancelledError

    with pytest.raises(asyncio.CancelledError):
        await editors.follow(sleep)
    assert editors.servers == {4}
    assert len(caplog.records) == 1
