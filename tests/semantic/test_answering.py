"""A knowledge base with a model of meaning: what it finds, that the loop is free meanwhile, and a model that fails."""

import asyncio
import logging
import threading
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from bot.app import open_app
from bot.config import AnswersConfig, Config, ConfigError, DataConfig, KnowledgeConfig
from bot.discord_app.services import Services
from bot.knowledge.model import Entry, KnowledgeBase, Topic
from bot.matching.decision import Decision, Kind
from bot.matching.index import Index
from bot.matching.language.normalize import normalise, words_of
from bot.matching.matcher import Matcher
from bot.serving.answering import Answerer, Question
from bot.serving.snapshot import Snapshot
from bot.serving.snapshot_cache import SnapshotCache
from bot.usage.events import Asked, Way
from tests.semantic.tiny import BREAKS, encoder, make_model

TOPIC = """
topic: tea
title: Tea
entries:
  brewing: {title: Brewing, answer: Two minutes.}
  cost: {title: What does it cost?, answer: A little.}
  shop: {title: Where is the shop?, answer: Around the corner.}
"""
ENTRIES = (
    Entry("tea", "brewing", "Brewing", answer="Two minutes."),
    Entry("tea", "cost", "What does it cost?", answer="A little."),
    Entry("tea", "shop", "Where is the shop?", answer="Around the corner."),
)
BASE = KnowledgeBase((Topic("tea", "Tea", entries=ENTRIES),))


def likeliest(decision: Decision) -> str:
    return decision.candidates[0].entry if decision.candidates else ""


@asynccontextmanager
async def app(root: Path, model: str) -> AsyncGenerator[Services]:
    folder = root / "knowledge"
    folder.mkdir(exist_ok=True)
    (folder / "tea.yaml").write_text(TOPIC)
    config = Config(
        knowledge=KnowledgeConfig(folder=folder),
        data=DataConfig(folder=root / "data"),
        answers=AnswersConfig(model=model),
    )
    async with open_app(config) as services:
        yield services


@pytest.mark.parametrize(
    ("question", "entry"), [("cooking", "tea/brewing"), ("expensive", "tea/cost"), ("is it expensive", "tea/cost")]
)
def test_what_is_meant_is_found_in_quite_other_words(tiny: Path, question: str, entry: str) -> None:
    encodes, _ = encoder(tiny)
    matcher = Matcher.build(BASE, encoder=encodes)
    found, without = matcher.decide(question), Matcher.build(BASE).decide(question)
    assert likeliest(found) == entry
    score = {each.entry: each.score for each in without.candidates}.get(entry, 0.0)
    assert found.candidates[0].score > score


@pytest.mark.parametrize(("question", "kind"), [("a kettle", Kind.ANSWER), ("kettle in a volcano", Kind.SUGGESTIONS)])
def test_what_an_alias_means_is_not_answered_where_the_rest_is_foreign(tiny: Path, question: str, kind: Kind) -> None:
    brewing = replace(ENTRIES[0], aliases=("kettle",))
    base = KnowledgeBase((Topic("tea", "Tea", entries=(brewing, *ENTRIES[1:])),))
    assert Matcher.build(base, encoder=encoder(tiny)[0]).decide(question).kind is kind


@pytest.mark.parametrize(("word", "meaning"), [("expensive", [0, 1, 0]), ("kettle", [1, 0, 0]), ("shop", [0, 0, 0])])
def test_how_alike_in_meaning_each_entry_is(tiny: Path, word: str, meaning: list[float]) -> None:
    encodes, _ = encoder(tiny)
    index = Index.of(BASE, encodes)
    found = dict(index.candidates(index.score([word])))
    assert [found[number].meaning for number in range(3)] == pytest.approx(meaning, abs=1e-5)


def test_by_words_alone_no_entry_is_alike_in_meaning() -> None:
    index = Index.of(BASE)
    assert [features.meaning for _, features in index.candidates(index.score(["cost"]))] == [0, 0, 0]


@pytest.mark.parametrize(
    ("question", "read"),
    [
        ("kettle", "kettle"),
        ("where is the kettle", "where is the kettle"),
        ("cuanto cuesta esto", "cuanto cuesta esto"),
        ("what does it exactyl cost", "what does it exactly cost"),
        ("is it expnsive", "is it expensive"),
    ],
)
def test_a_rare_word_is_read_as_it_stands_and_a_plain_slip_as_it_is_meant(tiny: Path, question: str, read: str) -> None:
    encodes, model = encoder(tiny)
    matcher = Matcher.build(BASE, encoder=encodes)
    model.given.clear()
    matcher.rank(question)
    assert model.given == [read]


async def test_a_question_is_decided_off_the_loop_and_by_one_thread(tiny: Path) -> None:
    encodes, model = encoder(tiny)
    answerer = Answerer(SnapshotCache(Snapshot(BASE, Matcher.build(BASE, encoder=encodes))), lambda: 1)
    model.threads.clear()
    for number in range(20):
        await answerer.answer(Question(f"what does number {number} cost"))
    assert len(model.threads) == 1
    assert threading.get_ident() not in model.threads


async def test_without_a_model_it_is_decided_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    matcher = Matcher.build(BASE)
    threads: set[int] = set()

    def decide(text: str, context: object = None) -> Decision:
        threads.add(threading.get_ident())
        return Matcher.decide(matcher, text)

    monkeypatch.setattr(matcher, "decide", decide)
    await Answerer(SnapshotCache(Snapshot(BASE, matcher)), lambda: 1).answer(Question("what does it cost"))
    assert threads == {threading.get_ident()}


@pytest.mark.parametrize(
    "question", ["what does it cost", "Where is the shop?", "where's the shop", "brewing", "where is the harbour"]
)
def test_while_the_model_fails_what_the_words_tell_is_answered(tiny: Path, question: str) -> None:
    encodes, _ = encoder(tiny)
    matcher = Matcher.build(BASE, encoder=encodes)
    encodes.encode([BREAKS])
    failing, without = matcher.decide(question), Matcher.build(BASE).decide(question)
    assert (failing.kind, failing.entries) == (without.kind, without.entries)


async def test_the_whole_application_with_a_model(tiny: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    async with app(tmp_path, str(tiny)) as services:
        found = await services.answerer.answer(Question("cooking"))
        assert likeliest(found.decision) == "tea/brewing"
        assert services.encoder is not None
        assert not services.encoder.is_failing
        with caplog.at_level(logging.ERROR):
            answered = await services.answerer.answer(Question(f"what does {BREAKS} cost"))
        assert answered.decision.candidates
        assert services.encoder.is_failing
        assert "answering by words alone" in caplog.text
    assert {"vectors.sqlite3"} <= {file.name for file in (tmp_path / "data").iterdir()}
    assert not (tmp_path / "data" / "vectors.sqlite3").stat().st_mode & 0o077


async def test_a_second_start_makes_no_vector_again(tiny: Path, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    for _ in range(2):
        async with app(tmp_path, str(tiny)) as services:
            assert services.encoder is not None
            services.encoder._progress = lambda done, total: told.append((done, total))
            encodes = services.encoder
            encodes.encode_phrases([" ".join(words_of(normalise(entry.title))) for entry in ENTRIES])
    assert told == []


async def test_what_was_asked_lately_is_read_again_after_a_restart(tiny: Path, tmp_path: Path) -> None:
    questions = [f"where is shop {number}" for number in range(12)]
    async with app(tmp_path, str(tiny)) as services:
        for number, text in enumerate(questions, start=1):
            now, user = services.clock(), services.pseudonyms.of(number)
            services.recorder.record(Asked(number, now, Way.SLASH, user, 1, 2, text, "unknown", None, 0.0, 0.0, 9))
    async with app(tmp_path, str(tiny)) as services, asyncio.timeout(20):
        assert services.encoder is not None
        matcher, cache = services.snapshots.snapshot().matcher, services.moderation.editor.decision_cache
        while matcher not in cache._known or set(cache._known[matcher].decisions) != set(questions):  # noqa: ASYNC110 - nobody else waits for it
            await asyncio.sleep(0.01)
        assert len(services.encoder._questions) == len(questions)


async def test_a_model_of_another_folder_makes_its_own(tiny: Path, tmp_path: Path) -> None:
    other = make_model(tmp_path / "other", (("brewing", "cost"),))
    question = Question("cost")
    async with app(tmp_path, str(tiny)) as services:
        before = (await services.answerer.answer(question)).decision
    async with app(tmp_path, str(other)) as services:
        after = (await services.answerer.answer(question)).decision
    assert before != after


async def test_without_its_model_the_bot_does_not_start_and_fetches_nothing(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="python -m bot model fetches it, once"):
        async with app(tmp_path, "sentence-transformers/all-MiniLM-L6-v2"):
            pass
    assert not (tmp_path / "data" / "models").exists()
