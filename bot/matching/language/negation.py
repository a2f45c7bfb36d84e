"""Which words of an English text are denied: "it does not work", "I never got my refund"."""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from bot.matching.language.english import stop_words
from bot.matching.language.normalize import stem


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_DENYING: Final = _words("not never nobody nothing nowhere neither hardly barely")
"""Words that deny their clause."""
_LACKING: Final = _words("no without lacking")
"""Words that deny what follows them; "no longer" and "no one" deny their clause."""
_FAILING: Final = _words("fail fails failed failing unable refuse refuses refused avoid prevent broken broke ceased")
"""Words that deny their clause by what they mean."""
_STOPPING: Final = _words("stop stops stopped quit quits")
"""The same before a verb in -ing: "it stopped working"."""
_NEGATING: Final = _DENYING | _LACKING | _FAILING | _STOPPING
_ADVERBS: Final = _words("really rather even actually yet still always exactly fully ever properly correctly")
_NOT_KNOWING: Final = _words(
    "know understand see find sure remember recall think believe mean care mind familiar clear certain figure tell "
    "idea clue only just so too if that problem"
)
"""Words after a negation which denies nothing but that somebody knows: "I don't understand how it works"."""
_OPEN: Final = _words("why if or whether")
"""Words before a negation that denies nothing: "why not?", "whether or not"."""
_AUXILIARIES: Final = _words("is are am was were do does did can could will would shall should has have had must may")
_SUBJECTS: Final = _words("i you we it he she they there this that these those the a an my your our their one anybody")
_LINKING: Final = _words("but because if when while although though unless since so and or then")
_ASKING: Final = _words("how what which who whom whose where when why")
_MISHAPS: Final = _words(
    "problem issue trouble error bug crash failure lost missing wrong stuck late delayed overdue empty blank damaged "
    "defective dead frozen freeze laggy lag down offline slow corrupt corrupted"
)
_WRONG: Final = frozenset(map(stem, _MISHAPS))
"""Stems of words for what went wrong."""
_PEOPLE: Final = _words("i we you they he she it")
_REACH: Final = 4
"""Words before and after a negation that it denies at most."""


class Denial(NamedTuple):
    """What a text denies, by the stems of its words that are no stop words."""

    scope: frozenset[str]
    """Those of what is denied."""
    focus: frozenset[str]
    """The first one after each negation: what does not happen."""
    is_complaint: bool
    """Whether something does not happen, or went wrong: not where something is only absent ("without Docker")."""


def may_deny(word: str) -> bool:
    """Whether a word is one that may deny others."""
    return word in _NEGATING


def denial_in(words: Sequence[str]) -> Denial:
    """What a text of these words, short forms written out, denies."""
    stems = [stem(word) for word in words]
    scope: set[str] = set()
    focus: set[str] = set()
    is_complaint = not _WRONG.isdisjoint(stems)
    if _NEGATING.isdisjoint(words):  # as in most texts
        return Denial(frozenset(), frozenset(), is_complaint)
    for start, end in _clauses(words):
        for place in range(start, end):
            if _denies(words[start:end], place - start):
                lacks = words[place] in _LACKING and list(words[place + 1 : place + 2]) not in (["longer"], ["one"])
                after = _content(stems[place + 1 : min(end, place + 1 + _REACH)])
                before = [] if lacks else _content(stems[max(start, place - _REACH) : place])
                scope.update(before, after)
                focus.update(after[:1])
                is_complaint |= not lacks
    return Denial(frozenset(scope), frozenset(focus), is_complaint)


def _content(stems: Sequence[str]) -> list[str]:
    return [each for each in stems if each not in stop_words()]


def _clauses(words: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where each clause begins and ends: at a word that links or asks, or a verb before its subject ("can I")."""
    start = 0
    for place in range(1, len(words)):
        before, word, after = words[place - 1], words[place], words[place + 1] if place + 1 < len(words) else ""
        goes_on = before in _ASKING | _LINKING
        inverts = word in _AUXILIARIES and after in _SUBJECTS and before not in _SUBJECTS | _DENYING
        says = word in _PEOPLE and after in _AUXILIARIES | _DENYING and before not in _AUXILIARIES
        if word in _LINKING or ((word in _ASKING or inverts or says) and not goes_on):
            yield start, place
            start = place
    yield start, len(words)


def _denies(clause: Sequence[str], place: int) -> bool:
    """Whether the word at ``place`` of a clause denies something."""
    word, before = clause[place], clause[place - 1] if place else ""
    after = next((each for each in clause[place + 1 :] if each not in _ADVERBS), "")
    if word in _STOPPING:
        return after.endswith("ing")
    if word not in _DENYING and word not in _LACKING:
        return word in _FAILING
    if word == "not" and before in _AUXILIARIES and place + 1 == len(clause) and place > 1:
        return False  # it denies what was said before, of something else: "what A has that B does not"
    is_open = before in _OPEN or after in _NOT_KNOWING or (word == "no" and (not after or after in _ASKING))
    return not is_open and not (word == "not" and _is_rhetorical(clause, place, after))


def _is_rhetorical(clause: Sequence[str], place: int, after: str) -> bool:
    """Whether a "not" asks for assent, or proposes: "isn't it free?", "why don't you use it?", "…, doesn't it?"."""
    if not place or clause[place - 1] not in _AUXILIARIES:
        return False
    if place == 1 and clause[0] in ("is", "are", "was", "were") and not after.endswith(("ing", "ed")):
        return True
    if place == 1 or len(clause) == place + 2:
        return after in _SUBJECTS
    return place == 2 and clause[0] == "why" and after in ("you", "we")
