"""Tantivy, the search engine in Rust: BM25 over stemmed words, in memory."""

from collections.abc import Sequence

from tests.benchmarks.peers.base import Peer, Ranking, best_labels, load

_PHRASES = 200


class Tantivy(Peer):
    """One document a phrase, any of the question's words."""

    name = "tantivy"

    def __init__(self) -> None:
        self._tantivy = load("tantivy")

    def fit_phrases(self, phrases: Sequence[str], labels: Sequence[str]) -> None:
        schema = self._tantivy.SchemaBuilder()
        schema.add_text_field("text", tokenizer_name="en_stem")
        schema.add_integer_field("place", stored=True, fast=True)
        self._index = self._tantivy.Index(schema.build())
        writer = self._index.writer(heap_size=64_000_000, num_threads=1)
        for place, phrase in enumerate(phrases):
            writer.add_document(self._tantivy.Document(text=phrase, place=place))
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()
        self._searcher = self._index.searcher()
        self._labels = list(labels)

    def rank(self, text: str) -> Ranking:
        words = "".join(letter if letter.isalnum() else " " for letter in text.lower())
        if not words.strip():
            return []
        query, _ = self._index.parse_query_lenient(words, ["text"])
        hits = self._searcher.search(query, _PHRASES).hits
        found = ((self._searcher.doc(address)["place"][0], score) for score, address in hits)
        return best_labels((self._labels[place], score) for place, score in found)
