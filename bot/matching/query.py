"""Parses a question: words are corrected, and declared terms replaced."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import log
from typing import Final

from bot.matching.language.languages import Language
from bot.matching.language.lexicon import Lexicon, Token
from bot.matching.spelling.corrector import Corrector, Guess

_REPEATS: Final = 3
"""How often a word counts at most."""


@dataclass(frozen=True)
class ParsedQuery:
    """The words of one question, as they are typed and as they are understood."""

    typed: tuple[str, ...]
    """With missing and surplus spaces mended."""
    guesses: tuple[tuple[Guess, ...], ...]
    """For each typed word what it may be, best first; none where nothing is near."""
    tokens: tuple[Token, ...]
    """The best guess at each typed word, or the word itself where there is none, with declared terms replaced."""
    language: Language

    @cached_property
    def stems(self) -> Mapping[str, float]:
        """The stems of all guesses, with how much each counts."""
        weights = _damped(self.order)
        uncertain = [found for found in self.guesses if len(found) > 1]
        if not uncertain:
            return weights
        for found in uncertain:
            best = self.language.stem(found[0].word)
            weights[best] = weights.get(best, 1.0) - (1 - found[0].weight)
            for guess in found[1:]:
                each = self.language.stem(guess.word)
                weights[each] = weights.get(each, 0.0) + guess.weight
        return {each: weight for each, weight in weights.items() if weight > 0}

    @cached_property
    def order(self) -> Sequence[str]:
        """The stems of the tokens as they follow each other."""
        return [token.stem for token in self.tokens]

    def letters(self) -> list[tuple[str, float]]:
        """The words whose letters are compared, with how much each counts."""
        words: list[tuple[str, float]] = []
        for token in self.tokens:
            typed = self.typed[token.first]
            found = self.guesses[token.first]
            if token.first == token.last and found and found[0].word != typed and not token.subjects:
                words += [(guess.word, guess.weight) for guess in found]
            else:
                words.append((token.word, 1.0))
        return words


def parse(words: Sequence[str], lexicon: Lexicon, corrector: Corrector) -> ParsedQuery:
    """Correct ``words`` and replace the declared terms among them."""
    words = corrector.respaced(words)
    guesses = corrector.guesses(words)
    best = [found[0].word if found else word for word, found in zip(words, guesses, strict=True)]
    return ParsedQuery(tuple(words), tuple(guesses), tuple(lexicon.tokens(best)), lexicon.language)


def _damped(stems: Sequence[str]) -> dict[str, float]:
    """How much each of these stems counts: the first time in full, then ever less, and soon no more."""
    weights = dict.fromkeys(stems, 1.0)
    if len(weights) < len(stems):
        weights |= {each: 1 + log(min(times, _REPEATS)) for each, times in Counter(stems).items() if times > 1}
    return weights
