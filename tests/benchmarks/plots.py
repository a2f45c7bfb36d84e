"""The plots that stand beside the tables, as PNG."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.benchmarks.accuracy import Result
from tests.benchmarks.few.report import COLUMNS, CURVE, Results
from tests.benchmarks.measures import tradeoff
from tests.benchmarks.peers.base import load
from tests.benchmarks.peers.ours import Versus
from tests.benchmarks.speed import Timing

_SIZE = (9.0, 4.6)
_DPI = 110
_FALSE_ANSWERS_SHOWN = 0.3
_COLOURS = {
    "rapidfuzz WRatio": "#9aa3b5",
    "rapidfuzz token_sort_ratio": "#c98b2b",
    "thefuzz": "#c9b458",
    "bm25s": "#a86b9b",
    "SQLite FTS5, trigrams": "#6f9fd6",
    "tantivy": "#b5523b",
    "TF-IDF, nearest phrase": "#7a7a4a",
    "TF-IDF, logistic regression": "#3f9c8f",
    "TF-IDF, linear SVM": "#5d9b5c",
    "MiniLM-L6, logistic regression": "#d6669a",
}
_CURVES = {"hit_at_1": "#9aa3b5", "helped": "#3f9c8f", "right": "#1f3fbf"}
_OTHER = "#555b6e"
_OURS = "#1f3fbf"


def plot_tradeoff(name: str, results: Sequence[Result], folder: Path) -> Path | None:
    """Answered right against false answers, a curve a matcher and a dot at its default thresholds.

    ``None``, and no file, where the problem has no questions outside the knowledge base.
    """
    if not any(result.outside for result in results):
        return None
    figure, axes = _figure()
    for result in results:
        style = _style(result.peer.name)
        false, right, _ = tradeoff(result.confidence, result.right, result.confidence_outside)
        axes.plot(false * 100, right * 100, drawstyle="steps-post", label=result.peer.name, **style)
        chosen = result.chosen
        if chosen and chosen.false_answers is not None and chosen.answered_right is not None:
            axes.plot(chosen.false_answers * 100, chosen.answered_right * 100, "o", color=style["color"], markersize=8)
    axes.set(xlim=(0, _FALSE_ANSWERS_SHOWN * 100), ylim=(0, 100))
    axes.set_xlabel("false answers, % of the questions outside the knowledge base")
    axes.set_ylabel("answered right, % of the questions inside")
    axes.set_title(f"{name} (dot: default thresholds)", loc="left", fontsize=11)
    return _save(figure, folder / f"bench-accuracy-{name}.png")


def plot_latency(timings: Sequence[Timing], folder: Path) -> Path:
    """The median milliseconds of each matcher against the number of phrases, both logarithmic."""
    measured: dict[str, dict[int, float]] = {}
    for timing in timings:
        measured.setdefault(timing.name, {})[timing.phrases] = timing.p50_ms
    figure, axes = _figure()
    for name, points in measured.items():
        axes.plot(list(points), list(points.values()), marker="o", markersize=4, label=name, **_style(name))
    axes.set(xscale="log", yscale="log")
    axes.xaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
    axes.yaxis.set_major_formatter(lambda value, _: f"{value:g}")
    axes.set_xlabel("phrases in the knowledge base")
    axes.set_ylabel("milliseconds a question, median")
    axes.set_title("Latency, one thread", loc="left", fontsize=11)
    return _save(figure, folder / "bench-latency.png")


def plot_curve(results: Sequence[Results], folder: Path) -> Path:
    """The right entry first, helped and answered rightly, by the questions an entry; dashes for all but the first."""
    figure, axes = _figure()
    for number, result in enumerate(results):
        questions = [family.questions for family in result.figures]
        for name, colour in _CURVES.items():
            shares = [(getattr(found, name) or 0) * 100 for found in result.figures.values()]
            style = {"color": colour, "linestyle": "--" if number else "-", "marker": "o", "markersize": 4}
            axes.plot(questions, shares, label=f"{COLUMNS[name]}, {result.name}", **style)
    axes.set(ylim=(0, 100), xticks=CURVE)
    axes.set_xlabel("example questions an entry")
    axes.set_ylabel("% of the questions inside")
    axes.set_title("Small knowledge bases, 15 to 30 entries", loc="left", fontsize=11)
    return _save(figure, folder / "bench-questions.png")


def _figure() -> tuple[Any, Any]:
    load("matplotlib").use("Agg")
    figure, axes = load("matplotlib.pyplot").subplots(figsize=_SIZE, dpi=_DPI, layout="constrained")
    axes.spines[["top", "right"]].set_visible(False)
    axes.grid(color="#e3e6ee", linewidth=0.8)
    return figure, axes


def _style(name: str) -> dict[str, Any]:
    if name == Versus.name:
        return {"color": _OURS, "linewidth": 2.6, "zorder": 5}
    return {"color": _COLOURS.get(name, _OTHER), "linewidth": 1.4}


def _save(figure: Any, path: Path) -> Path:
    figure.legend(fontsize=8, frameon=False, loc="outside right upper")
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path)
    load("matplotlib.pyplot").close(figure)
    return path
