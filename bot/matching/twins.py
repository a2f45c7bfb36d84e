"""Near twins: entries of which each has names or questions that, by their words, may as well ask for the other."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from operator import itemgetter
from typing import Final

from bot.knowledge.model import Entry
from bot.matching.ranking.corpus import Corpus
from bot.matching.readings import TELLING

_OTHERS: Final = 20
"""To how many entries a phrase may lead: with a word that hundreds have, each pair of them would be compared."""
_Words = frozenset[int]
"""The stems of a phrase that tell what it says, by number."""


@dataclass(frozen=True, slots=True)
class Twins:
    """Two entries that look alike."""

    first: Entry
    second: Entry
    phrases: tuple[str, str]
    """A name or question of the first that may ask for the second as well, and one the other way round."""


def twins_in(corpus: Corpus, among: Collection[str] | None = None) -> list[Twins]:
    """The near twins in a knowledge base, or those to which one of the entries ``among`` belongs, by their keys.

    Each name and question is asked as if its own entry did not have it. It leads to another entry that has all of its
    words, and a phrase as near to it as any that is left to its own: near by the share of words in common (Jaccard
    1901). Two entries are twins if phrases of each lead to the other, and ``l**2 >= 2 * n``, where ``l`` do in all, and
    the entry that has fewer phrases has ``n``: one each of two, two each of eight. The more phrases there are, the
    smaller a share of them is no chance.
    """
    said, entries = _said(corpus), corpus.entries
    having: defaultdict[int, set[int]] = defaultdict(set)
    for number, phrases in said.items():
        for word in _Words().union(*(words for words, _ in phrases)):
            having[word].add(number)
    stems = corpus.vocabulary.stems
    subjects = _Words(stems[name] for name in corpus.lexicon.subjects if name in stems)
    wanted = {number for number in said if (entry := entries[number]) and (among is None or entry.key in among)}
    leading: defaultdict[tuple[int, int], list[tuple[float, str]]] = defaultdict(list)
    for number, phrases in said.items():
        for place, (words, text) in enumerate(phrases):
            candidates = [having[word] for word in words] + ([] if number in wanted else [wanted])
            others = set[int].intersection(*sorted(candidates, key=len)) - {number}
            least = _nearness(words, phrases[:place] + phrases[place + 1 :], subjects) if others else 0
            for other in sorted(others)[:_OTHERS]:
                if (near := _nearness(words, said[other], subjects)) >= least:
                    leading[number, other].append((near, text))
    found = list[Twins]()
    for (number, other), there in leading.items():
        back = leading.get((other, number), [])
        first, second, fewer = entries[number], entries[other], min(len(said[number]), len(said[other]))
        if number < other and first and second and back and (len(there) + len(back)) ** 2 >= 2 * fewer:
            found.append(Twins(first, second, (_nearest(there), _nearest(back))))
    return found


def _said(corpus: Corpus) -> dict[int, list[tuple[_Words, str]]]:
    """The names and questions of each entry, by number, that have more than stop words."""
    stems, is_stop_word = corpus.vocabulary.stems, corpus.vocabulary.language.is_stop_word
    content = _Words(number for each, number in stems.items() if not is_stop_word(each))
    telling = content.union(number for each, number in stems.items() if each in TELLING)
    said: defaultdict[int, list[tuple[_Words, str]]] = defaultdict(list)
    numbers: list[int] = corpus.named.tolist()
    for phrase in numbers:
        words = _Words(corpus.vocabulary.stem_of[corpus.words_of(phrase)].tolist())
        if not words.isdisjoint(content):
            said[int(corpus.entry_of[phrase])].append((words & telling, corpus.phrases[phrase].text))
    return said


def _nearness(words: _Words, phrases: Iterable[tuple[_Words, str]], subjects: _Words) -> float:
    """How near the nearest of these phrases is to ``words``, from 0 to 1; what names other subjects is not at all."""
    named = words & subjects
    return max((len(words & each) / len(words | each) for each, _ in phrases if named <= each), default=0.0)


def _nearest(leading: list[tuple[float, str]]) -> str:
    """The phrase that is nearest to the other entry: of equal ones the last, which is a question rather than a name."""
    return max(reversed(leading), key=itemgetter(0))[1]
