"""What a single text of a knowledge file must be like. Each rule gives the fault as a sentence, or ``None``."""

import re
import unicodedata
from urllib.parse import quote, urlsplit

from bot.knowledge import messages
from bot.knowledge.languages import LANGUAGES
from bot.mentions import EVERYONE, LIKE_ANY

_MENTION = re.compile(f"{EVERYONE}|{LIKE_ANY}")
# What RFC 3986 leaves out of addresses, and what would end a Markdown link or a code span early.
_NOT_IN_URL = re.compile(r"[\s<>\"\\^`{|}]")
_BRACKETED_HOST = re.compile(r"https?://\[[0-9a-f:.]+\]", re.IGNORECASE)
_ENDS_A_LINK = frozenset("()[]{}<>\"'`\\^| ")
_ROUND = str.maketrans("[]", "()")
_APOSTROPHES = re.compile("['`\u2018\u2019\u00b4]")
_KEPT_PUNCTUATION = "#&%@"


def line_fault(text: str) -> str | None:
    """A topic's title, a source's name or a label: one line of plain text."""
    if "\n" in text.strip():
        return messages.ONE_LINE
    if found := _MENTION.search(text):
        return messages.mention(found.group())
    return None


def phrase_fault(text: str) -> str | None:
    """A title, a subject's name, an alias, a question or a synonym: a line with something in it to find it by."""
    if text.strip() and not comparable(text):
        return messages.NOTHING_TO_MATCH
    return line_fault(text)


def language_fault(code: str) -> str | None:
    """The code of a language that can be had."""
    if code in LANGUAGES:
        return None
    named = next((known for known, name in LANGUAGES.items() if name.lower() == code.strip().lower()), None)
    return messages.unknown_language(code, named, LANGUAGES)


def url_fault(url: str) -> str | None:
    """A web address: http(s), with a host, without credentials and without what no address may hold."""
    if _NOT_IN_URL.search(url):
        return messages.URL_CHARACTERS
    try:
        parts = urlsplit(url)
        port_fits = parts.port is None or parts.port > 0
    except ValueError:
        return messages.URL_BROKEN
    if parts.scheme.lower() not in ("http", "https"):
        return messages.URL_SCHEME
    if parts.username is not None or parts.password is not None:
        return messages.URL_CREDENTIALS
    host = parts.hostname or ""
    return None if host.strip(".") and port_fits else messages.URL_BROKEN


def shown_url(url: str) -> str:
    """``url`` as it is shown: every sign that could end the address, and any that nobody sees, is percent-encoded.

    Else ``https://a.example/x)[y](https://b.example`` would be two links in Markdown. It leads to the same place.
    """
    host = _BRACKETED_HOST.match(url)  # brackets around an IPv6 address are part of it
    start = host.end() if host is not None else 0
    return url[:start] + "".join(quote(one, safe="") if _is_hostile(one) else one for one in url[start:])


def markdown_link(label: str, url: str) -> str:
    """A link in Markdown that shows ``label`` whole and opens ``url``; its square brackets become round ones."""
    return f"[{label.translate(_ROUND)}]({shown_url(url)})"


def comparable(text: str) -> str:
    """``text`` as it is compared with others: width, case, punctuation and spacing make no difference.

    Signs that tell names apart (C++ and C#) stay.
    """
    if text.isascii():
        return " ".join(text.lower().translate(_ASCII).split())
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", _APOSTROPHES.sub("", text)).casefold())
    folded = "".join(character for character in folded if unicodedata.category(character) != "Cf")
    return " ".join("".join(character if _counts(character) else " " for character in folded).split())


def _is_hostile(character: str) -> bool:
    return character in _ENDS_A_LINK or not character.isprintable()


def _counts(character: str) -> bool:
    return character.isalnum() or character in _KEPT_PUNCTUATION or unicodedata.category(character)[0] in "SM"


_ASCII = {
    code: None if _APOSTROPHES.match(chr(code)) else chr(code) if _counts(chr(code)) else " " for code in range(128)
}
