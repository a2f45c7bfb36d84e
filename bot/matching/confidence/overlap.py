"""The overlap of a knowledge base: how much of what an entry is called, other entries have as well."""

from typing import Final

import numpy as np

from bot.matching.confidence.coverage import Coverage
from bot.matching.ranking.corpus import Corpus
from bot.matching.vectors.features import FeatureSpace
from bot.matching.vectors.sparse import unique

_ASKED: Final = 50
"""Names that are asked at most, spread evenly: the median of as many is within a few hundredths."""
USUAL: Final = 0.4
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
    if not len(names):
        return USUAL
    asked = names[np.linspace(0, len(names) - 1, min(_ASKED, len(names))).astype(np.intp)]
    entries = np.arange(len(corpus.entries), dtype=np.int32)
    words, stem_of = list(corpus.vocabulary.words), corpus.vocabulary.language.stem
    stems = [dict.fromkeys(stem_of(words[number]) for number in corpus.words_of(name)) for name in asked.tolist()]
    coverages = [Coverage(((space.term(one), 1.0) for one in each), is_english=space.is_english) for each in stems]
    features, places = unique(np.concatenate([each.features for each in coverages]))
    used = space.used_by(entries, features)
    ends = np.cumsum([len(each.features) for each in coverages])
    covered: list[float] = []
    for name, coverage, own in zip(asked.tolist(), coverages, np.split(places, ends[:-1]), strict=True):
        by_entries = coverage.share_by(used[:, own])
        by_entries[corpus.entry_of[name]] = 0
        covered.append(float(by_entries.max()))
    return (float(np.median(covered)) * len(entries) + USUAL * _DOUBT) / (len(entries) + _DOUBT)
