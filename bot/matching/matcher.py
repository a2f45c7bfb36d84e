"""The matcher: a knowledge base made ready to decide questions."""

from collections.abc import Collection, Iterable

from bot.knowledge.model import KnowledgeBase
from bot.limits import AUTOCOMPLETE_CHOICES
from bot.matching.autocomplete import Autocomplete, Completion
from bot.matching.confidence.calibration import ConfidenceLevel
from bot.matching.decider import Decider
from bot.matching.decision import Candidate, Context, Decision
from bot.matching.explanation import Explanation, explain
from bot.matching.index import Index
from bot.matching.language.legible import is_legible
from bot.matching.language.normalize import normalise
from bot.matching.twins import Twins, twins_in
from bot.matching.vectors.encoder import Encoder
from bot.process_memory import give_back


class Matcher:
    """Decides questions against one knowledge base. It never changes, and threads may share it."""

    def __init__(
        self, knowledge: KnowledgeBase, index: Index, autocomplete: Autocomplete, level: ConfidenceLevel
    ) -> None:
        """Put together what was built; ``build`` and ``updated`` do that."""
        self._knowledge = knowledge
        self._index = index
        self._autocomplete = autocomplete
        self._level = level
        self._decider = Decider(knowledge, index, level)

    @classmethod
    def build(
        cls,
        knowledge: KnowledgeBase,
        level: ConfidenceLevel = ConfidenceLevel.BALANCED,
        encoder: Encoder | None = None,
    ) -> "Matcher":
        """Build the matcher for ``knowledge``: CPU work, to be done off the event loop.

        An ``encoder`` tells which texts are alike in meaning; it is asked for every new phrase and every question.
        """
        matcher = cls(knowledge, Index.of(knowledge, encoder), Autocomplete(knowledge), level)
        give_back()
        return matcher

    @property
    def encoder(self) -> Encoder | None:
        """What every question is encoded by, which takes longer than an event loop can wait; ``None``: nothing."""
        return self._index.encoder

    def updated(self, knowledge: KnowledgeBase) -> "Matcher":
        """The matcher for an edited knowledge base; this one stays as it is."""
        autocomplete = Autocomplete(knowledge, self._autocomplete)
        return Matcher(knowledge, self._index.updated(knowledge), autocomplete, self._level)

    def decide(self, text: str, context: Context | None = None) -> Decision:
        """Decide one question, in the context of the answer it replies to. Never fails, whatever the text."""
        return self._decider.decide(text, context)

    def explain(self, text: str, context: Context | None = None) -> Explanation:
        """Why a question is decided as it is: CPU work of several indexes, to be done off the event loop."""
        return explain(self._knowledge, self._index, self._level, text, context)

    def decide_many(self, texts: Iterable[str]) -> list[Decision]:
        """Decide many questions, each as ``decide`` would."""
        return [self._decider.decide(text, None) for text in texts]

    def rank(self, text: str, limit: int = 5) -> tuple[Candidate, ...]:
        """The entries most likely meant, best first, whatever would be decided."""
        words = self._index.framing.without(self._index.language.words_of(normalise(text)))
        return self._decider.ranked(self._index.score(words), limit)

    def reads(self, text: str) -> bool:
        """Whether a text says something in a language of the knowledge base; in doubt it does."""
        known = self._index.corpus.vocabulary.words
        return is_legible(text, self._index.language, lambda word: word in known)

    def twins(self, among: Collection[str]) -> list[Twins]:
        """The near twins that one of the entries ``among`` is, by their keys."""
        return twins_in(self._index.corpus, among)

    def suggest(self, prefix: str, limit: int = AUTOCOMPLETE_CHOICES) -> list[Completion]:
        """The titles and questions that fit what a person has begun to type."""
        return self._autocomplete.suggest(prefix, limit, self._index.corrector.corrected)
