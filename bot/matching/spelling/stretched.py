"""Words typed with repeated letters ("sooo expensiiive") or with spaces between their letters ("c o s t")."""

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby, product
from typing import Final

_ROMAN: Final = frozenset("ivxlcdm")
_STRETCHED: Final = 3
"""How often a letter comes at least in a row that is stretched."""
_MOST_RUNS: Final = 4
"""Runs of repeated letters that are tried single and double."""
ROW: Final = 3
"""Letters in a row, each a word, from which they may be one word."""
_LONGEST: Final = 60
"""Letters of such a row that are looked at."""
_WORD: Final = 20
"""Letters of the longest word that is looked for in it."""


def readings(word: str) -> Iterator[str]:
    """What a stretched word may be: each letter that comes three times or more taken twice or once, twice first.

    Empty for a word that is not stretched: one of a single letter ("www", "aaa") or a Roman number is none.
    """
    runs = ["".join(run) for _, run in groupby(word)]
    is_stretched = any(len(run) >= _STRETCHED and run.isalpha() for run in runs)
    if not is_stretched or len(runs) == 1 or _ROMAN.issuperset(word):
        return
    stretched = sum(len(run) >= _STRETCHED for run in runs)
    choices = [((2, 1) if stretched <= _MOST_RUNS else (1,)) if len(run) >= _STRETCHED else (len(run),) for run in runs]
    for lengths in product(*choices):
        yield "".join(run[:length] for run, length in zip(runs, lengths, strict=True))


def rows_of_letters(words: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where rows of single letters begin and end among ``words``, of at least ``ROW`` each."""
    place = 0
    for is_letter, row in groupby(words, lambda word: len(word) == 1 and word.isalpha()):
        length = sum(1 for _ in row)
        if is_letter and length >= ROW:
            yield place, place + length
        place += length


def divided(letters: str, is_word: Callable[[str], bool]) -> list[str]:
    """The fewest words that ``letters`` are made of, of two letters and more but for "a" and "i"; empty if of none."""
    best: list[list[str] | None] = [[]]
    for end in range(1, min(len(letters), _LONGEST) + 1):
        found: list[str] | None = None
        for start in range(max(0, end - _WORD), end):
            before, word = best[start], letters[start:end]
            if before is None or (found is not None and len(before) + 1 >= len(found)):
                continue
            if is_word(word) if len(word) > 1 else word in "ai":
                found = [*before, word]
        best.append(found)
    return best[len(letters)] or [] if len(letters) < len(best) else []
