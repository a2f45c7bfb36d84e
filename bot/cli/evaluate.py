"""``eval``: how well the knowledge base answers labelled questions."""

import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.say import console, print_json, print_table, say
from bot.cli.session import ConfigOption, JsonOption, KnowledgeOption, open_snapshot, settings
from bot.config import ConfigError
from bot.texts import terminal

if TYPE_CHECKING:  # at run time each command imports what it needs
    from bot.matching.evaluation import Report, Shares

_PATIENCE = 2.0
"""Seconds without a progress bar."""


def evaluate(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="JSON Lines: q, expect (id, ids or null), kind.")],
    config: ConfigOption = None,
    knowledge: KnowledgeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Measure it on labelled questions. Decides each question of FILE and prints how many came out right and wrong."""
    from bot.matching import evaluation

    try:
        text = file.read_text(encoding="utf-8")
    except OSError as error:
        raise ConfigError(terminal.FILE_UNREADABLE.format(file=file, error=error.strerror)) from error
    except UnicodeDecodeError as error:
        raise ConfigError(terminal.FILE_UNREADABLE.format(file=file, error=terminal.NOT_UTF8)) from error
    snapshot = open_snapshot(settings(config, knowledge))
    try:
        cases = evaluation.read_cases(str(file), text)
        with _progress() as progress:
            report = evaluation.evaluate(snapshot.matcher, snapshot.knowledge, cases, progress)
    except evaluation.EvaluationError as error:
        raise ConfigError(str(error)) from error
    if as_json:
        print_json(report.as_dict())
    else:
        _print(report)


@contextmanager
def _progress() -> Generator[Callable[[int, int], None] | None]:
    """A bar on the terminal, which appears only when the work takes longer than two seconds."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.progress import Progress

    start = monotonic()
    bar = Progress(console=console(err=True), transient=True)
    task = bar.add_task("Deciding")

    def advance(done: int, total: int) -> None:
        if monotonic() - start > _PATIENCE:
            bar.start()
            bar.update(task, completed=done, total=total)

    try:
        yield advance
    finally:
        bar.stop()


def _print(report: "Report") -> None:
    groups: dict[str, Shares] = {**report.kinds, terminal.EVAL_ALL: report}
    print_table(terminal.EVAL_COLUMNS, [[kind, *_cells(shares)] for kind, shares in groups.items()])
    say(terminal.EVAL_LATENCY.format(p50=report.latency_us.p50, p99=report.latency_us.p99))


def _cells(shares: "Shares") -> list[str]:
    counts = [shares.answerable, shares.unanswerable]
    figures = [
        shares.hit_at_1,
        shares.hit_at_3,
        shares.answered_right,
        shares.answered_wrong,
        shares.suggested_right,
        shares.false_answers,
        shares.false_suggestions,
    ]
    return [*(f"{number:,}" for number in counts), *("-" if share is None else f"{share:.1%}" for share in figures)]
