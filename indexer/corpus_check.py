"""Checks a collection of documents with its catalogue: the shipped one, of which much is asked, or the folder of a user."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from corpus.catalogue import USER_CATALOGUE, CatalogueEntry, CatalogueError, corpus_folder, load_sidecar, read_catalogue, read_shipped
from corpus.nouns import Kind
from corpus.sectors import shipped_sectors
from corpus.support import SupportKind
from indexer.agreement import disagreements, unlike_twins
from indexer.batch import Extractor, Failed, Fresh, outcomes
from indexer.citation_check import Collection, Read
from indexer.findings import Check, CheckReport, Finding, Severity, of_catalogue
from indexer.limits import Limits
from indexer.reading import READABLE_SUFFIXES
from indexer.sources import Source, existing, files_below, is_sidecar
from indexer.watching import Silent, Watcher

REQUIRED = ("subject", "language", "kind", "title", "issuer", "level", "place", "status", "kind_of_text", "published", "sources", "checked")
"""The fields of every shipped entry."""
_WHEN_READ_AGAIN = "reread"
"""The date of the second reading, which one who did not write the document makes."""
_OF_ACTS = ("number", "date")
"""Those of every act, unless they could not be confirmed."""
_TEXTS = frozenset({".md", ".markdown", ".txt", ".html", ".htm", ".xhtml", ".toml"})


@dataclass(slots=True)
class _Told:
    """What the catalogues of a collection say, and what is wrong with them."""

    entries: dict[Path, CatalogueEntry] = field(default_factory=dict)
    tables: dict[Path, dict[str, Any]] = field(default_factory=dict)
    catalogues: list[Path] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def check_corpus(folder: Path | None = None, limits: Limits | None = None, watcher: Watcher | None = None, workers: int | None = None) -> CheckReport:
    """What is wrong with, or worth knowing of, the documents of a folder; the shipped ones without it.

    Raises ``SourceMissing`` when the folder does not exist.
    """
    shipped = folder is None or folder.resolve() == corpus_folder().resolve()
    root = existing(corpus_folder() if folder is None else folder)
    paths = list(files_below(root))
    told = _told_of_shipped() if shipped else _told_by_user(root, paths)
    findings = [*told.findings, *_without_entry(paths, told, shipped=shipped), *_uncomposed([*paths, *told.catalogues], shipped=shipped)]
    findings += _codes(told.entries.values())
    findings += _missing_fields(told.tables) if shipped else []
    documents, unreadable = _read([path for path in paths if path.suffix.lower() in READABLE_SUFFIXES], root, told, limits, watcher, workers)
    collection = Collection(documents)
    findings += [*unreadable, *unlike_twins(told.entries.values()), *disagreements(documents), *collection.dead_references()]
    findings.sort(key=lambda finding: (finding.severity, finding.check, str(finding.file)))
    return CheckReport(len(documents), tuple(findings), collection.absent())


def _told_of_shipped() -> _Told:
    told = _Told()
    for reading in read_shipped():
        told.catalogues.append(reading.path)
        told.findings += map(of_catalogue, reading.errors)
        for file in told.entries.keys() & reading.entries.keys():
            told.findings.append(
                Finding(Severity.ERROR, Check.TWO_ENTRIES, f"{reading.path}, entry {file.name}: another catalogue has one, too: keep one", file)
            )
        told.entries |= reading.entries
        told.tables |= reading.tables
    return told


def _told_by_user(root: Path, paths: list[Path]) -> _Told:
    """The entries of the catalogues below a folder, the innermost first, then of the sidecars."""
    told = _Told(catalogues=[path for path in paths if path.name == USER_CATALOGUE and path != root])
    for path in sorted(told.catalogues, key=lambda path: len(path.parts)):
        reading = read_catalogue(path, path.parent)
        told.findings += map(of_catalogue, reading.errors)
        told.entries |= {file: entry.over(told.entries.get(file)) for file, entry in reading.entries.items()}
    for path in paths:
        try:
            entry = None if is_sidecar(path) or path.name == USER_CATALOGUE else load_sidecar(path)
        except CatalogueError as error:
            told.findings.append(of_catalogue(error, path))
        else:
            if entry:
                told.entries[path] = entry.over(told.entries.get(path))
    return told


def _without_entry(paths: Iterable[Path], told: _Told, *, shipped: bool) -> Iterator[Finding]:
    """Files that no entry tells of, and sidecars of files that are not there; a user need not catalogue anything."""
    for path in paths:
        if is_sidecar(path) and not path.with_suffix("").is_file():
            yield Finding(Severity.ERROR, Check.ENTRY_WITHOUT_FILE, f"{path}: there is no {path.stem} beside it: put it there, or remove this file", path)
        elif path.suffix.lower() in READABLE_SUFFIXES and path not in told.entries and (shipped or _catalogued(path, told)):
            severity = Severity.ERROR if shipped else Severity.NOTE
            yield Finding(severity, Check.FILE_WITHOUT_ENTRY, f"{path}: no entry of a catalogue tells of it: add one, or remove the file", path)


def _catalogued(path: Path, told: _Told) -> bool:
    return any(catalogue.parent in path.parents for catalogue in told.catalogues)


def _uncomposed(paths: Iterable[Path], *, shipped: bool) -> Iterator[Finding]:
    """Text files that are not in Unicode's composed form; other encodings, which a user's file may have, are read all the same."""
    for path in paths:
        if path.suffix.lower() not in _TEXTS:
            continue
        try:
            composed = unicodedata.is_normalized("NFC", path.read_text(encoding="utf-8"))
        except UnicodeDecodeError:
            composed = not shipped
        if not composed:
            severity = Severity.ERROR if shipped else Severity.NOTE
            yield Finding(severity, Check.NOT_NFC, f"{path}: the text is not UTF-8 in Unicode's composed form (NFC): save it so", path)


def _codes(entries: Iterable[CatalogueEntry]) -> Iterator[Finding]:
    """Sectors and kinds of support that the taxonomies do not have."""
    taxonomies = (
        (Check.UNKNOWN_SECTOR, "sectors", frozenset(shipped_sectors().by_id), "corpus/rules/sectors.toml"),
        (Check.UNKNOWN_MEASURE, "measures", frozenset(SupportKind), "corpus/rules/measures.toml"),
    )
    for entry in entries:
        for check, name, known, where in taxonomies:
            for code in getattr(entry, name):
                if code not in known:
                    yield Finding(Severity.ERROR, check, f"{entry.file}: {name} has {code!r}, which is none of {where}: use an `id` of that file", entry.file)


def _missing_fields(tables: dict[Path, dict[str, Any]]) -> Iterator[Finding]:
    for file, table in tables.items():
        for name in REQUIRED:
            if name not in table:
                yield Finding(Severity.ERROR, Check.MISSING_FIELD, f"{file.name}: the entry has no `{name}`: add it", file)
        if _WHEN_READ_AGAIN not in table:
            sentence = f"{file.name}: the entry has no `{_WHEN_READ_AGAIN}`: let one who did not write it read it against its sources"
            yield Finding(Severity.NOTE, Check.NOT_REREAD, sentence, file)
        for name in _OF_ACTS:
            if name not in table and table.get("kind") != Kind.NEWS:
                sentence = f"{file.name}: the entry has no `{name}`: add it when a source confirms it"
                yield Finding(Severity.NOTE, Check.MISSING_FIELD, sentence, file)


def _read(paths: list[Path], root: Path, told: _Told, limits: Limits | None, watcher: Watcher | None, workers: int | None) -> tuple[list[Read], list[Finding]]:
    """The documents as their texts alone show them, and those that cannot be read."""
    documents, unreadable = [], []
    watcher = watcher or Silent()
    watcher.stage("reading", len(paths))
    with Extractor(_first_letters, limits, watcher, workers=workers) as extractor:
        for outcome in outcomes([Source(path, root, None) for path in paths], extractor, lambda _id, _source: False):
            path = outcome.source.path
            match outcome:
                case Fresh(extraction=extraction):
                    documents.append(Read(path, extraction, told.entries.get(path)))
                case Failed(reason=reason):
                    unreadable.append(Finding(Severity.ERROR, Check.UNREADABLE, f"{path}: {reason}", path))
            watcher.advance("reading", 1)
    return documents, unreadable


def _first_letters(text: str) -> list[int]:
    """Where words begin, in place of the tokens of a model, which nothing here depends on."""
    return [at for at, letter in enumerate(text) if not letter.isspace() and (at == 0 or text[at - 1].isspace())]
