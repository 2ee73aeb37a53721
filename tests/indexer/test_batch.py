"""Many files are read as one by one, in their order; scans page by page."""

from __future__ import annotations

import io
import time
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from indexer import recognition
from indexer.batch import Duplicate, Extractor, Failed, Fresh, Outcome, Same, outcomes
from indexer.build import build_index
from indexer.contents import content_of, taken
from indexer.errors import RecognitionUnavailable, UnreadableFile
from indexer.extraction import Gaps, extract, ranges
from indexer.generation import open_current
from indexer.limits import Limits
from indexer.page_cache import PageCache
from indexer.reading import Line
from indexer.sources import Source
from tests.fakes import FakeEncoder, word_starts
from tests.indexer import deeds
from tests.indexer.acts import DECISION, NEWS, ORDER, write_folder
from tests.indexer.files import docx_of, pdf_of
from tests.indexer.test_build import Told, names

needs_tesseract = pytest.mark.skipif(recognition.available() is None, reason="tesseract with its Vietnamese and French data is not installed")
LINES = ["Article 1 - Objet", "Une aide est versee aux petites entreprises.", "Article 2 - Effet", "Le present texte entre en vigueur demain."]


@pytest.fixture(autouse=True)
def cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A cache folder of the test's own."""
    folder = tmp_path / "cache"
    monkeypatch.setattr("indexer.page_cache.user_cache_path", lambda _name: folder)
    return folder / "recognised"


def scan(*pages: list[str] | None) -> bytes:
    """A PDF whose pages are images of the given lines; None is a page without anything."""
    images = [_sheet(lines or []) for lines in pages]
    written = io.BytesIO()
    images[0].save(written, "PDF", save_all=True, append_images=images[1:], resolution=150)
    return written.getvalue()


def _sheet(lines: list[str]) -> Image.Image:
    image = Image.new("L", (1240, 900), "white")
    for number, line in enumerate(lines):
        ImageDraw.Draw(image).text((100, 100 + 60 * number), line, fill="black", font_size=34)
    return image


def mixed() -> bytes:
    """A PDF of one page with text and one that is an image."""
    from pypdf import PdfReader, PdfWriter  # noqa: PLC0415 - only here

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf_of([(line, 12.0) for line in ORDER.splitlines()]))))
    writer.append(io.BytesIO(scan(LINES)))
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def source(path: Path) -> Source:
    """A source without catalogue."""
    return Source(path, path.parent, None)


def all_outcomes(*paths: Path, limits: Limits | None = None, same: frozenset[str] = frozenset()) -> list[Outcome]:
    """What comes of files."""
    with Extractor(word_starts, limits, workers=2) as extractor:
        return list(outcomes(map(source, paths), extractor, lambda document_id, _: document_id in same))


def test_workers_read_as_this_process_does(tmp_path: Path) -> None:
    """The extraction that comes from a worker is in every part the one made here."""
    files = {
        "a.txt": DECISION.encode(),
        "b.pdf": pdf_of([(line, 12.0) for line in ORDER.splitlines()], [("Annexe", 14.0)], title="Arrêté"),
        "c.docx": docx_of((DECISION, None), table=[["a", "b"]]),
        "d.md": b"# Titre\n\ntexte\n",
    }
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    found = all_outcomes(*(tmp_path / name for name in files))
    assert [outcome.extraction for outcome in found if isinstance(outcome, Fresh)] == [extract(content, name, word_starts) for name, content in files.items()]


def test_order_and_kinds_of_outcomes(tmp_path: Path) -> None:
    """Outcomes come in the order of the files, whatever they are."""
    texts = {f"n{number:02}": f"{NEWS}\nNuméro {number}." for number in range(30)}
    write_folder(tmp_path, **texts, empty="", again=texts["n03"], known=DECISION)
    paths = [*(tmp_path / f"{name}.txt" for name in texts), tmp_path / "empty.txt", tmp_path / "again.txt", tmp_path / "known.txt", tmp_path / "gone.txt"]
    known = taken(tmp_path / "known.txt", Limits()).document_id
    found = all_outcomes(*paths, same=frozenset({known}))
    assert [outcome.source.path for outcome in found] == paths
    assert [type(outcome) for outcome in found] == [Fresh] * 30 + [Failed, Duplicate, Same, Failed]
    assert [outcome.reason for outcome in found if isinstance(outcome, Failed)] == ["it is empty", "it cannot be opened (No such file or directory)"]
    assert [outcome.first.path.name for outcome in found if isinstance(outcome, Duplicate)] == ["n03.txt"]


def test_the_first_name_that_can_be_read_counts(tmp_path: Path) -> None:
    """Bytes that are unreadable under one name, and readable under the next, are read under that; the third is then a duplicate of it."""
    for name in ("a.pdf", "b.txt", "c.txt"):
        (tmp_path / name).write_text(ORDER, encoding="utf-8")
    found = all_outcomes(tmp_path / "a.pdf", tmp_path / "b.txt", tmp_path / "c.txt")
    assert [type(outcome) for outcome in found] == [Failed, Fresh, Duplicate]
    assert isinstance(found[2], Duplicate)
    assert found[2].first.path.name == "b.txt"


def test_a_file_that_changes_meanwhile(tmp_path: Path) -> None:
    """Bytes that are not those of the digest are not read, so that no document has the id of another."""
    path = write_folder(tmp_path, a=ORDER) / "a.txt"
    file = taken(path, Limits())
    assert content_of(file, Limits()) == ORDER.encode()
    path.write_text(NEWS, encoding="utf-8")
    with pytest.raises(UnreadableFile, match="it changed while it was being read: index it again"):
        content_of(file, Limits())


@pytest.mark.parametrize(
    ("limits", "sentence"),
    [
        (Limits(pages=2), "it has 3 pages, more than the 2 that are read: split it"),
        (Limits(characters=300), "million characters of text, more than the 0.0003 million that are read: split it"),
    ],
)
def test_limits_of_text(tmp_path: Path, limits: Limits, sentence: str) -> None:
    """Too many pages and too much text are refused with what was found and what is allowed."""
    (tmp_path / "a.txt").write_text("\f".join([ORDER] * 3), encoding="utf-8")
    (outcome,) = all_outcomes(tmp_path / "a.txt", limits=limits)
    assert isinstance(outcome, Failed)
    assert sentence in outcome.reason


@needs_tesseract
def test_a_scan_is_recognised_page_by_page(tmp_path: Path, cache: Path) -> None:
    """All pages of a scan are recognised and kept; the second time nothing is recognised, and the result is the same."""
    (tmp_path / "scan.pdf").write_bytes(scan(LINES[:2], LINES[2:]))
    watcher = Told()
    with Extractor(word_starts, watcher=watcher, workers=2) as extractor:
        file = taken(tmp_path / "scan.pdf", extractor.limits)
        found = extractor.extract(file)
        assert (sorted(found.recognised), sorted(found.unread), extractor.recognised) == ([1, 2], [], 2)
        assert [clause.path for clause in found.clauses] == ["article-1", "article-2"]
        assert (watcher.totals, watcher.done) == ({"recognising": 2}, {"recognising": 2})
        kept = sorted(path.stat().st_size for path in cache.rglob("*.json"))
        started = time.monotonic()
        again = extractor.extract(file)
        assert again == found
        assert sorted(path.stat().st_size for path in cache.rglob("*.json")) == kept
        assert len(kept) == 2
        assert time.monotonic() - started < 10


def test_pages_fail_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages that hang or crash are left out and told, with the reason of the first; the rest of the file is read."""
    monkeypatch.setattr(recognition, "available", lambda: "an engine")
    monkeypatch.setattr("indexer.batch.recognise_page", deeds.recognise_page)
    (tmp_path / "scan.pdf").write_bytes(scan(*[LINES] * 5))
    with Extractor(word_starts, Limits(page_seconds=1), workers=2) as extractor:
        found = extractor.extract(taken(tmp_path / "scan.pdf", extractor.limits))
    assert found.text.split("\n")[:-1] == ["Article 1 - Objet", "Une aide est versée.", "Elle cesse demain."]
    assert found.gaps == Gaps(
        frozenset({2, 4}), "page 2 could not be recognised within 1 s: scan it again at 300 dpi, or raise PASSERELLE_PAGE_SECONDS", "an engine, 1 s, 900 MB"
    )
    assert (sorted(found.recognised), extractor.recognised) == ([1, 3, 5], 3)


def test_what_failed_is_tried_again_in_another_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file with a page that took too long is taken over while the limits are the same, and read again when they are not."""
    monkeypatch.setattr(recognition, "available", lambda: "an engine")
    monkeypatch.setattr("indexer.batch.recognise_page", deeds.recognise_page)
    folder, index = tmp_path / "files", tmp_path / "index"
    folder.mkdir()
    (folder / "scan.pdf").write_bytes(scan(*[LINES] * 3))
    for limits, seen in ((Limits(page_seconds=1), "added"), (Limits(page_seconds=1), "unchanged"), (Limits(page_seconds=1, memory_mb=800), "changed")):
        report = build_index(index, (folder,), FakeEncoder(), workers=2, limits=limits)
        assert names(getattr(report, seen)) == names(report.incomplete) == ["scan"]


def test_no_page_is_recognised(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When no page of a scan is recognised, the file fails with the reason of the first page."""
    monkeypatch.setattr(recognition, "available", lambda: "an engine")
    monkeypatch.setattr("indexer.batch.recognise_page", deeds.recognise_nothing)
    (tmp_path / "scan.pdf").write_bytes(scan(LINES, LINES))
    (outcome,) = all_outcomes(tmp_path / "scan.pdf")
    assert isinstance(outcome, Failed)
    assert outcome.reason == "page 1 is dark"


@pytest.fixture
def no_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if there were no tesseract."""
    monkeypatch.setattr(recognition, "available", lambda: None)


@pytest.mark.usefixtures("no_engine")
def test_a_scan_without_an_engine(tmp_path: Path) -> None:
    """A file of which no page can be read fails with how to install what reads it."""
    (tmp_path / "scan.pdf").write_bytes(scan(LINES))
    with Extractor(word_starts, workers=1) as extractor, pytest.raises(RecognitionUnavailable, match="install it with `apt-get install tesseract"):
        extractor.extract(taken(tmp_path / "scan.pdf", extractor.limits))


@needs_tesseract
def test_what_is_incomplete_is_made_whole_later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without an engine the pages with text are indexed and the others reported, at each build; with one the file is read again."""
    folder, index = tmp_path / "files", tmp_path / "index"
    folder.mkdir()
    (folder / "mixed.pdf").write_bytes(mixed())
    with monkeypatch.context() as without:
        without.setattr(recognition, "available", lambda: None)
        for seen in ("added", "unchanged"):
            report = build_index(index, (folder,), FakeEncoder(), workers=1)
            assert names(getattr(report, seen)) == names(report.incomplete) == ["mixed"]
            assert next(iter(report.incomplete.values())).startswith("without page 2: it is a scan, and tesseract")
    (stored,) = open_current(index).store.documents
    assert open_current(index).store.extraction(stored.document.id).unread == {2}
    report = build_index(index, (folder,), FakeEncoder(), workers=1)
    assert (names(report.changed), report.incomplete, report.recognised, report.pages) == (["mixed"], {}, 1, 2)
    assert open_current(index).store.text(stored.document.id).recognised == {2}
    assert names(build_index(index, (folder,), FakeEncoder(), workers=1).unchanged) == ["mixed"]


def test_the_sentence_of_gaps() -> None:
    """Pages are named in short."""
    assert Gaps(frozenset({2, 5, 6, 7}), "they are dark", "").sentence == "without pages 2, 5-7: they are dark"
    assert ranges([]) == ""


def test_kept_pages(tmp_path: Path) -> None:
    """What is kept comes back as it was, by file, page and engine; a damaged record is as none."""
    kept = PageCache(tmp_path / "pages", "tesseract 5")
    lines = (Line("Điều 1", 3, 11.5), Line("", 3))
    assert kept.lines("aa", 3) is None
    kept.keep("aa", 3, lines)
    assert kept.lines("aa", 3) == lines
    assert kept.lines("aa", 4) is kept.lines("ab", 3) is PageCache(kept.folder, "tesseract 6").lines("aa", 3) is None
    (record,) = (path for path in kept.folder.rglob("*") if path.is_file())
    record.write_text('[["Điều 1", 3', encoding="utf-8")
    assert kept.lines("aa", 3) is None


def test_the_cache_is_bounded(tmp_path: Path) -> None:
    """What was not used for longest is removed first."""
    kept = PageCache(tmp_path / "pages", "tesseract 5")
    for page in range(1, 11):
        kept.keep("aa", page, (Line("x" * 1000, page),))
        time.sleep(0.02)
    kept.lines("aa", 1)
    kept.shrink(3500)
    assert [page for page in range(1, 11) if kept.lines("aa", page)] == [1, 9, 10]


def test_a_cache_that_cannot_be_written(tmp_path: Path) -> None:
    """Where nothing can be kept nothing fails."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    kept = PageCache(tmp_path / "file", "tesseract 5")
    kept.keep("aa", 1, ())
    kept.shrink()
    assert kept.lines("aa", 1) is None
