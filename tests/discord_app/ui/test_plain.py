"""Embeds written out: nothing is lost in silence, no columns, no previews, and first words for who sees no embed."""

import discord
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import limits
from bot.discord_app.ui.plain import in_plain_parts, in_plain_text, with_first_words
from bot.discord_app.ui.reply import Button, Reply, check

OPEN = Button("Open Cost", "o:t/cost")
PRESS = (Button("Press", "x:press"),)


def embed(description: str | None = None, *fields: tuple[str, str], title: str = "Cost") -> discord.Embed:
    made = discord.Embed(title=title, description=description)
    for name, value in fields:
        made.add_field(name=name, value=value)
    return made


def written(*embeds: discord.Embed, content: str | None = None) -> str:
    return in_plain_text(Reply(content, embeds)).content or ""


def test_an_embed_is_written_out_line_by_line() -> None:
    shown = embed("Shared.", ("Tea", "Cheap."), ("Coffee", "Dear.\nVery."), title="Cost *of* it")
    shown.set_footer(text="Drinks · Page 1")
    assert written(shown, content="Note.") == (
        "Note.\n\n**Cost \\*of\\* it**\nShared.\n**Tea**: Cheap.\n\n**Coffee**:\nDear.\nVery.\n\n-# Drinks · Page 1"
    )


def test_a_second_column_goes_on_below_the_first() -> None:
    blank = "\u200b"
    shown = embed(None, ("Answers", "1\\. A"), (blank, "2\\. B"), (blank, blank), ("Links", "3\\. C"), title="")
    assert written(shown) == "**Answers**: 1\\. A\n2\\. B\n\n**Links**: 3\\. C"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("[Shop](https://shop.example/a%28b%29)", "[Shop](<https://shop.example/a%28b%29>)"),
        (
            "See https://a.example/b?c=d#e, or HTTP://f.example.",
            "See <https://a.example/b?c=d#e>, or <HTTP://f.example>.",
        ),
        ("(https://a.example/tea_(drink))", "(<https://a.example/tea_(drink)>)"),
        ("[Tea](https://a.example/tea_(drink))", "[Tea](<https://a.example/tea_(drink)>)"),
        ("<https://a.example> and [b](<https://b.example>)", "<https://a.example> and [b](<https://b.example>)"),
        ("**https://a.example** ||https://b.example||", "**<https://a.example>** ||<https://b.example>||"),
        ("`curl https://a.example`", "`curl https://a.example`"),
        ("```\ncurl https://a.example\n``` https://b.example", "```\ncurl https://a.example\n``` <https://b.example>"),
        ("an open ` https://a.example", "an open ` <https://a.example>"),
        ("https:// alone", "https:// alone"),
    ],
)
def test_no_address_gets_a_preview_and_each_stays_a_link(text: str, shown: str) -> None:
    assert written(embed(text, title="")) == shown
    assert with_first_words(Reply(embeds=(embed(text, title=""),))).content == shown


def test_what_has_no_room_is_opened_by_a_button() -> None:
    long = Reply(embeds=(embed("Word. " * 600),), rows=(PRESS,), full=(OPEN,))
    shown = check(in_plain_text(long))
    assert (shown.content or "").endswith("Word.\n…")
    assert shown.rows == ((OPEN,), PRESS)
    short = in_plain_text(Reply(embeds=(embed("Word."),), rows=(PRESS,), full=(OPEN,)))
    assert short.rows == (PRESS,)


def test_for_one_reader_it_takes_as_many_messages_as_it_needs() -> None:
    sentences = [f"Sentence {number} of a long answer." for number in range(150)]
    long = Reply("Note.", (embed(" ".join(sentences)),), (PRESS,), full=(OPEN,))
    parts = in_plain_parts(long)
    assert len(parts) == 3
    assert [part.rows for part in parts] == [(), (), (PRESS,)]
    for part in parts:
        check(part)
    assert all((part.content or "").endswith(".") for part in parts)
    assert " ".join(part.content or "" for part in parts).endswith(" ".join(sentences))
    assert in_plain_parts(Reply("Note.", rows=(PRESS,))) == [Reply("Note.", rows=(PRESS,))]


def test_a_code_block_goes_on_in_the_next_message() -> None:
    lines = "\n".join(f"+ line {number}" for number in range(400))
    parts = [part.content or "" for part in in_plain_parts(Reply(embeds=(embed(f"```diff\n{lines}\n```"),)))]
    assert len(parts) > 1
    assert all(part.count("```") == 2 for part in parts)
    assert all(part.startswith("```diff\n+ ") for part in parts[1:])


@pytest.mark.parametrize(
    ("shown", "words"),
    [
        (embed("It costs 1.50 a cup. Sometimes more."), "**Cost**: It costs 1.50 a cup."),
        (embed(None, ("Tea", "Cheap! Very."), ("Coffee", "Dear.")), "**Cost**: Tea: Cheap!"),
        (embed("Both cost.", ("Tea", "Cheap.")), "**Cost**: Both cost."),
        (embed(None, title="Alone"), "**Alone**"),
    ],
)
def test_first_words_stand_beside_an_embed(shown: discord.Embed, words: str) -> None:
    reply = with_first_words(Reply(embeds=(shown,), rows=(PRESS,), full=(OPEN,)))
    assert reply == Reply(words, (shown,), ((OPEN,), PRESS), (OPEN,))
    assert with_first_words(Reply("Note.", (shown,))).content == f"Note.\n{words}"
    assert with_first_words(Reply("Note.")) == Reply("Note.")


@given(st.text(st.sampled_from("a \n.`*"), max_size=9000), st.text(st.sampled_from("b c\n"), max_size=1000))
def test_whatever_is_written_every_message_fits_and_no_word_is_lost(text: str, value: str) -> None:
    long = Reply("x", (embed(text[:4096] or None, ("Name", value or "-"), ("More", text[4096:5120] or "-")),))
    assert len(check(in_plain_text(long)).content or "") <= limits.MESSAGE_CONTENT
    parts = [check(part).content or "" for part in in_plain_parts(long)]
    letters = "".join(parts)
    for letter in "abc*.":
        assert letters.count(letter) >= (text[:5120] + value).count(letter)
