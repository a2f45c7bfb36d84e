"""Why a question was decided as it was, as moderators read it in Discord and in the terminal."""

from collections.abc import Sequence
from typing import Final

from bot.texts.counting import listed

AGAINST: Final = "What spoke against it"
CHANGE: Final = "What would change it"
UNKNOWN: Final = "no entry has it"
MISSING: Final = "only other entries have it"
NOTHING: Final = "Nothing."
NO_WORD: Final = "No single word: without any one of them I would say the same."
NEW_ENTRY: Final = "A new entry: nothing I know comes near."

TITLE: Final = "title"
ALIAS: Final = "other name"
QUESTION: Final = "example question"
SENTENCE: Final = "sentence"

SEE_NO_QUESTION: Final = "see no question in it"
NOT_KNOW: Final = "not know it"


def spoke_for(title: str) -> str:
    """The heading of what raised an entry's chance."""
    return f"What spoke for {title}"


def to_answer(titles: Sequence[str]) -> str:
    """To go on from "I would"."""
    return f"answer with {listed(titles)}"


def to_suggest(titles: Sequence[str]) -> str:
    """The same for suggestions."""
    return f"suggest {listed(titles)}"


def decided(quoted: str, outcome: str) -> str:
    """A word without which something else would be said."""
    return f"{quoted}: without it I would {outcome}."


def helped(quoted: str, *, much: bool) -> str:
    """A word that raised the chance."""
    return f"{quoted} helped {'much' if much else 'a little'}."


def counted_most(kind: str, quoted: str, outcome: str | None) -> str:
    """The wording that raised the chance most; no ``outcome``: without it the same would be said."""
    return f"Its {kind} {quoted} counted most{f': without it I would {outcome}' if outcome else ''}."


def word_for_word(kind: str, quoted: str) -> str:
    """Where the question is one of the entry's wordings, which decides by itself."""
    return f"Its {kind} {quoted} is the question word for word."


def no_wording(kind: str, quoted: str) -> str:
    """Where leaving out any wording changes next to nothing."""
    return f"No single wording: several say much the same. The nearest is its {kind} {quoted}."


def lowered(quoted: str, why: str, title: str, outcome: str | None) -> str:
    """A word that spoke against the entry of that title; ``why`` may be empty."""
    without = f"I would {outcome}" if outcome else f"{title} would be closer"
    return f"{quoted}: {why + '; ' if why else ''}without it {without}."


def unknown(quoted: Sequence[str]) -> str:
    """Words of the question that no entry has."""
    return f"No entry has {listed(quoted, 'or')}."


def missing(quoted: Sequence[str]) -> str:
    """Words of the question that only other entries have."""
    return f"Only other entries have {listed(quoted)}."


def comes_next(named: str) -> str:
    """A close second."""
    return f"{named} comes next."


def taught(title: str, teach_by: str, *, is_another: bool) -> str:
    """Where teaching the question to the entry makes me answer with it; whether that is another one than explained."""
    entry = f"another entry, such as {title}" if is_another else title
    return f"Teaching this question to {entry} ({teach_by}): I would answer with {'that one' if is_another else 'it'}."


def taught_in_vain(title: str, outcome: str) -> str:
    """Where it does not."""
    return f"Teaching this question to {title} is not enough: I would {outcome}."
