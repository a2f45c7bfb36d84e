"""The command line. Each command imports what it needs when it runs, so that it starts quickly."""

import os
import sys
from io import TextIOWrapper
from typing import Annotated

import typer

from bot import __version__
from bot.cli import ask, chat, check, evaluate, model, preview, run, stats
from bot.cli.knowledge import commands as knowledge
from bot.cli.say import say
from bot.cli.session import LogLevel, Session
from bot.config import ConfigError
from bot.errors import VersusError
from bot.texts import terminal

FAILED = 1
WRONG_USE = 2
INTERRUPTED = 130

app = typer.Typer(
    name="versus",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("run")(run.run)
app.command("preview")(preview.preview)
app.command("chat")(chat.chat)
app.command("ask")(ask.ask)
app.command("eval")(evaluate.evaluate)
app.command("check")(check.check)
app.command("model")(model.model)
app.add_typer(knowledge.app, name="knowledge")
app.command("stats")(stats.stats)
app.command("health")(check.health)


def _show_version(wanted: bool) -> None:
    if wanted:
        say(f"versus {__version__}")
        raise typer.Exit


@app.callback()
def root(
    context: typer.Context,
    log_level: Annotated[LogLevel | None, typer.Option(help="How much to say, instead of log.level.")] = None,
    version: Annotated[  # noqa: ARG001  its callback does the work
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """Answers questions from a YAML knowledge base: in Discord, in a browser preview and here."""
    context.obj.log_level = log_level


def main() -> None:
    """Run the command named on the command line, and exit: 0 fine, 1 a check or lookup failed, 2 wrong use."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")  # an old code page shows "?" rather than a traceback
    code = _run(Session())
    try:
        sys.stdout.flush()
    except OSError:
        # The reader is gone (``| head``): without this Python would say so once more when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(code)


def _run(session: Session) -> int:
    try:
        app(obj=session)
    except SystemExit as finished:
        return finished.code if isinstance(finished.code, int) else FAILED
    except KeyboardInterrupt:
        return INTERRUPTED
    except VersusError as error:
        say(str(error), err=True)
        return WRONG_USE if isinstance(error, ConfigError) else FAILED
    except Exception:  # noqa: BLE001  the last door: a person gets one sentence, and the details on demand
        import secrets
        import traceback

        if session.log_level is LogLevel.DEBUG:
            say(traceback.format_exc(), err=True)
        say(terminal.SURPRISE.format(reference=secrets.token_hex(2)), err=True)
        return FAILED
    return 0
