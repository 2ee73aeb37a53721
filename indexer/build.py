"""Builds an index: from files, or from texts at hand, to a published generation.

A document whose bytes, catalogue entry, model and extraction version are those of the current generation is
taken over from it with its vectors; nothing of it is read or encoded again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Protocol

import numpy as np

from corpus.nouns import Language
from indexer.accents import AccentCounter
from indexer.encoder import Encoder, Vectors, no_progress
from indexer.errors import IndexMismatch, UnreadableFile
from indexer.extraction import EXTRACTION_VERSION, Extraction, digest_of, document_id_of, embedded_text, extract, headings_of
from indexer.generation import ACCENTS, LEXICAL, STORE, VECTORS, Generation, Manifest, building, current_name, open_generation, publish
from indexer.lexical import LexicalWriter
from indexer.passages import language_of_unit, units
from indexer.sources import Source, existing, find_sources
from indexer.store import StoreWriter
from indexer.vectors import VectorIndex

LARGEST_FILE_BYTES = 200_000_000
_LIBRARIES = ("passerelle", "faiss-cpu", "pypdf", "openvino", "sentence-transformers")
_ENCODED_AT_ONCE = 256


class Watcher(Protocol):
    """Told how a build goes on."""

    def stage(self, name: str, total: int) -> None:
        """A stage of ``total`` steps begins."""
        ...

    def advance(self, steps: int) -> None:
        """Some steps of the stage are done."""
        ...


class Silent:
    """Watches without a word."""

    def stage(self, name: str, total: int) -> None:
        """Says nothing."""

    def advance(self, steps: int) -> None:
        """Says nothing."""


@dataclass(slots=True)
class BuildReport:
    """What a build did with each file: names of files, and for those left out the reason."""

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    skipped: dict[str, str] = field(default_factory=dict)
    failed: dict[str, str] = field(default_factory=dict)
    documents: int = 0
    passages: int = 0
    generation: str = ""


class GenerationWriter:
    """Writes the files of one generation into a folder."""

    def __init__(self, folder: Path, encoder: Encoder) -> None:
        self._folder = folder
        self._encoder = encoder
        self._store = StoreWriter(folder / STORE)
        self._lexical = LexicalWriter(folder / LEXICAL)
        self._accents = AccentCounter()
        self._vectors: list[Vectors] = []
        self._pending: list[str] = []
        self._documents = 0

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
        if vectors is not None:
            self.encode()
            self._vectors.append(vectors)
        else:
            self._pending += [embedded_text(extraction.document, passage) for passage in extraction.passages]

    def token_starts(self, text: str) -> list[int]:
        """Where the tokens of a text begin for the encoder of this generation."""
        return self._encoder.token_starts(text)

    @property
    def pending(self) -> int:
        """How many passages wait to be encoded."""
        return len(self._pending)

    def encode(self, progress: Callable[[int], None] = no_progress) -> None:
        """Encodes the passages that wait."""
        if self._pending:
            self._vectors.append(self._encoder.encode_passages(self._pending, progress))
            self._pending = []

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

    def __init__(self, generation: Generation | None) -> None:
        self.generation = generation
        documents = generation.store.documents if generation else ()
        self.sources = frozenset(stored.source for stored in documents)

    def same(self, document_id: str, source: Source) -> bool:
        stored = self.generation.store.document(document_id) if self.generation else None
        return stored is not None and stored.source == str(source.path) and stored.entry_digest == _entry_digest(source)

    def take(self, document_id: str) -> tuple[Extraction, Vectors]:
        if self.generation is None:
            raise KeyError(document_id)
        rows = np.array(self.generation.store.rows_of(document_id), dtype=np.int64)
        return self.generation.store.extraction(document_id), self.generation.vectors.vectors(rows)


def build_index(
    index: Path, roots: tuple[Path, ...], encoder: Encoder, watcher: Watcher | None = None, *, only: bool = False, forget: tuple[Path, ...] = ()
) -> BuildReport:
    """Indexes the files below ``roots`` and, unless ``only``, below all roots that the index already has.

    Publishes a new generation unless nothing changed. A file that cannot be read is reported and the others
    go on. Raises ``IndexBusy``, ``SourceMissing`` or ``CatalogueError``, leaving the index as it was.
    """
    watcher = watcher or Silent()
    with building(index) as folder:
        previous = _previous(index, encoder)
        known = () if only else tuple(Path(root) for root in _roots(index))
        asked = _outermost([*known, *(existing(root).resolve() for root in roots)], {path.resolve() for path in forget})
        sources = find_sources(asked)
        report = BuildReport(skipped={str(path): reason for path, reason in sources.skipped.items()})
        writer = GenerationWriter(folder, encoder)
        seen = _add_all(sources.readable, writer, _Previous(previous), report, watcher)
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


def _entry_digest(source: Source) -> str:
    return source.entry.digest if source.entry else ""


def _add_all(sources: tuple[Source, ...], writer: GenerationWriter, previous: _Previous, report: BuildReport, watcher: Watcher) -> set[str]:
    """Reads every file into the writer; gives the names of those that are in the new generation."""
    seen: dict[str, str] = {}
    fresh: list[tuple[Extraction, Source]] = []
    watcher.stage("reading", len(sources))
    for source in sources:
        watcher.advance(1)
        name = str(source.path)
        try:
            content = _content(source.path)
            document_id = document_id_of(content)
            if document_id in seen:
                report.skipped[name] = f"it has the same content as {seen[document_id]}"
                continue
            if previous.same(document_id, source):
                extraction, vectors = previous.take(document_id)
                writer.add(extraction, name, _entry_digest(source), vectors)
                report.unchanged.append(name)
            else:
                fresh.append((extract(content, source.path.name, writer.token_starts, source.entry), source))
                (report.changed if name in previous.sources else report.added).append(name)
            seen[document_id] = name
        except UnreadableFile as error:
            report.failed[name] = str(error)
    _encode(fresh, writer, watcher)
    return set(seen.values())


def _encode(fresh: list[tuple[Extraction, Source]], writer: GenerationWriter, watcher: Watcher) -> None:
    watcher.stage("encoding", sum(len(extraction.passages) for extraction, _ in fresh))
    for extraction, source in fresh:
        writer.add(extraction, str(source.path), _entry_digest(source))
        if writer.pending >= _ENCODED_AT_ONCE:
            writer.encode(watcher.advance)
    writer.encode(watcher.advance)


def _content(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > LARGEST_FILE_BYTES:
            raise UnreadableFile(f"it has {size / 1e6:.0f} MB, more than the {LARGEST_FILE_BYTES / 1e6:.0f} MB that are read: split it")
        return path.read_bytes()
    except OSError as error:
        raise UnreadableFile(f"it cannot be opened ({error.strerror or error})") from error
