"""[Answer]: a moderator's form, whose text the bot sends as its reply to everybody who asked."""

from typing import Final

from bot import limits
from bot.discord_app.client import Interaction, VersusClient
from bot.discord_app.context import defer
from bot.discord_app.editing.authorisation import Moderating, base_editing, moderating
from bot.discord_app.handoff import texts
from bot.discord_app.handoff.first_answer import first_answer
from bot.discord_app.handoff.human_reply import ROOM, human_reply, shown_name
from bot.discord_app.handoff.post import answered_by, keep_row, shown_in
from bot.discord_app.handoff.replying import has_left, place_of
from bot.discord_app.handoff.sending import Posted, said_of, send_to_all
from bot.discord_app.handoff.states import AddForm, AddMore, Answer, AnswerForm
from bot.discord_app.ui import modal, posting, sender
from bot.discord_app.ui.dispatch import pressed, submitted
from bot.discord_app.ui.markdown import clip, fitting
from bot.discord_app.ui.reply import Button, Reply
from bot.discord_app.ui.returned import given_back, returned, typed_in
from bot.errors import VersusError

TEXT: Final = "a"
"""The code of the form's field."""
QUOTED: Final = 600
"""Characters of the first answer that a later one is shown."""


def setup(client: VersusClient) -> None:
    """Add the buttons and the forms."""
    client.add_dynamic_items(open_answer, open_addition)
    client.add_forms(take_answer, take_addition)


@pressed(Answer)
async def open_answer(interaction: Interaction, state: Answer) -> None:
    """Open the form with the question on top; whether it still waits is looked at when the form comes back.

    A form has to open within seconds, and can't wait for the database.
    """
    moderating(interaction)
    message = interaction.message
    shown = shown_in(message, state.question) if message is not None else None
    form = AnswerForm(state.question, message.id if message is not None else 0)
    await _open_form(interaction, form, shown.text if shown else "")
    # Discord may have to be asked who edits here: now, or the form of the entry to keep could not open at once.
    await base_editing(interaction, at_once=True)


@submitted(AnswerForm)
async def take_answer(interaction: Interaction, form: AnswerForm) -> None:
    """Send the answer; whatever happens, what was typed is not lost."""
    typed = modal.typed_into(interaction).get(TEXT, "").strip()
    async with given_back(interaction, typed):
        await _answer(interaction, Posted(form.question, form.post), typed)


@pressed(AddMore)
async def open_addition(interaction: Interaction, state: AddMore) -> None:
    """Open the form of a further answer, with the text that came too late."""
    moderating(interaction)
    message = interaction.message
    typed = typed_in(message) if message is not None and message.flags.ephemeral else ""
    await _open_form(interaction, AddForm(state.post), "", typed)


@submitted(AddForm)
async def take_addition(interaction: Interaction, form: AddForm) -> None:
    """Send it below the first answer, to the same message and without another ping."""
    typed = modal.typed_into(interaction).get(TEXT, "").strip()
    async with given_back(interaction, typed, Button(texts.ADD_MORE, AddMore(form.post).encode())):
        await _add(interaction, form.post, typed)


async def _answer(interaction: Interaction, asked: Posted, typed: str) -> None:
    moderator = moderating(interaction)
    if not typed:
        raise VersusError(texts.NOTHING_TYPED)
    await defer(interaction, beside=True)
    name = interaction.user.display_name
    reply, outcome = human_reply(typed, texts.answered_by(shown_name(name))), answered_by(name, typed)
    delivery = await send_to_all(interaction, moderator, asked, reply, outcome)
    if delivery.found_none:
        await tell_late(interaction, moderator, asked, typed)
    elif not delivery.sent:
        await sender.respond(interaction, returned(said_of(delivery), typed), private=True)
    else:
        left = [texts.ASKER_LEFT] if await has_left(interaction.client, delivery.sent[0][1]) else []
        said = "\n".join([said_of(delivery), *left, texts.KEEP_IT])
        interaction.client.answered[moderator.server, asked.post] = (delivery.sent[0][0].text, typed)
        await sender.respond(interaction, Reply(said, rows=(keep_row(asked.post),)), private=True)


async def _add(interaction: Interaction, post: int, typed: str) -> None:
    moderator = moderating(interaction)
    if not typed:
        raise VersusError(texts.NOTHING_TYPED)
    await defer(interaction, beside=True)
    first = await first_answer(interaction.client, moderator, post)
    if first is None or first.replies_to is None:
        raise VersusError(texts.FIRST_GONE)
    channel = await place_of(interaction.client, moderator.server, first.channel)
    reply = human_reply(typed, texts.added_by(shown_name(interaction.user.display_name)))
    posted = None
    if channel is not None:
        posted = await posting.reply_to(interaction.client, channel, reply, first.replies_to, ping=False)
    if posted is None:
        raise VersusError(texts.cannot_add(first.channel))
    await sender.respond(interaction, Reply(texts.added(posted.jump_url)), private=True)


async def _open_form(interaction: Interaction, state: AnswerForm | AddForm, above: str, text: str = "") -> None:
    is_first = isinstance(state, AnswerForm)
    title, hint = (texts.ANSWER_TITLE, texts.ANSWER_HINT) if is_first else (texts.ADD_MORE, texts.ADD_HINT)
    field = modal.Field(TEXT, texts.YOUR_ANSWER, hint, text, ROOM, required=True)
    await sender.open_form(interaction, modal.modal_of(title, state.encode(), [field], clip(above, limits.TEXT_INPUT)))


async def tell_late(interaction: Interaction, moderator: Moderating, asked: Posted, typed: str = "") -> None:
    """Show what became of a question that no longer waits, and give back what was typed for it."""
    await defer(interaction, beside=True)
    first = await first_answer(interaction.client, moderator, asked.post)
    if first is None:
        unsure = await moderator.moderation.awaiting.claimed(asked.question)
        said = texts.BEING_ANSWERED if unsure else texts.NO_LONGER
        await sender.respond(interaction, returned(said, typed), private=True)
        return
    said = texts.answered_already(first.url, fitting(first.text, QUOTED))
    add = Button(texts.ADD_MORE, AddMore(asked.post).encode())
    await sender.respond(interaction, returned(said, typed, (add,) if first.replies_to else ()), private=True)
