"""What frames a question is taken off; what belongs to it, or to a name of the knowledge base, is not."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.matching.decision import Kind
from bot.matching.index import Index
from bot.matching.language.normalize import normalise, words_of
from bot.matching.matcher import Matcher
from tests.matching.bases import GARDEN, base, plain, with_entry

KNOWLEDGE = with_entry(
    with_entry(
        with_entry(
            GARDEN, plain("garden", "thanks", "Saying thanks", "How do I say thanks?", "To whom do I say thanks?")
        ),
        plain("garden", "help", "Finding help", "Who can help me?", "Does anyone here deliver?"),
    ),
    plain("garden", "price", "Prices", "How much does a plant cost?", "What is the price of a plant?"),
)
MATCHER = Matcher.build(KNOWLEDGE)
FRAMING = Index.of(KNOWLEDGE).framing
GARDENING = Index.of(GARDEN).framing

OPENINGS = [
    "does anyone know",
    "Does anybody here happen to know",
    "do you guys know",
    "anyone know",
    "quick question:",
    "Just a really quick question,",
    "I've got a dumb question:",
    "hey all,",
    "Hi everyone!",
    "good morning folks",
    "hello there good people,",
    "sorry if this was asked before, but",
    "apologies if this has already been answered,",
    "Sorry to bother you all.",
    "not sure if this is the right channel but",
    "can someone explain to me",
    "could anybody please tell me",
    "can you guys help me understand",
    "I was wondering",
    "I'm wondering,",
    "just wondering:",
    "I wanted to ask",
    "I would like to know",
    "noob here,",
    "I'm new here, so",
    "complete beginner here.",
    "This might be a stupid question, but",
    "i know this is a noob question but",
    "pls help,",
    "Help me please:",
    "any idea",
    "asking for a friend:",
    "a friend of mine wants to know",
    "I searched but couldn't find anything.",
    "so, umm,",
    "please",
    "hope you are all well.",
    "out of curiosity,",
    "explain like I'm five:",
    "is anyone here able to tell me",
    "sry to bug you,",
    "apologies in advance,",
    "silly question alert:",
    "real quick:",
    "not a native speaker so bear with me,",
    "i know nothing about this so",
    "i am a bit embarrassed to ask but",
    "no idea if that was answered before but",
    "just to be sure,",
    "dear support team,",
    "could a mod tell me",
    "is there someone who could tell me",
    "would someone be so kind to explain",
    "i would be grateful if someone told me",
    "first post here,",
    "i just joined, and",
]
CLOSINGS = [
    "Thanks in advance!",
    "thanks",
    "thank you so much guys",
    "tia",
    "thx a lot",
    "pls help",
    "please and thank you",
    "please, please",
    "asking for a friend",
    "any help would be appreciated",
    "any advice is welcome!",
    "sorry if this was asked before",
    "sorry for the noob question",
    "sorry, i'm new here",
    "because I'm new to this",
    "just curious",
    "anyone?",
    "anyone know?",
    "does anybody know?",
    "any ideas?",
    "can someone help me please",
    "let me know",
    "i really want to know",
    "lol",
    "bro",
    "have a nice day everyone",
    "cheers",
    "best regards",
    "that's all, thanks",
    "appreciate it",
    "thanks heaps",
    "much love to you all",
    "no rush",
    "take your time",
    "whenever you find a minute",
    "please don't laugh at me",
    "go easy on me",
    "if that makes sense",
    "help is much appreciated",
    "if you don't mind",
    "it would mean a lot to me",
    "i'm completely stuck here",
    "enjoy your weekend",
]
QUESTIONS = [
    ("how often do I water?", "garden/watering"),
    ("when do plants need compost?", "garden/feeding"),
    ("what has to come indoors?", "garden/frost"),
    ("where can I order seeds?", "garden/seeds"),
]


@pytest.mark.parametrize("opening", OPENINGS)
@pytest.mark.parametrize(("question", "_"), QUESTIONS)
def test_an_opening_is_taken_off(opening: str, question: str, _: str) -> None:
    assert list(GARDENING.without(words_of(normalise(f"{opening} {question}")))) == words_of(normalise(question))


@pytest.mark.parametrize("closing", CLOSINGS)
@pytest.mark.parametrize(("question", "_"), QUESTIONS)
def test_a_closing_is_taken_off(closing: str, question: str, _: str) -> None:
    assert list(GARDENING.without(words_of(normalise(f"{question} {closing}")))) == words_of(normalise(question))


@pytest.mark.parametrize("seed", range(25))
def test_frames_in_any_order_and_number_change_neither_entry_nor_confidence_by_much(seed: int) -> None:
    rng = random.Random(seed)
    question, entry = rng.choice(QUESTIONS)
    plain_one = MATCHER.decide(question)
    before, after = rng.sample(OPENINGS, rng.randint(1, 3)), rng.sample(CLOSINGS, rng.randint(0, 3))
    framed = MATCHER.decide(" ".join([*before, question, *after]))
    assert framed.candidates[0].entry == plain_one.candidates[0].entry == entry
    assert abs(framed.candidates[0].score - plain_one.candidates[0].score) < 0.1
    assert framed.kind is plain_one.kind


FRAMED = [
    "does anyone know how feeding differs between beds and pots?",
    "hey, does anybody know how feeding differs?",
    "How does feeding differ? Thanks in advance",
]


@pytest.mark.parametrize("text", FRAMED)
def test_a_framed_question_about_a_dimension_is_answered(text: str) -> None:
    assert MATCHER.decide(text).entries == ("garden/feeding",)
    assert MATCHER.decide(text).kind is Kind.ANSWER


LEFT = [
    "how do I say thanks",
    "to whom do I say thanks?",
    "who can help me",
    "does anyone here deliver",
    "does anyone know",
    "please help",
    "can someone help me?",
    "thanks",
    "quick question",
    "what do you know",
    "is the offer for everyone",
    "how do you know which one to buy",
    "what happens if someone asked before me",
    "where do I ask a question",
    "how do i thank someone",
    "how does a friend of mine join",
    "is anyone selling seeds",
    "what is a noob",
    "who is new here",
    "can I bring a friend",
    "do you have compost",
    "which one would be great for pots",
    "what would help a lot against slugs",
    "can i go easy on the compost",
    "does the hose have no pressure",
    "how do i plant a gift for a friend",
    "the first time i water",
    "can new members water the beds",
    "does water need a mod",
    "is it obvious when plants need water",
    "",
]


@pytest.mark.parametrize("text", LEFT)
def test_what_is_asked_is_left(text: str) -> None:
    words = words_of(normalise(text))
    assert list(FRAMING.without(words)) == words


@pytest.mark.parametrize(
    ("text", "entry"), [("how do I say thanks", "garden/thanks"), ("who can help me?", "garden/help")]
)
def test_a_name_with_the_words_of_a_frame_is_found(text: str, entry: str) -> None:
    assert MATCHER.decide(text).candidates[0].entry == entry


def test_a_frame_that_is_part_of_a_name_is_left_there() -> None:
    words = words_of("does anyone here deliver compost")
    assert list(FRAMING.without(words)) == words


def test_a_frame_in_the_middle_is_left() -> None:
    text = "what does anyone know about water thanks to compost in beds"
    assert list(FRAMING.without(text.split())) == text.split()


SOME = words_of(
    "does anyone know thanks in advance please seeds hi all sorry if this was asked new here quick question"
)


@given(st.lists(st.sampled_from(SOME), max_size=40))
def test_something_is_always_left_in_its_order(words: list[str]) -> None:
    left = list(FRAMING.without(words))
    assert bool(left) == bool(words)
    assert any(words[place : place + len(left)] == left for place in range(len(words) - len(left) + 1))


def test_a_long_message_is_read_in_time() -> None:
    words = ("anyone who can help please " * 32).split()
    assert FRAMING.without(words)


def test_small_bases_have_framed_names() -> None:
    framing = Index.of(base(plain("a", "b", "Does anyone know the way?", "Any ideas for a gift?"))).framing
    for text in ("does anyone know the way", "any ideas for a gift"):
        assert list(framing.without(text.split())) == text.split()
