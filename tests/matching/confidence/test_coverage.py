"""How much of a phrase's words a question has."""

import numpy as np
import pytest

from bot.matching.confidence.coverage import Containment
from bot.matching.index import Index
from bot.matching.language.normalize import normalise, stem, words_of
from bot.matching.vectors.sparse import CsrMatrix
from bot.matching.vectors.vocabulary import Vocabulary
from tests.matching.bases import base, plain

WORDS = ("roof", "tiles", "loose", "cheap", "the")
VOCABULARY = Vocabulary().extended(WORDS)
PHRASES = CsrMatrix.of([2, 3, 1, 0, 2], np.array([0, 1, 0, 1, 2, 3, 4, 0], np.int32))
"""Roof tiles; roof tiles loose; cheap; nothing; the roof."""


def shares(*words: str) -> list[float]:
    weights = np.ones(len(VOCABULARY.stems), np.float32)
    found = Containment.of(PHRASES, VOCABULARY, weights)
    stems = [stem(word) for word in words]
    everyone = found.shares(np.arange(5), stems)
    assert found.shares(np.array([4, 1]), stems) == pytest.approx(everyone[[4, 1]])
    return everyone.tolist()


def test_the_share_of_each_phrase_that_a_question_has() -> None:
    assert shares("roof", "tiles", "unheard") == pytest.approx([1, 2 / 3, 0, 0, 1 / 1.4])


def test_words_of_like_meaning_count_in_part() -> None:
    assert shares("inexpensive") == pytest.approx([0, 0, 0.7, 0, 0])
    assert shares("inexpensive", "cheap")[2] == pytest.approx(1)


def test_words_that_only_frame_a_question_count_little() -> None:
    assert shares("the")[4] == pytest.approx(0.4 / 1.4)


def test_no_words_have_nothing() -> None:
    assert shares() == [0] * 5


def test_more_phrases_are_numbered_on() -> None:
    vocabulary = VOCABULARY.extended(["slates", "affordable"])
    weights = np.ones(len(vocabulary.stems), np.float32)
    first = Containment.of(PHRASES, VOCABULARY, weights[: len(VOCABULARY.stems)])
    found = first.extended(CsrMatrix.of([2, 1], np.array([0, 5, 6], np.int32)), vocabulary, weights)
    assert found.shares(np.arange(7), ["slate", "roof"])[[0, 5, 6]] == pytest.approx([0.5, 1, 0])
    assert found.shares(np.array([2, 6]), ["cheap"]) == pytest.approx([1, 0.7])


def test_an_entry_counts_by_the_phrase_that_the_question_has_most_of() -> None:
    index = Index.of(
        base(
            plain("house", "paint", "Painting the garage door", "which colour for walls"),
            plain("house", "roof", "Roof", "is the roof tight"),
        )
    )

    def contained(text: str) -> dict[str, float]:
        scored = index.score(words_of(normalise(text)))
        shares = index.contained(scored, np.arange(2))
        return {entry.id: share for entry, share in zip(index.corpus.entries, shares.tolist(), strict=True) if entry}

    assert contained("how do i go about painting the garage door") == pytest.approx({"paint": 1, "roof": 0.1}, abs=0.1)
    assert 0.2 < contained("garage")["paint"] < 0.6
    assert contained("is the roof of the garage tight") == pytest.approx({"paint": 0.5, "roof": 1}, abs=0.2)


@pytest.mark.parametrize(("text", "has_all"), [("cheap tiles", True), ("inexpensive tiles", False), ("tiles", True)])
def test_an_entry_has_a_word_only_where_it_has_that_very_word(text: str, has_all: bool) -> None:
    index = Index.of(base(plain("house", "roof", "Cheap tiles"), plain("house", "paint", "Loose paint")))
    assert index.having_all(index.score(text.split()), [0, 1]) == ([0] if has_all else [])
