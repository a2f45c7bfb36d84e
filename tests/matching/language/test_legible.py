"""Nonsense and other languages are told from questions; in doubt a text is a question."""

import pytest

from bot.knowledge.model import KnowledgeBase, Topic
from bot.matching.matcher import Matcher
from tests.matching.bases import plain
from tests.matching.languages import texts, topic_in

ENGLISH = Matcher.build(
    KnowledgeBase((Topic("ops", "Ops", entries=(plain("ops", "zyxgraphs", "Zyxgraphs", "What are zyxgraphs?"),)),))
)


@pytest.mark.parametrize(
    "text",
    [
        "where is the best pizza in town",
        "kubernetes helm charts",
        "zyxgraphs",
        "and der zyxgraphs",
        "k8s",
        "nginx",
        "idk",
        "ci/cd",
        "a la carte menu",
        "halp pls",
        "do you know wie viel",
    ],
)
def test_a_question_is_legible(text: str) -> None:
    assert ENGLISH.reads(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "???",
        "+1",
        "\u200b\u200b",
        "🍕🍕🍕",
        "aaaaaaaa",
        "asdfghjkl;asdfghjkl",
        "wie viel ist das",
        "¿dónde está la biblioteca de la ciudad?",
        "est-ce que vous avez une carte",
        "Привет, кто сегодня играет в футбол?",
        "今天北京天气怎么样",
        "パスワード忘れた",
    ],
)
def test_nonsense_and_other_languages_are_not(text: str) -> None:
    assert not ENGLISH.reads(text)


@pytest.mark.parametrize("code", sorted(texts()))
def test_a_base_reads_its_own_language(code: str) -> None:
    matcher = Matcher.build(KnowledgeBase((topic_in(code, code),)))
    outside = texts()[code]["outside"]
    assert sum(map(matcher.reads, outside)) >= len(outside) - 1
    assert all(matcher.reads(asked) for entry in texts()[code]["entries"] for asked in entry["asked"])
