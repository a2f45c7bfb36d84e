"""The overlap of a knowledge base: how much of what an entry is called, other entries have as well."""

from typing import Final

import numpy as np

from bot.matching.confidence.coverage import Coverage
from bot.matching.ranking.corpus import Corpus
from bot.matching.vectors.features import FeatureSpace

_ASKED: Final = 50
"""Names that are asked at most, spread evenly: the median of as many is within a few hundredths."""
_USUAL: Final = 0.4
"""The overlap of the knowledge bases that the weights are fitted to, on average."""
_DOUBT: Final = 5
"""How many entries the usual overlap counts for: among few, there is little that could overlap."""


def overlap_of(corpus: Corpus, space: FeatureSpace) -> float:
    """How much other entries cover of an entry's own names and questions, from 0 to 1.

    Each is asked as if its own entry were gone, which makes it a question next to the knowledge base. Where others
    cover much of it, as among the questions of a bank's customers, words tell less of what is out of scope. It is the
    median, so that a few entries which are each other's twins change nothing.
    """
    names = corpus.named
    asked = names[np.linspace(0, len(names) - 1, min(_ASKED, len(names))).astype(np.intp)]
    entries = np.arange(len(corpus.entries), dtype=np.int32)
    words, stem_of = list(corpus.vocabulary.words), corpus.vocabulary.language.stem
    covered: list[float] = []
    for name in asked.tolist():
        stems = dict.fromkeys(stem_of(words[number]) for number in corpus.words_of(name))
        coverage = Coverage(space, [(each, 1.0) for each in stems])
        by_entries, *_ = coverage.by(space.used_by(entries, coverage.features))
        by_entries[corpus.entry_of[name]] = 0
        covered.append(float(by_entries.max()))
    own = float(np.median(covered)) if covered else _USUAL
    return (own * len(entries) + _USUAL * _DOUBT) / (len(entries) + _DOUBT)
