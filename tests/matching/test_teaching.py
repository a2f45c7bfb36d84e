"""Teaching works at once and locally: a new phrase and its variants are found, and nobody else's questions flip."""

import random
from dataclasses import dataclass, replace
from typing import Final

import pytest

from bot.knowledge.model import Entry, KnowledgeBase
from bot.matching.decision import Kind
from bot.matching.language.english import stop_words
from bot.matching.language.normalize import normalise, stem, words_of
from bot.matching.matcher import Matcher
from tests.matching.bases import phrases_of, with_entry

OTHER: Final = "umbrella violin penguin saffron lighthouse marathon origami trombone volcano pancake giraffe telescope"
FRAMES: Final = ("{}", "what is {}", "how do I {} here?", "is {} a thing?", "tell me about {}")


@dataclass(frozen=True)
class Lesson:
    """A phrase, and the entry that is to learn it."""

    entry: Entry
    words: tuple[str, ...]
    frame: str

    @property
    def phrase(self) -> str:
        """The words as somebody would ask with them."""
        return self.frame.format(" ".join(self.words))

    def variants(self, chosen: random.Random) -> list[str]:
        """The phrase with a typo, with another number, in another order, and in other words around it."""
        longest = max(self.words, key=len)
        place = chosen.randrange(1, len(longest) - 2)
        swapped = longest[:place] + longest[place + 1] + longest[place] + longest[place + 2 :]
        doubled = longest[:place] + longest[place] + longest[place:]
        return [
            self.phrase.replace(longest, swapped),
            self.phrase.replace(longest, doubled),
            self.phrase.replace(longest, longest.removesuffix("s") if longest.endswith("s") else f"{longest}s"),
            " ".join(reversed(self.words)),
            self.phrase.upper() + "???",
            "can somebody explain " + " ".join(self.words) + " please",
        ]


def vocabulary(knowledge: KnowledgeBase) -> list[str]:
    """The words of the knowledge base that say something, in alphabetical order."""
    words = {word for entry in knowledge for phrase in phrases_of(entry) for word in words_of(normalise(phrase))}
    return sorted(word for word in words if len(word) > 4 and word.isascii() and stem(word) not in stop_words())


def lesson(knowledge: KnowledgeBase, chosen: random.Random) -> Lesson:
    """One or two words of the knowledge base beside two or three others, or only either."""
    known, other = chosen.choice([(1, 2), (2, 2), (0, 3), (3, 1), (3, 0), (0, 2)])
    words = chosen.sample(vocabulary(knowledge), known) + chosen.sample(OTHER.split(), other)
    chosen.shuffle(words)
    return Lesson(chosen.choice(list(knowledge)), tuple(words), chosen.choice(FRAMES))


def taught(knowledge: KnowledgeBase, given: Lesson) -> KnowledgeBase:
    """The knowledge base with the lesson's phrase among its entry's questions."""
    return with_entry(knowledge, replace(given.entry, questions=(*given.entry.questions, given.phrase)))


@pytest.mark.parametrize("seed", range(12))
def test_what_is_taught_is_found_and_nothing_else_flips(seed: int, few: KnowledgeBase, few_matcher: Matcher) -> None:
    chosen = random.Random(seed)
    given = lesson(few, chosen)
    after = few_matcher.updated(taught(few, given))
    decision = after.decide(given.phrase)
    assert (decision.kind, decision.entries) == (Kind.ANSWER, (given.entry.key,)), given.phrase
    for variant in given.variants(chosen):
        assert after.decide(variant).entries[:1] == (given.entry.key,), variant
    others = [(entry.key, phrase) for entry in few if entry.key != given.entry.key for phrase in phrases_of(entry)]
    flipped = [
        (key, phrase, before.entries, now.entries)
        for (key, phrase), before, now in zip(
            others,
            few_matcher.decide_many(phrase for _, phrase in others),
            after.decide_many(phrase for _, phrase in others),
            strict=True,
        )
        if key in before.entries and key not in now.entries
    ]
    assert flipped == [], given.phrase


def test_the_base_that_ships_can_be_taught(knowledge: KnowledgeBase, matcher: Matcher) -> None:
    chosen = random.Random(99)
    given = Lesson(chosen.choice(list(knowledge)), ("penguin", "alarms", "trombone"), "who hears the {}?")
    after = matcher.updated(taught(knowledge, given))
    assert after.decide(given.phrase).entries == (given.entry.key,)
    for variant in given.variants(chosen):
        assert after.decide(variant).entries[:1] == (given.entry.key,), variant
    phrases = [(entry.key, phrase) for entry in knowledge for phrase in phrases_of(entry)]
    decisions = after.decide_many(phrase for _, phrase in phrases)
    assert [phrase for (key, phrase), found in zip(phrases, decisions, strict=True) if key not in found.entries] == []


def test_a_lesson_can_be_taken_back(few: KnowledgeBase, few_matcher: Matcher) -> None:
    given = Lesson(next(iter(few)), ("penguin", "umbrella"), "what is {}")
    back = few_matcher.updated(taught(few, given)).updated(few)
    assert back.decide(given.phrase) == few_matcher.decide(given.phrase)
    assert back.decide(given.phrase).kind is Kind.UNKNOWN


def test_a_lesson_says_why_it_decided(few: KnowledgeBase, few_matcher: Matcher) -> None:
    given = Lesson(next(iter(few)), ("penguin", "umbrella"), "what is {}")
    reason = few_matcher.updated(taught(few, given)).decide("penguin umbrela?").reason
    assert reason.phrase == given.phrase
    assert set(reason.words) == {"penguin", "umbrella"}
