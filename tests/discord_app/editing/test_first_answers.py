"""Discord waits three seconds for a first answer: nothing that the database may hold up stands before it.

Every command, button, select and form is used, and each use of the database is held against what Discord had been
answered by then; then some are used while another program holds the database's lock.
"""

import asyncio
import re
import sqlite3
from collections.abc import AsyncGenerator, Coroutine, Generator
from contextlib import asynccontextmanager, closing, contextmanager, suppress
from typing import Any, Final, cast

import discord
import pytest
import simcord
from sqlalchemy import event

from bot.discord_app.asking.listing import Page
from bot.discord_app.asking.states import Browse, Carried, DidNotHelp, Helped, NoneOfThese, Open, Pick, QuietHere, Then
from bot.discord_app.editing import proposals, texts
from bot.discord_app.inbox import texts as inbox_texts
from bot.discord_app.inbox.states import Goal, InboxMenu, InboxStep, Menu, Step, token
from bot.discord_app.settings.privacy import PrivacyStep
from bot.discord_app.settings.privacy import Step as PrivacyChoice
from bot.discord_app.settings.states import Step as SettingsStep
from bot.editing.pending_changes import MOST
from bot.inbox.suggestions import Suggestion
from bot.texts.editing import CANCELLED
from tests.discord_app.moderators import BASE, MANY, ModWorld, answer_to, press, text_of, values_of

PIZZA: Final = "where is the best pizza in town"
WORKERS: Final = {"usage recorder", "pending changes", "base editors", "retention", "tracked answers", "history"}
"""The tasks beside the interactions: nobody waits for these."""
MEMBERS: Final = ("ask", "dimensions", "dimension", "help", "privacy", "suggest", "Answer this")


class Watch:
    """Notes when an interaction's task turned to the database before Discord had its first answer."""

    def __init__(self, world: ModWorld) -> None:
        self._world = world
        self._answered = 0
        self._watching = False
        self.tried: set[str] = set()
        self.uses = 0
        self.too_early: list[str] = []
        self._doing = ""

    async def did(self, what: str, action: Coroutine[Any, Any, Any]) -> Any:
        """Await an action of somebody's, which is one interaction."""
        self.tried.add(what)
        self._doing, self._answered, self._watching = what, self._answers(), True
        try:
            result = await action
        finally:
            self._watching = False
        assert self._answers() > self._answered, f"{what} was not answered"
        return result

    def note(self, *_: object) -> None:
        """The database is turned to."""
        task = asyncio.current_task()
        if not self._watching or (task is not None and task.get_name() in WORKERS):
            return
        self.uses += 1
        if self._answers() == self._answered:
            self.too_early.append(self._doing)

    def _answers(self) -> int:
        return sum(one.path.endswith("/callback") for one in self._world.env.http_requests)


@contextmanager
def watching(world: ModWorld) -> Generator[Watch]:
    """Watch the database's connection being taken."""
    watch = Watch(world)
    engine = cast("Any", world.services.state)._connections._engine.sync_engine
    event.listen(engine, "checkout", watch.note)
    try:
        yield watch
    finally:
        event.remove(engine, "checkout", watch.note)


HANDED_ON = ("ask", "put", "on", "answer", "entry", "more", "keep", "teach", "once")
"""What is pressed about a question that is handed on to humans, each with the id of a question or a post."""


def components(draft: int, suggestion: int, asker: int) -> list[str]:
    """A custom_id of each kind that there is."""
    proposals = (
        "again",
        "more",
        "sides",
        "kind",
        "entry",
        "new",
        "make:answer",
        "both",
        "reply",
        "text",
        "topic:answer",
        "words",
        "save",
        "cancel",
    )
    return [
        *(f"k:{name}:{draft:016x}" for name in proposals),
        *(f"w:{name}:{draft:016x}" for name in HANDED_ON),
        *("w:off", "w:dismiss", "w:pause", "w:go-on"),
        *(f"w:this:{draft:016x}{draft:016x}", "k:tell:b1"),
        *(f"g:{step}" for step in SettingsStep),
        *(f"i:go:{goal}" for goal in Goal),
        *(InboxMenu(menu).encode() for menu in Menu),
        *(InboxStep(step, token(PIZZA)).encode() for step in Step if step not in (Step.ACCEPT, Step.DECLINE)),
        *(InboxStep(step, f"{suggestion:016x}").encode() for step in (Step.ACCEPT, Step.DECLINE)),
        *(
            "i:turn:open:0",
            "i:turn:stale:0",
            "i:turn:odd:0",
            "i:next:n",
            "i:next:h",
            "i:this",
            "i:tell",
            "k:withdraw:b1",
            f"i:near:{token(PIZZA)}ops/cost",
            f"i:undo:{1:016x}",
            f"i:clear:{1:016x}",
            f"i:reply:{token(PIZZA)}{1:016x}",
            "k:undo:b1",
            "k:withdraw:b1",
            "k:redo:b1",
            "k:back:b1",
            "h:b:0:",
            "h:open:h:b:0:",
            "h:revert:b",
        ),
        *(PrivacyStep(step).encode() for step in PrivacyChoice),
        *(Browse().encode(), Page(0).encode(), "l:open", "l:topic", "a:all", Open("ops/cost").encode()),
        *(Helped(1).encode(), DidNotHelp(1, asker, ()).encode(), NoneOfThese(1, asker).encode()),
        *(Pick(then, 1, asker, "ops/cost").encode() for then in Then),
        *(Carried(1, asker, ("ops/cost",)).encode(), QuietHere().encode()),
    ]


@pytest.mark.world(files={"ops.yaml": BASE, "clouds.yaml": MANY}, editors=())
async def test_no_first_answer_waits_for_the_database(world: ModWorld) -> None:
    mo, channel = world.mo, world.channel
    await world.asked(PIZZA)
    suggestion = Suggestion(7, world.guild.id, world.env.now(), "m", "Ann", "ops/cost", "It is free.")
    await world.services.moderation.suggestions.add(suggestion)
    message = await world.alice.send(channel, PIZZA)
    with watching(world) as watch:
        await watch.did("ask", mo.slash(channel, "ask", question="what does it cost"))
        await watch.did("dimensions", mo.slash(channel, "dimensions"))
        await watch.did("dimension", mo.slash(channel, "dimension", name="Cost"))
        await watch.did("help", mo.slash(channel, "help"))
        await watch.did("privacy", mo.slash(channel, "privacy"))
        await watch.did("settings", mo.slash(channel, "settings"))
        form = await watch.did("suggest", world.alice.slash(channel, "suggest", answer="Cost"))
        await watch.did("a form of /suggest", world.alice.submit_modal(form, {"q": "Too short."}))
        for name in ("Answer this", "Teach this", "Why this answer?", "Keep this answer"):
            await watch.did(name, mo.context_menu(channel, name, message))
        await watch.did("knowledge add", mo.slash(channel, "knowledge add", topic="ops"))
        form = await watch.did("knowledge edit", mo.slash(channel, "knowledge edit", entry="cost"))
        shown = await watch.did("a form of /knowledge edit", mo.submit_modal(form, values_of(form) | {"t": "Costs"}))
        await watch.did("saving", press(mo, shown, "Save"))
        taught = {"entry": "cost", "question": "how many dollars"}
        await watch.did("knowledge teach", mo.slash(channel, "knowledge teach", **taught))
        await watch.did("knowledge remove", mo.slash(channel, "knowledge remove", entry="glossary"))
        await watch.did("knowledge inbox", mo.slash(channel, "knowledge inbox"))
        await watch.did("knowledge history", mo.slash(channel, "knowledge history", entry="cost"))
        await watch.did("knowledge export", mo.slash(channel, "knowledge export"))
        file = ("ops.yaml", BASE.encode())
        await watch.did("knowledge import", mo.slash(channel, "knowledge import", file=file))
        for command, option in (("edit", "entry"), ("history", "entry"), ("add", "topic")):
            completed = mo.autocomplete(channel, f"knowledge {command}", option, "c")
            await watch.did(f"completing {command}", completed)
        tree = world.bot.tree
        commands = {one.qualified_name for one in tree.walk_commands() if not hasattr(one, "commands")}
        commands |= {one.name for one in tree.get_commands(type=discord.AppCommandType.message)}
        assert commands <= watch.tried, commands - watch.tried

        tried = components((await world.drafts())[-1], suggestion.id, mo.id)
        for pattern in patterns(world):
            assert any(pattern.fullmatch(one) for one in tried), f"{pattern.pattern} is not tried here"
        for custom_id in tried:
            await watch.did(custom_id, world.forge(mo, channel, custom_id))
    assert watch.uses > 40
    assert watch.too_early == []


def patterns(world: ModWorld) -> list[re.Pattern[str]]:
    """What the custom_ids of all components look like."""
    store = cast("Any", world.bot)._connection._view_store
    return list(store._dynamic_items)


@asynccontextmanager
async def locked(world: ModWorld, monkeypatch: pytest.MonkeyPatch) -> AsyncGenerator[None]:
    """Another program holds the database's write lock; what waits for a write gives up at once.

    simcord does not let the time pass on which a handler would give up by itself.
    """
    monkeypatch.setattr(proposals, "PATIENCE", 0.0)
    flush = world.services.recorder.flush
    monkeypatch.setattr(world.services.recorder, "flush", lambda *_: flush(0.0))
    assert await world.services.moderation.pending.flush()
    file = world.folder / "data" / "versus.sqlite3"
    with closing(sqlite3.connect(file, isolation_level=None, timeout=0)) as other:
        while not other.in_transaction:
            await asyncio.sleep(0.01)
            with suppress(sqlite3.OperationalError):  # the bot is writing just now
                other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")
    monkeypatch.undo()


async def test_with_the_database_locked_forms_open_and_a_proposal_says_that_it_is_not_stored(
    world: ModWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with locked(world, monkeypatch):
        form = await world.mo.slash(world.channel, "knowledge edit", entry="cost")
        assert form.modal is not None
        shown = await world.mo.submit_modal(form, values_of(form) | {"0": "A lot."})
        assert text_of(shown).startswith(texts.NOT_STORED)
        form = await press(world.mo, shown, "Edit again")
        assert values_of(form)["0"] == "A lot."
        assert (await world.alice.slash(world.channel, "suggest", answer="Cost")).modal is not None
    shown = await world.mo.submit_modal(form, values_of(form))
    assert await world.services.moderation.pending.flush()
    await world.restart()
    assert text_of(await press(world.mo, shown, "Save")).startswith("Saved as #2.")


async def test_with_the_database_locked_the_inbox_says_that_its_figures_are_old(
    world: ModWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with locked(world, monkeypatch):
        await world.alice.slash(world.channel, "ask", question=PIZZA)
        shown = await world.mo.slash(world.channel, "knowledge inbox")
        assert text_of(shown).startswith(inbox_texts.OLD_FIGURES)
        taught = await world.mo.slash(world.channel, "knowledge teach", entry="cost", question="how many dollars")
        assert texts.NOT_ALL_ASKED in text_of(taught)
    assert await world.services.recorder.flush()
    shown = await world.mo.slash(world.channel, "knowledge inbox")
    assert inbox_texts.OLD_FIGURES not in text_of(shown)
    assert PIZZA in text_of(shown)


async def test_a_form_that_was_too_slow_to_open_is_opened_by_a_button(world: ModWorld) -> None:
    """The draft has no room in memory and is read first; no form can follow that."""
    shown = await world.mo.slash(world.channel, "knowledge teach", entry="cost", question="how many dollars")
    pending = world.services.moderation.pending
    assert await pending.flush()
    (draft,) = await world.drafts()
    pending._drop(draft)  # pyright: ignore[reportPrivateUsage]
    step = await press(world.mo, shown, "Edit again")
    assert text_of(step).startswith(texts.FORM_READY)
    form = await press(world.mo, step, texts.OPEN_FORM)
    assert "how many dollars" in values_of(form)["q"]


async def test_the_eleventh_draft_of_a_moderator_takes_the_place_of_the_oldest(world: ModWorld) -> None:
    shown = [await teach(world, number) for number in range(MOST + 1)]
    theirs = await world.max.slash(world.channel, "knowledge teach", entry="cost", question="what is the bill")
    assert len(await world.drafts()) == MOST + 1
    said = text_of(await press(world.mo, shown[0], "Save"))
    assert "I keep the last ten of yours, for a week." in said
    assert text_of(await press(world.mo, shown[1], "Save")).startswith("Saved as #2.")
    assert answer_to(await press(world.max, theirs, "Cancel")).content == CANCELLED


async def teach(world: ModWorld, number: int) -> simcord.InteractionResult:
    return await world.mo.slash(world.channel, "knowledge teach", entry="cost", question=f"how many dollars {number}")
