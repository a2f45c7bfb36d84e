"""A knowledge base asks itself its own names and questions, to learn how far its confidence can be trusted.

No off-topic question is needed. Each phrase is asked twice: with itself left out, when its entry is right, and with
its whole entry left out, when nothing is right.
"""

from typing import Final

import numpy as np

from bot.matching.calibration import Calibration
from bot.matching.corpus import Corpus
from bot.matching.coverage import Coverage
from bot.matching.evidence import Words, evidence
from bot.matching.features import FeatureSpace
from bot.matching.ridge import Scores
from bot.matching.rows import Floats, Ints
from bot.matching.scoring import Scorer

_ASKED: Final = 240
"""Phrases asked at most, evenly spread, so that the same knowledge base always asks the same."""


def examined(corpus: Corpus, space: FeatureSpace, scorer: Scorer) -> Calibration:
    """The calibration that fits what the knowledge base answers to itself."""
    if len(corpus.entries) < 2:
        return Calibration.general()
    examination = _Examination(corpus, space)
    asked = _asked(corpus)
    found: list[Floats] = []
    right: list[bool] = []
    for phrase, (without_itself, without_entry) in zip(asked.tolist(), scorer.left_out(asked), strict=True):
        # An entry's only phrase is not asked the first way: nothing would be left to find.
        if examination.others(phrase).size:
            best, seen = examination.without_itself(phrase, without_itself)
            found.append(seen)
            right.append(best == corpus.entry_of[phrase])
        found.append(examination.without_entry(phrase, without_entry))
        right.append(False)
    return Calibration.fitted(np.concatenate(found), np.array(right)) if found else Calibration.general()


def _asked(corpus: Corpus) -> Ints:
    """The phrases that people would type, or a fair sample of them, entry by entry."""
    names = np.array([number for number, phrase in enumerate(corpus.phrases) if phrase.is_name], np.int32)
    if len(names) > _ASKED:
        names = names[np.linspace(0, len(names) - 1, _ASKED).astype(np.int32)]
    return names


class _Examination:
    def __init__(self, corpus: Corpus, space: FeatureSpace) -> None:
        self._corpus = corpus
        self._space = space
        self._stems = list(corpus.vocabulary.stems)

    def others(self, phrase: int) -> Ints:
        """The other phrases of the phrase's entry."""
        own = np.flatnonzero(self._corpus.entry_of == self._corpus.entry_of[phrase])
        return own[own != phrase]

    def without_itself(self, phrase: int, scores: Scores) -> tuple[int, Floats]:
        """The entry found with the phrase left out, and the evidence for it."""
        best = scores.best
        asked = self._coverage(phrase)
        if best == self._corpus.entry_of[phrase]:
            used = np.isin(asked.columns, self._space.features_of(self._corpus.words.take(self.others(phrase))))
            return best, self._evidence(phrase, best, scores, asked.share(used[None]))
        return best, self._evidence(phrase, best, scores, self._share(asked, best))

    def without_entry(self, phrase: int, scores: Scores) -> Floats:
        """The evidence for the entry found with the phrase's own left out."""
        own = int(self._corpus.entry_of[phrase])
        second = scores.second.copy()
        second[own] = second.min() - 1
        left = Scores(scores.first, second)
        return self._evidence(phrase, left.best, left, self._share(self._coverage(phrase), left.best))

    def _coverage(self, phrase: int) -> Coverage:
        stem_of = self._corpus.vocabulary.stem_of
        words = self._corpus.words_of(phrase)
        return Coverage(self._space, [(self._stems[int(stem_of[word])], 1.0) for word in words])

    def _share(self, asked: Coverage, entry: int) -> Floats:
        return asked.share(self._space.used_by(np.array([entry]), asked.columns))

    def _evidence(self, phrase: int, entry: int, scores: Scores, share: Floats) -> Floats:
        return evidence(np.array([entry]), scores, Words(share, len(self._corpus.words_of(phrase))))
