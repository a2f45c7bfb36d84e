"""Rules that the form of a single file can't state: of a topic as a whole, and of the keys of an entry together."""

from typing import Final

from bot.closest import meant
from bot.knowledge import bounds, messages
from bot.knowledge.drafts import EntryDraft, TopicDraft, texts_of
from bot.knowledge.forms import ENTRY_KEYS
from bot.knowledge.text_rules import comparable
from bot.knowledge.validation import is_id
from bot.knowledge.yaml_text.nodes import MappingNode, Node, ScalarNode, SequenceNode

GUESSES: Final = 50
"""Problems of a file from which on nothing is guessed: to find the closest of thousands of ids takes milliseconds."""


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
    for subject, (key, _) in (node.pairs if isinstance(node, MappingNode) else {}).items():
        if subject in ENTRY_KEYS:
            document.report(key.start, messages.reserved_subject(subject), ("subjects", subject))
    names: dict[str, str] = {}
    for subject, (_, node) in topic.subjects().items():
        for text in _names(node):
            owner = names.setdefault(comparable(text.value), subject)
            if owner != subject:
                document.report(text.start, messages.shared_subject_name(text.value, owner), ("subjects", subject))


def _names(subject: object) -> list[ScalarNode]:
    if not isinstance(subject, MappingNode):
        return []
    name = subject.get("name")
    return [*([name] if isinstance(name, ScalarNode) else []), *texts_of(subject.get("aliases"))]


def _check_phrases(topic: TopicDraft) -> None:
    """An alias or a question that two entries share would leave the matcher without a way to tell them apart."""
    owners: dict[str, tuple[EntryDraft, ScalarNode]] = {}
    for entry in sorted(topic.entries.values(), key=lambda entry: not entry.document.checked):
        for text, path in phrases(entry):
            phrase = comparable(text.value)
            owner, first = owners.setdefault(phrase, (entry, text))
            if phrase and owner is not entry:
                report_shared(entry, text, path, owner, first)


def report_shared(
    entry: EntryDraft, text: ScalarNode, path: tuple[str | int, ...], owner: EntryDraft, first: ScalarNode
) -> None:
    """Note that a phrase of ``entry``, at ``path``, is one of ``owner`` too."""
    place = owner.document.place(first.start)
    entry.report(text, messages.shared_phrase(text.value.strip(), owner.id, place), *path)


def phrases(entry: EntryDraft) -> list[tuple[ScalarNode, tuple[str | int, ...]]]:
    """The entry's title, aliases and questions, each with the keys that lead to it."""
    title = entry.text("title")
    texts: list[tuple[ScalarNode, tuple[str | int, ...]]] = [(title, ("title",))] if title else []
    for key in ("aliases", "questions"):
        texts += [(text, (key, index)) for index, text in enumerate(entry.texts(key))]
    return [(text, path) for text, path in texts if len(text.value) <= bounds.QUESTION]


def check_entry(topic: TopicDraft, entry: EntryDraft) -> None:
    """Report everything wrong with the entry that its form alone can't show."""
    subjects = topic.subjects()
    _check_keys(entry, list(subjects))
    _check_shape(entry, list(subjects))
    _check_see_also(topic, entry)
    _check_repetitions(entry)
    _check_lengths(topic, entry)


def _check_keys(entry: EntryDraft, subjects: list[str]) -> None:
    for name, (key, _) in entry.node.pairs.items():
        if name not in ENTRY_KEYS and name not in subjects and not entry.document.is_full:
            guess = meant(name, [*subjects, *sorted(ENTRY_KEYS)])
            entry.report(key, messages.unknown_side(name, subjects, guess), name)


def _check_shape(entry: EntryDraft, subjects: list[str]) -> None:
    """A plain entry has ``answer`` alone; a dimension has a text for every subject, or ``both``, or all of these."""
    keys = entry.node.pairs
    sides = [subject for subject in subjects if subject in keys]
    beside = [*sides, *(["both"] if "both" in keys else [])]
    if "answer" in keys:
        for key in beside:
            entry.report(keys[key][0], messages.answer_beside(key), key)
    elif not beside:
        if all(key in ENTRY_KEYS for key in keys):
            entry.report(entry.key, messages.no_text(entry.id, subjects))
    elif "both" in beside and not subjects:
        entry.report(keys["both"][0], messages.NO_SIDES_NO_SUBJECTS, "both")
    elif sides and len(sides) < len(subjects):
        absent = [subject for subject in subjects if subject not in sides]
        entry.report(entry.key, messages.missing_sides(entry.id, absent), absent[0])


def _check_see_also(topic: TopicDraft, entry: EntryDraft) -> None:
    for index, text in enumerate(entry.texts("see_also")):
        if text.value == entry.id:
            entry.report(text, messages.SEE_ITSELF, "see_also", index)
        elif is_id(text.value) and not entry.document.is_full and text.value not in topic.entries:
            guesses = len(entry.document.problems) < GUESSES
            guess = meant(text.value, [known for known in topic.entries if known != entry.id]) if guesses else None
            entry.report(text, messages.see_also_nowhere(text.value, guess), "see_also", index)


def _check_repetitions(entry: EntryDraft) -> None:
    for key in ("aliases", "questions", "see_also"):
        seen: set[str] = set()
        for index, text in enumerate(entry.texts(key)):
            phrase = comparable(text.value)
            if phrase and phrase in seen:
                entry.report(text, messages.twice_in_list(text.value.strip()), key, index)
            seen.add(phrase)


def _check_lengths(topic: TopicDraft, entry: EntryDraft) -> None:
    links = _links_length(entry.node.get("links"))
    if links > bounds.LINKS_TOGETHER:
        entry.report(entry.node.pairs["links"][0], messages.links_too_long(links, bounds.LINKS_TOGETHER), "links")
    subjects = topic.subjects()
    shown = ["title", "both", "answer", *subjects]
    length = links + sum(_length(entry.node.get(key)) for key in shown)
    length += sum(_length(_name(node)) for _, node in subjects.values()) + _footer_length(topic)
    if length > bounds.ENTRY_TOGETHER:
        entry.report(entry.key, messages.entry_too_long(entry.id, length, bounds.ENTRY_TOGETHER))


def _links_length(node: Node | None) -> int:
    """Of the links written as ``[label](url)``, one a line."""
    links = node.items if isinstance(node, SequenceNode) else []
    fields = [(link.get("label"), link.get("url")) for link in links if isinstance(link, MappingNode)]
    return sum(_length(label) + _length(url) + len("[]()\n") for label, url in fields)


def _footer_length(topic: TopicDraft) -> int:
    title, source = topic.header("title"), topic.header("source")
    return (_length(title[1]) if title else 0) + (_length(_name(source[1])) if source else 0) + len(" · ")


def _name(node: Node) -> Node | None:
    return node.get("name") if isinstance(node, MappingNode) else None


def _length(node: Node | None) -> int:
    return len(node.value.strip()) if isinstance(node, ScalarNode) else 0
