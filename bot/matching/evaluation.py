"""How good a matcher is on labelled questions: the file they come in, and the figures they give."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import chain, islice
from time import perf_counter_ns
from typing import Annotated, Any, Protocol

import numpy as np
from pydantic import BaseModel, Field, ValidationError

from bot.closest import nearest
from bot.errors import VersusError
from bot.knowledge.model import KnowledgeBase
from bot.matching.decision import Decision, Kind

_WARM_UP = 50
_PROBLEMS_SHOWN = 10
_LINE_HINT = 'write {"q": "the question", "expect": "an-entry", "kind": "any word"}'
_NOT_JSON = f"this line is not JSON; {_LINE_HINT}."
_WRONG = {
    "model_type": f"this line is no JSON object; {_LINE_HINT}.",
    "q": f'"q" must be the question as text; {_LINE_HINT}.',
    "kind": '"kind" must be text, or be left out.',
    "expect": '"expect" must be an entry id, a list of them, or null where no entry answers.',
}
"""What is said of a line, by the field that is wrong in it."""


class EvaluationError(VersusError):
    """The labelled questions cannot be used; one sentence a problem, each with its file and line."""


class Decides(Protocol):
    """Whatever turns a question into a decision."""

    def decide(self, text: str, /) -> Decision:
        """Decide one question."""
        ...


class _Line(BaseModel, strict=True):
    """A labelled question as it is written."""

    q: str
    kind: str = ""
    expect: str | Annotated[list[str], Field(min_length=1)] | None


@dataclass(frozen=True, slots=True)
class Case:
    """A labelled question."""

    question: str
    expected: tuple[str, ...]
    """Ids of the entries that answer it, short or ``topic/entry``; empty when none does."""
    kind: str
    """What sort of question it is, in the labeller's own word; may be empty."""
    where: str
    """``file:line``, for messages."""


@dataclass(frozen=True, slots=True)
class Shares:
    """What came of a group of questions. Shares lie between 0 and 1; ``None`` where there was nothing to share."""

    answerable: int
    """How many questions expect an entry."""
    unanswerable: int
    """How many expect none."""
    right: float | None
    """Share of all questions that were answered with an expected entry first or, where none is expected, not
    answered."""
    hit_at_1: float | None
    """Share of the answerable with an expected entry as the first candidate, whatever was decided."""
    hit_at_3: float | None
    """The same among the first three candidates."""
    answered_right: float | None
    """Share of the answerable that were answered, with an expected entry first."""
    answered_wrong: float | None
    """Share of the answerable that were answered, with another entry first."""
    suggested_right: float | None
    """Share of the answerable that got suggestions with an expected entry among them."""
    false_answers: float | None
    """Share of the unanswerable that were answered."""
    false_suggestions: float | None
    """Share of the unanswerable that got suggestions."""


@dataclass(frozen=True, slots=True)
class Latency:
    """Microseconds for one question through decision, in this process."""

    p50: float
    p99: float


@dataclass(frozen=True, slots=True)
class Report(Shares):
    """The figures of a whole file."""

    kinds: Mapping[str, Shares]
    """The same for each kind of question, in the order of the file."""
    latency_us: Latency

    def as_dict(self) -> dict[str, Any]:
        """The report as plain values, ready for JSON."""
        return asdict(self)


def read_cases(name: str, text: str) -> tuple[Case, ...]:
    """Read labelled questions, one JSON object ``{"q", "expect", "kind"}`` a line; ``name`` is for messages.

    ``expect`` is an entry id, a list of them, or null; ``kind`` may be missing, blank lines and other keys are skipped.

    Raises:
        EvaluationError: names every unusable line.
    """
    cases: list[Case] = []
    problems: list[str] = []
    # Not splitlines: JSON strings may hold U+2028 and other characters that it takes for the end of a line.
    for number, line in enumerate(text.removeprefix("\ufeff").split("\n"), start=1):
        if line.strip():
            try:
                cases.append(_read_case(line, f"{name}:{number}"))
            except EvaluationError as error:
                problems.append(str(error))
    _refuse(problems)
    if not cases:
        raise EvaluationError(f"{name}: there is no question in this file; {_LINE_HINT}, one a line.")
    return tuple(cases)


def _read_case(line: str, where: str) -> Case:
    try:
        found = _Line.model_validate_json(line)
    except ValidationError as error:
        problem = error.errors(include_url=False, include_input=False)[0]
        wrong = str(problem["loc"][0]) if problem["loc"] else problem["type"]
        raise EvaluationError(f"{where}: {_WRONG.get(wrong, _NOT_JSON)}") from None
    expected = [found.expect] if isinstance(found.expect, str) else found.expect or []
    return Case(found.q, tuple(expected), found.kind, where)


def evaluate(
    matcher: Decides,
    knowledge: KnowledgeBase,
    cases: Sequence[Case],
    progress: Callable[[int, int], None] | None = None,
) -> Report:
    """Decide every case and count what came of it; ``progress`` is called with (done, total) after each.

    Raises:
        EvaluationError: a case expects an entry that ``knowledge`` does not have.
    """
    expected = _resolve(knowledge, cases)
    for entry in islice(knowledge, _WARM_UP):
        matcher.decide(entry.title)
    outcomes: list[_Outcome] = []
    for done, (case, keys) in enumerate(zip(cases, expected, strict=True), start=1):
        start = perf_counter_ns()
        decision = matcher.decide(case.question)
        outcomes.append(_Outcome(case.kind, keys, decision, (perf_counter_ns() - start) / 1000))
        if progress:
            progress(done, len(cases))
    return _report(outcomes)


def _resolve(knowledge: KnowledgeBase, cases: Iterable[Case]) -> list[frozenset[str]]:
    """The keys that each case expects."""
    resolved: list[frozenset[str]] = []
    problems: list[str] = []
    for case in cases:
        found = {identity: knowledge.find(identity) for identity in case.expected}
        problems += [f"{case.where}: {_unknown(knowledge, identity)}" for identity, entry in found.items() if not entry]
        resolved.append(frozenset(entry.key for entry in found.values() if entry))
    _refuse(problems)
    return resolved


def _unknown(knowledge: KnowledgeBase, identity: str) -> str:
    twins = [key for key in knowledge.entries if key.partition("/")[2] == identity]
    if twins:
        return f'several topics have an entry "{identity}"; write {" or ".join(twins)}.'
    near = nearest(identity, map(knowledge.short_id, knowledge.entries))
    hint = f"the nearest are {', '.join(near)}" if near else "the knowledge base is empty"
    return f'there is no entry "{identity}"; {hint}. Use one of the ids in the knowledge base, or null.'


def _refuse(problems: Sequence[str]) -> None:
    if problems:
        more = len(problems) - _PROBLEMS_SHOWN
        rest = [f"and {more} more like these."] if more > 0 else []
        raise EvaluationError("\n".join([*problems[:_PROBLEMS_SHOWN], *rest]))


@dataclass(frozen=True, slots=True)
class _Outcome:
    kind: str
    expected: frozenset[str]
    decision: Decision
    took_us: float

    def hit(self, depth: int) -> bool:
        return any(candidate.entry in self.expected for candidate in self.decision.candidates[:depth])

    @property
    def answered_right(self) -> bool:
        return self.decision.kind is Kind.ANSWER and self.decision.entries[0] in self.expected

    @property
    def answered_wrong(self) -> bool:
        return self.decision.kind is Kind.ANSWER and self.decision.entries[0] not in self.expected

    @property
    def right(self) -> bool:
        return self.answered_right if self.expected else self.decision.kind is not Kind.ANSWER

    @property
    def suggested_right(self) -> bool:
        return self.decision.kind is Kind.SUGGESTIONS and not self.expected.isdisjoint(self.decision.entries)


def _report(outcomes: Sequence[_Outcome]) -> Report:
    kinds = dict.fromkeys(outcome.kind for outcome in outcomes if outcome.kind)
    took = [outcome.took_us for outcome in outcomes] or [0.0]
    return Report(
        **asdict(_shares(outcomes)),
        kinds={kind: _shares([outcome for outcome in outcomes if outcome.kind == kind]) for kind in kinds},
        latency_us=Latency(p50=float(np.percentile(took, 50)), p99=float(np.percentile(took, 99))),
    )


def _shares(outcomes: Iterable[_Outcome]) -> Shares:
    split: dict[bool, list[_Outcome]] = {True: [], False: []}
    for outcome in outcomes:
        split[bool(outcome.expected)].append(outcome)
    answerable, unanswerable = split[True], split[False]
    return Shares(
        answerable=len(answerable),
        unanswerable=len(unanswerable),
        right=_share(outcome.right for outcome in chain(answerable, unanswerable)),
        hit_at_1=_share(outcome.hit(1) for outcome in answerable),
        hit_at_3=_share(outcome.hit(3) for outcome in answerable),
        answered_right=_share(outcome.answered_right for outcome in answerable),
        answered_wrong=_share(outcome.answered_wrong for outcome in answerable),
        suggested_right=_share(outcome.suggested_right for outcome in answerable),
        false_answers=_share(outcome.decision.kind is Kind.ANSWER for outcome in unanswerable),
        false_suggestions=_share(outcome.decision.kind is Kind.SUGGESTIONS for outcome in unanswerable),
    )


def _share(hits: Iterable[bool]) -> float | None:
    count_matrix = list(hits)
    return sum(count_matrix) / len(count_matrix) if count_matrix else None
