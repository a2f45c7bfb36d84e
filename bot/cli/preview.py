"""``preview``: the bot in a local web page."""

from typing import Annotated

import typer

from bot.cli.session import ConfigOption, KnowledgeOption, knowledge_folder, settings
from bot.config import ConfigError
from bot.texts import terminal


def preview(
    context: typer.Context,
    config: ConfigOption = None,
    knowledge: KnowledgeOption = None,
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port on this machine; 0 takes any free one.")] = 0,
    browser: Annotated[bool, typer.Option("--open/--no-open", help="Open the page in the browser.")] = True,
) -> None:
    """Try the bot in a local web page. It needs no Discord account, and nothing is kept."""
    import asyncio
    import webbrowser
    from importlib.util import find_spec

    if find_spec("simcord") is None:
        raise ConfigError(terminal.PREVIEW_MISSING)
    from bot.logs import set_up_logging
    from bot.preview import show

    chosen = settings(config, knowledge)
    set_up_logging(context.obj.log_level or "warning")

    def ready(url: str) -> None:
        typer.echo(terminal.PREVIEW_READY.format(url=url))
        typer.echo(terminal.PREVIEW_HINT)
        if browser:
            webbrowser.open(url)

    asyncio.run(show(chosen, knowledge_folder(chosen), port, ready))
    typer.echo(terminal.STOPPED)
