"""Builds an index: from files, or from texts at hand, to a published generation.

A document whose bytes, catalogue entry, model and extraction version are those of the current generation is
taken over from it with its vectors; nothing of it is read or encoded again.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from importlib.metadata import version
from pathlib import Path

import numpy as np

from corpus.nouns import Language
from indexer.accents import AccentCounter
from indexer.batch import Duplicate, Extractor, Failed, Fresh, Same, attempt, outcomes
from indexer.encoder import Encoder, Vectors, no_progress
from indexer.errors import IndexMismatch, SourceMissing
from indexer.extraction import EXTRACTION_VERSION, Extraction, digest_of, embedded_text, headings_of
from indexer.generation import ACCENTS, LEXICAL, STORE, VECTORS, Generation, Manifest, building, current_name, open_generation, publish
from indexer.lexical import LexicalWriter
from indexer.limits import Limits
from indexer.passages import language_of_unit, units
from indexer.sources import Source, existing, find_sources
from indexer.store import StoreWriter
from indexer.vectors import VectorIndex
from indexer.watching import Silent, Watcher

_LIBRARIES = ("passerelle", "faiss-cpu", "pypdf", "openvino", "sentence-transformers")
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

    def note_gaps(self, name: str, extraction: Extraction) -> None:
        """Takes note of the pages that a document lacks."""
        if extraction.gaps:
            self.incomplete[name] = extraction.gaps.sentence


class GenerationWriter:
    """Writes the files of one generation into a folder; ``fresh`` counts the passages that were or will be encoded for it."""

    def __init__(self, folder: Path, encoder: Encoder) -> None:
        self._folder = folder
        self._encoder = encoder
        self._store = StoreWriter(folder / STORE)
        self._lexical = LexicalWriter(folder / LEXICAL)
        self._accents = AccentCounter()
        self._vectors: list[Vectors] = []
        self._waiting: list[tuple[int, list[str]]] = []
        self._documents = 0
        self.fresh = 0

    def add(self, extraction: Extraction, source: str, entry_digest: str = "", vectors: Vectors | None = None) -> None:
        """Adds a document; without ``vectors``, shape ``(passages, dimensions)``, its passages are encoded by ``encode``."""
        rows = self._store.add(extraction, source, entry_digest)
        if extraction.document.language is Language.VIETNAMESE:
            self._accents.add(extraction.text)
        for unit in units(extraction.passages):
            text = extraction.text[unit[0].span.start : unit[-1].span.end]
            self._lexical.add(range(rows.start, rows.start + len(unit)), language_of_unit(unit), text, headings_of(extraction.document, unit[0]))
            rows = rows[len(unit) :]
        self._documents += 1
        if vectors is None:
            vectors = np.empty((0, self._encoder.card.dimensions), dtype=np.float32)
            self._waiting.append((len(self._vectors), [embedded_text(extraction.document, passage) for passage in extraction.passages]))
            self.fresh += len(extraction.passages)
        self._vectors.append(vectors)

    def token_starts(self, text: str) -> list[int]:
        """Where the tokens of a text begin for the encoder of this generation."""
        return self._encoder.token_starts(text)

    @property
    def pending(self) -> int:
        """How many passages wait to be encoded."""
        return sum(len(texts) for _, texts in self._waiting)

    def encode(self, progress: Callable[[int], None] = no_progress) -> None:
        """Encodes the passages that wait, in the places that their documents have."""
        if self.pending:
            vectors = self._encoder.encode_passages([text for _, texts in self._waiting for text in texts], progress)
            for place, texts in self._waiting:
                self._vectors[place], vectors = vectors[: len(texts)], vectors[len(texts) :]
        self._waiting = []

    def finish(self, roots: tuple[Path, ...], failed: dict[str, str]) -> Manifest:
        """Writes what is left and gives the manifest, which ``publish`` takes."""
        self.encode()
        self._store.close()
        self._lexical.close()
        self._accents.save(self._folder / ACCENTS)
        dimensions = self._encoder.card.dimensions
        vectors = np.concatenate(self._vectors) if self._vectors else np.empty((0, dimensions), dtype=np.float32)
        index = VectorIndex.build(vectors, dimensions)
        index.save(self._folder / VECTORS)
        return Manifest(
            name=self._folder.name,
            created=datetime.now(UTC).isoformat(timespec="seconds"),
            model=self._encoder.card,
            documents=self._documents,
            passages=self._store.passages,
            units=self._lexical.units,
            vectors=index.kind,
            roots=tuple(str(root) for root in roots),
            failed=failed,
            extraction_version=EXTRACTION_VERSION,
            versions={name: version(name) for name in _LIBRARIES},
            digests={name: digest_of((self._folder / name).read_bytes()) for name in (STORE, VECTORS)},
        )


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

    def take(self, document_id: str) -> tuple[Extraction, Vectors]:
        if self.generation is None:
            raise KeyError(document_id)
        rows = np.array(self.generation.store.rows_of(document_id), dtype=np.int64)
        return self.generation.store.extraction(document_id), self.generation.vectors.vectors(rows)


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
) -> BuildReport:
    """Indexes the files below ``roots`` and, unless ``only``, below all roots that the index already has.

    Files are read in ``workers`` processes (one for each core unless given), each file within ``limits``; one that cannot
    be read is reported and the others go on. Publishes a new generation unless nothing changed. Raises ``IndexBusy``,
    ``SourceMissing`` or ``CatalogueError``, leaving the index as it was.
    """
    watcher = watcher or Silent()
    started = time.monotonic()
    with building(index) as folder:
        previous = _previous(index, encoder)
        known = () if only else tuple(Path(root) for root in _roots(index))
        asked = _outermost([*known, *(existing(root).resolve() for root in roots)], {path.resolve() for path in forget})
        if unnamed := [root for root in asked if printable(root) != str(root)]:
            raise SourceMissing(f"{printable(unnamed[0])} has a name that is not valid UTF-8: rename it")
        sources = find_sources(asked)
        report = BuildReport(skipped={printable(path): reason for path, reason in sources.skipped.items()})
        writer = GenerationWriter(folder, encoder)
        with Extractor(encoder.token_starts, limits, watcher, workers=workers) as extractor:
            seen = _add_all(sources.readable, extractor, writer, _Previous(previous, extractor.limits), report, watcher)
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


def _outermost(roots: list[Path], forgotten: set[Path]) -> tuple[Path, ...]:
    kept = [root for root in dict.fromkeys(roots) if root not in forgotten]
    return tuple(root for root in kept if not any(other != root and other in root.parents for other in kept))


def printable(path: Path) -> str:
    """The path as text; bytes of its name that are none are written as numbers."""
    return str(path).encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _entry_digest(source: Source) -> str:
    return source.entry.digest if source.entry else ""


def _add_all(
    sources: tuple[Source, ...], extractor: Extractor, writer: GenerationWriter, previous: _Previous, report: BuildReport, watcher: Watcher
) -> set[str]:
    """Reads every file into the writer, which encodes while workers read on; gives the names of those that are in the new generation."""
    seen: set[str] = set()
    watcher.stage("reading", len(sources))
    for outcome in outcomes(sources, extractor, previous.same):
        name = printable(outcome.source.path)
        match outcome:
            case Failed(reason=reason):
                report.failed[name] = reason
            case Duplicate(first=first):
                report.skipped[name] = f"it has the same content as {first.path}"
            case Same(source, document_id):
                extraction, vectors = previous.take(document_id)
                writer.add(extraction, name, _entry_digest(source), vectors)
                report.unchanged.append(name)
                report.note_gaps(name, extraction)
                seen.add(name)
            case Fresh(source, extraction):
                writer.add(extraction, name, _entry_digest(source))
                (report.changed if name in previous.sources else report.added).append(name)
                report.note_gaps(name, extraction)
                report.pages += len({page.number for page in extraction.pages})
                seen.add(name)
                watcher.stage("encoding", writer.fresh)
        watcher.advance("reading", 1)
        if writer.pending >= _ENCODED_AT_ONCE:
            writer.encode(partial(watcher.advance, "encoding"))
    writer.encode(partial(watcher.advance, "encoding"))
    report.recognised = extractor.recognised
    return seen
