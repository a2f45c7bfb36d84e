"""Rules that the form of a single file can't state: of a topic as a whole, and of the keys of an entry together."""

from functools import cache
from typing import Final

from bot.closest import meant
from bot.knowledge import bounds, messages
from bot.knowledge.drafts import EntryDraft, TopicDraft
from bot.knowledge.forms import ENTRY_KEYS
from bot.knowledge.model import Topic
from bot.knowledge.text_rules import comparable
from bot.knowledge.validation import is_id
from bot.knowledge.yaml_text.nodes import Path

_TITLE: Final[Path] = ("title",)
GUESSES: Final = 50
"""Problems of a file from which on nothing is guessed: to find the closest of thousands of ids takes milliseconds."""


def check_topic(draft: TopicDraft, topic: Topic) -> None:
    """Report everything wrong with the topic, drafted from its files, that the form of a single file can't show."""
    _check_title(draft)
    _check_subjects(draft, topic)
    _check_fallback(draft)
    for entry in draft.entries.values():
        if not entry.document.checked and not entry.document.is_full:
            _check_entry(draft, topic, entry)
    _check_phrases(draft)


def _check_title(draft: TopicDraft) -> None:
    document, _ = draft.parts[0]
    if draft.header("title") is None:
        document.report_at(("title",), messages.NO_TITLE)


def _check_subjects(draft: TopicDraft, topic: Topic) -> None:
    if (found := draft.header("subjects")) is None:
        return
    document, subjects = found
    for subject in ENTRY_KEYS.intersection(subjects if isinstance(subjects, dict) else ()):
        document.report_at(("subjects", subject), messages.reserved_subject(subject), of_key=True)
    names: dict[str, str] = {}
    for subject in topic.subjects:
        aliases = [(text, ("aliases", index)) for index, text in enumerate(subject.aliases)]
        for text, path in [(subject.name, ("name",)), *aliases]:
            if text and (owner := names.setdefault(comparable(text), subject.id)) != subject.id:
                document.report_at(("subjects", subject.id, *path), messages.shared_subject_name(text, owner))


def _check_fallback(draft: TopicDraft) -> None:
    """Report a fallback to no entry; but a topic of the shared base may be edited under an overlay that names one."""
    if (found := draft.header("fallback")) is None or draft.parts[0][0].checked:
        return
    document, entry = found
    if isinstance(entry, str) and is_id(entry) and entry not in draft.entries:
        document.report_at(("fallback",), messages.no_such_entry(entry, meant(entry, draft.entries)))


def _check_phrases(draft: TopicDraft) -> None:
    """An alias or a question that two entries share would leave the matcher without a way to tell them apart."""
    owners: dict[str, tuple[EntryDraft, Path]] = {}
    for entry in sorted(draft.entries.values(), key=lambda entry: not entry.document.checked):
        for text, path in phrases(entry):
            phrase = comparable(text)
            owner, first = owners.setdefault(phrase, (entry, path))
            if phrase and owner is not entry:
                report_shared(entry, text, path, owner, first)


def report_shared(entry: EntryDraft, text: str, path: Path, owner: EntryDraft, first: Path) -> None:
    """Note that the phrase ``text`` of ``entry``, at ``path``, is one of ``owner`` too, at ``first``."""
    entry.report(messages.shared_phrase(text, owner.id, owner.place(*first)), *path)


def phrases(draft: EntryDraft) -> list[tuple[str, Path]]:
    """The entry's title, aliases and questions, each with the keys that lead to it."""
    texts = [(draft.entry.title, _TITLE)]
    texts += [(text, _item("aliases", index)) for index, text in enumerate(draft.entry.aliases)]
    texts += [(text, _item("questions", index)) for index, text in enumerate(draft.entry.questions)]
    return [(text, path) for text, path in texts if len(text) <= bounds.QUESTION]


@cache
def _item(key: str, index: int) -> Path:
    """One object for all entries, as the owners of all phrases are kept at once."""
    return key, index


def _check_entry(draft: TopicDraft, topic: Topic, entry: EntryDraft) -> None:
    """Report everything wrong with the entry that its form alone can't show."""
    subjects = [subject.id for subject in topic.subjects]
    _check_keys(entry, subjects)
    _check_shape(entry, subjects)
    _check_see_also(draft, entry)
    _check_repetitions(entry)
    _check_lengths(topic, entry)


def _check_keys(draft: EntryDraft, subjects: list[str]) -> None:
    for name in draft.entry.sides:
        if name not in subjects and not draft.document.is_full:
            guess = meant(name, [*subjects, *sorted(ENTRY_KEYS)])
            draft.report(messages.unknown_side(name, subjects, guess), name, of_key=True)


def _check_shape(draft: EntryDraft, subjects: list[str]) -> None:
    """A plain entry has ``answer`` alone; a dimension has a text for every subject, or ``both``, or all of these."""
    entry = draft.entry
    sides = [subject for subject in subjects if subject in entry.sides]
    beside = [*sides, *(["both"] if entry.both is not None else [])]
    if entry.answer is not None:
        for key in beside:
            draft.report(messages.answer_beside(key), key, of_key=True)
    elif not beside:
        if not entry.sides:
            draft.report(messages.no_text(entry.id, subjects), of_key=True)
    elif "both" in beside and not subjects:
        draft.report(messages.NO_SIDES_NO_SUBJECTS, "both", of_key=True)
    elif sides and len(sides) < len(subjects):
        absent = [subject for subject in subjects if subject not in sides]
        draft.report(messages.missing_sides(entry.id, absent), absent[0], of_key=True)


def _check_see_also(topic: TopicDraft, draft: EntryDraft) -> None:
    for index, other in enumerate(draft.entry.see_also):
        if other == draft.id:
            draft.report(messages.SEE_ITSELF, "see_also", index)
        elif is_id(other) and not draft.document.is_full and other not in topic.entries:
            guesses = len(draft.document.problems) < GUESSES
            guess = meant(other, [known for known in topic.entries if known != draft.id]) if guesses else None
            draft.report(messages.no_such_entry(other, guess), "see_also", index)


def _check_repetitions(draft: EntryDraft) -> None:
    entry = draft.entry
    for key, texts in (("aliases", entry.aliases), ("questions", entry.questions), ("see_also", entry.see_also)):
        seen: set[str] = set()
        for index, text in enumerate(texts):
            phrase = comparable(text)
            if phrase and phrase in seen:
                draft.report(messages.twice_in_list(text.strip()), key, index)
            seen.add(phrase)


def _check_lengths(topic: Topic, draft: EntryDraft) -> None:
    entry = draft.entry
    links = sum(len(link.label) + len(link.url) + len("[]()\n") for link in entry.links)
    if links > bounds.LINKS_TOGETHER:
        draft.report(messages.links_too_long(links, bounds.LINKS_TOGETHER), "links", of_key=True)
    texts = [entry.title, entry.both or "", entry.answer or ""]
    texts += [text for subject in topic.subjects for text in (subject.name, entry.sides.get(subject.id, ""))]
    footer = [topic.title, " · ", topic.source.name if topic.source else ""]
    length = links + sum(map(len, [*texts, *footer]))
    if length > bounds.ENTRY_TOGETHER:
        draft.report(messages.entry_too_long(entry.id, length, bounds.ENTRY_TOGETHER), of_key=True)
