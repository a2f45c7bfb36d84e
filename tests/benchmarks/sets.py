"""The public sets of labelled questions, as knowledge bases with questions inside and outside of them."""

import json
import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bot.knowledge.load import load_folder
from bot.knowledge.model import Entry, KnowledgeBase, Topic
from bot.matching.evaluation import read_cases
from tests.benchmarks.errors import BenchmarkError
from tests.benchmarks.typos import with_typos

SEED = 7
UNSEEN_LABELS = 20
"""How many labels the "near" sets keep out of the knowledge base: their questions are near misses."""
_VALIDATION_EVERY = 5


@dataclass(frozen=True, slots=True)
class Labelled:
    """A question and the keys of the entries that answer it; none when it is out of scope."""

    text: str
    keys: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Problem:
    """A knowledge base and the questions to try on it."""

    name: str
    knowledge: KnowledgeBase
    inside: tuple[Labelled, ...]
    typos: tuple[Labelled, ...]
    """The questions inside, with typing slips."""
    outside: tuple[Labelled, ...] = ()

    def sample(self, size: int) -> "Problem":
        """At most ``size`` questions of each sort, the same ones at every call; 0 keeps all."""
        if not size:
            return self
        picked = random.Random(SEED).sample(range(len(self.inside)), min(size, len(self.inside)))
        keep = sorted(picked)
        outside = random.Random(SEED).sample(self.outside, min(size, len(self.outside)))
        typos = tuple(self.typos[place] for place in keep) if self.typos else ()
        return replace(self, inside=tuple(self.inside[place] for place in keep), typos=typos, outside=tuple(outside))


Pairs = list[tuple[str, str]]
"""(text, label)"""


class Sets:
    """Reads the sets of one folder. ``part`` is ``val`` (to choose by) or ``test`` (to report once)."""

    def __init__(self, folder: Path, part: str, *, titled: bool = True) -> None:
        """``titled`` gives every entry its label's words as its title; otherwise the title is empty."""
        if not folder.is_dir():
            raise BenchmarkError(
                f"There are no data sets in {folder}. Put the JSON lines of BANKING77 and CLINC150 there "
                "(banking_train.jsonl, clinc_train.jsonl, ...; each line has text and label), or name their folder "
                "with --datasets."
            )
        self._folder, self._part, self._titled = folder, part, titled

    def problem(self, name: str) -> Problem:
        """The problem of a name such as ``banking-10``: source, then 5, 10, full, titles or near.

        ``near`` is 10 questions an entry with twenty labels left out, whose questions are then out of scope.
        """
        source, _, size = name.partition("-")
        if source not in ("banking", "clinc") or size not in _SIZES:
            raise BenchmarkError(f"There is no set {name}; take one of {', '.join(NAMES)}.")
        training, inside = self._parts(source, size)
        typos = self._typos(source, inside)
        outside = self._read(f"clinc_oos_{self._part}") if source == "clinc" else []
        labels = sorted({label for _, label in training})
        if size == "near":
            unseen = set(random.Random(SEED).sample(labels, UNSEEN_LABELS))
            outside = [pair for pair in inside if pair[1] in unseen]
            labels = [label for label in labels if label not in unseen]
        knowledge = _knowledge(source, labels, training if size != "titles" else [], titled=self._titled)
        keys = {label: frozenset([entry.key]) for label, entry in zip(labels, knowledge, strict=True)}
        known: Callable[[Pairs], tuple[Labelled, ...]] = lambda pairs: tuple(  # noqa: E731
            Labelled(text, keys[label]) for text, label in pairs if label in keys
        )
        return Problem(name, knowledge, known(inside), known(typos), tuple(Labelled(text) for text, _ in outside))

    def _parts(self, source: str, size: str) -> tuple[Pairs, Pairs]:
        """(training, questions). For validation, the questions are taken from what was not trained on."""
        training = self._read(f"{source}_train" if size == "full" else f"{source}_{'5' if size == '5' else '10'}shot")
        if self._part == "test":
            return training, self._read(f"{source}_test")
        if source == "clinc":
            return training, self._read("clinc_val")
        if size == "full":
            held = training[::_VALIDATION_EVERY]
            return [pair for place, pair in enumerate(training) if place % _VALIDATION_EVERY], held
        seen = {text for text, _ in self._read(f"{source}_10shot")}
        return training, [pair for pair in self._read(f"{source}_train") if pair[0] not in seen]

    def _typos(self, source: str, inside: Pairs) -> Pairs:
        if self._part == "test":
            return self._read(f"{source}_test_typo12")
        rng = random.Random(SEED)
        return [(with_typos(text, rng), label) for text, label in inside]

    def _read(self, name: str) -> Pairs:
        path = self._folder / f"{name}.jsonl"
        if not path.is_file():
            raise BenchmarkError(f"{path} is missing; name the folder that holds it with --datasets.")
        rows = (json.loads(line) for line in path.read_text("utf-8").splitlines())
        return [(row["text"], row["label"]) for row in rows]


_SIZES = ("titles", "5", "10", "full", "near")
NAMES = tuple(f"{source}-{size}" for source in ("banking", "clinc") for size in _SIZES)


def _knowledge(
    source: str, labels: Sequence[str], training: Iterable[tuple[str, str]], *, titled: bool
) -> KnowledgeBase:
    questions: dict[str, dict[str, None]] = {label: {} for label in labels}
    for text, label in training:
        if label in questions:
            questions[label][text] = None
    entries = tuple(
        Entry(
            topic=source,
            id=f"label-{number}",
            title=label.replace("_", " ").strip("? ").lower() if titled or not questions[label] else "",
            questions=tuple(questions[label]),
            answer="-",
        )
        for number, label in enumerate(labels)
    )
    return KnowledgeBase((Topic(source, source, entries=entries),))


def own_knowledge(folder: Path) -> KnowledgeBase:
    """The knowledge base of a folder. Raises BenchmarkError when it cannot be used."""
    loaded = load_folder(folder)
    if loaded.knowledge is None:
        raise BenchmarkError("\n".join(map(str, loaded.problems)) or f"There is no knowledge base in {folder}.")
    return loaded.knowledge


def own_problem(folder: Path, queries: Path) -> Problem:
    """The knowledge base of a folder, with labelled questions in the form that ``python -m bot eval`` reads."""
    knowledge = own_knowledge(folder)
    cases = read_cases(queries.name, queries.read_text("utf-8"))
    found = [[knowledge.find(identity) for identity in case.expected] for case in cases]
    labelled = [
        Labelled(case.question, frozenset(entry.key for entry in entries if entry))
        for case, entries in zip(cases, found, strict=True)
    ]
    inside = tuple(question for question in labelled if question.keys)
    rng = random.Random(SEED)
    typos = tuple(Labelled(with_typos(question.text, rng), question.keys) for question in inside)
    return Problem(queries.stem, knowledge, inside, typos, tuple(q for q in labelled if not q.keys))
