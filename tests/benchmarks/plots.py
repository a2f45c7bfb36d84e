"""The two plots that stand beside the tables, as PNG."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.benchmarks.accuracy import Result
from tests.benchmarks.measures import tradeoff
from tests.benchmarks.peers.base import load
from tests.benchmarks.peers.ours import Versus
from tests.benchmarks.speed import Timing

_SIZE = (7.2, 4.6)
_DPI = 110
_FALSE_ANSWERS_SHOWN = 0.3
_COLOURS = (
    "#8c96a8",
    "#c98b2b",
    "#5d9b7c",
    "#a86b9b",
    "#6f8fd6",
    "#b5523b",
    "#7a7a4a",
    "#4aa3b5",
    "#b08968",
    "#555b6e",
)
_OURS = "#1f3fbf"


def plot_tradeoff(name: str, results: Sequence[Result], folder: Path) -> Path | None:
    """Answered right against false answers, a curve a matcher and a dot at its default thresholds.

    ``None``, and no file, where the problem has no questions outside the knowledge base.
    """
    if not any(result.outside for result in results):
        return None
    figure, axes = _figure()
    for result, style in zip(results, _styles([result.peer.name for result in results]), strict=True):
        false, right, _ = tradeoff(result.confidence, result.right, result.confidence_outside)
        axes.plot(false * 100, right * 100, drawstyle="steps-post", label=result.peer.name, **style)
        if chosen := result.chosen:
            axes.plot(chosen[0] * 100, chosen[1] * 100, "o", color=style["color"], markersize=8)
    axes.set(xlim=(0, _FALSE_ANSWERS_SHOWN * 100), ylim=(0, 100))
    axes.set_xlabel("false answers, % of the questions outside the knowledge base")
    axes.set_ylabel("answered right, % of the questions inside")
    axes.set_title(f"{name} (dot: default thresholds)", loc="left", fontsize=11)
    return _save(figure, axes, folder / f"bench-accuracy-{name}.png")


def plot_latency(timings: Sequence[Timing], folder: Path) -> Path:
    """The median milliseconds of each matcher against the number of phrases, both logarithmic."""
    measured: dict[str, dict[int, float]] = {}
    for timing in timings:
        measured.setdefault(timing.name, {})[timing.phrases] = timing.p50_ms
    figure, axes = _figure()
    for (name, points), style in zip(measured.items(), _styles(list(measured)), strict=True):
        axes.plot(list(points), list(points.values()), marker="o", markersize=4, label=name, **style)
    axes.set(xscale="log", yscale="log")
    axes.set_xlabel("phrases in the knowledge base")
    axes.set_ylabel("milliseconds a question, median")
    axes.set_title("Latency, one thread", loc="left", fontsize=11)
    return _save(figure, axes, folder / "bench-latency.png")


def _figure() -> tuple[Any, Any]:
    load("matplotlib").use("Agg")
    figure, axes = load("matplotlib.pyplot").subplots(figsize=_SIZE, dpi=_DPI, layout="constrained")
    axes.spines[["top", "right"]].set_visible(False)
    axes.grid(color="#e3e6ee", linewidth=0.8)
    return figure, axes


def _styles(names: Sequence[str]) -> list[dict[str, Any]]:
    ours = {"color": _OURS, "linewidth": 2.6, "zorder": 5}
    others = [{"color": _COLOURS[place % len(_COLOURS)], "linewidth": 1.4} for place in range(len(names))]
    return [ours if name == Versus.name else other for name, other in zip(names, others, strict=True)]


def _save(figure: Any, axes: Any, path: Path) -> Path:
    axes.legend(fontsize=8, frameon=False)
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path)
    load("matplotlib.pyplot").close(figure)
    return path
