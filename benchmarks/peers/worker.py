"""`python -m benchmarks.peers.worker NAME MODEL`: one peer in a process of its own, told what to do by lines of JSON.

Nothing but answers goes to the real output: what libraries print there goes to the error stream.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

import numpy as np

from benchmarks.peers.records import Peer, read_records

PEERS = {"plain": ("plain", "Plain"), "txtai": ("txtai_hybrid", "Txtai"), "chroma": ("chroma", "Chroma"), "product": ("product", "Product")}
"""The module and the class of each peer."""


def memory_mb() -> float:
    """Resident memory of this process."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmRSS"))


class Commands:
    """What a peer can be told; each command gives an object."""

    def __init__(self, peer: Peer) -> None:
        self._peer = peer

    def versions(self) -> dict[str, Any]:
        """The libraries of this process."""
        return {"versions": self._peer.versions()}

    def encode(self, records: str, vectors: str) -> dict[str, Any]:
        """Writes the vectors of records into a file; only the plain script is asked for it."""
        texts = [record.whole for record in read_records(Path(records))]
        np.save(vectors, self._peer.encode(texts))  # type: ignore[attr-defined] # see above
        return {}

    def index(self, records: str, folder: str, vectors: str | None = None) -> dict[str, Any]:
        """Indexes records; gives the seconds, of the clock and of the processor."""
        read, made = read_records(Path(records)), None if vectors is None else np.load(vectors)
        Path(folder).mkdir(parents=True)
        clock, processor = time.perf_counter(), time.process_time()
        self._peer.index(read, made, Path(folder))
        return {"seconds": time.perf_counter() - clock, "processor_seconds": time.process_time() - processor}

    def open(self, folder: str) -> dict[str, Any]:
        """Opens an index."""
        self._peer.open(Path(folder))
        return {}

    def search(self, queries: list[str], count: int) -> dict[str, Any]:
        """Asks one query after another; gives what was found and the milliseconds of each, of the clock and of the processor."""
        found, times_ms, processor_ms = [], [], []
        for query in queries:
            clock, processor = time.perf_counter(), time.process_time()
            found.append(self._peer.search(query, count))
            times_ms.append((time.perf_counter() - clock) * 1000)
            processor_ms.append((time.process_time() - processor) * 1000)
        return {"found": found, "times_ms": times_ms, "processor_ms": processor_ms}

    def memory(self) -> dict[str, Any]:
        """Resident memory."""
        return {"memory_mb": memory_mb()}


def _answers() -> IO[str]:
    """The real output; from now on what is printed goes to the error stream."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8", buffering=1)
    os.dup2(2, 1)
    return answers


def main() -> None:
    """Reads commands until there are no more."""
    name, model = sys.argv[1:]
    answers = _answers()

    def say(answer: dict[str, Any]) -> None:
        answers.write(json.dumps(answer) + "\n")

    module, kind = PEERS[name]
    try:
        make: Callable[[str], Peer] = getattr(importlib.import_module(f"benchmarks.peers.{module}"), kind)
        commands = Commands(make(model))
    except ImportError as error:
        say({"missing": str(error)})
        return
    say({})
    for line in sys.stdin:
        command = json.loads(line)
        say(getattr(commands, command.pop("do"))(**command))


if __name__ == "__main__":
    main()
