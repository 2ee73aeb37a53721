"""The golden data of real files: what a careful reader finds in each, written down without looking at what the program finds."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from corpus.folding import folded, nfc
from indexer.extraction import Extraction, document_id_of, extract_reading
from indexer.layout import assemble
from indexer.readers import read
from indexer.recognition import available, recognise

GOLDEN = Path(__file__).parent.parent / "golden"
SHARED = Path(__file__).parents[3] / "shared"


def golden_files() -> Iterator[Any]:
    """Every golden file as a parameter of a test, named by its document."""
    for path in sorted(GOLDEN.glob("*/*.toml")):
        yield pytest.param(path, id=path.stem[:40])


@cache
def golden(path: Path) -> dict[str, Any]:
    """What the golden file says."""
    return tomllib.loads(path.read_text(encoding="utf-8"))


def source_of(path: Path) -> Path:
    """The document that the golden file is about."""
    file = str(golden(path)["file"])
    return SHARED / file if file.startswith("seeds/") else SHARED / "data" / "docs" / file


@cache
def extracted(path: Path) -> Extraction:
    """The document of a golden file as the program reads it, scans included; skips where the document or a program is missing."""
    source = source_of(path)
    if not source.is_file():
        pytest.skip(f"{source.name} belongs to the evaluation data, which is not here")
    content = source.read_bytes()
    raw = read(content, source.name)
    if raw.unread:
        if available() is None:
            pytest.skip("tesseract with its Vietnamese and French data is not here")
        with ThreadPoolExecutor(2) as threads:
            numbers = sorted(raw.unread)
            pages = threads.map(lambda number: recognise(content, raw.media_type, number), numbers)
            raw = raw.with_recognised(dict(zip(numbers, pages, strict=True)))
    return extract_reading(document_id_of(content), assemble(raw), source.name, lambda text: [match.start() for match in re.finditer(r"\S+", text)])


def plain(text: str) -> str:
    """A text for comparison: letters and figures only, folded; neither white space nor punctuation, nor the kind of apostrophe."""
    return "".join(character for character in folded(nfc(text)) if character.isalnum())
