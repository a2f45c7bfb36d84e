"""No step of the event loop grows with what moderators wrote or members asked: others have their turn meanwhile.

Work is counted in calls (see ``tests.work``) in a server with as many entries as a large overlay has, all of them in
each of nine revisions, and a thousand questions. Ten thousand calls take one to two milliseconds.
"""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

import pytest

from bot.discord_app.editing.history_reply import OpenRevision
from bot.discord_app.editing.history_reply import Page as HistoryPage
from bot.discord_app.inbox.states import InboxMenu, Menu, Page, Tab, token
from bot.editing.change import Change, FileEdit
from bot.editing.patch import digest
from bot.editing.revision import RevisionKind
from bot.usage.events import Asked, Way
from tests.discord_app.moderators import ModWorld, answer_to, press, text_of
from tests.work import loop_watched

ENTRIES = 1000
QUESTIONS = 1000
REVISIONS = 9
MOST = 25_000
"""Calls. A list of all entries takes 18 an entry; what took 100 of each, or two rows with two, would be beyond."""


@pytest.fixture
def world(mod_world: ModWorld) -> ModWorld:
    """Two servers with moderators."""
    return mod_world


def knowledge(version: int) -> str:
    entries = "".join(
        f"  entry-{number}:\n    title: Entry number {number}\n    aliases: [name {number}]\n"
        f"    questions: [What is number {number} about?]\n    answer: About {number}, version {version}.\n"
        for number in range(ENTRIES)
    )
    return f"topic: large\ntitle: Large\nentries:\n{entries}"


async def fill(world: ModWorld) -> None:
    """Ask the questions, and save the revisions."""
    for number in range(QUESTIONS):
        at, text = world.env.now(), f"who painted number {number} blue"
        world.services.recorder.record(
            Asked(number + 1, at, Way.SLASH, f"m{number % 7}", world.guild.id, 1, text, "unknown", None, 0.1, 0.1, 1)
        )
    assert await world.services.recorder.flush()
    for version in range(1, REVISIONS):
        edit = FileEdit("large.yaml", digest(knowledge(version - 1)), knowledge(version))
        assert await world.services.moderation.editor.commit(Change(None, RevisionKind.IMPORT, files=(edit,)), None, "")


@pytest.mark.world(files={"large.yaml": knowledge(0)})
async def test_no_handler_keeps_the_loop(world: ModWorld) -> None:
    await fill(world)
    mo, channel = world.mo, world.channel
    await mo.slash(channel, "ask", question="what is number 7 about")  # lists of words are read at the first one
    busy: dict[str, str] = {}

    async def step(name: str, doing: Callable[[], Awaitable[Any]]) -> Any:
        with loop_watched() as busiest:
            result = await doing()
        if busiest.calls > MOST:
            busy[name] = f"{busiest.calls} calls in {busiest.step}"
        return result

    for command, option in (
        ("ask", "question"),
        ("dimension", "name"),
        ("suggest", "answer"),
        ("knowledge edit", "entry"),
        ("knowledge history", "entry"),
    ):
        for typed in ("", "n", "numbr 7", "nothing of that kind " * 4):
            await step(f"{command} completes", lambda c=command, o=option, t=typed: mo.autocomplete(channel, c, o, t))
    for command, options in (
        ("ask", {"question": "what is number 7 about"}),
        ("ask", {"question": "what is numbr 7 about and 8 " * 30}),
        ("dimension", {"name": "nothing like it"}),
        ("dimension", {"name": "Entry number 3"}),
        ("dimensions", {}),
        ("help", {}),
        ("settings", {}),
        ("privacy", {}),
        ("suggest", {"answer": "Entry number 3"}),
        ("knowledge history", {"entry": "Entry number 3"}),
        ("knowledge add", {}),
        ("knowledge edit", {"entry": "Entry number 3"}),
        ("knowledge remove", {"entry": "Entry number 4"}),
        ("knowledge export", {}),
    ):
        await step(command, partial(mo.slash, channel, command, **options))
    history = await step("history", lambda: mo.slash(channel, "knowledge history"))
    opening = OpenRevision(HistoryPage(True)).encode()
    await step("open a revision", lambda: mo.select(answer_to(history), ["2"], custom_id=opening))
    inbox = await step("inbox", lambda: mo.slash(channel, "knowledge inbox"))
    first = (await world.services.moderation.worklist.inbox(world.guild.id)).groups[0].group.text
    opening = InboxMenu(Menu.QUESTION).encode()
    await step("open a group", lambda: mo.select(answer_to(inbox), [token(first)], custom_id=opening))
    opened = await step("go on with the inbox", lambda: mo.slash(channel, "knowledge inbox"))
    inbox = await step("next question", lambda: press(mo, opened, "Next question"))
    assert "That was the last question." in text_of(inbox)
    await step("stale", lambda: mo.click(answer_to(inbox), custom_id=Page(Tab.STALE).encode()))
    taught = {"entry": "Entry number 3", "question": "who is three"}
    proposal = await step("teach", lambda: mo.slash(channel, "knowledge teach", **taught))
    await step("save", lambda: press(mo, proposal, "Save"))
    assert busy == {}
