"""From a stored change to its form and back: the steps that ask what the form needs, and what was typed into it."""

import logging
from collections.abc import Mapping, Sequence

from bot import limits
from bot.discord_app import texts as shared_texts
from bot.discord_app.client import Interaction, VersusClient
from bot.discord_app.context import answered_with
from bot.discord_app.editing import texts
from bot.discord_app.editing.about import step_text
from bot.discord_app.editing.authorisation import Editing, author_of, editing_moderator, hold, refuse_read_only
from bot.discord_app.editing.forms import (
    edited_entry,
    entry_form,
    main_fields,
    more_fields,
    most_sides,
    typed_into,
    typed_values,
)
from bot.discord_app.editing.pending_changes import PendingChange, keep_pending, open_pending, own_pending
from bot.discord_app.editing.proposals import asked_lately, show_in_words, show_proposal, show_step
from bot.discord_app.editing.states import Cancel, ChooseSides, EditAgain, Form, More, TakeIn
from bot.discord_app.lookup import all_chosen
from bot.discord_app.ui import modal, sender
from bot.discord_app.ui.converters import UnreadableError, number_in
from bot.discord_app.ui.dispatch import pressed, submitted
from bot.discord_app.ui.embeds import topic_of
from bot.discord_app.ui.error_tree import answer_error
from bot.discord_app.ui.markdown import clip
from bot.discord_app.ui.reply import Button, Option, Reply, Select
from bot.editing import operations
from bot.knowledge import bounds
from bot.knowledge.model import Entry, KnowledgeBase, Subject, Topic
from bot.usage.stores import StoreError

log = logging.getLogger(__name__)


def setup(client: VersusClient) -> None:
    """Add the buttons, the select and the form."""
    client.add_dynamic_items(edit_again, more, choose_sides, show_in_words, take_in)
    client.add_forms(take_form)


async def open_main_form(
    interaction: Interaction, editing: Editing, pending: PendingChange, sides: Sequence[int] | None = None
) -> None:
    """Open the first form of a stored change of one entry, or ask which sides it should have.

    Raises:
        UnreadableError: a side was chosen that the topic does not have.
        VersusError: nothing can be saved.
    """
    await refuse_read_only(editing)
    knowledge = await editing.knowledge()
    entry = edited_entry(pending.change).after
    if entry is None:
        return
    topic = topic_of(knowledge, entry)
    if any(side >= len(topic.subjects) for side in sides or ()):
        raise UnreadableError(shared_texts.UNREADABLE)
    codes = main_fields(pending.change, entry, topic, sides)
    if codes is None:
        await show_step(interaction, _sides_reply(pending, entry, topic))
    else:
        await _open(interaction, pending, knowledge, codes, EditAgain(pending.id))
        await _prepare(editing)


@pressed(EditAgain)
async def edit_again(interaction: Interaction, state: EditAgain) -> None:
    """Open the form with what was typed."""
    editing = await editing_moderator(interaction)
    await open_main_form(interaction, editing, await open_pending(interaction, editing, state.proposal))


@pressed(More)
async def more(interaction: Interaction, state: More) -> None:
    """Open the form of the other fields."""
    editing = await editing_moderator(interaction)
    await refuse_read_only(editing)
    pending, knowledge = await open_pending(interaction, editing, state.proposal), await editing.knowledge()
    entry = edited_entry(pending.change).after
    if entry is not None:
        codes = more_fields(pending.change, entry, topic_of(knowledge, entry))
        await _open(interaction, pending, knowledge, codes, More(pending.id))


@pressed(TakeIn)
async def take_in(interaction: Interaction, state: TakeIn) -> None:
    """Show the change with what a human answered in the entry's text."""
    editing = await editing_moderator(interaction)
    await hold(interaction)
    pending = await open_pending(interaction, editing, state.proposal)
    await show_proposal(interaction, operations.extension(await editing.knowledge(), pending.change), pending.id)


@pressed(ChooseSides)
async def choose_sides(interaction: Interaction, state: ChooseSides) -> None:
    """Open the form with the sides chosen."""
    editing = await editing_moderator(interaction)
    sides = [number_in(value, bounds.MAX_SUBJECTS - 1) for value in all_chosen(interaction)]
    await open_main_form(interaction, editing, await open_pending(interaction, editing, state.proposal), sides)


@submitted(Form)
async def take_form(interaction: Interaction, form: Form) -> None:
    """Show the change with what was typed.

    That is kept first, whatever comes then: a lost role, files that can't be read, somebody else's change.

    Raises:
        UnreadableError: the form was forged.
    """
    typed, is_kept = modal.typed_into(interaction), False
    try:
        await hold(interaction)
        is_kept = await _keep_typed(interaction, form, typed)
        editing = await editing_moderator(interaction)
        pending = await open_pending(interaction, editing, form.proposal)
        await show_proposal(interaction, pending.change, pending.id)
    except UnreadableError:
        raise  # forged: nobody typed it
    except Exception as error:  # noqa: BLE001 - the root of the error tree, with the way back to what was typed
        await _answer_error(interaction, error, form, typed, is_kept=is_kept)


async def _keep_typed(interaction: Interaction, form: Form, typed: Mapping[str, str]) -> bool:
    """Keep what was typed in the moderator's change, whether or not they still moderate; whether it is there."""
    moderator = author_of(interaction)
    pending = await own_pending(moderator, form.proposal) if moderator is not None else None
    if moderator is None or pending is None:
        return False
    knowledge = (await moderator.services.snapshots.of(pending.change.scope)).knowledge
    values = typed_values(typed, pending.change)
    await keep_pending(moderator, typed_into(pending.change, knowledge, form.fields, values), pending.id)
    return True


async def _answer_error(
    interaction: Interaction, error: Exception, form: Form, typed: Mapping[str, str], *, is_kept: bool
) -> None:
    """Say what went wrong, with what was typed: behind a button as long as the change is kept, else in a file."""
    if is_kept:
        again = Button(texts.EDIT_AGAIN, EditAgain(form.proposal).encode(), style="primary")
        await answer_error(interaction, error, Reply(texts.TYPED_IS_KEPT, rows=((again,),)))
        return
    text = "\n\n".join(filter(None, typed.values()))
    files = [(texts.TYPED_FILE, text.encode())] if text else []
    await answer_error(interaction, error, Reply(texts.TYPED_IS_BELOW) if text else None, files)


async def _open(
    interaction: Interaction, pending: PendingChange, knowledge: KnowledgeBase, codes: str, button: EditAgain | More
) -> None:
    """Open a form. Where the interaction had to be held, which no form can follow, a button opens it."""
    if answered_with(interaction) is not None:
        buttons = (
            Button(texts.OPEN_FORM, button.encode(), style="primary"),
            Button(texts.CANCEL, Cancel(pending.id).encode()),
        )
        await show_step(interaction, Reply(step_text(pending.change, texts.FORM_READY), rows=(buttons,)))
    else:
        await sender.open_form(interaction, entry_form(pending.id, pending.change, knowledge, codes))


async def _prepare(editing: Editing) -> None:
    """Have the proposal ready sooner, while the moderator types."""
    try:
        await editing.moderation.editor.prepare(editing.scope, await asked_lately(editing))
    except StoreError as error:
        log.info("A proposal will take a little longer: %s", error)


def _sides_reply(pending: PendingChange, entry: Entry, topic: Topic) -> Reply:
    """Which sides the form should have; those still to be written are marked once others are."""

    def label(subject: Subject) -> str:
        name = clip(subject.name, limits.MODAL_LABEL)
        return texts.unwritten(name) if entry.sides and subject.id not in entry.sides else name

    options = tuple(Option(label(subject), str(number)) for number, subject in enumerate(topic.subjects))
    most = most_sides(pending.change)
    select = Select(ChooseSides(pending.id).encode(), texts.choose_sides(most), options, most=most)
    cancel = Button(texts.CANCEL, Cancel(pending.id).encode())
    return Reply(step_text(pending.change, texts.which_sides(most)), rows=((select,), (cancel,)))
