"""A knowledge base as Markdown, for people to read."""

from collections.abc import Collection, Iterator

from bot.knowledge.model import KnowledgeBase, Link, Topic
from bot.knowledge.text_rules import markdown_link


def comparison(knowledge: KnowledgeBase) -> str:
    """Everything that is known: a table for what is compared, and the plain entries below it."""
    return "\n".join(line for topic in knowledge.topics for line in _topic_lines(topic))


def _topic_lines(topic: Topic) -> Iterator[str]:
    yield f"# {_cell(topic.title)}"
    yield ""
    if topic.source is not None:
        name = _cell(topic.source.name)
        yield f"Source: {_link(topic.source.name, topic.source.url) if topic.source.url else name}"
        yield ""
    yield from _table(topic)
    for entry in topic.entries:
        if entry.answer is not None:
            yield f"## {_cell(entry.title)}"
            yield from ("", entry.answer, *(["", *_link_lines(entry.links)] if entry.links else []), "")


def _table(topic: Topic) -> Iterator[str]:
    compared = [entry for entry in topic.entries if entry.is_dimension]
    if not compared:
        return
    shares = any(entry.both for entry in compared)
    heads = ["", *(_cell(subject.name) for subject in topic.subjects), *(["Both"] if shares else [])]
    yield f"| {' | '.join(heads)} |"
    yield f"|{' --- |' * len(heads)}"
    for entry in compared:
        texts = [entry.sides.get(subject.id, "") for subject in topic.subjects] + ([entry.both or ""] if shares else [])
        links = "".join(f"<br>{line[2:]}" for line in _link_lines(entry.links))
        yield f"| **{_cell(entry.title)}**{links} | {' | '.join(map(_cell, texts))} |"
    yield ""


def _link_lines(links: Collection[Link]) -> list[str]:
    return [f"- {_link(link.label, link.url)}" for link in links]


def _link(label: str, url: str) -> str:
    return markdown_link(_cell(label.replace("\\", "\\\\")), url)


def _cell(text: str) -> str:
    """A text within one cell: its Markdown stays, what would end the cell or begin HTML does not."""
    return text.replace("<", "&lt;").replace("|", "\\|").replace("\n", "<br>")
