"""Builds an index: from files, or from texts at hand, to a published generation.

A document whose bytes, catalogue entry, model and extraction version are those of the current generation is
taken over from it with its vectors; nothing of it is read or encoded again.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import numpy as np

from indexer.batch import Duplicate, Extractor, Failed, Fresh, Same, attempt, outcomes
from indexer.encoder import Encoder
from indexer.errors import IndexMismatch, SourceMissing
from indexer.extraction import EXTRACTION_VERSION, Gaps
from indexer.generation import Generation, building, current_name, open_generation, publish
from indexer.limits import Limits
from indexer.sources import Source, existing, find_sources
from indexer.watching import Silent, Watcher
from indexer.writing import GenerationWriter

_ENCODED_AT_ONCE = 256


@dataclass(slots=True)
class BuildReport:
    """What a build did with each file: names of files, and for those left out or not whole the reason.

    ``pages`` and ``recognised`` count the pages that were read now, and those of them whose text was recognised on an image.
    """

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    skipped: dict[str, str] = field(default_factory=dict)
    failed: dict[str, str] = field(default_factory=dict)
    incomplete: dict[str, str] = field(default_factory=dict)
    documents: int = 0
    passages: int = 0
    pages: int = 0
    recognised: int = 0
    seconds: float = 0.0
    generation: str = ""

    def note_gaps(self, name: str, gaps: Gaps | None) -> None:
        """Takes note of the pages that a document lacks."""
        if gaps:
            self.incomplete[name] = gaps.sentence


class _Previous:
    """The current generation, as far as its documents can be taken over."""

    def __init__(self, generation: Generation | None, limits: Limits) -> None:
        self.generation = generation
        self._limits = limits
        documents = generation.store.documents if generation else ()
        self.sources = frozenset(stored.source for stored in documents)

    def same(self, document_id: str, source: Source) -> bool:
        """Whether a document is to be taken over; one with pages that could not be recognised is read again where it can be tried in another way."""
        stored = self.generation.store.document(document_id) if self.generation else None
        if stored is None or stored.source != str(source.path) or stored.entry_digest != _entry_digest(source):
            return False
        return stored.gaps is None or attempt(self._limits) in {"", stored.gaps.attempt}

    def gaps(self, document_id: str) -> Gaps | None:
        stored = self.generation.store.document(document_id) if self.generation else None
        return stored.gaps if stored else None

    def take_over(self, held: list[Same], writer: GenerationWriter) -> None:
        """Adds documents to the writer with their vectors; ``held`` is empty afterwards."""
        for same in held:
            if self.generation is None:
                raise KeyError(same.document_id)
            rows = np.array(self.generation.store.rows_of(same.document_id), dtype=np.int64)
            extraction, vectors = self.generation.store.extraction(same.document_id), self.generation.vectors.vectors(rows)
            writer.add(extraction, str(same.source.path), _entry_digest(same.source), vectors)
        held.clear()


def build_index(
    index: Path,
    roots: tuple[Path, ...],
    encoder: Encoder,
    watcher: Watcher | None = None,
    *,
    only: bool = False,
    forget: tuple[Path, ...] = (),
    limits: Limits | None = None,
    workers: int | None = None,
    was_read: Callable[[Path], None] = lambda _path: None,
) -> BuildReport:
    """Indexes the files below ``roots`` and, unless ``only``, below all roots that the index already has.

    Files are read in ``workers`` processes (one for each core unless given), each file within ``limits``; one that cannot
    be read is reported and the others go on; ``was_read`` is told of each file that is done with, but for those taken over. Publishes a new generation unless nothing changed. Raises ``IndexBusy``,
    ``SourceMissing`` or ``CatalogueError``, leaving the index as it was.
    """
    watcher = watcher or Silent()
    started = time.monotonic()
    with building(index) as folder:
        previous = _previous(index, encoder)
        asked = asked_roots(index, roots, only=only, forget=forget)
        if unnamed := [root for root in asked if printable(root) != str(root)]:
            raise SourceMissing(f"{printable(unnamed[0])} has a name that is not valid UTF-8: rename it")
        sources = find_sources(asked)
        report = BuildReport(skipped={printable(path): reason for path, reason in sources.skipped.items()})
        writer = GenerationWriter(folder, encoder)
        with Extractor(encoder.token_starts, limits, watcher, workers=workers) as extractor:
            before = _Previous(previous, extractor.limits)
            seen, held = _add_all(sources.readable, extractor, writer, before, report, watcher, was_read)
        report.seconds = round(time.monotonic() - started, 2)
        if previous:
            report.removed = sorted({stored.source for stored in previous.store.documents} - seen - report.failed.keys())
        if (
            previous
            and not (report.added or report.changed or report.removed)
            and tuple(map(str, asked)) == previous.manifest.roots
            and report.failed == previous.manifest.failed
        ):
            report.generation, report.documents, report.passages = previous.manifest.name, previous.manifest.documents, previous.manifest.passages
            return report
        before.take_over(held, writer)
        manifest = writer.finish(asked, report.failed)
        publish(folder, manifest)
    report.seconds = round(time.monotonic() - started, 2)
    report.generation, report.documents, report.passages = manifest.name, manifest.documents, manifest.passages
    return report


def _previous(index: Path, encoder: Encoder) -> Generation | None:
    name = current_name(index)
    if name is None:
        return None
    try:
        generation = open_generation(index / name, encoder.card)
    except IndexMismatch:  # made with another model or version: everything is read again
        return None
    return generation if generation.manifest.extraction_version == EXTRACTION_VERSION else None


def _roots(index: Path) -> tuple[str, ...]:
    name = current_name(index)
    if name is None:
        return ()
    try:
        return open_generation(index / name).manifest.roots
    except IndexMismatch:
        return ()


def asked_roots(index: Path, roots: tuple[Path, ...], *, only: bool = False, forget: tuple[Path, ...] = ()) -> tuple[Path, ...]:
    """The files and folders that a build with these arguments reads: the given ones and, unless ``only``, those that the index has.

    Raises ``SourceMissing`` when a given one does not exist.
    """
    known = () if only else tuple(Path(root) for root in _roots(index))
    return _outermost([*known, *(existing(root).resolve() for root in roots)], {path.resolve() for path in forget})


def _outermost(roots: list[Path], forgotten: set[Path]) -> tuple[Path, ...]:
    kept = [root for root in dict.fromkeys(roots) if root not in forgotten]
    return tuple(root for root in kept if not any(other != root and other in root.parents for other in kept))


def printable(path: Path) -> str:
    """The path as text; bytes of its name that are none are written as numbers."""
    return str(path).encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _entry_digest(source: Source) -> str:
    return source.entry.digest if source.entry else ""


def _add_all(
    sources: tuple[Source, ...],
    extractor: Extractor,
    writer: GenerationWriter,
    previous: _Previous,
    report: BuildReport,
    watcher: Watcher,
    was_read: Callable[[Path], None],
) -> tuple[set[str], list[Same]]:
    """Reads every file into the writer, which encodes while workers read on.

    Gives the names of the files that are in the new generation, and what is still to be taken over: while nothing is
    new nothing is taken over, so that a build without a change does no work.
    """
    seen: set[str] = set()
    held: list[Same] = []
    watcher.stage("reading", len(sources))
    for outcome in outcomes(sources, extractor, previous.same):
        name = printable(outcome.source.path)
        match outcome:
            case Failed(reason=reason):
                report.failed[name] = reason
            case Duplicate(first=first):
                report.skipped[name] = f"it has the same content as {first.path}"
            case Same(document_id=document_id):
                held.append(outcome)
                report.unchanged.append(name)
                report.note_gaps(name, previous.gaps(document_id))
                seen.add(name)
            case Fresh(source, extraction):
                previous.take_over(held, writer)
                writer.add(extraction, name, _entry_digest(source))
                (report.changed if name in previous.sources else report.added).append(name)
                report.note_gaps(name, extraction.gaps)
                report.pages += len({page.number for page in extraction.pages})
                seen.add(name)
                watcher.stage("encoding", writer.fresh)
        watcher.advance("reading", 1)
        if not isinstance(outcome, Same):
            was_read(outcome.source.path)
        if writer.pending >= _ENCODED_AT_ONCE:
            writer.encode(partial(watcher.advance, "encoding"))
    writer.encode(partial(watcher.advance, "encoding"))
    report.recognised = extractor.recognised
    return seen, held
