"""The knowledge bases of few phrases, and the questions to try on them."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from bot.knowledge.model import Entry, KnowledgeBase
from tests.benchmarks.sets import BASES, SEED, SOURCES, Problem, Sets, own_problem

QUESTIONS = (0, 1, 3, 5, 10)
"""Example questions an entry."""
FEW = (0, 1, 2, 3)
"""The numbers of phrases that are few."""
SEEDS = 5
SIZES = (15, 19, 22, 26, 30)
"""Entries of the small knowledge bases, one for each seed."""
OWN_PHRASES = (0, 2, 5, 10)
"""Aliases and questions beside the title that the bundled knowledge is cut to."""


@dataclass(frozen=True, slots=True, eq=False)
class Family:
    """Knowledge bases of one kind, whose questions are counted together."""

    name: str
    questions: int | None
    """Example questions an entry; ``None`` where they differ from entry to entry."""
    problems: tuple[Problem, ...]
    near: bool = False
    """Whether a fifth of the labels of a whole set is held out."""
    small: bool = False
    """Whether they are the size of most people's."""

    def sample(self, size: int) -> "Family":
        """At most ``size`` questions of each sort in all, from every knowledge base as many; 0 keeps all."""
        each = -(-size // len(self.problems))
        drawn = (problem.sample(each, SEED + number) for number, problem in enumerate(self.problems))
        return replace(self, problems=tuple(drawn)) if size else self


def families(sets: Sets, own: tuple[Path, Path] | None = None, seeds: int = SEEDS) -> Iterator[Family]:
    """All of them: the whole sets, with a fifth of the labels held out, small ones, those made by hand, and ``own``.

    ``own`` is a folder of knowledge and labelled questions about it, to be cut to few phrases.
    """
    for source in SOURCES:
        for questions in QUESTIONS:
            yield Family(f"{source}-{questions}", questions, (sets.problem(f"{source}-{questions}"),))
        for questions in QUESTIONS:
            drawn = (sets.near(source, questions, seed) for seed in range(seeds))
            yield Family(f"{source}-{questions} near", questions, tuple(drawn), near=True)
        for questions in QUESTIONS:
            yield small(sets, source, questions, seeds)
    yield from hand_made()
    if own:
        yield from cut(own_problem(*own), seeds)


def small(sets: Sets, source: str, questions: int, seeds: int = SEEDS) -> Family:
    """Knowledge bases of 15 to 30 entries of a set."""
    drawn = (sets.small(source, questions, size, seed) for seed, size in enumerate(SIZES[:seeds]))
    return Family(f"{source}-{questions} small", questions, tuple(drawn), small=True)


def hand_made(folder: Path = BASES) -> Iterator[Family]:
    """The small knowledge bases written by hand, each file with its labelled questions beside it, if there are any."""
    made = tuple(own_problem(path, path.with_suffix(".jsonl")) for path in sorted(folder.glob("*.yaml")))
    if made:
        yield Family("made by hand", None, made, small=True)


def cut(problem: Problem, seeds: int = SEEDS) -> Iterator[Family]:
    """``problem`` with so many phrases of each entry beside its title, drawn at random, and with all of them."""
    for phrases in OWN_PHRASES:
        draws = range(seeds if phrases else 1)
        bases = (replace(problem, knowledge=_cut(problem.knowledge, phrases, seed)) for seed in draws)
        yield Family(f"bundled-{phrases}", phrases, tuple(bases))
    yield Family("bundled-all", None, (problem,))


def _cut(knowledge: KnowledgeBase, phrases: int, seed: int) -> KnowledgeBase:
    rng = random.Random(f"{SEED} {seed}")
    topics = (
        replace(topic, entries=tuple(_of_phrases(entry, rng, phrases) for entry in topic.entries))
        for topic in knowledge.topics
    )
    return KnowledgeBase(tuple(topics))


def _of_phrases(entry: Entry, rng: random.Random, phrases: int) -> Entry:
    drawn = set(rng.sample([*entry.aliases, *entry.questions], len(entry.aliases) + len(entry.questions))[:phrases])
    kept = [tuple(phrase for phrase in some if phrase in drawn) for some in (entry.aliases, entry.questions)]
    return replace(entry, aliases=kept[0], questions=kept[1])
