"""``health``: whether the bot that runs elsewhere on this machine is alive."""

import typer

from bot.cli.say import say
from bot.cli.session import ConfigOption, settings


def health(config: ConfigOption = None) -> None:
    """Say whether the running bot is alive and alone with its token. Exits with 1 when it isn't, or isn't connected."""
    from datetime import UTC, datetime

    from bot.health import judge

    verdict = judge(settings(config).data.folder, datetime.now(UTC))
    say(verdict.sentence, err=not verdict.healthy)
    raise typer.Exit(0 if verdict.healthy else 1)
