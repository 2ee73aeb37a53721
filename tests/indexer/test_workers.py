"""Whatever work does in a worker, it costs that work alone."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest

from indexer.errors import RecognitionUnavailable, UnreadableFile
from indexer.limits import Limits
from indexer.workers import Stopped, Workers, available_cores
from tests.indexer import deeds

REPOSITORY = Path(__file__).parents[2]
LIMITS = Limits(memory_mb=400)
NEVER_IN_WORKERS = {"torch", "openvino", "faiss", "sentence_transformers", "transformers", "tokenizers", "tantivy", "fastapi", "pytest"}


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    """Two workers for all tests; each test leaves them able to work."""
    with Workers(LIMITS, answer=str.upper, count=2) as pool:
        yield pool


def is_alive(process: int) -> bool:
    """Whether a process runs; one that has ended and was not asked for its status does not."""
    status = Path(f"/proc/{process}/stat")
    if not Path("/proc/self/stat").exists():  # a system without /proc
        with suppress(ProcessLookupError):
            os.kill(process, 0)
            return True
        return False
    return status.exists() and status.read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"


def wait_until_dead(*processes: int) -> None:
    """Fails unless the processes end soon."""
    deadline = time.monotonic() + 10
    while any(map(is_alive, processes)):
        assert time.monotonic() < deadline, "a process outlived its work"
        time.sleep(0.02)


def noted(path: Path) -> tuple[int, int]:
    """The processes of work that hangs, once it does."""
    deadline = time.monotonic() + 60
    while not path.exists() or len(path.read_text(encoding="utf-8").split()) != 2:
        assert time.monotonic() < deadline, "the work did not begin"
        time.sleep(0.02)
    worker, program = map(int, path.read_text(encoding="utf-8").split())
    return worker, program


def works(workers: Workers) -> bool:
    """Whether every worker does its work."""
    with ThreadPoolExecutor(4) as threads:
        numbers = list(threads.map(lambda n: workers.run(deeds.double, n, seconds=60, too_slow="slow"), range(20)))
    return numbers == [2 * n for n in range(20)]


def test_work_is_done(workers: Workers) -> None:
    """Results come back to those who asked, from many threads at once."""
    assert works(workers)


def test_workers_are_processes_side_by_side(workers: Workers) -> None:
    """Two pieces of work at a time have two processes, and neither is this one."""
    with ThreadPoolExecutor(2) as threads:
        found = list(threads.map(lambda _: workers.run(deeds.process_id, seconds=60, too_slow="slow"), range(2)))
    assert len({*found, os.getpid()}) == 3


def test_a_worker_starts_when_it_is_needed() -> None:
    """Work after work takes one process, however many there may be."""
    with Workers(LIMITS, count=8) as pool:
        found = {pool.run(deeds.process_id, seconds=60, too_slow="slow") for _ in range(3)}
        assert (len(found), len(pool._alive)) == (1, 1)


def test_as_many_workers_as_cores() -> None:
    """Unless told, there are as many workers as this process may use cores."""
    with Workers(LIMITS) as pool:
        assert pool.count == available_cores() >= 1


def test_workers_ask(workers: Workers) -> None:
    """Work can ask the process that started it."""
    assert workers.run(deeds.asked, "abc", seconds=60, too_slow="slow") == "ABC ABC"


def test_an_answer_that_fails_is_raised() -> None:
    """A failure of the process that answers is its own failure, and no file's."""
    with Workers(LIMITS, answer=int, count=1) as pool:
        with pytest.raises(ValueError, match="invalid literal"):
            pool.run(deeds.asked, "abc", seconds=60, too_slow="slow")
        assert works(pool)


def test_workers_are_light(workers: Workers) -> None:
    """No library that encodes, searches or serves is loaded in a worker, nor the program that started it."""
    loaded = {name.partition(".")[0] for name in workers.run(deeds.modules, seconds=60, too_slow="slow")}
    assert loaded & NEVER_IN_WORKERS == set()
    assert "pypdf" in loaded


def test_workers_are_quiet(workers: Workers, capfd: pytest.CaptureFixture[str]) -> None:
    """What libraries print about broken files is not shown."""
    workers.run(deeds.printed, seconds=60, too_slow="slow")
    assert capfd.readouterr() == ("", "")


def test_limits_are_inherited(workers: Workers) -> None:
    """Programs that a worker starts have its limit of memory, four times its time on the processor, and dump no core."""
    limits = workers.run(deeds.limits_of_process, seconds=10, too_slow="slow")
    assert (limits["CORE"], limits["DATA"]) == (0, 400_000_000)
    assert 40 <= limits["CPU"] <= 60


@pytest.mark.parametrize(("how", "kind"), [("unreadable", UnreadableFile), ("unavailable", RecognitionUnavailable)])
def test_reasons_come_back(workers: Workers, how: str, kind: type[Exception]) -> None:
    """A reader's reason is raised as it was."""
    with pytest.raises(UnreadableFile) as caught:
        workers.run(deeds.fail, how, seconds=60, too_slow="slow")
    assert type(caught.value) is kind
    assert str(caught.value) in {"it is empty", "install it"}


@pytest.mark.parametrize(
    ("how", "sentence"),
    [
        ("library", r"it cannot be read \(KeyError, deeds.py:\d+\): it is damaged"),
        ("nested", "it is nested too deeply"),
        ("exit", "crashed on it .exit status 1"),
    ],
)
def test_other_failures_have_a_reason(workers: Workers, how: str, sentence: str) -> None:
    """Whatever a library raises becomes one sentence that says where."""
    with pytest.raises(UnreadableFile, match=sentence):
        workers.run(deeds.fail, how, seconds=60, too_slow="slow")
    assert works(workers)


@pytest.mark.parametrize("how", ["at once", "little by little", "in the result"])
def test_too_much_memory(workers: Workers, how: str) -> None:
    """Work that takes more memory than allowed is refused with that reason, and its worker is not used again."""
    before = workers.run(deeds.process_id, seconds=60, too_slow="slow")
    with pytest.raises(UnreadableFile, match="needs more memory than the 400 MB that one file may take"):
        workers.run(deeds.take_memory, how, seconds=60, too_slow="slow")
    assert workers.run(deeds.process_id, seconds=60, too_slow="slow") != before
    assert workers.peak_bytes < 2**30
    assert works(workers)


def test_programs_may_not_take_more_either(workers: Workers) -> None:
    """A program that a worker starts meets the same limit of memory."""
    assert workers.run(deeds.take_memory, "in a program", seconds=60, too_slow="slow") > 0


@pytest.mark.parametrize(
    ("how", "sentence"),
    [
        ("null pointer", r"crashed on it \(SIGSEGV\)"),
        ("abort", r"crashed on it \(SIGABRT\)"),
        ("exit", r"crashed on it \(exit status 3\)"),
        ("out of memory", "needs more memory"),
        ("deep in C", r"crashed on it \(SIGSEGV\)|nested too deeply|needs more memory"),
        ("in a message", r"crashed on it \(SIGSEGV\)"),
    ],
)
def test_a_worker_that_dies(workers: Workers, how: str, sentence: str) -> None:
    """The work of a worker that dies fails with how it died; other work at the same time is done."""
    with ThreadPoolExecutor(4) as threads:
        others = [threads.submit(workers.run, deeds.double, n, seconds=60, too_slow="slow") for n in range(10)]
        with pytest.raises(UnreadableFile, match=sentence):
            workers.run(deeds.die, how, seconds=60, too_slow="slow")
        assert [other.result() for other in others] == [2 * n for n in range(10)]
    assert works(workers)


@pytest.mark.parametrize("how", ["in Python", "in C", "asleep", "in a message"])
def test_work_that_hangs(workers: Workers, tmp_path: Path, how: str) -> None:
    """Work that does not end is ended in its time with all that it started, and other work is done meanwhile."""
    started = time.monotonic()
    with ThreadPoolExecutor(1) as threads:
        hanging = threads.submit(workers.run, deeds.hang, how, tmp_path / "note", seconds=1.5, too_slow="it took too long")
        assert workers.run(deeds.double, 4, seconds=60, too_slow="slow") == 8
        with pytest.raises(UnreadableFile, match="it took too long"):
            hanging.result()
    assert 1.5 <= time.monotonic() - started < 10
    wait_until_dead(*noted(tmp_path / "note"))
    assert works(workers)


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="without /proc nothing tells who started a process")
def test_programs_in_sessions_of_their_own_end_too(workers: Workers, tmp_path: Path) -> None:
    """A program that a worker has started in a session of its own ends with the work."""
    with pytest.raises(UnreadableFile, match="it took too long"):
        workers.run(deeds.hang, "in a session", tmp_path / "note", seconds=1.5, too_slow="it took too long")
    wait_until_dead(*noted(tmp_path / "note"))


def test_temporary_files_are_removed() -> None:
    """What killed work leaves among the temporary files is gone when the workers are closed."""
    with Workers(LIMITS, count=1) as pool:
        left = pool.run(deeds.leave_file, seconds=60, too_slow="slow")
        assert left.is_file()
    assert not left.parent.exists()


def test_what_a_killed_program_left_is_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Temporary files of a program that is no more are removed by the next one; those of a living one and of others are not."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with subprocess.Popen([sys.executable, "-c", ""]) as program:
        program.wait()
    names = [f"passerelle-workers-{program.pid}-x", f"passerelle-workers-{os.getpid()}-x", "passerelle-workers-9z-x", "other"]
    for name in names:
        (tmp_path / name / "folder").mkdir(parents=True)
    Workers(LIMITS, count=1).close()
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(names[1:])


def test_closing_stops_work(tmp_path: Path) -> None:
    """Work under way and work that waits for a worker are stopped at once, and no process is left."""
    pool = Workers(LIMITS, count=1)
    with ThreadPoolExecutor(2) as threads:
        hanging = threads.submit(pool.run, deeds.hang, "in C", tmp_path / "note", seconds=1000, too_slow="slow")
        processes = noted(tmp_path / "note")
        waiting = threads.submit(pool.run, deeds.double, 1, seconds=1000, too_slow="slow")
        pool.close()
        for future in (hanging, waiting):
            with pytest.raises(Stopped):
                future.result(timeout=20)
    wait_until_dead(*processes)


SCRIPT = """
import sys
from pathlib import Path
from indexer.limits import Limits
from indexer.workers import Workers
from tests.indexer import deeds
print("this program runs once", flush=True)
with Workers(Limits(), count=2) as workers:
    print(workers.run(deeds.double, 21, seconds=60, too_slow="slow"), flush=True)
    if len(sys.argv) > 1:
        workers.run(deeds.hang, sys.argv[1], Path(sys.argv[2]), seconds=1000, too_slow="slow")
"""


def script(folder: Path, *arguments: str) -> subprocess.Popen[bytes]:
    """A program that uses workers without the usual guard against being imported."""
    path = folder / "program.py"
    path.write_text(SCRIPT, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    return subprocess.Popen([sys.executable, str(path), *arguments], stdout=subprocess.PIPE, env=environment, cwd=folder)  # noqa: S603 - our own program


def test_the_main_program_is_not_run_again(tmp_path: Path) -> None:
    """A program without a guard against being imported can use workers; each of its lines runs once."""
    with script(tmp_path) as program:
        printed, _ = program.communicate(timeout=60)
    assert (program.returncode, printed.split(b"\n")) == (0, [b"this program runs once", b"42", b""])


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a process at once that its parent is gone")
@pytest.mark.parametrize("how", ["in Python", "in C", "asleep"])
def test_workers_end_with_their_parent(tmp_path: Path, how: str) -> None:
    """When the program is killed, its workers end in the middle of work, and so do the programs that they have started."""
    with script(tmp_path, how, str(tmp_path / "note")) as program:
        processes = noted(tmp_path / "note")
        program.send_signal(signal.SIGKILL)
    wait_until_dead(*processes)


def test_the_main_module_is_back(workers: Workers) -> None:
    """While workers start, other threads find the main module again soon, and afterwards it is the same."""
    main = sys.modules["__main__"]
    threads = [threading.Thread(target=works, args=(workers,)) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sys.modules["__main__"] is main


@pytest.mark.parametrize("name", ["file_mb", "file_seconds", "page_seconds", "memory_mb", "pages", "characters"])
def test_limits_are_positive(name: str) -> None:
    """A limit of nothing is refused."""
    with pytest.raises(ValueError, match=f"a limit is at least 1: {name} is 0"):
        Limits(**{name: 0})


def test_larger_files_have_more_time() -> None:
    """20 s up to 2 MB, then half of it for each further MB: 20 + 3 x 10 = 50 for 5 MB."""
    assert [Limits(file_seconds=20).seconds_for(size) for size in (0, 2_000_000, 5_000_000)] == [20, 20, 50]
