"""What is done in workers by the tests of workers: good deeds and bad ones."""

import ctypes
import os
import re
import resource
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from indexer import worker
from indexer.contents import SourceFile
from indexer.errors import RecognitionUnavailable, UnreadableFile
from indexer.limits import Limits
from indexer.page_cache import PageCache
from indexer.reading import Line, MediaType
from indexer.worker import ask


def double(number: int) -> int:
    """Twice the number."""
    return 2 * number


def process_id() -> int:
    """The process in which this runs, after some time in which no other work can have it."""
    time.sleep(0.2)
    return os.getpid()


def asked(question: str) -> str:
    """What the parent answers, twice."""
    return f"{ask(question)} {ask(question)}"


def modules() -> list[str]:
    """What is loaded in the worker."""
    return sorted(sys.modules)


def printed() -> None:
    """Prints on both streams, as libraries do."""
    print("noise from a library")  # noqa: T201 - this is what is tested
    os.write(2, b"noise from a library\n")


def limits_of_process() -> dict[str, int]:
    """The limits that programs started by the worker inherit."""
    return {name: resource.getrlimit(getattr(resource, f"RLIMIT_{name}"))[0] for name in ("CORE", "DATA", "CPU")}


def leave_file() -> Path:
    """A temporary file that nobody removes."""
    descriptor, name = tempfile.mkstemp()
    os.close(descriptor)
    return Path(name)


def fail(how: str) -> None:
    """Fails as readers fail."""
    if how == "unreadable":
        raise UnreadableFile("it is empty")
    if how == "unavailable":
        raise RecognitionUnavailable("install it")
    if how == "library":
        raise KeyError("/Root")
    if how == "nested":
        fail(how)
    sys.exit(how)


def take_memory(how: str) -> int:
    """Takes memory without end."""
    if how == "at once":
        return len(bytearray(5_000_000_000))
    if how == "little by little":
        values: list[int] = []
        while True:
            values.extend(range(len(values), len(values) + 100_000))
    if how == "in the result":
        block = "x" * 300_000_000
        return [block + "a", block + "b"]  # type: ignore[return-value]
    return len(subprocess.run([sys.executable, "-c", "bytearray(5_000_000_000)"], check=False, capture_output=True).stderr)


def die(how: str) -> None:
    """Ends the process as broken libraries do."""
    match how:
        case "null pointer":
            ctypes.string_at(0)
        case "abort":
            os.abort()
        case "exit":
            os._exit(3)
        case "out of memory":
            os.kill(os.getpid(), signal.SIGKILL)
        case "deep in C":
            sys.setrecursionlimit(10_000_000)
            exec("f = lambda *a: sorted([0], key=f)\nf()", {})  # noqa: S102 - recursion through C takes the stack of the process
        case "in a message":
            assert worker._parent is not None
            os.write(worker._parent.fileno(), b"\x00\x10\x00\x00half of it")  # says that a megabyte follows
            os.kill(os.getpid(), signal.SIGSEGV)


def hang(how: str, note: Path) -> None:
    """Notes the processes at work, and never ends."""
    program = subprocess.Popen(["/bin/sleep", "1000"], start_new_session=how == "in a session")
    note.write_text(f"{os.getpid()} {program.pid}", encoding="utf-8")
    if how == "in Python":
        while True:
            pass
    if how == "in C":  # where no signal handler of Python would run
        re.fullmatch(r"(a|aa)+b", "a" * 200)
    if how == "in a message":
        assert worker._parent is not None
        os.write(worker._parent.fileno(), b"\x00\x10\x00\x00half of it")
    time.sleep(1000)


def recognise_page(file: SourceFile, media_type: MediaType, page: int, limits: Limits, cache: PageCache) -> tuple[Line, ...]:
    """Text on odd pages; page 2 hangs, and what recognises page 4 crashes."""
    assert (file.size, media_type, limits.page_seconds, cache.engine) == (len(file.path.read_bytes()), MediaType.PDF, 1, "an engine")
    if page == 2:
        time.sleep(1000)
    if page == 4:
        os.abort()
    return (Line(("Article 1 - Objet", "", "Une aide est versée.", "", "Elle cesse demain.")[page - 1], page),)


def recognise_nothing(_file: SourceFile, _media_type: MediaType, page: int, _limits: Limits, _cache: PageCache) -> tuple[Line, ...]:
    """Fails on every page."""
    raise UnreadableFile(f"page {page} is dark")
