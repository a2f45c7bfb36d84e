"""Reads WordNet 3.0: what its words mean, and how they are used.

WordNet 3.0, copyright 2006 by Princeton University, under its own licence (see LICENSE); Debian's package
``wordnet-base`` puts it into /usr/share/wordnet. Format: ``man 5 wndb``.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.benchmarks.errors import BenchmarkError

_PARTS: Final = ("noun", "verb", "adj", "adv")
_TYPES: Final = {"1": "noun", "2": "verb", "3": "adj", "4": "adv", "5": "adj"}
_EXAMPLE = re.compile(r'"([^"]+)"')
_MARKER = re.compile(r"\((?:a|p|ip)\)$")


@dataclass(frozen=True, slots=True)
class Synset:
    """Words of one meaning."""

    part: str
    """noun, verb, adj or adv."""
    field: int
    """The number of the lexicographer's file: 5 are animals, 20 plants."""
    is_instance: bool
    """Whether it is a name: of a person, a place, a war."""
    lemmas: tuple[str, ...]
    """As they are written, with spaces."""
    definition: str
    examples: tuple[str, ...]


def synsets(folder: Path) -> Iterator[Synset]:
    """Every set of synonyms, in WordNet's order. Raises BenchmarkError where WordNet is not in the ``folder``."""
    for part in _PARTS:
        path = folder / f"data.{part}"
        if not path.is_file():
            raise BenchmarkError(f"{path} is missing: install Debian's package wordnet-base, or name WordNet's folder.")
        for line in path.read_text("utf-8", errors="replace").splitlines():
            if not line.startswith(" "):  # the licence
                yield _synset(part, line)


def _synset(part: str, line: str) -> Synset:
    data, _, gloss = line.partition(" | ")
    fields = data.split(" ")
    words = fields[4 : 4 + 2 * int(fields[3], 16) : 2]
    lemmas = tuple(_MARKER.sub("", word).replace("_", " ") for word in words)
    examples = tuple(_EXAMPLE.findall(gloss))
    definition = _EXAMPLE.sub("", gloss).strip(" ;,:")
    return Synset(part, int(fields[1]), "@i" in fields, lemmas, definition, examples)


def tagged(folder: Path) -> dict[str, Counter[str]]:
    """For each part of speech its single words, and how often each was found in WordNet's tagged texts."""
    counts: dict[str, Counter[str]] = {part: Counter() for part in _PARTS}
    for line in (folder / "cntlist.rev").read_text("utf-8").splitlines():
        sense, _, times = line.split()
        lemma, _, rest = sense.partition("%")
        if lemma.isalpha():
            counts[_TYPES[rest[0]]][lemma] += int(times)
    return counts
