"""One server's overlay: entries added to the shared base, put in the place of its entries, or hidden.

The files have the form of any knowledge file; what the base says of a topic (its title, its subjects) need not be
repeated, and ``hide`` names the entries of the base that the server's members do not see.
"""

from collections.abc import Collection, Iterable
from collections.abc import Mapping as Lookup
from dataclasses import replace

from bot.knowledge import wording
from bot.knowledge.build import Loaded, finish
from bot.knowledge.document import Document, Mapping, Node, Sequence, Text
from bot.knowledge.draft import EntryDraft, TopicDraft, compare_headers, entry_nodes, texts_of
from bot.knowledge.model import Entry, KnowledgeBase, Topic
from bot.knowledge.problems import Problem
from bot.knowledge.reader import read_text


def read_overlay(base: KnowledgeBase, files: Lookup[str, bytes]) -> Loaded:
    """What a server's members see: ``base`` with the overlay's ``files`` (contents by name) laid over it.

    Only the overlay is checked; ``base`` has been. Entries that the overlay leaves alone are the very objects of
    ``base``. An entry of the overlay that has a problem, perhaps since the base was edited, is left out and the rest
    is seen: then the result has a knowledge base and problems. Only what is wrong outside entries leaves none.
    """
    if not files:
        return Loaded(base)
    left_out: set[tuple[str, str]] = set()
    problems: tuple[Problem, ...] = ()
    while True:
        loaded = _read(base, files, left_out)
        problems = tuple(dict.fromkeys([*problems, *loaded.problems]))
        culprits = {
            (one.file, str(one.path[1])) for one in loaded.problems if one.path[:1] == ("entries",) and one.path[1:]
        }
        if loaded.knowledge is not None:
            return Loaded(loaded.knowledge, problems)
        if not culprits - left_out:
            return Loaded(None, problems)
        left_out |= culprits


def _read(base: KnowledgeBase, files: Lookup[str, bytes], left_out: Collection[tuple[str, str]]) -> Loaded:
    documents = [read_text(name, data) for name, data in files.items()]
    drafts = {topic.id: _as_draft(topic) for topic in base.topics}
    for document in documents:
        _lay_over(drafts, document, left_out)
    loaded = finish(documents, [draft for draft in drafts.values() if _is_touched(draft)])
    if loaded.knowledge is None:
        return loaded
    changed = {topic.id: topic for topic in loaded.knowledge.topics}
    topics = [_joined(topic, changed.pop(topic.id, topic)) for topic in base.topics]
    return Loaded(KnowledgeBase((*topics, *changed.values())))


def _is_touched(draft: TopicDraft) -> bool:
    return any(not document.checked for document, _ in draft.parts)


def _lay_over(drafts: dict[str, TopicDraft], document: Document, left_out: Collection[tuple[str, str]]) -> None:
    if (root := document.root) is None:
        return
    entries = root.get("entries")
    if isinstance(entries, Mapping):
        kept = {key: pair for key, pair in entries.pairs.items() if (document.name, key) not in left_out}
        entries.pairs = kept
    found = root.get("topic")
    topic_id = found.value if isinstance(found, Text) else f"\0{document.name}"
    topic = drafts.setdefault(topic_id, TopicDraft(topic_id))
    topic.parts.append((document, root))
    compare_headers(topic, document, root)
    for hidden in texts_of(root.get("hide")):
        _hide(topic, hidden)
    for key, node in entry_nodes(root):
        earlier = topic.entries.get(key.value)
        if earlier and not earlier.document.checked:
            place = earlier.document.place(earlier.key.start)
            document.report(key.start, wording.duplicate_entry(key.value, place), ("entries", key.value))
        else:
            topic.entries[key.value] = EntryDraft(document, key, node)


def _hide(topic: TopicDraft, hidden: Text) -> None:
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
    document = Document(wording.SHARED_BASE, checked=True)
    header: dict[str, Node | None] = {
        "title": _text(topic.title),
        "source": _mapping({"name": _text(topic.source.name), "url": _maybe(topic.source.url)})
        if topic.source
        else None,
        "subjects": _mapping({one.id: _named(one.name, one.aliases) for one in topic.subjects})
        if topic.subjects
        else None,
        "synonyms": Sequence([_list(group) for group in topic.synonyms], 0, 0) if topic.synonyms else None,
    }
    draft = TopicDraft(topic.id, [(document, _mapping(header))])
    for entry in topic.entries:
        draft.entries[entry.id] = EntryDraft(document, _text(entry.id), _entry(entry))
    return draft


def _entry(entry: Entry) -> Mapping:
    links = [_mapping({"label": _text(link.label), "url": _text(link.url)}) for link in entry.links]
    return _mapping(
        {
            "title": _text(entry.title),
            "aliases": _list(entry.aliases),
            "questions": _list(entry.questions),
            **{subject: _text(text) for subject, text in entry.sides.items()},
            "both": _maybe(entry.both),
            "answer": _maybe(entry.answer),
            "links": Sequence([*links], 0, 0),
            "see_also": _list(entry.see_also),
        }
    )


def _named(name: str, aliases: tuple[str, ...]) -> Mapping:
    return _mapping({"name": _text(name), "aliases": _list(aliases) if aliases else None})


def _mapping(values: Lookup[str, Node | None]) -> Mapping:
    return Mapping({key: (_text(key), node) for key, node in values.items() if node is not None}, 0, 0)


def _list(values: Iterable[str]) -> Sequence:
    return Sequence([_text(value) for value in values], 0, 0)


def _maybe(value: str | None) -> Text | None:
    return None if value is None else _text(value)


def _text(value: str) -> Text:
    return Text(value, 0, 0)
