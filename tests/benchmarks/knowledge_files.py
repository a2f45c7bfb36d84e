"""Reading and writing large knowledge files, and what the event loop feels meanwhile.

The peer is PyYAML's own loader in the same run: what reading would cost without positions, checks and sentences.
"""

import asyncio
from collections.abc import Callable, Sequence

import yaml

from bot.knowledge.build import read_files
from bot.knowledge.model import Entry
from bot.knowledge.yaml_text.formatter import format_text
from tests.benchmarks.editing import Measured, measured
from tests.benchmarks.tables import Table, seconds
from tests.knowledge.yaml_text.writing import with_entry, without_entry

_HEADER = "topic: large\ntitle: Large\nsubjects:\n  one: {name: One}\n  two: {name: Two}\nentries:\n"
_ENTRY = """\
  entry-{number}:
    title: Entry number {number}
    aliases: [alias {number}, other name {number}]
    questions:
      - How does entry {number} differ from the others?
      - "What about {number}: tell me more?"
      - is {number} any good
    one: The first subject does {number} things in this way, and explains in two sentences why that is so.
    two: The second subject does {number} things in another way, and explains in two sentences why that is so.
    see_also: [entry-{other}]
"""


def large_file(entries: int) -> str:
    """A valid knowledge file of so many entries."""
    return _HEADER + "".join(_ENTRY.format(number=n, other=(n + 1) % entries) for n in range(entries))


def jobs(text: str) -> dict[str, Callable[[], object]]:
    """What is measured, by name."""
    data = text.encode()
    entry = Entry("large", "entry-7", "Seven", sides={"one": "A new text.", "two": "Another."})
    new = Entry("large", "new", "New", sides={"one": "A new text.", "two": "Another."})
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return {
        "PyYAML load (peer)": lambda: yaml.load(data, Loader=loader),  # noqa: S506  # a safe loader, chosen above
        "read and check": lambda: read_files({"large.yaml": data}),
        "replace an entry": lambda: with_entry("large.yaml", text, entry),
        "add an entry": lambda: with_entry("large.yaml", text, new),
        "remove an entry": lambda: without_entry("large.yaml", text, "entry-7"),
        "fmt": lambda: format_text("large.yaml", text),
    }


async def _measure_all(sizes: Sequence[int]) -> list[tuple[int, int, list[Measured]]]:
    """For each number of entries the file's size in characters, and what each job took."""
    results: list[tuple[int, int, list[Measured]]] = []
    for size in sizes:
        text = large_file(size)
        done = [await measured(name, lambda work=work: asyncio.to_thread(work)) for name, work in jobs(text).items()]
        results.append((size, len(text), done))
    return results


def table(sizes: Sequence[int]) -> Table:
    """A row for each number of entries and job."""
    rows = [
        [
            one.what,
            f"{size:,}",
            f"{length // 1024:,}",
            seconds(one.took),
            f"{one.took / done[0].took:.2f}",
            f"{one.longest * 1000:.1f}",
            f"{one.p99 * 1000:.1f}",
        ]
        for size, length, done in asyncio.run(_measure_all(sizes))
        for one in done
    ]
    columns = ("job", "entries", "KiB", "seconds", "of peer", "stall max ms", "stall p99 ms")
    return Table("Knowledge files", columns, rows)
