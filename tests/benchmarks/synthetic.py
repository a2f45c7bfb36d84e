"""Knowledge bases of any size, made of invented words, always the same for a size.

Words are one to four syllables; frequent ones are short. Their frequencies follow Zipf's law, and their number Heaps'
law, V = 10 N^0.54 for N running words: the curve through the training parts of BANKING77 and CLINC150. An entry has
six words of its own; a phrase has 4 to 15 words (9 on average), each with a chance of 0.35 one of the entry's. Ten
phrases an entry: its title of three words and nine example questions. An answer has twenty words. Questions are
phrases with words lost and replaced, every third with typing slips, every tenth of unrelated words.
"""

import random
from collections.abc import Sequence
from itertools import accumulate

from bot.knowledge.model import Entry, KnowledgeBase, Topic
from tests.benchmarks.typos import with_typos

PHRASES_PER_ENTRY = 10
_OWN_WORDS, _OWN_SHARE = 6, 0.35
_ONSETS = (
    "b",
    "c",
    "d",
    "f",
    "g",
    "h",
    "l",
    "m",
    "n",
    "p",
    "r",
    "s",
    "t",
    "v",
    "w",
    "br",
    "ch",
    "pl",
    "sh",
    "st",
    "tr",
    "",
)
_VOWELS = ("a", "e", "i", "o", "u", "ea", "ou")
_CODAS = ("", "", "n", "r", "s", "t", "l", "nd", "ck")


class _Words:
    """A vocabulary with Zipf frequencies."""

    def __init__(self, running: int, rng: random.Random) -> None:
        self._rng = rng
        wanted = int(10 * running**0.54)
        words: dict[str, None] = {}
        while len(words) < wanted:
            syllables = min(1 + len(words) // 60, rng.randint(1, 4))
            words["".join(map(rng.choice, (_ONSETS, _VOWELS, _CODAS) * syllables))] = None
        self._words = list(words)
        self._frequencies = list(accumulate(1 / (rank + 2.7) for rank in range(wanted)))

    def draw(self, count: int) -> list[str]:
        return self._rng.choices(self._words, cum_weights=self._frequencies, k=count)

    def rare(self, count: int) -> list[str]:
        return self._rng.choices(self._words[len(self._words) // 50 :], k=count)


def synthetic(phrases: int) -> tuple[KnowledgeBase, list[str]]:
    """A knowledge base of so many phrases, and a thousand questions to ask it."""
    rng = random.Random(phrases)
    words = _Words(phrases * 9, rng)
    entries = tuple(_entry(number, words, rng) for number in range(max(1, phrases // PHRASES_PER_ENTRY)))
    questions = [_question(rng.choice(entries), words, rng) for _ in range(1000)]
    return KnowledgeBase((Topic("synthetic", "Synthetic", entries=entries),)), questions


def _entry(number: int, words: _Words, rng: random.Random) -> Entry:
    own = words.rare(_OWN_WORDS)
    phrases = {_phrase(own, words, rng): None for _ in range(PHRASES_PER_ENTRY - 1)}
    return Entry(
        topic="synthetic",
        id=f"entry-{number}",
        title=" ".join(own[:3]),
        questions=tuple(phrases),
        answer=" ".join(words.draw(20)),
    )


def _phrase(own: Sequence[str], words: _Words, rng: random.Random) -> str:
    length = min(15, max(4, round(rng.gauss(9, 2.5))))
    return " ".join(rng.choice(own) if rng.random() < _OWN_SHARE else word for word in words.draw(length))


def _question(entry: Entry, words: _Words, rng: random.Random) -> str:
    if rng.random() < 0.1:
        return " ".join(words.draw(rng.randint(4, 12)))
    phrase = rng.choice(entry.questions).split()
    kept = [words.draw(1)[0] if rng.random() < 0.15 else word for word in phrase if rng.random() > 0.15]
    question = " ".join(kept or phrase)
    return with_typos(question, rng) if rng.random() < 1 / 3 else question
