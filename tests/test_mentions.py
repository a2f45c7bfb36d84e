"""What Discord shows as something else is known to everything that reads what people type."""

import pytest

from bot.discord_app.asking.incoming import typed_text
from bot.knowledge.text_rules import line_fault
from bot.matching.language.normalize import normalise, words_of
from bot.usage.events import Way
from bot.usage.privacy import stored_text

PEOPLE_AND_PLACES = ("<@1>", "<@!1>", "<@&1>", "<#1>", "@everyone", "@here")
EMOJI = ("<:tea:123456789012345678>", "<a:tea:123456789012345678>")
TIMES_AND_COMMANDS = ("<t:17:R>", "<t:-17>", "</ask:5>", "</knowledge add:5>")


@pytest.mark.parametrize("mention", [*PEOPLE_AND_PLACES, *EMOJI, *TIMES_AND_COMMANDS])
def test_every_reader_knows_a_mention(mention: str) -> None:
    """It is no part of the question; the matcher keeps an emoji's name; knowledge may not hold one."""
    assert typed_text(f"how {mention} much") == "how much"
    words = ["how", "tea", "much"] if mention in EMOJI else ["how", "much"]
    assert words_of(normalise(f"how {mention} much")) == words
    assert line_fault(f"how {mention} much") is not None


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("<@tom>", []),
        ("<@!tom>", []),
        ("<#general>", []),
        ("<t:soon>", []),
        ("</ask:it>", []),
        ("<id:customize>", []),
        ("<:x:1>", ["x", "1"]),
        ("<:tea:1>", ["tea", "1"]),
        ("<@of people>", ["of", "people"]),
    ],
)
def test_what_is_typed_like_a_mention_is_no_word_of_a_question(typed: str, words: list[str]) -> None:
    """What looks like an emoji is one only with a name and a number such as Discord gives."""
    assert words_of(normalise(f"how {typed} much")) == ["how", *words, "much"]


@pytest.mark.parametrize("mention", PEOPLE_AND_PLACES)
def test_whom_a_question_names_is_not_stored(mention: str) -> None:
    """Wherever it stands."""
    kept = stored_text(f"how {mention} much", Way.SLASH, "answer", store_questions=True, opted_out=False)
    assert kept == "how much"
