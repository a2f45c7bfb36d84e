"""One error tree: whatever a command, button, select or form raises comes here and becomes one sentence.

In order: a ``VersusError`` is its own sentence, but for one of the database, which speaks to the operator and names
places on the machine; what Discord says about a lost message or a missing permission has one; a failed check says whom
it is for; anything else is a defect (see ``errors``).
"""

import logging
from collections.abc import Sequence
from typing import cast

import discord
from discord import app_commands

from bot.discord_app import texts
from bot.discord_app.client import Interaction, VersusClient
from bot.discord_app.delivery import (
    ALREADY_ACKNOWLEDGED,
    INVALID_TOKEN,
    MISSING_ACCESS,
    MISSING_PERMISSIONS,
    NOT_SENT,
    UNKNOWN_INTERACTION,
    UNKNOWN_MESSAGE,
    UNKNOWN_WEBHOOK,
)
from bot.discord_app.errors import describe, log_defect
from bot.discord_app.ui.markdown import escape
from bot.discord_app.ui.reply import Reply
from bot.discord_app.ui.sender import respond
from bot.editing.errors import EditError
from bot.errors import VersusError
from bot.usage.stores import StoreError

log = logging.getLogger(__name__)

TOO_LATE = (UNKNOWN_INTERACTION, UNKNOWN_WEBHOOK, INVALID_TOKEN)
"""Discord waits three seconds for the first answer, and takes further ones for fifteen minutes."""


async def answer_error(
    interaction: Interaction,
    error: BaseException,
    way_on: Reply | None = None,
    files: Sequence[tuple[str, bytes]] = (),
) -> None:
    """Tell the person behind ``interaction``, privately, what went wrong. Never raises an ``Exception``.

    ``way_on`` stands below that, with its buttons, and the ``files``, which are names with their contents.
    """
    error = _cause(error)
    code = error.code if isinstance(error, discord.HTTPException) else None
    if code == ALREADY_ACKNOWLEDGED:
        log.debug("An answer to %s was delivered twice; the first one stands.", _where(interaction))
    elif code in TOO_LATE:
        log.warning("Discord no longer waits for an answer to %s: it came too late.", _where(interaction))
    else:
        said = sentence(interaction, error)
        reply = Reply(said) if way_on is None else way_on.with_content(f"{said}\n{way_on.content}")
        await _say(interaction, reply, files)


def sentence(interaction: Interaction, error: BaseException) -> str:
    """The sentence for ``error``; a defect is logged on the way."""
    if isinstance(error, StoreError):
        log.warning("%s: %s", _where(interaction), error)
        return texts.NO_NOTES
    if isinstance(error, EditError):  # said by the terminal as well, and may quote what was typed
        return escape(str(error))
    if isinstance(error, VersusError):
        return str(error)
    if isinstance(error, discord.HTTPException):
        known = {
            UNKNOWN_MESSAGE: texts.GONE,
            MISSING_ACCESS: texts.MISSING_PERMISSION,
            MISSING_PERMISSIONS: texts.MISSING_PERMISSION,
        }.get(error.code)
        if known is not None:
            log.warning("%s: %s", _where(interaction), describe(error))
            return known
    if isinstance(error, app_commands.CommandNotFound | app_commands.CommandSignatureMismatch):
        log.warning(
            "%s does not match the command Discord knows; the commands were synced lately.", _where(interaction)
        )
        return texts.CHANGED_COMMAND
    if isinstance(error, app_commands.CheckFailure):
        return texts.NOT_ALLOWED
    return texts.unexpected(log_defect(error, interaction.id, _where(interaction)))


def ours(interaction: discord.Interaction[discord.Client]) -> Interaction:
    """``interaction``, as what it is: the library hands its items those of any client, and there is only this one."""
    return cast("Interaction", interaction)


class Tree(app_commands.CommandTree[VersusClient]):
    """A command tree whose errors come here, and which takes each interaction once."""

    async def interaction_check(self, interaction: Interaction, /) -> bool:
        """Leave alone what a resumed connection brings a second time, and what comes while the bot is leaving."""
        return interaction.client.takes(interaction.id)

    async def on_error(self, interaction: Interaction, error: app_commands.AppCommandError, /) -> None:
        """Answer the error."""
        await answer_error(interaction, error)


def _cause(error: BaseException) -> BaseException:
    return error.original if isinstance(error, app_commands.CommandInvokeError) else error


def _where(interaction: Interaction) -> str:
    if interaction.command is not None:
        return f"The command {interaction.command.qualified_name!r}"
    custom_id = (interaction.data or {}).get("custom_id")
    if not custom_id:
        return f"An interaction of type {interaction.type.name}"
    # A longer one may carry the question's id and the asker's, which belong in no log.
    return f"The component {custom_id if len(custom_id) <= 16 else custom_id[:2]!r}"


async def _say(interaction: Interaction, reply: Reply, files: Sequence[tuple[str, bytes]]) -> None:
    try:
        await respond(interaction, reply, private=True, files=files)
    except NOT_SENT as failed:
        log.warning("The person could not be told about it: %s", describe(failed))
