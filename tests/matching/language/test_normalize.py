"""From what a person typed to words: markup, invisible characters, short forms and spellings."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.matching.language.normalize import MAX_CHARACTERS, MAX_WORD, MAX_WORDS, normalise, sentences_of, stem, words_of

WORDS = [
    ("", []),
    ("Monitoring", ["monitoring"]),
    ("\uff2d\uff2c\uff2f\uff50\uff53", ["mlops"]),
    ("\u2460\u2461 \ufb01ne", ["12", "fine"]),
    ("STRASSE straße", ["strasse", "strasse"]),
    ("İstanbul", ["istanbul"]),
    ("café naïve cafe\u0301", ["cafe", "naive", "cafe"]),
    ("mon\u200bitor\u200ding", ["monitoring"]),
    ("\ufeffmoni\u00adtoring\u2060", ["monitoring"]),
    ("\u202emonitoring\u202c", ["monitoring"]),
    ("\u0627\u0644\u0633\u0644\u0627\u0645", ["\u0627\u0644\u0633\u0644\u0627\u0645"]),
    ("机器 学习", ["机器", "学习"]),
    ("\x00cost\x07", ["cost"]),
    ("what's", ["what", "is"]),
    ("what\u2019s what\u02bcs", ["what", "is", "what", "is"]),
    ("don't dont DON\u2019T", ["do", "not"] * 3),
    ("can't cannot", ["can", "not", "can", "not"]),
    ("they're we're i'll", ["they", "are", "we", "are", "i", "will"]),
    ("the model's models'", ["the", "model", "models"]),
    ("u n i, pls", ["you", "and", "i", "please"]),
    ("mlops vs. devops", ["mlops", "versus", "devops"]),
    ("ci/cd; e-mail, a+b", ["ci", "cd", "e", "mail", "a", "b"]),
    ("learn R, what r u, how r things", ["learn", "r", "what", "are", "you", "how", "are", "things"]),
    ("basically quite basic; sry", ["really", "rather", "basic", "sorry"]),
    ("x and y; y is it", ["x", "and", "y", "why", "is", "it"]),
    ("\u0627\u0644\u0633\u0651\u064e\u0644\u0627\u0645\u064f", ["\u0627\u0644\u0633\u0644\u0627\u0645"]),
    ("\u05e9\u05c1\u05b8\u05dc\u05d5\u05b9\u05dd", ["\u05e9\u05dc\u05d5\u05dd"]),
    (
        "\u092a\u093e\u0938\u0935\u0930\u094d\u0921 \u0915\u0948\u0938\u0947",
        ["\u092a\u093e\u0938\u0935\u0930\u094d\u0921", "\u0915\u0948\u0938\u0947"],
    ),
    (
        "\u043a\u0430\u043a\u043e\u0439 \u0451\u043b\u043a\u0430 \u0435\u0301\u043c",
        ["\u043a\u0430\u043a\u043e\u0439", "\u0435\u043b\u043a\u0430", "\u0435\u043c"],
    ),
    ("怎么安装插件", ["怎么", "么安", "安装", "装插", "插件"]),
    ("プラグインの使い方", ["プラグイン", "の", "使", "い", "方"]),
    ("설치하려면 됩니다", ["설치", "치하", "하려", "려면", "됩니", "니다"]),
    ("github的插件", ["github", "的插", "插件"]),
    ("snake_case", ["snake", "case"]),
    ("?!… — 😀 👍🏽", []),
    ("<@123456789012345678> cost", ["cost"]),
    ("<@!123456789012345678>, <@&123456789012345678> cost <#123456789012345678>", ["cost"]),
    ("</ask:123456789012345678> cost <t:1618953630:R>", ["cost"]),
    ("@everyone cost @here", ["cost"]),
    ("<:kube:123456789012345678> <a:whale:123456789012345678>", ["kube", "whale"]),
    ("https://example.org/monitoring?q=security cost", ["cost"]),
    ("```py\nmonitoring()\n``` cost", ["cost"]),
    ("cost ```monitoring", ["cost"]),
    ("**cost** ~~of~~ __mlops__ `x`", ["cost", "of", "mlops", "x"]),
    ("||cost||", ["cost"]),
    ("_italic_ *too*", ["italic", "too"]),
    ("> quoted cost", ["quoted", "cost"]),
]


@pytest.mark.parametrize(("text", "words"), WORDS)
def test_the_words_of_a_text(text: str, words: list[str]) -> None:
    assert words_of(normalise(text)) == words


ONE_STEM = [
    "monitor monitors monitoring monitored",
    "model models modelling modeling modelled modeled",
    "cost costs costing",
    "policy policies",
    "deploy deployed deployment deployments deploying",
    "organise organize organised organizing organisation organization organisations",
    "analyse analyze analysed analyzing",
    "optimise optimize optimisation optimization",
    "containerise containerize containerisation containerization",
    "colour color colours",
    "behaviour behavior behavioural behavioral",
    "labour labor",
    "centre center centres centers",
    "metre meter",
    "catalogue catalog",
    "dialogue dialog",
    "programme program programmes programs",
    "licence license",
    "defence defense",
    "labelling labeling labels",
    "travelling traveling",
    "enrol enroll",
]


@pytest.mark.parametrize("forms", ONE_STEM)
def test_forms_and_spellings_of_a_word_share_a_stem(forms: str) -> None:
    assert len({stem(form) for form in forms.split()}) == 1


APART = [
    "universe university",
    "model modem",
    "cost coast",
    "our or",
    "four for",
    "mlops devops",
    "hour whore",
    "data date",
]


@pytest.mark.parametrize("words", APART)
def test_different_words_keep_different_stems(words: str) -> None:
    first, second = words.split()
    assert stem(first) != stem(second)


SENTENCES = [
    ("", []),
    ("?!", []),
    ("cost", ["cost"]),
    ("what does it cost? is it secure?", ["what does it cost?", "is it secure?"]),
    ("hi. version 1.2 is out", ["hi.", "version 1.2 is out"]),
    ("one\n\ntwo; three… four", ["one", "two;", "three...", "four"]),
    ("really?! yes", ["really?!", "yes"]),
]


@pytest.mark.parametrize(("text", "sentences"), SENTENCES)
def test_the_sentences_of_a_text(text: str, sentences: list[str]) -> None:
    assert sentences_of(normalise(text)) == sentences


@given(st.text(max_size=400))
@example("日'本")
@example("U\nY")
def test_any_text_becomes_bounded_words_without_invisible_characters(text: str) -> None:
    plain = normalise(text)
    assert len(plain) <= MAX_CHARACTERS
    assert all(unicodedata.category(character) != "Cf" for character in plain)
    words = words_of(plain)
    assert len(words) <= MAX_WORDS
    assert all(0 < len(word) <= MAX_WORD for word in words)
    for sentence in sentences_of(plain):
        assert set(words_of(sentence)) <= set(words) or len(words) == MAX_WORDS


@given(st.text(alphabet=st.characters(categories=["L", "N", "P", "Z"]), max_size=200))
def test_normalising_twice_changes_nothing(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=40))
def test_a_word_has_a_stem(word: str) -> None:
    assert stem(word)


@pytest.mark.parametrize(
    "text", ["a" * 9000, "word " * 9000, "\u0301" * 9000, "\ufdfa" * 4000, "||" * 5000, "`" * 9000]
)
def test_an_endless_text_is_cut(text: str) -> None:
    plain = normalise(text)
    assert len(plain) <= MAX_CHARACTERS
    assert len(words_of(plain)) <= MAX_WORDS
