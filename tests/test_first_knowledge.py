"""The knowledge base that ships: whole, well-formed, and every entry found by its own words."""

from functools import cache
from pathlib import Path

import pytest

from bot.knowledge.load import load_folder
from bot.knowledge.model import Entry, KnowledgeBase, Source, Topic
from bot.knowledge.yaml_text.formatter import format_text
from bot.matching.decision import Kind
from bot.matching.matcher import Matcher

FOLDER = Path(__file__).parent.parent / "knowledge"
COMPARED = [
    "focus",
    "automation",
    "technology-stack",
    "data-management",
    "monitoring",
    "deployment-environment",
    "cross-functional-teams",
    "ci-cd",
    "experimentation-and-versioning",
    "performance-metrics",
    "scalability",
    "cost",
    "security",
    "continuous-learning",
    "interdisciplinary-skills",
    "industry-demand",
    "training-content",
    "hands-on-projects",
    "industry-partnerships",
    "certifications-and-career",
]
SHARED = {
    "cross-functional-teams",
    "continuous-learning",
    "hands-on-projects",
    "industry-partnerships",
    "certifications-and-career",
}
LINKS = {
    "mlops": [],
    "devops": [],
    "brochure": ["https://www.justacademy.co/download-brochure-for-free"],
    "courses": ["https://www.justacademy.co/all-courses", "https://www.justacademy.co/course-detail/devops-training"],
    "demo": ["https://www.justacademy.co/register-for-course-demo"],
    "contact": ["https://api.whatsapp.com/send?phone=919987184296"],
}
OFFERS = ["brochure", "courses", "demo", "contact"]
"""Entries about the school rather than the topic."""


@cache
def knowledge() -> KnowledgeBase:
    loaded = load_folder(FOLDER)
    assert loaded.knowledge is not None, loaded.problems
    assert loaded.problems == ()
    return loaded.knowledge


@cache
def matcher() -> Matcher:
    return Matcher.build(knowledge())


def topic() -> Topic:
    (only,) = knowledge().topics
    return only


def by_id() -> dict[str, Entry]:
    return {entry.id: entry for entry in topic().entries}


def test_it_compares_mlops_and_devops_and_names_its_source() -> None:
    assert topic().id == "mlops-vs-devops"
    assert [subject.id for subject in topic().subjects] == ["mlops", "devops"]
    assert topic().source == Source("JustAcademy", "https://www.justacademy.co")


def test_it_holds_the_twenty_dimensions_the_definitions_and_the_resources() -> None:
    assert {entry.id for entry in topic().entries if entry.is_dimension} == set(COMPARED)
    assert {entry.id for entry in topic().entries if not entry.is_dimension} == set(LINKS)


@pytest.mark.parametrize("entry_id", COMPARED)
def test_a_dimension_says_something_of_each_subject_or_of_both(entry_id: str) -> None:
    entry = by_id()[entry_id]
    assert bool(entry.both) == (entry_id in SHARED)
    assert list(entry.sides) == ([] if entry_id in SHARED else ["mlops", "devops"])


@pytest.mark.parametrize("entry_id", LINKS)
def test_a_resource_leads_to_its_page(entry_id: str) -> None:
    assert [link.url for link in by_id()[entry_id].links] == LINKS[entry_id]


def test_the_contact_gives_the_address_in_its_text() -> None:
    assert "info@justacademy.co" in (by_id()["contact"].answer or "")


@pytest.mark.parametrize("entry_id", [*COMPARED, *LINKS])
def test_an_entry_has_names_questions_and_a_way_on(entry_id: str) -> None:
    entry = by_id()[entry_id]
    assert entry.aliases
    assert entry.questions
    assert entry.see_also


def test_nobody_is_sent_to_an_advertisement_unasked() -> None:
    sent_to = {goal for entry in topic().entries if entry.id not in OFFERS for goal in entry.see_also}
    assert sent_to.isdisjoint(OFFERS)


@pytest.mark.parametrize("entry_id", OFFERS)
def test_who_asks_for_one_offer_is_led_to_the_others(entry_id: str) -> None:
    assert set(by_id()[entry_id].see_also) == set(OFFERS) - {entry_id}


def test_its_phrases_are_what_a_moderator_would_write() -> None:
    """Names and questions, few and short: the file is copied by those who begin their own."""
    for entry in topic().entries:
        assert len(entry.aliases) <= 6, entry.id
        assert all(len(alias.split()) <= 4 and "?" not in alias for alias in entry.aliases), entry.id
        assert 8 <= len(entry.questions) <= 12, entry.id
        assert max(map(len, entry.questions)) <= 70, entry.id
    assert len(topic().synonyms) <= 15
    assert all(len(subject.aliases) <= 5 for subject in topic().subjects)


def test_it_stands_in_the_canonical_form() -> None:
    text = (FOLDER / "mlops-vs-devops.yaml").read_text(encoding="utf-8")
    assert format_text("mlops-vs-devops.yaml", text) == text


@pytest.mark.parametrize("entry_id", [*COMPARED, *LINKS])
def test_an_entry_answers_to_its_title_its_aliases_and_its_questions(entry_id: str) -> None:
    entry = by_id()[entry_id]
    for phrase in (entry.title, *entry.aliases, *entry.questions):
        decision = matcher().decide(phrase)
        assert decision.kind is Kind.ANSWER, phrase
        assert entry.key in decision.entries, phrase
