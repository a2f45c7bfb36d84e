"""One server's overlay: entries added to the shared base, put in the place of its entries, or hidden.

The files have the form of any knowledge file; what the base says of a topic (its title, its subjects) need not be
repeated, and ``hide`` names the entries of the base that the server's members do not see.
"""

import sys
from collections.abc import Iterable, Mapping
from dataclasses import replace

from bot.knowledge import messages
from bot.knowledge.build import Loaded, built, check, finish
from bot.knowledge.checks import phrases, report_shared
from bot.knowledge.drafts import EntryDraft, TopicDraft, add_entry, add_part, entries_of
from bot.knowledge.model import Entry, KnowledgeBase, Topic
from bot.knowledge.text_rules import comparable
from bot.knowledge.yaml_text.nodes import Document, Path, release
from bot.knowledge.yaml_text.parser import read_text
from bot.knowledge.yaml_text.writer import header_of, hidden_by
from bot.process_memory import gc_paused

_Place = tuple[EntryDraft, str, Path]
"""A text of an entry, and the keys that lead to it."""


def read_overlay(base: KnowledgeBase, files: Mapping[str, bytes]) -> Loaded:
    """What a server's members see: ``base`` with the overlay's ``files`` (contents by name) laid over it.

    Only the overlay is checked; ``base`` has been. Entries that the overlay leaves alone are the very objects of
    ``base``. An entry of the overlay that has a problem, perhaps since the base was edited, is left out and the rest
    is seen: then the result has a knowledge base and problems. Only what is wrong outside entries leaves none.
    """
    if not files:
        return Loaded(base)
    with gc_paused:
        # Every entry with a problem must be known, however many there are: it is left out.
        documents = [read_text(name, data) for name, data in files.items()]
        for document in documents:
            document.most_problems = sys.maxsize
        drafts = {topic.id: _draft_of(topic) for topic in base.topics}
        covered = {topic: dict(draft.entries) for topic, draft in drafts.items()}
        for document in documents:
            _lay_over(drafts, document, covered)
        touched = [draft for draft in drafts.values() if any(not document.checked for document, _ in draft.parts)]
        try:
            check(touched)
            faulty = {(one.file, one.entry) for document in documents for one in document.problems}
            for draft in touched:
                _leave_out(
                    draft,
                    [one for one in draft.entries.values() if (one.document.name, one.id) in faulty],
                    covered.get(draft.id, {}),
                )
            problems = tuple(problem for document in documents for problem in sorted(document.problems))
            if any(problem.entry is None for problem in problems):
                return Loaded(None, problems)
            changed = {topic.id: _seen(topic) for topic in built(touched)}
        finally:
            for document in documents:
                release(document.root)
        topics = [changed.pop(topic.id, topic) for topic in base.topics]
        return Loaded(KnowledgeBase((*topics, *changed.values())), problems)


def read_topic(head: Topic, document: Document) -> Loaded:
    """The topic with the entries of ``document`` alone; what that does not repeat of ``head`` (its title, its subjects)
    stays.

    Nothing is left out here: any problem leaves no knowledge base.
    """
    drafts = {head.id: _draft_of(replace(head, entries=()))}
    _lay_over(drafts, document, {})
    return finish([document], list(drafts.values()))


def _leave_out(topic: TopicDraft, faulty: list[EntryDraft], covered: Mapping[str, EntryDraft]) -> None:
    """Take the faulty entries out of the topic, and those that can't be read without them.

    Args:
        topic: has been checked.
        faulty: the overlay's entries that have problems.
        covered: the base's entries that are not hidden: one shows again where the overlay's own in its place is left
            out, and may have a phrase that another entry of the overlay took over.
    """
    if not faulty:
        return
    own = [entry for entry in topic.entries.values() if not entry.document.checked]
    naming = _grouped(
        (other, (draft, other, ("see_also", index)))
        for draft in own
        for index, other in enumerate(draft.entry.see_also)
    )
    saying = _grouped((comparable(text), (entry, text, path)) for entry in own for text, path in phrases(entry))
    while faulty:
        shown_again = [back for entry in faulty if (back := _taken_out(topic, entry, covered)) is not None]
        gone = [entry for entry in faulty if entry.id not in topic.entries]
        spoilt: dict[str, EntryDraft] = {}
        for entry in gone:
            for other, text, path in naming.get(entry.id, ()):
                if topic.entries.get(other.id) is other:
                    other.report(messages.no_such_entry(text, None), *path)
                    spoilt[other.id] = other
        for back in shown_again:
            for phrase, first in phrases(back):
                for other, text, path in saying.get(comparable(phrase), ()):
                    if topic.entries.get(other.id) is other:
                        report_shared(other, text, path, back, first)
                        spoilt[other.id] = other
        faulty = list(spoilt.values())


def _taken_out(topic: TopicDraft, entry: EntryDraft, covered: Mapping[str, EntryDraft]) -> EntryDraft | None:
    """Take the entry out of the topic; returns the base's, where that shows again."""
    back = covered.get(entry.id)
    if back is None:
        del topic.entries[entry.id]
    else:
        topic.entries[entry.id] = back
    return back


def _grouped(pairs: Iterable[tuple[str, _Place]]) -> dict[str, list[_Place]]:
    groups: dict[str, list[_Place]] = {}
    for key, place in pairs:
        groups.setdefault(key, []).append(place)
    return groups


def _lay_over(drafts: dict[str, TopicDraft], document: Document, covered: Mapping[str, dict[str, EntryDraft]]) -> None:
    if (topic := add_part(drafts, document)) is None or document.root is None:
        return
    for hidden in hidden_by(document.root):
        # What the base no longer has is hidden anyway: an edit of the base must not break the overlays of others.
        if (earlier := topic.entries.get(hidden)) and earlier.document.checked:
            del topic.entries[hidden]
        covered.get(topic.id, {}).pop(hidden, None)
    for draft in entries_of(topic.id, document):
        add_entry(topic, draft)


def _seen(topic: Topic) -> Topic:
    """The topic without any "see also" to what is hidden, nor a fallback that is."""
    ids = {entry.id for entry in topic.entries}
    fallback = topic.fallback if topic.fallback in ids else None
    return replace(topic, entries=tuple(_pruned(entry, ids) for entry in topic.entries), fallback=fallback)


def _pruned(entry: Entry, ids: set[str]) -> Entry:
    if ids.issuperset(entry.see_also):
        return entry
    return replace(entry, see_also=tuple(other for other in entry.see_also if other in ids))


def _draft_of(topic: Topic) -> TopicDraft:
    """The topic of the base as a draft that has been checked, for the overlay to be compared with."""
    document = Document(messages.SHARED_BASE, checked=True)
    entries = {entry.id: EntryDraft(document, entry) for entry in topic.entries}
    return TopicDraft(topic.id, [(document, header_of(topic))], entries)
