"""The composition root: everything built over real files, working, and closed again."""

import asyncio
import errno
import logging
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.app import DATABASE, USAGE_KEY, open_app
from bot.config import Config, ConfigError, DataConfig, KnowledgeConfig
from bot.matching.decision import Kind
from bot.serving.answering import Question
from bot.serving.bundle import MARKER, find_bundle
from bot.serving.snapshot import KnowledgeError
from bot.storage.database import Database
from bot.usage.events import Asked, Way
from bot.usage.reports import Reports

TOPIC = """
topic: tea
title: Tea
subjects:
  green: {name: Green tea}
  black: {name: Black tea}
entries:
  brewing:
    title: Brewing
    questions: ["How long does it steep?"]
    green: Two minutes.
    black: Four minutes.
"""


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return Config(
        knowledge=KnowledgeConfig(folder=tmp_path / "knowledge"), data=DataConfig(folder=tmp_path / "new" / "data")
    )


def serve_tea(config: Config, text: str = TOPIC) -> None:
    config.knowledge.folder.mkdir(exist_ok=True)
    (config.knowledge.folder / "tea.yaml").write_text(text, encoding="utf-8")


async def test_the_first_start_brings_the_bundled_knowledge_and_answers(
    config: Config, caplog: pytest.LogCaptureFixture
) -> None:
    async with open_app(config) as services:
        answered = await services.answerer.answer(Question("how does monitoring differ?"))
        assert answered.decision.kind is Kind.ANSWER
        assert answered.decision.entries == ("mlops-vs-devops/monitoring",)
    assert "I put the bundled one there" in caplog.text
    assert {file.name for file in config.knowledge.folder.iterdir()} == set(find_bundle().digests)
    assert {DATABASE, USAGE_KEY, MARKER} <= {file.name for file in config.data.folder.iterdir()}


async def test_a_second_start_says_nothing_and_keeps_an_edit(config: Config, caplog: pytest.LogCaptureFixture) -> None:
    serve_tea(config)
    async with open_app(config) as services:
        assert [entry.key for entry in services.snapshots.snapshot().knowledge] == ["tea/brewing"]
    assert "bundled" not in caplog.text


async def test_what_is_pending_is_written_at_the_end(config: Config) -> None:
    serve_tea(config)
    now = datetime.now(UTC)
    async with open_app(config) as services:
        user = services.pseudonyms.of(42)
        services.recorder.record(Asked(5, now, Way.SLASH, user, 1, 2, "x", "unknown", None, 0.0, 0.0, 9))
    async with Database.open(config.data.folder / DATABASE, read_only=True) as database:
        stats = await Reports(database.reports, lambda: datetime.now(UTC)).stats(days=1)
    assert stats.asked == 1


async def test_question_ids_are_given_by_the_caller_and_random_by_default(config: Config) -> None:
    serve_tea(config)
    async with open_app(config, new_id=lambda: 7) as services:
        assert (await services.answerer.answer(Question("x"))).id == 7
    async with open_app(config) as services:
        ids = {(await services.answerer.answer(Question("x"))).id for _ in range(50)}
    assert len(ids) == 50
    assert all(0 <= one < 2**63 for one in ids)


async def until(condition: Callable[[], object], seconds: float = 10) -> None:
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110  what is awaited is a file noticed by polling
            await asyncio.sleep(0.05)


async def test_a_changed_file_is_served_and_a_broken_one_is_not(
    config: Config, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.editing.watching.POLL_SECONDS", 0.1)
    serve_tea(config)
    caplog.set_level(logging.INFO, logger="bot.editing.watching")
    async with open_app(config) as services:
        snapshots = services.snapshots
        serve_tea(config, TOPIC.replace("title: Brewing", "title: Steeping"))
        await until(lambda: "Now serving the changed knowledge: 1 entries" in caplog.text)
        assert snapshots.snapshot().knowledge.entries["tea/brewing"].title == "Steeping"
        serve_tea(config, TOPIC.replace("subjects:", "subject:"))
        await until(lambda: snapshots.problems)
        assert snapshots.snapshot().knowledge.entries["tea/brewing"].title == "Steeping"
        await until(lambda: f"{config.knowledge.folder / 'tea.yaml'}:" in caplog.text)
        serve_tea(config)
        await until(lambda: not snapshots.problems)
        assert snapshots.snapshot().knowledge.entries["tea/brewing"].title == "Brewing"


async def test_broken_knowledge_at_the_start_is_refused_with_every_place(config: Config) -> None:
    serve_tea(config, TOPIC.replace("title: Brewing", "titel: Brewing").replace("    green:", "    gren:"))
    with pytest.raises(KnowledgeError) as refused:
        async with open_app(config):
            pytest.fail("It must not start.")
    heading, *lines = str(refused.value).splitlines()
    assert heading == f"I can't use the knowledge in {config.knowledge.folder}:"
    assert len(lines) >= 2
    assert all(line.startswith(f"{config.knowledge.folder / 'tea.yaml'}:") for line in lines)


async def test_a_data_folder_that_cannot_be_written_is_named(tmp_path: Path, config: Config) -> None:
    serve_tea(config)
    (tmp_path / "file").write_text("", encoding="utf-8")
    broken = config.model_copy(update={"data": DataConfig(folder=tmp_path / "file" / "data")})
    with pytest.raises(ConfigError, match=r"can't write to the data folder .*file/data: Not a directory\."):
        async with open_app(broken):
            pytest.fail("It must not start.")


async def test_a_full_disk_is_named_as_such(config: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    """Permissions would be looked at in vain."""
    serve_tea(config)

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("bot.app.TemporaryFile", full)
    with pytest.raises(ConfigError, match=r"no room left in the data folder .*: free some disk space"):
        async with open_app(config):
            pytest.fail("It must not start.")


async def test_nothing_is_left_running(config: Config) -> None:
    serve_tea(config)
    before = asyncio.all_tasks()
    async with open_app(config):
        assert len(asyncio.all_tasks()) >= len(before) + 3
    await asyncio.sleep(0)  # the last step of the lock's own release
    assert asyncio.all_tasks() == before
