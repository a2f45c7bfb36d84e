"""``eval``: how well the knowledge base answers labelled questions."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.progress import progress_bar
from bot.cli.say import print_json, print_table, say
from bot.cli.session import ConfigOption, JsonOption, KnowledgeOption, open_snapshot, settings
from bot.config import ConfigError
from bot.texts import terminal

_FAILED = 1

if TYPE_CHECKING:  # at run time each command imports what it needs
    from bot.matching.evaluation import Report, Shares


def evaluate(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="JSON Lines: q, expect (id, ids or null), kind.")],
    config: ConfigOption = None,
    knowledge: KnowledgeOption = None,
    fail_under: Annotated[
        float | None,
        typer.Option(min=0, max=100, metavar="PERCENT", help='Exit with 1 when "right in all" is below that.'),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Measure it on labelled questions. Decides each question of FILE and prints how many came out right and wrong.

    A question is right in all when it was answered with the expected entry first or, where none is expected, not
    answered.
    """
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
        with progress_bar(terminal.EVAL_DECIDING) as progress:
            report = evaluation.evaluate(snapshot.matcher, snapshot.knowledge, cases, progress)
    except evaluation.EvaluationError as error:
        raise ConfigError(str(error)) from error
    if as_json:
        print_json(report.as_dict())
    else:
        _print(report)
    if fail_under is not None and report.right is not None and 100 * report.right < fail_under:
        count = report.answerable + report.unanswerable
        say(terminal.EVAL_TOO_FEW.format(right=report.right, count=count, wanted=fail_under), err=True)
        raise typer.Exit(_FAILED)


def _print(report: "Report") -> None:
    groups: dict[str, Shares] = {**report.kinds, terminal.EVAL_ALL: report}
    print_table(terminal.EVAL_COLUMNS, [[kind, *_cells(shares)] for kind, shares in groups.items()])
    say(terminal.EVAL_LATENCY.format(p50=report.latency_us.p50, p99=report.latency_us.p99))


def _cells(shares: "Shares") -> list[str]:
    counts = [shares.answerable, shares.unanswerable]
    figures = [
        shares.right,
        shares.hit_at_1,
        shares.hit_at_3,
        shares.answered_right,
        shares.answered_wrong,
        shares.suggested_right,
        shares.false_answers,
        shares.false_suggestions,
    ]
    return [*(f"{number:,}" for number in counts), *("-" if share is None else f"{share:.1%}" for share in figures)]
