"""What is known about English in general: stop words, common words, and words of like meaning."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import chain
from math import log10
from pathlib import Path
from typing import Final

from bot.matching.language.normalize import stem

_stem: Final = stem.__wrapped__
"""``stem`` without its memory: these lists would fill it with words that may never be asked for."""
_COMMON: Final = 4.5
"""The Zipf value from which a word is so common that it tells less."""
_LOSS: Final = 0.35
"""The share of its weight that a word loses with each tenfold of frequency from there."""
_LEAST: Final = 0.25

_NUMBER = re.compile(r"\d+(?:st|nd|rd|th|am|pm|k|m)?")
_ANY_NUMBER: Final = "seven"
"""The word of the thesaurus that all numbers in digits are like: a "3d" or "2fa" is no number, but a name."""

_STOP_WORDS = """
a an the this that these those some any each every either neither no none both all such other another same
i me my mine myself we us our ours you your yours he him his she her hers it its they them their theirs one ones
someone somebody anyone anybody everyone everybody something anything everything nothing thing things stuff
went gone came said took got
am is are was were be been being do does did doing done have has had having can could will would shall should may
might must ought need let get gets got getting go goes going make makes made want wants
and or but nor so if then than because while although though unless until since as whether
of in on at by for from to into onto with without within about above below over under between among through during
before after against per via toward towards versus up down out off around across along behind beyond near
what which who whom whose when where why how whatever whichever whenever wherever however
not never ever also too very really just only even still yet already again rather almost
here there now then today anymore
maybe perhaps probably somehow
please kindly thanks thank hello hi hey dear sir bot madam guys folks everyone all yo sup hiya heya
know tell explain say ask wonder wondering question questions understand mean means
like kind sort way lot bit little much many more most less least few several
actually exactly anyway well okay ok yes yeah yep nope lol haha hmm um uh oh
good best better possible right sure able trying try think help
difference differences different differ differs compare compared comparing comparison both two hand
"""

_ASKING = """
what which who whom whose when where why how is are am was were do does did can could will would shall should may might
has have tell explain show give describe need want wonder wondering
"""


@cache
def asking_words() -> frozenset[str]:
    """The words of which a question, or a request in its place, has at least one."""
    return frozenset(_ASKING.split())


@cache
def stop_words() -> frozenset[str]:
    """The stems of stop words: those that only frame a question and say nothing about its topic."""
    return frozenset(map(_stem, _STOP_WORDS.split()))


@cache
def common_word_weights() -> Mapping[str, float]:
    """For the stems of common words, the share of its weight that each keeps; all others keep theirs.

    The Zipf value is the logarithm of the frequency in a billion words (van Heuven et al. 2014).
    """
    shares: dict[str, float] = {}
    share = 1.0
    for line in _lines("common_words.txt"):
        if line.startswith("["):
            share = max(_LEAST, 1 - _LOSS * (log10(float(line.strip("[]"))) + 3 - _COMMON))
        else:
            for word in line.split():
                shares.setdefault(_stem(word), share)
    return shares


def common_words() -> Iterator[str]:
    """The common words as they are spelt, most frequent first."""
    lines = (line for line in _lines("common_words.txt") if not line.startswith("["))
    return chain.from_iterable(line.split() for line in lines)


def _lines(name: str) -> list[str]:
    text = Path(__file__).with_name(name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def _groups() -> Iterator[list[str]]:
    return (line.split() for line in _lines("thesaurus.txt"))


@cache
def everyday_words() -> tuple[str, ...]:
    """Words that need no knowledge base to be understood, as they are spelt."""
    return tuple(dict.fromkeys(chain(_STOP_WORDS.split(), *_groups())))


def is_ordinary(each: str) -> bool:
    """Whether a stem is one that people use everywhere, whatever the topic."""
    return each in stop_words() or each in _meanings() or each in common_word_weights()


def meanings(each: str) -> tuple[int, ...]:
    """The numbers of a stem's groups of like meaning, from 0 to ``meaning_count() - 1``."""
    is_number = each[:1].isdecimal() and _NUMBER.fullmatch(each)
    return _meanings().get(_ANY_NUMBER if is_number else each, ())


@cache
def _meanings() -> Mapping[str, tuple[int, ...]]:
    found: dict[str, list[int]] = {}
    for number, group in enumerate(_groups()):
        for word in dict.fromkeys(map(_stem, group)):
            found.setdefault(word, []).append(number)
    return {word: tuple(numbers) for word, numbers in found.items()}


@cache
def meaning_count() -> int:
    """How many groups of like meaning there are."""
    return sum(1 for _ in _groups())
