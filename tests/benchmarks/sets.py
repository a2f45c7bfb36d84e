"""The public sets of labelled questions, as knowledge bases with questions inside and outside of them."""

import json
import random
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bot.knowledge.build import build
from bot.knowledge.load import load_folder, read_file
from bot.knowledge.model import Entry, KnowledgeBase, Topic
from bot.matching.evaluation import read_cases
from tests.benchmarks.errors import BenchmarkError
from tests.benchmarks.typos import with_typos

SEED = 7
BASES = Path(__file__).parent / "bases"
"""Small knowledge bases written by hand, each with its labelled questions beside it."""
HELD_OUT = 0.2
"""The share of the labels that ``near`` keeps out of the knowledge base: their questions are near misses."""
MOST_QUESTIONS = 20
"""The most example questions an entry, short of all: what is drawn of the training parts for any number up to it."""
_VALIDATION_EVERY = 5
_CHAT = "chat"


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
    far: tuple[Labelled, ...] = ()
    """Questions out of scope that are about something else."""
    near: tuple[Labelled, ...] = ()
    """Questions out of scope that are about what stands next to the entries."""

    @property
    def outside(self) -> tuple[Labelled, ...]:
        """All questions out of scope."""
        return self.far + self.near

    def sample(self, size: int, seed: int = SEED) -> "Problem":
        """At most ``size`` questions of each sort, the same ones at every call; 0 keeps all."""
        if not size:
            return self
        keep = sorted(random.Random(seed).sample(range(len(self.inside)), min(size, len(self.inside))))
        drawn = [random.Random(seed).sample(sort, min(size, len(sort))) for sort in (self.far, self.near)]
        typos = tuple(self.typos[place] for place in keep) if self.typos else ()
        far, near = map(tuple, drawn)
        return replace(self, inside=tuple(self.inside[place] for place in keep), typos=typos, far=far, near=near)


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
        self._files: dict[Path, Pairs] = {}
        self._slips: dict[str, dict[str, str]] = {}

    def problem(self, name: str) -> Problem:
        """The problem of a name such as ``banking-10``: source, then a number of questions, full, titles or near.

        ``near`` is 10 questions an entry with a fifth of the labels held out.
        """
        source, _, size = name.partition("-")
        if source not in SOURCES or not (size in ("titles", "full", "near") or _is_number(size)):
            raise BenchmarkError(f"There is no set {name}; take one such as {', '.join(EXAMPLES)}.")
        if size == "near":
            return replace(self.near(source, 10, 0), name=name, far=())
        questions = {"titles": 0, "full": None}.get(size) if not size.isdigit() else int(size)
        return self._problem(name, source, questions, self._labels(source))

    def near(self, source: str, questions: int, seed: int) -> Problem:
        """``source`` without a fifth of its labels, whose questions are near misses; another fifth for each seed."""
        labels = self._labels(source)
        unseen = set(_drawn(labels, round(HELD_OUT * len(labels)), seed))
        kept = [label for label in labels if label not in unseen]
        return self._problem(f"{source}-{questions} near", source, questions, kept, unseen)

    def small(self, source: str, questions: int, entries: int, seed: int) -> Problem:
        """So many entries of ``source`` and a fifth again held out, drawn at random.

        CLINC150's labels about money are not drawn, so that BANKING77's questions are far from all others.
        """
        labels = [label for label in self._labels(source) if source != "clinc" or label not in _MONEY]
        drawn = _drawn(labels, round(entries / (1 - HELD_OUT)), seed)
        kept, unseen = sorted(drawn[:entries]), set(drawn[entries:])
        return self._problem(f"{source}-{questions} of {entries}", source, questions, kept, unseen)

    def _problem(
        self, name: str, source: str, questions: int | None, labels: Sequence[str], unseen: Collection[str] = ()
    ) -> Problem:
        training, inside = self._parts(source, questions)
        knowledge = _knowledge(source, labels, training, titled=self._titled)
        keys = {label: frozenset([entry.key]) for label, entry in zip(labels, knowledge, strict=True)}
        known: Callable[[Pairs], tuple[Labelled, ...]] = lambda pairs: tuple(  # noqa: E731
            Labelled(text, keys[label]) for text, label in pairs if label in keys
        )
        far = [text for text, _ in self._read(f"clinc_oos_{self._part}")]
        if source == "banking":
            far += [text for text, label in self._asked("clinc") if label not in _MONEY]
        elif not _MONEY.intersection((*labels, *unseen)):
            far += [text for text, _ in self._asked("banking")]
        near = [text for text, label in inside if label in unseen]
        outside = (tuple(map(Labelled, texts)) for texts in (far, near))
        return Problem(name, knowledge, known(inside), known(self._typos(source, inside)), *outside)

    def _labels(self, source: str) -> list[str]:
        return sorted({label for _, label in self._read(f"{source}_10shot")})

    def _parts(self, source: str, questions: int | None) -> tuple[Pairs, Pairs]:
        """(training, questions). For validation, the questions are taken from what was not trained on."""
        if questions is not None:
            return self._few(source, questions), self._asked(source)
        training = self._read(f"{source}_train")
        if self._part == "test" or source == "clinc":
            return training, self._asked(source)
        held = training[::_VALIDATION_EVERY]
        return [pair for place, pair in enumerate(training) if place % _VALIDATION_EVERY], held

    def _few(self, source: str, questions: int) -> Pairs:
        """The first training questions of each label, in one order for all numbers: fewer are part of more."""
        pairs = self._read(f"{source}_10shot")
        if questions > _SHOTS:
            rest = self._read(f"{source}_train")
            pairs = [*pairs, *random.Random(SEED).sample(rest, len(rest))]
        found: dict[str, dict[str, None]] = {}
        for text, label in pairs:
            of_label = found.setdefault(label, {})
            if len(of_label) < questions:
                of_label[text] = None
        return [(text, label) for label, texts in found.items() for text in texts]

    def _asked(self, source: str) -> Pairs:
        """The questions of a part. BANKING77 has no validation part: there, what no number of questions trains on."""
        if self._part == "test":
            return self._read(f"{source}_test")
        if source == "clinc":
            return self._read("clinc_val")
        seen = {text for text, _ in self._few(source, MOST_QUESTIONS)}
        return [pair for pair in self._read(f"{source}_train") if pair[0] not in seen]

    def _typos(self, source: str, inside: Pairs) -> Pairs:
        if self._part == "test":
            return self._read(f"{source}_test_typo12")
        slipped = self._slips.setdefault(source, {})
        rng = random.Random(SEED)
        if not all(text in slipped for text, _ in inside):
            slipped.update((text, with_typos(text, rng)) for text, _ in inside)
        return [(slipped[text], label) for text, label in inside]

    def _read(self, name: str) -> Pairs:
        path = self._folder / f"{name}.jsonl"
        if path not in self._files:
            if not path.is_file():
                raise BenchmarkError(f"{path} is missing; name the folder that holds it with --datasets.")
            rows = (json.loads(line) for line in path.read_text("utf-8").splitlines())
            self._files[path] = [(row["text"], row["label"]) for row in rows]
        return self._files[path]


def _is_number(size: str) -> bool:
    return size.isdigit() and int(size) <= MOST_QUESTIONS


def _drawn(labels: Sequence[str], count: int, seed: int) -> list[str]:
    return random.Random(f"{SEED} {seed}").sample(labels, count)


SOURCES = ("banking", "clinc")
EXAMPLES = ("banking-titles", "banking-3", "clinc-10", "clinc-full", "clinc-near")
_SHOTS = 10
"""How many questions a label the smaller training files have."""
_MONEY = frozenset(
    """account_blocked application_status apr balance bill_balance bill_due cancel card_declined change_user_name
    credit_limit credit_limit_change credit_score damaged_card direct_deposit exchange_rate expiration_date find_phone
    freeze_account improve_credit_score income interest_rate international_fees min_payment new_card order order_checks
    order_status pay_bill payday pin_change redeem_rewards replacement_card_duration report_fraud report_lost_card
    rewards_balance rollover_401k routing spending_history taxes transactions transfer travel_alert travel_notification
    w2""".split()  # noqa: SIM905
)
"""The labels of CLINC150 that have something of BANKING77's: the other's questions are not far from these."""


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


def own_knowledge(place: Path) -> KnowledgeBase:
    """The knowledge base of a folder or of one file. Raises BenchmarkError when it cannot be used."""
    loaded = load_folder(place) if place.is_dir() else build([read_file(place)])
    if loaded.knowledge is None:
        raise BenchmarkError("\n".join(map(str, loaded.problems)) or f"There is no knowledge base in {place}.")
    return loaded.knowledge


def own_problem(place: Path, queries: Path) -> Problem:
    """The knowledge base of a folder or file, with labelled questions in the form that ``python -m bot eval`` reads.

    Questions out of scope are near where their kind begins so. Of ``chat``, which nobody asks the bot, there are none.
    """
    knowledge = own_knowledge(place)
    cases = [
        case for case in read_cases(queries.name, queries.read_text("utf-8")) if case.expected or case.kind != _CHAT
    ]
    inside, far, near = list[Labelled](), list[Labelled](), list[Labelled]()
    for case in cases:
        if case.kind == _CHAT and not case.expected:
            continue
        found = (knowledge.find(identity) for identity in case.expected)
        asked = Labelled(case.question, frozenset(entry.key for entry in found if entry))
        (inside if asked.keys else near if case.kind.startswith("near") else far).append(asked)
    rng = random.Random(SEED)
    typos = tuple(Labelled(with_typos(question.text, rng), question.keys) for question in inside)
    return Problem(queries.stem, knowledge, tuple(inside), typos, tuple(far), tuple(near))
