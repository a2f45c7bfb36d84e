"""``python -m tests.benchmarks.knowledge_files``: reading and writing large files, and what the event loop feels.

The peer is PyYAML's own loader in the same run: what reading would cost without positions, checks and sentences.
"""

import asyncio
import gc
from collections.abc import Callable
from time import perf_counter

import yaml

from bot.knowledge.build import read_files
from bot.knowledge.model import Entry
from bot.knowledge.yaml_text.formatter import format_text
from bot.knowledge.yaml_text.writer import with_entry, without_entry

SIZES = (24, 1_000, 5_000)
_PAUSE = 0.001
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


async def measured(work: Callable[[], object]) -> tuple[float, float, float]:
    """Seconds that ``work`` takes in a thread; the longest and the 99th percentile of the loop's delays meanwhile."""
    gc.collect()
    delays: list[float] = []
    task = asyncio.create_task(asyncio.to_thread(work))
    begun = last = perf_counter()
    while not task.done():
        await asyncio.sleep(_PAUSE)
        now = perf_counter()
        delays.append(now - last - _PAUSE)
        last = now
    delays.sort()
    return perf_counter() - begun, delays[-1], delays[len(delays) * 99 // 100]


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


async def main() -> None:
    """Print a line for each size and job."""
    print(f"{'entries':>7}  {'KiB':>5}  {'job':<20} {'seconds':>8} {'of peer':>8} {'stall max':>10} {'p99':>8}")
    for size in SIZES:
        text = large_file(size)
        peer = 0.0
        for name, work in jobs(text).items():
            took, longest, late = await measured(work)
            peer = peer or took
            print(
                f"{size:>7}  {len(text) // 1024:>5}  {name:<20} {took:>8.3f} {took / peer:>8.2f} "
                f"{longest * 1000:>7.1f} ms {late * 1000:>5.1f} ms"
            )


if __name__ == "__main__":
    asyncio.run(main())
