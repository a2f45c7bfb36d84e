"""What few entries use weighs more, and how often each of them uses it counts."""

import numpy as np
import pytest

from bot.matching.vectors.idf import Idf, effective_users


def test_entries_that_use_a_feature_equally_often_count_in_full() -> None:
    users = effective_users(np.array([0, 0, 0, 1]), np.array([2, 2, 2, 5]), 3)
    assert users.tolist() == pytest.approx([3.0, 1.0, 0.0])


def test_an_entry_that_hardly_uses_a_feature_hardly_counts() -> None:
    (users,) = effective_users(np.array([0, 0]), np.array([99, 1]), 1)
    assert 1.0 < users < 1.1


@pytest.mark.parametrize("entries", [1, 2, 20, 150, 10_000])
@pytest.mark.parametrize("phrases", [0.5, 1, 10, 100, 10_000])
def test_what_fewer_use_weighs_more_and_what_nobody_uses_most(entries: int, phrases: float) -> None:
    idf = Idf.of(entries, phrases)
    weights = idf.weights(idf.information(np.arange(entries + 1.0))).tolist()
    assert weights == sorted(weights, reverse=True)
    assert weights[-1] == pytest.approx(1.0)
    assert weights[0] == pytest.approx(idf.unknown)


def test_the_more_phrases_an_entry_has_the_less_rarity_tells() -> None:
    spread = [Idf.of(150, phrases).unknown for phrases in (1, 10, 100, 1000)]
    assert spread == sorted(spread, reverse=True)
    assert spread[0] == pytest.approx(2.45, abs=0.01)


@pytest.mark.parametrize("entries", [1, 2, 50])
def test_what_more_entries_use_than_there_were_tells_nothing_and_weighs_least(entries: int) -> None:
    """An edit may add more entries than the last whole build had, all with one new word."""
    idf = Idf.of(entries, 2000)
    information = idf.information(np.array([entries, 20.0 * entries]))
    assert information.tolist() == [0.0, 0.0]
    assert idf.weights(information).tolist() == [1.0, 1.0]
