"""Three hundred broken and hostile files in one build: each costs itself alone, in bounds, and says why."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import indexer.build
from indexer import workers
from indexer.batch import Extractor
from indexer.build import BuildReport, build_index
from indexer.contents import taken
from indexer.errors import SourceMissing, UnreadableFile
from indexer.generation import open_current
from indexer.limits import Limits
from indexer.worker import Reply, Work
from tests.fakes import FakeEncoder
from tests.indexer.acts import DECISION, NEWS, ORDER, write_folder
from tests.indexer.files import encrypted, pdf_of
from tests.indexer.hostile import changed, good, made_by_hand, truncated

LIMITS = Limits(file_seconds=6, page_seconds=20)
FILES = 300

# What must come of a file: part of the reason for which it is refused, or None where it must be read.
EXPECTED: dict[str, str | None] = {
    **dict.fromkeys((f"empty.{ending}" for ending in ("pdf", "docx", "html", "txt", "md", "png", "jpg", "tiff")), "it is empty|the same content"),
    "spaces.txt": "it is empty",
    "zeros.txt": "it is not text",
    "one.pdf": "it ends in .pdf but is not a PDF",
    "own-kid.pdf": "the PDF is damaged|holds no text",
    "kids-in-a-ring.pdf": "the PDF is damaged|holds no text",
    "many-pages.pdf": "it has 100000 pages, more than the 5000 that are read: split it",
    "content-bomb.pdf": "needs more memory|the PDF is damaged|holds no text",
    "content-bomb-twice.pdf": "needs more memory|the PDF is damaged|holds no text",
    "objects-bomb.pdf": "needs more memory|the PDF is damaged|holds no text",
    "password.pdf": "it is protected by a password: remove the password and index it again",
    "bomb.docx": "unpacks to more than|needs more memory|damaged",
    "entity-of-a-file.docx": None,
    "many-members.docx": "not a .docx",
    "absurd.png": "the image has 2147483647 x 2147483647 dots, more than|damaged",
    "bomb.png": "the image has 32000 x 32000 dots, more than|damaged",
    "header.jpg": "damaged",
    "utf-16.txt": None,
    "pdf-named.docx": None,
    "docx-named.pdf": None,
    "docx-named.txt": None,
    "zip-named.pdf": "it is a ZIP archive but not a .docx",
    "program-named.pdf": "it ends in .pdf but is not a PDF",
    "empty-password.pdf": None,
    "good.pdf": None,
    "good.docx": None,
    "good.html": None,
    "good.txt": None,
    "good.md": None,
    "last.txt": None,
}


@dataclass
class Batch:
    """What came of the files, the most memory that a worker had, and the seconds of all work, taken and allowed."""

    report: BuildReport
    index: Path
    folder: Path
    peak_bytes: int
    work: list[tuple[float, float]]

    def reason(self, name: str) -> str | None:
        """Why a file was left out; None when it was read."""
        return self.report.failed.get(str(self.folder / name)) or self.report.skipped.get(str(self.folder / name))


def three_hundred() -> Iterator[tuple[str, bytes]]:
    """Files made by hand, good ones, and good ones cut off or changed."""
    seeds = good()
    yield from made_by_hand()
    yield from seeds.items()
    yield "empty-password.pdf", encrypted(pdf_of([(line, 12.0) for line in NEWS.splitlines()]), "")
    yield "last.txt", "Hội nghị cuối cùng của năm.".encode()
    for name, content in seeds.items():
        yield from truncated(name, content, 4 if name.endswith("png") else 9)
    for number in range(FILES):
        for name, content in seeds.items():
            if not name.endswith("png") or number % 4 == 0:
                yield from changed(name, content, 1, seed=number)


@pytest.fixture(scope="module")
def batch(tmp_path_factory: pytest.TempPathFactory) -> Batch:
    """One build of all files on two workers."""
    folder, index = tmp_path_factory.mktemp("hostile"), tmp_path_factory.mktemp("index")
    files = three_hundred()
    for _ in range(FILES):
        name, content = next(files)
        (folder / name).write_bytes(content)
    made: list[Extractor] = []
    work: list[tuple[float, float]] = []
    run = workers._Worker.run

    class Kept(Extractor):
        def __init__(self, *arguments: Any, **options: Any) -> None:
            super().__init__(*arguments, **options)
            made.append(self)

    def timed(worker: workers._Worker, asked: Work, answer: workers.Answer) -> Reply:
        started = time.monotonic()
        try:
            return run(worker, asked, answer)
        finally:
            work.append((time.monotonic() - started, asked.seconds))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(indexer.build, "Extractor", Kept)
        patch.setattr(workers._Worker, "run", timed)
        patch.setattr("indexer.page_cache.user_cache_path", lambda _name: tmp_path_factory.mktemp("cache"))
        report = build_index(index, (folder,), FakeEncoder(), limits=LIMITS, workers=2)
    return Batch(report, index, folder, made[0].workers.peak_bytes, work)


def test_every_file_has_its_place_in_the_report(batch: Batch) -> None:
    """All 300 files are told: added, failed, or skipped as having the same content as another."""
    told = [*batch.report.added, *batch.report.failed, *batch.report.skipped]
    assert sorted(told) == sorted(str(path) for path in batch.folder.iterdir())
    assert len(told) == FILES


def test_reasons_are_single_sentences(batch: Batch) -> None:
    """Every reason says something, on one line, in words for a person."""
    for name, reason in batch.report.failed.items():
        assert re.fullmatch(r"(?:it|its|the|page|image|none|LibreOffice)\b[^\n]{5,400}", reason), f"{name}: {reason}"


@pytest.mark.parametrize("name", EXPECTED)
def test_what_comes_of_a_file(batch: Batch, name: str) -> None:
    """Files that are good are read among the bad ones, and the others are refused for what is wrong with them."""
    expected, reason = EXPECTED[name], batch.reason(name)
    if expected is None:
        assert reason is None
    else:
        assert reason is not None
        assert re.search(expected, reason), reason


def test_no_file_takes_long(batch: Batch) -> None:
    """No piece of work takes more than its time, and a second or two to start and to end its worker."""
    assert len(batch.work) >= FILES - len(batch.report.skipped)
    assert max(taken - allowed for taken, allowed in batch.work) < 3


def test_workers_stay_within_their_memory(batch: Batch) -> None:
    """No worker that could tell it ever had a gibibyte."""
    assert 0 < batch.peak_bytes < 2**30


def test_the_index_is_published(batch: Batch) -> None:
    """What was read can be found, every passage is a span of its text, and the reasons stand in the manifest."""
    generation = open_current(batch.index)
    assert {stored.source for stored in generation.store.documents} == set(batch.report.added)
    assert generation.manifest.failed == batch.report.failed
    for stored in generation.store.documents:
        found = generation.store.extraction(stored.document.id)
        assert all(found.text[passage.span.start : passage.span.end] == passage.text for passage in found.passages)


def test_no_file_of_the_machine_is_read(batch: Batch) -> None:
    """A document that names another file as an entity does not bring its content into the index."""
    generation = open_current(batch.index)
    (stored,) = [stored for stored in generation.store.documents if stored.source.endswith("entity-of-a-file.docx")]
    assert "root:" not in generation.store.text(stored.document.id).text


def test_things_that_are_no_files(tmp_path: Path) -> None:
    """Pipes, devices, links to nowhere and files that may not be opened do not stop a build, and none is waited for."""
    folder = write_folder(tmp_path / "files", one=ORDER, secret=NEWS)
    os.mkfifo(folder / "pipe.txt")
    (folder / "nowhere.txt").symlink_to(tmp_path / "nowhere")
    (folder / "zero.txt").symlink_to("/dev/zero")
    (folder / "ring.txt").symlink_to(folder / "ring.txt")
    (folder / "folder.txt").mkdir()
    (folder / "secret.txt").chmod(0)
    report = build_index(tmp_path / "index", (folder,), FakeEncoder(), limits=LIMITS, workers=1)
    assert str(folder / "one.txt") in report.added
    if os.geteuid():  # the superuser may open everything
        assert report.failed[str(folder / "secret.txt")] == "it cannot be opened (Permission denied)"


@pytest.mark.parametrize("name", ["pipe.txt", "zero.txt"])
def test_something_else_in_the_place_of_a_file(tmp_path: Path, name: str) -> None:
    """A pipe or a device is refused when a file turns into it between being found and being opened."""
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "zero.txt").symlink_to("/dev/zero")
    started = time.monotonic()
    with pytest.raises(UnreadableFile, match="it is not a regular file"):
        taken(tmp_path / name, LIMITS)
    assert time.monotonic() - started < 5


@pytest.mark.parametrize(
    "name", ["a\nb.txt", "[red]x[blue].txt", "-rf.txt", "\u202etxt.exe.txt", "Quyê\u0301t đi\u0323nh.txt", "x" * 240 + ".txt", "'; DROP TABLE documents.txt"]
)
def test_odd_names(tmp_path: Path, name: str) -> None:
    """Whatever letters a name has, the file is read and found by its name."""
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / name).write_text("mot", encoding="utf-8")
    report = build_index(tmp_path / "index", (folder,), FakeEncoder(), workers=1)
    (added,) = report.added
    assert Path(added).samefile(folder / name)
    assert [stored.source for stored in open_current(tmp_path / "index").store.documents] == [added]


@pytest.mark.skipif(os.name != "posix" or os.uname().sysname != "Linux", reason="other systems have no such names")
def test_a_name_that_is_no_text(tmp_path: Path) -> None:
    """A file whose name is not valid UTF-8 is refused with that reason; the others are read."""
    folder = write_folder(tmp_path / "files", one=DECISION)
    with open(os.path.join(os.fsencode(folder), b"\xff\xfe.txt"), "wb") as file:  # noqa: PTH118, PTH123 - a path of bytes
        file.write(ORDER.encode())
    report = build_index(tmp_path / "index", (folder,), FakeEncoder(), workers=1)
    assert report.added == [str(folder / "one.txt")]
    assert report.failed == {f"{folder}/\\xff\\xfe.txt": "its name is not valid UTF-8: rename it"}
    unnamed = Path(os.fsdecode(os.path.join(os.fsencode(tmp_path), b"\xff")))  # noqa: PTH118 - likewise
    folder.rename(unnamed)
    with pytest.raises(SourceMissing, match=r"\\xff has a name that is not valid UTF-8: rename it"):
        build_index(tmp_path / "other", (unnamed,), FakeEncoder(), workers=1)
