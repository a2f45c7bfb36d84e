"""The parts of a message that may each be a question."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.matching.language.normalize import normalise, words_of
from bot.matching.language.segments import enumerated, passages

ENUMERATED = [
    ("", []),
    ("cost", []),
    ("cost?", []),
    ("cost and security?", ["cost", "security"]),
    ("cost & security + tools plus skills", ["cost", "security", "tools", "skills"]),
    ("cost, security also jobs", ["cost", "security", "jobs"]),
    ("cost as well as security", ["cost", "security"]),
    ("What does it cost? Is it secure?", ["what does it cost", "is it secure"]),
    ("What does it cost?\nIs it secure? Thanks.", ["what does it cost", "is it secure"]),
    ("Is it good? Yes.", []),
    ("sandy organs android", []),
    ("a, b, c, d, e, f, g", []),
    ("I would like to know everything there is about the cost of it and then the rest", []),
]


@pytest.mark.parametrize(("text", "parts"), ENUMERATED)
def test_an_enumeration_is_taken_apart(text: str, parts: list[str]) -> None:
    plain = normalise(text)
    assert enumerated(plain, len(words_of(plain))) == [part.split() for part in parts]


def test_a_short_message_has_no_passages() -> None:
    assert passages("what does mlops cost, and why?", 6) == []


def test_the_passages_of_a_long_message_are_those_that_ask() -> None:
    text = normalise(
        "We are a team of five. Our manager left last week, sadly. Lots to do since then, anyway: what does it cost to "
        "run models? Nice weather here."
    )
    found = [" ".join(part) for part in passages(text, len(words_of(text)))]
    assert "what does it cost to run models" in found
    assert not any("weather" in part for part in found)


OPENINGS = [
    (
        "the printer in our office makes a noise again 😩 how much does a new one cost? nobody here wants to say",
        "how much does a new one cost",
    ),
    (
        "my boss called at midnight about the backups lmaooo where are the tapes kept in the other building then",
        "where are the tapes kept in the other building then",
    ),
    (
        "we moved into the new flat with two cats and i still wonder what the landlord says about all the pets",
        "i still wonder what the landlord says about all the pets",
    ),
]


@pytest.mark.parametrize(("message", "question"), OPENINGS)
def test_a_passage_begins_after_an_emoji_and_where_a_question_begins(message: str, question: str) -> None:
    text = normalise(message)
    assert question in [" ".join(part) for part in passages(text, len(words_of(text)))]


@given(st.text(alphabet="ab ,.?!\n&/and", max_size=300))
def test_parts_are_few_and_never_empty(text: str) -> None:
    plain = normalise(text)
    length = len(words_of(plain))
    for parts in (enumerated(plain, length), passages(plain, length)):
        assert len(parts) <= 6
        assert all(parts)
        assert {word for part in parts for word in part} <= {*words_of(plain), "and"}  # "n" is short for it
