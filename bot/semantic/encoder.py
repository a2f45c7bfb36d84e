"""The encoder that matchers are built with: it makes no vector twice, and goes on without the model if that fails."""

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from time import monotonic
from typing import Final, Protocol

import numpy as np

from bot.matching.memo import Memo
from bot.matching.vectors.sparse import Floats
from bot.semantic import texts
from bot.semantic.remote import RemoteEncoder, remote_encoder

QUESTIONS: Final = 4000
"""Questions whose vectors are remembered: those that are decided again for a change, under the knowledge before and
after it. They take 6 MB, of a model with 384 dimensions."""
AGAIN: Final = 60.0
"""Seconds until a model that failed is tried again."""
_CHUNK: Final = 50
"""Phrases between two times that their vectors are kept, and that progress is told."""

Progress = Callable[[int, int], None]
"""Called with how much is done, and how much there is."""

log = logging.getLogger(__name__)


def untold(done: int, total: int) -> None:
    """Tell nobody about progress."""


class Model(Protocol):
    """What makes vectors."""

    dimensions: int

    def vector(self, text: str) -> Floats:
        """The vector of a text, of length 1; shape (dimensions,). May raise anything."""
        ...


class VectorStore(Protocol):
    """Keeps the vectors of phrases of the knowledge; of questions it is given none. It never fails."""

    def get(self, texts: Sequence[str]) -> Mapping[str, Floats]:
        """The vectors that are kept of these texts."""
        ...

    def put(self, vectors: Mapping[str, Floats]) -> None:
        """Keep the vector of each text."""
        ...


class NothingKept:
    """The ``VectorStore`` where nothing can be kept."""

    def get(self, texts: Sequence[str]) -> Mapping[str, Floats]:
        """Nothing."""
        del texts
        return {}

    def put(self, vectors: Mapping[str, Floats]) -> None:
        """Forget them."""
        del vectors


class SemanticEncoder:
    """Makes vectors of texts. Threads may share it; in another process a ``RemoteEncoder`` stands for it."""

    def __init__(
        self,
        model: Model,
        kept: VectorStore | None = None,
        progress: Progress = untold,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        """Prepare.

        Args:
            model: makes the vectors.
            kept: where those of phrases are kept.
            progress: is told of phrases; where there are few new ones, once.
            clock: seconds that only grow.
        """
        self._model = model
        self._kept = kept or NothingKept()
        self._progress = progress
        self._clock = clock
        self._questions: Memo[str, Floats] = Memo(QUESTIONS)
        self._failed_at: float | None = None

    def __reduce__(self) -> tuple[Callable[[], RemoteEncoder], tuple[()]]:
        """Another process gets one that asks this one: the model is loaded once, and its memory is here."""
        return remote_encoder, ()

    @property
    def is_failing(self) -> bool:
        """Whether the model failed when it was asked last, so that the bot answers by words alone."""
        return self._failed_at is not None

    def encode(self, texts: Sequence[str]) -> Floats:
        """The vector of each question, of length 1, or 0 while the model fails; shape (texts, dimensions)."""
        found: dict[str, Floats] = {}
        for text in dict.fromkeys(texts):
            vector = self._questions.get(text)
            if vector is None and (vector := self._made(text)) is not None:
                self._questions.keep(text, vector)
            if vector is not None:
                found[text] = vector
        return self._rows(texts, found)

    def encode_phrases(self, texts: Sequence[str]) -> Floats:
        """The same of phrases of the knowledge: those that are kept are not worked out again."""
        found = dict(self._kept.get(texts))
        new = [text for text in dict.fromkeys(texts) if text not in found]
        rest = iter(new)
        done = 0
        while chunk := list(islice(rest, _CHUNK)):
            made = dict(self._all_made(chunk))
            self._kept.put(made)
            found |= made
            done += len(chunk)
            self._progress(done, len(new))
        return self._rows(texts, found)

    async def forget_member(self, member: str) -> None:
        """Forget every question: it is not known here which of them were that member's."""
        del member
        self._questions.clear()

    def _rows(self, texts: Sequence[str], found: Mapping[str, Floats]) -> Floats:
        rows = np.zeros((len(texts), self._model.dimensions), np.float32)
        for row, text in zip(rows, texts, strict=True):
            if text in found:
                row[:] = found[text]
        return rows

    def _all_made(self, texts: Sequence[str]) -> Iterator[tuple[str, Floats]]:
        for text in texts:
            if (vector := self._made(text)) is not None:
                yield text, vector

    def _made(self, text: str) -> Floats | None:
        if self._failed_at is not None and self._clock() < self._failed_at + AGAIN:
            return None
        try:
            vector = self._model.vector(text)
        except Exception as error:  # noqa: BLE001 - of several libraries; the bot can do without
            if self._failed_at is None:
                log.error(texts.FAILED, type(error).__name__)  # noqa: TRY400 - what it says may quote the question
            self._failed_at = self._clock()
            return None
        if self._failed_at is not None:
            self._failed_at = None
            log.warning(texts.RECOVERED)
        return vector
