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
    local = [local_scores(asked, between, ENTRY_OF, NOISE) for between in (by_rows, by_columns)]
    assert local[0] == pytest.approx(local[1], abs=1e-5)
    whole = [Ridge(between, ENTRY_OF, NOISE, 3).scores(asked) for between in (by_rows, by_columns)]
    assert whole[0] == pytest.approx(whole[1], abs=1e-5)


def test_the_entry_of_the_phrase_itself_scores_best(vectors: Floats) -> None:
    between = vectors[:6] @ vectors[:6].T
    for number, entry in enumerate(ENTRY_OF.tolist()):
        assert local_scores(between[number], between.copy(), ENTRY_OF, NOISE).argmax() == entry
        assert Ridge(between.copy(), ENTRY_OF, NOISE, 3).scores(between[number]).argmax() == entry
