"""How sure the matcher must be before it speaks."""

from enum import StrEnum


class Caution(StrEnum):
    """The operator's choice between a bot that rather stays silent and one that rather tries."""

    CAREFUL = "careful"
    BALANCED = "balanced"
    HELPFUL = "helpful"

    @property
    def answer_at(self) -> float:
        """The least probability of being right at which an entry is answered."""
        return _ANSWER_AT[self]

    @property
    def suggest_at(self) -> float:
        """The least probability that any candidate is right at which those close to the best are offered."""
        return _SUGGEST_AT[self]


_ANSWER_AT = {Caution.CAREFUL: 0.8, Caution.BALANCED: 0.67, Caution.HELPFUL: 0.45}
_SUGGEST_AT = {Caution.CAREFUL: 0.5, Caution.BALANCED: 0.3, Caution.HELPFUL: 0.15}
