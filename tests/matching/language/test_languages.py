"""A topic in another language has that language's stems and stop words, and no English ones."""

import pytest

from bot.knowledge.languages import LANGUAGES
from bot.knowledge.model import KnowledgeBase, Topic
from bot.matching.decision import Kind
from bot.matching.language.english import stop_words
from bot.matching.language.languages import ENGLISH, Language
from bot.matching.language.normalize import normalise, stem, words_of
from bot.matching.matcher import Matcher
from tests.matching.bases import plain
from tests.matching.languages import measured, texts, topic_in

CODES = sorted(texts())


def language_of(*codes: str) -> Language:
    """The language of a knowledge base with an empty topic in each."""
    return Language.of(KnowledgeBase(tuple(Topic(code, code, language=code) for code in codes)))


@pytest.mark.parametrize("code", CODES)
def test_a_small_base_answers_in_its_language(code: str) -> None:
    found = measured(Matcher.build(KnowledgeBase((topic_in(code, code),))), code)
    assert found.hit >= 95
    assert found.right >= 75
    assert found.wrong <= 5
    assert found.false == 0


@pytest.mark.parametrize("code", CODES)
def test_its_own_language_serves_it_no_worse_than_english(code: str) -> None:
    own, other = (measured(Matcher.build(KnowledgeBase((topic_in(code, one),))), code) for one in (code, "en"))
    assert own.right >= other.right


@pytest.mark.parametrize("codes", [("en", "de"), ("de", "fr", "es"), ("zh", "ar", "ru"), ("hi", "nl", "ko")])
def test_topics_in_several_languages_answer_side_by_side(codes: tuple[str, ...]) -> None:
    english = Topic("en", "Garden", entries=(plain("en", "water", "Watering", "How often do I water the beds?"),))
    topics = tuple(english if code == "en" else topic_in(code, code) for code in codes)
    matcher = Matcher.build(KnowledgeBase(topics))
    for code in codes:
        if code != "en":
            assert measured(matcher, code).hit >= 90
            assert measured(matcher, code).right >= 65
    if "en" in codes:
        assert matcher.decide("how often should i be watering my bed").entries == ("en/water",)


def test_english_words_keep_their_stems_beside_another_language() -> None:
    entry = plain("en", "close", "When is it closed?", "servers and users", "organising numbers")
    knowledge = KnowledgeBase((Topic("en", "en", entries=(entry,)), topic_in("de", "de")))
    language = Language.of(knowledge)
    for word in ("closed", "close", "closing", "servers", "server", "users", "organize", "number"):
        assert language.stem(word) == stem(word)
    assert language.stem("passwortern") == language.stem("passwort")
    assert language.is_stop_word(language.stem("welche"))
    assert language.is_stop_word(language.stem("which"))


ONE_STEM = [
    ("de", "passwort passwörter passwörtern passworts"),
    ("de", "melden meldet melde"),
    ("fr", "abonnement abonnements"),
    ("fr", "installer installe installé installée installees"),
    ("es", "suscripción suscripciones suscripcion"),
    ("es", "contraseña contrasena contraseñas"),
    ("pt", "inscrição inscrições inscricoes"),
    ("it", "iscrizione iscrizioni"),
    ("nl", "winkel winkels"),
    ("ru", "пароль пароля пароли паролем"),
    ("ru", "плагин плагины плагинов"),
    ("ar", "خطأ خَطَأ"),
    ("hi", "दुकान दुकानें"),
    ("sv", "kanal kanaler"),
]


@pytest.mark.parametrize(("code", "forms"), ONE_STEM)
def test_forms_of_a_word_share_a_stem_with_and_without_accents(code: str, forms: str) -> None:
    language = language_of(code)
    assert len({language.stem(word) for word in language.words_of(normalise(forms))}) == 1


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_language_has_stop_words(code: str) -> None:
    language = language_of(code)
    assert language.codes == (code,)
    assert len(language.everyday_words()) > 20
    for word in language.everyday_words()[:20]:
        assert word == normalise(word)
        assert code == "en" or language.is_stop_word(language.stem(word))


@pytest.mark.parametrize(
    ("code", "text", "words"), [("es", "cos de thru", "cos de thru"), ("de", "im u-boot", "im u boot")]
)
def test_english_short_forms_are_for_english_alone(code: str, text: str, words: str) -> None:
    assert language_of(code).words_of(text) == words.split()
    assert words_of(text) != words.split()


def test_english_is_what_it_was() -> None:
    assert language_of("en") is ENGLISH is Language.of(KnowledgeBase(()))
    assert all(map(ENGLISH.is_stop_word, stop_words()))
    assert ENGLISH.stem("monitoring") == stem("monitoring")


CHINESE = [("安装插件", 3), ("插件怎么装", 3), ("我想退款", 4), ("订单取消", 4), ("服务器规则是什么", 6)]


@pytest.mark.parametrize(("text", "number"), CHINESE)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_chinese_is_matched_by_runs_of_signs_whatever_the_topic_says(text: str, number: int, language: str) -> None:
    decision = Matcher.build(KnowledgeBase((topic_in("zh", language),))).decide(text)
    assert decision.candidates[0].entry == f"zh/entry-{number}"


@pytest.mark.parametrize("text", ["怎么安装驱动程序", "月亮有多远", "如何学习编程", "明天会下雨吗"])
def test_chinese_about_something_else_is_not_answered(text: str) -> None:
    assert Matcher.build(KnowledgeBase((topic_in("zh", "zh"),))).decide(text).kind is not Kind.ANSWER
