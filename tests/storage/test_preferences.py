"""A member's choice of plain text holds at once and after a restart, and goes with their data."""

from pathlib import Path

from bot.storage.database import Database
from bot.usage.identity import Pseudonyms
from bot.usage.preferences import Preferences
from bot.usage.privacy import Privacy
from bot.usage.recorder import Recorder
from tests.usage.samples import Clock

ANN, BOB = 1001, 1002
NAMES = Pseudonyms(b"k" * 32)


async def chosen_in(database: Database) -> Preferences:
    """As they are after a start."""
    preferences = Preferences(database.preferences, NAMES)
    await preferences.load()
    return preferences


async def test_a_choice_is_kept_and_can_be_changed(path: Path) -> None:
    async with Database.open(path) as database:
        preferences = await chosen_in(database)
        for member in (ANN, BOB, ANN):
            await preferences.set_plain(member, on=True)
        await preferences.set_plain(BOB, on=False)
        assert (preferences.is_plain(ANN), preferences.is_plain(BOB)) == (True, False)
    async with Database.open(path) as database:
        preferences = await chosen_in(database)
        assert (preferences.is_plain(ANN), preferences.is_plain(BOB)) == (True, False)


async def test_it_goes_with_the_members_data(path: Path) -> None:
    async with Database.open(path) as database:
        preferences = await chosen_in(database)
        await preferences.set_plain(ANN, on=True)
        await preferences.set_plain(BOB, on=True)
        privacy = Privacy(database.privacy, NAMES, Recorder(database.usage), Clock(), [preferences])
        assert await privacy.delete_data(ANN) == 1
        assert (preferences.is_plain(ANN), preferences.is_plain(BOB)) == (False, True)
        assert (await chosen_in(database)).is_plain(ANN) is False
