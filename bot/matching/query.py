"""A question as a vector."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Query:
    """The vector of one question: a value for each of its features, and for each word whose letters count."""

    features: dict[int, float]
    words: dict[str, float]

    def __hash__(self) -> int:
        return hash((tuple(self.features.items()), tuple(self.words.items())))
