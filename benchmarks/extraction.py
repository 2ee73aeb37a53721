"""`python -m benchmarks.extraction [FOLDER]`: how fast PDF files with text are read, structure and all.

Compared with `extract_text` of pypdf over the same files in the same run, file by file in turn, in seconds of one
processor; and two worker processes with one, in seconds of the clock. FOLDER is `shared/data/docs` beside the repository unless given.
"""

from __future__ import annotations

import io
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

from pypdf import PdfReader
from rich.console import Console
from rich.table import Table

from indexer.batch import Extractor
from indexer.contents import taken
from indexer.encoder import load_encoder
from indexer.errors import UnreadableFile
from indexer.extraction import extract
from indexer.passages import TokenStarts
from indexer.readers import read

DOCUMENTS = Path(__file__).parents[2] / "shared" / "data" / "docs"
_ROUNDS = 2
_COPIES = 4


def text_pdfs(folder: Path) -> dict[Path, int]:
    """The PDF files below a folder all of whose pages have text, each with the number of its pages."""
    found = {}
    for path in sorted(folder.rglob("*.pdf")):
        content = path.read_bytes()
        try:
            if not read(content, path.name).unread:
                found[path] = len(PdfReader(io.BytesIO(content)).pages)
        except UnreadableFile:
            continue
    return found


def _least_seconds(work: Callable[[], object], clock: Callable[[], float]) -> float:
    return min(_seconds(work, clock) for _ in range(_ROUNDS))


def _seconds(work: Callable[[], object], clock: Callable[[], float]) -> float:
    started = clock()
    work()
    return clock() - started


def add_rows(table: Table, token_starts: TokenStarts, folder: Path = DOCUMENTS) -> None:
    """Adds what was measured to a table of four columns: what, ours, what it is compared with, how many times better."""
    pages = text_pdfs(folder) if folder.is_dir() else {}
    if not pages:
        table.add_row("reading PDF files with text", "not measured", f"there are none in {folder}", "")
        return
    total = sum(pages.values())
    bare = whole = 0.0
    for path in pages:
        content = path.read_bytes()
        bare += _least_seconds(lambda content=content: [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages], time.process_time)  # type: ignore[misc]
        whole += _least_seconds(lambda content=content, path=path: extract(content, path.name, token_starts), time.process_time)  # type: ignore[misc]
    table.add_row(
        "reading PDF files, one process",
        f"{total / whole:.1f} pages a second",
        f"pypdf's extract_text alone: {total / bare:.1f} pages a second",
        f"{bare / whole:.2f}",
    )
    one, two = (_in_workers(list(pages), token_starts, count) for count in (1, 2))
    table.add_row("reading PDF files, two workers", f"{total / two:.1f} pages a second", f"one worker: {total / one:.1f} pages a second", f"{one / two:.2f}")


def _in_workers(paths: list[Path], token_starts: TokenStarts, count: int) -> float:
    """Seconds for all files, measured over several times as many, so that the last one, for which only one worker has work, weighs little."""
    with Extractor(token_starts, workers=count) as extractor:
        files = [taken(path, extractor.limits) for path in paths]
        smallest = min(files, key=lambda file: file.size)
        for begun in [extractor.submit(smallest) for _ in range(2 * count)]:  # starting workers is not what is measured
            begun.result()
        many = files * _COPIES
        return _seconds(lambda: [future.result() for future in [extractor.submit(file) for file in many]], time.perf_counter) / _COPIES


def main() -> None:
    """Measures and prints."""
    console = Console(width=150)
    table = Table(title=f"{os.cpu_count()} cores")
    for column in ("what", "Passerelle", "compared with, same run", "times better"):
        table.add_column(column)
    add_rows(table, load_encoder().token_starts, *map(Path, sys.argv[1:2]))
    console.print(table)


if __name__ == "__main__":
    main()
