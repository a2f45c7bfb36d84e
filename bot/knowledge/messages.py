"""Every sentence that the knowledge room says to a person: what is wrong, and what to do."""

from collections.abc import Iterable, Mapping
from typing import Final

_SHOWN = 60


def shown(text: str) -> str:
    """A text from a file as a sentence quotes it: on one line, shortened, without what would upset a terminal."""
    clean = "".join(character if character.isprintable() else "\ufffd" for character in text[:_SHOWN])
    return clean if len(text) <= _SHOWN else f"{clean}…"


# Reading a file.
DIRECTIVE: Final = "lines that begin with % are not allowed; remove it. A text that begins with % belongs in quotes."
NOT_UTF8: Final = "the file is not UTF-8 text from here on; save it with the encoding UTF-8."
EMPTY_FILE: Final = "the file is empty; write a topic into it (topic:, title:, subjects:, entries:) or delete it."
NOT_A_MAPPING: Final = "the file must consist of keys with values, beginning with 'topic: some-id'."
ALIAS: Final = "aliases (*name) are not allowed; write the text out again."
ANCHOR: Final = "anchors (&name) are not allowed; remove it. A text that begins with & belongs in quotes."
MERGE_KEY: Final = "merge keys (<<) are not allowed; write the keys out again."
TAG: Final = "tags (!name) are not allowed; remove it. A text that begins with ! belongs in quotes."
KEY_NOT_TEXT: Final = (
    "a key must be a plain text, not a list or a mapping; a text that begins with [ or { belongs in quotes."
)
EMPTY_KEY: Final = "a key is missing before this colon; write one, or remove the line."
SECOND_DOCUMENT: Final = "a second document begins here; remove the '---', or move what follows into a file of its own."
NOT_A_FILE: Final = "this is not a regular file; move it out of the knowledge folder or rename it."
LINK_LOOP: Final = "this link leads back to itself; remove it or point it to a file."
NO_FOLDER: Final = "there is no such folder; make it, or name another one with --knowledge or in the configuration."
NO_FILES: Final = "the folder holds no .yaml file; put a knowledge file into it."
NOT_A_FOLDER: Final = "this is a file, not a folder; name the folder that holds it."

_INDENTATION = (
    "the indentation or a quote is wrong around here; keys of one mapping begin in the same column, "
    "and a quote inside a quoted text is doubled."
)
_KEY_WITHOUT_COLON = (
    "a key without a colon, or a text that continues at the wrong indentation; "
    "write 'key: text' and indent what belongs to it."
)
_SYNTAX = (
    ("mapping values are not allowed", "a text with ': ' in it belongs in quotes, or a line is indented wrongly."),
    ("cannot start any token", "a text can't begin with this character, nor a line with a tab; use quotes or spaces."),
    ("node content", "a value can't begin with this sign; put it in quotes."),
    ("found a tab", "a tab can't indent; use spaces."),
    ("unexpected end of stream", "a quoted text has no closing quote; add it."),
    ("could not find expected ':'", _KEY_WITHOUT_COLON),
    ("did not find expected '-'", "the list stops here; begin the line with '- ' or mend its indentation."),
    ("did not find expected key", _INDENTATION),
    ("expected <block end>", _INDENTATION),
    ("',' or ']'", "a list in brackets is not closed, or a comma is missing; write [one, two]."),
    ("',' or '}'", "a mapping in braces is not closed, or a comma is missing; write {name: text, other: text}."),
    ("unknown escape", "a backslash in double quotes begins an escape; double it, or use single quotes."),
    ("undefined alias", ALIAS),
    ("nesting depth", "brackets or lists are nested far too deep; a knowledge file needs four levels."),
)


def syntax(reason: str) -> str:
    """``reason`` is what PyYAML's parser says."""
    hint = next((hint for part, hint in _SYNTAX if part in reason), None)
    return (
        f"this is not valid YAML: {hint}"
        if hint
        else f"this is not valid YAML ({reason}); mend this line or the one above."
    )


def too_large(max_bytes: int) -> str:
    """The file has more than ``max_bytes``."""
    size = f"{max_bytes // 1024**2} MiB" if max_bytes >= 1024**2 else f"{max_bytes // 1024} KiB"
    return f"the file is larger than {size}; split it into several files of the same topic."


def too_many_nodes(bound: int) -> str:
    """The file holds more values than ``bound``."""
    return f"the file holds more than {bound} values; split it into several files of the same topic."


def too_many_files(bound: int) -> str:
    """The folder holds more files than ``bound``."""
    return f"the folder holds more than {bound} files; put several entries into one file."


def too_deep(depth: int) -> str:
    """Something is nested deeper than ``depth``."""
    return f"brackets or lists are nested more than {depth} deep; a knowledge file needs four levels."


def unreadable(reason: str) -> str:
    """The file or folder can't be opened; ``reason`` is the operating system's."""
    return f"this can't be read ({reason}); check that it exists and that the bot's user may read it."


def forbidden_character(character: str) -> str:
    """A character that Discord or an editor would not show."""
    advice = "use an ordinary line break" if character in "\x0b\x0c\r\x85\u2028\u2029" else "delete it"
    return f"the character U+{ord(character):04X} can't be shown; {advice}."


def null(value: str) -> str:
    """YAML takes ``value`` for nothing; it is empty where nothing stands there."""
    if value:
        return f'YAML reads {shown(value)} as "nothing"; put it in quotes: "{shown(value)}".'
    return "the value is missing; write it behind the colon, or remove the key."


def not_text(value: str, kind: str) -> str:
    """YAML takes ``value`` for a number, a date or the like."""
    return f'YAML reads {shown(value)} as {kind}, not as text; put it in quotes: "{shown(value)}".'


def duplicate_key(key: str, line: int) -> str:
    """A mapping has the key twice."""
    return f"'{shown(key)}' stands twice here (first in line {line}); remove one or rename it."


# A single text.
ONE_LINE: Final = "this must be one line; remove the line breaks."
NOTHING_TO_MATCH: Final = "this has no letter or digit by which it could be found; write words, or remove it."
URL_SCHEME: Final = "a link must begin with https:// or http://; write the whole address."
URL_CHARACTERS: Final = (
    "an address holds no spaces, quotes, <>, \\, ^, `, {, | or }; write them percent-encoded (a space is %20)."
)
URL_CREDENTIALS: Final = (
    "an address with a user name or password in it would be shown to everyone; remove what stands before the @."
)
URL_BROKEN: Final = "this is not a complete web address; write one such as https://example.org/page."


def mention(found: str) -> str:
    """A text that Discord would turn into a mention or an emoji."""
    return f"Discord would show {shown(found)} as a mention or an emoji; write it in plain words."


# The form of a file.


def missing(key: str, of: str) -> str:
    """A key that ``of`` needs is not there."""
    return f"{of} needs '{shown(key)}'; add it."


def needs_text(what: str) -> str:
    """A list or a mapping stands where a text belongs."""
    return f"{what} must be one text; a text with ': ' in it, or one that begins with [ or {{, belongs in quotes."


def needs_list(what: str) -> str:
    """Something else stands where a list belongs."""
    return f"{what} must be a list; write [one, two], or one '- item' a line."


def needs_keys(what: str) -> str:
    """Something else stands where a mapping belongs."""
    return f"{what} must be keys with values, one 'key: value' a line, indented below it."


def empty(what: str) -> str:
    """A text with nothing in it."""
    return f"{what} is empty; write a text, or remove it."


def too_long(what: str, length: int, most: int) -> str:
    """A text of ``length`` characters, where ``most`` fit."""
    return f"{what} is {length:,} characters long, and at most {most:,} can be shown; shorten it."


def number_of_subjects(least: int, most: int) -> str:
    """Too few or too many subjects."""
    return f"a topic compares {least} to {most} subjects; add or remove some, or leave out 'subjects' altogether."


def too_many(what: str, most: int) -> str:
    """A list with more than ``most`` items."""
    return f"{what} may hold at most {most:,} items; remove some."


def unknown_language(code: str, guess: str | None, languages: Mapping[str, str]) -> str:
    """A language that is none of ``languages``, which are names by code; ``guess`` is the code that may be meant."""
    known = ", ".join(f"{each} ({name})" for each, name in languages.items())
    return f"there is no language '{shown(code)}'; {did_you_mean(guess, f'name one of {known}.')}"


def few_synonyms(least: int) -> str:
    """A group of synonyms with fewer than ``least`` words."""
    return f"a group of synonyms needs at least {least} words; add one, or remove the group."


def unknown_key(key: str, of: str, guess: str | None) -> str:
    """A key that ``of`` does not have; ``guess`` is what was probably meant."""
    otherwise = "remove it, or see the README for the keys there are."
    return f"{of} has no key '{shown(key)}'; {did_you_mean(guess, otherwise)}"


def did_you_mean(guess: str | None, otherwise: str) -> str:
    """The end of a sentence: the guess as a question, or ``otherwise``."""
    return f"did you mean '{shown(guess)}'?" if guess else otherwise


def wrong_id(text: str, better: str | None) -> str:
    """An id that is none; ``better`` is one made from it."""
    advice = f"write '{better}'." if better else f"choose another one than '{shown(text)}'."
    return f"an id has lower-case letters, digits and hyphens only (at most 32, no hyphen first); {advice}"


# A topic and its entries.
NO_TITLE: Final = "the topic has no 'title' in any of its files; add one."
NO_SIDES_NO_SUBJECTS: Final = (
    "'both' says what the subjects share, but this topic has no 'subjects'; add them, or write 'answer'."
)
SEE_ITSELF: Final = "an entry can't refer to itself; remove it."


def no_text(entry: str, subjects: Iterable[str]) -> str:
    """An entry without any text to answer with."""
    keys = ", ".join(f"'{shown(subject)}'" for subject in subjects)
    sides = f"a text for each subject ({keys}), 'both', or 'answer'" if keys else "'answer'"
    return f"'{shown(entry)}' says nothing; give it {sides}."


def answer_beside(key: str) -> str:
    """An entry with an answer and with ``key``, a text for a comparison."""
    return f"'answer' stands alone, but '{shown(key)}' is there too; remove one of them."


def missing_sides(entry: str, subjects: Iterable[str]) -> str:
    """A comparison that lacks the texts of some subjects."""
    keys = " and ".join(f"'{shown(subject)}'" for subject in subjects)
    return f"'{shown(entry)}' has no text for {keys}; add it, or say it in 'both' and remove the others."


NEITHER: Final = "is neither a key of an entry nor a subject"


def unknown_side(key: str, subjects: Iterable[str], guess: str | None) -> str:
    """A key of an entry that is no subject's id either."""
    known = ", ".join(shown(subject) for subject in subjects)
    otherwise = f"the subjects are {known}." if known else "this topic names no 'subjects'; add them, or remove it."
    return f"'{shown(key)}' {NEITHER}; {did_you_mean(guess, otherwise)}"


def no_such_entry(entry: str, guess: str | None) -> str:
    """A "see also" to an entry, or a fallback, that there is not."""
    return f"this topic has no entry '{shown(entry)}'; {did_you_mean(guess, 'name another one, or remove it.')}"


def twice_in_list(text: str) -> str:
    """A text that stands in one list twice."""
    return f"'{shown(text)}' stands in this list twice; remove one."


def links_too_long(length: int, most: int) -> str:
    """The links of an entry do not fit together into an answer."""
    return (
        f"the links together take {length:,} characters, and Discord can show {most:,}; remove some, or shorten them."
    )


def entry_too_long(entry: str, length: int, most: int) -> str:
    """The texts of an entry do not fit together into an answer."""
    return f"'{shown(entry)}' takes {length:,} characters in all, and Discord can show {most:,}; shorten its texts."


def shared_phrase(text: str, entry: str, place: str) -> str:
    """A title, alias or question that another entry, at ``place``, has too."""
    return f"'{shown(text)}' also belongs to '{shown(entry)}' ({place}); leave it with one of them."


def shared_subject_name(text: str, subject: str) -> str:
    """A name that another subject has too."""
    return f"'{shown(text)}' also names the subject '{shown(subject)}'; leave it with one of them."


def reserved_subject(subject: str) -> str:
    """A subject's id that is a key of entries."""
    return f"a subject can't be called '{shown(subject)}', as entries have a key of that name; choose another id."


def different_header(key: str, place: str) -> str:
    """Two files of a topic say different things of it."""
    return f"'{shown(key)}' differs from {place}, another file of the same topic; make them alike, or remove one."


HIDE_IN_BASE: Final = "only one server's overlay can hide entries; remove the entry itself instead."
SHARED_BASE: Final = "the shared base"


def duplicate_entry(entry: str, place: str) -> str:
    """Entries in two files of a topic have the same id."""
    return f"the entry '{shown(entry)}' also stands in {place}; remove one, or give it another id."


def and_more(count: int) -> str:
    """Stands for ``count`` problems that are not listed."""
    return f"there are at least {count} more problems from here on; mend the ones above first."


# Writing.
def cannot_write_text(key: str, character: str) -> str:
    """A text to save holds a character that no file may hold."""
    return f"'{shown(key)}' can't be saved: {forbidden_character(character)}"


def would_be_too_large(file: str, max_bytes: int) -> str:
    """The file to save would have more than ``max_bytes``."""
    return (
        f"{file} would be larger than {max_bytes // 1024**2} MiB, which is the most that I read; move some of its "
        "entries to another file of the same topic."
    )


def file_has_problems(first: str) -> str:
    """The file to change has problems of its own, ``first`` the first of them."""
    return f"The file has a problem of its own, so it is left as it is: {first}"


def unusual_form(file: str, entry: str) -> str:
    """The file is written in a way in which the entry can't be changed."""
    way_out = "bring it into the canonical form with fmt first."
    return f"{file} is written in a way that '{shown(entry)}' can't be changed in; {way_out}"


def cannot_format(file: str) -> str:
    """The canonical form of the file would lose a comment."""
    return f"{file} can't be formatted without losing a comment; move comments onto lines of their own and try again."
