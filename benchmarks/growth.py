"""`python -m benchmarks.growth [SIZE ...]`: how search, building, memory and disk grow with 10,000, 100,000 and 1,000,000 passages.

Documents are made of real ones (``benchmarks.synthetic``), questions are the real ones of the data sets, and everything
else is the product: its writer, its engine and its search, questions encoded before. Terms of a sentence are found
once and kept, since real texts have no sentence a hundred times. Each build and each search has a process of its own.
"""

from __future__ import annotations

import json
import os
import pickle
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar

import numpy as np
from rich.console import Console
from rich.table import Table

from benchmarks.synthetic import DATA, SETS, Matrix, RealPassages, documents, real_passages
from corpus.nouns import Kind, Language
from indexer.encoder import Encoder, ModelCard, Progress, Vectors, load_encoder, no_progress
from indexer.generation import Generation, building, publish
from indexer.lexical import Analysis
from indexer.terms import terms
from indexer.writing import GenerationWriter
from service.engine import Engine
from service.filters import Filters
from service.questions import Question, read_question
from service.retrieval import search

SIZES = (10_000, 100_000, 1_000_000)
REAL_PASSAGES = 1500
_ASKED = 100
"""Questions of each set; half of them warm what is measured."""
_FOUND = 10
_BLOCK = 50_000
_OWN = {
    Language.VIETNAMESE: ["Doanh nghiệp công nghiệp hỗ trợ được hỗ trợ những gì?", "Ai được vay vốn ưu đãi?"],
    Language.FRENCH: ["Quelles aides pour les entreprises ?", "Qui délivre l'autorisation de construire ?"],
}

_Result = TypeVar("_Result")


@dataclass(frozen=True, slots=True)
class Material:
    """What every size is made from: real passages, the terms of their sentences, questions with their vectors, and the encoder's card."""

    parts: list[RealPassages]
    terms: dict[tuple[str, Language], list[str]]
    questions: list[Question]
    vectors: Matrix
    card: ModelCard


@dataclass(frozen=True, slots=True)
class Built:
    """One build: seconds in all, memory at its peak and files in MB."""

    seconds: float
    memory_mb: float
    disk_mb: float


@dataclass(frozen=True, slots=True)
class Searched:
    """Searches of one generation: times in ms as pairs p50 and p95, by the clock and of the processor, memory in MB."""

    units: int
    documents: int
    kinds: str
    opening_s: float
    memory_mb: float
    own_memory_mb: float
    clock_ms: tuple[float, float]
    processor_ms: tuple[float, float]
    vectors_ms: tuple[float, float]
    words_ms: tuple[float, float]
    filtered_ms: tuple[float, float]
    recall: dict[str, float]
    stated: dict[str, float]


class Prepared:
    """An encoder whose questions were encoded before; passages come with their vectors."""

    def __init__(self, material: Material) -> None:
        self.card = material.card
        self._vectors: dict[str, Vectors] = {question.text: vector for question, vector in zip(material.questions, material.vectors, strict=True)}

    def encode_query(self, text: str) -> Vectors:
        """The vector of one of the questions."""
        return self._vectors[text]

    def encode_passages(self, texts: Sequence[str], progress: Progress = no_progress) -> Vectors:
        """Raises ``RuntimeError``: passages come with their vectors, so that building never encodes."""
        raise RuntimeError(f"{len(texts)} passages came without vectors, for {progress}")

    def token_starts(self, text: str) -> list[int]:
        """Raises ``RuntimeError``: passages come cut."""
        raise RuntimeError(f"a text came uncut: {text[:60]!r}")


def material(encoder: Encoder, passages: int = REAL_PASSAGES) -> Material:
    """Real passages and questions, encoded."""
    questions = []
    for name, language in SETS.items():
        path = DATA / name / "queries.jsonl"
        asked = [json.loads(line)["text"] for line in path.read_text(encoding="utf-8").split("\n") if line] if path.is_file() else _OWN[language]
        questions += [read_question(text, language=language) for text in asked[:_ASKED]]
    parts = real_passages(encoder, passages)
    vectors = np.stack([encoder.encode_query(question.text) for question in questions])
    return Material(parts, terms_of_sentences(parts), questions, vectors, encoder.card)


def terms_of_sentences(parts: list[RealPassages]) -> dict[tuple[str, Language], list[str]]:
    """The terms of each sentence and title that documents are made of."""
    sentences = {(sentence, part.language) for part in parts for passage in [*part.sentences, part.titles] for sentence in passage}
    return {(sentence, language): terms(sentence, language) for sentence, language in sentences}


def kept_terms(known: dict[tuple[str, Language], list[str]]) -> Analysis:
    """An analysis that looks the sentences of a text up; what is not known is analysed."""

    def analysis(text: str, language: Language) -> list[str]:
        return [term for sentence in text.split("\n") if sentence for term in known.get((sentence, language)) or terms(sentence, language)]

    return analysis


def built(pickled: Path, index: Path, passages: int) -> Built:
    """Builds an index of so many passages with the product's own writer."""
    source: Material = pickle.loads(pickled.read_bytes())  # noqa: S301 - our own file
    started = time.perf_counter()
    with building(index) as folder:
        writer = GenerationWriter(folder, Prepared(source), kept_terms(source.terms))
        for extraction, vectors in documents(source.parts, passages):
            writer.add(extraction, extraction.document.id, "", vectors)
        publish(folder, writer.finish((), {}))
    seconds = time.perf_counter() - started
    return Built(seconds, memory_mb("VmHWM"), sum(path.stat().st_size for path in index.rglob("*") if path.is_file()) / 1e6)


def searched(pickled: Path, index: Path) -> Searched:
    """Asks every question of an index with the product's own search."""
    source: Material = pickle.loads(pickled.read_bytes())  # noqa: S301 - our own file
    encoder = Prepared(source)
    started = time.perf_counter()
    snapshot = Engine(index, encoder).snapshot()
    opening = time.perf_counter() - started
    generation = snapshot.generation
    asked = list(zip(source.questions, source.vectors, strict=True))
    search_once: Callable[[Question, Matrix], object] = lambda question, _: search(snapshot, encoder, question, _FOUND)  # noqa: E731
    clock, processor = _times_ms(asked, search_once, time.perf_counter), _times_ms(asked, search_once, time.thread_time)
    plans = Filters(kind=Kind.PLAN)
    return Searched(
        units=generation.manifest.units,
        documents=generation.manifest.documents,
        kinds=", ".join(f"{language} {card.kind}" for language, card in generation.manifest.vectors.items()),
        opening_s=opening,
        memory_mb=memory_mb("VmRSS"),
        own_memory_mb=memory_mb("RssAnon"),
        clock_ms=clock,
        processor_ms=processor,
        vectors_ms=_times_ms(
            asked, lambda _, vector: [generation.vectors.search(vector, 200, None, name) for name in generation.vectors.languages], time.thread_time
        ),
        words_ms=_times_ms(asked, lambda question, _: _words(generation, question), time.thread_time),
        filtered_ms=_times_ms(asked, lambda question, _: search(snapshot, encoder, question, _FOUND, plans), time.thread_time),
        recall=_recalls(generation, source.vectors),
        stated={str(language): card.recall_at_10 for language, card in generation.manifest.vectors.items()},
    )


def _words(generation: Generation, question: Question) -> None:
    from service.wording import wanted_names  # noqa: PLC0415 - what is measured apart, only here

    for language in generation.vectors.languages:
        generation.lexical.search(language, wanted_names(question, language).names, 200)


def _times_ms(asked: list[tuple[Question, Matrix]], work: Callable[[Question, Matrix], object], clock: Callable[[], float]) -> tuple[float, float]:
    """p50 and p95 of the later half of the questions of each set, after the others."""
    times = []
    for question, vector in asked[::2]:
        work(question, vector)
    for question, vector in asked[1::2]:
        started = clock()
        work(question, vector)
        times.append((clock() - started) * 1000)
    return float(np.percentile(times, 50)), float(np.percentile(times, 95))


def _recalls(generation: Generation, queries: Matrix) -> dict[str, float]:
    """Of each language the share of the true ten nearest passages of each question, in whichever language, that its index finds."""
    recalls = {}
    for language in generation.vectors.languages:
        best = np.full((len(queries), _FOUND), -1, dtype=np.float32)
        rows = generation.vectors.rows(language)
        for start in range(0, len(rows), _BLOCK):
            cosines = queries @ generation.vectors.vectors(rows[start : start + _BLOCK]).T
            best = np.sort(np.concatenate([best, cosines], axis=1), axis=1)[:, -_FOUND:]
        found = [generation.vectors.search(query, _FOUND, None, language).cosines for query in queries]
        recalls[str(language)] = float(np.mean([np.mean(cosines >= least - 1e-5) for cosines, least in zip(found, best[:, 0], strict=True)]))
    return recalls


def memory_mb(name: str) -> float:
    """A figure of this process in MB by its name in Linux: VmRSS, RssAnon, or VmHWM for the peak; 0 elsewhere."""
    status = Path("/proc/self/status")
    lines = status.read_text(encoding="utf-8").splitlines() if status.is_file() else []
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith(f"{name}:")), 0.0)


def apart(work: Callable[..., _Result], *values: object) -> _Result:
    """What a function gives in a process of its own, which takes its memory with it."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        return process.submit(work, *values).result()


def _rows(sizes: dict[int, tuple[Built, Searched]]) -> list[tuple[str, ...]]:
    def line(name: str, of: Callable[[Built, Searched], str]) -> tuple[str, ...]:
        return (name, *(of(*figures) for figures in sizes.values()))

    def pair(times: tuple[float, float]) -> str:
        return f"{times[0]:.1f} / {times[1]:.1f}"

    before: dict[int, float | None] = dict(zip(sizes, [None, *(figures[1].processor_ms[0] for figures in sizes.values())], strict=False))
    growth = [f"{figures[1].processor_ms[0] / smaller:.2f}" if (smaller := before[size]) else "" for size, figures in sizes.items()]
    return [
        line("documents, articles", lambda _, found: f"{found.documents:,}, {found.units:,}"),
        line("search without embedding, p50 / p95, ms by the clock", lambda _, found: pair(found.clock_ms)),
        line("the same, ms of the processor", lambda _, found: pair(found.processor_ms)),
        ("its p50 to that of the size before (asked: at most 3)", *growth),
        line("p95 to p50, of the processor (asked: at most 3)", lambda _, found: f"{found.processor_ms[1] / found.processor_ms[0]:.2f}"),
        line("of it vectors, p50 / p95, ms of the processor", lambda _, found: pair(found.vectors_ms)),
        line("of it words, p50 / p95, ms of the processor", lambda _, found: pair(found.words_ms)),
        line("search of the 2 % that are plans, p50 / p95, ms of the processor", lambda _, found: pair(found.filtered_ms)),
        line("how vectors are kept", lambda _, found: found.kinds),
        line("recall@10 against flat, real questions (asked: at least 0.97)", lambda _, found: _by_language(found.recall)),
        line("the same in the manifest, moved passages", lambda _, found: _by_language(found.stated)),
        line("building, s", lambda made, _: f"{made.seconds:.0f}"),
        line("memory of the build at its peak, MB", lambda made, _: f"{made.memory_mb:.0f}"),
        line("on disk, MB", lambda made, _: f"{made.disk_mb:.0f}"),
        line("opening, s", lambda _, found: f"{found.opening_s:.2f}"),
        line("memory after the searches, MB; without pages of files", lambda _, found: f"{found.memory_mb:.0f}; {found.own_memory_mb:.0f}"),
    ]


def _by_language(values: dict[str, float]) -> str:
    return ", ".join(f"{name} {value:.3f}" for name, value in values.items())


def main() -> None:
    """Builds and searches every size, then prints one table."""
    console = Console(width=170)
    wanted = tuple(int(size.replace("_", "")) for size in sys.argv[1:]) or SIZES
    figures: dict[int, tuple[Built, Searched]] = {}
    with tempfile.TemporaryDirectory(prefix="passerelle-growth-") as scratch:
        pickled = Path(scratch) / "material"
        pickled.write_bytes(pickle.dumps(material(load_encoder(report=console.print))))
        for size in wanted:
            index = Path(scratch) / str(size)
            figures[size] = (apart(built, pickled, index, size), apart(searched, pickled, index))
            console.print(f"{size:,} passages: built in {figures[size][0].seconds:.0f} s")
    table = Table(title=f"Growth; {os.cpu_count()} cores, one used by a search")
    for column in ("passages", *(f"{size:,}" for size in wanted)):
        table.add_column(column)
    for row in _rows(figures):
        table.add_row(*row)
    console.print(table)


if __name__ == "__main__":
    main()
