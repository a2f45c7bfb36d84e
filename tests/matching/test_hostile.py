"""Whatever is typed, deciding ends, never fails, and what it gives is bounded and agrees with itself."""

import random
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.knowledge.model import KnowledgeBase
from bot.limits import AUTOCOMPLETE_CHOICES, AUTOCOMPLETE_TEXT
from bot.matching.decision import Context, Decision, Kind
from bot.matching.matcher import Matcher
from tests.matching.bases import GARDEN, TOPIC


def assert_sound(decision: Decision, knowledge: KnowledgeBase) -> None:
    """Bounds, order, and that the parts of a decision agree."""
    candidates = [candidate.entry for candidate in decision.candidates]
    scores = [candidate.score for candidate in decision.candidates]
    assert len(candidates) == len(set(candidates)) <= 5
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)
    assert knowledge.entries.keys() >= {*candidates, *decision.entries}
    assert len(decision.entries) == len(set(decision.entries))
    assert set(decision.entries) <= set(candidates)
    least, most = {Kind.ANSWER: (1, 3), Kind.SUGGESTIONS: (1, 5), Kind.UNKNOWN: (0, 0)}[decision.kind]
    assert least <= len(decision.entries) <= most
    assert_reason(decision, knowledge)
    assert_subjects(decision, knowledge)


def assert_reason(decision: Decision, knowledge: KnowledgeBase) -> None:
    reason = decision.reason
    assert 0 <= reason.margin <= reason.score <= 1
    assert reason.runner_up is None or reason.runner_up in knowledge.entries
    if reason.small_talk or not decision.candidates:
        assert (decision.kind, reason.score, reason.phrase) == (Kind.UNKNOWN, 0, None)
    elif len(decision.entries) < 2:
        assert reason.score == decision.candidates[0].score
    if decision.kind is Kind.ANSWER:
        assert reason.phrase


def assert_subjects(decision: Decision, knowledge: KnowledgeBase) -> None:
    if decision.subjects:
        sides = knowledge.entries[decision.instead or decision.entries[0]].sides
        assert decision.kind is Kind.ANSWER or decision.instead
        assert len(set(decision.subjects)) == len(decision.subjects) < len(sides)
        assert set(decision.subjects) <= sides.keys()


CONTEXTS = [
    None,
    Context(),
    Context((f"{TOPIC}/cost",), ("mlops",)),
    Context((f"{TOPIC}/mlops",)),
    Context(("no/thing",)),
]


@settings(max_examples=80, deadline=None)
@given(text=st.text(max_size=200), context=st.sampled_from(CONTEXTS))
def test_any_text_gets_a_sound_decision(
    text: str, context: Context | None, knowledge: KnowledgeBase, matcher: Matcher
) -> None:
    assert_sound(matcher.decide(text, context), knowledge)


TYPED: Final = (
    "mlops devops MLOps? dev ops and or , ? . what is how does cost security monitor monitors montioring tool tools "
    "data model pipeline kubernetes k8s ci/cd weather pasta the of in hi thanks free course demo zzz 42 \u200b 😀 "
    "<@123456789012345678> brochure skills teams versions versus differ both learn hands-on"
)
WORDS = st.sampled_from(TYPED.split())


@settings(max_examples=150, deadline=None)
@given(text=st.lists(WORDS, max_size=24).map(" ".join), context=st.sampled_from(CONTEXTS))
def test_any_mixture_of_known_words_gets_a_sound_decision(
    text: str, context: Context | None, knowledge: KnowledgeBase, matcher: Matcher
) -> None:
    assert_sound(matcher.decide(text, context), knowledge)


@settings(max_examples=80, deadline=None)
@given(text=st.one_of(st.text(max_size=120), st.lists(WORDS, max_size=12).map(" ".join)), limit=st.integers(1, 40))
def test_any_prefix_gets_choices_that_discord_takes(text: str, limit: int, matcher: Matcher) -> None:
    found = matcher.suggest(text, limit)
    texts = [completion.text for completion in found]
    assert len(found) <= min(limit, AUTOCOMPLETE_CHOICES)
    assert all(0 < len(each) <= AUTOCOMPLETE_TEXT for each in texts)
    assert len(set(texts)) == len(texts)


@settings(max_examples=80, deadline=None)
@given(text=st.text(max_size=200), limit=st.integers(1, 12))
def test_ranking_any_text_is_bounded(text: str, limit: int, knowledge: KnowledgeBase, matcher: Matcher) -> None:
    ranked = matcher.rank(text, limit)
    assert len(ranked) <= limit
    assert {candidate.entry for candidate in ranked} <= knowledge.entries.keys()


def noise(alphabet: str, length: int = 4000) -> str:
    chosen = random.Random(7)
    return "".join(chosen.choice(alphabet) for _ in range(length))


HOSTILE = {
    "one letter": "a" * 4000,
    "repeated words": "monitoring " * 400,
    "repeated typo": "montioring " * 400,
    "one long token": "monitoringsecurity" * 230,
    "digits": "1234567890" * 400,
    "random letters": noise("abcdefghijklmnopqrstuvwxyz"),
    "random words": noise("abcdefghij    "),
    "near known words": noise("monitrgscuycal "),
    "emoji": "😀👍🏽👨‍👩‍👧‍👦" * 350,
    "custom emoji": "<:kube:123456789012345678>" * 150,
    "zero width": "m\u200bo\u200dn\u2060" * 600,
    "only zero width": "\u200b" * 4000,
    "right to left": "\u0645\u0631\u0627\u0642\u0628\u0629 " * 570,
    "direction overrides": "\u202emonitoring\u202c" * 330,
    "chinese": "机器学习运维" * 660,
    "combining": "e" + "\u0301" * 3999,
    "expanding": "\ufdfa" * 4000,
    "backticks": "`" * 4000,
    "open code": "```" + "cost " * 799,
    "pipes": "||" * 2000,
    "open mentions": "<@" * 2000,
    "question marks": "?" * 4000,
    "many questions": "cost? " * 660,
    "many joints": "cost and security, " * 210,
    "apostrophes": "a'" * 2000,
    "short forms": "what's " * 570,
    "slashes": "ci/cd/" * 660,
    "addresses": "https://a.b/c " * 280,
    "null": "\x00" * 4000,
    "lone surrogates": "\ud800cost\udfff" * 600,
    "laughter": "hahaha" * 660,
    "new lines": "\n" * 4000,
    "far too long": "how does monitoring differ " * 4000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_four_thousand_hostile_characters_are_decided(name: str, knowledge: KnowledgeBase, matcher: Matcher) -> None:
    text = HOSTILE[name]
    assert_sound(matcher.decide(text), knowledge)
    assert_sound(matcher.decide(text, CONTEXTS[2]), knowledge)
    assert len(matcher.rank(text)) <= 5


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_characters_are_completed(name: str, matcher: Matcher) -> None:
    assert len(matcher.suggest(HOSTILE[name])) <= AUTOCOMPLETE_CHOICES


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_cannot_pass_as_knowledge_of_a_small_base(name: str) -> None:
    assert_sound(Matcher.build(GARDEN).decide(HOSTILE[name]), GARDEN)


@pytest.mark.parametrize("name", ["one letter", "digits", "random letters", "emoji", "chinese", "expanding", "null"])
def test_noise_is_never_answered(name: str, matcher: Matcher) -> None:
    assert matcher.decide(HOSTILE[name]).kind is Kind.UNKNOWN
