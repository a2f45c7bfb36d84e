"""Likeness is the same whichever way it is worked out: to all phrases, to some, and between phrases."""

import numpy as np
import pytest

from bot.knowledge.model import KnowledgeBase
from bot.matching.index import Index
from bot.matching.language.normalize import normalise, words_of
from bot.matching.vectors.layout import QueryVector
from bot.matching.vectors.sparse import Ints
from tests.matching.questions import CHATTY, OFF_TOPIC, PLAIN, SLIPS

NOBODY = np.zeros(0, np.int32)
TEXTS = ["", *OFF_TOPIC, *(text for text, _ in (*PLAIN, *SLIPS, *CHATTY))]


@pytest.fixture(scope="module")
def index(few: KnowledgeBase) -> Index:
    return Index.of(few)


@pytest.fixture(scope="module")
def queries(index: Index) -> list[QueryVector]:
    parsed_queries = [index.score(words_of(normalise(text))).parsed for text in TEXTS]
    return [index.vector_of(parsed) for parsed in parsed_queries]


def all_phrases(index: Index) -> Ints:
    return np.arange(len(index.corpus.phrases))


def test_to_all_phrases_at_once_or_to_each(index: Index, queries: list[QueryVector]) -> None:
    whole = index.kernel.whole()
    for query in queries:
        assert whole.to_all(query) == pytest.approx(index.kernel.to(query, all_phrases(index)), abs=1e-5)


def test_between_all_phrases_or_a_few(index: Index) -> None:
    vectors = index.space.vectors(index.corpus.words)
    together = index.kernel.between_all()
    assert together == pytest.approx(together.T, abs=1e-5)
    few = all_phrases(index)[::7]
    assert index.kernel.between(few, vectors.take(few)) == pytest.approx(together[np.ix_(few, few)], abs=1e-5)


def test_the_nearest_are_found_without_those_gone(index: Index, queries: list[QueryVector]) -> None:
    for query in queries:
        near = index.kernel.nearest(query, 5, NOBODY)
        assert len(near.phrases) <= 5
        assert near.similarity == pytest.approx(index.kernel.to(query, near.phrases), abs=1e-5)
        assert all(near.similarity >= near.threshold)
        without = index.kernel.nearest(query, 5, near.phrases)
        assert not set(without.phrases.tolist()) & set(near.phrases.tolist())


def test_a_phrase_is_nearest_to_itself(index: Index) -> None:
    vectors = index.space.vectors(index.corpus.words)
    for number in all_phrases(index)[::5].tolist():
        parsed = index.score(words_of(normalise(index.corpus.phrases[number].text))).parsed
        query = index.vector_of(parsed)
        near = index.kernel.nearest(query, 3, NOBODY)
        best = vectors.take(near.phrases[[near.similarity.argmax()]])
        assert best.indices.tolist() == vectors.take(np.array([number])).indices.tolist()
