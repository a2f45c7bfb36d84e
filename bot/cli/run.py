"""``run``: the bot in Discord."""

import os
import sys
from typing import TYPE_CHECKING, cast

import typer

from bot.cli.progress import progress_bar
from bot.cli.say import say
from bot.cli.session import ConfigOption, KnowledgeOption, settings
from bot.semantic import texts

if TYPE_CHECKING:  # at run time each command imports what it needs
    from bot.config import Config, Token


def run(context: typer.Context, config: ConfigOption = None, knowledge: KnowledgeOption = None) -> None:
    """Answer in Discord. Ctrl-C or SIGTERM ends it; the token comes from DISCORD_TOKEN or token_file."""
    import asyncio

    from bot.config import read_token
    from bot.runtime import set_up_logging
    from bot.texts import terminal

    chosen = settings(config, knowledge)
    token = read_token(chosen, os.environ)
    set_up_logging(context.obj.log_level or chosen.log.level)
    try:
        asyncio.run(_serve(chosen, token))
    except asyncio.CancelledError:
        say(terminal.STOPPED)  # while it was starting


async def _serve(config: "Config", token: "Token") -> None:
    import asyncio
    from contextlib import AsyncExitStack

    from bot.runtime import on_signals

    this = cast("asyncio.Task[None]", asyncio.current_task())
    async with AsyncExitStack() as stack:
        with on_signals(this.cancel):  # the first process of a container would not hear SIGTERM otherwise
            from bot.app import open_bot
            from bot.discord_app.run import serve
            from bot.workers.pool import SWITCH

            with progress_bar(texts.ENCODING) as progress:
                bot = await stack.enter_async_context(open_bot(config, progress=progress))
            sys.setswitchinterval(SWITCH)
        await serve(bot, bot.services, token, say)
