"""``check``: everything that is wrong with a knowledge folder, at once."""

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.say import say, say_line
from bot.cli.session import ConfigOption, knowledge_folder, settings
from bot.texts import counting, terminal


def check(
    folder: Annotated[Path | None, typer.Argument(metavar="[DIR]", help="The folder; the configured one.")] = None,
    config: ConfigOption = None,
) -> None:
    """Check the knowledge files. Exits with 1 when there is something to mend; that entries look alike is a warning."""
    from bot.cli.knowledge.output import twins_line
    from bot.knowledge.load import load_folder
    from bot.matching.ranking.corpus import Corpus
    from bot.matching.twins import twins_in
    from bot.serving.snapshot import located

    place = knowledge_folder(settings(config, folder))
    loaded = load_folder(place)
    for problem in loaded.problems:
        say_line(located(problem, place))
    if loaded.problems:
        problems = counting.count(len(loaded.problems), "problem", "problems")
        say(terminal.CHECK_PROBLEMS.format(problems=problems, folder=place), err=True)
    if loaded.knowledge is None or loaded.problems:
        raise typer.Exit(1)
    for twins in twins_in(Corpus.of(loaded.knowledge)):
        say_line(twins_line(twins))
    say(
        terminal.CHECK_FINE.format(
            folder=place,
            topics=counting.count(len(loaded.knowledge.topics), "topic", "topics"),
            entries=counting.count(len(loaded.knowledge), "entry", "entries"),
        )
    )


def health(config: ConfigOption = None) -> None:
    """Say whether the running bot is alive and alone with its token. Exits with 1 when it isn't, or isn't connected."""
    from datetime import UTC, datetime

    from bot.health import judge

    verdict = judge(settings(config).data.folder, datetime.now(UTC))
    say(verdict.sentence, err=not verdict.healthy)
    raise typer.Exit(0 if verdict.healthy else 1)
