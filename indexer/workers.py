"""Worker processes for work on files that may be damaged or hostile: each within limits of time and memory.

A worker has a pipe of its own to this process and shares nothing with the others, so that one that hangs, crashes or is
killed, even in the middle of a message, costs only the file that it was reading. Workers are forked from a server that
has loaded the readers and nothing else, never from this process, whose libraries run threads; the main program is not
run again in them.
"""

from __future__ import annotations

import multiprocessing
import os
import queue
import shutil
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import ModuleType
from typing import Any, Self, TypeVar

from indexer.errors import UnreadableFile
from indexer.limits import Limits
from indexer.worker import Reply, Work, serve

_CONTEXT = multiprocessing.get_context("forkserver")
_PRELOADED = "indexer.preload"
_SCRATCH = "passerelle-workers-"
_START_SECONDS = 120
_STARTING = threading.Lock()

_Result = TypeVar("_Result")
Answer = Callable[[Any], Any]
"""Answers, in this process, what work in a worker asks."""


class Stopped(Exception):
    """The workers were closed while this work was waiting or under way."""


def available_cores() -> int:
    """The processor cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Workers:
    """Up to ``count`` workers (all cores unless given), each started when it is first needed; any thread may use them."""

    def __init__(self, limits: Limits, answer: Answer = lambda question: question, count: int | None = None) -> None:
        self.limits = limits
        self.count = count or available_cores()
        self.peak_bytes = 0
        self._answer = answer
        self._lock = threading.Lock()
        self._alive: set[_Worker] = set()
        self._closed = False
        _remove_left_scratch()
        self._scratch = tempfile.TemporaryDirectory(prefix=f"{_SCRATCH}{os.getpid()}-", ignore_cleanup_errors=True)
        self._idle: queue.LifoQueue[_Worker | None] = queue.LifoQueue()
        for _ in range(self.count):
            self._idle.put(None)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Stops all workers at once, and removes the temporary files that they left; work under way raises ``Stopped``."""
        with self._lock:
            self._closed = True
            for worker in self._alive:
                worker.stop()
        self._scratch.cleanup()

    def run(self, function: Callable[..., _Result], *arguments: object, seconds: float, too_slow: str) -> _Result:
        """What a function of a module gives in a worker; waits for a free one.

        Raises ``UnreadableFile`` that the function raised, or with ``too_slow`` after so many seconds, or with the reason
        when the worker ran out of memory or died; any other failure of the function is one of the file, too.
        """
        worker = self._idle.get()
        try:
            worker = worker or self._started()
            reply, worker = self._reply(worker, Work(function, arguments, seconds), too_slow)
        except BaseException:
            self._bury(worker)
            worker = None
            raise
        finally:
            self._idle.put(worker)
        if reply.error:
            raise reply.error
        result: _Result = reply.value
        return result

    def _reply(self, worker: _Worker, work: Work, too_slow: str) -> tuple[Reply, _Worker | None]:
        """The reply, and the worker if it goes on."""
        try:
            reply = worker.run(work, self._answer)
        except TimeoutError:
            reply = Reply(error=UnreadableFile(too_slow), ends=True)
        except (EOFError, ConnectionError):
            if self._closed:
                raise Stopped from None
            reply = Reply(error=UnreadableFile(self._death(worker.exit_code(), too_slow)), ends=True)
        self.peak_bytes = max(self.peak_bytes, reply.peak)
        if reply.ends:
            self._bury(worker)
        return reply, None if reply.ends else worker

    def _death(self, exit_code: int, too_slow: str) -> str:
        if exit_code == -signal.SIGKILL:  # the system does so when memory is short
            return self.limits.too_much_memory
        if exit_code in {-signal.SIGALRM, -signal.SIGXCPU}:
            return too_slow
        how = signal.Signals(-exit_code).name if exit_code < 0 else f"exit status {exit_code}"
        return f"the program that reads it crashed on it ({how}): {self._crash(exit_code)}"

    def _crash(self, exit_code: int) -> str:
        again = "open and save it again with the program that made it"
        if exit_code == -signal.SIGABRT:  # so libraries in C++ end when memory is short
            return f"it is damaged or needs more memory than {self.limits.memory_mb} MB, so {again}, split it, or raise PASSERELLE_MEMORY_MB"
        return f"it is damaged, so {again}"

    def _started(self) -> _Worker:
        worker = _Worker(self.limits, self._scratch.name)
        with self._lock:
            self._alive.add(worker)
            if self._closed:
                worker.stop()
        return worker

    def _bury(self, worker: _Worker | None) -> None:
        if worker:
            worker.bury()
            with self._lock:
                self._alive.discard(worker)


class _Worker:
    """One worker process, used by one thread at a time."""

    def __init__(self, limits: Limits, scratch: str) -> None:
        self._connection, theirs = _CONTEXT.Pipe()
        self._process = _CONTEXT.Process(target=serve, args=(theirs, limits, scratch), daemon=True)
        with _without_main():
            _CONTEXT.set_forkserver_preload([_PRELOADED])  # counts for the first worker of all, for which the server is started
            self._process.start()
        theirs.close()
        self._pid = self._process.pid or 0
        self._ready = False

    def run(self, work: Work, answer: Answer) -> Reply:
        """Raises ``TimeoutError`` when the work takes too long, ``EOFError`` or ``ConnectionError`` when the worker dies."""
        if not self._ready:
            self._message(time.monotonic() + _START_SECONDS)
            self._ready = True
        self._connection.send(work)
        deadline = time.monotonic() + work.seconds
        while True:
            message = self._message(deadline)
            if isinstance(message, Reply):
                return message
            self._connection.send(answer(message.value))

    def _message(self, deadline: float) -> Any:  # noqa: ANN401 - what the other side sent
        if not self._connection.poll(max(0.0, deadline - time.monotonic())):
            raise TimeoutError
        try:
            return self._connection.recv()
        except OSError as error:  # it died in the middle of a message
            raise EOFError from error

    def stop(self) -> None:
        """Kills the process and all that it has started; any thread may call it."""
        started = _descendants(self._pid)  # some of which may be in groups of their own
        for kill, process in ((os.killpg, self._pid), (os.kill, self._pid), *((os.kill, process) for process in started)):
            with suppress(ProcessLookupError, PermissionError):
                kill(process, signal.SIGKILL)

    def exit_code(self) -> int:
        """How the process ended, as ``multiprocessing`` says it; waits for the end."""
        self._process.join()
        return self._process.exitcode or 0

    def bury(self) -> None:
        """Makes sure that nothing is left of the process."""
        if self._process.is_alive():
            self.stop()
        else:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self._pid, signal.SIGKILL)
        self._process.join()
        self._connection.close()


@contextmanager
def _without_main() -> Iterator[None]:
    """While a worker is being started, the main program looks empty, so that the worker does not run it again.

    ``multiprocessing`` would import it there, with all that it loads, for functions that it may define; ours are in modules.
    """
    with _STARTING:
        main = sys.modules["__main__"]
        sys.modules["__main__"] = ModuleType("__main__")
        try:
            yield
        finally:
            sys.modules["__main__"] = main


def _remove_left_scratch() -> None:
    """Removes the temporary files of programs that were killed and could not do so."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_SCRATCH}[0-9]*-*"):
        try:
            os.kill(int(folder.name.removeprefix(_SCRATCH).partition("-")[0]), 0)
        except ProcessLookupError:
            shutil.rmtree(folder, ignore_errors=True)
        except (PermissionError, ValueError, OverflowError):  # another person's, or none of ours
            continue


def _descendants(process: int) -> list[int]:
    """The processes that a process has started, and those that these have; none where the system has no ``/proc``."""
    parents: dict[int, int] = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            parents[int(status.parent.name)] = int(status.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()[1])
    found = [process]
    for ancestor in found:  # which grows on the way
        found += [child for child, parent in parents.items() if parent == ancestor]
    return found[1:]
