"""Completing what is typed: titles when nothing is, choices that Discord takes, typos forgiven."""

import pytest

from bot.knowledge.model import KnowledgeBase
from bot.limits import AUTOCOMPLETE_CHOICES, AUTOCOMPLETE_TEXT
from bot.matching.matcher import Matcher
from tests.matching.bases import GARDEN, TOPIC, base, plain, with_entry


@pytest.mark.parametrize("prefix", ["", "   ", "?", "\u200b", "😀"])
def test_the_titles_are_offered_before_anything_is_typed(
    prefix: str, knowledge: KnowledgeBase, matcher: Matcher
) -> None:
    titles = [entry.title for entry in knowledge]
    assert [completion.text for completion in matcher.suggest(prefix)] == titles[:AUTOCOMPLETE_CHOICES]


FIRST = [
    ("monit", "Monitoring", "monitoring"),
    ("MONITORING", "Monitoring", "monitoring"),
    ("ci/c", "CI/CD", "ci-cd"),
    ("sec", "Security", "security"),
    ("what is dev", "What is DevOps?", "devops"),
    ("what is mlops", "What is MLOps?", "mlops"),
    ("technology st", "Technology stack", "technology-stack"),
    ("projects hands", "Hands-on projects", "hands-on-projects"),
    ("book a de", "How do I book a demo?", "demo"),
    ("\uff53ecurity", "Security", "security"),
]


@pytest.mark.parametrize(("prefix", "text", "entry"), FIRST)
def test_the_choice_that_fits_comes_first(prefix: str, text: str, entry: str, matcher: Matcher) -> None:
    first = matcher.suggest(prefix)[0]
    assert (first.text, first.entry) == (text, f"{TOPIC}/{entry}")


TYPOS = [
    ("montioring", "monitoring"),
    ("securty", "security"),
    ("scalabilty", "scalability"),
    ("tecnology stack", "technology-stack"),
    ("hnads-on projects", "hands-on-projects"),
    ("brochre", "brochure"),
    ("whats mlops", "mlops"),
]


@pytest.mark.parametrize(("prefix", "entry"), TYPOS)
def test_a_typo_still_leads_there(prefix: str, entry: str, matcher: Matcher) -> None:
    assert f"{TOPIC}/{entry}" in [completion.entry for completion in matcher.suggest(prefix)[:5]]


def test_questions_are_offered_beside_titles(knowledge: KnowledgeBase, matcher: Matcher) -> None:
    found = matcher.suggest("security")
    titles = {entry.title for entry in knowledge}
    assert any(completion.text in titles for completion in found)
    assert any(completion.text not in titles for completion in found)


def test_titles_come_before_questions(matcher: Matcher) -> None:
    texts = [completion.text for completion in matcher.suggest("co")]
    assert texts.index("Cost") < min(number for number, text in enumerate(texts) if text.endswith("?"))


@pytest.mark.parametrize("prefix", ["", "a", "what", "m", "devops", "the", "how do"])
def test_the_choices_are_what_discord_takes(prefix: str, knowledge: KnowledgeBase, matcher: Matcher) -> None:
    found = matcher.suggest(prefix)
    assert 0 < len(found) <= AUTOCOMPLETE_CHOICES
    assert len({completion.text for completion in found}) == len(found)
    assert all(0 < len(completion.text) <= AUTOCOMPLETE_TEXT for completion in found)
    assert all(completion.entry in knowledge.entries for completion in found)


def test_a_choice_asked_again_is_answered_by_its_entry(matcher: Matcher) -> None:
    for prefix in ("", "what", "how", "c", "who"):
        for completion in matcher.suggest(prefix):
            assert completion.entry in matcher.decide(completion.text).entries, completion.text


def test_fewer_can_be_asked_for(matcher: Matcher) -> None:
    assert matcher.suggest("what", 3) == matcher.suggest("what")[:3]
    assert len(matcher.suggest("what", 100)) <= AUTOCOMPLETE_CHOICES


def test_nothing_like_it_is_not_offered(matcher: Matcher) -> None:
    assert matcher.suggest("qzxwv jjkk") == []


LONG = "Why do " + "very " * 30 + "long questions have to be shortened?"


def test_a_long_question_is_shortened_and_its_choice_still_found() -> None:
    matcher = Matcher.build(base(plain("abc", "long", "Length", LONG), plain("abc", "tea", "Tea", "Is there tea?")))
    (choice,) = (completion for completion in matcher.suggest("why do") if completion.entry == "abc/long")
    assert len(choice.text) <= AUTOCOMPLETE_TEXT
    assert choice.text.endswith("…")
    assert matcher.decide(choice.text).entries == ("abc/long",)


def test_a_text_that_two_entries_share_is_offered_once() -> None:
    matcher = Matcher.build(base(plain("cats", "food", "Food"), plain("dogs", "food", "Food")))
    assert [completion.text for completion in matcher.suggest("")] == ["Food"]


def test_an_update_is_offered_at_once() -> None:
    matcher = Matcher.build(GARDEN)
    updated = matcher.updated(with_entry(GARDEN, plain("garden", "hedges", "Hedges", "When may I cut the hedge?")))
    assert [completion.text for completion in updated.suggest("hed")[:2]] == ["Hedges", "When may I cut the hedge?"]
    assert "garden/hedges" not in {completion.entry for completion in matcher.suggest("hed")}
