"""What moderators read while they change the knowledge base."""

from collections.abc import Sequence
from typing import Final

from bot.composed_characters import cut
from bot.texts.counting import count, listed

_NUMBERS: Final = {2: "two", 3: "three"}
MODERATORS_ONLY: Final = (
    "That is for this server's moderators: members with Manage Server, or with a role that /settings or my "
    "configuration names."
)
GONE: Final = (
    "That change was saved or cancelled already, or it is too old: I keep the last ten of yours, for a week. Start "
    "again with /knowledge."
)
NOT_YOURS: Final = "That change is another moderator's."
SCOPE_CHANGED: Final = (
    "What this server's moderators edit has changed since then, so I can't save that. Start again with /knowledge."
)
BASE_TAKEN: Final = (
    "Another server has begun to edit what all servers see, so I can't save that. Start again with /knowledge to "
    "change what this server alone sees."
)
CANNOT_ASK: Final = (
    "Discord can't tell me right now whether the owner of my application is a member of this server, so I can't save "
    "that for all servers. Please press Save again in a minute."
)
TOO_BUSY: Final = "Others are changing the same entry right now. Please try again in a moment."
READ_ONLY: Final = (
    "I can't save changes at the moment: my files are read-only. Please tell the person who runs me; what you have "
    "begun is kept."
)
TYPED_IS_KEPT: Final = "What you typed is kept: press Edit again."
TYPED_IS_BELOW: Final = "What you typed is in the file below, so that nothing of it is lost."
TYPED_FILE: Final = "what-you-typed.txt"
BEING_SAVED: Final = "I'm saving that already."

ALL_SERVERS: Final = "all servers"
THIS_SERVER: Final = "this server only"
WILL_CLAIM: Final = "This server will edit what all servers see"
WILL_CLAIM_NOTE: Final = (
    f"**{WILL_CLAIM}** once you save this: nobody edits it yet. What other servers change is then for their own "
    "members alone."
)
WHO_EDITS: Final = {
    "HERE": "This server edits what all servers see.",
    "ELSEWHERE": "Another server edits what all servers see.",
    "CLAIMABLE": "Nobody edits what all servers see yet; this server will, from its first save on.",
    "NOBODY": "Nobody edits what all servers see yet, and the owner of my application is not in this server.",
    "UNASKED": (
        "Nobody edits what all servers see yet, and Discord can't tell me right now whether the owner of my "
        "application is in this server. I ask again in a minute."
    ),
}
CHANGE_EDITOR: Final = (
    "The person who runs me changes that with: python -m bot knowledge editor ID (this server's ID is {server})."
)
CHANGE_CONFIGURED: Final = (
    "The person who runs me changes that with editors under [knowledge] in my configuration (this server's ID is "
    "{server})."
)
A_MODERATOR: Final = "a moderator"
NOT_STORED: Final = (
    "I can't store this draft at the moment and try again by myself. Until then it is lost if I am restarted."
)
NOT_LASTING: Final = "Storing is switched off for you: this draft is lost if I am restarted before you save it."
NOT_ALL_ASKED: Final = "The effect below leaves out what was asked in the last moments: I couldn't store that yet."

GROUP_DESCRIPTION: Final = "Change what I know"
ADD_DESCRIPTION: Final = "Add an entry"
ADD_KIND: Final = "A comparison has a text for each subject; a single answer has one text"
ADD_TOPIC: Final = "The topic it belongs to"
ANOTHER_ENTRY: Final = "Another entry…"
FIND_ENTRY: Final = "Find an entry"
FIND_ENTRY_HINT: Final = "A part of its title, another name or a question"
ANOTHER_TOPIC: Final = "Another topic…"
FIND_TOPIC: Final = "Find a topic"
FIND_TOPIC_HINT: Final = "A part of its title"
NEW_COMPARISON: Final = "New comparison"
NEW_ANSWER: Final = "New answer"
EDIT_DESCRIPTION: Final = "Change an entry"
TEACH_DESCRIPTION: Final = "Teach an entry one more way to ask for it"
TEACH_QUESTION: Final = "The question, as a member would ask it"
REMOVE_DESCRIPTION: Final = "Remove an entry; the history keeps it"
ENTRY: Final = "The entry: type a part of its title"
TEACH_THIS: Final = "Teach this"

NO_TOPICS: Final = "There is no topic to put an entry into yet. Bring one in with /knowledge import."
NO_SUCH_TOPIC: Final = "There is no such topic. Pick one from the list while you type."
NO_SUBJECTS: Final = "“{topic}” compares nothing, so it has no comparisons. Choose “single answer” instead."
NOTHING_TO_TEACH: Final = "There is no text in that message that I could learn."
WHICH_KIND: Final = "What should it be? A comparison has a text for each subject, an answer has one text."
WHICH_TOPIC: Final = "Which topic does it belong to?"
CHOOSE_TOPIC: Final = "Choose the topic…"
TEACH_WHICH: Final = "Which entry answers this?"
CHOOSE_ENTRY: Final = "Choose the entry…"

FORM_READY: Final = "I had to look something up first. The form is ready now."
OPEN_FORM: Final = "Open the form"
SAVE: Final = "Save"
EDIT_AGAIN: Final = "Edit again"
MORE: Final = "More…"
IN_WORDS: Final = "What changes in words"
CHANGES: Final = "What changes"
CARD: Final = "As members will see it"
WAS: Final = "was"
NOW: Final = "now"
NO_TEXT: Final = "no text"
REPLY_AND_TEACH: Final = "Reply and teach"
REPLY_ONLY: Final = "Only reply"
TAKE_IN: Final = "Add the answer's text"
CANCEL: Final = "Cancel"
UNDO: Final = "Undo"
REDO: Final = "Redo"
TAKE_BACK: Final = "Take back"
NEXT_QUESTION: Final = "Next question"
THIS_QUESTION: Final = "Back to the question"
SEE_IT: Final = "See it"
AROUND: Final = (
    "No entry would change, only the text around them in the file: comments, order, or the topic's title and words."
)
NOTHING_SAVED: Final = "There was nothing to save: everything is like that already."
SAVED: Final = "Saved as #{number}."
WITHDRAW: Final = "Withdraw"
WITHDRAWN: Final = (
    "Withdrawn: #{number} no longer waits for review. Here it is again, in case you want to go on with it."
)
WAITS: Final = (
    "Waits for review as #{number}. It takes effect once the person who runs me has taken it into the files; until "
    "then I answer as before."
)
FOR_REVIEW: Final = "Edits are reviewed here: saved, this waits until the person who runs me takes it into the files."
TAKEN_BACK: Final = "Taken back as #{number}."
SUGGESTION_AGAIN: Final = "The member's suggestion is in the inbox again."
REDONE: Final = "Redone as #{number}."
TAKEN_BACK_ALREADY: Final = "That is taken back already, so nothing has changed."
PROBLEMS: Final = "This can't be saved yet"
MEANWHILE: Final = "Changed by somebody else meanwhile"
MEANWHILE_HINT: Final = "Below is your change on top of that. Nothing of either is lost if you save."
MEANWHILE_REMOVED: Final = "If you save, the entry comes back as you left it."
MEANWHILE_REMOVES: Final = "If you save, that goes with the entry; the history keeps it."
EFFECT: Final = "What it does to what people asked (last {count:,})"
EFFECT_NONE: Final = "What it does to what people asked"
NEVER_ASKED: Final = "Nobody has asked anything here yet, so there is nothing to compare with."
EXAMPLES: Final = "What it does to example questions ({count:,} nearby)"
EXAMPLES_NEAREST: Final = "What it does to example questions (the nearest {count:,} of {nearby:,})"

TITLE_HINT: Final = "What the entry is about, in a word or two"
ANSWER_HINT: Final = "What I should answer"
QUESTIONS_HINT: Final = "One a line, as a member would ask"
ALIASES_HINT: Final = "One a line: what people also call it"
BOTH_HINT: Final = "Stands across, above the sides; may be empty"
LINKS_HINT: Final = "One a line: label: https://…"
SEE_ALSO_HINT: Final = "One a line: titles of entries of the same topic"
WHY_HINT: Final = "For the history; may be empty"


def scope_name(*, shared: bool) -> str:
    """Whose answers change."""
    return ALL_SERVERS if shared else THIS_SERVER


def tell_askers(number: int) -> str:
    """The button that replies to those whose question has its answer now."""
    return "Tell the one who asked" if number == 1 else f"Tell the {number:,} who asked"


def saved_for(*, shared: bool) -> str:
    """The line that says where a change counts."""
    return f"Saved for: {scope_name(shared=shared)}"


def heading(title: str, *, added: bool, removed: bool) -> str:
    """What is about to change."""
    if added:
        return f"New entry: {title}" if title else "New entry"
    return f"Remove {title}" if removed else f"Change to {title}"


def heading_many(number: int, added: int, removed: int) -> str:
    """The same for several entries at once, of which some are new and some go."""
    parts = {"added": added, "changed": number - added - removed, "removed": removed}
    named = ", ".join(f"{number:,} {what}" for what, number in parts.items() if number)
    return f"Change to {number:,} entries: {named}" if named else f"Change to {number:,} entries"


def builds_on(numbers: Sequence[int]) -> str:
    """What waits for review already, and is part of the state that a change is made against."""
    wait = "waits" if len(numbers) == 1 else "wait"
    return f"It builds on {listed([f'#{number}' for number in numbers])}, which {wait} too."


def teach_to(title: str, changes: int) -> str:
    """The button that teaches an entry, with how many questions asked would be answered otherwise."""
    if not changes:
        return f"Teach to {title}"
    return f"Teach to {title} · {changes:,} {'changes' if changes == 1 else 'change'}"


def remove_entries(titles: Sequence[str]) -> str:
    """The button that saves a change which takes entries away."""
    return f"Remove {titles[0] if len(titles) == 1 else count(len(titles), 'entry', 'entries')}"


def more_problems(number: int) -> str:
    """For the problems that have no room."""
    return f"and {count(number, 'more problem', 'more problems')}"


def asked_times(quoted: str, times: int) -> str:
    """A question, and how often it was asked."""
    return quoted if times == 1 else f"{quoted} ({times:,}×)"  # noqa: RUF001 - the sign of multiplication is meant


def both_changed(names: Sequence[str]) -> str:
    """Two moderators reworded the same texts."""
    return f"You both changed {listed(names)}: if you save, yours takes the place of theirs. The history keeps both."


THIS_ENTRY: Final = "this entry"
OF_LINKS: Final = {"label": "what the link says", "url": "the address"}
"""What moderators call the parts of a link."""


def no_text(subjects: Sequence[str]) -> str:
    """An entry without any text to answer with; ``subjects`` are names, none for a single answer."""
    if not subjects:
        return "There is no text to answer with yet; write one."
    return f"There is no text to answer with yet; write one for {listed(subjects)}, or what they share (under More…)."


def already_of(phrase: str, title: str) -> str:
    """Two entries can't share a question or a name."""
    return f"“{phrase}” already belongs to {title}; leave it with one of them."


def title_taken(title: str) -> str:
    """Two entries can't have the same title."""
    return f"There is an entry “{title}” already. Edit that one, or give this one another title."


def form_title(title: str | None, scope: str, room: int) -> str:
    """The title of a form: what, and whose."""
    what = "New entry" if title is None else f"Edit {title}"
    left = room - len(scope) - 3
    return f"{what if len(what) <= left else cut(what, left - 1).rstrip() + '…'} · {scope}"


def no_such_entry(close: Sequence[str]) -> str:
    """What was typed names no entry; some that come close."""
    if not close:
        return "I have nothing under that name. `/dimensions` lists what I know."
    return f"I have nothing under exactly that name. These come closest: {', '.join(close)}."


def side_hint(subject: str) -> str:
    """What belongs into the field of one subject."""
    return f"What members read about {subject}"


def unwritten(subject: str) -> str:
    """A side that is still to be written."""
    return f"{subject} (no text yet)"


def lines_kept(number: int) -> str:
    """A long list, whose first lines the form has no room for."""
    return f"One a line. The first {number:,} don't fit in here and stay as they are."


REST_IN_FORM: Final = "-# The form shows all of it."


def asked(question: str) -> str:
    """The question that is being worked on."""
    return f"Asked: {question}"


def suggested(text: str) -> str:
    """The member's suggestion that is being worked on."""
    return f"Suggested: {text}"


def which_sides(most: int) -> str:
    """A comparison has more texts than a form has room for."""
    return f"A form has room for {_NUMBERS[most]} texts besides the title. Which do you want to write?"


def choose_sides(most: int) -> str:
    """The select of those texts."""
    return f"Choose up to {_NUMBERS[most]}…"


# /knowledge history

HISTORY_DESCRIPTION: Final = "What was changed, when and by whom; open a change, or take it back"
HISTORY_ENTRY: Final = "Only the changes of this entry; type a part of its title"
NO_HISTORY_OF_ENTRY: Final = "There is no such entry in the history. Pick one from the list while you type."
NO_OLDER: Final = "That is the whole history."
OPEN_REVISION: Final = "Open a change…"
TAKE_BACK_ONE: Final = "Take a change back…"
NEWEST: Final = "Newest"
OLDER: Final = "Older"
LIST: Final = "Back to the list"
REVISION_AROUND: Final = (
    "No entry differs: what changed is the text around them, such as comments or the topic's header."
)
LINES: Final = "The lines of the file"
MESSAGE: Final = "the message"
WHY: Final = "Why"
BY_FILE: Final = "by hand, in the file"
PLACE_CHANGED: Final = "What this server's moderators edit has changed since then. Look again with /knowledge history."


def history_title(entry: str | None) -> str:
    """Whose history it is."""
    return f"History of {entry}" if entry else "History"


def removed_entry(entry: str) -> str:
    """An entry that only the history knows."""
    return f"{entry} (removed)"


def revision_line(number: int, when: str, who: str, what: str, why: str) -> str:
    """One change in the list; its reason may be empty."""
    return f"**#{number}** · {when} · {who}\n{what}" + (f"\n{WHY}: {why}" if why else "")


def revision_title(number: int, what: str) -> str:
    """The title of one change."""
    return f"#{number} · {what}"


def revision_option(number: int, what: str) -> str:
    """One change in a select."""
    return f"#{number} {what}"


def more_lines(number: int) -> str:
    """For the lines that have no room."""
    return f"and {count(number, 'more line', 'more lines')}"


# /knowledge export and /knowledge import

EXPORT_DESCRIPTION: Final = "What this server knows, as YAML files and as a table to read"
IMPORT_DESCRIPTION: Final = "Take over a YAML file; its effect is shown before anything is saved"
IMPORT_FILE: Final = "A YAML file, as /knowledge export gives it"
TABLE_FILE: Final = "comparison.md"
ARCHIVE_FILE: Final = "knowledge.zip"

NOTHING_TO_EXPORT: Final = "There is nothing to export yet. Bring a topic in with `/knowledge import`."
EXPORT_TOO_LARGE: Final = (
    "These files are larger than what I may send here. The person who runs me can export them on their machine with "
    "`python -m bot knowledge export`."
)
NOTHING_TO_IMPORT: Final = "This file says what I know already. Nothing to change."
NOT_FETCHED: Final = "I couldn't fetch that file from Discord. Please attach it again."
IMPORT_PROBLEMS: Final = "I can't import this file"
IMPORT_PROBLEMS_HINT: Final = "Nothing was changed. Mend these and import the file again."


def exported(scope: str, entries: int, topics: Sequence[str]) -> str:
    """What is attached; ``topics`` are titles."""
    named = ", ".join(f"**{title}**" for title in topics)
    return (
        f"For {scope}: {count(entries, 'entry', 'entries')} of {named}. The YAML comes back in with "
        f"`/knowledge import`; `{TABLE_FILE}` is for reading."
    )


def too_large(size: int, limit: int) -> str:
    """A file that is not even fetched; sizes in bytes."""
    return f"That file has {_mib(size)} MiB; I take at most {_mib(limit)}. Split it into topics, one file each."


def _mib(size: int) -> str:
    return f"{size / 1024**2:,.1f}".removesuffix(".0")
