"""Entries that may as well be asked by each other's phrases are found, and those that a word tells apart are not."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.knowledge.build import read_files
from bot.knowledge.load import load_folder
from bot.knowledge.model import Entry, KnowledgeBase, Subject
from bot.matching.matcher import Matcher
from bot.matching.ranking.corpus import Corpus
from bot.matching.twins import Twins, twins_in
from tests.benchmarks.sets import BASES
from tests.matching.bases import FOLDER, base, plain


def twins(knowledge: KnowledgeBase) -> list[Twins]:
    return twins_in(Corpus.of(knowledge))


TWINS = [
    (plain("t", "a", "Refunds", "How do I get a refund?"), plain("t", "b", "Refund", "Can I get a refund?")),
    (plain("t", "a", "Opening hours"), plain("t", "b", "What are your opening hours?", "When can I come?")),
    (plain("t", "a", "Resetting the password"), plain("t", "b", "How do I reset my password?")),
    (plain("t", "a", "Price", "What does it cost?"), plain("u", "b", "Price", "How much does it cost?")),
    (
        plain("t", "a", "How do I reset my password?", "I forgot my password"),
        plain("t", "b", "Forgot your password", "How do I get a new password?"),
    ),
    (
        plain("t", "a", "Invoices", "Where is my invoice?", "Invoice for a parcel", "My parcel has no invoice"),
        plain("t", "b", "Parcels", "Where is my parcel?", "A parcel and its invoice", "Is the invoice in the parcel?"),
    ),
    (
        plain("t", "a", "Statutes"),
        plain(
            "t",
            "b",
            "Paperwork",
            "Where do I sign?",
            "Who keeps the minutes?",
            "What are the statutes?",
            "Can I resign?",
        ),
    ),
]
APART = [
    (plain("t", "a", "Reset PIN"), plain("t", "b", "Reset password")),
    (plain("t", "a", "Reset PIN", "How do I reset my PIN?"), plain("t", "b", "Reset password", "How do I reset it?")),
    (plain("t", "a", "Opening hours", "When are you open?"), plain("t", "b", "Address", "Where are you open?")),
    (plain("t", "a", "Log in", "How do I log in?"), plain("t", "b", "Log out", "How do I log out?")),
    (plain("t", "a", "Refunds", "When is it paid?", "Who pays?"), plain("t", "b", "Fees", "Who pays?", "Is it free?")),
    (plain("t", "a", "What is it?"), plain("t", "b", "Who are you?")),
    (plain("t", "a", "Sails", "How do I mend a sail?"), plain("t", "b", "Masts", "How do I mend a mast?")),
]


@pytest.mark.parametrize(("first", "second"), TWINS)
def test_entries_that_each_others_phrases_may_ask_for_are_twins(first: Entry, second: Entry) -> None:
    (found,) = twins(base(first, second, plain("t", "c", "Something else")))
    assert (found.first, found.second) == (first, second)
    one, other = found.phrases
    assert one in (first.title, *first.questions)
    assert other in (second.title, *second.questions)


@pytest.mark.parametrize(("first", "second"), APART)
def test_entries_that_a_word_tells_apart_are_none(first: Entry, second: Entry) -> None:
    assert twins(base(first, second)) == []


def test_the_phrases_that_are_nearest_to_the_other_are_named() -> None:
    first = plain("t", "a", "Boats", "Who rents out a boat?", "May I rent a boat for a day?")
    second = plain("t", "b", "Rent", "Rent of boats by the day", "A boat for a day")
    (found,) = twins(base(first, second))
    assert found.phrases == ("May I rent a boat for a day?", "Rent of boats by the day")


def test_what_names_another_subject_is_not_near() -> None:
    questions = ("{} explained", "Does {} need sugar and milk?", "Is {} as old as {}?")
    tea, coffee = (
        plain("t", name, f"What is {name}?", *(text.format(name, other) for text in questions))
        for name, other in (("tea", "coffee"), ("coffee", "tea"))
    )
    plainly = base(tea, coffee)
    assert len(twins(plainly)) == 1
    (topic,) = plainly.topics
    compared = replace(topic, subjects=(Subject("tea", "Tea"), Subject("coffee", "Coffee")))
    assert twins(KnowledgeBase((compared,))) == []


def test_only_twins_of_some_entries_may_be_wanted() -> None:
    knowledge = base(*TWINS[0], *(plain("u", entry, "Shipping") for entry in "cd"))
    assert len(twins(knowledge)) == 2
    (found,) = Matcher.build(knowledge).twins({"u/d"})
    assert {found.first.key, found.second.key} == {"u/c", "u/d"}
    assert Matcher.build(knowledge).twins({"t/none"}) == []


def test_after_an_edit_the_twins_are_those_of_the_new_phrases() -> None:
    others = [plain("t", f"e{number}", *(f"word{number} {each}" for each in range(500))) for number in range(5)]
    matcher = Matcher.build(base(*TWINS[0], *others))
    told_apart = plain("t", "b", "Vouchers", "What can I buy with one?")
    updated = matcher.updated(base(TWINS[0][0], told_apart, *others))
    assert len(matcher.twins({"t/b"})) == 1
    assert updated.twins({"t/b"}) == []
    (found,) = updated.updated(base(*TWINS[0], *others)).twins({"t/b"})
    assert (found.first, found.second) == TWINS[0]


@pytest.mark.parametrize("file", [FOLDER, *sorted(BASES.glob("*.yaml"))], ids=lambda path: path.stem)
def test_careful_knowledge_bases_have_none(file: Path) -> None:
    loaded = load_folder(file) if file.is_dir() else read_files({file.name: file.read_bytes()})
    assert loaded.knowledge is not None
    assert twins(loaded.knowledge) == []
