"""Heavy work, off the event loop and fair to every server: small pieces in threads, large ones in other processes.

A thread keeps the event loop waiting for the interpreter's lock. Two matchers built in threads at an overlay's budget
took the slowest hundredth of other servers' answers from 93 to 560 ms; built in processes of low priority they do not.
"""

import asyncio
import logging
import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Hashable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack, suppress
from pathlib import Path
from threading import Lock
from typing import BinaryIO, Final, TypeVar, TypeVarTuple, cast
from weakref import WeakValueDictionary

from bot.errors import VersusError
from bot.process_memory import gc_paused
from bot.texts import editing as texts
from bot.workers.process import Answer, Channel, Common, Job, Outcome, outcome_of

T = TypeVar("T")
Arguments = TypeVarTuple("Arguments")

LIGHT: Final = 20_000
"""Characters of knowledge to be worked on up to which a thread does it.

Reading an overlay of so many and indexing it over the bundled base takes 0.25 s of a processor, little more than the
bundled base alone (0.13 s); 55,000 take 0.7 s, an overlay at its budget 2.5 s. A process costs half a second to start.
"""
AT_ONCE: Final = 2
"""Processes at most, and pieces of work in threads: with one a server, the third server waits for one of them."""
SECONDS: Final = 120.0
"""That one piece of work may take in a process."""
PATIENCE: Final = 480.0
"""Seconds that a piece of work waits for its turn: with the work itself well within an interaction's 15 minutes."""
WARM: Final = 60.0
"""Seconds that a process stays when there is nothing to do: a moderator's next step needs no new one."""
MEMORY: Final = 1 << 30
"""Bytes of address space that a process may take."""

SWITCH: Final = 0.001
"""Seconds for which a thread keeps the interpreter's lock while the event loop wants it; Python's own 0.005 add up, as
an answer takes a dozen turns of the loop."""

_PASSED_ON: Final = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR", "HOME", "LANG", "LC_ALL", "LC_CTYPE", "TZ")
"""What a process gets of the environment: not the token, nor anything else that is no business of its own."""
_ONE_THREAD: Final = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
"""One core each: numpy would take all of them."""

log = logging.getLogger(__name__)


class WorkRefusedError(VersusError):
    """It can't be worked out: it takes too long or too much memory, or too many others wait."""


class WorkDefectError(Exception):
    """A defect in the work; it happened in another process, whose log has the place."""


class WorkerPool:
    """Does what is heavy: of each owner one piece at a time in a thread, and one in a process.

    So who wants much done keeps nobody else waiting.
    """

    def __init__(
        self, processes: int = AT_ONCE, *, light: int = LIGHT, seconds: float = SECONDS, memory: int = MEMORY
    ) -> None:
        """Prepare; processes are started when first needed.

        Args:
            processes: how many there may be at once; with none, as in the terminal, threads do everything.
            light: see ``LIGHT``.
            seconds: see ``SECONDS``.
            memory: see ``MEMORY``.
        """
        self._light = light
        self._seconds = seconds
        self._memory = memory
        self._locks: WeakValueDictionary[Hashable, asyncio.Lock] = WeakValueDictionary()
        # Waiting is fair by owner: each has one piece in these queues, the rest of its own wait before them.
        self._threads = asyncio.Semaphore(AT_ONCE)
        self._processes = asyncio.Semaphore(processes) if processes else None
        self._executor = ThreadPoolExecutor(max(1, processes), "work")
        self._idle: list[_Process] = []
        self._busy: set[_Process] = set()

    @property
    def processes(self) -> list[int]:
        """The ids of the processes that are there now."""
        return sorted(one.pid for one in (*self._idle, *self._busy) if one.pid is not None)

    def is_heavy(self, weight: int) -> bool:
        """Whether work on so many characters is done in a process."""
        return self._processes is not None and weight > self._light

    async def run(
        self,
        owner: Hashable,
        weight: int,
        function: Callable[[*Arguments], T],
        *arguments: *Arguments,
        common: Callable[[], Sequence[object]] = tuple,
    ) -> T:
        """Call a function with these arguments off the event loop, and return what it returns.

        Args:
            owner: the server whose work it is.
            weight: characters of knowledge to be worked on.
            function: of a module, or a method of a value: both cross to a process by their names.
            arguments: values that can be pickled.
            common: gives the objects that a process keeps, for arguments and results to have; the first one stands for
                all of them.

        Raises:
            WorkRefusedError: it takes too long, or too much memory, or too many others wait.
        """
        is_heavy = self.is_heavy(weight)
        # What is light does not wait for what is heavy: a moderator may look at the history meanwhile.
        lock = self._locks.setdefault((owner, is_heavy), asyncio.Lock())
        if self._processes is None or not is_heavy:
            async with lock, self._threads:
                return await asyncio.to_thread(function, *arguments)
        async with AsyncExitStack() as mine:
            try:
                async with asyncio.timeout(PATIENCE):
                    await mine.enter_async_context(lock)
                    await mine.enter_async_context(self._processes)
            except TimeoutError:
                raise WorkRefusedError(texts.TOO_MANY_WAIT) from None
            found = await self._in_process(owner, Job(function, arguments), common())
        return cast("T", found)

    async def close(self) -> None:
        """End the processes, in the middle of their work too."""
        for process in (*self._idle, *self._busy):
            process.kill()
        await asyncio.to_thread(self._executor.shutdown)
        for process in self._idle:
            process.end()
        self._idle.clear()

    async def _in_process(self, owner: Hashable, job: Job, common: Sequence[object]) -> object:
        process = self._taken(owner)
        try:
            outcome, value = await self._within_limits(process, job, common)
        finally:
            self._put_back(process)
        if outcome is Outcome.REFUSED and isinstance(value, VersusError):
            raise value
        if outcome is Outcome.TOO_LARGE:
            raise WorkRefusedError(texts.TOO_MUCH_MEMORY)
        if outcome is Outcome.DEFECT:
            log.error("Work in another process failed:\n%s", value)
            raise WorkDefectError
        return value

    async def _within_limits(self, process: "_Process", job: Job, common: Sequence[object]) -> Answer:
        answer = asyncio.get_running_loop().run_in_executor(self._executor, process.answer_to, job, common)
        try:
            done, _ = await asyncio.wait([answer], timeout=self._seconds)
            if not done:
                raise WorkRefusedError(texts.takes_too_long(self._seconds))
            return answer.result()
        except (EOFError, OSError, pickle.UnpicklingError):
            # Where the limit of memory is reached inside a library, that ends the process.
            log.warning("A process that worked for a server ended by itself")
            raise WorkRefusedError(texts.TOO_MUCH_MEMORY) from None
        finally:
            if not answer.done():  # it takes too long, or nobody waits any more; the thread ends with the process
                process.kill()
                answer.add_done_callback(lambda given_up: given_up.exception())
            elif answer.exception() is not None:
                process.kill()  # who knows how much of the job it was sent

    def _taken(self, owner: Hashable) -> "_Process":
        """A process that is there, if possible the one that worked for the same owner last; else a new one."""
        for one in [one for one in self._idle if one.has_ended]:  # the system may end any of them
            one.stay()
            self._idle.remove(one)
            self._executor.submit(one.end)
        own = [one for one in self._idle if one.owner == owner]
        process = next(iter(own or self._idle), None)
        if process is None:
            process = _Process(self._memory)
        else:
            self._idle.remove(process)
        process.owner = owner
        process.stay()
        self._busy.add(process)
        return process

    def _put_back(self, process: "_Process") -> None:
        self._busy.discard(process)
        if process.is_killed:
            with suppress(RuntimeError):  # closed meanwhile
                self._executor.submit(process.end)
        else:
            self._idle.append(process)
            process.retire_after(WARM, lambda: self._retire(process))

    def _retire(self, process: "_Process") -> None:
        self._idle.remove(process)
        process.kill()
        self._executor.submit(process.end)


class _Process:
    """One process. All but ``answer_to`` and ``end`` is for the event loop."""

    def __init__(self, memory: int) -> None:
        self.owner: Hashable = None
        self.is_killed = False
        self._memory = memory
        self._lock = Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._channel: Channel | None = None
        self._retiring: asyncio.TimerHandle | None = None

    @property
    def pid(self) -> int | None:
        """Its id, once it was started."""
        return self._process.pid if self._process is not None else None

    @property
    def has_ended(self) -> bool:
        """Whether it was there and is no more."""
        return self._process is not None and self._process.poll() is not None

    def stay(self) -> None:
        """There is something to do."""
        if self._retiring is not None:
            self._retiring.cancel()

    def retire_after(self, seconds: float, retire: Callable[[], None]) -> None:
        """There is nothing to do: call ``retire`` if that lasts so long."""
        self._retiring = asyncio.get_running_loop().call_later(seconds, retire)

    def answer_to(self, job: Job, common: Sequence[object]) -> Answer:
        """Start it if it is not there, and have it do a job, answering what it asks. Blocks until that is done.

        Raises:
            EOFError, OSError: it ended meanwhile.
        """
        channel = self._channel or self._started()
        if common and (not channel.common or channel.common[0] is not common[0]):
            channel.send(Common(common))
            channel.common = common
        channel.send(job)
        while (outcome := channel.receive()) is Outcome.ASKING:
            channel.send(outcome_of(channel.receive()))
        with gc_paused:
            return Answer(outcome, channel.receive())

    def kill(self) -> None:
        """End it at once."""
        self.stay()
        with self._lock:
            self.is_killed = True
            if self._process is not None:
                self._process.kill()

    def end(self) -> None:
        """Let go of what the system keeps of a killed process. Blocks for a moment."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            for pipe in (self._process.stdin, self._process.stdout):
                if pipe is not None:
                    with suppress(OSError):  # what was still to be sent
                        pipe.close()

    def _started(self) -> Channel:
        with self._lock:
            if self.is_killed:
                raise EOFError
            self._process = subprocess.Popen(  # noqa: S603 - this very Python, and a module of ours
                [sys.executable, "-m", "bot.workers.process", str(self._memory)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env=_environment(),
                creationflags=getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0),  # of Windows
            )
        self._channel = Channel(cast("BinaryIO", self._process.stdout), cast("BinaryIO", self._process.stdin))
        return self._channel


def _environment() -> dict[str, str]:
    kept = {name: value for name in _PASSED_ON if (value := os.environ.get(name)) is not None}
    return kept | _ONE_THREAD | {"PYTHONPATH": os.pathsep.join(path or str(Path.cwd()) for path in sys.path)}
