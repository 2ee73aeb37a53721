"""Measures the product on a dataset: its own pipeline indexes the corpus, its own search and answers are scored."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TypeVar

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
from service.answering import answer
from service.datasets import Dataset, Half, Query, load_dataset
from service.engine import Engine, Snapshot
from service.measures import Answers, Figures, Rankings, Relevant
from service.questions import Question, read_question
from service.ranking_ways import Way, rank
from service.reranking import Reranker

_Result = TypeVar("_Result")

AGREED = (
    "ndcg@10", "recall@10", "recall@100", "accuracy@1", "mrr@10", "p50_ms", "p95_ms",
    "answer_hit", "answer_chars", "refusal_precision", "refusal_recall", "queries", "documents", "index_seconds",
)  # fmt: skip
"""The figures that were agreed, which tools outside read by these names."""
ALL_DOCUMENTS = "all"
"""Stands for the documents of every language, and for none, where figures are told apart by language."""
_MOST_DOCUMENTS = 100


@dataclass(frozen=True, slots=True)
class Plan:
    """What is asked for beside the agreed figures: ways to compare, one half of the queries, accents left out."""

    ways: tuple[Way, ...] = ()
    half: Half | None = None
    unaccented: bool = False

    def applied(self, dataset: Dataset) -> Dataset:
        """The dataset with the queries that are asked."""
        chosen = dataset.half(self.half) if self.half else dataset
        return chosen.unaccented() if self.unaccented else chosen


@dataclass(frozen=True, slots=True)
class Report:
    """What was measured: of the product, of each way of ranking, and by language of the query, then of what is right for it."""

    figures: Figures
    compare: dict[str, Figures]
    by_language: dict[str, dict[str, Figures]]

    @property
    def agreed(self) -> Figures:
        """The agreed figures; those for which the dataset has no data are None."""
        return {name: self.figures[name] for name in AGREED}


def evaluate(folder: Path, encoder: Encoder, watcher: Watcher | None = None, *, plan: Plan | None = None, reranker: Reranker | None = None) -> Report:
    """The figures of a dataset. Raises ``DatasetError`` when it is not complete."""
    dataset = load_dataset(folder)
    watcher = watcher or Silent()
    with tempfile.TemporaryDirectory(prefix="passerelle-evaluate-") as scratch:
        seconds = index_dataset(dataset, Path(scratch), encoder, watcher)
        report = score_dataset(dataset, Engine(Path(scratch), encoder, reranker=reranker), watcher, plan=plan)
        return replace(report, figures=report.figures | {"index_seconds": round(seconds, 2)})


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


def score_dataset(dataset: Dataset, engine: Engine, watcher: Watcher | None = None, *, plan: Plan | None = None) -> Report:
    """The figures, without ``index_seconds``, of a dataset whose corpus is already indexed by ``index_dataset``."""
    plan = plan or Plan()
    watcher = watcher or Silent()
    asked = plan.applied(dataset)
    scoring = _Scoring(asked, engine, plan.ways)
    watcher.stage("asking", len(asked.queries))
    scoring.warm_up()
    for query in asked.queries:
        scoring.ask(query)
        watcher.advance("asking", 1)
    return scoring.report()


class _Tally:
    """Gathers what was found and answered for some of the queries."""

    def __init__(self) -> None:
        self.rankings, self.answers = Rankings(), Answers()
        self.queries = 0

    def figures(self) -> Figures:
        return {**self.rankings.figures(), **self.answers.figures(), "queries": self.queries}


class _Scoring:
    """Asks the queries of a dataset and gathers the figures, of all and by language."""

    def __init__(self, dataset: Dataset, engine: Engine, ways: tuple[Way, ...]) -> None:
        self._dataset, self._engine = dataset, engine
        self._snapshot: Snapshot = engine.snapshot()
        self._names = {f"d{position}": name for position, (name, *_) in enumerate(dataset.documents)}
        self._languages = self._languages_of_documents()
        self._whole = _Tally()
        self._by_language: dict[str, dict[str, _Tally]] = {}
        self._ways = {way: Rankings() for way in ways}

    def warm_up(self) -> None:
        """Loads what is loaded at the first question, which is not its time."""
        for way in {Way.FUSED, *self._ways}:
            self._ranked(way, read_question("khởi động"))

    def ask(self, query: Query) -> None:
        """Asks one query, of search when a document is right for it, and of answers when it is known whether there is one."""
        question = read_question(query.text, language=query.language, longest=max(2000, len(query.text)))
        relevant = self._dataset.relevant.get(query.id, {})
        tallies = self._tallies(question, relevant)
        for tally in tallies:
            tally.queries += 1
        if relevant:
            self._search(question, relevant, tallies)
        if self._dataset.answers or query.answerable is not None:
            result = answer(self._snapshot, self._engine.encoder, question)
            for tally in tallies:
                tally.answers.add(result, self._dataset.answers.get(query.id, ()), answerable=query.answerable)

    def report(self) -> Report:
        return Report(
            figures={**self._whole.figures(), "documents": len(self._dataset.documents), "index_seconds": None},
            compare={str(way): rankings.figures() for way, rankings in self._ways.items()},
            by_language={asked: {right: tally.figures() for right, tally in sorted(parts.items())} for asked, parts in sorted(self._by_language.items())},
        )

    def _search(self, question: Question, relevant: Relevant, tallies: list[_Tally]) -> None:
        for way in dict.fromkeys((Way.FUSED, *self._ways)):
            ranked, time_ms = _timed(partial(self._ranked, way, question))
            takers = [tally.rankings for tally in tallies] if way is Way.FUSED else []
            for rankings in [*takers, *([self._ways[way]] if way in self._ways else [])]:
                rankings.add(ranked, relevant, time_ms)

    def _ranked(self, way: Way, question: Question) -> list[str]:
        return [self._names[name] for name in rank(way, self._snapshot, self._engine.encoder, question)][:_MOST_DOCUMENTS]

    def _tallies(self, question: Question, relevant: Relevant) -> list[_Tally]:
        """Of all queries, of those in this language, and of those of them whose right documents are in the same languages as this one's."""
        parts = self._by_language.setdefault(str(question.language), {})
        right = "+".join(sorted({str(self._languages[name]) for name in relevant if name in self._languages}))
        return [self._whole, *(parts.setdefault(name, _Tally()) for name in (ALL_DOCUMENTS, right) if name)]

    def _languages_of_documents(self) -> dict[str, Language]:
        """As the dataset says, else as the index found."""
        found = {self._names[document.id]: document.language for document in self._snapshot.documents}
        return found | {name: language for name, _, _, language in self._dataset.documents if language}


def _timed(work: Callable[[], _Result]) -> tuple[_Result, float]:
    """What some work gives, and the milliseconds that it took."""
    started = time.perf_counter()
    result = work()
    return result, (time.perf_counter() - started) * 1000
