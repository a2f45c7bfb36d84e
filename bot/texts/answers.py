"""What members read around an answer, or in its place, in Discord and in the terminal."""

from collections.abc import Callable, Sequence
from typing import Final

from bot.texts.counting import listed

NO_ANSWER: Final = "I don't have an answer to that."
THANKED: Final = "You're welcome. Ask me again any time."
PERHAPS: Final = "Perhaps this helps:"
NOTHING_YET: Final = "I don't have any answers yet."


def did_you_mean(titles: Sequence[str], bold: Callable[[str], str]) -> str:
    """Before suggestions: asks for one of them, or whether the only one was meant."""
    return f"Did you mean {_any_of(titles, bold)}?"


def was_it(titles: Sequence[str], bold: Callable[[str], str]) -> str:
    """The same where an answer did not help."""
    return f"Was it {_any_of(titles, bold)}?"


def _any_of(titles: Sequence[str], bold: Callable[[str], str]) -> str:
    return "one of these" if len(titles) > 1 else bold(titles[0].removesuffix("?"))


def footer(topic: str, source: str | None) -> str:
    """Where an answer comes from."""
    return topic if source is None else f"{topic} · source: {source}"


def known(comparisons: Sequence[Sequence[str]], others: Sequence[str]) -> str:
    """What I know, to go on from "I know": subjects that I compare, and titles of topics that compare none."""
    parts = [f"how {listed(_bold(names))} compare" for names in comparisons]
    if others:
        parts.append(f"about {listed(_bold(others))}")
    return listed(parts)


def unknown(names: Sequence[str]) -> str:
    """For a question that compares what I know with what I don't."""
    return f"I don't know {listed(names)}."


def in_subjects(title: str, subjects: Sequence[str]) -> str:
    """An entry, or its answer, as far as it is about these subjects."""
    return f"{title} in {listed(subjects)}"


def scope(comparisons: Sequence[Sequence[str]], others: Sequence[str]) -> str:
    """The same as a sentence, for a question that was about something else."""
    return f"I only know {known(comparisons, others)}." if comparisons or others else NOTHING_YET


def try_this(subject: str, example: str | None) -> str:
    """What I know and what to ask; a sentence that may go on."""
    hint = f"Ask me something like “{example}”" if example else "Ask me a question"
    return f"I know {subject}. {hint}"


def _bold(words: Sequence[str]) -> list[str]:
    return [f"**{word}**" for word in words]
