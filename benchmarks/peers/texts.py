"""What the peers are measured on: whole datasets for quality, and many passages made of their texts and vectors for speed."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from benchmarks.peers.records import Record, Vectors
from service.datasets import Dataset, Query

ACT = 10
"""Made passages that stand under one title and are in one language."""
_NOISE = 0.02
"""Deviation of what is added to each coordinate of a made vector; of 384 coordinates their noise has a length of about 0.4."""


def records_of(dataset: Dataset) -> list[Record]:
    """The documents of a dataset, in their order."""
    return [Record(title, text, str(language)) for _, title, text, language in dataset.documents]


def digest(records: Sequence[Record]) -> str:
    """Names the texts, so that vectors that were made of them are found again."""
    return hashlib.sha256("\0".join(record.whole for record in records).encode()).hexdigest()[:16]


def every(items: Sequence[Record], count: int) -> list[Record]:
    """About ``count`` items at equal distances."""
    return list(items[:: max(1, len(items) // count)][:count])


def asked(dataset: Dataset) -> list[Query]:
    """The queries for which a document is right."""
    return [query for query in dataset.queries if dataset.relevant.get(query.id)]


def many(records: Sequence[Record], vectors: Vectors, count: int) -> tuple[list[Record], Vectors]:
    """``count`` passages, each the beginning of one text and the end of another of its language, with the mean of their vectors and some noise."""
    random = np.random.default_rng(0)
    by_language = {
        language: np.flatnonzero([record.language == language for record in records]) for language in sorted({record.language for record in records})
    }
    languages = [language for language, positions in by_language.items() if len(positions) > 1]
    made: list[Record] = []
    pairs = np.empty((count, 2), dtype=np.int64)
    for start in range(0, count, ACT):
        chosen = by_language[languages[start // ACT % len(languages)]]
        pairs[start : start + ACT] = random.choice(chosen, (min(ACT, count - start), 2))
        title = records[int(pairs[start, 0])].title
        made += [_joined(title, records[int(first)], records[int(second)]) for first, second in pairs[start : start + ACT]]
    blended = vectors[pairs[:, 0]] + vectors[pairs[:, 1]]
    blended = blended / np.linalg.norm(blended, axis=1, keepdims=True) + random.normal(0, _NOISE, blended.shape)
    return made, (blended / np.linalg.norm(blended, axis=1, keepdims=True)).astype(np.float32)


def _joined(title: str, first: Record, second: Record) -> Record:
    beginning, end = first.text.split(), second.text.split()
    return Record(title, " ".join(beginning[: len(beginning) // 2 + 1] + end[len(end) // 2 :]), first.language)


def folder_mb(folder: Path) -> float:
    """Megabytes of all files below a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6
