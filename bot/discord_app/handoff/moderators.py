"""What moderators press under a post, but for answers: who is on it, dismissing it, and a pause for all."""

from dataclasses import replace

from bot.discord_app.client import Interaction, VersusClient
from bot.discord_app.context import defer
from bot.discord_app.editing.authorisation import Moderating, moderating
from bot.discord_app.handoff import texts
from bot.discord_app.handoff.human_reply import shown_name
from bot.discord_app.handoff.post import Moderator, Outcome, close, outcome_in, read, show
from bot.discord_app.handoff.states import ON_IT, Dismiss, GoOn, LetGo, OnIt, Pause
from bot.discord_app.inbox.question_reply import dismissed_reply
from bot.discord_app.ui import sender
from bot.discord_app.ui.dispatch import pressed
from bot.discord_app.ui.reply import Button, Reply
from bot.errors import VersusError
from bot.inbox.awaiting import Post, PostState
from bot.inbox.handoff import PAUSE


def setup(client: VersusClient) -> None:
    """Register the buttons."""
    client.add_dynamic_items(on_it, let_go, dismiss, pause, go_on)


async def open_post(interaction: Interaction, moderator: Moderating) -> Post:
    """The post whose button was pressed.

    Raises:
        VersusError: it is not this server's, not open any more, or no longer kept.
    """
    message = interaction.message
    store = moderator.moderation.awaiting
    post = await store.post(moderator.server, message.id) if message is not None else None
    if post is None or message is None or post.question is None:
        raise VersusError(texts.NO_POST)
    if await store.claimed(post.question):
        raise VersusError(texts.BEING_ANSWERED)
    if post.state is not PostState.OPEN or await store.find(moderator.server, post.question) is None:
        raise VersusError("\n".join(part for part in (texts.CLOSED, outcome_in(message)) if part))
    return post


@pressed(OnIt)
async def on_it(interaction: Interaction, _state: OnIt) -> None:
    """Name the moderator as on it, beside those who are.

    Raises:
        VersusError: they are named already, or enough others are; or the post is not open.
    """
    moderator = moderating(interaction)
    await defer(interaction)
    client, user = interaction.client, interaction.user
    async with moderator.moderation.handoff.lock(moderator.server):
        post = await open_post(interaction, moderator)
        shown = await read(client, post, interaction.message)
        if any(one.id == user.id for one in shown.on_it):
            raise VersusError(texts.ON_IT_ALREADY)
        if len(shown.on_it) >= ON_IT:
            raise VersusError(texts.ENOUGH)
        one_more = Moderator(user.id, shown_name(user.display_name))
        await show(client, post, replace(shown, on_it=(*shown.on_it, one_more)))


@pressed(LetGo)
async def let_go(interaction: Interaction, _state: LetGo) -> None:
    """Name the moderator no longer.

    Raises:
        VersusError: they were not named, or the post is not open.
    """
    moderator = moderating(interaction)
    await defer(interaction)
    async with moderator.moderation.handoff.lock(moderator.server):
        post = await open_post(interaction, moderator)
        shown = await read(interaction.client, post, interaction.message)
        others = tuple(one for one in shown.on_it if one.id != interaction.user.id)
        if others == shown.on_it:
            raise VersusError(texts.NOT_ON_IT)
        await show(interaction.client, post, replace(shown, on_it=others))


@pressed(Dismiss)
async def dismiss(interaction: Interaction, _state: Dismiss) -> None:
    """Take the post's questions off the moderators' list as well; nobody is told.

    Raises:
        VersusError: the post is not open.
    """
    moderator = moderating(interaction)
    await defer(interaction)
    moderation = moderator.moderation
    post = await open_post(interaction, moderator)
    its = await moderation.awaiting.in_post(moderator.server, post.message, moderation.handoff.since)
    dismissed = await moderation.dismissals.dismiss_waiting(moderator.server, [one.question for one in its])
    if dismissed is None:
        raise VersusError(texts.CLOSED)
    outcome = Outcome(PostState.DISMISSED, interaction.user.display_name)
    await close(interaction.client, post, outcome, interaction.message)
    at, wordings = dismissed
    await sender.respond(interaction, dismissed_reply(wordings, at), private=True)


@pressed(Pause)
async def pause(interaction: Interaction, _state: Pause) -> None:
    """Have nothing new posted for a while, and say so to the other moderators."""
    moderator = moderating(interaction)
    await defer(interaction)
    settings, now = moderator.moderation.settings, moderator.services.clock()
    resume = ((Button(texts.GO_ON, GoOn().encode()),),)
    before = settings.of(moderator.server).pause(now)
    if before is not None:
        await sender.respond(interaction, Reply(texts.paused_already(before), rows=resume), private=True)
        return
    until = now + PAUSE
    await settings.change(moderator.server, lambda chosen: replace(chosen, paused_until=until))
    said = texts.paused(shown_name(interaction.user.display_name), until)
    await sender.respond(interaction, Reply(said, rows=resume), private=False)


@pressed(GoOn)
async def go_on(interaction: Interaction, _state: GoOn) -> None:
    """End the pause."""
    moderator = moderating(interaction)
    await defer(interaction)
    await moderator.moderation.settings.change(moderator.server, lambda chosen: replace(chosen, paused_until=None))
    await sender.replace(interaction, Reply(texts.GOES_ON))
