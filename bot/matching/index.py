"""Everything a knowledge base is matched by, and how it follows an edit."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from math import inf
from typing import Final, NamedTuple

import numpy as np

from bot.knowledge.model import Entry, KnowledgeBase
from bot.matching.confidence.calibration import BY_ENCODER, BY_WORDS, CandidateFeatures, log_odds, probabilities
from bot.matching.confidence.coverage import Containment, Coverage, Covered
from bot.matching.confidence.overlap import overlap_of
from bot.matching.embeddings import Embedder, embedder_of, share_of
from bot.matching.language.framing import Framing
from bot.matching.language.languages import Language
from bot.matching.language.lexicon import Lexicon
from bot.matching.language.normalize import normalise, stem
from bot.matching.language.phrases import Phrase
from bot.matching.query import ParsedQuery, parse
from bot.matching.ranking.corpus import Corpus
from bot.matching.ranking.scorer import ALL_UP_TO, NearestScorer, Scorer, Scores, WholeScorer
from bot.matching.ranking.similarity import Kernel
from bot.matching.sides import NamedSubjects
from bot.matching.spelling.corrector import Corrector
from bot.matching.vectors.bigrams import Bigrams
from bot.matching.vectors.encoder import Encoder
from bot.matching.vectors.features import FITTED, FeatureSpace
from bot.matching.vectors.layout import QueryVector
from bot.matching.vectors.sparse import Bools, Floats, Ints

CANDIDATES: Final = 5
"""Entries that are weighed against each other."""
_ROUNDING: Final = 1e-3
"""How much less similar than the most similar phrase one may be that is the question word for word."""
_EXACT_MATCH: Final = 0.97
"""The probability at least of an entry that has the question itself as a phrase."""
_ALIKE: Final = -0.25
"""The log-odds at most of an entry that lacks too much of the question: it may be suggested, never answered.

One without a telling word of it is alike in the words that frame a question ("how do I get ..."), or in meaning as far
as word vectors can tell.
"""
_WHOLE, _HALF = 0.95, 0.6
"""The share of a phrase from which a question has it whole, and from which it has more than a part of it."""
_WELL_NAMED: Final = 8
"""Names and questions an entry, on average, from which words that the knowledge base lacks tell of something else.

So they do where subjects are compared and the question names none of them.
"""
_COMPARING: Final = frozenset(map(stem, ("versus", "or", "than", "compared")))
"""Stems of the words between things that are compared: an entry named by one of them is not about another, foreign one.
"""
_STALE: Final = 0.1
"""The share of changed phrases beyond which everything is built anew: weights are of the last build."""


@dataclass(frozen=True, slots=True)
class Scored:
    """A question with the score of every entry, and how much of it each covers."""

    parsed: ParsedQuery
    scores: Scores
    coverage: Coverage
    contained: Floats
    """The share that it contains of each of the phrases that the scores come from; of their shape."""
    embedding: Floats | None
    """By the encoder; ``None`` where there is none, or it fails."""


class RankedEntry(NamedTuple):
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
    embedder: Embedder
    kernel: Kernel
    scorer: Scorer
    subjects: NamedSubjects
    framing: Framing
    overlap: float
    """How much other entries have of an entry's names, at the last whole build."""
    phrases_at_build: int
    """How many phrases the last whole build had."""
    share: float
    """The share of embeddings in the similarity."""
    encoder: Encoder | None

    @classmethod
    def of(cls, knowledge: KnowledgeBase, encoder: Encoder | None = None) -> "Index":
        """The index of a knowledge base, built whole; an ``encoder`` tells which texts are alike in meaning."""
        corpus = Corpus.of(knowledge)
        share = share_of(encoder, corpus.vocabulary.language, corpus.names_each)
        bigrams = Bigrams(corpus.words, corpus.vocabulary.stem_of)
        space = FeatureSpace.of(
            corpus.vocabulary, bigrams, corpus.lexicon.subjects, corpus.words, corpus.entry_of, corpus.is_name, share
        )
        containment = Containment.of(corpus.words, corpus.vocabulary, space.stem_weights)
        embedder = embedder_of(encoder, corpus.vocabulary.language, corpus.lexicon.subjects, share)
        embeddings = embedder.phrases(corpus.words, corpus.vocabulary)
        kernel = Kernel(corpus.vocabulary.letters, space.vectors(corpus.words), embeddings, space.layout)
        corrector = Corrector.of(corpus.vocabulary, corpus.lexicon.words | corpus.surface_forms, corpus.words, bigrams)
        subjects = NamedSubjects(corpus.entries)
        framing = Framing(corpus.lexicon.language, corpus.has_name_with)
        return cls(
            corpus,
            space,
            containment,
            corrector,
            embedder,
            kernel,
            _scorer(corpus, kernel),
            subjects,
            framing,
            overlap_of(corpus, space),
            len(corpus.phrases),
            share,
            encoder,
        )

    @property
    def language(self) -> Language:
        """How the words of the knowledge base are read."""
        return self.corpus.lexicon.language

    def updated(self, knowledge: KnowledgeBase) -> "Index":
        """The index of an edited knowledge base; this one stays as it is.

        A small one is built whole. In a large one the changed entries' phrases are exchanged; the weights of all other
        phrases stay those of the last whole build, until a tenth of the phrases has changed.
        """
        if not isinstance(self.scorer, NearestScorer) or not self.corpus.lexicon.same_as(Lexicon.of(knowledge)):
            return Index.of(knowledge, self.encoder)
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
        if len(corpus.phrases) - self.phrases_at_build > _STALE * self.phrases_at_build:
            return Index.of(knowledge, self.encoder)
        return self._exchanged(corpus, np.array([*changed, *gone], np.int32), self.scorer)

    def _exchanged(self, corpus: Corpus, touched: Ints, scorer: NearestScorer) -> "Index":
        """This index with the further phrases of ``corpus``; the entries ``touched`` lost their old ones."""
        first = len(self.corpus.phrases)
        added = corpus.words.take(np.arange(first, len(corpus.words)))
        space = self.space.revised(corpus.vocabulary, added, corpus.entry_of[first:], corpus.is_name[first:], touched)
        embeddings = self.embedder.phrases(added, corpus.vocabulary)
        kernel = self.kernel.extended(corpus.vocabulary.letters, space.vectors(added), embeddings, space.layout)
        return replace(
            self,
            corpus=corpus,
            space=space,
            containment=self.containment.extended(added, corpus.vocabulary, space.stem_weights),
            corrector=self.corrector.extended(corpus.vocabulary),
            kernel=kernel,
            scorer=scorer.edited(kernel, corpus.entry_of, corpus.noise),
            subjects=NamedSubjects(corpus.entries),
            framing=Framing(self.language, corpus.has_name_with),
        )

    def score(self, words: Sequence[str]) -> Scored:
        """Score every entry for a question of these words."""
        parsed = parse(words, self.corpus.lexicon, self.corrector)
        vector = self.vector_of(parsed)
        scores = self.scorer.scores(vector)
        contained = self.containment.shares(scores.phrases, dict.fromkeys(parsed.order))
        embedding = None if self.encoder is None or not vector.embedding.any() else vector.embedding
        return Scored(parsed, scores, Coverage.of(self.space, parsed), contained, embedding)

    def vector_of(self, parsed: ParsedQuery) -> QueryVector:
        """The vector of a question."""
        embedding = self.embedder.question(parsed)
        vector = self.space.query_vector(parsed.stems, parsed.order, parsed.letters(), embedding)
        # Where the encoder fails, the words have its share too.
        return vector if self.encoder is None or embedding.any() else vector.scaled(1 / (1 - self.share))

    def best(self, scored: Scored, limit: int = CANDIDATES) -> list[RankedEntry]:
        """The entries most likely meant, best first, and the probability of each.

        One that has the question itself among its names and questions comes before all others. The first ``CANDIDATES``
        are weighed against each other; those beyond are weighed alone, and come after them.
        """
        exact = self.exact_matches(scored)
        places = scored.scores.best(max(limit, CANDIDATES), exact)
        numbers: list[int] = scored.scores.entries[places].tolist()
        calibration = BY_WORDS if scored.embedding is None else BY_ENCODER
        covered = self._covered(scored, places)
        features = self._features(scored, places, covered)
        odds = [log_odds(each, calibration) for each in features]
        odds = list(map(min, odds, self._most(scored, numbers, covered.has)))
        weighed = probabilities(odds[:CANDIDATES])
        if exact:
            weighed = [
                _EXACT_MATCH / len(exact) if number in exact else (1 - _EXACT_MATCH) * probability
                for number, probability in zip(numbers, weighed, strict=False)
            ]
        ranked = _by_probability(numbers[:CANDIDATES], weighed)
        least = ranked[-1][1] if ranked else 0.0
        alone = [min(least, probabilities([odd])[0]) for odd in odds[CANDIDATES:]]
        ranked += _by_probability(numbers[CANDIDATES:], alone)
        entries = self.corpus.entries
        return [RankedEntry(number, entry, share) for number, share in ranked[:limit] if (entry := entries[number])]

    def candidates(self, scored: Scored, limit: int = CANDIDATES) -> list[tuple[int, CandidateFeatures]]:
        """The entries with the best scores, by number, with the features of each."""
        places = scored.scores.best(limit)
        found = self._features(scored, places, self._covered(scored, places))
        return list(zip(scored.scores.entries[places].tolist(), found, strict=True))

    def _covered(self, scored: Scored, places: Ints) -> Covered:
        """How much the entries at these ``places`` of the scores cover of the question."""
        return scored.coverage.by(self.space.used_by(scored.scores.entries[places], scored.coverage.features))

    def _features(self, scored: Scored, places: Ints, covered: Covered) -> list[CandidateFeatures]:
        """The features of the entries at these ``places`` of the scores, which cover so much of the question."""
        numbers = scored.scores.entries[places]
        columns = zip(
            scored.scores.values[places].tolist(),
            self.corpus.names[numbers].tolist(),
            self.contained(scored, numbers).tolist(),
            self.subjects.compared_by(numbers.tolist(), scored.parsed.tokens),
            covered.share,
            covered.information,
            covered.told,
            self._meaning(scored, numbers),
            strict=True,
        )
        return [
            CandidateFeatures(
                score=score,
                told=told * (2 - told),
                information=information * names,
                match=share * contained,
                names=names,
                named=float(is_compared and told > 0),
                overlap=self.overlap**2,
                crowded=self.overlap * score,
                meaning=meaning,
            )
            for score, names, contained, is_compared, share, information, told, meaning in columns
        ]

    def having_all(self, scored: Scored, numbers: Sequence[int]) -> list[int]:
        """Those of these entries that have every word of the question which tells something, and not another for it."""
        used = self.space.used_by(np.array(numbers, np.int32), scored.coverage.features)
        return [number for number, has in zip(numbers, scored.coverage.all_by(used), strict=True) if has]

    def _most(self, scored: Scored, numbers: Sequence[int], has: Sequence[float]) -> list[float]:
        """The log-odds at most of each of these entries, which have so many telling words of the question."""
        coverage, is_short = scored.coverage, self.containment.is_short
        names_none = not self.subjects.are_named(scored.parsed.tokens)
        alike = set[int]()
        # An encoder tells more than the words that are shared, where they are few.
        by_words = scored.embedding is None
        if by_words:
            alike.update(entry for entry, each in zip(numbers, has, strict=True) if coverage.is_none(each))
        if names_none and coverage.is_foreign:
            alike |= self._only_by(is_short & self.corpus.is_alias, scored, numbers)
            little = [entry for entry, each in zip(numbers, has, strict=True) if coverage.is_little(each)]
            if by_words and len(self.corpus.entries) < FITTED:
                alike.update(little)
            elif self.corpus.names_each >= _WELL_NAMED:
                alike.update(filter(self.subjects.is_beside, little))
        if names_none and not coverage.is_whole and _COMPARING.intersection(scored.parsed.order):
            alike |= self._only_by(is_short, scored, numbers)
        return [_ALIKE if entry in alike else inf for entry in numbers]

    def _only_by(self, names: Bools, scored: Scored, entries: Sequence[int]) -> set[int]:
        """Those of these entries found by nothing but such ``names``, of which the question has one whole.

        ``names``, shape (phrases,), says which phrases are such.
        """
        phrases, contained = scored.scores.phrases, scored.contained
        such = names[phrases]
        most, others = (self._greatest(phrases[which], contained[which]) for which in (such, ~such))
        return {entry for entry in entries if most[entry] > _WHOLE and others[entry] < _HALF}

    def contained(self, scored: Scored, numbers: Ints) -> Floats:
        """The greatest share that the question contains of a phrase of each of these entries; of their shape."""
        return self._greatest(scored.scores.phrases, scored.contained)[numbers]

    def _meaning(self, scored: Scored, numbers: Ints) -> list[float]:
        """How alike in meaning the question and a phrase of each of these entries are at most."""
        if scored.embedding is None:
            return [0.0] * len(numbers)
        phrases = scored.scores.phrases
        own = phrases[np.isin(self.corpus.entry_of[phrases], numbers)]
        return self._greatest(own, self.kernel.meaning(scored.embedding, own) / self.share)[numbers].tolist()

    def _greatest(self, phrases: Ints, values: Floats) -> Floats:
        """The greatest of the ``values`` of these phrases for each entry; shape (entries,)."""
        greatest = np.zeros(len(self.corpus.entries), np.float32)
        np.maximum.at(greatest, self.corpus.entry_of[phrases], values)
        return greatest

    def exact_matches(self, scored: Scored) -> set[int]:
        """The entries that have the question itself among their names and questions."""
        near = scored.scores
        # Nothing is more similar than the same words, however many of their pairs are known.
        close: list[int] = near.phrases[near.similarity > near.similarity.max(initial=_ROUNDING) - _ROUNDING].tolist()
        words = [self.corpus.vocabulary.words.get(token.word, -1) for token in scored.parsed.tokens]
        same = [n for n in close if self.corpus.phrases[n].is_name and self.corpus.words_of(n) == words]
        return {int(self.corpus.entry_of[n]) for n in same}

    def wordings(self, number: int, scored: Scored) -> list[Phrase]:
        """The phrases of an entry that the scores come from, the most similar to the question first."""
        near = scored.scores
        own = (self.corpus.entry_of[near.phrases] == number).nonzero()[0]
        nearest: list[int] = near.phrases[own[(-near.similarity[own]).argsort(kind="stable")]].tolist()
        return [self.corpus.phrases[phrase] for phrase in nearest]

    def deciding_phrase(self, number: int, scored: Scored) -> tuple[str | None, tuple[str, ...]]:
        """The phrase of an entry that is most similar to the question, and the words they share, spelt as in it."""
        near = scored.scores
        own = (self.corpus.entry_of[near.phrases] == number).nonzero()[0]
        if not len(own):
            return None, ()
        nearest = own[int(near.similarity[own].argmax())]
        phrase = self.corpus.phrases[int(near.phrases[nearest])]
        asked = {token.stem for token in scored.parsed.tokens}
        language = self.language
        shared = [word for word in dict.fromkeys(_words_of(phrase.text, language)) if language.stem(word) in asked]
        content = [word for word in shared if not language.is_stop_word(language.stem(word))]
        return phrase.text, tuple(content or shared)


@lru_cache(maxsize=4096)
def _words_of(phrase: str, language: Language) -> tuple[str, ...]:
    return tuple(language.words_of(normalise(phrase)))


def _by_probability(numbers: Sequence[int], shares: Sequence[float]) -> list[tuple[int, float]]:
    """Entries with their probabilities, the likeliest first."""
    return sorted(zip(numbers, shares, strict=True), key=lambda pair: -pair[1])


def _scorer(corpus: Corpus, kernel: Kernel) -> Scorer:
    if len(corpus.phrases) > ALL_UP_TO:
        return NearestScorer(kernel, corpus.entry_of, corpus.noise)
    return WholeScorer(kernel, corpus.entry_of, corpus.noise, len(corpus.entries))
