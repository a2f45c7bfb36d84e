"""The matcher of whichever checkout of the project is imported, in a process of its own: JSON lines in and out.

``few.checkout`` runs this file with the checkout in ``PYTHONPATH``; it imports nothing of the benchmarks, whose state
may be another. A line is a knowledge base, to be learnt, a number of edits, or questions, to be decided.
"""

import dataclasses
import json
import sys
from collections.abc import Iterable, Mapping
from time import process_time
from typing import Any

from bot.knowledge.model import Entry, KnowledgeBase, Link, Source, Subject, Topic
from bot.matching.matcher import Matcher


class Worker:
    """Holds the matcher that was learnt last."""

    def learn(self, topics: Iterable[Mapping[str, Any]]) -> float:
        """Build a matcher. Returns the seconds of CPU time that took."""
        self._knowledge = KnowledgeBase(tuple(map(_topic, topics)))
        start = process_time()
        self._matcher = Matcher.build(self._knowledge)
        return process_time() - start

    def edit(self, times: int) -> float:
        """Build the matcher for a small edit. Returns the seconds of CPU time of the quickest."""
        took: list[float] = []
        for number in range(times):
            edited = _edited(self._knowledge, number)
            start = process_time()
            self._matcher.updated(edited)
            took.append(process_time() - start)
        return min(took)

    def decide(self, texts: Iterable[str]) -> list[dict[str, Any]]:
        """Decide each question, with its milliseconds of CPU time."""
        return [self._decide(text) for text in texts]

    def _decide(self, text: str) -> dict[str, Any]:
        start = process_time()
        decision = self._matcher.decide(text)
        took = process_time() - start
        return {
            "ranking": [(candidate.entry, candidate.score) for candidate in decision.candidates],
            "kind": decision.kind,
            "entries": decision.entries,
            "answerable": decision.answerable,
            "ms": took * 1000,
        }


def _topic(written: Mapping[str, Any]) -> Topic:
    """A topic from its fields; those that this checkout does not know are left out."""
    parts = {
        "source": _made(Source, written["source"]) if written["source"] else None,
        "subjects": tuple(_made(Subject, each) for each in written["subjects"]),
        "entries": tuple(_entry(each) for each in written["entries"]),
    }
    return _made(Topic, {**written, **parts})


def _entry(written: Mapping[str, Any]) -> Entry:
    return _made(Entry, {**written, "links": tuple(_made(Link, link) for link in written["links"])})


def _made(kind: Any, written: Mapping[str, Any]) -> Any:
    names = {each.name for each in dataclasses.fields(kind)}
    return kind(**{name: _hashable(value) for name, value in written.items() if name in names})


def _hashable(value: Any) -> Any:
    return tuple(map(_hashable, value)) if isinstance(value, (list, tuple)) else value


def _edited(knowledge: KnowledgeBase, number: int) -> KnowledgeBase:
    """With one more question for an entry in the middle."""
    topic = knowledge.topics[len(knowledge.topics) // 2]
    middle = len(topic.entries) // 2
    entry = topic.entries[middle]
    taught = dataclasses.replace(entry, questions=(*entry.questions, f"{entry.title} with something new {number}"))
    entries = (*topic.entries[:middle], taught, *topic.entries[middle + 1 :])
    edited = dataclasses.replace(topic, entries=entries)
    return KnowledgeBase(tuple(edited if each is topic else each for each in knowledge.topics))


def main() -> None:
    """Answer every line with a line."""
    worker = Worker()
    for line in sys.stdin:
        asked = json.loads(line)
        ((what, value),) = asked.items()
        told = {"topics": worker.learn, "edits": worker.edit, "texts": worker.decide}[what](value)
        print(json.dumps(told), flush=True)


if __name__ == "__main__":
    main()
