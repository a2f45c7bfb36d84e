"""Whatever is accepted can be shown by Discord whole."""

from typing import Any

import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot import limits
from bot.knowledge.build import read_files
from bot.knowledge.model import Entry, Topic

TEXT = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "Zs"]), min_size=1, max_size=12)
LONG = st.builds(lambda text, times: text * times, TEXT, st.sampled_from([1, 1, 1, 9, 30, 90, 120, 500]))


def entries(subjects: list[str]) -> st.SearchStrategy[dict[str, Any]]:
    dimension = st.fixed_dictionaries({"title": LONG, **dict.fromkeys(subjects, LONG)}, optional={"both": LONG})
    links = st.lists(st.fixed_dictionaries({"label": LONG, "url": LONG.map("https://e.org/{}".format)}), max_size=4)
    optional = {"links": links, "aliases": st.lists(LONG, max_size=3), "questions": st.lists(LONG, max_size=3)}
    plain = st.fixed_dictionaries({"title": LONG, "answer": LONG}, optional=optional)
    return st.dictionaries(st.sampled_from(["a", "b", "c"]), dimension | plain, max_size=3)


@st.composite
def files(draw: st.DrawFn) -> bytes:
    ids = ["one", "two", "three", "four", "five"][: draw(st.integers(2, 5))]
    subjects = {subject: {"name": draw(LONG)} for subject in ids}
    source = {"name": draw(LONG), "url": "https://example.org"}
    topic = {"topic": "t", "title": draw(LONG), "source": source, "subjects": subjects, "entries": draw(entries(ids))}
    return yaml.safe_dump(topic, allow_unicode=True, default_style='"').encode()


def shown(topic: Topic, entry: Entry) -> int:
    """The characters of an answer that shows everything."""
    names = sum(len(subject.name) for subject in topic.subjects)
    texts = sum(map(len, [entry.title, *entry.sides.values(), entry.both or "", entry.answer or ""]))
    links = sum(len(f"[{link.label}]({link.url})\n") for link in entry.links)
    footer = len(topic.title) + len(" · ") + (len(topic.source.name) if topic.source else 0)
    return names + texts + links + footer


def check_entry(topic: Topic, entry: Entry) -> None:
    assert 0 < len(entry.title) <= min(limits.BUTTON_LABEL, limits.AUTOCOMPLETE_TEXT, limits.SELECT_TEXT)
    assert max((len(f"{entry.title} in {subject.name}") for subject in topic.subjects), default=0) <= limits.EMBED_TITLE
    assert all(0 < len(text) <= limits.EMBED_FIELD_VALUE for text in [*entry.sides.values(), entry.both or "-"])
    assert 0 < len(entry.answer or "-") <= min(limits.EMBED_DESCRIPTION, limits.TEXT_INPUT)
    assert all(0 < len(link.label) <= limits.BUTTON_LABEL for link in entry.links)
    assert sum(len(f"[{link.label}]({link.url})\n") for link in entry.links) <= limits.EMBED_FIELD_VALUE
    assert shown(topic, entry) <= limits.EMBEDS_TOTAL


@given(files())
def test_what_is_accepted_fits(data: bytes) -> None:
    knowledge = read_files({"a.yaml": data}).knowledge
    for topic in knowledge.topics if knowledge else ():
        assert len(topic.title) <= limits.AUTOCOMPLETE_TEXT
        assert all(len(subject.name) <= limits.MODAL_LABEL for subject in topic.subjects)
        for entry in topic.entries:
            check_entry(topic, entry)


def test_most_of_these_files_are_not_refused() -> None:
    """The test above would show nothing if every file it makes were refused."""
    data = b"topic: t\ntitle: T\nentries:\n  a:\n    title: " + b"T" * 80 + b"\n    answer: " + b"A" * 4000
    assert read_files({"a.yaml": data}).problems == ()
