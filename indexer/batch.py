"""Reads many files in worker processes and hands over what came of each, in the order of the files."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Self

from indexer import recognition
from indexer.contents import SourceFile, taken
from indexer.errors import UnreadableFile
from indexer.extraction import Extraction, Gaps
from indexer.limits import Limits
from indexer.page_cache import PageCache
from indexer.passages import TokenStarts
from indexer.reading import Line, MediaType, RawDocument
from indexer.sources import Source
from indexer.tasks import finish_file, read_file, recognise_page
from indexer.watching import Silent, Watcher
from indexer.workers import Workers

_AHEAD = 4
"""Files that are read before their turn, for each worker."""


@dataclass(frozen=True, slots=True)
class Fresh:
    """A file that was read now."""

    source: Source
    extraction: Extraction


@dataclass(frozen=True, slots=True)
class Same:
    """A file that need not be read."""

    source: Source
    document_id: str


@dataclass(frozen=True, slots=True)
class Failed:
    """A file that cannot be read, with the reason."""

    source: Source
    reason: str


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A file with the same content as another one before it."""

    source: Source
    first: Source


Outcome = Fresh | Same | Failed | Duplicate


class Extractor:
    """Reads files in worker processes, the pages of scans side by side; the tokens of a text are counted in this process.

    So the encoder's vocabulary, which takes hundreds of megabytes, is not loaded again for each worker.
    """

    def __init__(self, token_starts: TokenStarts, limits: Limits | None = None, watcher: Watcher | None = None, *, workers: int | None = None) -> None:
        self.limits = limits or Limits()
        self.workers = Workers(self.limits, token_starts, workers)
        self.recognised = 0
        self._watcher = watcher or Silent()
        self._lock = threading.Lock()
        self._pages_asked = 0
        self._files = ThreadPoolExecutor(self.workers.count + 1, thread_name_prefix="file")  # one more, so that a scan leaves no worker idle
        self._pages = ThreadPoolExecutor(self.workers.count, thread_name_prefix="page")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.workers.close()
        self._files.shutdown(cancel_futures=True)
        self._pages.shutdown(cancel_futures=True)
        if self.recognised:
            PageCache.of_user("").shrink()

    def submit(self, file: SourceFile) -> Future[Extraction]:
        """The extraction of a file, when it is done; fails with ``UnreadableFile`` and the reason when nothing can be read."""
        return self._files.submit(self.extract, file)

    def extract(self, file: SourceFile) -> Extraction:
        """The extraction of a file. Raises ``UnreadableFile`` with the reason when nothing can be read."""
        seconds = self.limits.seconds_for(file.size)
        late = self.limits.too_slow(seconds)
        read = self.workers.run(read_file, file, self.limits, seconds=seconds, too_slow=late)
        if isinstance(read, Extraction):
            return read
        lines, gaps = self._recognised(file, read)
        return self.workers.run(finish_file, file, read, lines, gaps, self.limits, seconds=seconds, too_slow=late)

    def _recognised(self, file: SourceFile, raw: RawDocument) -> tuple[dict[int, tuple[Line, ...]], Gaps | None]:
        """The lines of the unread pages, and the pages that stay unread. Raises ``UnreadableFile`` when then nothing is read at all."""
        engine = recognition.available()
        pages = sorted(raw.unread)
        self._tell(asked=len(pages))
        found = dict(zip(pages, self._pages.map(partial(self._attempt, file, raw.media_type, engine), pages), strict=True))
        lines = {page: result for page, result in found.items() if not isinstance(result, UnreadableFile)}
        failures = {page: result for page, result in found.items() if isinstance(result, UnreadableFile)}
        with self._lock:
            self.recognised += len(lines)
        if not failures:
            return lines, None
        first = next(iter(failures.values()))
        if not lines and not any(line.text.strip() for line in raw.lines):
            raise first
        return lines, Gaps(frozenset(failures), str(first), attempt(self.limits))

    def _attempt(self, file: SourceFile, media_type: MediaType, engine: str | None, page: int) -> tuple[Line, ...] | UnreadableFile:
        try:
            if engine is None:
                return recognition.recognise(b"", media_type, page)  # which says what to install
            limits, cache = self.limits, PageCache.of_user(engine)
            late = limits.too_slow_page(page)
            return self.workers.run(recognise_page, file, media_type, page, limits, cache, seconds=limits.page_seconds, too_slow=late)
        except UnreadableFile as error:
            return error
        finally:
            self._tell(done=1)

    def _tell(self, asked: int = 0, done: int = 0) -> None:
        with self._lock:
            if asked:
                self._pages_asked += asked
                self._watcher.stage("recognising", self._pages_asked)
            if done:
                self._watcher.advance("recognising", done)


def attempt(limits: Limits) -> str:
    """With which program, and within which limits, pages are recognised here; empty where there is none."""
    engine = recognition.available()
    return f"{engine}, {limits.page_seconds} s, {limits.memory_mb} MB" if engine else ""


def outcomes(sources: Iterable[Source], extractor: Extractor, is_same: Callable[[str, Source], bool]) -> Iterator[Outcome]:
    """What came of each file, in their order whichever is read first; files are read some way ahead of what was taken.

    ``is_same`` says of a document's id and its source that it need not be read.
    """
    queue = _Queue(extractor, is_same)
    waiting: deque[Callable[[], Outcome]] = deque()
    for source in sources:
        waiting.append(queue.begin(source))
        if len(waiting) > _AHEAD * extractor.workers.count:
            yield waiting.popleft()()
    while waiting:
        yield waiting.popleft()()


class _Queue:
    """Begins files; what it gives for each waits for its end."""

    def __init__(self, extractor: Extractor, is_same: Callable[[str, Source], bool]) -> None:
        self._extractor = extractor
        self._is_same = is_same
        self._first: dict[str, Source] = {}
        self._failed: set[str] = set()

    def begin(self, source: Source) -> Callable[[], Outcome]:
        try:
            str(source.path).encode()  # a name that is no text cannot be stored or shown
            file = taken(source.path, self._extractor.limits, source.entry)
        except UnicodeEncodeError:
            return lambda: Failed(source, "its name is not valid UTF-8: rename it")
        except UnreadableFile as error:
            reason = str(error)
            return lambda: Failed(source, reason)
        if self._first.setdefault(file.document_id, source) is not source:
            return lambda: self._again(source, file)
        if self._is_same(file.document_id, source):
            return lambda: Same(source, file.document_id)
        future = self._extractor.submit(file)
        return lambda: self._read(source, file, future)

    def _read(self, source: Source, file: SourceFile, future: Future[Extraction]) -> Outcome:
        try:
            return Fresh(source, future.result())
        except UnreadableFile as error:
            self._failed.add(file.document_id)
            return Failed(source, str(error))

    def _again(self, source: Source, file: SourceFile) -> Outcome:
        """Of equal files the first counts, unless it could not be read, as under a name that says another format."""
        if file.document_id not in self._failed:
            return Duplicate(source, self._first[file.document_id])
        self._failed.discard(file.document_id)
        self._first[file.document_id] = source
        return self._read(source, file, self._extractor.submit(file))
