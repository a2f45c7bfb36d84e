"""``python -m tests.benchmarks``: measure this project's matcher beside its peers.

A command is called like the module that measures.
"""

import sys
from functools import partial
from pathlib import Path
from typing import Annotated

import numpy as np
import typer

from bot.knowledge.model import KnowledgeBase
from tests.benchmarks import accuracy, memory, speed
from tests.benchmarks.errors import BenchmarkError
from tests.benchmarks.peers.registry import ALL, QUICK, SPEED, make, makers
from tests.benchmarks.plots import plot_curve, plot_latency, plot_tradeoff
from tests.benchmarks.sets import Sets, own_knowledge, own_problem
from tests.benchmarks.synthetic import synthetic
from tests.benchmarks.tables import Table, report, show, status, write_markdown

PROJECT = Path(__file__).parents[2]
DATASETS = PROJECT.parent / "shared" / "datasets"
QUERIES = PROJECT.parent / "shared" / "queries" / "dev.jsonl"

MatchersOption = Annotated[str, typer.Option(help="Matchers to compare, separated by commas; all that fit when empty.")]
PhrasesOption = Annotated[str, typer.Option(help="Numbers of phrases, separated by commas.")]
EntriesOption = Annotated[str, typer.Option(help="Numbers of entries, separated by commas.")]
DatasetsOption = Annotated[Path, typer.Option(help="The folder of the public sets.")]
ModelOption = Annotated[Path | None, typer.Option(help="Also this matcher with the sentence encoder in this folder.")]
KnowledgeOption = Annotated[Path, typer.Option(help="The folder of the knowledge base.")]
QueriesOption = Annotated[Path, typer.Option(help="Labelled questions about the knowledge base itself.")]
MarkdownOption = Annotated[Path | None, typer.Option(help="Also write the tables to this file.")]
PlotsOption = Annotated[Path | None, typer.Option(help="Write the plots to this folder.")]

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help=__doc__,
)


@app.command("accuracy")
def accuracy_command(
    sets: Annotated[
        str, typer.Option(help="Sets, separated by commas: {banking,clinc}-{titles,1 to 20,full,near}.")
    ] = ("banking-10,clinc-10"),
    part: Annotated[str, typer.Option(help="val to choose by, test to report once.")] = "val",
    sample: Annotated[int, typer.Option(help="Ask at most this many questions of each sort; 0 asks all.")] = 1000,
    matchers: MatchersOption = "",
    model: ModelOption = None,
    quick: Annotated[
        bool, typer.Option(help="BANKING77 with ten questions an entry and few peers: under a minute.")
    ] = False,
    queries: Annotated[Path | None, typer.Option(help="Labelled questions about the knowledge base itself.")] = None,
    knowledge: KnowledgeOption = PROJECT / "knowledge",
    titles: Annotated[bool, typer.Option(help="Give each label's words to the matchers as the entry's title.")] = True,
    datasets: DatasetsOption = DATASETS,
    plots: PlotsOption = None,
    markdown: MarkdownOption = None,
) -> None:
    """Right answers, honest silence, calibration and typing slips, on public sets or your own questions."""
    named = matchers or (",".join(QUICK) if quick else "")
    chosen = makers(_names(named) or ALL, model)
    if queries:
        problems = [own_problem(knowledge, queries)]
    else:
        problems = map(_sets(datasets, part, titled=titles).problem, _names("banking-10" if quick else sets))
    tables: list[Table] = []
    for problem in problems:
        asked = problem.sample(500 if quick else sample)
        results, skipped = accuracy.compare(asked, chosen, named=bool(named))
        tables.append(accuracy.table(asked, results, skipped))
        show(tables[-1])
        if plots:
            plot_tradeoff(problem.name, results, plots)
    if markdown:
        write_markdown(tables, markdown)


@app.command("few")
def few_command(
    part: Annotated[str, typer.Option(help="val to choose by, test to report once.")] = "val",
    sample: Annotated[int, typer.Option(help="Ask at most this many questions of each sort; 0 asks all.")] = 1000,
    matchers: Annotated[str, typer.Option(help="Matchers to compare, separated by commas.")] = "versus",
    model: ModelOption = None,
    quick: Annotated[bool, typer.Option(help="300 questions of each sort and two draws: under two minutes.")] = False,
    against: Annotated[Path | None, typer.Option(help="Compare with the checkout of this project there.")] = None,
    cautions: Annotated[bool, typer.Option(help="Show what each of the three cautions gives.")] = False,
    curve: Annotated[bool, typer.Option(help="Show how many questions an entry should have.")] = False,
    only: Annotated[str, typer.Option(help="Only the knowledge with this in its name.")] = "",
    queries: QueriesOption = QUERIES,
    knowledge: KnowledgeOption = PROJECT / "knowledge",
    datasets: DatasetsOption = DATASETS,
    plots: PlotsOption = None,
    markdown: MarkdownOption = None,
) -> None:
    """Knowledge bases of few phrases: what is answered, suggested, and kept silent about, far and near."""
    from tests.benchmarks.few import against as other
    from tests.benchmarks.few import report as few
    from tests.benchmarks.few.problems import SEEDS, families

    sets, chosen = _sets(datasets, part), makers(_names(matchers), model)
    size, seeds = (300, 2) if quick else (sample, SEEDS)
    if curve:
        results = list(few.curve(sets, chosen, size, seeds))
        report(list(map(few.curve_table, results)), markdown)
        if plots:
            plot_curve(results, plots)
        return
    own = (knowledge, queries) if queries.is_file() else None
    found = [family.sample(size) for family in families(sets, own, seeds) if only in family.name]
    if against:
        report(list(other.tables(found, chosen, against)), markdown)
    elif cautions:
        report([few.caution_table(found)], markdown)
    else:
        report(few.tables(*few.measure(found, chosen)), markdown)


@app.command("communities")
def communities_command(
    matcher: Annotated[str, typer.Option(help="The matcher to look at.")] = "versus",
    only: Annotated[str, typer.Option(help="Only the bases with this in their name.")] = "",
    markdown: MarkdownOption = None,
) -> None:
    """Small knowledge bases as communities have them, by base and by kind of question."""
    from tests.benchmarks import communities

    asked = [community for community in communities.communities() if only in community.name]
    report(communities.tables(communities.ask(partial(make, matcher), asked), matcher), markdown)


@app.command("fit")
def fit_command(
    model: ModelOption = None, datasets: DatasetsOption = DATASETS, queries: QueriesOption = QUERIES
) -> None:
    """How the weights behind the confidence were fitted: on what is no test part, each source left out in turn."""
    from tests.benchmarks import fit
    from tests.benchmarks.few.problems import families
    from tests.benchmarks.peers.minilm import model_of

    found = families(_sets(datasets, "val"), (PROJECT / "knowledge", queries), seeds=2)
    report([fit.table(found, model_of(model) if model else None)], None)


@app.command("speed")
def speed_command(
    sizes: PhrasesOption = "100,1000,10000,100000",
    matchers: MatchersOption = "",
    plots: PlotsOption = None,
    markdown: MarkdownOption = None,
) -> None:
    """Latency and build time by the number of phrases."""
    timings, skipped = speed.compare(_numbers(sizes), makers(_names(matchers) or SPEED))
    report([speed.table(timings, skipped)], markdown)
    if plots:
        plot_latency(timings, plots)


@app.command("memory")
def memory_command(
    sizes: PhrasesOption = "300,100000", matchers: MatchersOption = "", markdown: MarkdownOption = None
) -> None:
    """Resident memory by the number of phrases, each matcher in a process of its own."""
    report([memory.table(_numbers(sizes), _names(matchers) or SPEED)], markdown)


@app.command("matcher")
def matcher_command(sizes: PhrasesOption = "300,2180,2400,10000,100000", markdown: MarkdownOption = None) -> None:
    """This project's matcher alone: building, changing an entry, a thousand questions, hostile questions."""
    from tests.benchmarks import matcher

    report(matcher.tables(_numbers(sizes)), markdown)


@app.command("flood")
def flood_command(
    messages: Annotated[int, typer.Option(help="Messages of the flood.")] = 1500,
    words: Annotated[int, typer.Option(help="Random words of each.")] = 16,
    sizes: PhrasesOption = "2640",
    knowledge: KnowledgeOption = PROJECT / "knowledge",
    markdown: MarkdownOption = None,
) -> None:
    """What a misspelt question costs before and after a flood of messages of random words."""
    from tests.benchmarks import flood

    bases: list[tuple[str, KnowledgeBase]] = [(knowledge.name, own_knowledge(knowledge))]
    bases += [(f"{size:,} phrases", synthetic(size)[0]) for size in _numbers(sizes)]
    with status.status("asking"):
        table = flood.table(bases, messages, words)
    report([table], markdown)


@app.command("patterns")
def patterns_command(markdown: MarkdownOption = None) -> None:
    """The regular expressions over what people type, each on the text that is hardest on it."""
    from tests.benchmarks import patterns

    report([patterns.table()], markdown)


@app.command("startup")
def startup_command(
    question: Annotated[str, typer.Option(help="What the terminal is asked.")] = "how does monitoring differ?",
    repeats: Annotated[int, typer.Option(help="Times each is started.")] = 5,
    markdown: MarkdownOption = None,
) -> None:
    """Time and memory from a cold start: the terminal's `ask`, and everything `run` needs before Discord."""
    from tests.benchmarks import startup

    report([startup.table(question, repeats)], markdown)


@app.command("editing")
def editing_command(
    sizes: EntriesOption = "24,1000,5000",
    model: Annotated[Path | None, typer.Option(help="With the sentence encoder in this folder.")] = None,
    markdown: MarkdownOption = None,
) -> None:
    """What a proposal, a save and questions cost, and how long the event loop waits meanwhile."""
    from tests.benchmarks import editing

    report([editing.table(_numbers(sizes), model)], markdown)


@app.command("knowledge-files")
def knowledge_files_command(sizes: EntriesOption = "24,1000,5000", markdown: MarkdownOption = None) -> None:
    """Reading and writing large knowledge files, beside PyYAML's own loader, and how long the event loop waits."""
    from tests.benchmarks import knowledge_files

    report([knowledge_files.table(_numbers(sizes))], markdown)


@app.command("neighbours")
def neighbours_command(
    seconds: Annotated[float, typer.Option(help="How long each case is measured.")] = 8.0,
    only: Annotated[str, typer.Option(help="Only the cases with this in their name.")] = "",
    markdown: MarkdownOption = None,
) -> None:
    """How much slower a server is answered while the moderators of another do their worst."""
    from tests.benchmarks import neighbours

    report([neighbours.table(seconds, only)], markdown)


def _sets(folder: Path, part: str, *, titled: bool = True) -> Sets:
    if part not in ("val", "test"):
        raise BenchmarkError("--part is val or test.")
    return Sets(folder, part, titled=titled)


@app.command("word-vectors")
def word_vectors_command(
    wordnet: Annotated[Path, typer.Option(help="The folder of WordNet's data files.")] = Path("/usr/share/wordnet"),
    to: Annotated[Path, typer.Option(help="The file to write.")] = PROJECT / "bot/matching/vectors/word_vectors.npy",
) -> None:
    """Make the table of word vectors anew: all-MiniLM-L6-v2 (Apache-2.0) distilled on the texts of WordNet 3.0."""
    from tests.benchmarks.word_vectors import distil

    made = distil.distil(wordnet)
    np.save(to, made.table)
    report([distil.summary(made, to)], None)


def _names(text: str) -> list[str]:
    return [name.strip() for name in text.split(",") if name.strip()]


def _numbers(text: str) -> list[int]:
    return [int(name) for name in _names(text)]


def main() -> None:
    """Run, and end with one sentence instead of a traceback where the benchmark cannot run as asked."""
    try:
        app()
    except BenchmarkError as error:
        status.print(str(error), style="red", markup=False)
        sys.exit(2)


if __name__ == "__main__":
    main()
