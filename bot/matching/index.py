"""Everything a knowledge base is matched by, and how it follows an edit."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from bot.knowledge.model import Entry, KnowledgeBase
from bot.matching.calibration import Calibration
from bot.matching.corpus import Corpus
from bot.matching.correction import Corrector
from bot.matching.coverage import Coverage
from bot.matching.english import function_words
from bot.matching.evidence import Words, evidence
from bot.matching.examination import examined
from bot.matching.features import FeatureSpace
from bot.matching.kernel import Kernel
from bot.matching.lexicon import Lexicon
from bot.matching.reading import Reading, read
from bot.matching.ridge import Scores
from bot.matching.rows import Floats, Ints
from bot.matching.scoring import ALL_UP_TO, Near, NearestScorer, Scorer, WholeScorer
from bot.matching.subjects import NamedSubjects
from bot.matching.text import normalise, stem, words_of

_SAME: Final = 0.9
"""The likeness from which a phrase may be the question word for word."""
_SAID: Final = 0.97
"""The probability at least of an entry that has the question itself as a phrase."""
_STALE: Final = 0.1
"""The share of changed phrases from which everything is built anew: weights and confidence are of the last build."""


@dataclass(frozen=True, slots=True)
class Scored:
    """What the index has to say about a question."""

    reading: Reading
    scores: Scores
    near: Near
    coverage: Coverage


@dataclass(frozen=True, slots=True)
class Chance:
    """An entry, and the probability that it answers a question."""

    number: int
    entry: Entry
    probability: float


@dataclass(frozen=True, slots=True, eq=False)
class Index:
    """The phrases of a knowledge base, and what scores them."""

    corpus: Corpus
    space: FeatureSpace
    corrector: Corrector
    kernel: Kernel
    scorer: Scorer
    calibration: Calibration
    subjects: NamedSubjects
    fresh: int
    """How many phrases the last whole build had."""

    @classmethod
    def of(cls, knowledge: KnowledgeBase) -> "Index":
        """The index of a knowledge base, built whole."""
        corpus = Corpus.of(knowledge)
        space = FeatureSpace.of(corpus.vocabulary, corpus.lexicon.subjects, corpus.words, corpus.entry_of)
        kernel = Kernel(corpus.vocabulary, space.vectors(corpus.words), space.width)
        corrector = Corrector.of(corpus.vocabulary, corpus.lexicon.words, corpus.words)
        kind = WholeScorer if len(corpus.phrases) <= ALL_UP_TO else NearestScorer
        scorer = kind(kernel, corpus.entry_of, corpus.noise, len(corpus.entries))
        calibration = examined(corpus, space, scorer)
        subjects = NamedSubjects(corpus.entries)
        return cls(corpus, space, corrector, kernel, scorer, calibration, subjects, len(corpus.phrases))

    def updated(self, knowledge: KnowledgeBase) -> "Index":
        """The index of an edited knowledge base; this one stays as it is.

        A small one is built whole. In a large one the changed entries' phrases are exchanged; the weights of all other
        phrases and the confidence stay those of the last whole build, until a tenth of the phrases has changed.
        """
        if self.fresh <= ALL_UP_TO or not self.corpus.lexicon.same_as(Lexicon.of(knowledge)):
            return Index.of(knowledge)
        numbers = {entry.key: number for number, entry in enumerate(self.corpus.entries) if entry}
        gone = [number for key, number in numbers.items() if key not in knowledge.entries]
        changed: dict[int, Entry] = {}
        for entry in knowledge:
            number = numbers.get(entry.key)
            if number is None:
                changed[len(self.corpus.entries) + len(changed.keys() - numbers.values())] = entry
            elif self.corpus.entries[number] != entry:
                changed[number] = entry
        corpus = self.corpus.revised(changed, gone)
        if len(corpus.phrases) - self.fresh > _STALE * self.fresh:
            return Index.of(knowledge)
        return self._exchanged(corpus, np.array([*changed, *gone], np.int32))

    def _exchanged(self, corpus: Corpus, touched: Ints) -> "Index":
        """This index with the phrases that ``corpus`` has besides; the entries ``touched`` lost their old ones."""
        first = len(self.corpus.phrases)
        more = corpus.words.take(np.arange(first, len(corpus.words)))
        space = self.space.revised(corpus.vocabulary, more, corpus.entry_of[first:], touched)
        kernel = self.kernel.extended(corpus.vocabulary, space.vectors(more), space.width)
        return replace(
            self,
            corpus=corpus,
            space=space,
            corrector=self.corrector.extended(corpus.vocabulary),
            kernel=kernel,
            scorer=NearestScorer(kernel, corpus.entry_of, corpus.noise, len(corpus.entries)),
            subjects=NamedSubjects(corpus.entries),
        )

    def score(self, words: Sequence[str]) -> Scored:
        """Score every entry for a question of these words."""
        reading = read(words, self.corpus.lexicon, self.corrector)
        scores, near = self.scorer.scores(self.space.query(reading.stems(), reading.letters()))
        return Scored(reading, scores, near, Coverage.of(self.space, reading))

    def best(self, scored: Scored, limit: int) -> list[Chance]:
        """The entries with the best scores and the probability of each, which never rises down the list."""
        second = scored.scores.second
        able = np.flatnonzero(second != 0) if len(second) > limit else np.arange(len(second))
        said = self._said(scored)
        order = able[np.lexsort((-second[able], ~np.isin(able, said)))][:limit]
        if not len(order):
            return []
        bonus = self.subjects.bonus(order, scored.reading.pieces)
        chances = self.calibration.probability(self.evidence(order, scored), bonus)
        chances = np.where(np.isin(order, said), np.maximum(chances, _SAID), chances)
        falling: list[float] = np.minimum.accumulate(chances).tolist()
        numbers: list[int] = order.tolist()
        return [
            Chance(number, entry, chance)
            for number, chance in zip(numbers, falling, strict=True)
            if (entry := self.corpus.entries[number])
        ]

    def _said(self, scored: Scored) -> Ints:
        """The entries that have the question itself among their names and questions."""
        words = [self.corpus.vocabulary.words.get(piece.word, -1) for piece in scored.reading.pieces]
        close: list[int] = scored.near.phrases[scored.near.likeness > _SAME].tolist()
        same = [n for n in close if self.corpus.phrases[n].is_name and self.corpus.words_of(n) == words]
        return self.corpus.entry_of[same]

    def evidence(self, entries: Ints, scored: Scored) -> Floats:
        """What speaks for each of ``entries``."""
        own = scored.coverage.share(self.space.used_by(entries, scored.coverage.columns))
        return evidence(entries, scored.scores, Words(own, len(scored.reading.typed)))

    def deciding_phrase(self, number: int, scored: Scored) -> tuple[str | None, tuple[str, ...]]:
        """The phrase of an entry that is most like the question, and the words they share, as the phrase has them."""
        own = np.flatnonzero(self.corpus.entry_of[scored.near.phrases] == number)
        if not len(own):
            return None, ()
        nearest = own[int(scored.near.likeness[own].argmax())]
        phrase = self.corpus.phrases[int(scored.near.phrases[nearest])]
        asked = scored.reading.stems()
        shared = [word for word in dict.fromkeys(words_of(normalise(phrase.text))) if stem(word) in asked]
        telling = [word for word in shared if stem(word) not in function_words()]
        return phrase.text, tuple(telling or shared)

    def is_phrase(self, words: Sequence[str]) -> bool:
        """Whether an entry is asked for in exactly these words."""
        scored = self.score(words)
        found = self.best(scored, 1)
        phrase = self.deciding_phrase(found[0].number, scored)[0] if found else None
        return phrase is not None and words_of(normalise(phrase)) == list(words)
