"""One server's overlay: entries added to the shared base, put in the place of its entries, or hidden.

The files have the form of any knowledge file; what the base says of a topic (its title, its subjects) need not be
repeated, and ``hide`` names the entries of the base that the server's members do not see.
"""

import sys
from collections.abc import Iterable, Mapping
from dataclasses import replace

from bot.knowledge import messages
from bot.knowledge.build import Loaded, built, check, finish, release
from bot.knowledge.checks import phrases, report_shared
from bot.knowledge.drafts import EntryDraft, TopicDraft, compare_headers, entry_nodes, texts_of
from bot.knowledge.model import Entry, KnowledgeBase, Topic
from bot.knowledge.text_rules import comparable
from bot.knowledge.yaml_text.nodes import Document, MappingNode, Node, ScalarNode, SequenceNode
from bot.knowledge.yaml_text.parser import read_text
from bot.process_memory import gc_paused

_Place = tuple[EntryDraft, ScalarNode, tuple[str | int, ...]]
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
        drafts = {topic.id: _as_draft(topic) for topic in base.topics}
        covered = {topic: dict(draft.entries) for topic, draft in drafts.items()}
        for document in documents:
            _lay_over(drafts, document, covered)
        touched = [draft for draft in drafts.values() if _is_touched(draft)]
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
            changed = {topic.id: topic for topic in built(touched).topics}
        finally:
            release(touched)
        topics = [_joined(topic, changed.pop(topic.id, topic)) for topic in base.topics]
        return Loaded(KnowledgeBase((*topics, *changed.values())), problems)


def read_topic(head: Topic, document: Document) -> Loaded:
    """The topic with the entries of ``document`` alone; what that does not repeat of ``head`` (its title, its subjects)
    stays.

    Nothing is left out here: any problem leaves no knowledge base.
    """
    drafts = {head.id: _as_draft(replace(head, entries=()))}
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
        (text.value, (entry, text, ("see_also", index)))
        for entry in own
        for index, text in enumerate(entry.texts("see_also"))
    )
    saying = _grouped((comparable(text.value), (entry, text, path)) for entry in own for text, path in phrases(entry))
    while faulty:
        shown_again = [back for entry in faulty if (back := _taken_out(topic, entry, covered)) is not None]
        gone = [entry for entry in faulty if entry.id not in topic.entries]
        spoilt: dict[str, EntryDraft] = {}
        for entry in gone:
            for other, text, path in naming.get(entry.id, ()):
                if topic.entries.get(other.id) is other:
                    other.report(text, messages.see_also_nowhere(text.value, None), *path)
                    spoilt[other.id] = other
        for back in shown_again:
            for first, _ in phrases(back):
                for other, text, path in saying.get(comparable(first.value), ()):
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


def _is_touched(draft: TopicDraft) -> bool:
    return any(not document.checked for document, _ in draft.parts)


def _lay_over(drafts: dict[str, TopicDraft], document: Document, covered: Mapping[str, dict[str, EntryDraft]]) -> None:
    if (root := document.root) is None:
        return
    found = root.get("topic")
    topic_id = found.value if isinstance(found, ScalarNode) else f"\0{document.name}"
    topic = drafts.setdefault(topic_id, TopicDraft(topic_id))
    topic.parts.append((document, root))
    compare_headers(topic, document, root)
    for hidden in texts_of(root.get("hide")):
        _hide(topic, hidden)
        covered.get(topic_id, {}).pop(hidden.value, None)
    for key, node in entry_nodes(root):
        earlier = topic.entries.get(key.value)
        if earlier and not earlier.document.checked:
            place = earlier.document.place(earlier.key.start)
            document.report(key.start, messages.duplicate_entry(key.value, place), ("entries", key.value))
        else:
            topic.entries[key.value] = EntryDraft(document, key, node)


def _hide(topic: TopicDraft, hidden: ScalarNode) -> None:
    """What the base no longer has is hidden anyway: an edit of the base must not break the overlays of others."""
    earlier = topic.entries.get(hidden.value)
    if earlier and earlier.document.checked:
        del topic.entries[hidden.value]


def _joined(before: Topic, after: Topic) -> Topic:
    """``after`` with the entries of ``before`` where they are equal, and no "see also" to what is hidden."""
    if after is before:
        return before
    old = {entry.id: entry for entry in before.entries}
    ids = {entry.id for entry in after.entries}
    entries = (_seen(entry, old.get(entry.id), ids) for entry in after.entries)
    return replace(after, entries=tuple(entries))


def _seen(entry: Entry, old: Entry | None, ids: set[str]) -> Entry:
    kept = entry if entry != old or old is None else old
    if all(other in ids for other in kept.see_also):
        return kept
    return replace(kept, see_also=tuple(other for other in kept.see_also if other in ids))


def _as_draft(topic: Topic) -> TopicDraft:
    """The topic as if it had just been read, for the checks to compare the overlay with."""
    document = Document(messages.SHARED_BASE, checked=True)
    header: dict[str, Node | None] = {
        "title": _text(topic.title),
        "source": _mapping({"name": _text(topic.source.name), "url": _maybe(topic.source.url)})
        if topic.source
        else None,
        "subjects": _mapping({one.id: _named(one.name, one.aliases) for one in topic.subjects})
        if topic.subjects
        else None,
        "synonyms": SequenceNode([_list(group) for group in topic.synonyms], 0, 0) if topic.synonyms else None,
    }
    draft = TopicDraft(topic.id, [(document, _mapping(header))])
    for entry in topic.entries:
        draft.entries[entry.id] = EntryDraft(document, _text(entry.id), _entry(entry))
    return draft


def _entry(entry: Entry) -> MappingNode:
    links = [_mapping({"label": _text(link.label), "url": _text(link.url)}) for link in entry.links]
    return _mapping(
        {
            "title": _text(entry.title),
            "aliases": _list(entry.aliases),
            "questions": _list(entry.questions),
            **{subject: _text(text) for subject, text in entry.sides.items()},
            "both": _maybe(entry.both),
            "answer": _maybe(entry.answer),
            "links": SequenceNode([*links], 0, 0),
            "see_also": _list(entry.see_also),
        }
    )


def _named(name: str, aliases: tuple[str, ...]) -> MappingNode:
    return _mapping({"name": _text(name), "aliases": _list(aliases) if aliases else None})


def _mapping(values: Mapping[str, Node | None]) -> MappingNode:
    return MappingNode({key: (_text(key), node) for key, node in values.items() if node is not None}, 0, 0)


def _list(values: Iterable[str]) -> SequenceNode:
    return SequenceNode([_text(value) for value in values], 0, 0)


def _maybe(value: str | None) -> ScalarNode | None:
    return None if value is None else _text(value)


def _text(value: str) -> ScalarNode:
    return ScalarNode(value, 0, 0)
