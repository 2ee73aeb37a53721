"""What is measured of each peer: quality, the rate of indexing, and one query over many passages."""

from __future__ import annotations

import os
import shutil
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from benchmarks.peers.process import PeerProcess
from benchmarks.peers.records import Record, Vectors, write_records
from benchmarks.peers.texts import asked, digest, folder_mb, many, records_of
from service.datasets import Dataset, Half
from service.measures import ndcg

_FOUND = 100
"""Records asked for where quality is measured, of which the first of each document counts."""
_SHOWN = 10
"""Records asked for where time is measured."""
_WARM_UP = 5


@dataclass(slots=True)
class Measured:
    """The figures of one peer: nDCG@10 by set and half, texts a second and milliseconds by round, megabytes."""

    versions: dict[str, str] = field(default_factory=dict)
    quality: dict[str, dict[Half, float]] = field(default_factory=dict)
    rates: list[float] = field(default_factory=list)
    processor_rates: list[float] = field(default_factory=list)
    times_ms: list[list[float]] = field(default_factory=list)
    processor_ms: list[list[float]] = field(default_factory=list)
    loads: list[float] = field(default_factory=list)
    memory_mb: float | None = None
    disk_mb: float | None = None


def median(values: Sequence[float]) -> float | None:
    """The median of the rounds."""
    return statistics.median(values) if values else None


def percentile(rounds: Sequence[Sequence[float]], share: int) -> float | None:
    """The median over the rounds of a percentile of each."""
    return median([float(np.percentile(values, share)) for values in rounds])


def measure_quality(peers: Sequence[PeerProcess], sets: dict[str, Dataset], work: Path, measured: dict[str, Measured]) -> None:
    """nDCG@10 of each peer on each set; all but the product are given the same vectors, made once by torch in fp32 and kept in ``work``."""
    for name, dataset in sets.items():
        records = records_of(dataset)
        path = write_records(work / f"{name}.jsonl", records)
        vectors = vectors_of(peers[0], records, path, work)
        for peer in peers:
            folder = _empty(work / "quality" / name / peer.name)
            peer.ask("index", records=str(path), folder=str(folder), vectors=None if peer.name == "product" else str(vectors))
            measured[peer.name].quality[name] = {half: _quality(peer, dataset.half(half)) for half in Half}


def vectors_of(plain: PeerProcess, records: Sequence[Record], path: Path, work: Path) -> Path:
    """The file with the vectors of some records; made by the plain script unless it is there."""
    vectors = work / f"passages-{digest(records)}.npy"
    if not vectors.is_file():
        plain.ask("encode", records=str(path), vectors=str(vectors))
    return vectors


def _quality(peer: PeerProcess, dataset: Dataset) -> float:
    queries = asked(dataset)
    found = peer.ask("search", queries=[query.text for query in queries], count=_FOUND)["found"]
    names = [name for name, *_ in dataset.documents]
    ranked = [list(dict.fromkeys(names[position] for position in positions)) for positions in found]
    return statistics.mean(ndcg(ranking, dataset.relevant[query.id], 10) for ranking, query in zip(ranked, queries, strict=True))


def measure_rates(peers: Sequence[PeerProcess], records: Sequence[Record], rounds: int, work: Path, measured: dict[str, Measured]) -> None:
    """Texts a second from texts to a finished index, embedding included, the peers in turn."""
    path, first = write_records(work / "rate.jsonl", records), write_records(work / "first.jsonl", records[:_WARM_UP])
    for peer in peers:  # what is loaded at the first text is not the time of the others
        peer.ask("index", records=str(first), folder=str(_empty(work / "rate" / peer.name / "first")))
    for number in range(rounds):
        for peer in _in_turn(peers, number):
            measured[peer.name].loads.append(os.getloadavg()[0])
            taken = peer.ask("index", records=str(path), folder=str(_empty(work / "rate" / peer.name / str(number))))
            measured[peer.name].rates.append(len(records) / taken["seconds"])
            measured[peer.name].processor_rates.append(len(records) / taken["processor_seconds"])


def build_many(peer: PeerProcess, records: Path, vectors: Path, work: Path, measured: dict[str, Measured]) -> None:
    """Indexes many passages with their vectors; its process ends afterwards, so that serving starts with nothing but the index."""
    folder = _empty(work / "many" / peer.name)
    peer.ask("index", records=str(records), folder=str(folder), vectors=str(vectors))
    measured[peer.name].disk_mb = folder_mb(folder)


def write_many(records: Sequence[Record], vectors: Vectors, count: int, work: Path) -> tuple[Path, Path]:
    """The files of many made passages and of their vectors."""
    made, blended = many(records, vectors, count)
    np.save(work / "many.npy", blended)
    return write_records(work / "many.jsonl", made), work / "many.npy"


def measure_queries(peers: Sequence[PeerProcess], queries: Sequence[str], rounds: int, work: Path, measured: dict[str, Measured]) -> None:
    """Milliseconds of one query after another over many passages, embedding included, the peers in turn; then their memory."""
    for peer in peers:
        peer.ask("open", folder=str(work / "many" / peer.name))
        peer.ask("search", queries=list(queries[:_WARM_UP]), count=_SHOWN)
    for number in range(rounds):
        for peer in _in_turn(peers, number):
            measured[peer.name].loads.append(os.getloadavg()[0])
            taken = peer.ask("search", queries=list(queries), count=_SHOWN)
            measured[peer.name].times_ms.append(taken["times_ms"])
            measured[peer.name].processor_ms.append(taken["processor_ms"])
    for peer in peers:
        measured[peer.name].memory_mb = peer.ask("memory")["memory_mb"]


def _in_turn(peers: Sequence[PeerProcess], number: int) -> Iterator[PeerProcess]:
    """Every round begins with another peer."""
    start = number % len(peers)
    yield from [*peers[start:], *peers[:start]]


def _empty(folder: Path) -> Path:
    """The name of a folder that does not exist, below one that does."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.parent.mkdir(parents=True, exist_ok=True)
    return folder
