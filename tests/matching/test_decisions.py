"""What is decided about questions to the knowledge base that ships, and the reason given."""

from itertools import combinations, permutations

import pytest

from bot.knowledge.model import KnowledgeBase
from bot.matching.confidence.calibration import ConfidenceLevel
from bot.matching.decision import Decision, Kind
from bot.matching.matcher import Matcher
from tests.matching.bases import TOPIC, answers, base, phrases_of, plain
from tests.matching.questions import CHATTY, NEAR_MISSES, OFF_TOPIC, PLAIN, SLIPS

RESOURCES = {f"{TOPIC}/{entry}" for entry in ("brochure", "courses", "demo", "contact")}


@pytest.mark.parametrize(("text", "entry"), PLAIN)
def test_a_plain_question_is_answered(text: str, entry: str, matcher: Matcher) -> None:
    assert answers(matcher.decide(text), entry)


@pytest.mark.parametrize(("text", "entry"), SLIPS)
def test_a_slip_of_the_finger_is_understood(text: str, entry: str, matcher: Matcher) -> None:
    assert answers(matcher.decide(text), entry)


@pytest.mark.parametrize(("text", "entry"), CHATTY)
def test_the_question_in_a_long_message_is_found(text: str, entry: str, matcher: Matcher) -> None:
    assert answers(matcher.decide(text), entry)


@pytest.mark.parametrize("text", NEAR_MISSES)
def test_a_near_miss_is_never_answered(text: str, matcher: Matcher) -> None:
    assert matcher.decide(text).kind is not Kind.ANSWER


@pytest.mark.parametrize("text", OFF_TOPIC)
def test_what_has_nothing_to_do_with_it_is_unknown(text: str, matcher: Matcher) -> None:
    decision = matcher.decide(text)
    assert decision.kind is Kind.UNKNOWN
    assert decision.entries == ()
    assert not decision.reason.small_talk


SEVERAL = [
    ("cost and security?", ["cost", "security"]),
    ("security and cost", ["security", "cost"]),
    ("What does it cost? Is it secure? Who is hiring?", ["cost", "security", "industry-demand"]),
    ("tools & ci/cd", ["technology-stack", "ci-cd"]),
    ("monitoring, scalability", ["monitoring", "scalability"]),
    ("cost, security, monitoring and scalability", ["cost", "security", "monitoring"]),
    ("montioring and securty", ["monitoring", "security"]),
    ("how does security differ? and the costs?", ["security", "cost"]),
]


@pytest.mark.parametrize(("text", "entries"), SEVERAL)
def test_several_questions_are_answered_three_at_most(text: str, entries: list[str], matcher: Matcher) -> None:
    assert answers(matcher.decide(text), *entries)


def test_several_questions_about_one_side_show_that_side(matcher: Matcher) -> None:
    assert matcher.decide("monitoring and tools for devops").subjects == ("devops",)


ONE_ENTRY = [
    ("roles and responsibilities", "cross-functional-teams"),
    ("precision and recall", "performance-metrics"),
    ("certifications and career", "certifications-and-career"),
    ("what is development and operations", "devops"),
    ("experimentation & versioning", "experimentation-and-versioning"),
    ("monitoring and monitoring", "monitoring"),
]


@pytest.mark.parametrize(("text", "entry"), ONE_ENTRY)
def test_a_name_with_an_and_in_it_is_one_question(text: str, entry: str, matcher: Matcher) -> None:
    assert answers(matcher.decide(text), entry)


BETWEEN_TWO = [
    ("how much does security cost", ("security", "cost")),
    ("scalability of monitoring", ("scalability", "monitoring")),
    ("does scalability cost a lot", ("scalability", "cost")),
    ("how do you automate security", ("automation", "security")),
    ("focus of monitoring", ("focus", "monitoring")),
]


def test_a_question_between_two_entries_suggests_both(matcher: Matcher) -> None:
    for text, entries in BETWEEN_TWO:
        decision = matcher.decide(text)
        assert decision.kind is Kind.SUGGESTIONS, text
        assert {f"{TOPIC}/{entry}" for entry in entries} <= set(decision.entries), text


def test_the_unknown_half_of_a_question_does_not_hide_the_known_one(matcher: Matcher) -> None:
    decision = matcher.decide("What does mlops cost? And which pasta do you like?")
    assert decision.entries[:1] == (f"{TOPIC}/cost",)
    assert decision.kind is not Kind.UNKNOWN


def test_every_entry_is_found_by_everything_of_its_own(knowledge: KnowledgeBase, matcher: Matcher) -> None:
    """Suggestions will do where two entries are close; the first of them is the entry."""
    phrases = [(entry.key, phrase) for entry in knowledge for phrase in phrases_of(entry)]
    decisions = matcher.decide_many(phrase for _, phrase in phrases)
    lost = [
        (key, phrase, decision.kind, decision.entries)
        for (key, phrase), decision in zip(phrases, decisions, strict=True)
        if key not in decision.entries
    ]
    assert lost == []


def test_every_entry_answers_to_its_title(knowledge: KnowledgeBase, matcher: Matcher) -> None:
    for entry in knowledge:
        assert answers(matcher.decide(entry.title), entry.id), entry.title
        assert answers(matcher.decide(f"{entry.title.upper()}?!"), entry.id), entry.title


VAGUE = [
    "what should i learn",
    "models in production",
    "quality",
    "code",
    "what is new in mlops",
]


@pytest.mark.parametrize("text", VAGUE)
def test_a_vague_question_gets_no_advertisement(text: str, matcher: Matcher) -> None:
    decision = matcher.decide(text)
    assert decision.kind is not Kind.ANSWER
    assert RESOURCES.isdisjoint(decision.entries)


LOOSE = [
    "learn",
    "lesson",
    "material",
    "industry",
    "teacher",
    "study",
    "practice",
    "session",
    "student",
    "support",
    "team",
    "help",
    "price",
    "topic",
    "details",
    "register",
    "certificate",
    "class",
    "trial",
    "call",
    "write",
    "free",
    "phone",
]


def test_a_resource_is_only_suggested_when_it_has_earned_it_by_itself(matcher: Matcher) -> None:
    passed_over = 0
    for decision in matcher.decide_many(" ".join(words) for words in combinations(LOOSE, 3)):
        if decision.kind is not Kind.SUGGESTIONS:
            continue
        scores = {candidate.entry: candidate.score for candidate in decision.candidates}
        offered = RESOURCES.intersection(decision.entries)
        assert all(scores[entry] >= 0.12 for entry in offered)
        least = min(scores[entry] for entry in decision.entries)
        passed_over += any(scores[entry] > least for entry in (RESOURCES & scores.keys()) - offered)
    assert passed_over > 0


def test_entries_that_share_the_chances_are_suggested_for_what_they_have_together(matcher: Matcher) -> None:
    decisions = matcher.decide_many(" ".join(words) for words in permutations(LOOSE, 2))
    by_words: list[Decision] = []
    for decision in decisions:
        assert decision.answerable == pytest.approx(sum(candidate.score for candidate in decision.candidates))
        if decision.kind is Kind.SUGGESTIONS and decision.answerable < ConfidenceLevel.BALANCED.suggest_at:
            by_words.append(decision)
    assert len(by_words) < len(decisions) / 10, "few have every word of the question"
    least = ConfidenceLevel.BALANCED.suggest_at
    assert any(decision.kind is Kind.SUGGESTIONS and decision.reason.score < least for decision in decisions)
    assert any(decision.kind is Kind.UNKNOWN and decision.answerable > 0 for decision in decisions)


ASKED_FOR = [
    ("is there a flyer or brochure", "brochure"),
    ("what is your mail address", "contact"),
    ("free trial", "demo"),
]


@pytest.mark.parametrize(("text", "entry"), ASKED_FOR)
def test_a_resource_that_is_asked_for_is_given(text: str, entry: str, matcher: Matcher) -> None:
    assert answers(matcher.decide(text), entry)


def test_two_topics_that_share_a_question_are_both_suggested() -> None:
    matcher = Matcher.build(
        base(
            plain("cats", "food", "Cat food", "What do they eat?"),
            plain("cats", "sleep", "Where cats sleep", "How long do they sleep?"),
            plain("dogs", "food", "Dog food", "What do they eat?"),
            plain("dogs", "walks", "Walking a dog", "How far do they walk?"),
        )
    )
    decision = matcher.decide("What do they eat?")
    assert decision.kind is Kind.SUGGESTIONS
    assert set(decision.entries[:2]) == {"cats/food", "dogs/food"}
    assert matcher.decide("Dog food").entries == ("dogs/food",)


def test_entries_of_two_topics_with_one_title_are_both_suggested() -> None:
    matcher = Matcher.build(
        base(
            plain("cats", "price", "Price", "How much for a kitten?"),
            plain("cats", "age", "Age", "How old do kittens get?"),
            plain("dogs", "price", "Price", "How much for a puppy?"),
        )
    )
    decision = matcher.decide("price")
    assert decision.kind is Kind.SUGGESTIONS
    assert set(decision.entries) == {"cats/price", "dogs/price"}
    assert matcher.decide("how much is a puppy").entries == ("dogs/price",)


def assert_reasonable(decision: Decision) -> None:
    best, *others = decision.candidates
    assert decision.reason.score == best.score
    assert decision.reason.margin == pytest.approx(best.score - (others[0].score if others else 0))
    assert decision.reason.runner_up == (others[0].entry if others else None)


@pytest.mark.parametrize(
    "text", ["how does monitoring differ?", "what should i learn", "Kafka vs RabbitMQ", "montioring"]
)
def test_the_reason_tells_score_margin_and_runner_up(text: str, matcher: Matcher) -> None:
    assert_reasonable(matcher.decide(text))


def test_the_reason_names_the_phrase_and_the_words_that_decided(knowledge: KnowledgeBase, matcher: Matcher) -> None:
    reason = matcher.decide("who chekcs whether our servrs are up?").reason
    assert reason.phrase in phrases_of(knowledge.entries[f"{TOPIC}/monitoring"])
    assert "servers" in reason.words
    assert matcher.decide("security").reason.words == ("security",)


def test_an_own_phrase_is_the_one_that_decided(matcher: Matcher) -> None:
    assert matcher.decide("What is MLflow used for?").reason.phrase == "What is MLflow used for?"


@pytest.mark.parametrize("text", ["how does monitoring differ?", "montioring", "Kafka vs RabbitMQ", "training"])
def test_ranking_is_best_first_whatever_is_decided(text: str, matcher: Matcher) -> None:
    ranked = matcher.rank(text, 10)
    assert len(ranked) == 10
    assert len({candidate.entry for candidate in ranked}) == 10
    assert list(ranked) == sorted(ranked, key=lambda candidate: -candidate.score)
    assert matcher.rank(text, 3) == ranked[:3]


def test_ranking_finds_the_entry(matcher: Matcher) -> None:
    assert matcher.rank("how does montioring difer")[0].entry == f"{TOPIC}/monitoring"
