"""An index follows its folders: what changes below them is indexed again, and nothing else is."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from watchfiles import Change

import indexer.folder_changes
from corpus.catalogue import CatalogueError
from indexer.build import BuildReport
from indexer.errors import IndexBusy
from indexer.folder_changes import _counts, changes
from indexer.generation import current_name
from indexer.rebuilding import Failure, rebuild_on_changes
from service.engine import Engine
from tests.fakes import FakeEncoder
from tests.indexer.acts import DECISION, NEWS, ORDER, build, write_folder

PATIENCE_SECONDS = 60


class Followed:
    """An index that follows its folder in a thread, and what it told."""

    def __init__(self, index: Path, *roots: Path, polling: bool) -> None:
        self.done: list[BuildReport] = []
        self.failed: list[Failure] = []
        self.stop = threading.Event()
        seen = changes(roots, index, self.stop, polling=polling)
        self.thread = threading.Thread(target=rebuild_on_changes, args=(seen, lambda: build(index, *roots), self.done.append, self.failed.append))

    def wait_for(self, builds: int = 0, failures: int = 0) -> None:
        """Waits until so many builds are done and have failed."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while len(self.done) < builds or len(self.failed) < failures:
            assert self.thread.is_alive()
            assert time.monotonic() < deadline, (self.done, self.failed)
            time.sleep(0.05)


@contextmanager
def following(index: Path, *roots: Path, polling: bool = False) -> Iterator[Followed]:
    """An index that follows its roots until the end of the block, and has built once."""
    followed = Followed(index, *roots, polling=polling)
    followed.thread.start()
    try:
        followed.wait_for(builds=1)
        yield followed
    finally:
        followed.stop.set()
        followed.thread.join(PATIENCE_SECONDS)
        assert not followed.thread.is_alive()


def names(paths: list[str]) -> list[str]:
    """The names of files without their folders."""
    return [Path(path).name for path in paths]


@pytest.mark.parametrize("polling", [False, True])
def test_what_changes_is_indexed_again(tmp_path: Path, *, polling: bool) -> None:
    """A new, a changed and a deleted file, and a sidecar, each make one new generation that a service takes up."""
    folder, index = write_folder(tmp_path / "files", one=DECISION), tmp_path / "index"
    with following(index, folder, polling=polling) as followed:
        engine = Engine(index, FakeEncoder(), clock=time.monotonic)
        first = engine.snapshot().name
        write_folder(folder, two=ORDER)
        followed.wait_for(builds=2)
        assert names(followed.done[1].added) == ["two.txt"]
        write_folder(folder, two=NEWS)
        followed.wait_for(builds=3)
        assert names(followed.done[2].changed) == ["two.txt"]
        (folder / "two.txt.toml").write_text('title = "Titre de la fiche"\n', encoding="utf-8")
        followed.wait_for(builds=4)
        assert (names(followed.done[3].changed), names(followed.done[3].unchanged)) == (["two.txt"], ["one.txt"])
        (folder / "one.txt").unlink()
        followed.wait_for(builds=5)
        assert names(followed.done[4].removed) == ["one.txt"]
        time.sleep(1.1)  # how often a service looks
        assert engine.snapshot().name == current_name(index) != first
        assert [stored.document.title for stored in engine.snapshot().generation.store.documents] == ["Titre de la fiche"]
    assert followed.failed == []


def test_a_failure_is_survived(tmp_path: Path) -> None:
    """A wrong sidecar fails one build and leaves the index as it was; mended, it is indexed."""
    folder, index = write_folder(tmp_path / "files", one=DECISION), tmp_path / "index"
    with following(index, folder) as followed:
        served = current_name(index)
        (folder / "one.txt.toml").write_text('kind = "poem"\n', encoding="utf-8")
        followed.wait_for(builds=1, failures=1)
        assert isinstance(followed.failed[0], CatalogueError)
        assert current_name(index) == served
        (folder / "one.txt.toml").write_text('kind = "plan"\n', encoding="utf-8")
        followed.wait_for(builds=2, failures=1)
        assert names(followed.done[1].changed) == ["one.txt"]


def test_a_root_that_is_a_file(tmp_path: Path) -> None:
    """A file that is watched itself is followed through the replacement that editors make of it, and its neighbours do not count."""
    folder, index = write_folder(tmp_path / "files", one=DECISION, other=ORDER), tmp_path / "index"
    with following(index, folder / "one.txt") as followed:
        write_folder(folder, other=NEWS)
        (folder / "new.txt").write_text(NEWS, encoding="utf-8")
        (folder / "new.txt").replace(folder / "one.txt")
        followed.wait_for(builds=2)
        assert names(followed.done[1].changed) == ["one.txt"]
        assert followed.done[1].documents == 1


def test_a_folder_that_goes_and_comes_back(tmp_path: Path) -> None:
    """While the folder is away builds fail in a sentence; when it is back it is indexed."""
    folder, index = write_folder(tmp_path / "files", one=DECISION), tmp_path / "index"
    with following(index, folder) as followed:
        folder.rename(tmp_path / "away")
        followed.wait_for(builds=1, failures=1)
        assert "does not exist" in str(followed.failed[0])
        write_folder(tmp_path / "away", two=ORDER)
        (tmp_path / "away").rename(folder)
        followed.wait_for(builds=2)
        assert names(followed.done[-1].added) == ["two.txt"]


def test_where_the_system_does_not_tell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the system refuses to tell of changes the folders are polled, and the reason is told once; when that fails, too, it is an error."""
    asked: list[bool | None] = []

    def refusing(*_folders: Path, force_polling: bool | None, **_options: object) -> Iterator[set[tuple[Change, str]]]:
        asked.append(force_polling)
        if not force_polling:
            raise OSError("OS file watch limit reached")
        yield set()
        yield {(Change.added, str(tmp_path / "a.txt"))}

    monkeypatch.setattr(indexer.folder_changes, "watch", refusing)
    reasons: list[str] = []
    seen = changes((tmp_path,), tmp_path / "index", threading.Event(), fall_back=reasons.append)
    assert [next(seen), next(seen), next(seen)] == [frozenset(), frozenset(), frozenset({tmp_path / "a.txt"})]
    assert (reasons, asked) == (["OS file watch limit reached"], [None, True, True])
    monkeypatch.setattr(indexer.folder_changes, "watch", lambda *_folders, **_options: (_ for _ in ()).throw(OSError("no")))
    with pytest.raises(OSError, match="no"):
        next(changes((tmp_path,), tmp_path / "index", threading.Event()))


def test_a_busy_index_is_tried_again() -> None:
    """While another process writes, which is told once, each tick is an attempt; without a change nothing is built after that."""
    attempts = iter([IndexBusy("busy"), IndexBusy("busy"), None])
    done: list[BuildReport] = []
    failed: list[Failure] = []

    def attempt() -> BuildReport:
        if error := next(attempts):
            raise error
        return BuildReport()

    rebuild_on_changes([frozenset()] * 5, attempt, done.append, failed.append)
    assert (len(done), [str(error) for error in failed]) == (1, ["busy"])


@pytest.mark.parametrize(
    ("change", "name", "counted"),
    [
        (Change.added, "a.pdf", True),
        (Change.modified, "sub/A.DOCX", True),
        (Change.added, "a.pdf.toml", True),
        (Change.added, "catalogue.toml", True),
        (Change.added, "a.xlsx", False),
        (Change.modified, "a.pdf~", False),
        (Change.added, ".hidden.pdf", False),
        (Change.added, ".git/a.txt", False),
        (Change.deleted, "sub", True),
        (Change.added, "sub", True),
        (Change.added, "index/CURRENT", False),
        (Change.deleted, "index/CURRENT.new", False),
        (Change.deleted, "index/20261122T101500Z-3f2a/manifest.json", False),
        (Change.deleted, "index/20261122T101500Z-3f2a", False),
        (Change.added, "index/imported/a.html", True),
        (Change.added, "../elsewhere/a.txt", False),
    ],
)
def test_what_counts_as_a_change(tmp_path: Path, change: Change, name: str, *, counted: bool) -> None:
    """Documents, what is said of them and folders count; hidden files, other formats and the index itself do not."""
    (tmp_path / "sub").mkdir()
    path = (tmp_path / name).resolve() if name.startswith("..") else tmp_path / name
    assert _counts((tmp_path,), tmp_path / "index")(change, str(path)) is counted
