"""The phrases of a knowledge base as numbered words, and the same after an edit."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Final

import numpy as np

from bot.knowledge.model import Entry, KnowledgeBase
from bot.matching.language.lexicon import Lexicon
from bot.matching.language.normalize import normalise
from bot.matching.language.phrases import NAME_NOISE, Phrase, phrases_of
from bot.matching.vectors.sparse import Bools, CsrMatrix, Floats, Ints
from bot.matching.vectors.vocabulary import Vocabulary

NOBODY: Final = -1
"""The entry of a phrase that an edit took away."""


@dataclass(frozen=True, eq=False)
class Corpus:
    """Phrases with their words and entries. After an edit the old phrases keep their numbers, new ones come last."""

    lexicon: Lexicon
    entries: tuple[Entry | None, ...]
    """By number; ``None`` where an edit removed one."""
    phrases: tuple[Phrase, ...]
    entry_of: Ints
    """The entry's number of each phrase, or ``NOBODY``; shape (phrases,)."""
    noise: Floats
    """How little each phrase is to be relied on; shape (phrases,)."""
    vocabulary: Vocabulary
    words: CsrMatrix
    """The phrases, rows of word numbers in the order of the words."""
    surface_forms: frozenset[str]
    """The words as they stand in the phrases, before declared terms are replaced."""

    @classmethod
    def of(cls, knowledge: KnowledgeBase) -> "Corpus":
        """The corpus of a knowledge base."""
        lexicon = Lexicon.of(knowledge)
        nothing = np.zeros(0, np.int32)
        none = CsrMatrix.of([], nothing)
        empty = cls(lexicon, (), (), nothing, none.data, Vocabulary(lexicon.language), none, frozenset())
        return empty.revised(dict(enumerate(knowledge)))

    @cached_property
    def names(self) -> Floats:
        """The logarithm of how many names and questions each entry has; shape (entries,)."""
        return np.log(np.maximum(np.bincount(self.entry_of[self.named], minlength=len(self.entries)), 1))

    @property
    def is_name(self) -> Bools:
        """Which phrases are names or questions, and not sentences of an answer; shape (phrases,)."""
        return self.noise == np.float32(NAME_NOISE)

    @cached_property
    def is_alias(self) -> Bools:
        """Which phrases are aliases of an entry; shape (phrases,)."""
        aliases = [frozenset(entry.aliases if entry else ()) for entry in self.entries]
        owned = zip(self.phrases, self.entry_of.tolist(), strict=True)
        return np.array([owner != NOBODY and phrase.text in aliases[owner] for phrase, owner in owned], np.bool_)

    @cached_property
    def named(self) -> Ints:
        """The numbers of the phrases that are names or questions of an entry, in order."""
        return np.flatnonzero(self.is_name & (self.entry_of != NOBODY))

    def has_name_with(self, words: Sequence[str], *, at_end: bool) -> bool:
        """Whether a name or question begins with these words, or else ends with them."""
        numbers = [self.vocabulary.words.get(word, -1) for word in words]
        long_enough = self.named[self.words.lengths[self.named] >= len(words)]
        first = self.words.indptr[long_enough + 1] - len(words) if at_end else self.words.indptr[long_enough]
        there = np.ones(len(first), np.bool_)
        for place, number in enumerate(numbers):
            there &= self.words.indices[first + place] == number
        return bool(there.any())

    @cached_property
    def names_each(self) -> float:
        """How many names and questions an entry has on average."""
        return len(self.named) / max(1, len(self.entries))

    def words_of(self, phrase: int) -> list[int]:
        """The word numbers of a phrase."""
        return self.words.row(phrase).tolist()

    def revised(self, changed: Mapping[int, Entry], gone: Collection[int] = ()) -> "Corpus":
        """This corpus with numbered entries ``changed`` or added, and those numbered ``gone`` removed."""
        found = [(number, phrase) for number, entry in changed.items() for phrase in phrases_of(entry)]
        typed = [self.lexicon.language.words_of(normalise(phrase.text)) for _, phrase in found]
        words = list(map(self.lexicon.replaced, typed))
        vocabulary = self.vocabulary.extended(chain.from_iterable(words))
        numbers = np.array([vocabulary.words[word] for row in words for word in row], np.int32)
        lost = np.isin(self.entry_of, [*changed, *gone])
        entries: dict[int, Entry | None] = {**dict(enumerate(self.entries)), **changed, **dict.fromkeys(gone)}
        return Corpus(
            self.lexicon,
            tuple(entries[number] for number in range(len(entries))),
            self.phrases + tuple(phrase for _, phrase in found),
            np.concatenate([np.where(lost, NOBODY, self.entry_of), [number for number, _ in found]]).astype(np.int32),
            np.concatenate([self.noise, [phrase.noise for _, phrase in found]]).astype(np.float32),
            vocabulary,
            CsrMatrix.vstack([self.words, CsrMatrix.of([len(row) for row in words], numbers)]),
            self.surface_forms.union(*typed),
        )
