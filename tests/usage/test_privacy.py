"""What is kept of a question's text."""

from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.usage.events import Way
from bot.usage.privacy import TEXT_LENGTH, stored_text

CONTROLS = {"Cc", "Cf", "Cs", "Zl", "Zp"}


def kept(question: str, way: Way = Way.MENTION, decision: str = "answer", **rules: bool) -> str | None:
    """``stored_text`` where storing is allowed, unless ``rules`` say otherwise."""
    return stored_text(question, way, decision, **{"store_questions": True, "opted_out": False} | rules)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("how does monitoring differ?", "how does monitoring differ?"),
        ("<@123> how does cost differ?", "how does cost differ?"),
        ("<@!1> and <@&2> in <#3> cost?", "and in cost?"),
        ("@everyone @here cost?", "cost?"),
        ("see <id:customize> cost?", "see cost?"),
        ("me@hereford.example", "me@hereford.example"),
        ("a\n\n  b\tc", "a b c"),
        ("cost\x00 \ud800?", "cost ?"),
        ("\x1b]0;gone\x07\x1b[2Jco\u200bst\x9b31m \u202etfel\u2028\x7f?", "]0;gone[2Jcost31m tfel ?"),
        ("<@123>", None),
        ("   ", None),
    ],
)
def test_mentions_go_and_the_words_stay(question: str, expected: str | None) -> None:
    assert kept(question) == expected


@pytest.mark.parametrize("way", list(Way))
@pytest.mark.parametrize("decision", ["answer", "suggestions", "unknown"])
def test_in_listen_channels_only_what_was_answered_is_kept(way: Way, decision: str) -> None:
    overheard = way is Way.LISTEN_CHANNEL and decision != "answer"
    assert kept("cost?", way, decision) == (None if overheard else "cost?")


def test_operator_and_member_can_each_switch_it_off() -> None:
    assert kept("cost?", store_questions=False) is None
    assert kept("cost?", opted_out=True) is None


@given(st.text(st.characters(), max_size=3000))
def test_whatever_is_typed_can_be_stored(question: str) -> None:
    text = kept(question)
    assert text is None or (0 < len(text) <= TEXT_LENGTH and text.encode() and not CONTROLS & set(map(category, text)))
