"""Everything a knowledge base is matched by, built once."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final

import numpy as np
import numpy.typing as npt

from bot.knowledge.model import KnowledgeBase
from bot.matching.calibration import Calibration
from bot.matching.correction import Corrector
from bot.matching.coverage import Coverage
from bot.matching.english import function_words
from bot.matching.evidence import Words, evidence
from bot.matching.features import FeatureSpace
from bot.matching.kernel import Kernel
from bot.matching.lexicon import Lexicon
from bot.matching.phrases import Phrase, phrases_of
from bot.matching.reading import Reading, read
from bot.matching.ridge import Ridge, Scores
from bot.matching.rows import Floats, Ints, Rows
from bot.matching.subjects import NamedSubjects
from bot.matching.text import normalise, stem, words_of
from bot.matching.vocabulary import Vocabulary

_SAMPLES: Final = 300
"""Phrases at most that the confidence is calibrated on."""


@dataclass(frozen=True, slots=True)
class Scored:
    """What the index has to say about a question."""

    reading: Reading
    scores: Scores
    likeness: Floats
    coverage: Coverage


class Index:
    """The phrases of a knowledge base, and the regression over them."""

    def __init__(self, knowledge: KnowledgeBase) -> None:
        self.entries = list(knowledge.entries)
        self._number = {key: number for number, key in enumerate(self.entries)}
        self.lexicon = Lexicon.of(knowledge)
        found = [(number, phrase) for number, entry in enumerate(knowledge) for phrase in phrases_of(entry)]
        self.phrases: list[Phrase] = [phrase for _, phrase in found]
        self.names = frozenset(" ".join(words_of(normalise(p.text))) for p in self.phrases if p.is_name)
        """The names and questions of entries, in their plain words."""
        self.entry_of: Ints = np.array([number for number, _ in found], np.int32)
        words = [[piece.word for piece in self.lexicon.read(words_of(normalise(p.text)))] for p in self.phrases]
        vocabulary = Vocabulary.of(chain.from_iterable(words))
        numbers = Rows.of(
            [len(row) for row in words], np.array([vocabulary.words[word] for row in words for word in row], np.int32)
        )
        self._numbers = numbers
        self._subjects = NamedSubjects(knowledge)
        self.space = FeatureSpace.of(vocabulary, numbers, self.entry_of)
        self.corrector = Corrector(vocabulary, self.lexicon.words, numbers)
        self._vectors = self.space.vectors(numbers)
        self._kernel = Kernel(vocabulary, self._vectors, self.space.width)
        noise = np.array([phrase.noise for phrase in self.phrases], np.float32)
        likeness = self._kernel.between()
        self._ridge = Ridge(likeness, self.entry_of, noise, len(self.entries))
        self._calibration = self._calibrated(likeness)

    def score(self, words: Sequence[str]) -> Scored:
        """Score every entry for a question of these words."""
        reading = read(words, self.lexicon, self.corrector)
        likeness = self._kernel.all(self.space.query(reading.stems(), reading.letters()))
        return Scored(reading, self._ridge.scores(likeness), likeness, Coverage.of(self.space, reading))

    def probabilities(self, entries: npt.NDArray[np.integer], scored: Scored) -> npt.NDArray[np.float64]:
        """The probability that each of ``entries`` answers the question."""
        bonus = self._subjects.bonus(entries, scored.reading.pieces)
        return self._calibration.probability(self.evidence(entries, scored), bonus)

    def evidence(self, entries: npt.NDArray[np.integer], scored: Scored) -> npt.NDArray[np.float64]:
        """What speaks for each of ``entries``."""
        own = scored.coverage.share(self.space.used_by(entries, scored.coverage.columns))
        return evidence(entries, scored.scores, Words(own, len(scored.reading.typed)))

    def deciding_phrase(self, key: str, scored: Scored) -> tuple[str | None, tuple[str, ...]]:
        """The phrase of an entry that is most like the question, and the words they share, as the phrase has them."""
        own = np.flatnonzero(self.entry_of == self._number[key])
        if not len(own):
            return None, ()
        phrase = self.phrases[int(own[scored.likeness[own].argmax()])]
        asked = scored.reading.stems()
        shared = [word for word in dict.fromkeys(words_of(normalise(phrase.text))) if stem(word) in asked]
        telling = [word for word in shared if stem(word) not in function_words()]
        return phrase.text, tuple(telling or shared)

    def _calibrated(self, likeness: Floats) -> Calibration:
        """Calibrate without off-topic questions, by asking the knowledge base its own names and questions.

        Each is asked twice: with itself left out, when its entry is right, and with its whole entry left out, when
        nothing is right. An entry's only phrase is not asked the first way: nothing would be left to find.
        """
        names = np.array([number for number, phrase in enumerate(self.phrases) if phrase.is_name], np.int32)
        if len(names) > _SAMPLES:
            names = names[np.linspace(0, len(names) - 1, _SAMPLES).astype(np.int32)]
        found: list[npt.NDArray[np.float64]] = []
        right: list[bool] = []
        for phrase in names.tolist():
            own = np.flatnonzero(self.entry_of == self.entry_of[phrase]).astype(np.int32)
            for left_out in (np.array([phrase], np.int32), own)[len(own) == 1 :]:
                best, seen = self._asked_without(phrase, left_out, likeness)
                if best is not None:
                    found.append(seen)
                    right.append(bool(left_out is not own and best == self.entry_of[phrase]))
        return Calibration.fitted(np.concatenate(found), np.array(right)) if found else Calibration.general()

    def _asked_without(
        self, phrase: int, left_out: Ints, likeness: Floats
    ) -> tuple[int | None, npt.NDArray[np.float64]]:
        """The entry that answers a phrase best, with phrases left out, and the evidence for it."""
        entry = int(self.entry_of[phrase])
        rest = np.setdiff1d(np.flatnonzero(self.entry_of == entry), left_out)
        if len(rest) == 0 and len(self.entries) == 1:
            return None, np.zeros((0, 0))
        scores = self._ridge.scores_without(likeness[phrase], left_out)
        if not len(rest):
            scores.second[entry] = scores.second.min() - 1
        best = np.array([scores.best])
        stems = list(self.space.vocabulary.stems)
        numbers = self.space.vocabulary.stem_of[self._numbers.take(np.array([phrase])).columns]
        known = Coverage(self.space, [(stems[number], 1.0) for number in numbers])
        if best[0] == entry:
            used = np.isin(known.columns, self._vectors.features.take(rest).columns)[None]
        else:
            used = self.space.used_by(best, known.columns)
        return int(best[0]), evidence(best, scores, Words(known.share(used), len(numbers)))
