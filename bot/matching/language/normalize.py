"""Turns what a person typed into words that can be compared."""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Final, cast

import Stemmer

from bot.matching.language.scripts import is_unspaced, runs_of, without_optional_marks
from bot.matching.language.signs import has_word, spelt_words
from bot.mentions import EVERYONE, MENTION

MAX_CHARACTERS: Final = 4000
"""Longer text is cut: Discord sends at most 4,000 characters."""
MAX_WORDS: Final = 160
"""Words beyond these are not read: nobody's one question is that long."""
MAX_WORD: Final = 32
"""Letters of a word that are looked at."""

_NOISE = re.compile(
    rf"""```.*?(?:```|$)          # a pasted code block
    | <a?:(\w{{2,32}}):\d{{15,20}}>  # a custom emoji; its name stays
    | <(?:@[!&]?|[#]|/[^:<>]{{1,99}}:|t:)[^>\s]{{1,25}}>  # what was typed like a mention, a command or a time, too
    | {MENTION} | {EVERYONE}\b
    | https?://\S+
    | \|\||[*_~`]{{2,}}            # marks of spoilers and bold text
    """,
    re.VERBOSE | re.DOTALL,
)
_APOSTROPHES = re.compile("[\u2019\u02bc]")
# A run of marks is looked at once, from its first one, and given back never: else a long one takes its length squared.
_SENTENCE_END = re.compile(r"(?<![.!?\u2026\u3002\u061f])[.!?\u2026\u3002\u061f]++(?=\s|$)|\n+|;\s")

SHORT_FORMS: Final[Mapping[str, str]] = {
    "what's": "what is", "whats": "what is", "wats": "what is", "i'm": "i am", "im": "i am", "can't": "can not",
    "cant": "can not", "cannot": "can not", "don't": "do not", "dont": "do not", "doesn't": "does not",
    "doesnt": "does not", "i've": "i have", "ive": "i have", "i'd": "i would", "i'll": "i will",
    "isn't": "is not", "isnt": "is not", "aren't": "are not", "arent": "are not", "didn't": "did not",
    "didnt": "did not", "won't": "will not", "wont": "will not", "it's": "it is", "how's": "how is",
    "hows": "how is", "where's": "where is", "wheres": "where is", "who's": "who is", "let's": "let us",
    "lets": "let us", "you're": "you are", "youre": "you are", "they're": "they are", "we're": "we are",
    "haven't": "have not", "havent": "have not", "hasn't": "has not", "hasnt": "has not",
    "couldn't": "could not", "shouldn't": "should not", "wouldn't": "would not", "wasn't": "was not",
    "weren't": "were not", "that's": "that is", "thats": "that is", "there's": "there is", "theres": "there is",
    "u": "you", "ur": "your", "r": "are", "n": "and", "y": "why", "pls": "please", "plz": "please",
    "wat": "what", "wut": "what", "wot": "what", "bc": "because", "cuz": "because", "cos": "because",
    "coz": "because", "ppl": "people", "dif": "difference", "diff": "difference", "btw": "by the way",
    "eg": "for example", "ie": "that is", "cpp": "c++", "csharp": "c#", "fsharp": "f#", "dotnet": ".net",
    "abt": "about", "thru": "through", "tho": "though", "gonna": "going to", "wanna": "want to",
    "gotta": "have to", "dunno": "do not know", "info": "information", "vs": "versus", "bw": "between",
    "btwn": "between", "wo": "without", "tmrw": "tomorrow", "msg": "message",
    "bcoz": "because", "becuz": "because", "yr": "your", "teh": "the", "hv": "have", "thnx": "thanks",
    "thx": "thanks", "ty": "thanks", "when's": "when is", "whens": "when is", "sry": "sorry", "soz": "sorry",
    "quite": "rather", "basically": "really",  # not of one stem with "quit" and "basics"
}  # fmt: skip
_BESIDE: Final = {
    "r": frozenset({"u", "you", "we", "they", "there", "these", "those", "the", "ur", "my", "your", "how"}),
    "y": frozenset({"is", "are", "do", "does", "did", "u", "you", "not", "can", "r"}),
}
"""The words of which one stands beside a letter that is short for a word: by itself R is a language, and y a letter."""

_SPACED_OUT: Final = 4
"""Single letters in a row, none of which is short for a word: they are one that is spaced out ("m o n e y")."""

# British to American. The rules also rewrite words that have no American form ("exercise"): both the knowledge base
# and the question go through them, so nothing is lost.
_SPELLINGS: Final = (
    (re.compile(r"(?<=[a-z]{3})is(?=(?:e|ed|es|er|ers|ing|ation|ations|able)$)"), "iz"),
    (re.compile(r"(?<=[a-z]{2})ys(?=(?:e|ed|es|er|ers|ing)$)"), "yz"),
    (re.compile(r"(?<=[a-z]{3})our(?=$|s$|ed$|ing$|al|ful|ite|hood|able|less)"), "or"),
    (re.compile(r"(?<=cent|heat)re(?=s?$)|(?<=lit|fib|met)re(?=s?$)"), "er"),
    (re.compile(r"(?<=lic|def|off|ret)ence"), "ense"),
    (re.compile(r"(?<=log)ue(?=s?$)"), ""),
    (re.compile(r"(?<=program)me(?=s?$)"), ""),
)
_MAYBE_BRITISH = re.compile("is[aei]|ys[ei]|our|re|ence|logue|programme")
"""What a word has that any of these rules may apply to: they are slow to try one by one."""
# PyStemmer ships no types. It holds the interpreter's lock while it works, so threads may share one stemmer.
_stem_of = cast("Callable[[str], str]", Stemmer.Stemmer("english", 0).stemWord)  # pyright: ignore[reportUnknownMemberType]


def normalise(text: str) -> str:
    """``text`` in lower case and compatibility form, without accents, invisible characters and Discord's markup.

    At most ``MAX_CHARACTERS`` long. Never fails, whatever the text.
    """
    text = _NOISE.sub(lambda match: f" {match[1] or ''} ", _visible(text[:MAX_CHARACTERS]))
    if text.isascii():  # as most are; then the rest would change nothing
        return text[:MAX_CHARACTERS].lower()
    # One character may become eighteen.
    folded = _APOSTROPHES.sub("'", unicodedata.normalize("NFKC", text)[:MAX_CHARACTERS].casefold())
    return (folded if folded.isascii() else without_optional_marks(folded))[:MAX_CHARACTERS]


def _visible(text: str) -> str:
    """Without format characters (zero-width, direction overrides), which would split words unseen."""
    if text.isascii():
        return text
    return "".join(character for character in text if unicodedata.category(character) != "Cf")


def words_of(text: str, short_forms: Mapping[str, str] = SHORT_FORMS) -> list[str]:
    """The words of a normalised text, ``short_forms`` written out, at most ``MAX_WORDS``."""
    found = spelt_words(text)[:MAX_WORDS]
    if not text.isascii():
        found = [part for word in found for part in (runs_of(word) if is_unspaced(word) else [word])]
    if "'" not in text and short_forms.keys().isdisjoint(found):
        return [word[:MAX_WORD] for word in found[:MAX_WORDS]]
    if len(sentences := sentences_of(text)) > 1:  # what stands in the next one makes no word short in this one
        return [word for sentence in sentences for word in words_of(sentence, short_forms)][:MAX_WORDS]
    words: list[str] = []
    for place, word in enumerate(found):
        if word in short_forms and _is_short(found, place):
            words += short_forms[word].split()
        else:
            words.append(word.removesuffix("'s").replace("'", "")[:MAX_WORD])
    return words[:MAX_WORDS]


def _is_short(words: Sequence[str], place: int) -> bool:
    """Whether a short form is one where it stands."""
    word = words[place]
    if len(word) > 1:
        return True
    if word in _BESIDE and _BESIDE[word].isdisjoint(words[max(0, place - 1) : place + 2]):
        return False
    row = 1
    for step in (-1, 1):
        beside = place + step
        while 0 <= beside < len(words) and len(words[beside]) == 1 and row <= _SPACED_OUT:
            row, beside = row + 1, beside + step
    return row < _SPACED_OUT


def sentences_of(text: str) -> list[str]:
    """The sentences of a normalised text, each with its closing mark, none empty."""
    sentences: list[str] = []
    start = 0
    for match in _SENTENCE_END.finditer(text):
        sentences.append(text[start : match.end()].strip())
        start = match.end()
    sentences.append(text[start:].strip())
    return [sentence for sentence in sentences if has_word(sentence)]


@lru_cache(maxsize=16384)
def stem(word: str) -> str:
    """The form under which a word's plural, verb forms and spellings are one: Snowball's English stem."""
    if _MAYBE_BRITISH.search(word):
        for pattern, replacement in _SPELLINGS:
            word = pattern.sub(replacement, word)
    stemmed = _stem_of(word)
    # Snowball keeps the doubled l of "modelling", and has "model" for "modeling".
    return stemmed[:-1] if stemmed.endswith("ll") and len(stemmed) > 5 else stemmed
