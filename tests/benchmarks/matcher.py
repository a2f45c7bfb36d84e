"""This project's matcher alone: building, changing without a new build, deciding, and hostile questions.

The sizes do not count the sentence of each entry's answer, which is a phrase to the matcher: 2,180 are 2,398 with
them, and 2,400 are 2,640. ``ALL_UP_TO`` of ``bot/matching/ranking/scorer.py`` lies between.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from time import perf_counter
from typing import TypeVar

import numpy as np

from bot.knowledge.model import Entry, KnowledgeBase, Topic
from bot.matching.matcher import Matcher
from tests.benchmarks.hostile import hostile
from tests.benchmarks.synthetic import synthetic
from tests.benchmarks.tables import Table, seconds

T = TypeVar("T")
_CHANGES = 5


def tables(sizes: Sequence[int]) -> list[Table]:
    """Building, changing and asking at each size, and the hostile questions at the smallest and the largest."""
    rows: list[list[str]] = []
    hostile_ms: dict[int, dict[str, float]] = {}
    for size in sizes:
        knowledge, questions = synthetic(size)
        build_s, matcher = _timed(lambda knowledge=knowledge: Matcher.build(knowledge))
        took = [_timed(lambda matcher=matcher, text=text: matcher.decide(text))[0] for text in questions]
        p50, p99 = (f"{ms:.3f}" for ms in np.percentile(took, (50, 99)) * 1000)
        changes = [f"{seconds_ * 1000:.1f}" for seconds_ in _changes(matcher, knowledge)]
        rows.append([f"{size:,}", seconds(build_s), *changes, p50, p99, seconds(sum(took))])
        if size in (min(sizes), max(sizes)):
            hostile_ms[size] = _hostile_ms(matcher, knowledge)
    columns = ("phrases", "build s", "add ms", "change ms", "remove ms", "p50 ms", "p99 ms", "1,000 questions s")
    notes = [f"Changes: the slowest of {_CHANGES}. One thread; phrases without the answers, one for every ten."]
    return [Table("Building, changing and asking", columns, rows, notes), _hostile_table(hostile_ms)]


def _timed(work: Callable[[], T]) -> tuple[float, T]:
    start = perf_counter()
    result = work()
    return perf_counter() - start, result


def _changes(matcher: Matcher, knowledge: KnowledgeBase) -> Iterable[float]:
    """Seconds for the slowest addition, change and removal of an entry."""
    (topic,) = knowledge.topics
    step = max(1, len(topic.entries) // _CHANGES)
    picked = range(0, len(topic.entries), step)
    for edit in (_added, _changed, _removed):
        edited = [KnowledgeBase((replace(topic, entries=edit(topic, place)),)) for place in picked]
        yield max(_timed(lambda new=new: matcher.updated(new))[0] for new in edited)


def _added(topic: Topic, place: int) -> tuple[Entry, ...]:
    words = topic.entries[place].questions[0].split()[::-1]
    entry = Entry(
        topic.id, "added", " ".join(words[:3]), questions=(" ".join(words), "brand new words here"), answer="-"
    )
    return (*topic.entries, entry)


def _changed(topic: Topic, place: int) -> tuple[Entry, ...]:
    entry = topic.entries[place]
    taught = replace(entry, questions=(*entry.questions, f"{entry.title} with something brand new"))
    return (*topic.entries[:place], taught, *topic.entries[place + 1 :])


def _removed(topic: Topic, place: int) -> tuple[Entry, ...]:
    return topic.entries[:place] + topic.entries[place + 1 :]


def _hostile_ms(matcher: Matcher, knowledge: KnowledgeBase) -> dict[str, float]:
    words = sorted({word for entry in knowledge for word in entry.title.split()})
    return {name: _timed(lambda text=text: matcher.decide(text))[0] * 1000 for name, text in hostile(words).items()}


def _hostile_table(measured: dict[int, dict[str, float]]) -> Table:
    names = next(iter(measured.values()))
    rows = [[name, *(f"{of_size[name]:.2f}" for of_size in measured.values())] for name in names]
    return Table("Questions of 4,000 characters", ("what", *(f"ms at {size:,} phrases" for size in measured)), rows)
