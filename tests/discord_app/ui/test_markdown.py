"""Text from people can neither format, mention, link nor hide."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.discord_app.ui.markdown import code_block, escape, inline, visible


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("plain words, as they are.", "plain words, as they are."),
        ("**bold** _it_ ~~no~~ ||spoiler||", r"\*\*bold\*\* \_it\_ \~\~no\~\~ \|\|spoiler\|\|"),
        ("`code`", r"\`code\`"),
        ("@everyone and @here", "@\u200beveryone and @\u200bhere"),
        (
            "<@123> <#456> <@&789> <:wave:1> </ask:2>",
            "\\<@\u200b123\\> \\<#456\\> \\<@\u200b&789\\> \\<:wave:1\\> \\</ask:2\\>",
        ),
        ("https://example.org/a_b", r"https\://example.org/a\_b"),
        ("join discord.gg/abc now", r"join discord.gg\/abc now"),
        ("discord.com/invite/abc", r"discord.com/invite\/abc"),
        ("[here](https://example.org)", r"\[here\]\(https\://example.org\)"),
        ("1. one\n2) two\n- three\n  + four", "1\\. one\n2\\) two\n\\- three\n  \\+ four"),
        ("# big\n-# small\n> quote", "\\# big\n\\-# small\n\\> quote"),
        ("state-of-the-art c# 1.5", "state-of-the-art c# 1.5"),
        (r"a\*b", r"a\\\*b"),
        ("zero\u200bwidth \u202eover\u2066ride", "zerowidth override"),
        ("tab\there", "tab here"),
    ],
)
def test_every_kind_of_markup_is_shown_as_typed(typed: str, shown: str) -> None:
    assert escape(typed) == shown


def test_inline_is_one_line_and_cut_before_it_is_escaped() -> None:
    assert inline("one\n\ntwo   three", 100) == "one two three"
    assert inline("*" * 10, 5) == r"\*\*\*\*…"


def test_a_code_block_cannot_be_closed_from_inside() -> None:
    block = code_block("a ``` b ```` c`", "diff")
    assert block.startswith("```diff\n")
    assert "``" not in block.removeprefix("```diff\n").removesuffix("\n```")


@given(st.text())
def test_nothing_mentions_or_hides_and_the_length_is_bounded(typed: str) -> None:
    shown = escape(typed)
    assert "@everyone" not in shown
    assert "<@" not in shown.replace("\\<", "")
    assert len(shown) <= 3 * len(typed)
    assert visible(typed) == visible(visible(typed))
