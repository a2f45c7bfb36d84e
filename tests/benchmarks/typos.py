"""Typing slips made on purpose: one random edit per twelve characters, as the public ``*_typo12`` sets have."""

import random
from string import ascii_lowercase

_EVERY = 12


def with_typos(text: str, rng: random.Random) -> str:
    """``text`` with one edit per twelve characters, at least one: a letter lost, added, changed or swapped."""
    letters = list(text)
    for _ in range(max(1, len(text) // _EVERY)):
        _edit(letters, rng)
    return "".join(letters)


def _edit(letters: list[str], rng: random.Random) -> None:
    places = [place for place, letter in enumerate(letters) if letter.isalnum()]
    if len(places) < 2:
        return
    place = rng.choice(places)
    match rng.randrange(4):
        case 0:
            del letters[place]
        case 1:
            letters.insert(place, rng.choice(ascii_lowercase))
        case 2:
            letters[place] = rng.choice(ascii_lowercase)
        case _:
            other = min(place + 1, len(letters) - 1)
            letters[place], letters[other] = letters[other], letters[place]
