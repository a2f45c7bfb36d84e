"""Words near a misspelt one: nothing near is overlooked for the sake of speed."""

import random
from itertools import islice

import pytest
from rapidfuzz.distance import OSA

from bot.matching.spelling.dictionary import NearWords

ALPHABET = "aabcdeéß12 "
MOST_EDITS = {3: 1, 5: 1, 6: 2, 8: 2, 9: 3}


@pytest.mark.parametrize("length", MOST_EDITS)
def test_every_word_within_reach_is_found(length: int) -> None:
    rng = random.Random(length)
    for _ in range(300):
        typed = "".join(rng.choices(ALPHABET, k=length))
        near = {_changed(typed, MOST_EDITS[length], rng) for _ in range(6)}
        far = {"".join(rng.choices("uvwxyz", k=length)) for _ in range(6)}
        within = {word for word in near if OSA.distance(typed, word) <= MOST_EDITS[length]}
        assert within
        words = NearWords(dict.fromkeys([*near, *far], 1.0), ())
        assert {found.word for found in words.find(typed)} == within


def _changed(word: str, edits: int, rng: random.Random) -> str:
    letters = list(word)
    for _ in range(edits):
        place = rng.randrange(len(letters) - 1)
        match rng.randrange(4):
            case 0:
                letters.insert(place, rng.choice(ALPHABET))
            case 1 if len(letters) > 2:
                del letters[place]
            case 2:
                letters[place : place + 2] = reversed(letters[place : place + 2])
            case _:
                letters[place] = rng.choice(ALPHABET)
    return "".join(letters)


def test_a_word_cut_short_is_looked_for_where_nothing_is_misspelt() -> None:
    names = ("deployment", "deploying", "monitoring")
    words = NearWords(dict.fromkeys(names, 1.0), names)
    assert [found.word for found in islice(words.find("deploy"), 2)] == ["deploying", "deployment"]
    assert words.find("xyzzy") == ()
