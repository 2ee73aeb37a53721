"""Documents in any number, made of real ones: what growth is measured with.

A passage takes most of its sentences from one real passage and some from another of the same language, and its vector
is the same mixture of theirs, moved at random as real neighbours differ (with the covariance of the differences between
passages and their nearest ones). So words are as frequent, and neighbours about as near, as in real texts.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.catalogue import corpus_folder
from corpus.nouns import Clause, ClauseLevel, ClauseStep, Document, Kind, Language, Passage, Span
from indexer.encoder import Encoder
from indexer.errors import UnreadableFile
from indexer.extraction import Extraction, embedded_text, extract_reading
from indexer.extraction import extract as extract_file
from indexer.layout import assemble
from indexer.reading import Line, MediaType, RawDocument
from indexer.sources import find_sources

Matrix = NDArray[np.float32]

DATA = Path(__file__).parents[2] / "shared" / "data"
SETS = {"vi_gazette_articles": Language.VIETNAMESE, "fr_service_public": Language.FRENCH}
_ENDS = re.compile(r"(?<=[.;:!?])\s+|\n+")
_ARTICLES, _PASSAGES = (3, 12), (1, 3)
"""Articles of a document and passages of an article, from and up to."""
_SPREAD = 0.5
"""How far a vector is moved, where 1 is as far as a real passage is from its five nearest: then about as far as these from their nearest are its own."""
_MOVES = 20_000
_BORROWED = 0.25
"""Of sentences, those from the second passage."""


@dataclass(frozen=True)
class RealPassages:
    """Real passages of one language with their vectors, shape ``(passages, dimensions)``; ``titles`` are those of their documents."""

    language: Language
    titles: list[str]
    texts: list[str]
    vectors: Matrix

    @cached_property
    def sentences(self) -> list[list[str]]:
        """The sentences of each passage."""
        return [[sentence for sentence in _ENDS.split(text) if sentence] for text in self.texts]

    @cached_property
    def moves(self) -> Matrix:
        """Random moves with the covariance of the differences between a passage and its five nearest, seeded."""
        chosen = np.random.default_rng(0).choice(len(self.vectors), min(len(self.vectors), 1000), replace=False)
        cosines = self.vectors[chosen] @ self.vectors.T
        nearest = np.argpartition(-cosines, 6, axis=1)[:, :6]
        differences = (self.vectors[chosen][:, None] - self.vectors[nearest]).reshape(-1, self.vectors.shape[1])
        variances, directions = np.linalg.eigh(differences.T @ differences / (5 * len(chosen)))
        random = np.random.default_rng(1).standard_normal((_MOVES, len(variances)), dtype=np.float32)
        result: Matrix = random * (_SPREAD * np.sqrt(np.maximum(variances, 0))).astype(np.float32) @ directions.T.astype(np.float32)
        return result


def real_passages(encoder: Encoder, most: int) -> list[RealPassages]:
    """At most so many passages of each language, of the shipped documents and of the data sets where they are present."""
    found: dict[Language, list[tuple[str, str, str]]] = {Language.VIETNAMESE: [], Language.FRENCH: []}
    for extraction in _extractions(encoder):
        for passage in extraction.passages:
            if passage.language in found:
                found[passage.language].append((extraction.document.title, passage.text, embedded_text(extraction.document, passage)))
    parts = []
    for language, passages in found.items():
        order = np.random.default_rng(0).permutation(len(passages))[:most]
        titles, texts, embedded = zip(*(passages[place] for place in order.tolist()), strict=True)
        parts.append(RealPassages(language, list(titles), list(texts), encoder.encode_passages(embedded)))
    return parts


def _extractions(encoder: Encoder) -> Iterator[Extraction]:
    for source in find_sources((corpus_folder(),)).readable:
        yield extract_file(source.path.read_bytes(), source.path.name, encoder.token_starts, source.entry)
    for name, language in SETS.items():
        path = DATA / name / "corpus.jsonl"
        for position, line in enumerate(path.read_text(encoding="utf-8").split("\n")[:-1:4] if path.is_file() else ()):
            row = json.loads(line)
            raw = RawDocument(MediaType.PLAIN, tuple(Line(text) for text in [row.get("title") or "", *row["text"].split("\n")] if text))
            try:
                yield extract_reading(f"{language}{position}", assemble(raw), name, encoder.token_starts)
            except UnreadableFile:
                continue


def documents(parts: list[RealPassages], passages: int, seed: int = 0) -> Iterator[tuple[Extraction, Matrix]]:
    """Documents with so many passages in all, languages in turn, each with the vectors of its passages."""
    random = np.random.default_rng(seed)
    number = 0
    while passages > 0:
        part = parts[number % len(parts)]
        counts = random.integers(_PASSAGES[0], _PASSAGES[1] + 1, random.integers(_ARTICLES[0], _ARTICLES[1] + 1))
        counts = counts[: int(np.searchsorted(np.cumsum(counts), passages)) + 1]
        counts[-1] -= max(0, int(counts.sum()) - passages)
        yield _document(part, number, counts.tolist(), random)
        passages -= int(counts.sum())
        number += 1


def _document(part: RealPassages, number: int, counts: list[int], random: np.random.Generator) -> tuple[Extraction, Matrix]:
    total = sum(counts)
    first, second = random.integers(len(part.texts), size=(2, total))
    id_ = f"s{number}"
    pieces: list[str] = []
    clauses: list[Clause] = []
    passages: list[Passage] = []
    at, borrowed, place = 0, np.empty(total, dtype=np.float32), 0
    for article, count in enumerate(counts, start=1):
        texts = []
        for _ in range(count):
            text, borrowed[place] = _mixed(part.sentences[first[place]], part.sentences[second[place]], random)
            texts.append(text)
            place += 1
        whole = "\n\n".join(texts)
        title = part.titles[first[place - 1]]
        clause = Clause((ClauseStep(ClauseLevel.ARTICLE, str(article)),), (title,), (title,), Span(at, at + len(whole)))
        clauses.append(clause)
        start = at
        for text in texts:
            passages.append(Passage(id_, Span(start, start + len(text)), text, part.language, clause))
            start += len(text) + 2
        pieces.append(whole)
        at += len(whole) + 2
    document = Document(id_, part.language, _kind(number), part.titles[first[0]])
    extraction = Extraction(document, MediaType.PLAIN, "\n\n".join(pieces), None, (), tuple(clauses), tuple(passages), (), {}, (), frozenset(), ())
    return extraction, _vectors(part, first, second, borrowed, random)


def _kind(number: int) -> Kind:
    """Two documents in a hundred are plans, of each language one; others are decisions and news."""
    if number % 100 in {0, 1}:
        return Kind.PLAN
    return Kind.DECISION if number % 4 in {0, 1} else Kind.NEWS


def _mixed(own: list[str], other: list[str], random: np.random.Generator) -> tuple[str, float]:
    """Sentences of one passage some of which give way to those of another, a line each, and the share that did."""
    taken = random.random(len(own)) < _BORROWED
    sentences = [other[place % len(other)] if borrowed else sentence for place, (sentence, borrowed) in enumerate(zip(own, taken, strict=True))]
    return "\n".join(sentences), float(taken.mean())


def _vectors(part: RealPassages, first: NDArray[np.int64], second: NDArray[np.int64], borrowed: Matrix, random: np.random.Generator) -> Matrix:
    share = borrowed[:, None]
    moves = part.moves[random.integers(_MOVES, size=len(first))]
    vectors = (1 - share) * part.vectors[first] + share * part.vectors[second] + moves
    result: Matrix = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return result
