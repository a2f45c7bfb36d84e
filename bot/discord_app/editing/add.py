"""``/knowledge add``: a new entry."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final, Literal

from discord import app_commands

from bot import limits
from bot.discord_app.client import Interaction, VersusClient
from bot.discord_app.editing import texts
from bot.discord_app.editing.authorisation import NotAllowedError, editing_moderator
from bot.discord_app.editing.form_flow import open_main_form
from bot.discord_app.editing.forms import edited_entry
from bot.discord_app.editing.group import add_to_group
from bot.discord_app.editing.pending_changes import PendingChange, keep_pending, open_pending
from bot.discord_app.editing.proposals import show_step
from bot.discord_app.editing.states import Cancel, ChooseKind
from bot.discord_app.lookup import chosen
from bot.discord_app.ui.dispatch import pressed
from bot.discord_app.ui.markdown import clip
from bot.discord_app.ui.reply import Button, Option, Reply, Select
from bot.editing.change import Change, EntryEdit
from bot.editing.revision import RevisionKind, Scope
from bot.errors import VersusError
from bot.knowledge.model import Entry, KnowledgeBase, Topic

Kind = Literal["comparison", "answer"]
KINDS: Final[tuple[Kind, ...]] = ("comparison", "answer")
KIND_NAMES: Final[dict[Kind, str]] = {"comparison": texts.KIND_COMPARISON, "answer": texts.KIND_ANSWER}


def setup(client: VersusClient) -> None:
    """Add the command and the select."""
    add_to_group(client, add_command)
    client.add_dynamic_items(choose_kind)


@app_commands.command(name="add", description=texts.ADD_DESCRIPTION)
@app_commands.describe(kind=texts.ADD_KIND, topic=texts.ADD_TOPIC)
@app_commands.choices(kind=[app_commands.Choice(name=KIND_NAMES[kind], value=kind) for kind in KINDS])
async def add_command(interaction: Interaction, kind: str | None = None, topic: str | None = None) -> None:
    """Open the form of a new entry; ask for its topic first where there are several.

    Raises:
        VersusError: a comparison is wanted in a topic without subjects.
    """
    editing = await editing_moderator(interaction)
    known = await editing.knowledge()
    place = _place(known, topic)
    if place is None:
        pending = await keep_pending(editing, new_entry(editing.scope, None, "comparison"))
        await _ask_kind(interaction, known, pending)
        return
    wanted: Kind = "answer" if kind == "answer" else "comparison" if kind else kinds_of(place)[0]
    if wanted not in kinds_of(place):
        raise VersusError(texts.NO_SUBJECTS.format(topic=place.title))
    pending = await keep_pending(editing, new_entry(editing.scope, place, wanted))
    await open_main_form(interaction, editing, pending)


@add_command.autocomplete("topic")
async def complete_topic(interaction: Interaction, current: str) -> list[app_commands.Choice[str]]:
    """The topics whose titles hold what was typed; none for members who do not moderate."""
    try:
        topics = (await (await editing_moderator(interaction)).knowledge()).topics
    except NotAllowedError:
        return []
    typed = current.casefold().strip()
    named = [(clip(one.title, limits.AUTOCOMPLETE_TEXT), one.id) for one in topics if typed in one.title.casefold()]
    return [app_commands.Choice(name=name, value=value) for name, value in named][: limits.AUTOCOMPLETE_CHOICES]


async def begin_entry(
    interaction: Interaction, questions: Sequence[str], suggestion: int | None = None, question: str = ""
) -> None:
    """Make a new entry of questions that none answers; its topic and kind are asked for where there is a choice.

    Args:
        interaction: of a moderator.
        questions: what the entry is to answer.
        suggestion: the id of the member's suggestion that it takes up.
        question: the one of the inbox that is being worked on.

    Raises:
        VersusError: there is no topic at all.
        NotAllowedError: the person may not.
    """
    editing = await editing_moderator(interaction)
    known = await editing.knowledge()
    is_settled = len(known.topics) == 1 and len(kinds_of(known.topics[0])) == 1
    place, kind = (known.topics[0], "answer") if is_settled else (None, "comparison")
    change = replace(new_entry(editing.scope, place, kind, questions), suggestion=suggestion, question=question)
    pending = await keep_pending(editing, change)
    if is_settled:
        await open_main_form(interaction, editing, pending)
    else:
        await _ask_kind(interaction, known, pending)


def new_entry(scope: Scope, topic: Topic | None, kind: Kind, questions: Sequence[str] = ()) -> Change:
    """An entry that is yet to be written; without a topic where that is yet to be chosen."""
    answer = "" if kind == "answer" else None
    entry = Entry(topic.id if topic else "", "", "", questions=tuple(questions), answer=answer)
    return Change(scope, RevisionKind.ADD, (EntryEdit(entry.key, None, entry),))


def kinds_of(topic: Topic) -> tuple[Kind, ...]:
    """The kinds of entry that a topic takes: only one that compares something has comparisons."""
    return KINDS if topic.subjects else ("answer",)


@pressed(ChooseKind)
async def choose_kind(interaction: Interaction, state: ChooseKind) -> None:
    """Open the form, or ask for the sides it should have.

    Raises:
        VersusError: the topic is gone.
    """
    editing = await editing_moderator(interaction)
    pending, known = await open_pending(interaction, editing, state.proposal), await editing.knowledge()
    kind, _, topic_id = chosen(interaction).partition(":")
    topic = known.topic(topic_id)
    if topic is None:
        raise VersusError(texts.NO_SUCH_TOPIC)
    entry = edited_entry(pending.change).after
    wanted: Kind = "answer" if kind == "answer" else "comparison"
    edits = new_entry(editing.scope, topic, wanted, entry.questions if entry is not None else ()).edits
    change = replace(pending.change, edits=edits)
    await open_main_form(interaction, editing, await keep_pending(editing, change, pending.id))


def _place(known: KnowledgeBase, named: str | None) -> Topic | None:
    """The topic named, or the only one; ``None`` where there is a choice.

    Raises:
        VersusError: there is none, or not such a one.
    """
    if not known.topics:
        raise VersusError(texts.NO_TOPICS)
    if named is None:
        return known.topics[0] if len(known.topics) == 1 else None
    found = known.topic_named(named)
    if found is None:
        raise VersusError(texts.NO_SUCH_TOPIC)
    return found


async def _ask_kind(interaction: Interaction, known: KnowledgeBase, pending: PendingChange) -> None:
    if not known.topics:
        raise VersusError(texts.NO_TOPICS)
    await show_step(interaction, _kinds_reply(pending, known))


def _kinds_reply(pending: PendingChange, known: KnowledgeBase) -> Reply:
    options = tuple(
        Option(texts.kind_of(clip(topic.title, limits.SELECT_TEXT - 20), KIND_NAMES[kind]), f"{kind}:{topic.id}")
        for topic in known.topics
        for kind in kinds_of(topic)
    )
    select = Select(ChooseKind(pending.id).encode(), texts.CHOOSE_KIND, options[: limits.SELECT_OPTIONS])
    scope = texts.scope_name(shared=pending.change.scope is None)
    hint = f"\n{texts.MORE_TOPICS}" if len(options) > limits.SELECT_OPTIONS else ""
    cancel = Button(texts.CANCEL, Cancel(pending.id).encode())
    return Reply(f"{texts.WHICH_KIND}{hint}\n-# {scope}", rows=((select,), (cancel,)))
