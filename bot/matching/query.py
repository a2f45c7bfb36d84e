"""A question as the matcher reads it: words corrected, declared terms replaced."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import log
from typing import Final

from bot.matching.language.lexicon import Lexicon, Piece
from bot.matching.language.normalize import stem
from bot.matching.spelling.corrector import Corrector, Guess

_REPEATS: Final = 3
"""How often a word counts at most."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The words of one question."""

    typed: tuple[str, ...]
    guesses: tuple[tuple[Guess, ...], ...]
    """For each typed word what it may be, best first."""
    pieces: tuple[Piece, ...]
    """The best guesses with declared terms replaced."""

    def stems(self) -> dict[str, float]:
        """Stems with how much each counts."""
        weights = _damped(self.order())
        for found in self.guesses:
            if len(found) > 1:
                best = stem(found[0].word)
                weights[best] = weights.get(best, 1.0) - (1 - found[0].weight)
                for guess in found[1:]:
                    each = stem(guess.word)
                    weights[each] = weights.get(each, 0.0) + guess.weight
        return {each: weight for each, weight in weights.items() if weight > 0}

    def order(self) -> list[str]:
        """The stems as they follow each other."""
        return [piece.stem for piece in self.pieces]

    def letters(self) -> list[tuple[str, float]]:
        """Words with how much the letters of each count."""
        words: list[tuple[str, float]] = []
        for piece in self.pieces:
            typed = self.typed[piece.first]
            found = self.guesses[piece.first]
            if piece.first == piece.last and found and found[0].word != typed and not piece.subjects:
                words += [(guess.word, guess.weight) for guess in found]
            else:
                words.append((piece.word, 1.0))
        return words


def read(words: Sequence[str], lexicon: Lexicon, corrector: Corrector) -> Reading:
    """Correct ``words`` and replace the declared terms among them."""
    words = corrector.respaced(words)
    guesses = corrector.read(words)
    best = [found[0].word if found else word for word, found in zip(words, guesses, strict=True)]
    return Reading(tuple(words), tuple(guesses), tuple(lexicon.read(best)))


def _damped(counts: Sequence[str]) -> dict[str, float]:
    """How much each of these stems counts: the first time in full, then ever less, and soon no more."""
    return {each: 1 + log(min(times, _REPEATS)) for each, times in Counter(counts).items()}
