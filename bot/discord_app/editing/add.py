"""``/knowledge add`` and every other beginning of a new entry: its kind, its topic, then its form."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from discord import app_commands

from bot import limits
from bot.discord_app.client import Interaction, VersusClient
from bot.discord_app.editing import texts
from bot.discord_app.editing.about import step_text
from bot.discord_app.editing.authorisation import Editing, NotAllowedError, editing_moderator, refuse_read_only
from bot.discord_app.editing.form_flow import open_main_form
from bot.discord_app.editing.forms import edited_entry
from bot.discord_app.editing.group import add_to_group
from bot.discord_app.editing.menus import TOPICS, topic_options
from bot.discord_app.editing.pending_changes import PendingChange, keep_pending, open_pending
from bot.discord_app.editing.proposals import show_step
from bot.discord_app.editing.states import BeginEntry, Cancel, ChooseEntryTopic, ChooseKind, Kind
from bot.discord_app.lookup import chosen
from bot.discord_app.ui.dispatch import pressed
from bot.discord_app.ui.long_menu import findable, long_menu
from bot.discord_app.ui.markdown import clip
from bot.discord_app.ui.reply import Button, Reply
from bot.editing.change import Change, EntryEdit
from bot.editing.revision import Kept, RevisionKind, Scope
from bot.errors import VersusError
from bot.knowledge.model import Entry, Topic
from bot.texts import editing as shared_texts

KIND_NAMES: Final = {Kind.COMPARISON: shared_texts.COMPARISON, Kind.ANSWER: shared_texts.SINGLE_ANSWER}
BUTTONS: Final = {Kind.COMPARISON: texts.NEW_COMPARISON, Kind.ANSWER: texts.NEW_ANSWER}


def setup(client: VersusClient) -> None:
    """Add the command, the buttons and the selects."""
    add_to_group(client, add_command)
    client.add_dynamic_items(begin_of_kind, choose_topic, choose_kind)


@app_commands.command(name="add", description=texts.ADD_DESCRIPTION)
@app_commands.describe(kind=texts.ADD_KIND, topic=texts.ADD_TOPIC)
@app_commands.choices(kind=[app_commands.Choice(name=KIND_NAMES[kind], value=kind.value) for kind in Kind])
async def add_command(interaction: Interaction, kind: str | None = None, topic: str | None = None) -> None:
    """Open the form of a new entry; ask for its kind and its topic first where there is a choice.

    Raises:
        VersusError: there is no such topic, or a comparison is wanted in a topic without subjects.
    """
    editing = await editing_moderator(interaction)
    place = None
    if topic is not None and (place := (await editing.knowledge()).topic_named(topic)) is None:
        raise VersusError(texts.NO_SUCH_TOPIC)
    pending = await keep_pending(editing, new_entry(editing.scope, place, Kind.COMPARISON))
    await _go_on(interaction, editing, pending, Kind(kind) if kind else None, place)


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
    interaction: Interaction,
    questions: Sequence[str],
    *,
    kind: Kind | None = None,
    title: str = "",
    text: str = "",
    question: str = "",
    about: str = "",
    suggestion: int | None = None,
    kept: Kept | None = None,
    post: int | None = None,
) -> None:
    """Make a new entry of questions that none answers; its kind and topic are asked for where there is a choice.

    With a ``kind``, and one topic that takes it, the form is the next thing that the moderator sees.

    Args:
        interaction: of a moderator.
        questions: what the entry is to answer.
        kind: what the entry is to be; ``None`` to ask.
        title: what it is called at first.
        text: what its answer reads at first.
        question: the one of the inbox that is being worked on; it stands above every step.
        about: what else somebody wrote that the entry is made for; it stands there too.
        suggestion: the id of the member's suggestion that it takes up.
        kept: whose message the text is.
        post: the moderators' post whose answer the text is.

    Raises:
        VersusError: there is no topic, or none that takes that kind.
        NotAllowedError: the person may not.
    """
    editing = await editing_moderator(interaction)
    change = new_entry(editing.scope, None, kind or Kind.ANSWER, questions, title=title, text=text)
    change = replace(change, question=question, about=about, suggestion=suggestion, kept=kept, post=post)
    await _go_on(interaction, editing, await keep_pending(editing, change), kind)


def new_entry(
    scope: Scope, topic: Topic | None, kind: Kind, questions: Sequence[str] = (), *, title: str = "", text: str = ""
) -> Change:
    """An entry that is yet to be written; without a topic where that is yet to be chosen."""
    entry = Entry(topic.id if topic else "", "", title, questions=tuple(questions))
    return Change(scope, RevisionKind.ADD, (EntryEdit(entry.key, None, _of_kind(entry, kind, text)),))


def kinds_of(topic: Topic) -> tuple[Kind, ...]:
    """The kinds of entry that a topic takes: only one that compares something has comparisons."""
    return tuple(Kind) if topic.subjects else (Kind.ANSWER,)


def kind_buttons(pending_id: int) -> tuple[Button, ...]:
    """The buttons that begin a new entry, one a kind."""
    return tuple(Button(label, BeginEntry(kind, pending_id).encode()) for kind, label in BUTTONS.items())


@pressed(BeginEntry)
async def begin_of_kind(interaction: Interaction, state: BeginEntry) -> None:
    """Open the form of an entry of that kind, or ask for its topic."""
    editing = await editing_moderator(interaction)
    pending = await open_pending(interaction, editing, state.proposal)
    entry = edited_entry(pending.change).after
    topic = (await editing.knowledge()).topic(entry.topic) if entry is not None else None
    await _go_on(interaction, editing, pending, state.kind, topic)


@pressed(ChooseEntryTopic)
@findable(ChooseEntryTopic, TOPICS)
async def choose_topic(interaction: Interaction, state: ChooseEntryTopic) -> None:
    """Open the form, or ask for the sides it should have."""
    await _in_topic(interaction, state.proposal, state.kind, chosen(interaction))


@pressed(ChooseKind)
async def choose_kind(interaction: Interaction, state: ChooseKind) -> None:
    """The same for a choice of topic and kind at once."""
    kind, _, topic_id = chosen(interaction).partition(":")
    await _in_topic(interaction, state.proposal, Kind.ANSWER if kind == Kind.ANSWER else Kind.COMPARISON, topic_id)


async def _in_topic(interaction: Interaction, pending_id: int, kind: Kind, topic_id: str) -> None:
    editing = await editing_moderator(interaction)
    pending = await open_pending(interaction, editing, pending_id)
    topic = (await editing.knowledge()).topic(topic_id)
    if topic is None:
        raise VersusError(texts.NO_SUCH_TOPIC)
    await _go_on(interaction, editing, pending, kind, topic)


async def _go_on(
    interaction: Interaction, editing: Editing, pending: PendingChange, kind: Kind | None, topic: Topic | None = None
) -> None:
    """Ask for what is not known yet, the kind before the topic; else open the form.

    Raises:
        VersusError: there is no topic, or none that takes that kind.
    """
    await refuse_read_only(editing)
    known = await editing.knowledge()
    topics = (topic,) if topic is not None else known.topics
    if not topics:
        raise VersusError(texts.NO_TOPICS)
    kinds = [one for one in Kind if any(one in kinds_of(topic) for topic in topics)]
    kind = kinds[0] if kind is None and len(kinds) == 1 else kind
    if kind is None:
        await show_step(interaction, _kinds_reply(pending))
        return
    fitting = [one for one in topics if kind in kinds_of(one)]
    if not fitting:
        raise VersusError(texts.NO_SUBJECTS.format(topic=topics[0].title))
    if len(fitting) > 1:
        await show_step(interaction, _topics_reply(pending, kind, fitting))
        return
    edit = edited_entry(pending.change)
    if edit.after is None:
        return
    entry = _of_kind(replace(edit.after, topic=fitting[0].id), kind, pending.change.answer)
    change = replace(pending.change, edits=(EntryEdit(entry.key, None, entry),))
    await open_main_form(interaction, editing, await keep_pending(editing, change, pending.id))


def _of_kind(entry: Entry, kind: Kind, text: str = "") -> Entry:
    """The entry as one of that kind; a text that it has already stays."""
    written = text or entry.answer or entry.both or ""
    if kind is Kind.ANSWER:
        return replace(entry, sides={}, both=None, answer=written)
    return replace(entry, both=written or None, answer=None)


def _kinds_reply(pending: PendingChange) -> Reply:
    cancel = Button(texts.CANCEL, Cancel(pending.id).encode())
    return Reply(step_text(pending.change, texts.WHICH_KIND), rows=((*kind_buttons(pending.id), cancel),))


def _topics_reply(pending: PendingChange, kind: Kind, topics: Sequence[Topic]) -> Reply:
    menu = ChooseEntryTopic(kind, pending.id).encode()
    select = long_menu(menu, texts.CHOOSE_TOPIC, topic_options(topics), TOPICS)
    cancel = Button(texts.CANCEL, Cancel(pending.id).encode())
    return Reply(step_text(pending.change, texts.WHICH_TOPIC), rows=((select,), (cancel,)))
