"""The life of a worker process: limits first, then one piece of work after another, whatever comes of it.

Nothing that reads files is imported here; work brings its own modules.
"""

from __future__ import annotations

import fcntl
import multiprocessing
import os
import resource
import signal
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.reduction import ForkingPickler
from typing import Any

from indexer.errors import UnreadableFile
from indexer.limits import Limits

_GRACE_SECONDS = 2
"""After this much more time a worker ends itself, in case that nobody is left to stop it."""
_CORES_OF_A_PROGRAM = 4
"""A program that a worker starts may compute on several cores; its time is counted on all of them."""
_WORN = 0.6
"""A worker that once took this share of its memory is not used again, so that every file finds about as much."""


@dataclass(frozen=True, slots=True)
class Work:
    """A function of a module and what it is called with."""

    function: Callable[..., Any]
    arguments: tuple[Any, ...]
    seconds: float


@dataclass(frozen=True, slots=True)
class Question:
    """What work asks the parent."""

    value: Any


@dataclass(frozen=True, slots=True)
class Reply:
    """What came of work: a value or an error.

    ``ends`` says that the worker is no more; ``peak`` is the most memory it ever had, in bytes.
    """

    value: Any = None
    error: UnreadableFile | None = None
    peak: int = 0
    ends: bool = False


_parent: Connection | None = None
"""In a worker, its pipe to the process that started it."""


def ask(question: Any) -> Any:  # noqa: ANN401 - what is asked and answered is for the two sides to know
    """In a worker: what the ``answer`` of its ``Workers`` says to a question."""
    if _parent is None:
        raise RuntimeError("only work in a worker can ask")
    _parent.send(Question(question))
    return _parent.recv()


def serve(connection: Connection, limits: Limits, scratch: str) -> None:
    """The life of a worker."""
    global _parent  # noqa: PLW0603 - a worker has one parent
    _parent = connection
    tempfile.tempdir = os.environ["TMPDIR"] = scratch  # what a killed worker leaves there is removed
    os.setsid()  # a group of its own, so that what it starts can be stopped with it and Ctrl-C reaches neither
    _end_with_parent()
    _be_quiet()
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_DATA, limits.memory_mb * 1_000_000)
    connection.send(None)
    reply = Reply()
    while not reply.ends:
        try:
            work = connection.recv()
        except EOFError:  # the parent is gone
            return
        reply = _done(work, limits)
        try:
            message = ForkingPickler.dumps(reply)
        except MemoryError:
            message = ForkingPickler.dumps(Reply(error=UnreadableFile(limits.too_much_memory), ends=True))
        with suppress(ConnectionError):
            connection.send_bytes(message)
        signal.setitimer(signal.ITIMER_REAL, 0)


def _done(work: Work, limits: Limits) -> Reply:
    """Does the work, whatever comes of it."""
    signal.signal(signal.SIGALRM, signal.SIG_DFL)  # ends the process without asking Python, which may be deep in a library
    signal.setitimer(signal.ITIMER_REAL, work.seconds + _GRACE_SECONDS)
    used = resource.getrusage(resource.RUSAGE_SELF)
    _limit(resource.RLIMIT_CPU, int(used.ru_utime + used.ru_stime + _CORES_OF_A_PROGRAM * work.seconds) + 1)
    value, error, ends = None, None, False
    try:
        value = work.function(*work.arguments)
    except UnreadableFile as failure:
        error = failure.with_traceback(None)
    except MemoryError:
        error, ends = UnreadableFile(limits.too_much_memory), True
    except RecursionError:
        error = UnreadableFile("it is nested too deeply to be read: open and save it again with the program that made it")
    except Exception as failure:  # noqa: BLE001 - whatever a broken file does to a library is a fault of the file
        error = UnreadableFile(
            f"it cannot be read ({_place(failure)}): it is damaged or not what it seems, so open and save it again with the program that made it"
        )
    peak = _peak_bytes()
    return Reply(value, error, peak, ends or peak > _WORN * limits.memory_mb * 1_000_000)


def _place(failure: Exception) -> str:
    """What happened and where, for those who look into it: ``TypeError, pdf.py:31``."""
    trace = failure.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    where = f", {os.path.basename(trace.tb_frame.f_code.co_filename)}:{trace.tb_lineno}" if trace else ""  # noqa: PTH119 - a name of code, not a file
    return type(failure).__name__ + where


def _limit(what: int, value: int) -> None:
    """Sets a limit that programs started here inherit; systems that do not know it are not limited."""
    with suppress(ValueError, OSError):
        _, hardest = resource.getrlimit(what)
        resource.setrlimit(what, (value if hardest == resource.RLIM_INFINITY else min(value, hardest), hardest))


def _peak_bytes() -> int:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def _end_with_parent() -> None:
    """Has the system end this process, and all that it has started, when the parent is no more, even in the middle of work."""
    parent = multiprocessing.parent_process()
    if parent is None:
        return
    signal.signal(signal.SIGIO, signal.SIG_DFL)  # which ends the process
    with suppress(OSError):  # where the system cannot, the parent is missed when the work is done
        fcntl.fcntl(parent.sentinel, fcntl.F_SETOWN, -os.getpid())  # minus: to the whole group
        fcntl.fcntl(parent.sentinel, fcntl.F_SETFL, fcntl.fcntl(parent.sentinel, fcntl.F_GETFL) | os.O_ASYNC)
    if wait([parent.sentinel], timeout=0):  # it was gone before
        os.kill(0, signal.SIGIO)


def _be_quiet() -> None:
    """Libraries that print of each odd byte print into nothing; what matters is in the reply."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nothing, stream)
    os.close(nothing)
