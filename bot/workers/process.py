"""A process that works for the bot: ``bot.workers.pool`` starts it, speaks to it over its standard input and output,
and ends it. It has no network, no token, and a low priority; what it is given to do comes from the bot alone."""

import os
import pickle
import queue
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Sequence
from enum import Enum
from typing import Any, BinaryIO, Final, NamedTuple

from bot.errors import VersusError

NICE: Final = 10
"""How far it stands back behind the bot."""


class Job(NamedTuple):
    """Something to work out: a function of a module, and what it is called with."""

    function: Callable[..., Any]
    arguments: Sequence[Any]


class Common(NamedTuple):
    """What both sides have from now on: see ``Channel.common``."""

    objects: Sequence[object]


class Outcome(Enum):
    """What became of a job."""

    DONE = "done"
    REFUSED = "refused"
    """It raised an error that is for people: the value."""
    TOO_LARGE = "too large"
    """There was no memory left for it."""
    DEFECT = "defect"
    """It raised anything else; the value says what and where, without what the error quotes."""
    ASKING = "asking"
    """It is not done: it needs what only the bot has, and the value is a job for the bot."""


class Answer(NamedTuple):
    """The end of a job."""

    outcome: Outcome
    value: Any = None


class Channel:
    """Pickles that go to and fro between two processes, of which one has started the other.

    Writing and reading large ones lets other threads run in between: the streams are reached by methods of Python, and
    so the interpreter looks up from its work every 64 KiB.
    """

    def __init__(self, incoming: BinaryIO, outgoing: BinaryIO) -> None:
        """Read from ``incoming`` and write to ``outgoing``, which the other side has the other way round."""
        self._incoming = _Stream(incoming)
        self._outgoing = _Stream(outgoing)
        self._common: Sequence[object] = ()
        self._numbers: dict[int, int] = {}

    @property
    def common(self) -> Sequence[object]:
        """Objects that both sides have: they cross as their number here, and stay the very same objects on return."""
        return self._common

    @common.setter
    def common(self, objects: Sequence[object]) -> None:
        self._common = objects
        self._numbers = {id(each): number for number, each in enumerate(objects)}

    def send(self, value: object) -> None:
        """Send a value.

        Raises:
            OSError: the other side is gone.
        """
        _Pickler(self._outgoing, self._numbers).dump(value)
        self._outgoing.flush()

    def receive(self) -> Any:
        """The next value that the other side sends.

        Raises:
            EOFError: the other side is gone.
        """
        return _Unpickler(self._incoming, self._common).load()


class _Stream:
    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def read(self, size: int = -1) -> bytes:
        return self._stream.read(size)

    def readline(self) -> bytes:
        return self._stream.readline()

    def readinto(self, buffer: bytearray) -> int:
        return self._stream.readinto(buffer)  # type: ignore[attr-defined]

    def write(self, data: bytes) -> int:
        return self._stream.write(data)

    def flush(self) -> None:
        self._stream.flush()


class _Pickler(pickle.Pickler):
    def __init__(self, stream: _Stream, numbers: dict[int, int]) -> None:
        super().__init__(stream, pickle.HIGHEST_PROTOCOL)
        self._numbers = numbers

    def persistent_id(self, obj: object) -> int | None:
        return self._numbers.get(id(obj))


class _Unpickler(pickle.Unpickler):  # noqa: S301  reads only what the process it is joined to wrote
    def __init__(self, stream: _Stream, common: Sequence[object]) -> None:
        super().__init__(stream)
        self._common = common

    def persistent_load(self, pid: int) -> object:
        return self._common[pid]


_replies: Final[queue.SimpleQueue[Answer]] = queue.SimpleQueue()
"""What the bot answers to ``ask_the_bot``."""
_to_the_bot: list[Channel] = []
"""The channel of this process, once it works for the bot."""


def ask_the_bot(job: Job) -> Any:
    """Have the bot do a job in the middle of one that it gave to this process, and return what the bot's job returns.

    A job that is a method of an object which both sides have (``Channel.common``) is that of the bot's own object.

    Raises:
        VersusError: the bot's job raised it.
        RuntimeError: it raised anything else.
    """
    (channel,) = _to_the_bot
    channel.send(Outcome.ASKING)
    channel.send(job)
    outcome, value = _replies.get()
    if outcome is Outcome.REFUSED:
        raise value
    if outcome is not Outcome.DONE:
        raise RuntimeError(outcome.value)
    return value


def main() -> None:
    """Work until the bot closes the connection, or ends in whatever way."""
    stand_back(int(sys.argv[1]))
    with os.fdopen(os.dup(0), "rb") as incoming, os.fdopen(os.dup(1), "wb") as outgoing:
        os.dup2(2, 1)  # what anybody prints must not come between
        channel = Channel(incoming, outgoing)
        _to_the_bot.append(channel)
        jobs: queue.SimpleQueue[Job] = queue.SimpleQueue()
        threading.Thread(target=_listen, args=(channel, jobs), daemon=True).start()
        while True:
            job = jobs.get()
            outcome, value = outcome_of(job)
            channel.send(outcome)  # by itself, so that the bot knows when the rest comes
            channel.send(value)
            del job, value


def stand_back(memory: int) -> None:
    """Let the bot go first, and take so many bytes of address space at most, where the system can see to that."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the bot, which then ends this process
    if sys.platform != "win32":
        import resource

        os.nice(NICE)
        _, most = resource.getrlimit(resource.RLIMIT_AS)
        limit = memory if most == resource.RLIM_INFINITY else min(memory, most)
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def outcome_of(job: Job) -> Answer:
    """Do a job."""
    try:
        return Answer(Outcome.DONE, job.function(*job.arguments))
    except VersusError as error:
        return Answer(Outcome.REFUSED, error)
    except MemoryError:
        return Answer(Outcome.TOO_LARGE)
    except Exception as error:  # noqa: BLE001 - the root of this process
        frames = traceback.extract_tb(error.__traceback__)
        lines = [type(error).__qualname__, *(f"  {one.filename}:{one.lineno} in {one.name}" for one in frames)]
        return Answer(Outcome.DEFECT, "\n".join(lines))


def _listen(channel: Channel, jobs: "queue.SimpleQueue[Job]") -> None:
    """Hand on the jobs that come in; the process ends with the bot, in the middle of its work too."""
    try:
        while True:
            message = channel.receive()
            if isinstance(message, Common):
                channel.common = message.objects
            elif isinstance(message, Answer):
                _replies.put(message)
            else:
                jobs.put(message)
            del message
    finally:
        os._exit(0)


if __name__ == "__main__":
    # Under its importable name, so that what it sends is of the classes that the bot knows.
    from bot.workers.process import main as work

    work()
