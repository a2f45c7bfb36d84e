"""Rules about a topic as a whole: its title, its subjects, and phrases that must belong to one entry alone."""

from bot.knowledge import bounds, messages
from bot.knowledge.drafts import EntryDraft, TopicDraft, texts_of
from bot.knowledge.entry_rules import check_entry
from bot.knowledge.forms import ENTRY_KEYS
from bot.knowledge.text_rules import comparable
from bot.knowledge.yaml_text.nodes import Mapping, Text


def check_topic(topic: TopicDraft) -> None:
    """Report everything wrong with the topic that the form of a single file can't show."""
    _check_title(topic)
    _check_subjects(topic)
    for entry in topic.entries.values():
        if not entry.document.checked and not entry.document.is_full:
            check_entry(topic, entry)
    _check_phrases(topic)


def _check_title(topic: TopicDraft) -> None:
    document, root = topic.parts[0]
    if topic.header("title") is None:
        document.report(root.start, messages.NO_TITLE, ("title",))


def _check_subjects(topic: TopicDraft) -> None:
    found = topic.header("subjects")
    if found is None:
        return
    document, node = found
    for subject, (key, _) in (node.pairs if isinstance(node, Mapping) else {}).items():
        if subject in ENTRY_KEYS:
            document.report(key.start, messages.reserved_subject(subject), ("subjects", subject))
    names: dict[str, str] = {}
    for subject, (_, node) in topic.subjects().items():
        for text in _names(node):
            owner = names.setdefault(comparable(text.value), subject)
            if owner != subject:
                document.report(text.start, messages.shared_subject_name(text.value, owner), ("subjects", subject))


def _names(subject: object) -> list[Text]:
    if not isinstance(subject, Mapping):
        return []
    name = subject.get("name")
    return [*([name] if isinstance(name, Text) else []), *texts_of(subject.get("aliases"))]


def _check_phrases(topic: TopicDraft) -> None:
    """An alias or a question that two entries share would leave the matcher without a way to tell them apart."""
    owners: dict[str, tuple[EntryDraft, Text]] = {}
    for entry in sorted(topic.entries.values(), key=lambda entry: not entry.document.checked):
        for text, path in phrases(entry):
            phrase = comparable(text.value)
            owner, first = owners.setdefault(phrase, (entry, text))
            if phrase and owner is not entry:
                report_shared(entry, text, path, owner, first)


def report_shared(entry: EntryDraft, text: Text, path: tuple[str | int, ...], owner: EntryDraft, first: Text) -> None:
    """Note that a phrase of ``entry``, at ``path``, is one of ``owner`` too."""
    place = owner.document.place(first.start)
    entry.report(text, messages.shared_phrase(text.value.strip(), owner.id, place), *path)


def phrases(entry: EntryDraft) -> list[tuple[Text, tuple[str | int, ...]]]:
    """The entry's title, aliases and questions, each with the keys that lead to it."""
    title = entry.text("title")
    texts: list[tuple[Text, tuple[str | int, ...]]] = [(title, ("title",))] if title else []
    for key in ("aliases", "questions"):
        texts += [(text, (key, index)) for index, text in enumerate(entry.texts(key))]
    return [(text, path) for text, path in texts if len(text.value) <= bounds.QUESTION]
