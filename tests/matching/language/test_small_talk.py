"""Small talk gets the help text; a question never does, however it greets."""

from dataclasses import replace

import pytest

from bot.knowledge.model import KnowledgeBase
from bot.matching.decision import Decision, Kind, Reason, SmallTalk
from bot.matching.language.normalize import normalise, words_of
from bot.matching.language.small_talk import form_of
from bot.matching.matcher import Matcher
from tests.matching.bases import answers, base, plain

SMALL_TALK = [
    "are you a bot?", "are you a robot?", "is anyone there?",
    "", "   ", "???", "…", "👍", "😀😀", "<@123456789012345678>", "<@!123456789012345678> hi", "hi", "HELLO", "heyyyy",
    "helloooo", "hello bot", "yo", "good morning everyone", "gm", "thanks!", "Thank you so much", "thx", "ty",
    "lol", "hahaha", "hmm", "wow", "ok cool", "yes", "no", "bye", "see you later", "test", "ping", "how are you?",
    "how are you doing today?", "who are you?", "what's your name?", "what's up", "are you human?",
    "what can you do?", "cheers mate",
    "can you help me?", "can I ask you a question?", "how do you work?", "tell me a joke", "nice bot",
    "good bot", "i love you", "you're wrong", "that's great, thanks", "never mind", "got it", "is anyone here?",
    "who made you?", "happy birthday to you", "merry christmas",
]  # fmt: skip


@pytest.mark.parametrize("text", SMALL_TALK)
def test_small_talk_is_not_searched_for(text: str, matcher: Matcher) -> None:
    decision = matcher.decide(text)
    assert form_of(words_of(normalise(text))) is not None
    assert decision.reason.small_talk
    assert decision.kind is Kind.UNKNOWN
    assert decision.entries == ()


QUESTIONS = [
    "what is devops", "cost", "hi, what does it cost", "hello monitoring", "thanks, and security?",
    "who are data scientists",
    "how are models deployed", "what can devops do", "can you help me with security", "are you hiring",
    "tell me about cost",
    "i love this but what does it cost", "test automation", "good tools", "what's up with model drift", "help desk",
    "hola", "zzz", "no downtime", "it works on my machine", "how do you work in teams", "who made mlops",
    "the right to privacy",
    "机器学习",
]  # fmt: skip


@pytest.mark.parametrize("text", QUESTIONS)
def test_a_question_is_not_small_talk(text: str, matcher: Matcher) -> None:
    assert form_of(words_of(normalise(text))) is None
    assert not matcher.decide(text).reason.small_talk


POLITE = [
    ("Hi, how does monitoring differ?", "monitoring"),
    ("hey bot, what about security", "security"),
    ("hello monitoring", "monitoring"),
    ("thanks, and cost?", "cost"),
    ("lol ok but which tools does devops use", "technology-stack"),
    ("can you help me with scalability please", "scalability"),
]


@pytest.mark.parametrize(("text", "entry"), POLITE)
def test_a_question_with_a_greeting_is_answered(text: str, entry: str, matcher: Matcher) -> None:
    assert answers(matcher.decide(text), entry)


def test_an_entry_may_be_called_like_small_talk() -> None:
    matcher = Matcher.build(
        base(plain("house", "test", "Test", "ping"), plain("house", "roof", "Roof", "Is it tight?"))
    )
    for text in ("test", "Ping!"):
        assert matcher.decide(text).entries == ("house/test",)
    assert matcher.decide("thanks").reason.small_talk


SHOP = Matcher.build(
    base(
        plain("shop", "refund", "Refunds", "How do I get a refund?"),
        plain("shop", "shipping", "Shipping", "How long does shipping take?"),
        plain("shop", "track", "Where is my order?", "How do I track my order?"),
        plain("shop", "payment", "Payment methods", "How can I pay?"),
        plain("shop", "menu", "Lunch menu", "What is on the menu?"),
        plain("shop", "lost", "Lost parcel", "What can I do about a lost parcel?"),
        plain("shop", "newsletter", "Newsletter", "Which topics does the newsletter have?"),
        plain("shop", "work", "How does it work?"),
        plain("shop", "lamp", "Error 404", "What does error 404 mean?"),
        plain("shop", "about", "About us"),
    )
)
CHATTY = base(
    plain("chat", "maker", "Who made you?", "who is your creator", "tell me who built you"),
    plain("chat", "robot", "Are you a bot?", "are you human or a robot", "am i talking to a real person"),
    plain("chat", "roof", "Roof", "Is the roof tight?"),
)
HELD = [
    ("who created you", "maker"),
    ("hi, who built you", "maker"),
    ("are you a robot", "robot"),
    ("are you a real person?", "robot"),
]


@pytest.mark.parametrize(("text", "entry"), HELD)
def test_small_talk_that_an_entry_holds_is_answered_in_other_words_too(text: str, entry: str) -> None:
    assert form_of(words_of(normalise(text))) is not None
    assert Matcher.build(CHATTY).decide(text).entries == (f"chat/{entry}",)


NOT_HELD = [
    "good morning",
    "thanks",
    "thanks a lot",
    "how are you?",
    "are you ok?",
    "are you there?",
    "who owns you?",
    "???",
]


@pytest.mark.parametrize("text", NOT_HELD)
def test_small_talk_that_no_entry_holds_stays_small_talk(text: str) -> None:
    decision = Matcher.build(CHATTY).decide(text)
    assert decision.reason.small_talk
    assert decision.kind is Kind.UNKNOWN
    assert decision.entries == ()


THANKS = [
    "thanks!", "thank you", "thank you so much", "ty", "tysm", "thx", "thnx", "cheers", "cheers mate", "many thanks",
    "thanks a lot", "thanks a million", "ok thanks", "great, thanks!", "thanks for the help", "thanks, that helped",
    "thank you for the quick reply", "thanks for explaining that so well", "that helped a lot", "very helpful",
    "much appreciated", "i really appreciate it", "got it, thanks", "hey thanks bot", "tahnks", "you're a lifesaver",
    "perfect, that's what i needed, thank you", "merci", "thanks!!! 🙏",
]  # fmt: skip
LISTING = [
    "list", "menu", "topics", "help", "commands", "help!", "/list", "!commands", "help me please", "What can you do?",
    "what do you know", "what do you know about?", "show me the list", "show all topics", "list all questions",
    "what can i ask you?", "what can i ask", "which topics do you know?", "what questions can you answer",
    "what topics are there", "give me a list of topics", "hi, what can you do?", "what are your commands?",
    "hey bot, what can you tell me about?", "faq", "list please", "what kind of questions can i ask you?",
    "what can you help me with", "what are you able to do",
]  # fmt: skip
NEITHER = [
    "no thanks", "idk", "dunno", "hi", "bye", "lol", "ok", "who are you", "can you help me?", "never mind", "",
    "how are you?", "i have a question",
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        *((text, SmallTalk.THANKS) for text in THANKS),
        *((text, SmallTalk.LIST) for text in LISTING),
        *((text, SmallTalk.OTHER) for text in NEITHER),
    ],
)
@pytest.mark.parametrize("knowledge", [CHATTY, base(plain("shop", "refund", "Refunds", "How do I get a refund?"))])
def test_small_talk_is_told_apart(text: str, kind: SmallTalk, knowledge: KnowledgeBase) -> None:
    decision = Matcher.build(knowledge).decide(text)
    assert replace(decision, candidates=()) == Decision(Kind.UNKNOWN, reason=Reason(small_talk=kind))


ASKS_ON = [
    ("thanks, how do i get a refund?", "refund"),
    ("thank you! and how long does shipping take?", "shipping"),
    ("help me track my order", "track"),
    ("can you list the payment methods", "payment"),
    ("what's on the menu", "menu"),
    ("what can you do about a lost parcel?", "lost"),
    ("what topics does the newsletter have", "newsletter"),
]


@pytest.mark.parametrize(("text", "entry"), ASKS_ON)
def test_a_question_beside_thanks_or_with_a_word_of_the_list_is_a_question(text: str, entry: str) -> None:
    decision = SHOP.decide(text)
    assert decision.reason.small_talk is None
    assert decision.candidates[0].entry == f"shop/{entry}"
    assert decision.kind is not Kind.UNKNOWN


@pytest.mark.parametrize(
    "text", ["menu", "Menu?", "the menu please", "show me the menu", "hi, show me your menu please"]
)
def test_an_entry_called_menu_comes_before_the_list(text: str) -> None:
    matcher = Matcher.build(base(plain("cafe", "menu", "Menu", "What is on it?"), plain("cafe", "hours", "Hours")))
    assert matcher.decide(text).entries == ("cafe/menu",)


HOW_IT_WORKS = ["how does this work?", "How does it work", "hi, how does this work", "how does that work"]


@pytest.mark.parametrize("text", HOW_IT_WORKS)
def test_what_points_at_this_is_found_by_a_question_about_it(text: str) -> None:
    assert SHOP.decide(text).entries == ("shop/work",)


def test_how_this_works_is_small_talk_where_no_entry_says() -> None:
    assert Matcher.build(CHATTY).decide("how does this work").reason.small_talk is SmallTalk.OTHER


POLITENESS = base(
    plain("chat", "hello", "Hello", "hi", "good morning"),
    plain("chat", "thanks", "Thanks", "thank you"),
    plain("chat", "ping", "Test", "ping"),
)
SAID = [("hi there", "hello"), ("hello everyone", "hello"), ("thanks a lot!", "thanks"), ("test test", "ping")]


@pytest.mark.parametrize(("text", "entry"), SAID)
def test_words_that_say_the_same_are_answered(text: str, entry: str) -> None:
    assert Matcher.build(POLITENESS).decide(text).entries == (f"chat/{entry}",)


@pytest.mark.parametrize("text", ["good", "ok cool test", "no thanks", "lol", "bye all", "good one"])
def test_words_that_say_something_else_are_not(text: str) -> None:
    decision = Matcher.build(POLITENESS).decide(text)
    assert decision.reason.small_talk
    assert decision.entries == ()
