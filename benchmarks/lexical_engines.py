"""`python -m benchmarks.lexical_engines [UNITS]`: tantivy and bm25s on the same terms, at a million units unless told.

Quality is nDCG@10 over whole texts of two data sets, queries of the half that chose nothing, plain BM25 with k1 = 1.2 and
b = 0.75 on one field with both. Speed is of Vietnamese units made of real ones (``benchmarks.synthetic``) and real questions.
Both get the terms of ``indexer.terms`` and none of what the product builds on them. Needs ``pip install bm25s``.
"""

from __future__ import annotations

import os
import pickle
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import tantivy
from rich.console import Console
from rich.table import Table

from benchmarks.growth import Material, apart, kept_terms, material, memory_mb
from benchmarks.synthetic import DATA, SETS, documents
from corpus.languages import stop_words
from corpus.nouns import Language
from indexer.encoder import load_encoder
from indexer.terms import terms
from service.datasets import Half, load_dataset
from service.measures import ndcg

_UNITS = 1_000_000
_ADDED = 1000
_FOUND = 10


class Engine(Protocol):
    """What is compared."""

    name: str

    def build(self, units: Iterable[list[str]]) -> None:
        """Indexes units, each given by its terms."""

    def add(self, units: list[list[str]]) -> None:
        """Makes further units findable."""

    def open(self) -> None:
        """Reads what was written."""

    def search(self, wanted: list[str]) -> list[int]:
        """The numbers of the best units for some terms, best first."""
        ...


class Tantivy:
    """An index on disk that grows."""

    name = "tantivy"

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._count = 0

    def build(self, units: Iterable[list[str]]) -> None:
        """Indexes units, each given by its terms."""
        builder = tantivy.SchemaBuilder()
        builder.add_unsigned_field("unit", fast=True)
        builder.add_text_field("text", tokenizer_name="whitespace", index_option="freq")
        tantivy.Index(builder.build(), path=str(self._folder))
        self._write(units)

    def add(self, units: list[list[str]]) -> None:
        """Commits a segment more."""
        self._write(units)

    def _write(self, units: Iterable[list[str]]) -> None:
        writer = tantivy.Index.open(str(self._folder)).writer(heap_size=128_000_000, num_threads=1)
        for unit in units:
            document = tantivy.Document()
            document.add_unsigned("unit", self._count)
            document.add_text("text", " ".join(unit))
            writer.add_document(document)
            self._count += 1
        writer.commit()
        writer.wait_merging_threads()
        self.open()

    def open(self) -> None:
        """Maps the files."""
        index = tantivy.Index.open(str(self._folder))
        self._schema, self._searcher = index.schema, index.searcher()

    def search(self, wanted: list[str]) -> list[int]:
        """The numbers of the best units for some terms, best first."""
        parts = [(tantivy.Occur.Should, tantivy.Query.term_query(self._schema, "text", term, index_option="freq")) for term in wanted]
        hits = self._searcher.search(tantivy.Query.boolean_query(parts), limit=_FOUND, count=False).hits
        return [int(unit) for unit in self._searcher.fast_field_values("unit", [address for _, address in hits]) if unit is not None]


class Bm25s:
    """A sparse matrix of scores in memory."""

    name = "bm25s"

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._units: list[list[str]] = []

    def build(self, units: Iterable[list[str]]) -> None:
        """Indexes units, each given by its terms."""
        import bm25s  # noqa: PLC0415 - what is compared, installed only for this

        self._units += units
        self._matrix: Any = bm25s.BM25(method="lucene", k1=1.2, b=0.75)
        self._matrix.index(self._units, show_progress=False)
        self._matrix.save(str(self._folder))

    def add(self, units: list[list[str]]) -> None:
        """Builds everything again, for there is no other way."""
        self.build(units)

    def open(self) -> None:
        """Reads the matrix, mapped from its files."""
        import bm25s  # noqa: PLC0415 - as above

        self._matrix = bm25s.BM25.load(str(self._folder), mmap=True)

    def search(self, wanted: list[str]) -> list[int]:
        """The numbers of the best units for some terms, best first."""
        found, _ = self._matrix.retrieve([wanted], k=_FOUND, show_progress=False, n_threads=0)
        return [int(unit) for unit in found[0]]


ENGINES: tuple[Callable[[Path], Engine], ...] = (Tantivy, Bm25s)


@dataclass(frozen=True, slots=True)
class Measured:
    """One engine at one size: seconds, MB, and ms of the processor at p50 and p95."""

    build_s: float
    build_mb: float
    add_s: float
    disk_mb: float
    open_mb: float
    query_ms: tuple[float, float]


def question_terms(text: str, language: Language) -> list[str]:
    """The terms of a question without its stop words, each once."""
    return [term for term in dict.fromkeys(terms(text, language)) if term not in stop_words(language)]


def quality(make: Callable[[Path], Engine], folder: Path, language: Language) -> float:
    """nDCG@10 on the half of a data set that chose nothing."""
    dataset = load_dataset(folder)
    with tempfile.TemporaryDirectory() as scratch:
        engine = make(Path(scratch))
        engine.build([terms(f"{title}\n{text}", language) or ["-"] for _, title, text, _ in dataset.documents])
        names = [name for name, *_ in dataset.documents]
        gains = []
        for query in dataset.queries:
            if query.half is Half.TEST and query.id in dataset.relevant:
                wanted = question_terms(query.text, language)
                gains.append(ndcg([names[unit] for unit in engine.search(wanted)] if wanted else [], dataset.relevant[query.id], _FOUND))
    return float(np.mean(gains))


def _units(source: Material, count: int) -> Iterator[list[str]]:
    analysis = kept_terms(source.terms)
    vietnamese = [part for part in source.parts if part.language is Language.VIETNAMESE]
    for extraction, _ in documents(vietnamese, count):
        for passage in extraction.passages:
            yield analysis(passage.text, passage.language)


def built(make: Callable[[Path], Engine], pickled: Path, folder: Path, count: int) -> tuple[float, float, float, float]:
    """Seconds and peak memory of a build, MB on disk, and seconds until a thousand units more are found."""
    source: Material = pickle.loads(pickled.read_bytes())  # noqa: S301 - our own file
    engine = make(folder)
    started = time.process_time()
    engine.build(_units(source, count))
    seconds, memory = time.process_time() - started, memory_mb("VmHWM")
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6
    started = time.process_time()
    engine.add(list(_units(source, _ADDED)))
    return seconds, memory, size, time.process_time() - started


def searched(make: Callable[[Path], Engine], pickled: Path, folder: Path) -> tuple[float, tuple[float, float]]:
    """Memory after all questions, and their times."""
    source: Material = pickle.loads(pickled.read_bytes())  # noqa: S301 - our own file
    before = memory_mb("VmRSS")
    engine = make(folder)
    engine.open()
    times = []
    for question in (question for question in source.questions if question.language is Language.VIETNAMESE):
        wanted = question_terms(question.text, question.language)
        started = time.process_time()
        engine.search(wanted)
        times.append((time.process_time() - started) * 1000)
    late = times[len(times) // 2 :]
    return memory_mb("VmRSS") - before, (float(np.percentile(late, 50)), float(np.percentile(late, 95)))


def measure(make: Callable[[Path], Engine], pickled: Path, count: int) -> Measured:
    """Builds and searches in processes of their own."""
    with tempfile.TemporaryDirectory() as scratch:
        seconds, memory, size, added = apart(built, make, pickled, Path(scratch), count)
        opened, times = apart(searched, make, pickled, Path(scratch))
    return Measured(seconds, memory, added, size, opened, times)


def main() -> None:
    """Measures both and prints one table."""
    console = Console(width=150)
    count = int(sys.argv[1].replace("_", "")) if sys.argv[1:] else _UNITS
    table = Table(title=f"{count:,} units; {os.cpu_count()} cores, times of the processor")
    for column in ("what", *(make.name for make in ENGINES)):  # type: ignore[attr-defined]
        table.add_column(column)
    for name, language in SETS.items():
        if (DATA / name).is_dir():
            table.add_row(f"nDCG@10, {name}, test half", *(f"{quality(make, DATA / name, language):.3f}" for make in ENGINES))
    with tempfile.TemporaryDirectory() as scratch:
        pickled = Path(scratch) / "material"
        pickled.write_bytes(pickle.dumps(material(load_encoder(report=console.print))))
        figures = [measure(make, pickled, count) for make in ENGINES]
    table.add_row("building, s", *(f"{each.build_s:.0f}" for each in figures))
    table.add_row("memory of the build at its peak, MB", *(f"{each.build_mb:.0f}" for each in figures))
    table.add_row(f"until {_ADDED:,} units more are found, s", *(f"{each.add_s:.1f}" for each in figures))
    table.add_row("on disk, MB", *(f"{each.disk_mb:.0f}" for each in figures))
    table.add_row("memory that searches add, pages of files among it, MB", *(f"{each.open_mb:.0f}" for each in figures))
    table.add_row("a question, p50 / p95, ms", *(f"{each.query_ms[0]:.1f} / {each.query_ms[1]:.1f}" for each in figures))
    console.print(table)


if __name__ == "__main__":
    main()
