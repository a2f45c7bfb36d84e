"""Links lead where they say, whatever stands in their labels and addresses."""

import re
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.discord_app.ui.markdown import escape
from bot.knowledge.text_rules import markdown_link, shown_url

LINK = re.compile(
    r"\[((?:\[[^\]]*\]|[^\[\]]|\](?=[^\[]*\]))*)\]"
    r"\(\s*<?((?:\([^)]*\)|[^\s\\]|\\.)*?)>?(?:\s+['\"]([\s\S]*?)['\"])?\s*\)"
)
"""A link in the Markdown of Discord's clients: the rule of simple-markdown, the library that they are built on."""
HOSTILE = [
    "https://a.example/x)[click](https://b.example",
    "https://a.example/x)[click](https://b.example/(",
    "https://a.example/?q=]([click]https://b.example)",
    "https://a.example/<https://b.example>",
    "https://a.example/x 'title'",
    'https://a.example/x "title"',
    "https://a.example/x\\)",
    "https://a.example/`x`",
    "https://a.example/||x||",
    "https://a.example/\u202egro.b",
    "https://a.example/\u200b)",
    "https://a.example/x\n)",
    "http://[::1]/x)[click](https://b.example",
]
LABELS = ["x](https://b.example) [y", "[x](https://b.example)", "](https://b.example)", "x\\", "[", "]", "x]\\", "(x"]


@pytest.mark.parametrize("url", HOSTILE)
@pytest.mark.parametrize("label", ["Docs", *LABELS])
def test_a_link_is_one_link_to_its_own_address(label: str, url: str) -> None:
    link = markdown_link(escape(label), url)
    found = LINK.fullmatch(link)
    assert found is not None
    assert found[2] == shown_url(url)
    assert len(LINK.findall(link)) == 1
    assert unquote(found[2]) == unquote(url)


@given(st.text("[]()<>\\'\"` x/:https"), st.text("[]()<>\\'\"` x/:https%|"))
def test_no_label_and_no_address_makes_a_second_link(label: str, path: str) -> None:
    url = f"https://a.example/{path}"
    assert LINK.findall(markdown_link(escape(label), url))[0][1] == shown_url(url)
    assert len(LINK.findall(markdown_link(escape(label), url))) == 1


@pytest.mark.parametrize(
    "url",
    [
        "https://a.example/x_y~z?q=1&r=%29#part",
        "https://m\u00fcnchen.example/stra\u00dfe",
        "http://[2001:db8::1]:8080/x",
        "https://a.example:8080/@user/*",
    ],
)
def test_an_ordinary_address_is_shown_as_it_is(url: str) -> None:
    assert shown_url(url) == url


def test_brackets_in_an_address_are_encoded() -> None:
    assert (
        shown_url("https://en.wikipedia.org/wiki/Git_(software)") == "https://en.wikipedia.org/wiki/Git_%28software%29"
    )
