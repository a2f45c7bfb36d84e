"""``run``: the bot in Discord."""

import os
import sys
from typing import TYPE_CHECKING, cast

import typer

from bot.cli.say import say
from bot.cli.session import ConfigOption, KnowledgeOption, settings

if TYPE_CHECKING:
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

    from bot.runtime import background, on_signals

    this = cast("asyncio.Task[None]", asyncio.current_task())
    folder = config.data.folder
    async with AsyncExitStack() as stack:
        with on_signals(this.cancel):  # the first process of a container would not hear SIGTERM otherwise
            from bot.app import open_app, prepare_data_folder, utc_now
            from bot.discord_app.features import Bot
            from bot.discord_app.inbox.digest import Digest
            from bot.discord_app.run import serve
            from bot.health import FILE_NAME
            from bot.run_lock import sole_bot
            from bot.workers.pool import SWITCH

            await asyncio.to_thread(prepare_data_folder, folder)
            await stack.enter_async_context(sole_bot(folder, utc_now))
            stack.callback((folder / FILE_NAME).unlink, missing_ok=True)  # what has stopped is not alive
            services = await stack.enter_async_context(open_app(config))
            sys.setswitchinterval(SWITCH)
        client = Bot(services)
        async with background(Digest(client).run(), "digest"):
            await serve(client, services, token, say)
