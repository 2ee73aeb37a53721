"""`python -m benchmarks.peers`: quality, speed, memory and size of the product beside its peers, in one run.

The peers have an environment of their own, since they bring much with them:

    python3 -m venv /tmp/peers
    /tmp/peers/bin/pip install "torch==2.13.0"
    /tmp/peers/bin/pip install sentence-transformers faiss-cpu txtai chromadb
    python -m benchmarks.peers --python /tmp/peers/bin/python --data ../shared/data --work /tmp/peers-work
"""

from __future__ import annotations

import json
import os
import platform
import tempfile
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import numpy as np
import typer
from rich.console import Console
from rich.table import Table

from benchmarks.peers.measuring import Measured, build_many, measure_quality, measure_queries, measure_rates, median, percentile, vectors_of, write_many
from benchmarks.peers.process import NAMES, PeerFailed, PeerMissing, PeerProcess
from benchmarks.peers.records import Record, write_records
from benchmarks.peers.texts import asked, every, records_of
from indexer.encoder import load_encoder
from indexer.model import model_folder
from service.datasets import Dataset, Half, load_dataset

_SETS = "vi_gazette_articles,fr_service_public,xling_flores_fr2vi"
_DATA = Path(__file__).parents[3] / "shared" / "data"
_RATE_TEXTS = 128
_QUERIES = 40


def main(
    data: Annotated[Path, typer.Option(help="Folder of the datasets.")] = _DATA,
    sets: Annotated[str, typer.Option(help="Which of them.")] = _SETS,
    python: Annotated[str, typer.Option(help="Python of the environment that has txtai and chromadb.")] = "python3",
    work: Annotated[Path | None, typer.Option(help="Folder that keeps the vectors of the plain script for the next run; indexes are made there too.")] = None,
    passages: Annotated[int, typer.Option(min=100, help="How many passages one query is measured over.")] = 100_000,
    rounds: Annotated[int, typer.Option(min=1, help="How often the peers take turns.")] = 5,
    cores: Annotated[int | None, typer.Option(min=1, help="How many cores all of it may use; every one when left out (Linux).")] = None,
    parts: Annotated[str, typer.Option(help="What to measure.")] = "quality,rate,query",
    out: Annotated[Path | None, typer.Option(help="File for all that was measured, as JSON.")] = None,
) -> None:
    """Measure the product beside its peers."""
    console = Console(width=170)
    if cores:
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:cores])  # the peers' processes inherit it
    wanted = {name: load_dataset(data / name) for name in sets.split(",")}
    with tempfile.TemporaryDirectory(prefix="passerelle-peers-") as scratch:
        place = (work or Path(scratch)).resolve()
        place.mkdir(parents=True, exist_ok=True)
        try:
            measured = _measure(wanted, place, python, passages, rounds, set(parts.split(",")), console.print)
        except PeerFailed as error:
            console.print(str(error))
            raise typer.Exit(1) from error
    if out:
        out.write_text(json.dumps({name: asdict(value) for name, value in measured.items()}, ensure_ascii=False, indent=1), encoding="utf-8")
    console.print(_table(measured, passages))
    for name, value in measured.items():
        console.print(f"{name}: {', '.join(f'{library} {version}' for library, version in value.versions.items())}", highlight=False)


def _measure(
    sets: dict[str, Dataset], work: Path, python: str, passages: int, rounds: int, parts: set[str], report: Callable[[str], None]
) -> dict[str, Measured]:
    load_encoder(report=report)  # prepares the model folder that all of them read
    measured: dict[str, Measured] = {}
    names = []
    with ExitStack() as running:
        peers = []
        for name in NAMES:
            try:
                peers.append(running.enter_context(PeerProcess(name, python, str(model_folder()), work / "peers.log")))
            except PeerMissing as error:
                report(f"skipped: {error}")
                continue
            names.append(name)
            measured[name] = Measured(versions=peers[-1].ask("versions")["versions"])
        if "quality" in parts:
            report("quality")
            measure_quality(peers, sets, work, measured)
        if "rate" in parts:
            report("rate of indexing")
            measure_rates(peers, _mixed(sets, _RATE_TEXTS), rounds, work, measured)
        if "query" in parts:
            report(f"indexing {passages} passages with their vectors")
            _build_many(peers, sets, passages, work, measured)
    if "query" in parts:
        report("queries")
        with ExitStack() as running:
            serving = [running.enter_context(PeerProcess(name, python, str(model_folder()), work / "peers.log")) for name in names]
            measure_queries(serving, _queries(sets), rounds, work, measured)
    return measured


def _build_many(peers: Sequence[PeerProcess], sets: dict[str, Dataset], passages: int, work: Path, measured: dict[str, Measured]) -> None:
    records, vectors = [], []
    for name, dataset in sets.items():
        part = records_of(dataset)
        records += part
        vectors.append(np.load(vectors_of(peers[0], part, write_records(work / f"{name}.jsonl", part), work)))
    files = write_many(records, np.concatenate(vectors), passages, work)
    for peer in peers:
        build_many(peer, *files, work, measured)


def _mixed(sets: dict[str, Dataset], count: int) -> list[Record]:
    """As many texts of each set, ``count`` in all."""
    return [record for dataset in sets.values() for record in every(records_of(dataset), count // len(sets))]


def _queries(sets: dict[str, Dataset]) -> list[str]:
    """As many queries of each set."""
    share = _QUERIES // len(sets) + 1
    return [query.text for dataset in sets.values() for query in asked(dataset.half(Half.TEST))[:share]][:_QUERIES]


def _table(measured: dict[str, Measured], passages: int) -> Table:
    """One row for each figure; in brackets how many times better the product is."""
    loads = [load for value in measured.values() for load in value.loads]
    load = f"load {min(loads):.1f} to {max(loads):.1f}" if loads else f"load {os.getloadavg()[0]:.1f}"
    table = Table(
        "what", *measured, title=f"{len(os.sched_getaffinity(0))} of {os.cpu_count()} cores, {load}, {platform.machine()}, Python {platform.python_version()}"
    )
    for name in dict.fromkeys(name for value in measured.values() for name in value.quality):
        for half in Half:
            table.add_row(f"nDCG@10 {name}, {half}", *(f"{value.quality[name][half]:.4f}" if name in value.quality else "—" for value in measured.values()))
    figures: dict[str, Callable[[Measured], float | None]] = {
        "indexing, texts a second": lambda value: median(value.rates),
        "indexing, texts a second of the processor": lambda value: median(value.processor_rates),
        f"one query over {passages}, p50 ms": lambda value: percentile(value.times_ms, 50),
        f"one query over {passages}, p95 ms": lambda value: percentile(value.times_ms, 95),
        "the same, p50 ms of the processor": lambda value: percentile(value.processor_ms, 50),
        "the same, p95 ms of the processor": lambda value: percentile(value.processor_ms, 95),
        "memory, MB": lambda value: value.memory_mb,
        "index on disk, MB": lambda value: value.disk_mb,
    }
    for name, figure in figures.items():
        if any(figure(value) is not None for value in measured.values()):
            table.add_row(name, *_cells(measured, figure, more=name.startswith("indexing")))
    return table


def _cells(measured: dict[str, Measured], figure: Callable[[Measured], float | None], *, more: bool = False) -> list[str]:
    ours = figure(measured["product"]) if "product" in measured else None
    cells = []
    for name, value in measured.items():
        theirs = figure(value)
        if theirs is None:
            cells.append("—")
        elif ours is None or name == "product":
            cells.append(f"{theirs:.1f}")
        else:
            cells.append(f"{theirs:.1f} ({ours / theirs if more else theirs / ours:.2f})")
    return cells


if __name__ == "__main__":
    typer.run(main)
