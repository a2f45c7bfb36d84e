"""Entries that a question can't tell apart are found, and those that it can are not."""

import pytest

from bot.knowledge.model import Entry
from bot.matching.twins import twins_in
from tests.matching.bases import base, plain

TWINS = [
    (plain("t", "a", "Refunds", "How do I get a refund?"), plain("t", "b", "Refund", "Can I get a refund?")),
    (plain("t", "a", "Opening hours"), plain("t", "b", "What are your opening hours?", "When can I come?")),
    (plain("t", "a", "Resetting the password"), plain("t", "b", "How do I reset my password?")),
    (plain("t", "a", "Price", "What does it cost?"), plain("u", "b", "Price", "How much does it cost?")),
]
APART = [
    (plain("t", "a", "Reset PIN", "How do I reset my PIN?"), plain("t", "b", "Reset password", "How do I reset it?")),
    (plain("t", "a", "Opening hours", "When are you open?"), plain("t", "b", "Address", "Where are you open?")),
    (plain("t", "a", "Log in", "How do I log in?"), plain("t", "b", "Log out", "How do I log out?")),
    (plain("t", "a", "Refunds", "When is it paid?", "Who pays?"), plain("t", "b", "Fees", "Who pays?", "Is it free?")),
    (plain("t", "a", "What is it?"), plain("t", "b", "Who are you?")),
]


@pytest.mark.parametrize(("first", "second"), TWINS)
def test_entries_with_the_same_words_are_twins(first: Entry, second: Entry) -> None:
    (found,) = twins_in(base(first, second, plain("t", "c", "Something else")))
    assert (found.first, found.second) == (first, second)
    assert found.phrase in (found.first.title, *found.first.questions)


@pytest.mark.parametrize(("first", "second"), APART)
def test_entries_that_a_word_tells_apart_are_none(first: Entry, second: Entry) -> None:
    assert twins_in(base(first, second)) == ()


def test_only_twins_of_some_entries_may_be_wanted() -> None:
    knowledge = base(*TWINS[0], *(plain("u", entry, "Shipping") for entry in "cd"))
    assert len(twins_in(knowledge)) == 2
    (found,) = twins_in(knowledge, {"u/d"})
    assert {found.first.key, found.second.key} == {"u/c", "u/d"}
    assert twins_in(knowledge, {"t/none"}) == ()
