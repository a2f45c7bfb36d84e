"""What moderators read while they change the knowledge base."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Final

from bot.texts.counting import count, listed

NO_SUCH_ENTRY: Final = "There is no such entry any more."
NOTHING_TYPED: Final = "There is no word in that question. Write it as a member would ask it."
NO_DIFFERENCE: Final = "Nothing would change: everything is as it was."
CANCELLED: Final = "Cancelled. Nothing has changed."
NO_HISTORY: Final = "Nothing has been changed yet."
NO_NAME: Final = "no name kept"
COMPARISON: Final = "comparison"
SINGLE_ANSWER: Final = "single answer"

TAKES_A_WHILE: Final = (
    "That is a lot to work out, so it takes a while: a few seconds as a rule, some minutes when others wait too. The "
    "result comes here."
)
TOO_MANY_WAIT: Final = (
    "Too many large changes wait to be worked out. Nothing was saved; please try again in a quarter hour."
)
TOO_MUCH_MEMORY: Final = (
    "Working that out would take more memory than I may use for one server. Nothing was saved; please make it smaller: "
    "fewer entries at once, or shorter texts."
)

OVERLAY_ENTRIES: Final = "entries of its own"
OVERLAY_BYTES: Final = "bytes in its own files"

TITLE: Final = "Title"
QUESTIONS: Final = "Example questions"
ALIASES: Final = "Other names"
ANSWER: Final = "Answer"
BOTH: Final = "What they share"
LINKS: Final = "Links"
SEE_ALSO: Final = "See also"
WHY: Final = "Why"

TWINS: Final = "Look alike"
NAMED: Final = 10
"""Entries that a sentence names."""

_FIELDS: Final = {
    "title": TITLE,
    "questions": QUESTIONS,
    "aliases": ALIASES,
    "answer": ANSWER,
    "both": BOTH,
    "links": LINKS,
    "see_also": SEE_ALSO,
}
_ITEMS: Final = {
    "questions": "example question",
    "aliases": "other name",
    "links": "link",
    "see_also": "see also",
}
_EFFECTS: Final = {
    "answered": "would now be answered",
    "lost": "would no longer be answered",
    "changed": "would be answered by another entry",
    "suggested": "would get suggestions instead of {said}",
    "silenced": "would get {said} instead of suggestions",
}

NAMELESS_SAVE: Final = "I keep no name with your changes"
NOT_YOUR_SAVE: Final = "Somebody else saved that"
NOT_LAST_SAVE: Final = "You have saved something else since"
CHANGED_SINCE: Final = "What it changed has been changed again since"
REVIEWED: Final = "Changes wait for review here"
LEAVES_A_PROBLEM: Final = "Without it something would be wrong"


def saved_long_ago(limit: timedelta) -> str:
    """It is too late to take a change back without a look."""
    return f"That was saved more than {limit // timedelta(minutes=1)} minutes ago"


def would_remove(number: int) -> str:
    """Taking a change back takes many entries away."""
    return f"That would remove {number:,} entries"


def look_first(why: str) -> str:
    """A change is not taken back at once; ``why`` is half a sentence."""
    return f"{why}, so here is first what taking it back would do."


WAITS_FOR_REVIEW: Final = "Changes wait for review here, so I write no file."
HAVE_ARRIVED: Final = "What waited for review has arrived in the files: %s."
NOT_SETTLED: Final = "I can't tell now which of the changes that wait for review have arrived: %s"


def not_waiting(number: int) -> str:
    """A change that is to be taken out, and does not wait."""
    return f"#{number} does not wait for review: it has arrived, or was taken out, or there never was one."


def file_changed(name: str) -> str:
    """A whole file was imported, and is another one by now."""
    return f"{name} was changed since, so this import of the whole file no longer fits: import it again."


def there_already(title: str) -> str:
    """An entry to add is there, in other words."""
    return f"“{title}” is there by now, and reads differently."


def gone_meanwhile(title: str) -> str:
    """An entry to change is gone."""
    return f"“{title}” is gone."


def twins(first: str, second: str, phrases: Iterable[str]) -> str:
    """Two entries that look alike, and what helps; their titles and a phrase of each are ready to be shown."""
    return (
        f"{first} and {second} look alike to me: both are asked by words like {' or '.join(dict.fromkeys(phrases))}. "
        "Give each a question that only it can answer, or make one entry of them."
    )


def field_name(key: str, line: int | None = None, subject: str | None = None) -> str:
    """A field of the form, as moderators see it; ``line`` counts from 1."""
    name = subject or _FIELDS.get(key, key)
    return name if line is None else f"{name}, line {line}"


def item_changed(key: str, *, added: bool, quoted: str) -> str:
    """One thing more or less in a list."""
    return f"{_ITEMS.get(key, key)} {'added' if added else 'removed'}: {quoted}"


def order_changed(key: str) -> str:
    """The same things in another order."""
    return f"{_FIELDS.get(key, key).lower()}: put in another order"


def text_changed(name: str, *, added: bool, removed: bool) -> str:
    """A text that came, went or reads differently."""
    return f"{name}: text {'added' if added else 'removed' if removed else 'reworded'}"


def retitled(before: str, after: str) -> str:
    """Another title."""
    return f"title, was: “{before}” / now: “{after}”"


def over_budget(what: str, size: int, most: int, *, shrinking: bool) -> str:
    """A server's overlay would be larger than it may be; ``shrinking``: it was before, so that it may only shrink."""
    if shrinking:
        way_out = f"It had more than that before: until it fits, I save only what leaves it with fewer {what}."
    else:
        way_out = "Remove or shorten some of them first, or bring fewer in."
    return f"With this change the server would have {size:,} {what}, and {most:,} is the most. {way_out}"


def removes_many(number: int) -> str:
    """A warning on top of a change that takes more than a few entries away."""
    return f"This change removes {number:,} entries; the history keeps them."


def removed_with(questions: int, *, is_fallback: bool = False) -> str:
    """What goes with an entry, and whether it is what I offer where nothing answers."""
    gone = f"the entry goes, with {count(questions, 'example question', 'example questions')}; the history keeps it"
    return f"{gone}. It is also what I offer when I have no answer" if is_fallback else gone


def more_changes(number: int) -> str:
    """For the changes that have no room."""
    return f"and {count(number, 'more change', 'more changes')}"


def effect(kind: str, times: int, quotes: str, mark: str = "", before: str = "", after: str = "") -> str:
    """What a change does to some questions.

    Args:
        kind: a ``ChangeKind``.
        times: how often they were asked.
        quotes: an opening and a closing quotation mark.
        mark: stands on both sides of the number, to make it bold.
        before: the entries that answered them; empty where each question names its own.
        after: the entries that would answer them; empty like ``before``.
    """
    number = f"{mark}{times:,}{mark}"
    if kind == "changed" and after:
        return f"{number} would change from {before} to {after}"
    by = {"answered": after, "lost": before}.get(kind)
    said = f"{quotes[0]}I don't have an answer{quotes[1]}"
    return f"{number} {_EFFECTS[kind].format(said=said)}" + (f" by {by}" if by else "")


def stay(number: int, mark: str = "") -> list[str]:
    """Questions that it does not touch, where there are any; ``mark`` as for ``effect``."""
    return [f"{mark}{number:,}{mark} {'stays as it is' if number == 1 else 'stay as they are'}"] if number else []


def not_tried(tried: int, late: int, long: int) -> list[str]:
    """What was left out where questions were decided again: for want of time, and because of their length."""
    lines = [_late(tried, late)] if late else []
    if long:
        lines.append(f"{long:,} {'is' if long == 1 else 'are'} too long to be tried again.")
    return lines


def _late(tried: int, late: int) -> str:
    if not tried:
        return f"There was no time to try the {late:,} {'question' if late == 1 else 'questions'} asked."
    return f"The newest {tried:,} of {tried + late:,} were tried: there was no time for more."


def done(kind: str, titles: Sequence[str], changes: Sequence[str]) -> str:
    """A change of entries in a few words, for the history."""
    what = {"add": "added", "remove": "removed"}.get(kind)
    if what and titles:
        return f"{what} “{titles[0]}”"
    return "; ".join(changes) or NO_DIFFERENCE


def taken_back(number: int) -> str:
    """A revision was undone."""
    return f"took #{number} back"


def brought_in(files: Sequence[str]) -> str:
    """Whole files were imported."""
    return f"imported {', '.join(files)}"


def of_files(files: Sequence[str], entries: int, *, first: bool) -> str:
    """A change made by hand in the files, or the first version of them."""
    what = "first version" if first else "changed the file"
    return f"{what}: {', '.join(files)}, {count(entries, 'entry', 'entries')}" if files else what


def knows_already(title: str, phrase: str) -> str:
    """A question that is to be taught to the entry that has it."""
    return f"{title} has that question already: {phrase}. There is nothing to teach."


def left_out(entries: Sequence[str]) -> str:
    """Entries that no file holds; ``entries`` are ids."""
    named = listed([*entries[:NAMED], *([f"{len(entries) - NAMED:,} more"] if len(entries) > NAMED else [])])
    return f"Not in there, because this server's files have problems with them: {named}."


def takes_too_long(seconds: float) -> str:
    """The limit of time was reached."""
    return (
        f"Working that out takes more than {seconds:g} seconds, so I gave it up. Nothing was saved; please make it "
        "smaller: fewer entries at once, or shorter texts."
    )
