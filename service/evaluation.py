"""Measures the product on a dataset: its own pipeline indexes the corpus, its own search and answers are scored.

A dataset is a folder with ``corpus.jsonl`` (``_id``, ``title``, ``text``, ``lang``), ``queries.jsonl`` (``_id``,
``text``, ``lang``, optional ``answerable``), ``qrels.tsv`` (query, document, score) and optionally
``answers.jsonl`` (``query_id``, ``answers``).
"""

from __future__ import annotations

import json
import math
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from corpus.catalogue import CatalogueEntry
from corpus.nouns import Language
from indexer.encoder import Encoder
from indexer.errors import UnreadableFile
from indexer.extraction import extract_reading
from indexer.generation import building, open_current, publish
from indexer.layout import assemble
from indexer.reading import Line, MediaType, RawDocument
from indexer.watching import Silent, Watcher
from indexer.writing import GenerationWriter
from service.answering import Answer, answer
from service.engine import Engine
from service.questions import read_question
from service.retrieval import search


class DatasetError(Exception):
    """A dataset is not complete or a line of it is wrong; the sentence names the file and the line."""


@dataclass(frozen=True, slots=True)
class Query:
    """A question with what is known of its answer; ``answerable`` is None where nobody said."""

    id: str
    text: str
    language: Language | None
    answerable: bool | None


@dataclass(frozen=True, slots=True)
class Dataset:
    """A dataset in memory; ``documents`` holds (id, title, text, language)."""

    documents: list[tuple[str, str, str, Language | None]]
    queries: list[Query]
    relevant: dict[str, dict[str, float]]
    answers: dict[str, list[str]]


def load_dataset(folder: Path) -> Dataset:
    """Raises ``DatasetError`` when a file is missing or a line cannot be read."""
    documents = [(str(row["_id"]), row.get("title") or "", row["text"], _language(row)) for row in _rows(folder / "corpus.jsonl", "_id", "text")]
    queries = [Query(str(row["_id"]), row["text"], _language(row), row.get("answerable")) for row in _rows(folder / "queries.jsonl", "_id", "text")]
    answers = (
        {str(row["query_id"]): list(row["answers"]) for row in _rows(folder / "answers.jsonl", "query_id", "answers")}
        if (folder / "answers.jsonl").is_file()
        else {}
    )
    return Dataset(documents, queries, _judgements(folder / "qrels.tsv"), answers)


def _language(row: dict[str, Any]) -> Language | None:
    return Language(row["lang"]) if row.get("lang") in set(Language) else None


def _rows(path: Path, *required: str) -> Iterator[dict[str, Any]]:
    if not path.is_file():
        raise DatasetError(f"{path} is missing: a dataset is a folder with corpus.jsonl, queries.jsonl and qrels.tsv")
    with path.open("rb") as lines:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
            except ValueError as error:  # UnicodeDecodeError is one
                raise DatasetError(f"{path}, line {number} is not JSON: {error}") from error
            if not isinstance(row, dict):
                raise DatasetError(f"{path}, line {number} is not a JSON object")
            if missing := [name for name in required if name not in row]:
                raise DatasetError(f"{path}, line {number} has no {missing[0]!r}")
            if not isinstance(row.get("text", ""), str) or not isinstance(row.get("title") or "", str) or not isinstance(row.get("answers", []), list):
                raise DatasetError(f"{path}, line {number}: `text` and `title` are strings, `answers` is a list of strings")
            yield row


def _judgements(path: Path) -> dict[str, dict[str, float]]:
    if not path.is_file():
        raise DatasetError(f"{path} is missing: it says which documents are right for which query")
    relevant: dict[str, dict[str, float]] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        cells = line.split("\t")
        if number == 1 and not cells[-1].replace(".", "", 1).isdigit():
            continue
        if not line.strip():
            continue
        try:
            query, document, score = cells[0], cells[1], float(cells[2])
        except (IndexError, ValueError) as error:
            raise DatasetError(f"{path}, line {number} is not a query, a document and a score with tabs between them") from error
        if score > 0:
            relevant.setdefault(query, {})[document] = score
    return relevant


def index_dataset(dataset: Dataset, index: Path, encoder: Encoder, watcher: Watcher | None = None) -> float:
    """Indexes the dataset's corpus as any other documents; gives the seconds it took.

    The document with the id ``d7`` is the eighth of the corpus.
    """
    watcher = watcher or Silent()
    started = time.perf_counter()
    with building(index) as folder:
        writer = GenerationWriter(folder, encoder)
        watcher.stage("reading", len(dataset.documents))
        for position, (name, title, text, language) in enumerate(dataset.documents):
            raw = RawDocument(MediaType.PLAIN, tuple(Line(line) for line in text.split("\n")))
            entry = CatalogueEntry(file=Path(name), language=None if language is Language.ENGLISH else language, title=title or " ".join(text.split())[:80])
            with suppress(UnreadableFile):  # a line of dots has no words to be found by
                writer.add(extract_reading(f"d{position}", assemble(raw), name, encoder.token_starts, entry), name)
            watcher.advance("reading", 1)
        watcher.stage("encoding", writer.pending)
        writer.encode(partial(watcher.advance, "encoding"))
        publish(folder, writer.finish((), {}))
    open_current(index, encoder.card).store.close()
    return time.perf_counter() - started


def ndcg(ranked: list[str], relevant: dict[str, float], at: int) -> float:
    """Normalised discounted cumulative gain of a ranking, from 0 to 1 (Järvelin and Kekäläinen 2002, gain = score)."""
    gains = [relevant.get(name, 0.0) / math.log2(rank + 2) for rank, name in enumerate(ranked[:at])]
    best = sum(gain / math.log2(rank + 2) for rank, gain in enumerate(sorted(relevant.values(), reverse=True)[:at]))
    return sum(gains) / best if best else 0.0


def evaluate(folder: Path, encoder: Encoder, watcher: Watcher | None = None) -> dict[str, float | int | None]:
    """The agreed figures of a dataset; those for which it has no data are None.

    Raises ``DatasetError`` when the dataset is not complete.
    """
    dataset = load_dataset(folder)
    watcher = watcher or Silent()
    with tempfile.TemporaryDirectory(prefix="passerelle-evaluate-") as scratch:
        seconds = index_dataset(dataset, Path(scratch), encoder, watcher)
        engine = Engine(Path(scratch), encoder)
        return score_dataset(dataset, engine, watcher) | {"index_seconds": round(seconds, 2)}


def score_dataset(dataset: Dataset, engine: Engine, watcher: Watcher | None = None) -> dict[str, float | int | None]:
    """The figures of a dataset whose corpus is already indexed by ``index_dataset``."""
    watcher = watcher or Silent()
    snapshot = engine.snapshot()
    names = {f"d{position}": name for position, (name, *_) in enumerate(dataset.documents)}
    judged, answered = _Judged(), _Answered()
    watcher.stage("asking", len(dataset.queries))
    search(snapshot, engine.encoder, read_question("khởi động"), 1)  # what is loaded at the first question is not its time
    for query in dataset.queries:
        question = read_question(query.text, language=query.language, longest=max(2000, len(query.text)))
        relevant = dataset.relevant.get(query.id)
        if relevant:
            started = time.perf_counter()
            hits = search(snapshot, engine.encoder, question, _DEPTH)
            judged.add(list(dict.fromkeys(names[hit.document.id] for hit in hits))[:_RECALL_AT], relevant, (time.perf_counter() - started) * 1000)
        if dataset.answers or query.answerable is not None:
            answered.add(answer(snapshot, engine.encoder, question), dataset.answers.get(query.id), answerable=query.answerable)
        watcher.advance("asking", 1)
    return {**judged.figures(), **answered.figures(), "queries": len(dataset.queries), "documents": len(dataset.documents)}


_DEPTH = 400
"""Passages fetched for a query, so that 100 documents are among them."""
_RECALL_AT = 100


class _Judged:
    """Gathers what search found."""

    def __init__(self) -> None:
        self._rankings: list[tuple[list[str], dict[str, float]]] = []
        self._times_ms: list[float] = []

    def add(self, ranked: list[str], relevant: dict[str, float], time_ms: float) -> None:
        self._rankings.append((ranked, relevant))
        self._times_ms.append(time_ms)

    def figures(self) -> dict[str, float | None]:
        def mean(values: list[float]) -> float | None:
            return round(sum(values) / len(values), 4) if values else None

        first = [next((rank for rank, name in enumerate(ranked[:10], start=1) if name in relevant), None) for ranked, relevant in self._rankings]
        times = np.array(self._times_ms) if self._times_ms else None
        return {
            "ndcg@10": mean([ndcg(ranked, relevant, 10) for ranked, relevant in self._rankings]),
            "recall@10": mean([len(relevant.keys() & set(ranked[:10])) / len(relevant) for ranked, relevant in self._rankings]),
            "recall@100": mean([len(relevant.keys() & set(ranked)) / len(relevant) for ranked, relevant in self._rankings]),
            "accuracy@1": mean([float(rank == 1) for rank in first]),
            "mrr@10": mean([1 / rank if rank else 0.0 for rank in first]),
            "p50_ms": None if times is None else round(float(np.percentile(times, 50)), 2),
            "p95_ms": None if times is None else round(float(np.percentile(times, 95)), 2),
        }


class _Answered:
    """Gathers what was answered and what was refused."""

    def __init__(self) -> None:
        self._hits: list[bool] = []
        self._lengths: list[int] = []
        self._refusals: list[tuple[bool, bool]] = []

    def add(self, result: Answer, gold: list[str] | None, *, answerable: bool | None) -> None:
        quoted = [_folded(evidence.quote) for evidence in result.evidence]
        if result.refusal is None:
            self._lengths.append(sum(len(evidence.quote) for evidence in result.evidence))
        if answerable is not None:
            self._refusals.append((result.refusal is not None, not answerable))
        if gold and answerable is not False:
            self._hits.append(any(_folded(text) in quote for text in gold for quote in quoted))

    def figures(self) -> dict[str, float | None]:
        def share(values: list[bool]) -> float | None:
            return round(sum(values) / len(values), 4) if values else None

        return {
            "answer_hit": share(self._hits),
            "answer_chars": round(sum(self._lengths) / len(self._lengths), 1) if self._lengths else None,
            "refusal_precision": share([unanswerable for refused, unanswerable in self._refusals if refused]),
            "refusal_recall": share([refused for refused, unanswerable in self._refusals if unanswerable]),
        }


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
