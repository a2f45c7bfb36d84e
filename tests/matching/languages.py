"""One small knowledge base in many languages, and how well its questions are answered in each."""

import sys
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from bot.knowledge.model import Entry, KnowledgeBase, Topic
from bot.matching.decision import Kind
from bot.matching.matcher import Matcher


class Measured(NamedTuple):
    """Shares in percent."""

    hit: float
    """Questions whose entry comes first."""
    right: float
    """Questions that are answered rightly."""
    wrong: float
    """Questions that are answered wrongly."""
    false: int
    """Of four that can't be answered, how many are."""


@cache
def texts() -> dict[str, Any]:
    """The texts by language."""
    return yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8"))


def topic_in(code: str, language: str) -> Topic:
    """The topic in the language of ``code``, which says that it is in ``language``."""
    entries = tuple(
        Entry(code, f"entry-{number}", one["title"], (), tuple(one["questions"]), answer="-")
        for number, one in enumerate(texts()[code]["entries"])
    )
    return Topic(code, code, entries=entries, language=language)


def measured(matcher: Matcher, code: str) -> Measured:
    """How well the matcher answers the questions in a language."""
    decided = [
        (f"{code}/entry-{number}", matcher.decide(text))
        for number, one in enumerate(texts()[code]["entries"])
        for text in one["asked"]
    ]
    answered = [(key, decision) for key, decision in decided if decision.kind is Kind.ANSWER]
    right = sum(key == decision.entries[0] for key, decision in answered)
    hit = sum(bool(decision.candidates) and key == decision.candidates[0].entry for key, decision in decided)
    false = sum(matcher.decide(text).kind is Kind.ANSWER for text in texts()[code]["outside"])
    share = 100 / len(decided)
    return Measured(share * hit, share * right, share * (len(answered) - right), false)


# Code, then hit, right, wrong and false with the topic's own language, and the same where it counts as English.
if __name__ == "__main__":
    for code in texts():
        own, other = (Matcher.build(KnowledgeBase((topic_in(code, language),))) for language in (code, "en"))
        shares = (f"{value:5.0f}" for value in (*measured(own, code), *measured(other, code)))
        sys.stdout.write(f"{code} {''.join(shares)}\n")
