"""The encoder as it is in a process that works for the bot: the bot, which has the model, is asked."""

from collections.abc import Sequence
from functools import cache

from bot.matching.vectors.sparse import Floats
from bot.workers.process import Job, ask_the_bot


class RemoteEncoder:
    """Stands for the bot's encoder in another process, which has no model: two would take the memory twice."""

    def encode(self, texts: Sequence[str]) -> Floats:
        """The vector of each question; shape (texts, dimensions)."""
        return ask_the_bot(Job(self.encode, (texts,)))

    def encode_phrases(self, texts: Sequence[str]) -> Floats:
        """The same of phrases of the knowledge."""
        return ask_the_bot(Job(self.encode_phrases, (texts,)))


@cache
def remote_encoder() -> RemoteEncoder:
    """The one of this process."""
    return RemoteEncoder()
