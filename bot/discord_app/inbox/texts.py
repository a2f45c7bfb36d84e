"""The inbox and its digest, ``/suggest`` and “Why this answer?”, as people read them."""

from collections.abc import Sequence
from typing import Final

from bot.inbox.week import Week
from bot.texts.closeness import named
from bot.texts.counting import count, listed

DESCRIPTION: Final = "What members asked and did not get, what they suggest, and what has grown stale"
NOTHING: Final = "Nothing waiting. Questions I couldn't answer land here."
OLD_FIGURES: Final = (
    "I couldn't store what was asked in the last moments yet, so these figures leave it out. I try again by myself; "
    "look again in a minute."
)
NOT_STORING: Final = (
    "I don't keep the text of questions where I run, so none land here. The person who runs me can change that with "
    "`store_questions = true`."
)
CHOOSE_QUESTION: Final = "Choose a question…"
CHOOSE_SUGGESTION: Final = "Look at a suggestion…"
ANOTHER_SUGGESTION: Final = "Another suggestion…"
FIND_SUGGESTION: Final = "Find a suggestion"
FIND_SUGGESTION_HINT: Final = "Some of its words, or of the title of the entry it corrects"
TEACH_TO: Final = "Teach to…"
DISMISS: Final = "Dismiss"
DISMISS_SEVERAL: Final = "Dismiss several…"
RESTORED: Final = "Back on the list."
NOT_RESTORED: Final = "That is back on the list already."
WENT_ON: Final = "You were at this question."
AT_THE_END: Final = "That was the last question. What is still open stands here."
BACK: Final = "Back to the inbox"
REFRESH: Final = "Look again"
STALE: Final = "Stale entries"
GONE: Final = "That is no longer on the list: it was answered, dismissed, or somebody else took care of it."
NOT_THAT: Final = "Not that"
REJECTED: Final = "Noted: I won't propose that again."
VOTES_HEADING: Final = "Members agree"
SUGGESTIONS_HEADING: Final = "Suggested by members"
WORDINGS_HEADING: Final = "Also asked as"
REPLY_HEADING: Final = "Somebody replied"
REPLY_GONE: Final = "That reply is gone: it was deleted, or whoever wrote it or asked took it back."
WHY_HEADING: Final = "Why it is here"
ASKED_LAST_HEADING: Final = "Asked last"
ILLEGIBLE: Final = "Other languages and nonsense"
NO_ILLEGIBLE: Final = "There is nothing of that kind."

SUGGESTS_NEW: Final = "Suggestion: a new entry"
ACCEPT: Final = "Accept"
DECLINE: Final = "Decline"
DECLINED: Final = "Declined."
NO_CREDIT: Final = "From somebody who wants no credit."
ACCEPT_HINT: Final = "Accept opens the entry's form; nothing is saved before you look at the effect."

NOTHING_STALE: Final = "No entry looks stale."
EDIT_ONE: Final = "Edit one…"

MISSED: Final = {
    "unknown": "I had no answer.",
    "unchosen": "Nobody chose one of my suggestions.",
    "unhelpful": "My answer didn't help.",
}
WHY_STALE: Final = {
    "unmatched": "answered nothing in 90 days",
    "unhelpful": "often didn't help",
    "unchanged": "not changed in a year",
}


def title(number: int) -> str:
    """The heading: how many questions are open, as the line below it counts them."""
    return f"Inbox · {number:,} open"


def week(numbers: Week) -> str:
    """The line on which it opens: what became of every question, so that the sum is right."""
    parts = [f"{numbers.answered:,} answered", f"{numbers.open:,} open"]
    others = (
        (numbers.small_talk, "small talk"),
        (numbers.answered_since, "that I would answer now"),
        (numbers.dismissed, "dismissed"),
        (numbers.illegible, "nonsense or in another language"),
        (numbers.undelivered, "whose answer I couldn't deliver"),
        (numbers.textless, "of which I keep no text"),
    )
    parts += [f"{number:,} {what}" for number, what in others if number]
    return f"{numbers.asked:,} asked in the last 7 days: {', '.join(parts)}."


def times(number: int, quoted: str) -> str:
    """A group of questions."""
    return f"**{number:,}×** {quoted}"  # noqa: RUF001 - the sign for "times"


def closest(entry: str, score: float) -> str:
    """The entry that comes closest."""
    return f"closest: {named(entry, score)}"


def where_asked(day: str, channel: int | None, link: str | None) -> str:
    """When and where a question was asked last; ``day`` is a timestamp of Discord's."""
    parts = [day, f"<#{channel}>" if channel is not None else "", f"[message]({link})" if link is not None else ""]
    return " · ".join(part for part in parts if part)


def did_not_help(entries: Sequence[str]) -> str:
    """What was answered to a question whose asker said that it was of no use."""
    return f"I answered with {listed(entries)}, which didn't help"


def teach(entry: str) -> str:
    """The button that teaches the closest entry."""
    return f"Teach: {entry}"


def dismissed(number: int) -> str:
    """After dismissing questions."""
    return "Dismissed: it won't be on the list again." if number == 1 else f"Dismissed {number:,} questions."


def small(line: str) -> str:
    """A line in small print."""
    return f"-# {line}"


def replied(question: str, others: int) -> str:
    """Open questions that somebody replied to; ``question`` is quoted."""
    more = f" and {count(others, 'other', 'others')}" if others else ""
    return f"Somebody replied to {question}{more}. Open the question to make an entry of it."


def withdrawn(titles: Sequence[str]) -> str:
    """Entries whose author had their name taken off."""
    return (
        f"Whoever wrote what you kept in {listed([f'**{one}**' for one in titles])} had their name and the link taken "
        "out. The text stays; please reword it where it says who they are."
    )


def make_entry(number: int, of: int) -> str:
    """Of which of several replies an entry is made."""
    return "Make it an entry" if of == 1 else f"Make reply {number} an entry"


def illegible(number: int) -> str:
    """The line at the end of the list."""
    return f"And {count(number, 'question', 'questions')} in other languages or nonsense."


def dismiss_all(number: int) -> str:
    """The button that dismisses all of those."""
    return f"Dismiss all {number:,}"


def option(number: int, text: str) -> str:
    """A group in a select."""
    return f"{number:,}× {text}"  # noqa: RUF001


def vote(members: int, entry: str, quoted: str) -> str:
    """What several members chose."""
    return f"**{members:,}** members chose **{entry}** for {quoted}"


def accept_vote(entry: str) -> str:
    """The label of the button."""
    return f"Accept: {entry}"


def suggestion(entry: str | None, text: str) -> str:
    """One suggestion in the list."""
    return f"- {f'For {entry}' if entry else 'New entry'}: {text}"


def suggests_change(entry: str) -> str:
    """The heading of a correction."""
    return f"Suggestion for {entry}"


def credit(name: str) -> str:
    """Who is thanked."""
    return f"From **{name}**. When you save, the history names them."


def stale_line(entry: str, why: Sequence[str]) -> str:
    """One stale entry."""
    return f"**{entry}**: {', '.join(why)}"


# The daily digest

DIGEST_TITLE: Final = "Daily digest"
OPEN_INBOX: Final = "Open the inbox"


def waiting(votes: int, suggestions: int) -> str:
    """What waits beside the questions; empty for nothing."""
    parts = [
        count(votes, "answer that members agree on", "answers that members agree on") if votes else "",
        count(suggestions, "suggestion of a member", "suggestions of members") if suggestions else "",
    ]
    named = " and ".join(part for part in parts if part)
    return f"Also waiting: {named}." if named else ""


# /suggest, as members read it.

SUGGEST_DESCRIPTION: Final = "Propose a new answer, or a correction of one, to this server's moderators"
SUGGEST_OPTION: Final = "answer"
SUGGEST_ENTRY: Final = "The answer to correct; leave it out to propose a new one"
SUGGEST_TITLE: Final = "Suggest an answer"
QUESTION: Final = "The question"
QUESTION_HINT: Final = "What should I be able to answer?"
ANSWER: Final = "The answer"
ANSWER_HINT: Final = "As far as you know it; may be empty"
CORRECTION: Final = "What should change?"
CORRECTION_HINT: Final = "What is wrong or missing, and how it should read"
CREDIT: Final = "Thank me as"
CREDIT_HINT: Final = "Moderators and the history see it; leave it empty to stay unnamed"

THANKS: Final = "Thank you. It waits for this server's moderators; nothing changes before they have looked at it."
ONCE_MORE: Final = "I had to look up this server's own answers first. Please use `/suggest` once more."
EMPTY: Final = "There was no text in that. Use `/suggest` again and write a sentence."
TOO_MANY: Final = (
    "Your last suggestions still wait for the moderators. Please suggest more once they have looked at them."
)
TOO_MANY_OF_ALL: Final = "The moderators have a lot of suggestions to look at. Please try again in a few days."
OPTED_OUT: Final = (
    "Storing is switched off for you, so I can't keep a suggestion of yours. `/privacy` switches it on again."
)
SERVER_ONLY: Final = "Suggestions go to a server's moderators: use `/suggest` in a server that has me."


def suggest_title(entry: str) -> str:
    """The form's title for a correction."""
    return f"Suggest for {entry}"


def slow_down(seconds: float) -> str:
    """The cooldown."""
    return f"One suggestion at a time, please. I can take your next one in {max(1, round(seconds))} seconds."


# “Why this answer?”

WHY_NAME: Final = "Why this answer?"
NO_TEXT: Final = (
    "I no longer have the text of that question, so I can't say. I can as long as I see the message it was asked in, "
    "or as long as I keep the text of questions."
)
NOT_STORED_YET: Final = "I couldn't store that question yet, so I can't say. Please try again in a minute."
NOT_MINE: Final = "That message is from another app. Choose a member's question, or one of my answers."
DECISION_HEADING: Final = "What I decide"
TEACH_BY: Final = "“Teach this” in its menu"
TO_SAY_UNKNOWN: Final = "That I don't know."
TO_SAY_SMALL_TALK: Final = "That it is a greeting, thanks or the like, or asks for the list."
DECIDED_NOW: Final = "Decided with what I know now."
DECIDED_OTHERWISE: Final = (
    "This comes out differently than it was answered: my knowledge has changed since, or the question went on from an "
    "earlier answer."
)


def to_answer(titles: Sequence[str]) -> str:
    """Entries that are answered."""
    return f"To answer with {' and '.join(f'**{title}**' for title in titles)}."


def to_suggest(titles: Sequence[str]) -> str:
    """Entries that are suggested."""
    return f"To suggest {', '.join(f'**{title}**' for title in titles)}."


def numbers(best: float, margin: float, runner_up: str | None, answerable: float) -> str:
    """The probabilities as percent, for those who want them."""
    ahead = f", {margin:.0%} ahead of {runner_up}" if runner_up else ""
    return f"{best:.0%} sure{ahead}; {answerable:.0%} sure that some entry answers it."
