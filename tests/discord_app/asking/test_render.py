"""Rendering: whatever is in a knowledge base, what comes out fits."""

from pathlib import Path
from string import ascii_lowercase

import discord
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot import limits
from bot.discord_app.asking.render import (
    Frame,
    answer_reply,
    did_not_help_reply,
    entry_reply,
    gone_reply,
    see_also,
    small_talk_reply,
    suggestions_reply,
    unknown_reply,
)
from bot.discord_app.asking.states import DidNotHelp, Then
from bot.discord_app.ui.markdown import clip
from bot.discord_app.ui.plain import in_plain_text
from bot.discord_app.ui.reply import Button, Option, Reply, Select, TooLongError, check
from bot.knowledge import bounds
from bot.knowledge.load import load_folder
from bot.knowledge.model import Entry, KnowledgeBase, Link, Source, Subject, Topic

FRAME = Frame(2**63 - 1, 2**64 - 1, next_best=("t/a",), listed=True)


def words(size: int) -> st.SearchStrategy[str]:
    """Texts of any length up to ``size``, often right at it."""
    return st.one_of(st.text(min_size=1, max_size=min(size, 40)), st.sampled_from("x\n💙*").map(lambda one: one * size))


ids = st.text(ascii_lowercase, min_size=1, max_size=limits.ID_LENGTH)
links = st.builds(Link, words(bounds.LINK_LABEL), words(bounds.URL).map(lambda one: ("https://e.example/" + one)[:512]))


@st.composite
def topics(draw: st.DrawFn, topic_id: str) -> Topic:
    """A topic of the largest kind that a file may hold, and beyond in sum."""
    subjects = draw(st.lists(ids, unique=True, max_size=bounds.MAX_SUBJECTS))
    shorts = draw(st.lists(ids, unique=True, max_size=6))
    return Topic(
        topic_id,
        draw(words(bounds.TOPIC_TITLE)),
        tuple(Subject(one, draw(words(bounds.SUBJECT_NAME))) for one in subjects),
        tuple(draw(entries(topic_id, short, tuple(subjects), tuple(shorts))) for short in shorts),
        draw(st.none() | st.builds(Source, words(bounds.SOURCE_NAME))),
    )


@st.composite
def entries(draw: st.DrawFn, topic_id: str, short: str, subjects: tuple[str, ...], shorts: tuple[str, ...]) -> Entry:
    """A dimension or a plain entry."""
    plain = not subjects or draw(st.booleans())
    return Entry(
        topic_id,
        short,
        draw(words(bounds.TITLE)),
        questions=tuple(draw(st.lists(words(bounds.QUESTION), max_size=2))),
        sides={} if plain else {one: draw(words(bounds.SIDE)) for one in subjects},
        both=None if plain else draw(st.none() | words(bounds.ANSWER)),
        answer=draw(words(bounds.ANSWER)) if plain else None,
        links=tuple(draw(st.lists(links, max_size=8))),
        see_also=tuple(one for one in shorts if one != short),
    )


@st.composite
def knowledge_bases(draw: st.DrawFn) -> KnowledgeBase:
    """One to three topics."""
    names = draw(st.lists(ids, unique=True, min_size=1, max_size=3))
    return KnowledgeBase(tuple(draw(topics(name)) for name in names))


def _some_of(items: list[str]) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(items), unique=True, max_size=5) if items else st.just([])


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], deadline=None, max_examples=60)
@given(knowledge_bases(), st.data())
def test_no_reply_exceeds_discords_limits(knowledge: KnowledgeBase, data: st.DataObject) -> None:
    """Answers to one or several entries, of some sides or all, suggestions, dead ends, and their plain versions."""
    keys = list(knowledge.entries)
    subjects = [one.id for topic in knowledge.topics for one in topic.subjects]
    chosen = data.draw(_some_of(keys))
    sides = data.draw(_some_of(subjects))
    frame = Frame(2**63 - 1, 2**64 - 1, data.draw(st.booleans()), tuple(keys[:4]), listed=True)
    replies = [
        answer_reply(knowledge, chosen[:3], sides, frame),
        *(suggestions_reply(knowledge, chosen, frame, then) for then in Then),
        *(entry_reply(knowledge, knowledge.entries[key]) for key in chosen),
        unknown_reply(knowledge, frame, next(iter(knowledge), None)),
        small_talk_reply(knowledge, frame),
        did_not_help_reply(knowledge, DidNotHelp(1, 2, tuple(chosen)), "Thanks."),
        gone_reply(),
    ]
    for reply in replies:
        assert check(reply) is reply
        check(in_plain_text(reply))


def test_the_bundled_knowledge_is_shown_whole() -> None:
    """Nothing of it is cut, whichever entry, alone or opened from the list."""
    knowledge = load_folder(Path(__file__).parents[3] / "knowledge").knowledge
    assert knowledge is not None
    for entry in knowledge:
        reply = check(answer_reply(knowledge, [entry.key], (), FRAME))
        assert "…" not in str([embed.to_dict() for embed in reply.embeds])
        assert not any("…" in (one.label or "") for row in reply.rows for one in row if isinstance(one, Button))


def _entry(short: str, size: int) -> Entry:
    return Entry("t", short, short.title(), sides={"a": "x" * size, "b": "y" * size}, both="z" * size)


def test_what_does_not_fit_beside_the_others_waits_behind_a_button() -> None:
    """The first entry is always shown."""
    subjects = (Subject("a", "A"), Subject("b", "B"))
    entries = tuple(_entry(short, 900) for short in ("one", "two", "three"))
    knowledge = KnowledgeBase((Topic("t", "T", subjects, entries),))
    reply = answer_reply(knowledge, ["t/one", "t/two", "t/three"], (), FRAME)
    assert [embed.title for embed in reply.embeds] == ["One", "Two"]
    assert [one.label for one in reply.rows[1] if isinstance(one, Button)] == ["Open Three"]


def test_three_subjects_have_one_button_for_all_sides() -> None:
    """One missing side is named, several are not."""
    sides = {"a": "1", "b": "2", "c": "3"}
    subjects = tuple(Subject(one, one.upper()) for one in sides)
    knowledge = KnowledgeBase((Topic("t", "T", subjects, (Entry("t", "e", "E", sides=sides),)),))
    one = answer_reply(knowledge, ["t/e"], ["a"], FRAME)
    two = answer_reply(knowledge, ["t/e"], ["c", "a"], FRAME)
    everything = answer_reply(knowledge, ["t/e"], ["a", "b", "c"], FRAME)
    assert [_first_label(reply) for reply in (one, two, everything)] == ["All sides", "And in B?", "Helped"]
    assert [reply.embeds[0].title for reply in (one, two, everything)] == ["E in A", "E in A and C", "E"]


def test_titles_that_two_topics_share_are_told_apart() -> None:
    """Two topics may answer the same question."""
    knowledge = KnowledgeBase(
        tuple(Topic(one, one.upper(), (), (Entry(one, "cost", "Cost", answer="Some."),)) for one in ("x", "y"))
    )
    reply = suggestions_reply(knowledge, ["x/cost", "y/cost"], FRAME, Then.REPLACE)
    assert [one.label for one in reply.rows[0][:2] if isinstance(one, Button)] == ["Cost (X)", "Cost (Y)"]


def _first_label(reply: Reply) -> str | None:
    first = reply.rows[0][0]
    assert isinstance(first, Button)
    return first.label


@pytest.mark.parametrize(
    ("reply", "complaint"),
    [
        (Reply("x" * 2001), "content: 2001 > 2000"),
        (Reply(), "nothing to show"),
        (Reply("x", rows=((Button("x" * 81, "a"),),)), "label: 81 > 80"),
        (Reply("x", rows=((Button("x", "a" * 101),),)), "custom_id: 101 > 100"),
        (Reply("x", rows=((Button("x", "a"), Button("x", "a")),)), "custom_id twice: a"),
        (Reply("x", rows=(tuple(Button("x", str(one)) for one in range(6)),)), "buttons in a row: 6 > 5"),
        (Reply("x", rows=tuple((Button("x", str(one)),) for one in range(6))), "rows: 6 > 5"),
        (Reply("x", rows=((Button("x", url="x" * 513),),)), "url: 513 > 512"),
        (Reply("x", rows=((Select("a", "x" * 151, ()),),)), "placeholder: 151 > 150"),
        (Reply("x", rows=((Select("a", "x", tuple(Option("x", str(n)) for n in range(26))),),)), "options: 26 > 25"),
        (Reply("x", rows=((Select("a", "x", (Option("x", "x" * 101),)),),)), "option: 101 > 100"),
        (Reply(embeds=(discord.Embed(title="x" * 257),)), "title: 257 > 256"),
        (Reply(embeds=(discord.Embed(description="x" * 4097),)), "description: 4097 > 4096"),
        (Reply(embeds=(discord.Embed(description="x" * 3001),) * 2), "characters in embeds: 6002 > 6000"),
        (Reply(embeds=(discord.Embed(title="x").add_field(name="x" * 257, value="x"),)), "field name: 257 > 256"),
        (Reply(embeds=(discord.Embed(title="x").add_field(name="x", value="x" * 1025),)), "field value: 1025 > 1024"),
        (Reply(embeds=(discord.Embed(title="x").set_footer(text="x" * 2049),)), "footer: 2049 > 2048"),
        (Reply(embeds=(discord.Embed(title="x"),) * 11), "embeds: 11 > 10"),
    ],
)
def test_the_one_check_names_what_is_too_long(reply: Reply, complaint: str) -> None:
    """Before anything is sent."""
    with pytest.raises(TooLongError, match=complaint):
        check(reply)


def test_clipping_cuts_at_a_word_where_one_is_near() -> None:
    """And never beyond the room."""
    assert clip("one two three", 13) == "one two three"
    assert clip("twelve three four", 15) == "twelve three…"
    assert clip("onetwothreefour", 8) == "onetwot…"


def test_links_and_titles_cannot_hide_another_link() -> None:
    """In an embed, and written out where the bot may not embed; labels, titles and subjects' names alike."""
    hidden = "[y](https://b.example)"
    subjects = (Subject("a", hidden), Subject("b", "B"))
    link = Link(hidden, "https://a.example/x)[click](https://b.example")
    entry = Entry("t", "e", hidden, sides={"a": "Text.", "b": "Text."}, links=(link,))
    topic = Topic("t", hidden, subjects, (entry,), source=Source(hidden, "https://a.example"))
    reply = answer_reply(KnowledgeBase((topic,)), ["t/e"], (), FRAME)
    shown = "[\\(y\\)\\(https\\://b.example\\)](https://a.example/x%29%5Bclick%5D%28https://b.example)"
    assert reply.embeds[0].fields[-1].value == shown
    # Written out, the address is in angle brackets, so that Discord shows no preview of it.
    plain = shown.replace("](", "](<").removesuffix(")") + ">)"
    assert plain in (in_plain_text(reply).content or "")
    assert hidden not in (in_plain_text(reply).content or "")


SHOP = Entry("t", "shop", "Shop", answer="Here.", links=(Link("Shop", "https://shop.example"),), see_also=("map", "a"))
MAP = Entry("t", "map", "Map", answer="There.", links=(Link("Map", "https://map.example"),))
PLAIN = Entry("t", "a", "A", answer="So.", see_also=("map",))


def test_a_link_leads_on_to_other_links_and_nothing_else_does() -> None:
    """Who asked where the shop is may want the map; who asked about something else is sent to neither."""
    knowledge = KnowledgeBase((Topic("t", "T", entries=(SHOP, MAP, PLAIN)),))
    assert [one.id for one in see_also(knowledge, [SHOP])] == ["map", "a"]
    assert see_also(knowledge, [PLAIN]) == []
