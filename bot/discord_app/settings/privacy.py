"""``/privacy``: what is stored, in words that hold for the configuration, and the member's own switches."""

from enum import StrEnum

import discord
from discord import app_commands

from bot.discord_app.client import Interaction, VersusClient
from bot.discord_app.context import Settings, defer, settings_here
from bot.discord_app.settings import texts
from bot.discord_app.ui.custom_id import CustomId
from bot.discord_app.ui.dispatch import pressed
from bot.discord_app.ui.embeds import ACCENT
from bot.discord_app.ui.reply import Button, Reply
from bot.discord_app.ui.sender import replace, replace_deferred, respond


class Step(StrEnum):
    """What a button of ``/privacy`` does."""

    STOP = "stop"
    STORE = "store"
    PLAIN = "plain"
    CARDS = "cards"
    DELETE = "delete"
    """Asks whether to delete."""
    CONFIRM = "confirm"
    KEEP = "keep"
    """Goes back."""


class PrivacyStep(CustomId, form="y:{step}"):
    """A button of ``/privacy``. It acts on the data of whoever presses it."""

    step: Step


def setup(client: VersusClient) -> None:
    """Add the command and its buttons."""
    client.add_commands(privacy_command)
    client.add_dynamic_items(take_step)


@app_commands.command(name="privacy", description=texts.PRIVACY_DESCRIPTION)
@app_commands.allowed_installs(guilds=True, users=True)
@app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
async def privacy_command(interaction: Interaction) -> None:
    """Say what is stored, to the member alone."""
    await respond(interaction, _reply_for(interaction), private=True)


@pressed(PrivacyStep)
async def take_step(interaction: Interaction, state: PrivacyStep) -> None:
    """Change what the step says, and show how things stand then."""
    services = interaction.client.services
    if state.step is Step.DELETE:
        await replace(interaction, confirm_reply())
        return
    if state.step is Step.KEEP:
        await replace(interaction, _reply_for(interaction))
        return
    await defer(interaction)  # the disk may be slow
    said = None
    if state.step is Step.CONFIRM:
        notes = await services.privacy.delete_data(interaction.user.id)
        interaction.client.memory.forget_member(interaction.user.id)
        said = texts.deleted(notes) if notes else texts.NOTHING_STORED
    elif state.step in (Step.PLAIN, Step.CARDS):
        await services.preferences.set_plain(interaction.user.id, on=state.step is Step.PLAIN)
    else:
        await services.privacy.set_storing(interaction.user.id, on=state.step is Step.STORE)
    if state.step in (Step.CONFIRM, Step.STOP):
        interaction.client.wordings.clear()  # some may be theirs
        interaction.client.answered.clear()
        services.moderation.handoff.changed.set()  # posts that show a question of theirs lose its text
    await replace_deferred(interaction, _reply_for(interaction).with_content(said))


def privacy_reply(settings: Settings, retention_days: int, *, storing: bool, plain: bool = False) -> Reply:
    """What is stored of a member, and the switches."""
    stored = settings.store_questions
    words = [texts.words_kept(retention_days) if stored else texts.WORDS_NOT_KEPT]
    if stored and "listen" in dict(settings.channels).values():
        words.append(texts.OVERHEARD)
    if stored and settings.learn_channels:
        words.append(texts.LEARNED)
    if stored:
        words.append(texts.HANDED_ON)
    long = " ".join([texts.notes_kept(retention_days), *([texts.ERASED] if stored else []), texts.REMEMBERED])
    embed = discord.Embed(colour=ACCENT, title=texts.PRIVACY_TITLE, description=texts.NOTED)
    for heading, text in (
        (texts.WORDS_HEADING, " ".join(words)),
        (texts.LONG_HEADING, long),
        (texts.USE_HEADING, texts.USE),
        (texts.WRITTEN_HEADING, texts.WRITTEN),
        (texts.READING_HEADING, texts.READS_PLAIN if plain else texts.READS_CARDS),
        (texts.NOW_HEADING, texts.STORING if storing else texts.NOT_STORING),
    ):
        embed.add_field(name=heading, value=text, inline=False)
    switch, reading = Step.STOP if storing else Step.STORE, Step.CARDS if plain else Step.PLAIN
    buttons = (
        Button(texts.STOP if storing else texts.STORE, PrivacyStep(switch).encode()),
        Button(texts.MAKE_CARDS if plain else texts.MAKE_PLAIN, PrivacyStep(reading).encode()),
        Button(texts.DELETE, PrivacyStep(Step.DELETE).encode(), style="danger"),
    )
    return Reply(embeds=(embed,), rows=(buttons,))


def confirm_reply() -> Reply:
    """The question before everything goes."""
    buttons = (
        Button(texts.KEEP, PrivacyStep(Step.KEEP).encode()),
        Button(texts.CONFIRM_DELETE, PrivacyStep(Step.CONFIRM).encode(), style="danger"),
    )
    return Reply(texts.CONFIRM, rows=(buttons,))


def _reply_for(interaction: Interaction) -> Reply:
    services, member = interaction.client.services, interaction.user.id
    return privacy_reply(
        settings_here(interaction),
        services.config.usage.retention_days,
        storing=not services.privacy.is_opted_out(member),
        plain=services.preferences.is_plain(member),
    )
