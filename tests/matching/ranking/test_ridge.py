"""The regression over phrases: what it must not depend on."""

import numpy as np
import pytest

from bot.matching.ranking.ridge import Ridge, local_scores
from bot.matching.vectors.sparse import Floats, Ints

ENTRY_OF: Ints = np.array([0, 0, 1, 1, 2, 2])
NOISE = np.full(6, 0.15, np.float32)


@pytest.fixture
def vectors() -> Floats:
    """Of length one, in three groups; the last is a question."""
    centres = np.eye(3)[[0, 0, 1, 1, 2, 2, 0]]
    found = centres + np.random.default_rng(6).random((7, 3)) / 2
    return (found / np.linalg.norm(found, axis=1, keepdims=True)).astype(np.float32)


def test_how_a_matrix_lies_in_memory_changes_nothing(vectors: Floats) -> None:
    similarity, asked = vectors[:6] @ vectors[:6].T, vectors[:6] @ vectors[6]
    by_rows, by_columns = (np.array(similarity, order=order) for order in ("C", "F"))
    local = [local_scores(asked, between, ENTRY_OF, NOISE)[0] for between in (by_rows, by_columns)]
    assert local[0] == pytest.approx(local[1], abs=1e-5)
    whole = [Ridge(between, ENTRY_OF, NOISE, 3).scores(asked)[0] for between in (by_rows, by_columns)]
    assert whole[0] == pytest.approx(whole[1], abs=1e-5)


def test_the_entry_of_the_phrase_itself_scores_best(vectors: Floats) -> None:
    between = vectors[:6] @ vectors[:6].T
    for number, entry in enumerate(ENTRY_OF.tolist()):
        assert local_scores(between[number], between.copy(), ENTRY_OF, NOISE)[0].argmax() == entry
        assert Ridge(between.copy(), ENTRY_OF, NOISE, 3).scores(between[number])[0].argmax() == entry


@pytest.fixture
def unlike() -> Floats:
    """How similar six phrases are: entry 0 says two things, entry 1 one thing twice, and entry 2 nearly so."""
    vectors = np.eye(6)[[0, 1, 2, 2, 3, 3]]
    vectors[5, 4] = 0.7
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return (vectors @ vectors.T).astype(np.float32)


def diversities(between: Floats, asked: Floats) -> list[Floats]:
    return [
        local_scores(asked, between.copy(), ENTRY_OF, NOISE)[1],
        Ridge(between.copy(), ENTRY_OF, NOISE, 3).scores(asked)[1],
    ]


def test_the_more_unlike_its_phrases_the_more_diversity_an_entry_has(unlike: Floats) -> None:
    for diversity in diversities(unlike, np.full(6, 0.5, np.float32)):
        two_things, one_thing, nearly_one = diversity.tolist()
        assert two_things > nearly_one > one_thing


def test_the_phrases_near_the_question_count_more_in_the_diversity(unlike: Floats) -> None:
    """Entry 0 here has a phrase in common with entry 1, and one that stands alone."""
    unlike[0, 2:4] = unlike[2:4, 0] = 0.9
    for shared, alone in zip(diversities(unlike, unlike[0]), diversities(unlike, unlike[1]), strict=True):
        assert abs(shared[0] - alone[0]) > 0.05


def test_nothing_similar_has_no_diversity(unlike: Floats) -> None:
    for diversity in diversities(unlike, np.zeros(6, np.float32)):
        assert diversity.tolist() == [0.0, 0.0, 0.0]
