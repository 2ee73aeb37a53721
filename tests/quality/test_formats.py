"""A document says the same whether it comes as Markdown, as PDF, as a Word file or as a scan."""

from __future__ import annotations

from difflib import SequenceMatcher
from functools import cache
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from corpus.catalogue import corpus_folder
from corpus.folding import folded
from indexer.extraction import Extraction, extract
from indexer.recognition import available
from tests.fakes import word_starts
from tests.quality.formats import PDFS, SCANS, WORD_FILES, fonts, pdf_of, scan_of, word_of

FIELDS = ("language", "kind", "number", "issuer", "level", "place", "date", "effective", "period", "vision")
SHARED_WORDS = {".pdf": 0.999, ".docx": 0.999, ".scan.pdf": 0.99}
LEAST_OF_TITLE = 40

MADE = [(name, suffix) for names, suffix in ((PDFS, ".pdf"), (WORD_FILES, ".docx"), (SCANS, ".scan.pdf")) for name in names]


@cache
def made(name: str, suffix: str) -> bytes:
    """The bytes of the file that is made of a shipped document."""
    folder = fonts()
    if folder is None and suffix != ".docx":
        pytest.skip("no font with Vietnamese letters is here")
    text = (corpus_folder() / name).read_text(encoding="utf-8")
    return word_of(text) if suffix == ".docx" else (pdf_of if suffix == ".pdf" else scan_of)(text, folder or Path())


@cache
def read(name: str, suffix: str) -> Extraction:
    """What is read from the made file, or from the document itself."""
    if suffix == ".scan.pdf" and available() is None:
        pytest.skip("tesseract with its Vietnamese and French data is not here")
    path = corpus_folder() / name
    content = path.read_bytes() if suffix == path.suffix else made(name, suffix)
    return extract(content, f"{path.stem}{suffix}", word_starts)


@pytest.mark.parametrize(("name", "suffix"), MADE)
def test_fields(name: str, suffix: str) -> None:
    """Number, kind, issuer, dates, period and language are those of the source, and the title begins as its title does."""
    source, found = read(name, ".md").document, read(name, suffix).document
    assert {field: getattr(found, field) for field in FIELDS} == {field: getattr(source, field) for field in FIELDS}
    shared = folded(found.title)[: len(folded(source.title))]
    assert folded(source.title).startswith(shared.partition("numero")[0].rstrip("… "))
    assert len(shared) >= min(LEAST_OF_TITLE, len(folded(source.title)))


@pytest.mark.parametrize(("name", "suffix"), MADE)
def test_clauses(name: str, suffix: str) -> None:
    """The clause tree is that of the source, clause by clause."""
    found = [clause.path for clause in read(name, suffix).clauses]
    assert found == [clause.path for clause in read(name, ".md").clauses]
    assert found


@pytest.mark.parametrize(("name", "suffix"), MADE)
def test_text(name: str, suffix: str) -> None:
    """The words are those of the source in their order: all but one in a thousand, of a scan all but one in a hundred."""
    source, found = read(name, ".md").text.split(), read(name, suffix).text.split()
    assert SequenceMatcher(None, source, found, autojunk=False).ratio() >= SHARED_WORDS[suffix]


@pytest.mark.parametrize(("name", "suffix"), MADE)
def test_the_same_bytes(name: str, suffix: str) -> None:
    """The same text makes the same file."""
    first = made(name, suffix)
    made.cache_clear()
    assert made(name, suffix) == first


@pytest.mark.parametrize("name", SCANS)
def test_scans_have_no_text(name: str) -> None:
    """A scan holds images alone, so what is read from it was recognised, on every page."""
    document = pdfium.PdfDocument(made(name, ".scan.pdf"))
    try:
        assert [page.get_textpage().get_text_bounded() for page in document] == [""] * len(document)
    finally:
        document.close()
    assert read(name, ".scan.pdf").recognised == set(range(1, len(read(name, ".scan.pdf").pages) + 1))


def test_both_languages_in_every_format() -> None:
    """There are at least six PDFs, three Word files and two scans, and of each format some in both languages."""
    assert [len(PDFS) >= 6, len(WORD_FILES) >= 3, len(SCANS) >= 2] == [True, True, True]
    assert all({name[:2] for name in names} == {"fr", "vi"} for names in (PDFS, WORD_FILES, SCANS))
