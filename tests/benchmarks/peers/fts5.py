"""SQLite's full-text search with its trigram tokenizer."""

import sqlite3
import weakref
from collections.abc import Sequence

from tests.benchmarks.peers.base import Peer, Ranking, best_labels

_PHRASES = 200


class Fts5(Peer):
    """Every trigram of the question, joined by OR, ranked by FTS5's bm25."""

    name = "SQLite FTS5, trigrams"

    def fit_phrases(self, phrases: Sequence[str], labels: Sequence[str]) -> None:
        self._database = sqlite3.connect(":memory:")
        # Python 3.13 warns of one that is collected open, in whatever runs just then.
        weakref.finalize(self, self._database.close)
        self._database.execute("CREATE VIRTUAL TABLE phrases USING fts5(text, tokenize = 'trigram')")
        rows = ((place, phrase) for place, phrase in enumerate(phrases))
        self._database.executemany("INSERT INTO phrases(rowid, text) VALUES (?, ?)", rows)
        self._labels = list(labels)

    def rank(self, text: str) -> Ranking:
        folded = text.lower().replace("\0", " ")
        grams = dict.fromkeys(folded[at : at + 3] for at in range(len(folded) - 2))
        query = " OR ".join('"' + gram.replace('"', '""') + '"' for gram in grams)
        if not query:
            return []
        sql = "SELECT rowid, rank FROM phrases WHERE phrases MATCH ? ORDER BY rank LIMIT ?"
        return best_labels(
            (self._labels[place], -rank) for place, rank in self._database.execute(sql, (query, _PHRASES))
        )
