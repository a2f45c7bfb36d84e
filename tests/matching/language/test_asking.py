"""What asks whoever knows, what asks people, and what asks nobody."""

import pytest

from bot.matching.confidence.calibration import UNASKED_AT
from bot.matching.decision import Kind
from bot.matching.language.asking import DialogueAct, act_of
from bot.matching.matcher import Matcher
from tests.matching.communities import GAME, HOBBY, SCHOOL, TOOL
from tests.matching.language.chat import CHAT, QUESTIONS, UNSEEN_CHAT, UNSEEN_QUESTIONS

ASKS = """
    how much does it cost
    whats the difference between mlops and devops
    cant find how to enrol
    wondering how monitoring works
    need help setting up alerts
    is there a demo
    any idea how to reset my pin
    does anyone know how security differs between mlops and devops?
    hey all, quick question: when's the exam
    so sorry if this was asked before but which plan do i need
    i finished the course, can i get a certificate now
    anybody know if the demo is free
    how you can deploy one model
    how i can deploy one model
    is kubernetes used in mlops?
    should i learn rust or go
    explain monitoring please
    tell me about the fees
    i would like to know more about refunds
    could someone explain what a claim is
    what about the price
    who teaches the course
    on which date is the exam
    do you offer refunds
    do you guys ship abroad
    do you all accept paypal
    do you guys normally deliver on saturdays
    do you guys provide invoices
    how do you claim land
    was kostet das?
    多少钱\uff1f
    كم السعر؟
    cuánto cuesta el curso?
    price?
    optifine allowed?
"""
CALLS = """
    anyone wanna claim this base with me
    who has the mods
    can someone lend me a charger
    who wants to play
    anyone else going?
    are you guys there
    did you see the match
    how was your day
    do you like javascript
    how cool is that
    who knew
    why not
    guess what
    do you guys get along
    do you all meet up later
    do you guys stream tonight
    do you guys like pizza
    what a hype
    are we meeting later?
    can you send me the notes
    does anyone have a spare tripod?
    is he at the exam?
    what do you think about the exam
    looking for teammates for the exam
    when are you coming to the demo?
    has anyone tried the new export?
"""
TELLS = """
    i love javascript
    that was free work lol
    the demo was great
    no cost
    i got the certification
    good question, i wondered too
    same
    thanks, that helped
    she asked how much it costs
    he told me how to reset my pin
    "how much does it cost" was all she said
    > how much does it cost
    me: how do i exit vim
    the course, which is free, is great
    i know how to deploy
    we did the exam and so did she
    cool
    never mind
"""
NEEDS = """
    my card is broken
    i can't log in
    the export failed again
    i forgot my pin
    it does not work
    i want a refund
"""
NAMES = """
    monitoring in devops
    refund
    csv export
    mlops vs devops
    price list
"""


def lines(text: str) -> list[str]:
    return [line.strip() for line in text.strip().splitlines()]


@pytest.mark.parametrize(
    ("text", "act"),
    [
        (line, act)
        for act, table in zip(DialogueAct, (ASKS, NEEDS, NAMES, CALLS, TELLS), strict=True)
        for line in lines(table)
    ],
)
def test_what_somebody_does_by_saying_it(text: str, act: DialogueAct) -> None:
    assert act_of(text) is act


@pytest.mark.parametrize("text", ["", "?", "???", "🔥", "https://example.com", "```how?```", "what?", "\u202e?"])
def test_nothing_asks_nothing(text: str) -> None:
    assert act_of(text) is not DialogueAct.ASKS


def test_a_question_may_stand_at_either_end_of_a_long_message() -> None:
    story = "i went to the shop and bought some bread. " * 100
    assert act_of(f"{story}how much does the course cost") is DialogueAct.ASKS
    assert act_of(f"how much does the course cost? {story}") is DialogueAct.ASKS
    assert act_of(story) is DialogueAct.TELLS


BASES = {"game": GAME, "school": SCHOOL, "tool": TOOL, "hobby": HOBBY}


@pytest.fixture(scope="module")
def matchers(matcher: Matcher) -> dict[str, Matcher]:
    """One for each community, and the one that ships."""
    return {name: Matcher.build(knowledge) for name, knowledge in BASES.items()} | {"shipped": matcher}


def share(said: dict[str, str], matchers: dict[str, Matcher], *, asked: bool) -> float:
    """The share that a listening bot answers: of all lines, or of the questions to which the matcher has an answer."""
    texts = [(name, line) for name, table in said.items() for line in lines(table)]
    decided = [(line, matchers[name].decide(line)) for name, line in texts]
    known = [(line, decision.reason.score) for line, decision in decided if decision.kind is Kind.ANSWER]
    answered = [line for line, score in known if score >= UNASKED_AT and act_of(line) is DialogueAct.ASKS]
    return len(answered) / len(known if asked else texts)


def test_chat_is_left_alone(matchers: dict[str, Matcher]) -> None:
    assert share(CHAT, matchers, asked=False) <= 0.01
    assert share(UNSEEN_CHAT, matchers, asked=False) <= 0.01


def test_questions_are_heard(matchers: dict[str, Matcher]) -> None:
    assert share(QUESTIONS, matchers, asked=True) >= 0.9
    assert share(UNSEEN_QUESTIONS, matchers, asked=True) >= 0.9
    unseen = [line for table in UNSEEN_QUESTIONS.values() for line in lines(table)]
    assert sum(act_of(line) is DialogueAct.ASKS for line in unseen) / len(unseen) >= 0.9
