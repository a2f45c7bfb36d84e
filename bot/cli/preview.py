"""``preview``: the bot in a local web page."""

import os
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from bot.cli.say import say
from bot.cli.session import ConfigOption, KnowledgeOption, knowledge_folder, settings
from bot.config import ConfigError
from bot.texts import terminal

if TYPE_CHECKING:  # at run time each command imports what it needs
    from contextlib import ExitStack

_PAGE: Final = """<!doctype html>
<meta charset="utf-8">
<meta http-equiv="refresh" content="0; url={url}">
<a href="{url}">{url}</a>
"""


def preview(
    context: typer.Context,
    config: ConfigOption = None,
    knowledge: KnowledgeOption = None,
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port on this machine; 0 takes any free one.")] = 0,
    browser: Annotated[bool, typer.Option("--open/--no-open", help="Open the page in the browser.")] = True,
) -> None:
    """Try the bot in a local web page. It needs no Discord account, and nothing is kept."""
    import asyncio
    from contextlib import ExitStack
    from importlib.util import find_spec

    if find_spec("simcord") is None:
        raise ConfigError(terminal.PREVIEW_MISSING)
    from bot.preview import show
    from bot.runtime import set_up_logging

    chosen = settings(config, knowledge)
    set_up_logging(context.obj.log_level or "warning")

    def ready(url: str) -> None:
        say(terminal.PREVIEW_READY.format(url=url))
        say(terminal.PREVIEW_HINT)
        if browser:
            _open_in_browser(url, stack)

    with ExitStack() as stack:
        asyncio.run(show(chosen, knowledge_folder(chosen), port, ready))
    say(terminal.STOPPED)


def _home() -> Path | None:
    """The home folder, or ``None`` where there is none that can be written."""
    try:
        home = Path.home()
    except RuntimeError:
        return None
    return home if os.access(home, os.W_OK) else None


def _open_in_browser(url: str, until_the_end: "ExitStack") -> None:
    """Open the page by a file, readable by its owner alone, that leads there.

    The address holds the page's key, and every user of the machine sees what a program is started with. The file is
    in the home folder, as browsers that are packaged as snaps have a folder for temporary files of their own.
    """
    import webbrowser
    from tempfile import TemporaryDirectory

    folder = until_the_end.enter_context(
        TemporaryDirectory(prefix="versus-open-", dir=_home(), ignore_cleanup_errors=True)
    )
    page = Path(folder) / "preview.html"
    page.write_text(_PAGE.format(url=escape(url)), "utf-8")
    webbrowser.open(page.as_uri())
