"""What somebody typed into a form, given back to them in full where it led to nothing, and read from there again."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import discord

from bot import limits
from bot.discord_app import texts
from bot.discord_app.client import Interaction
from bot.discord_app.ui.error_tree import sentence
from bot.discord_app.ui.markdown import ZERO_WIDTH_SPACE, code_block
from bot.discord_app.ui.reply import Button, Reply
from bot.discord_app.ui.sender import respond

_BROKEN = f"`{ZERO_WIDTH_SPACE}"


def returned(said: str, typed: str, buttons: tuple[Button, ...] = ()) -> Reply:
    """Why it came to nothing, and the text below, to copy; without a text the reason alone."""
    rows = (buttons,) if buttons else ()
    if not typed:
        return Reply(said, rows=rows)
    content = f"{said}\n\n{texts.YOUR_TEXT}\n{code_block(typed)}"
    if len(content) <= limits.MESSAGE_CONTENT:
        return Reply(content, rows=rows)
    return Reply(f"{said}\n\n{texts.YOUR_TEXT}", (discord.Embed(description=typed),), rows)


@asynccontextmanager
async def given_back(interaction: Interaction, typed: str, *buttons: Button) -> AsyncGenerator[None]:
    """Answer whatever the block raises, with what was typed below it: nothing of that is lost."""
    try:
        yield
    except Exception as error:  # noqa: BLE001 - the root of the error tree, with the text below
        await respond(interaction, returned(sentence(interaction, error), typed, buttons), private=True)


def typed_in(message: discord.Message) -> str:
    """The text that such a message gives back; empty for none."""
    if message.embeds:
        return message.embeds[0].description or ""
    block = message.content.partition("```\n")[2].rpartition("\n```")[0]
    return block.replace(_BROKEN, "`")
