"""Everything a knowledge base is matched by, built once."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final

import numpy as np

from bot.knowledge.model import KnowledgeBase
from bot.matching.calibration import Calibration, calibrated, sample
from bot.matching.correction import Corrector
from bot.matching.english import function_words
from bot.matching.evidence import evidence
from bot.matching.features import FeatureSpace
from bot.matching.kernel import Kernel
from bot.matching.lexicon import Lexicon
from bot.matching.phrases import Phrase, phrases_of
from bot.matching.reading import Reading, read
from bot.matching.ridge import Ridge
from bot.matching.rows import Floats, Ints, Rows
from bot.matching.text import normalise, stem, words_of
from bot.matching.vocabulary import Vocabulary

_FRAME_WEIGHT: Final = 0.2


@dataclass(frozen=True, slots=True)
class Scored:
    """What the index has to say about a question."""

    reading: Reading
    scores: Floats
    likeness: Floats
    coverage: float


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
        self.space = FeatureSpace.of(vocabulary, numbers, self.entry_of)
        self.corrector = Corrector(vocabulary, self.lexicon.words, numbers)
        self._kernel = Kernel(vocabulary, self.space.vectors(numbers), self.space.width)
        noise = np.array([phrase.noise for phrase in self.phrases], np.float32)
        likeness = self._kernel.between()
        self._ridge = Ridge(likeness, self.entry_of, noise, len(self.entries))
        self.calibration = self._calibrated(likeness)

    def score(self, words: Sequence[str]) -> Scored:
        """Score every entry for a question of these words."""
        reading = read(words, self.lexicon, self.corrector)
        likeness = self._kernel.all(self.space.query(reading.stems(), reading.letters()))
        return Scored(reading, self._ridge.scores(likeness), likeness, self._coverage(reading))

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

    def probability(self, entry: int, scored: Scored) -> float:
        """The probability that ``entry`` answers the question."""
        found = evidence(entry, scored.scores, scored.likeness, self.entry_of, scored.coverage)
        return self.calibration.probability(found)

    def _coverage(self, reading: Reading) -> float:
        stems = self.space.vocabulary.stems
        total = covered = 1e-6
        for word, guesses in zip(reading.typed, reading.guesses, strict=True):
            each = stem(guesses[0].word if guesses else word)
            number = stems.get(each)
            weight = float(self.space.stem_weights[number]) ** 2 if number is not None else self.space.unknown_weight**2
            weight *= _FRAME_WEIGHT if each in function_words() else 1.0
            total += weight
            if guesses:
                covered += weight * (1.0 if guesses[0].word == word else 0.5)
        return covered / total

    def _calibrated(self, likeness: Floats) -> Calibration:
        names = np.array([number for number, phrase in enumerate(self.phrases) if phrase.is_name], np.int32)
        names = sample(names)
        return calibrated(self._ridge, likeness, self.entry_of, names, [self._coverage_without(n) for n in names])

    def _coverage_without(self, phrase: int) -> tuple[float, float]:
        """The phrase's coverage without itself, and without its entry."""
        stems = self.space.vocabulary.stem_of
        own = stems[self._numbers.take(np.array([phrase])).columns]
        names = list(self.space.vocabulary.stems)
        weights = self.space.stem_weights[own] ** 2
        frames = np.array([_FRAME_WEIGHT if names[number] in function_words() else 1.0 for number in own])
        counts = np.bincount(stems[self._numbers.columns], minlength=len(names))
        uses = self.space.uses[-len(names) :]
        unknown = self.space.unknown_weight**2
        results: list[float] = []
        for left in (counts[own] - np.bincount(own, minlength=len(names))[own] > 0, uses[own] > 1):
            weighed = np.where(left, weights, unknown) * frames
            results.append(float((weighed * left).sum() / (weighed.sum() + 1e-6)))
        return results[0], results[1]
