"""Everything the bot can answer, laid out in pages."""

from pathlib import Path

import pytest

from bot import limits
from bot.discord_app.asking.listing import PER_PAGE, Page, list_reply, pages_of
from bot.discord_app.ui.reply import Button, Option, Reply, Select, check
from bot.knowledge.load import load_folder
from bot.knowledge.model import Entry, KnowledgeBase, Link, Source, Subject, Topic

SUBJECTS = (Subject("tea", "Tea"), Subject("coffee", "Coffee"))


def topic(dimensions: int = 0, definitions: int = 0, resources: int = 0, title: str = "{kind} {number}") -> Topic:
    """A topic with so many entries of each kind."""

    def entries(kind: str, count: int, **values: object) -> tuple[Entry, ...]:
        titles = (title.format(kind=kind, number=number) for number in range(count))
        return tuple(_entry(f"{kind.lower()}-{n}", one, **values) for n, one in enumerate(titles))

    link = (Link("It", "https://a.example"),)
    all_of_them = (
        *entries("Dimension", dimensions, both="Same."),
        *entries("Definition", definitions, answer="That."),
        *entries("Resource", resources, answer="There.", links=link),
    )
    return Topic("t", "Tea vs coffee", SUBJECTS, all_of_them, Source("The Book"))


def _entry(entry_id: str, title: str, **values: object) -> Entry:
    return Entry("t", entry_id, title, **values)  # type: ignore[arg-type]


def base(one: Topic) -> KnowledgeBase:
    return KnowledgeBase((one,))


def options(reply: Reply) -> tuple[Option, ...]:
    return next((item.options for row in reply.rows for item in row if isinstance(item, Select)), ())


def buttons(reply: Reply) -> dict[str | None, Button]:
    return {item.label: item for row in reply.rows for item in row if isinstance(item, Button)}


def fields(reply: Reply) -> list[tuple[str | None, str | None]]:
    return [(field.name, field.value) for field in reply.embeds[0].fields]


def test_the_bundled_topic_shows_its_twenty_comparisons_in_two_columns_and_the_rest_under_their_own_headings() -> None:
    knowledge = load_folder(Path(__file__).parents[3] / "knowledge").knowledge
    assert knowledge is not None
    first, second = (check(list_reply(knowledge, Page(page, "mlops-vs-devops"))) for page in (0, 1))

    (heading, left), (_, right) = fields(first)
    assert heading == "Comparisons"
    assert (left or "").startswith("1\\. Focus\n2\\. Automation")
    assert (right or "").splitlines()[-1].startswith("20\\. ")
    assert first.embeds[0].footer.text == "Page 1 of 2 · source: JustAcademy"
    assert [name for name, _ in fields(second)] == ["Definitions", "Resources"]
    assert fields(second)[0][1] == "21\\. What is MLOps?\n22\\. What is DevOps?"
    assert len(options(first)) == 20
    assert len(options(second)) == 6


@pytest.mark.parametrize(
    ("sizes", "shape"),
    [
        ((4, 0, 1), [[4, 1]]),
        ((20, 2, 4), [[20], [2, 4]]),
        ((18, 2, 4), [[18, 2], [4]]),
        ((19, 2, 4), [[19], [2, 4]]),
        ((45, 2, 0), [[20], [20], [5, 2]]),
        ((0, 0, 3), [[3]]),
        ((40, 0, 0), [[20], [20]]),
    ],
)
def test_a_heading_is_torn_apart_only_when_it_is_longer_than_a_page(
    sizes: tuple[int, int, int], shape: list[list[int]]
) -> None:
    pages = pages_of(topic(*sizes))
    assert [[len(chunk.entries) for chunk in page] for page in pages] == shape
    numbers = [number for page in pages for chunk in page for number, _ in chunk.numbered()]
    assert numbers == list(range(1, sum(sizes) + 1))


def test_the_first_page_turns_forward_only_and_the_last_one_back() -> None:
    knowledge = base(topic(45))
    first, last = list_reply(knowledge, Page(0, "t")), list_reply(knowledge, Page(2, "t"))
    assert (buttons(first)["Previous"].disabled, buttons(first)["Next"].disabled) == (True, False)
    assert (buttons(last)["Previous"].disabled, buttons(last)["Next"].disabled) == (False, True)
    assert buttons(first)["Next"].custom_id == Page(1, "t").encode()


def test_a_page_that_is_gone_shows_the_last_one() -> None:
    assert list_reply(base(topic(25)), Page(9, "t")) == list_reply(base(topic(25)), Page(1, "t"))


def test_several_topics_are_listed_first_and_lead_back() -> None:
    knowledge = KnowledgeBase(
        (topic(2, 1), Topic("wine", "Wine", entries=(Entry("wine", "red", "Red", answer="Is."),)))
    )
    reply = check(list_reply(knowledge))
    assert reply.embeds[0].title == "What I can answer"
    assert "**Tea vs coffee**: 2 comparisons and 1 definition" in (reply.embeds[0].description or "")
    assert "**Wine**: 1 answer" in (reply.embeds[0].description or "")
    assert [option.value for option in options(reply)] == ["t", "wine"]
    assert "All topics" in buttons(list_reply(knowledge, Page(0, "wine")))
    assert list_reply(knowledge, Page(0, "gone")) == reply


def test_an_empty_knowledge_base_says_so() -> None:
    assert check(list_reply(KnowledgeBase())).content == "I don't have any answers yet."
    assert check(list_reply(base(topic()))).embeds[0].description == "I don't have any answers yet."


@pytest.mark.parametrize("letter", ["W", "*", "<"])
def test_the_longest_titles_fit(letter: str) -> None:
    title = letter * (limits.BUTTON_LABEL - 20) + " {kind} {number}"
    long = topic(PER_PAGE * 2 + 7, 9, 9, title=title)
    for page in range(len(pages_of(long))):
        check(list_reply(base(long), Page(page, "t")))


def test_ninety_topics_fit() -> None:
    topics = tuple(Topic(f"t{n}", "W" * 95 + f"{n}", SUBJECTS, topic(2, 2, 2).entries) for n in range(90))
    for page in range(5):
        reply = check(list_reply(KnowledgeBase(topics), Page(page)))
        assert len(options(reply)) in {PER_PAGE, 10}
