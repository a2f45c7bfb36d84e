"""Everything a knowledge base is matched by, and how it follows an edit."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final, NamedTuple

import numpy as np

from bot.knowledge.model import Entry, KnowledgeBase
from bot.matching.confidence.calibration import Evidence, length_of, log_odds, probabilities
from bot.matching.confidence.coverage import Containment, Coverage
from bot.matching.language.english import function_words
from bot.matching.language.lexicon import Lexicon
from bot.matching.language.normalize import normalise, stem, words_of
from bot.matching.query import Reading, read
from bot.matching.ranking.corpus import Corpus
from bot.matching.ranking.scorer import ALL_UP_TO, NearestScorer, Scorer, Scores, WholeScorer
from bot.matching.ranking.similarity import Kernel
from bot.matching.sides import NamedSubjects
from bot.matching.spelling.corrector import Corrector
from bot.matching.vectors.bigrams import Neighbours
from bot.matching.vectors.features import FeatureSpace
from bot.matching.vectors.sparse import Floats, Ints

CANDIDATES: Final = 5
"""Entries that are weighed against each other."""
_AS_ALIKE: Final = 1e-3
"""How much less alike than the most alike phrase one may be that is the question word for word: rounding."""
_SAID: Final = 0.97
"""The probability at least of an entry that has the question itself as a phrase."""
_STALE: Final = 0.1
"""The share of changed phrases from which everything is built anew: weights are of the last build."""


@dataclass(frozen=True, slots=True)
class Scored:
    """What the index has to say about a question."""

    reading: Reading
    scores: Scores
    coverage: Coverage


class Chance(NamedTuple):
    """An entry, and the probability that it answers a question."""

    number: int
    entry: Entry
    probability: float


@dataclass(frozen=True, slots=True, eq=False)
class Index:
    """The phrases of a knowledge base, and what scores them."""

    corpus: Corpus
    space: FeatureSpace
    containment: Containment
    corrector: Corrector
    kernel: Kernel
    scorer: Scorer
    subjects: NamedSubjects
    fresh: int
    """How many phrases the last whole build had."""

    @classmethod
    def of(cls, knowledge: KnowledgeBase) -> "Index":
        """The index of a knowledge base, built whole."""
        corpus = Corpus.of(knowledge)
        neighbours = Neighbours(corpus.words, corpus.vocabulary.stem_of)
        space = FeatureSpace.of(corpus.vocabulary, neighbours, corpus.lexicon.subjects, corpus.words, corpus.entry_of)
        containment = Containment.of(corpus.words, corpus.vocabulary, space.stem_weights)
        kernel = Kernel(corpus.vocabulary.spelling, space.vectors(corpus.words), space.columns)
        corrector = Corrector.of(corpus.vocabulary, corpus.lexicon.words | corpus.spellings, corpus.words, neighbours)
        subjects = NamedSubjects(corpus.entries)
        scorer = _scorer(corpus, kernel)
        return cls(corpus, space, containment, corrector, kernel, scorer, subjects, len(corpus.phrases))

    def updated(self, knowledge: KnowledgeBase) -> "Index":
        """The index of an edited knowledge base; this one stays as it is.

        A small one is built whole. In a large one the changed entries' phrases are exchanged; the weights of all other
        phrases stay those of the last whole build, until a tenth of the phrases has changed.
        """
        if not isinstance(self.scorer, NearestScorer) or not self.corpus.lexicon.same_as(Lexicon.of(knowledge)):
            return Index.of(knowledge)
        numbers = {entry.key: number for number, entry in enumerate(self.corpus.entries) if entry}
        gone = [number for key, number in numbers.items() if key not in knowledge.entries]
        changed: dict[int, Entry] = {}
        for entry in knowledge:
            number = numbers.get(entry.key)
            if number is None:
                changed[len(self.corpus.entries) + len(changed.keys() - numbers.values())] = entry
            elif (known := self.corpus.entries[number]) is not entry and known != entry:
                changed[number] = entry
        corpus = self.corpus.revised(changed, gone)
        if len(corpus.phrases) - self.fresh > _STALE * self.fresh:
            return Index.of(knowledge)
        return self._exchanged(corpus, np.array([*changed, *gone], np.int32), self.scorer)

    def _exchanged(self, corpus: Corpus, touched: Ints, scorer: NearestScorer) -> "Index":
        """This index with the phrases that ``corpus`` has besides; the entries ``touched`` lost their old ones."""
        first = len(self.corpus.phrases)
        more = corpus.words.take(np.arange(first, len(corpus.words)))
        space = self.space.revised(corpus.vocabulary, more, corpus.entry_of[first:], touched)
        kernel = self.kernel.extended(corpus.vocabulary.spelling, space.vectors(more), space.columns)
        return replace(
            self,
            corpus=corpus,
            space=space,
            containment=self.containment.extended(more, corpus.vocabulary, space.stem_weights),
            corrector=self.corrector.extended(corpus.vocabulary),
            kernel=kernel,
            scorer=scorer.edited(kernel, corpus.entry_of, corpus.noise),
            subjects=NamedSubjects(corpus.entries),
        )

    def score(self, words: Sequence[str]) -> Scored:
        """Score every entry for a question of these words."""
        reading = read(words, self.corpus.lexicon, self.corrector)
        scores = self.scorer.scores(self.space.query(reading.stems(), reading.order(), reading.letters()))
        return Scored(reading, scores, Coverage.of(self.space, reading))

    def best(self, scored: Scored, limit: int = CANDIDATES) -> list[Chance]:
        """The entries most likely meant, best first, and the probability of each.

        One that has the question itself among its names and questions comes before all others.
        """
        said = self._said(scored)
        found = self.candidates(scored, max(limit, CANDIDATES), said)
        odds = [log_odds(evidence) + bonus for _, evidence, bonus in found]
        chances = probabilities(odds[:CANDIDATES])
        if said:
            pairs = zip(found, chances, strict=False)
            chances = [
                _SAID / len(said) if number in said else (1 - _SAID) * chance for (number, _, _), chance in pairs
            ]
        order = sorted(range(len(chances)), key=lambda place: -chances[place])
        ranked = [(found[place][0], chances[place]) for place in order]
        # Those beyond are not weighed against the others, and none comes before them.
        least = ranked[-1][1] if ranked else 0.0
        further = zip(found[CANDIDATES:], odds[CANDIDATES:], strict=True)
        ranked += sorted(
            ((n, min(least, probabilities([odd])[0])) for (n, _, _), odd in further), key=lambda pair: -pair[1]
        )
        entries = self.corpus.entries
        return [Chance(number, entry, chance) for number, chance in ranked[:limit] if (entry := entries[number])]

    def candidates(
        self, scored: Scored, limit: int = CANDIDATES, said: Collection[int] = ()
    ) -> list[tuple[int, Evidence, float]]:
        """Those ``said`` and the entries with the best scores, by number, with the evidence and the bonus of each."""
        places = scored.scores.best(limit, said)
        if not len(places):
            return []
        numbers = scored.scores.entries[places]
        own, told = scored.coverage.by(self.space.used_by(numbers, scored.coverage.features))
        names = self.corpus.names[numbers]
        columns = (
            scored.scores.values[places],
            scored.scores.variety[places],
            own,
            told * names,
            self._contained(scored, numbers),
            np.full(len(numbers), length_of(len(scored.reading.typed))),
            names,
        )
        evidence = [Evidence(*row) for row in zip(*(column.tolist() for column in columns), strict=True)]
        entries: list[int] = numbers.tolist()
        return list(zip(entries, evidence, self.subjects.bonus(entries, scored.reading.pieces), strict=True))

    def _contained(self, scored: Scored, numbers: Ints) -> Floats:
        """How much of a phrase of each of these entries the question contains, at most."""
        phrases = scored.scores.phrases
        most = np.zeros(len(self.corpus.entries), np.float32)
        contained = self.containment.shares(phrases, dict.fromkeys(scored.reading.order()))
        np.maximum.at(most, self.corpus.entry_of[phrases], contained)
        return most[numbers]

    def _said(self, scored: Scored) -> set[int]:
        """The entries that have the question itself among their names and questions."""
        near = scored.scores
        # Nothing is more alike than the same words, however many of their pairs are known.
        close: list[int] = near.phrases[near.likeness > near.likeness.max(initial=_AS_ALIKE) - _AS_ALIKE].tolist()
        words = [self.corpus.vocabulary.words.get(piece.word, -1) for piece in scored.reading.pieces]
        same = [n for n in close if self.corpus.phrases[n].is_name and self.corpus.words_of(n) == words]
        return {int(self.corpus.entry_of[n]) for n in same}

    def deciding_phrase(self, number: int, scored: Scored) -> tuple[str | None, tuple[str, ...]]:
        """The phrase of an entry that is most like the question, and the words they share, as the phrase has them."""
        near = scored.scores
        own = (self.corpus.entry_of[near.phrases] == number).nonzero()[0]
        if not len(own):
            return None, ()
        nearest = own[int(near.likeness[own].argmax())]
        phrase = self.corpus.phrases[int(near.phrases[nearest])]
        asked = {piece.stem for piece in scored.reading.pieces}
        shared = [word for word in dict.fromkeys(_words_of(phrase.text)) if stem(word) in asked]
        telling = [word for word in shared if stem(word) not in function_words()]
        return phrase.text, tuple(telling or shared)


@lru_cache(maxsize=4096)
def _words_of(phrase: str) -> tuple[str, ...]:
    return tuple(words_of(normalise(phrase)))


def _scorer(corpus: Corpus, kernel: Kernel) -> Scorer:
    if len(corpus.phrases) > ALL_UP_TO:
        return NearestScorer(kernel, corpus.entry_of, corpus.noise)
    return WholeScorer(kernel, corpus.entry_of, corpus.noise, len(corpus.entries))
