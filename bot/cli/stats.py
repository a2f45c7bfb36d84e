"""``stats``: what was asked lately, read beside a running bot."""

from pathlib import Path
from textwrap import shorten
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.say import print_json, print_table, say
from bot.cli.session import ConfigOption, JsonOption, settings
from bot.errors import VersusError
from bot.texts import counting, terminal

if TYPE_CHECKING:  # at run time each command imports what it needs
    from bot.usage.reports import Counted, Stats


_NAME = 60
"""Characters shown of a question."""


def stats(
    days: Annotated[int, typer.Option(min=1, max=36500, help="How many days back.")] = 7,
    config: ConfigOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show what was asked lately. Reads only."""
    import asyncio

    from bot.app import database_location

    location = database_location(settings(config))
    if isinstance(location, Path) and not location.exists():
        raise VersusError(terminal.NO_DATABASE.format(file=location))
    found = asyncio.run(_read(location, days))
    if as_json:
        print_json(found.to_json())
    else:
        _print(found, days)


async def _read(location: Path | str, days: int) -> "Stats":
    from datetime import UTC, datetime

    from bot.storage.database import Database
    from bot.usage.reports import Reports

    async with Database.open(location, read_only=True) as database:
        return await Reports(database.reports, lambda: datetime.now(UTC)).stats(days)


def _print(found: "Stats", days: int) -> None:
    numbers = [(label, getattr(found, name)) for name, label in terminal.STATS_ROWS.items()]
    numbers += [(terminal.STATS_WAYS.format(way=way.name), way.times) for way in found.by_way]
    _table(terminal.STATS_TITLE.format(days=counting.count(days, "day", "days")), numbers)
    _table(terminal.STATS_ENTRIES, _pairs(found.top_entries))
    _table(terminal.STATS_UNANSWERED, _pairs(found.top_unanswered))
    if found.asked:
        say(f"\n{terminal.STATS_LATENCY.format(p50=found.latency_us.p50, p99=found.latency_us.p99)}")


def _pairs(counted: tuple["Counted", ...]) -> list[tuple[str, int]]:
    return [(shorten(item.name, _NAME, placeholder="..."), item.times) for item in counted]


def _table(title: str, rows: list[tuple[str, int]]) -> None:
    if rows:
        say()
        print_table([title, ""], [[label, f"{number:,}"] for label, number in rows])
