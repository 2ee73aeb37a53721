"""A build does what is needed and tells what it did."""

from pathlib import Path

import numpy as np
import pytest

import indexer.build
from corpus.catalogue import CatalogueError
from indexer.build import build_index
from indexer.errors import SourceMissing
from indexer.extraction import embedded_text
from indexer.generation import current_name, open_current
from indexer.limits import Limits
from tests.fakes import FakeEncoder
from tests.indexer.acts import DECISION, NEWS, ORDER, build, texts_of, write_folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of two files."""
    return write_folder(tmp_path / "files", one=DECISION, two=ORDER)


@pytest.fixture
def index(tmp_path: Path) -> Path:
    """Where the index is to be."""
    return tmp_path / "index"


def names(paths: list[str] | dict[str, str]) -> list[str]:
    """The names of files without their folders and endings."""
    return [Path(path).stem for path in paths]


def test_a_first_build(index: Path, folder: Path) -> None:
    """All files are added, every passage is encoded once, and row by row vectors belong to passages."""
    encoder = FakeEncoder()
    report = build(index, folder, encoder=encoder)
    generation = open_current(index)
    assert (names(report.added), report.documents, report.generation) == (["one", "two"], 2, current_name(index))
    assert report.passages == len(encoder.encoded) == len(generation.vectors)
    for row, passage in enumerate(generation.store.passages(range(report.passages))):
        stored = generation.store.document(passage.document_id)
        assert stored is not None
        expected = encoder.encode_query(embedded_text(stored.document, passage))
        assert np.allclose(generation.vectors.vectors(np.array([row])), expected)


def test_no_change_is_no_work(index: Path, folder: Path) -> None:
    """A second build over the same files encodes nothing and publishes nothing."""
    first = build(index, folder)
    encoder = FakeEncoder()
    second = build(index, folder, encoder=encoder)
    assert encoder.encoded == []
    assert (second.generation, second.documents, second.passages) == (first.generation, first.documents, first.passages)
    assert (names(second.unchanged), second.added, second.changed, second.removed) == (["one", "two"], [], [], [])


def test_no_change_takes_nothing_over(index: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A build without a change reads no document from the index and starts no worker."""
    build(index, folder)
    for what in ("indexer.store.Store.extraction", "indexer.workers.Workers.run", "indexer.lexical.LexicalWriter.add"):
        monkeypatch.setattr(what, lambda *_arguments, **_options: pytest.fail("work was done"))
    assert names(build(index, folder).unchanged) == ["one", "two"]


def test_rows_are_in_the_order_of_files(index: Path, folder: Path) -> None:
    """New documents stand between those that were taken over, as their files do."""
    build(index, folder)
    write_folder(folder, aaa=NEWS, pqr=NEWS + "Fin.", zzz=NEWS + "Fin encore.")
    build(index, folder)
    assert [Path(stored.source).stem for stored in open_current(index).store.documents] == ["aaa", "one", "pqr", "two", "zzz"]


def test_a_new_file(index: Path, folder: Path) -> None:
    """Only the new file is encoded; the others are taken over, vectors and all."""
    build(index, folder)
    write_folder(folder, three=NEWS)
    encoder = FakeEncoder()
    report = build(index, folder, encoder=encoder)
    assert (names(report.added), names(report.unchanged)) == (["three"], ["one", "two"])
    generation = open_current(index)
    assert 0 < len(encoder.encoded) < report.passages
    for row, passage in enumerate(generation.store.passages(range(report.passages))):
        stored = generation.store.document(passage.document_id)
        assert stored is not None
        expected = encoder.encode_query(embedded_text(stored.document, passage))
        assert np.allclose(generation.vectors.vectors(np.array([row])), expected)


def test_what_is_taken_over_is_what_was_extracted(index: Path, folder: Path) -> None:
    """After two rebuilds around it a document is the same in every part as after the first build."""
    build(index, folder)
    first = {stored.source: open_current(index).store.extraction(stored.document.id) for stored in open_current(index).store.documents}
    write_folder(folder, aaa=NEWS)
    build(index, folder)
    write_folder(folder, zzz=NEWS + "Fin.")
    build(index, folder)
    store = open_current(index).store
    assert {stored.source: store.extraction(stored.document.id) for stored in store.documents if stored.source in first} == first


def test_a_changed_file(index: Path, folder: Path) -> None:
    """A file with other bytes replaces what was read of it."""
    build(index, folder)
    write_folder(folder, two=NEWS)
    report = build(index, folder)
    assert (names(report.changed), names(report.unchanged), report.added, report.removed) == (["two"], ["one"], [], [])
    assert texts_of(index) == ["QUYẾT ĐỊNH", NEWS.split("\n", maxsplit=1)[0]]


def test_a_changed_catalogue_entry(index: Path, folder: Path) -> None:
    """A document whose catalogue entry changed is read again, though its bytes are the same."""
    build(index, folder)
    (folder / "catalogue.toml").write_text('[[document]]\nfile = "two.txt"\ntitle = "Autre titre"\n', encoding="utf-8")
    report = build(index, folder)
    assert (names(report.changed), names(report.unchanged)) == (["two"], ["one"])
    assert [stored.document.title for stored in open_current(index).store.documents][1] == "Autre titre"


def test_a_changed_sidecar(index: Path, folder: Path) -> None:
    """A sidecar that comes, changes or goes has its own document read again, and no other."""
    build(index, folder)
    sidecar = folder / "two.txt.toml"
    for toml, title in (('title = "Un"\n', "Un"), ('title = "Deux"\n', "Deux"), (None, "Arrêté du 15 mai 2025 portant aide aux entreprises")):
        if toml:
            sidecar.write_text(toml, encoding="utf-8")
        else:
            sidecar.unlink()
        report = build(index, folder)
        assert (names(report.changed), names(report.unchanged), report.added, report.removed) == (["two"], ["one"], [], [])
        assert [stored.document.title for stored in open_current(index).store.documents][1] == title


def test_a_remark_in_a_sidecar_changes_nothing(index: Path, folder: Path) -> None:
    """What does not change what is said of a document makes no new generation."""
    (folder / "two.txt.toml").write_text('title = "Un"\nretrieved = 2026-11-21\n', encoding="utf-8")
    first = build(index, folder)
    (folder / "two.txt.toml").write_text('# corrigé\nretrieved = 2026-11-22\ntitle = "Un"\n', encoding="utf-8")
    assert build(index, folder).generation == first.generation


def test_a_deleted_file(index: Path, folder: Path) -> None:
    """A file that is gone leaves the index."""
    build(index, folder)
    (folder / "one.txt").unlink()
    report = build(index, folder)
    assert (names(report.removed), names(report.unchanged)) == (["one"], ["two"])
    assert len(texts_of(index)) == 1


def test_a_failing_file(index: Path, folder: Path) -> None:
    """A file that cannot be read is reported with its reason, and the others go on."""
    (folder / "bad.pdf").write_bytes(b"%PDF-1.4 nothing")
    write_folder(folder, empty="")
    report = build(index, folder)
    assert names(report.added) == ["one", "two"]
    assert names(report.failed) == ["bad", "empty"]
    assert list(report.failed.values())[1] == "it is empty"
    assert open_current(index).manifest.failed == report.failed


def test_a_file_that_goes_bad(index: Path, folder: Path) -> None:
    """A file that could be read and no longer can is failed, not removed, and is not served from memory."""
    build(index, folder)
    (folder / "two.txt").write_bytes(b"")
    report = build(index, folder)
    assert (names(report.failed), report.removed, names(report.unchanged)) == (["two"], [], ["one"])
    assert len(texts_of(index)) == 1


def test_the_same_failure_again_is_no_change(index: Path, folder: Path) -> None:
    """A file that fails each time does not make each build a new generation."""
    write_folder(folder, empty="")
    assert build(index, folder).generation == build(index, folder).generation


def test_the_same_content_twice(index: Path, folder: Path) -> None:
    """Of two files with the same bytes the first is indexed and the second skipped with the reason."""
    write_folder(folder, zwei=ORDER)
    report = build(index, folder)
    assert report.skipped == {str(folder / "zwei.txt"): f"it has the same content as {folder / 'two.txt'}"}
    assert report.documents == 2


def test_files_that_are_not_read_are_told(index: Path, folder: Path) -> None:
    """A file of another kind is skipped with the reason."""
    (folder / "table.xlsx").write_bytes(b"x")
    assert list(build(index, folder).skipped.values()) == ["files ending in .xlsx are not read"]


def test_a_file_that_is_too_large(index: Path, folder: Path) -> None:
    """A file above the limit is not read, one of exactly that size is."""
    write_folder(folder, large="mot " * 250_000, larger="mot " * 250_000 + "\n")
    report = build_index(index, (folder,), FakeEncoder(), limits=Limits(file_mb=1))
    assert (names(report.failed), names(report.added)) == (["larger"], ["large", "one", "two"])
    assert "more than the 1 MB that are read: split it" in report.failed[str(folder / "larger.txt")]


def test_roots_are_remembered(index: Path, folder: Path, tmp_path: Path) -> None:
    """A build of another folder keeps the folders that the index has; ``only`` and ``forget`` drop them."""
    other = write_folder(tmp_path / "other", news=NEWS)
    build(index, folder)
    assert names(build(index, other).added) == ["news"]
    assert len(texts_of(index)) == 3
    report = build_index(index, (), FakeEncoder(), forget=(folder,))
    assert (names(report.removed), len(texts_of(index))) == (["one", "two"], 1)
    report = build_index(index, (folder,), FakeEncoder(), only=True)
    assert (names(report.removed), len(texts_of(index))) == (["news"], 2)


def test_a_folder_inside_a_root_is_no_second_root(index: Path, folder: Path) -> None:
    """A file is indexed once though its folder and a folder above were both asked for."""
    write_folder(folder / "sub", three=NEWS)
    build(index, folder / "sub", folder)
    assert open_current(index).manifest.roots == (str(folder),)
    assert len(texts_of(index)) == 3


def test_another_model_encodes_everything(index: Path, folder: Path) -> None:
    """With another model nothing is taken over."""
    first = build(index, folder)
    encoder = FakeEncoder("other", dimensions=64)
    report = build(index, folder, encoder=encoder)
    assert len(encoder.encoded) == first.passages
    assert (names(report.added), open_current(index).manifest.model) == (["one", "two"], encoder.card)


def test_a_newer_extraction_reads_everything(index: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When extraction itself changed, the same bytes are read again."""
    build(index, folder)
    monkeypatch.setattr(indexer.build, "EXTRACTION_VERSION", 10_000)
    encoder = FakeEncoder()
    assert len(names(build(index, folder, encoder=encoder).added)) == 2
    assert encoder.encoded


@pytest.mark.parametrize("what", ["missing", "catalogue"])
def test_what_stops_a_build_changes_nothing(index: Path, folder: Path, what: str) -> None:
    """A missing folder or a wrong catalogue stops the build, and the index stays as it was."""
    name = build(index, folder).generation
    if what == "missing":
        with pytest.raises(SourceMissing):
            build(index, folder / "nowhere")
    else:
        (folder / "catalogue.toml").write_text("[[document]]\n", encoding="utf-8")
        with pytest.raises(CatalogueError):
            build(index, folder)
    assert current_name(index) == name
    assert len(texts_of(index)) == 2


def test_an_empty_folder(index: Path, tmp_path: Path) -> None:
    """A folder without documents makes an index without passages."""
    report = build(index, write_folder(tmp_path / "empty"))
    assert (report.documents, report.passages, texts_of(index)) == (0, 0, [])


class Told:
    """Notes what a watcher is told."""

    def __init__(self) -> None:
        self.totals: dict[str, int] = {}
        self.done: dict[str, int] = {}

    def stage(self, name: str, total: int) -> None:
        """A stage begins or grows."""
        assert total >= self.totals.get(name, 0)
        self.totals[name] = total

    def advance(self, name: str, steps: int) -> None:
        """Steps are done."""
        assert name in self.totals
        self.done[name] = self.done.get(name, 0) + steps


def test_the_watcher_sees_all_of_it(index: Path, folder: Path) -> None:
    """Each stage advances by exactly its total."""
    watcher = Told()
    report = build_index(index, (folder,), FakeEncoder(), watcher)
    assert watcher.totals == watcher.done == {"reading": 2, "encoding": report.passages}
