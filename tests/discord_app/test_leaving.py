"""Told to stop, the bot finishes what it has taken, or gives it up in one line: over real sockets."""

import asyncio
import logging

import pytest

from bot.discord_app import client
from tests.discord_app.wire import ALICE, Fault, interaction, message
from tests.discord_app.wired import Wired

CHANNEL = "/channels/500/messages"
QUESTIONS = [message(id=str(number), author=ALICE, content="how much caffeine?") for number in range(55, 59)]


async def held(wired: Wired, times: int = 4) -> asyncio.Event:
    """Four questions in one channel wait, the first in Discord's hands; the event lets them go on."""
    free = asyncio.Event()
    fault = Fault("POST", CHANNEL, 200, landed=True, times=times, free=free)
    wired.server.faults.append(fault)
    for question in QUESTIONS:
        await wired.begin("MESSAGE_CREATE", question)
    await asyncio.wait_for(fault.arrived.wait(), 10)
    return free


def complaints(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [one.getMessage() for one in caplog.records if one.levelno >= logging.WARNING]


async def test_what_was_taken_is_answered(wired: Wired, caplog: pytest.LogCaptureFixture) -> None:
    """Those too that waited for the one before in their channel; what comes afterwards is not taken any more."""
    free = await held(wired)
    closing = asyncio.create_task(wired.bot.close())
    await asyncio.sleep(0)
    await wired.begin("MESSAGE_CREATE", message(id="60", author=ALICE, content="how much caffeine?"))
    free.set()
    await asyncio.wait_for(closing, 10)
    assert len(wired.server.posted) == 4
    assert [row["outcome"] for row in await wired.rows("asked")] == ["sent"] * 4
    assert complaints(caplog) == []


async def test_an_edit_that_comes_while_it_leaves_is_waited_for(wired: Wired, caplog: pytest.LogCaptureFixture) -> None:
    question = message(id="50", author=ALICE, content="how much caffeine?")
    await wired.event("MESSAGE_CREATE", question)
    posting = asyncio.Event()
    first = Fault("POST", CHANNEL, 200, landed=True, free=posting)
    wired.server.faults.append(first)
    await wired.begin("MESSAGE_CREATE", message(id="55", author=ALICE, content="how much caffeine?"))
    await asyncio.wait_for(first.arrived.wait(), 10)
    closing = asyncio.create_task(wired.bot.close())
    await asyncio.sleep(0)
    changing = asyncio.Event()
    second = Fault("PATCH", f"{CHANNEL}/*", 200, landed=True, free=changing)
    wired.server.faults.append(second)
    edited = {"content": "how much caffeine is in it?", "edited_timestamp": "2026-01-01T00:01:00+00:00"}
    await wired.begin("MESSAGE_UPDATE", question | edited)
    await asyncio.wait_for(second.arrived.wait(), 10)
    posting.set()
    done, _ = await asyncio.wait([closing], timeout=0.1)
    assert not done, "the edit is under way"
    changing.set()
    await asyncio.wait_for(closing, 10)
    assert complaints(caplog) == []


async def test_what_takes_too_long_is_given_up_in_one_line(
    wired: Wired, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And stored as what it was: asked, and not answered."""
    monkeypatch.setattr(client, "GRACE", 0.05)
    free = await held(wired)
    await asyncio.wait_for(wired.bot.close(), 10)
    free.set()
    assert [row["outcome"] for row in await wired.rows("asked")] == ["failed"] * 4
    (line,) = complaints(caplog)
    assert "give up 4" in line
    assert "Traceback" not in caplog.text


async def test_a_command_and_a_deletion_are_finished_too(wired: Wired, caplog: pytest.LogCaptureFixture) -> None:
    """Whatever way it came."""
    await wired.event("MESSAGE_CREATE", QUESTIONS[0])
    free = asyncio.Event()
    faults = [Fault("POST", "/interactions/*", 200, landed=True, free=free), Fault("DELETE", f"{CHANNEL}/*", free=free)]
    wired.server.faults.extend(faults)
    options = [{"name": "question", "type": 3, "value": "how much caffeine?"}]
    asked = {"id": "1", "name": "ask", "type": 1, "options": options}
    await wired.begin("INTERACTION_CREATE", interaction(900, ALICE, asked))
    await wired.begin("MESSAGE_DELETE", {"id": "55", "channel_id": "500"})
    for fault in faults:
        await asyncio.wait_for(fault.arrived.wait(), 10)
    closing = asyncio.create_task(wired.bot.close())
    await asyncio.sleep(0)
    free.set()
    await asyncio.wait_for(closing, 10)
    assert "900" in wired.server.answers
    assert len(wired.requests("DELETE", f"{CHANNEL}/*")) == 2  # the first one's connection was cut
    assert complaints(caplog) == []
