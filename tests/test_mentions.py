"""What Discord shows as something else is known to everything that reads what people type."""

import pytest

from bot.discord_app.asking.incoming import typed_text
from bot.knowledge.text_rules import line_fault
from bot.matching.language.normalize import normalise, words_of
from bot.usage.events import Way
from bot.usage.privacy import stored_text

PEOPLE_AND_PLACES = ("<@1>", "<@!1>", "<@&1>", "<#1>", "@everyone", "@here")
EMOJI = ("<:tea:123>", "<a:tea:1>")
TIMES_AND_COMMANDS = ("<t:17:R>", "<t:-17>", "</ask:5>", "</knowledge add:5>")


@pytest.mark.parametrize("mention", [*PEOPLE_AND_PLACES, *EMOJI, *TIMES_AND_COMMANDS])
def test_every_reader_knows_a_mention(mention: str) -> None:
    """It is no part of the question; the matcher keeps an emoji's name; knowledge may not hold one."""
    assert typed_text(f"how {mention} much") == "how much"
    words = ["how", "tea", "much"] if mention in EMOJI else ["how", "much"]
    assert words_of(normalise(f"how {mention} much")) == words
    assert line_fault(f"how {mention} much") is not None


@pytest.mark.parametrize("mention", PEOPLE_AND_PLACES)
def test_whom_a_question_names_is_not_stored(mention: str) -> None:
    """Wherever it stands."""
    kept = stored_text(f"how {mention} much", Way.SLASH, "answer", store_questions=True, opted_out=False)
    assert kept == "how much"
