"""Edits with a model of meaning: new phrases go through it, past questions once, and other processes ask the bot."""

import os
from collections import Counter
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.editing.change import Change, EntryEdit
from bot.editing.revision import RevisionKind, Scope
from bot.inbox.questions import RecentQuestion
from bot.knowledge.model import Entry
from bot.matching.matcher import Matcher
from bot.workers.pool import WorkerPool
from tests.editing.worlds import Session, open_session
from tests.semantic.tiny import CountingModel, encoder

SERVER = 7
BREWING = Entry("ops", "brewing", "Brewing", questions=("How is it brewed?",), answer=" ".join(["Slowly."] * 20))
TEXTS = ["what would it all cost", "is that expensive", "who guards our data", "cooking", "watch the money"]
ASKED = [RecentQuestion(text) for text in TEXTS]


@asynccontextmanager
async def session(root: Path, tiny: Path, processes: int) -> AsyncGenerator[tuple[Session, CountingModel, WorkerPool]]:
    """An editor with a model, at which nearly everything is done in a process if there may be any."""
    root.mkdir(exist_ok=True)  # noqa: ASYNC240 - a test
    workers = WorkerPool(processes, light=100)
    encodes, model = encoder(tiny)
    async with open_session(root, workers=workers, encoder=encodes) as opened:
        try:
            yield opened, model, workers
        finally:
            await workers.close()


def adding(entry: Entry, scope: Scope) -> Change:
    return Change(scope, RevisionKind.ADD, (EntryEdit(entry.key, None, entry),))


@pytest.mark.parametrize("scope", [None, SERVER])
async def test_processes_decide_as_the_bot_does_and_have_the_bot_read_the_questions(
    tmp_path: Path, tiny: Path, scope: Scope
) -> None:
    change = adding(BREWING, scope)
    async with (
        session(tmp_path / "light", tiny, 0) as (light, _, none),
        session(tmp_path / "heavy", tiny, 1) as (heavy, model, workers),
    ):
        model.given.clear()
        proposals = [await one.editor.propose(change, ASKED) for one in (light, heavy)]
        assert proposals[0] == proposals[1]
        assert proposals[0].impact is not None
        assert proposals[0].impact.asked == len(TEXTS)
        assert len(workers.processes) == 1 > len(none.processes)
        assert {os.getpid()}.isdisjoint(workers.processes)
        read = Counter(text for text in model.given if text in TEXTS)
        assert read == Counter(TEXTS)  # once, though they are decided before and after the change
        for one in (light, heavy):
            await one.editor.commit(change, None, "")
        served = [await one.snapshots.of(scope) for one in (light, heavy)]
        assert [served[0].matcher.decide(one) for one in TEXTS] == [served[1].matcher.decide(one) for one in TEXTS]
        # What a process has built has the bot's own encoder again.
        assert served[1].matcher.encoder is heavy.snapshots.snapshot().matcher.encoder


async def test_the_second_proposal_reads_no_question_again(tmp_path: Path, tiny: Path) -> None:
    async with session(tmp_path, tiny, 1) as (opened, model, _):
        await opened.editor.prepare(SERVER, ASKED)
        await opened.editor.propose(adding(BREWING, SERVER), ASKED)
        model.given.clear()
        other = Entry("ops", "kettle", "Kettle", questions=("Where is the kettle?",), answer=" ".join(["There."] * 20))
        await opened.editor.propose(adding(other, SERVER), ASKED)
        assert not set(model.given) & set(TEXTS)


@pytest.mark.parametrize("scope", [None, SERVER])
@pytest.mark.parametrize("processes", [0, 1])
async def test_an_edit_reads_the_new_phrases_alone(tmp_path: Path, tiny: Path, scope: Scope, processes: int) -> None:
    from bot.app import utc_now
    from bot.semantic.encoder import SemanticEncoder
    from bot.storage.vectors import SqlVectorStore

    model = CountingModel(tiny)
    encodes = SemanticEncoder(model, SqlVectorStore(tmp_path / "vectors.sqlite3", "tiny", utc_now))
    workers = WorkerPool(processes, light=100)
    async with open_session(tmp_path, workers=workers, encoder=encodes) as opened:
        before = list(model.given)
        assert before
        await opened.editor.commit(adding(BREWING, scope), None, "")
        await opened.snapshots.of(scope)
        new = model.given[len(before) :]
        assert new
        assert len(set(new)) == len(new)
        assert not set(new) & set(before)
        assert {"brewing", "how is it brewed"} <= set(new)
        await workers.close()


def test_a_matcher_of_the_same_phrases_reads_nothing(tiny: Path, tmp_path: Path) -> None:
    from bot.app import utc_now
    from bot.semantic.encoder import SemanticEncoder
    from bot.storage.vectors import SqlVectorStore
    from tests.semantic.test_answering import BASE

    model = CountingModel(tiny)
    encodes = SemanticEncoder(model, SqlVectorStore(tmp_path / "vectors.sqlite3", "tiny", utc_now))
    first = Matcher.build(BASE, encoder=encodes)
    count = len(model.given)
    assert first.updated(BASE).decide("cooking") == first.decide("cooking")
    assert len(model.given) == count + 1
