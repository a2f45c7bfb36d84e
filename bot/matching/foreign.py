"""Names that a question compares with a subject, or puts in one's place, and that the knowledge base does not have."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile
from typing import Final, NamedTuple

from rapidfuzz.distance import OSA

from bot.knowledge.model import KnowledgeBase
from bot.matching.language.english import is_ordinary, stop_words
from bot.matching.language.languages import Language
from bot.matching.language.normalize import normalise, stem, words_of
from bot.matching.language.phrases import phrases_of
from bot.matching.language.small_talk import form_of
from bot.matching.query import ParsedQuery
from bot.matching.spelling.corrector import Corrector

_SHORTEST_SLIP: Final = 4
"""Letters of a word that may be a slip for another: a shorter one is rather a name."""
_SHORTEST_SLIP_FOR_ORDINARY: Final = 6
"""The same where what is meant would be an ordinary word, which people seldom compare."""
_LONG: Final = 8
"""Letters of a word from which two edits are still a slip: of a shorter one they make another name (DevOps, SecOps)."""
_LONGER: Final = 11
"""Letters from which three are."""
_ENDING: Final = 3
"""Letters at least of an ending that marks names of a kind (DevOps, MLOps)."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_COMPARING: Final = frozenset(map(stem, _words("compare comparison difference differ different better")))
_MOVING: Final = frozenset(map(stem, _words("switch move migrate change convert port transition come go upgrade")))
_BETWEEN: Final = _COMPARING | {stem("between")}
_ASKING: Final = _words("what which who how why where when")
_ASKED_OF: Final = _words("does has did")
"""Words that a subject may follow in a question."""
_ASKED_WHAT_IT_IS: Final = [[word] for word in ("what", "how", "why", "where", "when")]
"""Words after which it may follow "is": after others comes what something is like ("which one is pricier")."""
_ARTICLES: Final = _words("the a an")
_WITHIN: Final = _words("in on")
"""Words between what is asked and the subject in which it is so: "memory in zig", "games on chromeos"."""
_DOING: Final = _words("i we you my our your to")
"""Words by which people ask how to do something, so that what it is done in is no subject."""
_HAVING: Final = _words("have need use do")
"""Stop words that say what a subject does."""
_JOINTS: Final = _words("versus v or and than over to with from against of")
"""Words that may stand between the two sides of a comparison."""
_VERSUS: Final = _words("versus v")
_AGAINST: Final = _VERSUS | _words("than or")
"""Those beside which stands what a subject is compared with, whether or not an answer mentions it."""
_DANGLING: Final = _JOINTS | _WITHIN | _words("between instead rather compared")
"""What a comparison is not left to end, or to begin, with."""


@dataclass(frozen=True, slots=True)
class Foreign:
    """What a question names that is not known."""

    names: tuple[str, ...]
    """As they are typed, normalised."""
    rest: tuple[str, ...]
    """The words of the question without them."""


class _Word(NamedTuple):
    """A word as it is typed, and what it is here."""

    text: str
    subjects: frozenset[str]
    """The ids of the subjects that it names, or is a part of the name of."""
    is_unknown: bool
    """Whether the knowledge base has neither the word nor what it may be a slip for."""
    is_mentioned: bool = False
    """Whether no name or question has it, but an answer."""

    @property
    def is_stop_word(self) -> bool:
        return stem(self.text) in stop_words() and not self.subjects

    @property
    def is_name(self) -> bool:
        """Whether it is unknown, and no ordinary word either."""
        return self.is_unknown and not is_common(self.text)

    @property
    def is_other(self) -> bool:
        """Whether it is mentioned as something that entries are not about."""
        return self.is_mentioned and not is_common(self.text)


class ForeignNames:
    """Finds foreign names in questions to one knowledge base."""

    def __init__(self, knowledge: KnowledgeBase, corrector: Corrector, language: Language) -> None:
        """Take the subjects of ``knowledge``, and the ``corrector`` of its words; comparisons are read in English."""
        self._knowledge = knowledge
        self._corrector = corrector
        names = [[_together(subject.name) for subject in topic.subjects] for topic in knowledge.topics]
        self._compares = language.is_english and any(names)
        self._endings = tuple(ending for each in names if len(ending := _common_ending(each)) >= _ENDING)

    def find(self, words: Sequence[str], parsed: ParsedQuery, *, follows_up: bool) -> Foreign | None:
        """The names in a question of these ``words``, before they were corrected, that stand where subjects do.

        ``follows_up`` says whether it is asked after an answer about subjects.
        """
        if not self._compares or (all(map(self._corrector.knows, words)) and _AGAINST.isdisjoint(words)):
            return None
        read = list(self._read(words, parsed))
        if not any(word.is_unknown or word.is_mentioned for word in read):
            return None
        found = _compared(read) or self._put_together(read)
        found |= {place for place, word in enumerate(read) if word.is_name and word.text.endswith(self._endings)}
        if not found and not any(word.subjects for word in read):
            found.update(_in_place_of_subjects(read, follows_up=follows_up))
        if not found:
            return None
        rest = [word.text for place, word in enumerate(read) if place not in found]
        while rest and rest[-1] in _DANGLING:
            rest.pop()
        while rest and rest[0] in _DANGLING:
            rest.pop(0)
        return Foreign(tuple(_joined(read, found)), tuple(" ".join(rest).split()))

    def _put_together(self, read: Sequence[_Word]) -> set[int]:
        """The places of words that are known, but not in a row, where a subject alone is compared with them."""
        joint = next((place for place, word in enumerate(read) if word.text in _VERSUS), 0)
        sides = range(joint), range(joint + 1, len(read))
        for subject, other in (sides, sides[::-1]):
            texts = [read[place].text for place in other if not (read[place].is_stop_word or read[place].subjects)]
            is_alone = subject and all(read[place].subjects for place in subject)
            if is_alone and 1 < len(texts) == len(other) and not self._corrector.has_in_a_row(texts):
                return set(other)
        return set()

    @cached_property
    def _named(self) -> frozenset[str]:
        """The stems of the words that names and questions have."""
        names = (phrase.text for entry in self._knowledge for phrase in phrases_of(entry) if phrase.is_name)
        return frozenset(stem(word) for name in names for word in words_of(normalise(name)))

    def _read(self, words: Sequence[str], parsed: ParsedQuery) -> Iterator[_Word]:
        """The words as they were typed, beside what they were taken for: some were put together, others torn apart."""
        subjects = _subjects_by_place(parsed)
        if parsed.typed == tuple(words):  # as most are
            yield from (self._word([word], parsed, range(n, n + 1), subjects[n]) for n, word in enumerate(words))
            return
        place = 0
        together: list[str] = []
        for word in words:
            if place == len(parsed.typed):
                return
            together.append(word)
            typed = "".join(together)
            if typed != parsed.typed[place] and parsed.typed[place].startswith(typed):
                continue  # the next one belongs to it as well
            first = place
            place += 1
            while place < len(parsed.typed) and typed.startswith("".join(parsed.typed[first : place + 1])):
                place += 1
            yield self._word(together, parsed, range(first, place), frozenset[str]().union(*subjects[first:place]))
            together = []

    def _word(self, typed: Sequence[str], parsed: ParsedQuery, places: range, subjects: frozenset[str]) -> _Word:
        text = "".join(typed)
        mended = parsed.typed[places.start]
        if len(typed) > 1 or text.isdecimal() or (len(places) == 1 and self._corrector.knows(mended)):
            is_mentioned = not (subjects or text.isdecimal() or len(typed) > 1 or stem(mended) in self._named)
            return _Word(" ".join(typed), subjects, is_unknown=False, is_mentioned=is_mentioned)
        if len(places) > 1:  # torn apart: rightly where the parts are known to follow each other
            parts = parsed.typed[places.start : places.stop]
            return _Word(text, subjects, is_unknown=not (subjects or self._corrector.has_in_a_row(parts)))
        guesses = parsed.guesses[places.start]
        is_slip = any(
            _is_slip(mended, guess.word, of_subject=bool(subjects)) for guess in guesses[: 1 if subjects else None]
        )
        return _Word(text, subjects if is_slip else frozenset(), is_unknown=not is_slip)


def is_common(word: str) -> bool:
    """Whether people use the word everywhere, if only in another form, or to say nothing."""
    if is_ordinary(stem(word)) or form_of([word]) is not None:
        return True
    bases = (word.removesuffix(ending) for ending in ("er", "est", "ier", "iest", "ly"))
    return any(base != word and (is_ordinary(stem(base)) or is_ordinary(stem(f"{base}y"))) for base in bases)


def _together(name: str) -> str:
    return "".join(words_of(normalise(name)))


def _common_ending(names: Sequence[str]) -> str:
    """The letters that all of several names end with."""
    alike = takewhile(lambda letters: len(set(letters)) == 1, zip(*map(reversed, names), strict=False))
    return "".join(letters[0] for letters in alike)[::-1] if len(names) > 1 else ""


def _subjects_by_place(parsed: ParsedQuery) -> list[frozenset[str]]:
    """For each typed word the subjects that tokens name which stand for it."""
    found = [frozenset[str]()] * len(parsed.typed)
    for token in parsed.tokens:
        if token.subjects:
            for place in range(token.first, token.last + 1):
                found[place] |= token.subjects
    return found


def _is_slip(typed: str, meant: str, *, of_subject: bool) -> bool:
    """Whether a word is rather mistyped than a name of its own."""
    if sorted(typed) == sorted(meant):
        return True
    if len(typed) < _SHORTEST_SLIP:
        return False
    if OSA.distance(typed, meant) > 1 + (len(typed) >= _LONG) + (len(typed) >= _LONGER):
        return meant.startswith(typed) and not of_subject
    return of_subject or not is_ordinary(stem(meant)) or len(typed) >= _SHORTEST_SLIP_FOR_ORDINARY


def _compared(read: Sequence[_Word]) -> set[int]:
    """The places of unknown names on one side of a comparison that has a subject on the other."""
    found: set[int] = set()
    joints = [place for place, word in enumerate(read) if word.text in _JOINTS and not word.subjects]
    for place in (*joints, *reversed(joints)):  # "rust or zig or nim": what is compared with a foreign name is one, too
        found |= _foreign_side(read, place, found)
    return found


def _foreign_side(read: Sequence[_Word], place: int, found: Collection[int]) -> set[int]:
    """The unknown names on one side of the word at ``place``, where a subject or what was ``found`` is on the other."""
    word, said, after = (
        read[place].text,
        {each.text for each in read[:place]},
        {each.text for each in read[place + 1 :]},
    )
    left, right = _phrase_before(read, place), _phrase_after(read, place + 1, said)
    beginning = stem(read[left.start - 1].text) if left.start else ""
    is_close = word in _VERSUS or (word == "and" and beginning in _BETWEEN)
    if not is_close and not _is_joint(read, place, beginning):
        return set()
    sides = {place for place, each in enumerate(read) if each.subjects}.union(found)
    is_alike = word in _VERSUS and not said.isdisjoint(after)  # "mlops for beginners vs sre for beginners"
    if sides.isdisjoint(left) and (is_alike or not left):
        left = range(place)
    if sides.isdisjoint(left) == sides.isdisjoint(right):
        return set()
    side = left if sides.isdisjoint(left) else right
    unknown = _unknown(read, side, names_only=not is_close)
    is_against = word in _AGAINST and (word != "or" or any(each.subjects for each in read[place - 1 : place + 2]))
    return unknown or {place for place in side if read[place].is_other and is_against}


def _is_joint(read: Sequence[_Word], place: int, beginning: str) -> bool:
    """Whether the word at ``place`` stands between two things compared; ``beginning`` is the stem before the first."""
    word, before = read[place].text, stem(read[place - 1].text) if place else ""
    if word == "and":
        return any(stem(each.text) in _COMPARING for each in read)
    if word == "of":
        return before == stem("instead")
    if word in ("or", "than", "over"):
        return True
    moves = any(stem(each.text) in _MOVING for each in read)
    compares = (before in _COMPARING and before != stem("better")) or beginning in _COMPARING
    return compares or (moves and beginning in ("from", "to"))


def _phrase_after(read: Sequence[_Word], start: int, said: Collection[str]) -> range:
    """The places of the words from ``start`` to the next stop word, without articles and what was ``said`` before."""
    while start < len(read) and (read[start].text in _ARTICLES or read[start].text in said):
        start += 1
    return range(start, start + sum(1 for _ in takewhile(lambda word: not word.is_stop_word, read[start:])))


def _phrase_before(read: Sequence[_Word], end: int) -> range:
    """The places of the words that end before ``end``, back to the next stop word; words that compare stand between."""
    while end and (stem(read[end - 1].text) in _COMPARING or read[end - 1].text in ("instead", "rather", "more")):
        end -= 1
    return range(end - sum(1 for _ in takewhile(lambda word: not word.is_stop_word, reversed(read[:end]))), end)


def _unknown(read: Sequence[_Word], places: range, *, names_only: bool) -> set[int]:
    """The places of the names among these; unless ``names_only`` also of ordinary words that are a name together."""
    names = {place for place in places if read[place].is_name}
    if names or names_only or not places or not read[places.start].is_unknown:
        return names
    return set(places)


def _in_place_of_subjects(read: Sequence[_Word], *, follows_up: bool) -> Iterator[int]:
    """The places of unknown names that something is asked of: "what does sre monitor", "cost of aiops", "and sre?"."""
    if follows_up and all(word.is_name or word.is_stop_word for word in read):
        yield from (place for place, word in enumerate(read) if word.is_name)
        return
    for place, word in enumerate(read[1:], start=1):
        *asking, before = [each.text for each in read[:place]]
        asks_of_it = before in _ASKED_OF and (_does_something(read, place) if not asking else bool(_ASKING & {*asking}))
        is_last = place == len(read) - 1
        asks_what_it_is = before == "is" and (asking[-1:] in _ASKED_WHAT_IT_IS or (is_last and asking[:1] == ["how"]))
        if word.is_name and (asks_of_it or asks_what_it_is):
            yield place
    if len(read) > 1 and read[-1].is_name and (read[-2].text == "of" or _is_place_of_subject(read)):
        asked = [word.is_unknown for word in read[:-2] if not word.is_stop_word]
        if not asked or not all(asked):  # of nothing known it is asked beside no subject: "hotels in lisbon"
            yield len(read) - 1


def _does_something(read: Sequence[_Word], place: int) -> bool:
    """Whether a verb follows the name at ``place``: "does elixir have generics", not "does linting in the editor"."""
    return place + 1 < len(read) and (read[place + 1].text in _HAVING or not read[place + 1].is_stop_word)


def _is_place_of_subject(read: Sequence[_Word]) -> bool:
    """Whether something is asked that is so "in" the last word: not what people want to do there."""
    return len(read) > 2 and read[-2].text in _WITHIN and _DOING.isdisjoint(word.text for word in read)


def _joined(read: Sequence[_Word], places: Collection[int]) -> Iterator[str]:
    """The words at these places; those side by side are one name."""
    name: list[str] = []
    for place, word in enumerate(read):
        if place in places:
            name.append(word.text)
        elif name:
            yield " ".join(name)
            name = []
    if name:
        yield " ".join(name)
