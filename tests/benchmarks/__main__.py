"""``python -m tests.benchmarks``: measure this project's matcher beside its peers."""

import sys
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from tests.benchmarks import accuracy, calibration, memory, speed
from tests.benchmarks.errors import BenchmarkError, MissingPeerError
from tests.benchmarks.peers.registry import ALL, QUICK, SPEED, Maker, makers
from tests.benchmarks.plots import plot_latency, plot_tradeoff
from tests.benchmarks.sets import Problem, Sets, own_problem
from tests.benchmarks.synthetic import synthetic
from tests.benchmarks.tables import Table, show, write_markdown

PROJECT = Path(__file__).parents[2]
DATASETS = PROJECT.parent / "shared" / "datasets"
QUERIES = PROJECT.parent / "shared" / "queries" / "dev.jsonl"
DEFAULT_SETS = "banking-10,clinc-10"
LARGE = 5_000
"""Phrases from which on the matchers that score every phrase are left out of accuracy runs, unless they are named."""

app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False, help=__doc__)
console = Console(width=None if sys.stdout.isatty() else 180)
status = Console(stderr=True)

MatchersOption = Annotated[str, typer.Option(help="Matchers to compare, separated by commas; all that fit when empty.")]
PrototypeOption = Annotated[Path | None, typer.Option(help="A file with a matcher to compare as well.")]
DatasetsOption = Annotated[Path, typer.Option(help="The folder of the public sets.")]
QueriesOption = Annotated[Path, typer.Option(help="Labelled questions about the knowledge base itself.")]
MarkdownOption = Annotated[Path | None, typer.Option(help="Also write the tables to this file.")]
PlotsOption = Annotated[Path | None, typer.Option(help="Write the plots to this folder.")]


@app.callback()
def _app() -> None:
    """Commands below; every one says what it measures."""


@app.command("accuracy")
def accuracy_command(
    sets: Annotated[str, typer.Option(help="Sets, separated by commas: {banking,clinc}-{titles,5,10,full,near}.")] = (
        DEFAULT_SETS
    ),
    part: Annotated[str, typer.Option(help="val to choose by, test to report once.")] = "val",
    sample: Annotated[int, typer.Option(help="Ask at most this many questions of each sort; 0 asks all.")] = 1000,
    matchers: MatchersOption = "",
    quick: Annotated[
        bool, typer.Option(help="BANKING77 with ten questions an entry and few peers: under a minute.")
    ] = False,
    queries: Annotated[Path | None, typer.Option(help="Labelled questions about the knowledge base itself.")] = None,
    knowledge: Annotated[Path, typer.Option(help="The folder of that knowledge base.")] = PROJECT / "knowledge",
    titles: Annotated[bool, typer.Option(help="Give each label's words to the matchers as the entry's title.")] = True,
    datasets: DatasetsOption = DATASETS,
    prototype: PrototypeOption = None,
    plots: PlotsOption = None,
    markdown: MarkdownOption = None,
) -> None:
    """Right answers, honest silence, calibration and typing slips, on public sets or your own questions."""
    if part not in ("val", "test"):
        raise BenchmarkError("--part is val or test.")
    names = matchers or (",".join(QUICK) if quick else "")
    chosen = makers(_names(names) or ALL, prototype)
    if queries:
        problems = [own_problem(knowledge, queries)]
    else:
        source = Sets(datasets, part, titled=titles)
        problems = map(source.problem, _names("banking-10" if quick else sets))
    tables: list[Table] = []
    for problem in problems:
        asked = problem.sample(500 if quick else sample)
        results, skipped = _compare(asked, chosen, named=bool(names))
        tables.append(accuracy.table(asked, results, skipped))
        show(tables[-1], console)
        if plots:
            plot_tradeoff(problem.name, results, plots)
    if markdown:
        write_markdown(tables, markdown)


def _compare(
    problem: Problem, chosen: list[tuple[str, Maker]], *, named: bool
) -> tuple[list[accuracy.Result], list[str]]:
    results: list[accuracy.Result] = []
    skipped: list[str] = []
    large = sum(len(entry.questions) for entry in problem.knowledge) > LARGE
    for name, maker in chosen:
        if large and not named and name in ("wratio", "token-sort", "thefuzz", "tfidf-nearest"):
            skipped.append(f"{name}, too slow over this many phrases unless it is named")
            continue
        with status.status(f"{problem.name}: {name}"):
            try:
                results.append(accuracy.run(maker(), problem))
            except MissingPeerError as missing:
                skipped.append(str(missing))
    return results, skipped


SIZES = "100,1000,10000,100000"


@app.command("speed")
def speed_command(
    sizes: Annotated[str, typer.Option(help="Numbers of phrases, separated by commas.")] = SIZES,
    matchers: MatchersOption = "",
    prototype: PrototypeOption = None,
    plots: PlotsOption = None,
    markdown: MarkdownOption = None,
) -> None:
    """Latency and build time by the number of phrases."""
    timings: list[speed.Timing] = []
    skipped: list[str] = []
    chosen = makers(_names(matchers) or SPEED, prototype)
    for size in map(int, sizes.split(",")):
        knowledge, questions = synthetic(size)
        for name, maker in chosen:
            with status.status(f"{size:,} phrases: {name}"):
                try:
                    peer = maker()
                    if size <= peer.most_phrases:
                        timings.append(speed.measure(peer, size, knowledge, questions))
                    else:
                        skipped.append(f"{name} at {size:,} phrases, too slow there")
                except MissingPeerError as missing:
                    skipped.append(str(missing))
    _finish([speed.table(timings, list(dict.fromkeys(skipped)))], markdown)
    if plots:
        plot_latency(timings, plots)


@app.command("memory")
def memory_command(
    sizes: Annotated[str, typer.Option(help="Numbers of phrases, separated by commas.")] = "300,100000",
    matchers: MatchersOption = "",
    markdown: MarkdownOption = None,
) -> None:
    """Resident memory by the number of phrases, each matcher in a process of its own."""
    rows: list[list[str]] = []
    for size in sizes.split(","):
        for name in _names(matchers) or SPEED:
            with status.status(f"{size} phrases: {name}"):
                rows.append([name, f"{int(size):,}", *memory.in_own_process(name, int(size))])
    columns = ("matcher", "phrases", "imports MB", "index MB", "peak MB")
    notes = [
        "Imports: beyond Python, numpy and the texts. Index: what building and 200 questions add. Peak: all in all."
    ]
    _finish([Table("Memory", columns, rows, notes)], markdown)


@app.command("matcher")
def matcher_command(
    sizes: Annotated[str, typer.Option(help="Numbers of phrases, separated by commas.")] = "200,1000,10000,100000",
    markdown: MarkdownOption = None,
) -> None:
    """This project's matcher alone: building, changing an entry, a thousand questions at once, hostile questions."""
    from tests.benchmarks import matcher

    _finish(matcher.tables([int(size) for size in sizes.split(",")]), markdown)


@app.command("patterns")
def patterns_command(markdown: MarkdownOption = None) -> None:
    """The regular expressions over what people type, each on the text that is hardest on it."""
    from tests.benchmarks import patterns

    _finish([patterns.table()], markdown)


@app.command("calibration")
def calibration_command(
    matcher: Annotated[str, typer.Option(help="The matcher to look at.")] = "versus",
    datasets: DatasetsOption = DATASETS,
    markdown: MarkdownOption = None,
) -> None:
    """How often it is right at which confidence, for knowledge bases of many sizes (validation parts)."""
    source = Sets(datasets, "val")
    sizes = {"clinc-titles": (20, 150), "clinc-5": (20, 150), "clinc-10": (10, 20, 50, 150), "banking-10": (20, 77)}
    problems = [(source.problem(name), entries) for name, entries in sizes.items()]
    with status.status("deciding"):
        table = calibration.table(problems, matcher)
    _finish([table], markdown)


_REALLY_OUTSIDE = ("clinc-full", "clinc-10", "clinc-5", "clinc-titles", "dev")
"""The problems whose questions out of scope are not just those of labels left out."""


@app.command("fit")
def fit_command(datasets: DatasetsOption = DATASETS, queries: QueriesOption = QUERIES) -> None:
    """How the weights behind the confidence were fitted: on what is no test part, each source left out in turn."""
    from tests.benchmarks import fit

    source = Sets(datasets, "val")

    def problems(name: str) -> list[Problem]:
        whole = [source.problem(f"{name}-{size}") for size in ("full", "10", "5", "titles", "near")]
        parts = [(f"{name}-{size}", count) for size in ("10", "5", "titles") for count in (20, 50)]
        return whole + [
            replace(calibration.cut(source.problem(name), count), name=f"{name} of {count}") for name, count in parts
        ]

    sources = [
        partial(problems, "banking"),
        partial(problems, "clinc"),
        lambda: [own_problem(PROJECT / "knowledge", queries)],
    ]
    with status.status("deciding"):
        table = fit.table(sources, ("banking", "clinc", "own"), _REALLY_OUTSIDE)
    _finish([table], None)


@app.command("startup")
def startup_command(
    question: Annotated[str, typer.Option(help="What the terminal is asked.")] = "how does monitoring differ?",
    repeats: Annotated[int, typer.Option(help="Times each is started.")] = 5,
    markdown: MarkdownOption = None,
) -> None:
    """Time and memory from a cold start: the terminal's `ask`, and everything `run` needs before Discord."""
    from tests.benchmarks import startup

    _finish([startup.table(question, repeats)], markdown)


@app.command("editing")
def editing_command(
    sizes: Annotated[str, typer.Option(help="Numbers of entries, separated by commas.")] = "24,1000,5000",
    markdown: MarkdownOption = None,
) -> None:
    """What a proposal and a save cost, and how long the event loop waits meanwhile."""
    from tests.benchmarks import editing

    _finish([editing.table([int(size) for size in sizes.split(",")])], markdown)


@app.command("neighbours")
def neighbours_command(
    seconds: Annotated[float, typer.Option(help="How long each case is measured.")] = 8.0,
    only: Annotated[str, typer.Option(help="Only the cases with this in their name.")] = "",
    markdown: MarkdownOption = None,
) -> None:
    """How much slower a server is answered while the moderators of another do their worst."""
    from tests.benchmarks import neighbours

    _finish([neighbours.table(seconds, only)], markdown)


def _names(text: str) -> list[str]:
    return [name.strip() for name in text.split(",") if name.strip()]


def _finish(tables: list[Table], markdown: Path | None) -> None:
    for table in tables:
        show(table, console)
    if markdown:
        write_markdown(tables, markdown)


def main() -> None:
    """Run, and end with one sentence instead of a traceback where the benchmark cannot run as asked."""
    try:
        app()
    except BenchmarkError as error:
        status.print(str(error), style="red", markup=False)
        sys.exit(2)


if __name__ == "__main__":
    main()
