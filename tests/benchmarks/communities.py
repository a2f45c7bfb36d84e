"""Knowledge as small communities keep it, asked by their members: the files in ``bases``.

Each base has 16 to 24 entries, as a moderator writes them: a title, an answer, none to five questions. Beside it stand
98 questions in the form that ``python -m bot eval`` reads, written without a look at its wording. Their kinds:

========== =============================================================
plain      close to the title
paraphrase in other words than title and answer
short      one to three words
slip       misspelt, or in the grammar of people who learn English
framed     with a greeting, an excuse, thanks in advance
near       of the same domain, and answered by no entry
far        of anything else
chat       statements with an entry's words, which ask nothing
========== =============================================================
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.knowledge.build import build
from bot.knowledge.load import read_file
from bot.knowledge.model import KnowledgeBase
from bot.matching.evaluation import Case, read_cases
from tests.benchmarks.errors import BenchmarkError
from tests.benchmarks.few.figures import Judgements, figures
from tests.benchmarks.peers.base import Judged
from tests.benchmarks.peers.registry import Maker
from tests.benchmarks.sets import BASES, Labelled
from tests.benchmarks.tables import Table, percent, status


@dataclass(frozen=True, slots=True)
class Community:
    """A knowledge base and what its members ask."""

    name: str
    knowledge: KnowledgeBase
    cases: tuple[Case, ...]

    def expected(self, case: Case) -> frozenset[str]:
        """Keys of the entries that answer ``case``; none when it is out of scope.

        Raises:
            BenchmarkError: the case expects an entry that the base does not have.
        """
        found = [self.knowledge.find(identity) for identity in case.expected]
        if None in found:
            raise BenchmarkError(f"{case.where} expects an entry that {self.name}.yaml does not have.")
        return frozenset(entry.key for entry in found if entry)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one question."""

    community: str
    kind: str
    asked: Labelled
    judged: Judged


def communities(folder: Path = BASES) -> list[Community]:
    """Every base of ``folder``, in the order of their names.

    Raises:
        BenchmarkError: a base cannot be used.
    """
    found: list[Community] = []
    for path in sorted(folder.glob("*.yaml")):
        loaded = build([read_file(path)])
        if loaded.knowledge is None or loaded.problems:
            raise BenchmarkError("\n".join(map(str, loaded.problems)))
        questions = path.with_suffix(".jsonl")
        found.append(Community(path.stem, loaded.knowledge, read_cases(questions.name, questions.read_text("utf-8"))))
    return found


def ask(make: Maker, asked: Sequence[Community]) -> list[Outcome]:
    """Ask every question, each community of a matcher of its own."""
    outcomes: list[Outcome] = []
    for community in asked:
        with status.status(community.name):
            peer = make()
            peer.fit(community.knowledge)
            judged = peer.judge_many([case.question for case in community.cases])
        outcomes += [
            Outcome(community.name, case.kind, Labelled(case.question, community.expected(case)), one)
            for case, one in zip(community.cases, judged, strict=True)
        ]
    return outcomes


def tables(outcomes: Sequence[Outcome], matcher: str) -> list[Table]:
    """The figures by community, and by kind of question."""
    by_community = dict.fromkeys(outcome.community for outcome in outcomes)
    by_kind = dict.fromkeys(outcome.kind for outcome in outcomes)
    note = "Shares in percent. helped: answered rightly, or the right entry among the first three suggestions."
    groups = {name: [outcome for outcome in outcomes if outcome.community == name] for name in by_community}
    kinds = {name: [outcome for outcome in outcomes if outcome.kind == name] for name in by_kind}
    return [
        Table(f"Small bases, by community: {matcher}", ("base", *_COLUMNS), _rows(groups | {"all": outcomes})),
        Table(f"Small bases, by kind of question: {matcher}", ("kind", *_COLUMNS), _rows(kinds), [note]),
    ]


_FIGURES = ("hit_at_1", "right", "wrong", "helped", "false_far", "suggested_far", "calibration")
_COLUMNS = ("questions", "hit@1", "right", "wrong", "helped", "false answers", "false suggestions", "ECE")


def _rows(groups: Mapping[str, Sequence[Outcome]]) -> list[list[str]]:
    return [[name, str(len(outcomes)), *_figures(outcomes)] for name, outcomes in groups.items()]


def _figures(outcomes: Sequence[Outcome]) -> list[str]:
    inside = [(one.asked, one.judged) for one in outcomes if one.asked.keys]
    outside = [(one.asked, one.judged) for one in outcomes if not one.asked.keys]
    found = figures(Judgements(inside, far=outside))
    return [percent(getattr(found, name)) for name in _FIGURES]
