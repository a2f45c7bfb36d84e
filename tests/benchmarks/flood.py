"""Whether a flood of odd words makes later questions slower: misspelt questions, timed before and after it.

Every misspelt question is asked for the first time, and then once more. Before and after lie in one run.
"""

import random
from collections.abc import Iterator, Sequence
from string import ascii_lowercase
from time import thread_time

import numpy as np

from bot.knowledge.model import KnowledgeBase
from bot.matching.matcher import Matcher
from tests.benchmarks.peers.base import phrases_of
from tests.benchmarks.tables import Table
from tests.benchmarks.typos import with_typos

_SEED = 7
_WARM_UP = 100
_ASKED = 400
"""Misspelt questions that are timed before, and others after."""


def table(knowledge: Sequence[tuple[str, KnowledgeBase]], messages: int, words: int) -> Table:
    """Two rows for each named knowledge base: questions asked for the first time, and again."""
    rows = [row for name, one in knowledge for row in _rows(name, one, messages, words)]
    columns = ("knowledge", "misspelt", "p50 ms before", "p50 ms after", "ratio", "p99 ms before", "p99 ms after")
    notes = [
        f"A flood of {messages:,} messages of {words} random words each; {_ASKED} questions before and after it.",
        "CPU time, so that what else runs on the machine does not count.",
    ]
    return Table("Flood", columns, rows, notes)


def _rows(name: str, knowledge: KnowledgeBase, messages: int, words: int) -> Iterator[list[str]]:
    matcher = Matcher.build(knowledge)
    rng = random.Random(_SEED)
    questions = _misspelt(knowledge, rng)
    _timed(matcher, [next(questions) for _ in range(_WARM_UP)])
    before, after = ([next(questions) for _ in range(_ASKED)] for _ in range(2))
    figures = [_timed(matcher, before), _timed(matcher, before)]
    for _ in range(messages):
        matcher.decide(" ".join("".join(rng.choices(ascii_lowercase, k=rng.randint(4, 9))) for _ in range(words)))
    figures += [_timed(matcher, after), _timed(matcher, after)]
    for what, (old, old_p99), (new, new_p99) in (("new", *figures[::2]), ("again", *figures[1::2])):
        yield [name, what, f"{old:.3f}", f"{new:.3f}", f"{new / old:.2f}", f"{old_p99:.3f}", f"{new_p99:.3f}"]


def _misspelt(knowledge: KnowledgeBase, rng: random.Random) -> Iterator[str]:
    """Phrases of the knowledge base with slips, each text once."""
    phrases = [phrase for phrase, _ in phrases_of(knowledge)]
    seen = set(phrases)
    while True:
        text = with_typos(rng.choice(phrases), rng)
        if text not in seen:
            seen.add(text)
            yield text


def _timed(matcher: Matcher, texts: Sequence[str]) -> tuple[float, float]:
    """(p50, p99) in milliseconds of CPU time."""
    took: list[float] = []
    for text in texts:
        start = thread_time()
        matcher.decide(text)
        took.append((thread_time() - start) * 1000)
    return float(np.percentile(took, 50)), float(np.percentile(took, 99))
