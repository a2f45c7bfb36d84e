"""Tells Discord the commands, and only when they have changed: it allows few such calls a day."""

import hashlib
import json
import logging
from typing import Any

from discord import app_commands

from bot.discord_app.delivery import NOT_SENT, again
from bot.discord_app.errors import describe
from bot.discord_app.services import State
from bot.errors import VersusError

log = logging.getLogger(__name__)

CommandTree = app_commands.CommandTree[Any]


def commands_hash(tree: CommandTree) -> str:
    """A hash of every command as Discord is told it; the order in which they were added does not matter."""
    commands = sorted(json.dumps(command.to_dict(tree), sort_keys=True) for command in tree.get_commands())
    return hashlib.sha256("\n".join(commands).encode()).hexdigest()


async def sync_commands(tree: CommandTree, state: State, application_id: int) -> bool:
    """Send the commands unless Discord has these already, and say whether they were sent.

    The hash is kept for each application, so that a database taken over by another bot account is no trap. When
    Discord refuses, or the hash can't be read or kept, the bot goes on, and tries again at the next start.
    """
    name = f"commands:{application_id}"
    current = commands_hash(tree)
    try:
        if await state.get(name) == current:
            return False
        sent = await again(tree.sync)
        log.info("Registered %d commands with Discord.", len(sent))
        await state.put(name, current)
    except VersusError as error:
        log.warning("I couldn't note which commands Discord knows, and do it at the next start. %s", error)
        return False
    except NOT_SENT as error:
        log.warning(
            "I couldn't register my commands with Discord, and try again at the next start:\n%s", describe(error)
        )
        return False
    return True
