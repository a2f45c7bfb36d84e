"""Vectors of the knowledge's phrases, in a file of their own: what it holds can be worked out again."""

import logging
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import Final, TypeVar

import numpy as np

from bot.matching.vectors.sparse import Floats

T = TypeVar("T")
log = logging.getLogger(__name__)

FILE: Final = "vectors.sqlite3"
"""Its name within the data folder."""
DAYS: Final = 30
"""That a vector stays which is not used any more."""
_AT_ONCE: Final = 500
"""Texts in one statement."""
_NOT_KEPT: Final = "The vectors of phrases can't be kept in %s (%s): they are worked out anew at each start."
_DAMAGED: Final = "The file %s is damaged. It holds only what I can work out again, so I begin a new one."
_PRAGMAS: Final = ("PRAGMA busy_timeout=2000", "PRAGMA secure_delete=ON")
_TABLE: Final = """
CREATE TABLE IF NOT EXISTS phrase_vector (
    model TEXT NOT NULL, phrase BLOB NOT NULL, used INTEGER NOT NULL, vector BLOB NOT NULL, PRIMARY KEY (model, phrase)
) WITHOUT ROWID
"""


class SqlVectorStore:
    """Keeps vectors by model and phrase, of which it holds a digest alone. Threads and programs may share the file.

    Where the file can't be used, it says so in the log, once, and keeps nothing.
    """

    def __init__(self, file: Path, model: str, clock: Callable[[], datetime]) -> None:
        """Open the file, or make it, and forget what was not used for ``DAYS``. Blocks for the disk.

        Args:
            file: where they are kept.
            model: the fingerprint of the model that makes them.
            clock: the time now, aware.
        """
        self._file = file
        self._model = model
        self._clock = clock
        self._lock = Lock()
        self._is_usable = True
        if _is_damaged(file):
            log.warning(_DAMAGED, file)
            file.unlink(missing_ok=True)
        self._run(self._prepare)

    def get(self, texts: Sequence[str]) -> Mapping[str, Floats]:
        """The vectors that are kept of these texts."""
        return self._run(lambda connection: dict(self._kept(connection, texts))) or {}

    def put(self, vectors: Mapping[str, Floats]) -> None:
        """Keep the vector of each text."""
        today = self._today()
        rows = [(self._model, _digest(text), today, vector.tobytes()) for text, vector in vectors.items()]
        self._run(lambda each: each.executemany("INSERT OR REPLACE INTO phrase_vector VALUES (?, ?, ?, ?)", rows))

    def _prepare(self, connection: sqlite3.Connection) -> None:
        connection.execute(_TABLE)
        connection.execute("DELETE FROM phrase_vector WHERE used < ?", (self._today() - DAYS,))

    def _kept(self, connection: sqlite3.Connection, texts: Sequence[str]) -> Iterator[tuple[str, Floats]]:
        by_digest = {_digest(text): text for text in texts}
        digests, today = list(by_digest), self._today()
        for first in range(0, len(digests), _AT_ONCE):
            some = digests[first : first + _AT_ONCE]
            these = f"model = ? AND phrase IN ({', '.join('?' * len(some))})"
            query = f"SELECT phrase, vector, used FROM phrase_vector WHERE {these}"  # noqa: S608 - question marks alone
            rows = connection.execute(query, (self._model, *some)).fetchall()
            if any(used != today for _, _, used in rows):
                update = f"UPDATE phrase_vector SET used = ? WHERE {these}"  # noqa: S608
                connection.execute(update, (today, self._model, *some))
            for digest, vector, _ in rows:
                yield by_digest[digest], np.frombuffer(vector, np.float32)

    def _run(self, work: Callable[[sqlite3.Connection], T]) -> T | None:
        """Work on the file in a transaction; ``None`` where it can't be used."""
        with self._lock:
            if not self._is_usable:
                return None
            try:
                # Opened each time: it is used at the start and after edits, and nobody has to close it.
                with closing(sqlite3.connect(self._file)) as connection, connection:
                    for pragma in _PRAGMAS:
                        connection.execute(pragma)
                    return work(connection)
            except sqlite3.Error as error:
                self._is_usable = False
                log.warning(_NOT_KEPT, self._file, error)
                return None

    def _today(self) -> int:
        return self._clock().toordinal()


def _is_damaged(file: Path) -> bool:
    """Whether there is a file that is no database, or not a whole one."""
    if not file.is_file():
        return False
    try:
        with closing(sqlite3.connect(file)) as connection:
            return connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",)
    except sqlite3.Error as error:
        return getattr(error, "sqlite_errorcode", None) in {sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT}


def _digest(text: str) -> bytes:
    return sha256(text.encode("utf-8", "surrogatepass")).digest()[:16]
