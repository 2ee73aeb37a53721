"""The product itself, through its own pipeline and its own search."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

import numpy as np

from benchmarks.peers.records import Record, Vectors
from corpus.catalogue import CatalogueEntry
from corpus.nouns import Language
from indexer.encoder import load_encoder
from indexer.extraction import Extraction, extract_reading
from indexer.generation import building, publish
from indexer.layout import assemble
from indexer.reading import Line, MediaType, RawDocument
from indexer.writing import GenerationWriter
from service.datasets import Dataset
from service.engine import Engine
from service.evaluation import index_dataset
from service.questions import read_question
from service.retrieval import search

ARTICLES = 10
"""Records that make one document, when there are vectors for them already."""
_HEADINGS = {Language.VIETNAMESE: "Điều {}. {}", Language.FRENCH: "Article {} - {}"}
_HEADING_WORDS = 6


class Product:
    """Embeds with its own encoder; without vectors each record is a document, as ``evaluate`` does it."""

    def __init__(self, model: str) -> None:
        del model  # the others are given the same one, which is the default here
        self._encoder = load_encoder()
        self._engine: Engine | None = None

    def versions(self) -> dict[str, str]:
        """The libraries that matter, with their versions."""
        return {name: version(name) for name in ("passerelle", "openvino", "faiss-cpu", "tantivy")}

    def index(self, records: Sequence[Record], vectors: Vectors | None, folder: Path) -> None:
        """Publishes a generation."""
        if vectors is None:
            documents: list[tuple[str, str, str, Language | None]] = [
                (str(position), record.title, record.text, Language(record.language)) for position, record in enumerate(records)
            ]
            index_dataset(Dataset(documents, [], {}, {}), folder, self._encoder)
        else:
            self._index_acts(records, vectors, folder)
        self.open(folder)

    def open(self, folder: Path) -> None:
        """Opens the generation that was published."""
        self._engine = Engine(folder, self._encoder)
        self._engine.snapshot()

    def search(self, query: str, count: int) -> list[int]:
        """The documents of the best passages."""
        if self._engine is None:
            raise RuntimeError("nothing is indexed yet")
        hits = search(self._engine.snapshot(), self._encoder, read_question(query, longest=10_000), count)
        return [int(hit.document.id.removeprefix("d")) for hit in hits]

    def _index_acts(self, records: Sequence[Record], vectors: Vectors, folder: Path) -> None:
        """Acts of ten articles each, until there are as many passages as vectors; a passage takes the vector of its number."""
        with building(folder) as scratch:
            writer = GenerationWriter(scratch, self._encoder)
            given = 0
            for start in range(0, len(records), ARTICLES):
                if given >= len(vectors):
                    break
                extraction = self._act(start, records[start : start + ARTICLES])
                numbers = np.arange(given, given + len(extraction.passages)) % len(vectors)
                writer.add(extraction, f"act-{start}", vectors=vectors[numbers])
                given += len(extraction.passages)
            publish(scratch, writer.finish((), {}))

    def _act(self, start: int, articles: Sequence[Record]) -> Extraction:
        language = Language(articles[0].language)
        lines = []
        for number, article in enumerate(articles, start=1):
            lines += [_HEADINGS[language].format(number, " ".join(article.text.split()[:_HEADING_WORDS])), article.text]
        raw = RawDocument(MediaType.PLAIN, tuple(Line(line) for line in lines))
        entry = CatalogueEntry(file=Path(f"act-{start}"), language=language, title=articles[0].title)
        return extract_reading(f"d{start}", assemble(raw), f"act-{start}", self._encoder.token_starts, entry)
