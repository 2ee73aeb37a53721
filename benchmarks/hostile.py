"""`python -m benchmarks.hostile [FOLDER] [COUNT]`: what broken and hostile files cost, with the limits that are set by default.

COUNT files (300 unless given): those that the tests make by hand, then real files of FOLDER (`shared/data/docs` beside
the repository unless given) cut off or with bytes changed, among which each real file is read once as it is.
"""

from __future__ import annotations

import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from rich.console import Console

from benchmarks.extraction import DOCUMENTS
from indexer.batch import Extractor, Failed, Fresh, outcomes
from indexer.encoder import load_encoder
from indexer.sources import Source
from indexer.watching import Silent
from indexer.worker import Reply, Work
from indexer.workers import Answer, _Worker
from tests.indexer.hostile import changed, made_by_hand, truncated

_COUNT = 300
_REASON = re.compile(r"\(.*?\)|\d[\d.,]*|page [\d, -]+")


def _files(folder: Path) -> Iterator[tuple[str, bytes]]:
    yield from made_by_hand()
    seeds = {path.name: path.read_bytes() for path in sorted(folder.rglob("*.*")) if path.suffix != ".tsv"}
    yield from seeds.items()
    for name, content in seeds.items():
        yield from truncated(name, content, 2)
    for number in range(_COUNT):
        for name, content in seeds.items():
            yield from changed(name, content, 1, seed=number)


def main() -> None:
    """Reads the files and prints what came of them."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else DOCUMENTS
    count = int(sys.argv[2]) if len(sys.argv) > 2 else _COUNT  # noqa: PLR2004 - the second argument
    console = Console(width=150)
    longest: list[tuple[float, float, str]] = []
    run = _Worker.run

    def timed(worker: _Worker, work: Work, answer: Answer) -> Reply:
        started = time.monotonic()
        try:
            return run(worker, work, answer)
        finally:
            longest.append((time.monotonic() - started, work.seconds, work.arguments[0].path.name))

    _Worker.run = timed  # type: ignore[assignment, method-assign]
    with tempfile.TemporaryDirectory(prefix="passerelle-hostile-") as scratch:
        for name, content in islice(_files(folder), count):
            (Path(scratch) / name).write_bytes(content)
        sources = [Source(path, Path(scratch), None) for path in sorted(Path(scratch).iterdir())]
        started = time.monotonic()
        with Extractor(load_encoder().token_starts, watcher=Silent()) as extractor:
            found = list(outcomes(sources, extractor, lambda *_: False))
        seconds = time.monotonic() - started
    console.print(
        f"{len(found)} files in {seconds:.0f} s with {extractor.workers.count} workers, of which one had at most {extractor.workers.peak_bytes / 2**20:.0f} MiB"
    )
    console.print(f"{sum(isinstance(outcome, Fresh) for outcome in found)} read, {extractor.recognised} pages recognised")
    for taken, allowed, name in sorted(longest, reverse=True)[:12]:
        console.print(f"{taken:7.1f} of {allowed:.0f} s  {name}", highlight=False, markup=False)
    reasons = Counter(_REASON.sub("#", outcome.reason) for outcome in found if isinstance(outcome, Failed))
    for reason, times in reasons.most_common():
        console.print(f"{times:5}  {reason}", highlight=False, markup=False)


if __name__ == "__main__":
    main()
