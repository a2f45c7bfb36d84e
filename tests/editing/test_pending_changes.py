"""Changes under way are in memory at once and in the store soon, in their order, however often the store fails."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.editing.pending_changes import MOST, PendingChanges, StoredProposal
from bot.errors import VersusError

NOW = datetime(2026, 1, 1, tzinfo=UTC)


class Store:
    """Keeps proposals in memory, and fails when told to."""

    def __init__(self) -> None:
        self.rows: dict[int, StoredProposal] = {}
        self.done: list[tuple[str, int]] = []
        self.broken = False
        self.tries = 0

    async def put(self, proposal: StoredProposal) -> None:
        await self._try("put", proposal.id)
        self.rows[proposal.id] = proposal

    async def get(self, proposal_id: int) -> StoredProposal | None:
        await self._try("get", proposal_id)
        return self.rows.get(proposal_id)

    async def notes(self) -> Sequence[tuple[int, str, datetime]]:
        return [(one.id, one.moderator, one.at) for one in self.rows.values()]

    async def newest(self, room: int) -> Sequence[StoredProposal]:
        kept: list[StoredProposal] = []
        for one in reversed(list(self.rows.values())):
            room -= len(one.change)
            if room < 0:
                break
            kept.insert(0, one)
        return kept

    async def remove(self, proposal_id: int) -> None:
        await self._try("remove", proposal_id)
        self.rows.pop(proposal_id, None)

    async def purge(self, before: datetime) -> int:
        old = [one.id for one in self.rows.values() if one.at < before]
        for one in old:
            del self.rows[one]
        return len(old)

    async def _try(self, what: str, proposal_id: int) -> None:
        self.tries += 1
        await asyncio.sleep(0)
        if self.broken:
            raise VersusError("The database is locked by another program.")
        self.done.append((what, proposal_id))


def change(number: int, *, moderator: str = "mo", size: int = 10, age: timedelta = timedelta()) -> StoredProposal:
    """A change of so many characters."""
    return StoredProposal(number, None, 1, moderator, NOW - age, "x" * size)


async def at_once(_seconds: float) -> None:
    await asyncio.sleep(0)


@asynccontextmanager
async def working(store: Store, room: int = 10_000) -> AsyncGenerator[PendingChanges]:
    """The changes, with their worker."""
    pending = PendingChanges(store, room=room, sleep=at_once)
    await pending.load()
    await pending.start()
    try:
        yield pending
    finally:
        store.broken = False
        await pending.close()


async def until(done: Callable[[], bool]) -> None:
    while not done():
        await at_once(0)


async def test_a_change_is_there_at_once_and_stored_soon() -> None:
    store = Store()
    async with working(store) as pending:
        pending.keep(change(1))
        assert pending.at_hand(1) == change(1)
        assert await pending.is_stored(1, 5.0)
        assert store.rows == {1: change(1)}
        pending.forget(1)
        assert (pending.at_hand(1), pending.exists(1)) == (None, False)
        assert await pending.flush()
        assert store.rows == {}


async def test_while_the_store_fails_nothing_is_lost_and_the_order_stays(caplog: pytest.LogCaptureFixture) -> None:
    store = Store()
    async with working(store) as pending:
        store.broken = True
        pending.keep(change(1))
        pending.keep(change(2))
        pending.keep(change(1, size=20))
        pending.forget(2)
        await until(lambda: store.tries > 3)
        assert not await pending.is_stored(1)
        store.broken = False
        assert await pending.flush()
        assert store.done == [("put", 1), ("remove", 2)]
        assert store.rows == {1: change(1, size=20)}
    assert len(caplog.records) == 1  # said once


async def test_what_is_kept_anew_while_it_is_written_is_written_again() -> None:
    store = Store()
    async with working(store) as pending:
        pending.keep(change(1))
        await until(lambda: store.tries == 1)
        pending.keep(change(1, size=20))
        assert await pending.flush()
        assert store.rows == {1: change(1, size=20)}


async def test_a_restart_takes_over_what_was_stored() -> None:
    store = Store()
    async with working(store) as pending:
        pending.keep(change(1))
        assert await pending.flush()
    async with working(store) as pending:
        assert pending.at_hand(1) == change(1)


async def test_a_moderator_has_ten_and_another_moderators_stay() -> None:
    store = Store()
    async with working(store) as pending:
        pending.keep(change(1000, moderator="max"))
        for number in range(MOST + 3):
            pending.keep(change(number))
        pending.keep(change(3, size=20))  # the same one again takes nobody's place, and is the newest now
        pending.keep(change(99))
        assert await pending.flush()
        assert sorted(store.rows) == [3, *range(5, 13), 99, 1000]


async def test_memory_is_bounded_and_what_has_no_room_is_read_from_the_store() -> None:
    store = Store()
    async with working(store, room=5000) as pending:
        for number in range(5):
            pending.keep(change(number, moderator=f"m{number}", size=1500))
            assert await pending.flush()
        assert [pending.at_hand(number) is not None for number in range(5)] == [False, False, True, True, True]
        assert await pending.find(0) == change(0, moderator="m0", size=1500)
        assert pending.at_hand(0) is not None
    async with working(store, room=5000) as pending:
        assert sum(pending.at_hand(number) is not None for number in range(5)) == 3
        assert all(pending.exists(number) for number in range(5))


async def test_what_was_kept_or_forgotten_while_it_was_read_stays_so() -> None:
    """Reading takes a while; the moderator goes on meanwhile."""
    store = Store()
    async with working(store, room=2000) as pending:
        for number in range(2):
            pending.keep(change(number, moderator=f"m{number}", size=1500))
            assert await pending.flush()
        assert pending.at_hand(0) is None
        reading = asyncio.create_task(pending.find(0))
        await asyncio.sleep(0)
        newer = change(0, moderator="m0", size=1400)
        pending.keep(newer)
        assert await reading == newer
        assert pending.at_hand(0) == newer
        assert await pending.flush()
        reading = asyncio.create_task(pending.find(1))
        await asyncio.sleep(0)
        pending.forget(1)
        assert await reading is None


async def test_an_id_that_was_made_up_is_not_looked_for_in_the_store() -> None:
    store = Store()
    async with working(store) as pending:
        assert await pending.find(5) is None
        assert store.tries == 0


async def test_what_is_not_stored_yet_is_the_last_to_make_room(caplog: pytest.LogCaptureFixture) -> None:
    store = Store()
    async with working(store, room=5000) as pending:
        pending.keep(change(0, moderator="m0", size=1500))
        assert await pending.flush()
        store.broken = True
        for number in range(1, 4):
            pending.keep(change(number, moderator=f"m{number}", size=1500))
        assert [pending.at_hand(number) is not None for number in range(4)] == [False, True, True, True]
        assert "it is lost" not in caplog.text
        pending.keep(change(4, moderator="m4", size=1500))
        assert [pending.exists(number) for number in range(5)] == [True, False, True, True, True]
        assert "it is lost" in caplog.text


async def test_what_may_not_be_stored_stays_in_memory_alone() -> None:
    """Storing was switched off after the first version had been stored: that one goes as well."""
    store = Store()
    async with working(store) as pending:
        pending.keep(change(1))
        assert await pending.flush()
        pending.keep(change(1, size=20), lasting=False)
        assert await pending.flush()
        assert not await pending.is_stored(1)
        assert pending.at_hand(1) == change(1, size=20)
        assert store.rows == {}


async def test_old_ones_go_from_memory_and_store() -> None:
    store = Store()
    async with working(store) as pending:
        for number, days in ((1, 8), (2, 6)):
            pending.keep(change(number, age=timedelta(days=days)))
        assert await pending.flush()
        assert await pending.purge(NOW - timedelta(days=7)) == 1
        assert [pending.exists(number) for number in (1, 2)] == [False, True]
        assert list(store.rows) == [2]


async def test_a_member_is_forgotten_also_while_their_row_is_on_its_way() -> None:
    store = Store()
    async with working(store) as pending:
        pending.keep(change(1))
        pending.keep(replace(change(2), moderator="max"))
        await until(lambda: store.tries == 1)
        await pending.forget_member("mo")
        store.rows.pop(1, None)  # as the deletion does, which comes after
        assert await pending.flush()
        assert list(store.rows) == [2]
        assert not pending.exists(1)
