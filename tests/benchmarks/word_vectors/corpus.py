"""The texts that the word vectors are fitted to: WordNet's, and short ones put together from its words."""

import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bot.matching.language.english import everyday_words, stop_words
from bot.matching.language.normalize import normalise, stem, words_of
from bot.matching.vectors.word_vectors import LONGEST_STEM
from tests.benchmarks.word_vectors.wordnet import Synset, synsets, tagged

SEED: Final = 7
_MADE: Final = 96_000
"""How many short texts are put together."""
_WORDS: Final = 30_000
"""How many words stand alone."""
_EXAMPLES: Final = 32_000
_GLOSSES: Final = 18_000
"""How many of WordNet's examples and glosses are taken: more hardly make better vectors."""
_FROM_ONE_GLOSS: Final = 0.4
"""The share of them whose words come from one gloss, so that they belong together."""
_EVERYDAY: Final = 0.6
"""The share of all other words that are drawn from the everyday ones."""
_COMMON: Final = 4000
"""How many words of each part of speech, the most frequent of WordNet's tagged texts, the others are drawn from."""
_LONGEST: Final = 24
"""Words of a gloss beyond these are cut off."""
_ACTING: Final = 0.5
"""The share of made texts about doing something."""
_SPECIES: Final = frozenset({5, 20})
"""WordNet's files of animals and plants: a fifth of it, in words that hardly anybody types."""
_DRAWN: Final = ("noun", "verb", "adj")

_ACTIONS: Final = (
    "how do i {v} {n}", "how do i {v} my {n}", "how can i {v} a {n}", "how to {v} {n}", "can i {v} the {n}",
    "where do i {v} {n}", "why can't i {v} my {n}", "i want to {v} a {n}", "i need to {v} {n}", "{v} {n}", "{v} a {n}",
    "is it possible to {v} {n}", "who can {v} the {n}", "when will you {v} my {n}", "please {v} {n}", "{v} my {a} {n}",
    "what happens if i {v} {n}", "how long does it take to {v} {n}", "do i have to {v} the {n}", "{v} {n} {m}",
    "how do i {v} {n} to {m}", "can you {v} {n} for me", "does the {n} {v}", "my {n} does not {v}", "{n} {v} {m}",
    "what should i do to {v} {n}", "{v} {n} with {m}", "how do i {v} and {w} {n}", "could you {v} or {w} it",
    "i tried to {v} {n} but it failed", "am i allowed to {v} {n}", "help me {v} {n}", "{v}", "how do i {v}",
)  # fmt: skip
_THINGS: Final = (
    "{n}", "what is {n}", "what is a {n}", "{n} {m}", "{a} {n}", "where is the {n}", "my {n} is not working",
    "how much is the {n}", "is the {n} {a}", "when does the {n} start", "tell me about {n}", "who is the {n}",
    "what is the difference between {n} and {m}", "{n} or {m}", "do you have {a} {n}", "i lost my {n}", "{n} of {m}",
    "is there a {n} for {m}", "which {n} should i choose", "what {n} do i need", "{n} and {m}", "why is my {n} {a}",
    "what does {n} mean", "how many {n} can i have", "{n} for {m}", "problem with {n}", "i have a question about {n}",
    "there is a {a} {n} on my {m}", "can i get a {n}", "the {n} was {a}", "how {a} is the {n}", "{n} {m} {a}",
    "what are the {n}", "are there any {n}", "what is the {n} of the {m}", "{a}", "is it {a}", "new {n}", "{n} issue",
    "{n} {n2} {m}",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Corpus:
    """Texts, and the stems that get a vector from them."""

    texts: tuple[str, ...]
    stems: tuple[str, ...]
    """Everyday ones first, then by frequency in WordNet."""


def corpus(wordnet: Path, size: int) -> Corpus:
    """The texts, and at most ``size`` stems. Raises BenchmarkError where WordNet is not in the folder ``wordnet``."""
    found = [synset for synset in synsets(wordnet) if synset.field not in _SPECIES]
    everyday = _everyday()
    frequency: Counter[str] = Counter()
    for synset in found:
        for text in (synset.definition, *synset.examples, *synset.lemmas):
            frequency.update(list(dict.fromkeys(words_of(normalise(text)))))
    by_stem: Counter[str] = Counter()
    for word, times in frequency.items():
        by_stem[stem(word)] += times
    fitting = dict.fromkeys((*map(stem, everyday), *(each for each, _ in by_stem.most_common())))
    stems = [each for each in fitting if each.isascii() and not each.isdigit() and len(each) <= LONGEST_STEM][:size]
    rng = random.Random(SEED)
    kept = frozenset(stems)
    words = [word for word in frequency if stem(word) in kept]
    texts = dict.fromkeys(everyday)
    texts |= dict.fromkeys(rng.sample(words, min(_WORDS, len(words))))
    texts |= dict.fromkeys(rng.sample([example for synset in found for example in synset.examples], _EXAMPLES))
    texts |= dict.fromkeys(rng.sample([_gloss(synset) for synset in found if not synset.is_instance], _GLOSSES))
    texts |= dict.fromkeys(_made(found, tagged(wordnet), everyday, rng))
    return Corpus(tuple(texts), tuple(stems))


def _everyday() -> list[str]:
    lines = Path(__file__).with_name("everyday_words.txt").read_text("utf-8").splitlines()
    own = [word for line in lines if not line.startswith("#") for word in line.split()]
    return list(dict.fromkeys((*own, *everyday_words())))


def _gloss(synset: Synset) -> str:
    return " ".join(f"{synset.lemmas[0].lower()}: {synset.definition}".split()[:_LONGEST])


def _made(
    found: Sequence[Synset], counts: Mapping[str, Counter[str]], everyday: Sequence[str], rng: random.Random
) -> Iterator[str]:
    """Short texts, like titles and questions, of words of one gloss or of any."""
    untagged = [word for word in everyday if all(word not in of_part for of_part in counts.values())]
    telling = [word for word in everyday if stem(word) not in stop_words()]
    pools: dict[str, tuple[list[str], list[str]]] = {}
    for part in _DRAWN:
        own = [word for word in telling if counts[part][word]]
        common = [word for word, _ in counts[part].most_common(_COMMON) if stem(word) not in stop_words()]
        pools[part] = own + (untagged if part == "noun" else []), common
    glosses = [_content(synset, counts) for synset in found if not synset.is_instance]
    glosses = [each for each in glosses if each["noun"]]

    def draw(part: str, gloss: dict[str, list[str]] | None) -> str:
        if gloss and gloss[part]:
            return rng.choice(gloss[part])
        return rng.choice(pools[part][0 if rng.random() < _EVERYDAY else 1])

    for _ in range(_MADE):
        gloss = rng.choice(glosses) if rng.random() < _FROM_ONE_GLOSS else None
        form = rng.choice(_ACTIONS if rng.random() < _ACTING else _THINGS)
        yield form.format(
            v=draw("verb", gloss), w=draw("verb", None), n=draw("noun", gloss), m=draw("noun", gloss),
            n2=draw("noun", None), a=draw("adj", gloss),
        )  # fmt: skip


def _content(synset: Synset, counts: Mapping[str, Counter[str]]) -> dict[str, list[str]]:
    """The words of a gloss by what they are in texts for the most part."""
    text = " ".join((*synset.lemmas, synset.definition, *synset.examples))
    found: dict[str, list[str]] = {part: [] for part in _DRAWN}
    for word in dict.fromkeys(words_of(normalise(text))):
        part = max(_DRAWN, key=lambda part: counts[part][word])
        if counts[part][word] and stem(word) not in stop_words():
            found[part].append(word)
    return found
