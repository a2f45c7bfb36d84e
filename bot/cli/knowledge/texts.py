"""What an operator reads who changes the knowledge base in the terminal."""

from collections.abc import Sequence
from typing import Final

from bot.texts.counting import count

NO_ENTRY: Final = "There is no entry '{entry}'."
CLOSEST: Final = "There is no entry '{entry}'. These come closest: {close}."
EXISTS: Final = "There is an entry '{entry}' already: change it with knowledge edit."
WHICH_TOPIC: Final = "There are several topics ({topics}): write the entry as TOPIC/ENTRY."
NO_TOPIC: Final = "There is no topic '{topic}'. I know: {topics}."
NTH_OPTION: Final = "{option} number {number}"
NTH_KEY: Final = "'{key}', number {number}"
THE_QUESTION: Final = "the question"
SIDE_MISSING: Final = "--side is missing for {subjects}; add it, or say it in --both and leave the other sides out."
NO_SUBJECT: Final = "is none of the subjects"
KNOWN_QUESTION: Final = "{title} already knows this question: {phrase}"
KNOWN_NAME: Final = "{title} goes by that name already: {phrase}"
NEEDS_TITLE: Final = "A new entry needs a --title, and --answer or a --side for each subject."
NOTHING_GIVEN: Final = "Say what to change, for example with --title; in a terminal, none at all opens your editor."
BAD_SIDE: Final = 'Write a side as SUBJECT=TEXT, for example mlops="Watches the model."'
BAD_LINK: Final = 'Write a link as LABEL=URL, for example "Read on=https://example.org".'
NO_FOLDER: Final = "There is no folder {folder} to change. Start the bot once, or name the folder in the configuration."
NO_FILE: Final = "There is no file {file} here. There are: {files}."
WHICH_EXPORT: Final = "There are several topics ({topics}): name one, or a folder with --output."

EDITOR_HEAD: Final = (
    "# Save and close to go on; an empty file cancels.\n"
    "# Keys: title, aliases, questions, {subjects}both, answer, links (label, url), see_also.\n"
)
EDITOR_LINE: Final = "Line {line}: {message}"
KEPT: Final = "What you wrote is kept in {file}. To go on with it, give the same command with --from {file}"
FROM_ALONE: Final = "--from takes the whole entry: leave the other options out."
EDITOR_FAILED: Final = "Your editor can't be opened: {reason}. Set EDITOR, or use the options."
EDITOR_ID: Final = "Keep the entry's id as the only key of the first level: {entry}."
EDITOR_TEXT: Final = "'{key}' needs one text."
EDITOR_LIST: Final = "'{key}' needs a list of texts."
EDITOR_LINKS: Final = "'links' needs a list, each with a label and a url."
EDIT_AGAIN: Final = "Edit it again?"

SAVE: Final = "Save?"
MEANWHILE: Final = "Changed by somebody else meanwhile; below is your change on top of that:"
NO_DIFFERENCE: Final = "Nothing to change: everything is like that already."
AROUND: Final = "No entry changes, only the text around them in the file."
SAVED: Final = "Saved as #{number}. To undo it: knowledge revert {number}{server}"
WOULD_SAVE: Final = "Nothing was saved (--dry-run)."
PROBLEMS: Final = "This can't be saved:"

NEW: Final = "New entry {entry}"
CHANGED: Final = "Change to {entry}"
REMOVED: Final = "Remove {entry}"

EFFECT: Final = "What it does to what people asked (last {asked}):"
NEVER_ASKED: Final = "Nobody has asked anything yet, so there is nothing to compare with."
EXAMPLES: Final = "What it does to example questions ({count:,} near it):"
EXAMPLES_NEAREST: Final = "What it does to example questions (the nearest {count:,} of {nearby:,}):"

LIST_COLUMNS: Final = ("id", "title", "topic", "kind", "questions")
NO_ENTRIES: Final = "There is no entry yet."
NONE_FOUND: Final = "No entry has all of these words in its id, title, other names or questions."

BY_HAND: Final = "by hand"
TERMINAL: Final = "terminal"

NOTHING_PROPOSED: Final = "Nothing waits for review."
DOES_NOT_FIT: Final = "       It does not fit the files any more: {problem} Take it out with knowledge proposed --drop."
LEFT_OUT: Final = "#{number} is left out ({what})."
DROPPED: Final = "#{number} no longer waits for review: {what}"
OF_BASE: Final = "the shared base"
OF_SERVER: Final = "server {server}"
MORE_WAITS: Final = "{count} more for {where}, which stand apart: see knowledge proposed, and --server."
SUGGESTED: Final = "Suggested by a member."
WHY: Final = "Why: {why}"
PATCH_ALONE: Final = "--proposed prints one patch: leave out the topic, --output and --markdown."

CONFIGURED: Final = (
    "The configuration names who edits the shared base: {servers}. Change knowledge.editors there; it comes first."
)
NO_EDITOR: Final = (
    "No server edits the shared base yet. The first to save a change does, if you, the owner of the application, are a "
    "member of it. Or name one: python -m bot knowledge editor ID"
)
EDITOR_ID_WANTED: Final = "Name a server by its id, or none."
EDITOR_IS: Final = "Server {server} edits the shared base."
EDITOR_SET: Final = "From now on server {server} edits the shared base."
EDITOR_NONE: Final = (
    "From now on no server is named. The next to save a change edits the base, if you, the owner of the application, "
    "are a member of it."
)


def edited(title: str, fields: Sequence[str]) -> str:
    """A change of one entry in a few words, for the history."""
    return f"{title}: {', '.join(fields)}" if fields else title


def formatted(files: Sequence[str]) -> str:
    """Files put into the canonical form."""
    return f"put into form: {', '.join(files)}"


def exported(files: int, folder: object) -> str:
    """Where the files went."""
    return f"Wrote {count(files, 'file', 'files')} to {folder}."
