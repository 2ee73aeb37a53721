"""Generations are whole or not there, and the served one stays until the next is ready."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import indexer.generation
from indexer.encoder import ModelCard
from indexer.errors import IndexBusy, IndexMismatch, IndexMissing
from indexer.extraction import extract
from indexer.generation import CURRENT, MANIFEST, STORE, VECTORS, Manifest, building, current_name, open_current, publish
from indexer.writing import GenerationWriter
from tests.fakes import FakeEncoder
from tests.indexer.acts import DECISION, NEWS, ORDER, build, texts_of, write_folder

REPOSITORY = Path(__file__).parents[2]


def folders(index: Path) -> set[str]:
    """The names of the generations that are there."""
    return {path.name for path in index.iterdir() if path.is_dir()}


def publish_one(index: Path, text: str, **changes: object) -> str:
    """Publishes a generation of one document whose manifest is changed before; gives its name."""
    encoder = FakeEncoder()
    with building(index) as folder:
        writer = GenerationWriter(folder, encoder)
        writer.add(extract(text.encode(), "a.txt", writer.token_starts), "a.txt")
        values = json.loads(writer.finish((), {}).to_json()) | changes
        publish(folder, Manifest.from_json(json.dumps(values)))
    return folder.name


def test_a_published_generation_is_served(tmp_path: Path) -> None:
    """What was published is current, and opens with what was written."""
    name = publish_one(tmp_path, DECISION)
    assert current_name(tmp_path) == name
    generation = open_current(tmp_path, FakeEncoder().card)
    assert (generation.manifest.documents, len(generation.vectors)) == (1, generation.manifest.passages)
    assert texts_of(tmp_path) == ["QUYẾT ĐỊNH"]


def test_no_index(tmp_path: Path) -> None:
    """Where there is no index the error says how to build one."""
    with pytest.raises(IndexMissing, match=r"build one with `passerelle index FOLDER --index"):
        open_current(tmp_path / "none")
    assert current_name(tmp_path / "none") is None


@pytest.mark.parametrize("changes", [{"documents": 2}, {"passages": 7}, {"format_version": 99}])
def test_what_does_not_add_up_is_not_published(tmp_path: Path, changes: dict[str, object]) -> None:
    """A generation that disagrees with its manifest changes nothing and leaves nothing."""
    name = publish_one(tmp_path, DECISION)
    with pytest.raises(IndexMismatch):
        publish_one(tmp_path, ORDER, **changes)
    assert (current_name(tmp_path), folders(tmp_path)) == (name, {name})
    assert texts_of(tmp_path) == ["QUYẾT ĐỊNH"]


def test_publishing_fails_before_the_switch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that fails while the new pointer is flushed leaves the old generation served."""
    name = publish_one(tmp_path, DECISION)
    flush = indexer.generation._flush

    def failing(path: Path) -> None:
        if path.name.startswith(CURRENT):
            raise OSError("no space left")
        flush(path)

    monkeypatch.setattr(indexer.generation, "_flush", failing)
    with pytest.raises(OSError, match="no space left"):
        publish_one(tmp_path, ORDER)
    monkeypatch.undo()
    assert (current_name(tmp_path), folders(tmp_path)) == (name, {name})
    assert texts_of(tmp_path) == ["QUYẾT ĐỊNH"]
    publish_one(tmp_path, ORDER)
    assert texts_of(tmp_path) == [ORDER.split("\n", maxsplit=1)[0]]


def test_all_files_are_flushed_before_the_switch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every file of the generation is on the disk before the pointer is, and the pointer before it is moved."""
    publish_one(tmp_path, DECISION)
    before = current_name(tmp_path)
    flushed: list[tuple[str, bool]] = []
    monkeypatch.setattr(indexer.generation, "_flush", lambda path: flushed.append((path.name, current_name(tmp_path) == before)))
    name = publish_one(tmp_path, ORDER)
    names = [flushed_name for flushed_name, _ in flushed]
    assert {MANIFEST, STORE, VECTORS, name} < set(names[: names.index(f"{CURRENT}.new")])
    assert [old for _, old in flushed] == [True] * (len(flushed) - 1) + [False]


def test_the_generation_before_is_kept(tmp_path: Path) -> None:
    """The current generation and the one before it stay, however fast they follow one another; older ones go."""
    names = [publish_one(tmp_path, text) for text in (DECISION, ORDER, NEWS, DECISION, ORDER)]
    assert folders(tmp_path) == set(names[-2:])
    assert current_name(tmp_path) == names[-1]


def test_going_back(tmp_path: Path) -> None:
    """Naming the generation before in the pointer serves it again."""
    first = publish_one(tmp_path, DECISION)
    publish_one(tmp_path, ORDER)
    (tmp_path / CURRENT).write_text(first + "\n", encoding="utf-8")
    assert texts_of(tmp_path) == ["QUYẾT ĐỊNH"]


def test_one_writer_at_a_time(tmp_path: Path) -> None:
    """A second writer is turned away with a sentence, and may write once the first is done."""
    with building(tmp_path):
        with pytest.raises(IndexBusy, match="another process is writing to the index in"), building(tmp_path):
            pass
        assert len(folders(tmp_path)) == 1
    with building(tmp_path) as folder:
        assert folder.is_dir()


def test_readers_are_not_turned_away(tmp_path: Path) -> None:
    """The index is read while it is written."""
    publish_one(tmp_path, DECISION)
    with building(tmp_path):
        assert texts_of(tmp_path) == ["QUYẾT ĐỊNH"]


def test_an_unfinished_build_is_removed(tmp_path: Path) -> None:
    """A build that raises leaves no folder."""
    with pytest.raises(ZeroDivisionError), building(tmp_path):
        raise ZeroDivisionError
    assert folders(tmp_path) == set()


def test_another_model_is_refused(tmp_path: Path) -> None:
    """An index that another model made is refused with a sentence that names both and says what to do."""
    publish_one(tmp_path, DECISION)
    with pytest.raises(IndexMismatch) as refusal:
        open_current(tmp_path, ModelCard("other", "2", 8, 512))
    assert str(refusal.value) == (
        f"the index in {tmp_path} was made with the model fake (1), not with other (2): "
        f"build it again with `passerelle index --index {tmp_path}`, or set PASSERELLE_MODEL to fake"
    )


def test_another_revision_is_another_model(tmp_path: Path) -> None:
    """The same name with other weights does not fit either."""
    publish_one(tmp_path, DECISION)
    with pytest.raises(IndexMismatch, match=r"fake \(1\), not with fake \(2\)"):
        open_current(tmp_path, ModelCard("fake", "2", 256, 512))


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"name": "x"}', '{"unknown": 1, "model": {}, "roots": []}'])
def test_a_damaged_manifest(tmp_path: Path, damage: str) -> None:
    """A manifest that cannot be read is refused with what to do next."""
    name = publish_one(tmp_path, DECISION)
    (tmp_path / name / MANIFEST).write_text(damage, encoding="utf-8")
    with pytest.raises(IndexMismatch, match="build it again with `passerelle index`"):
        open_current(tmp_path)


def test_a_manifest_is_read_as_it_was_written(tmp_path: Path) -> None:
    """Writing and reading a manifest changes nothing."""
    publish_one(tmp_path, DECISION)
    manifest = open_current(tmp_path).manifest
    assert Manifest.from_json(manifest.to_json()) == manifest
    assert set(manifest.digests) == {STORE, f"{VECTORS}/vi.faiss"}


def test_the_manifest_says_how_vectors_are_kept(tmp_path: Path) -> None:
    """Of each language the kind, the passages and the recall are written; a few passages are kept flat and all compared."""
    name = publish_one(tmp_path, DECISION)
    written = json.loads((tmp_path / name / MANIFEST).read_text(encoding="utf-8"))
    assert written["vectors"] == {"vi": {"kind": "flat", "passages": written["passages"], "rescored": 0, "recall_at_10": 1.0}}


BUILD_AND_HANG = """
import sys
from pathlib import Path
import indexer.generation
from indexer.build import build_index
from tests.fakes import FakeEncoder

def hang(*_):
    print("hanging", flush=True)
    sys.stdin.read()

class Hanging(FakeEncoder):
    def encode_passages(self, texts, progress=None):
        if sys.argv[3] == "encoding":
            hang()
        return super().encode_passages(texts)

if sys.argv[3] == "publishing":
    flush = indexer.generation._flush
    indexer.generation._flush = lambda path: hang() if path.name == "CURRENT.new" else flush(path)
build_index(Path(sys.argv[1]), (Path(sys.argv[2]),), Hanging())
"""


@pytest.mark.parametrize("stage", ["encoding", "publishing"])
def test_a_killed_build_loses_nothing(tmp_path: Path, stage: str) -> None:
    """A build killed with SIGKILL in its middle leaves the served generation as it was, and the next build works."""
    index, folder = tmp_path / "index", write_folder(tmp_path / "files", one=DECISION)
    build(index, folder)
    served = current_name(index)
    write_folder(folder, two=ORDER)
    command = [sys.executable, "-c", BUILD_AND_HANG, str(index), str(folder), stage]
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=REPOSITORY, env=environment) as process:  # noqa: S603 - our own program
        assert process.stdout is not None
        assert process.stdout.readline() == b"hanging\n"
        with pytest.raises(IndexBusy):
            build(index, folder)
        process.send_signal(signal.SIGKILL)
        assert process.wait() == -signal.SIGKILL
    assert current_name(index) == served
    assert len(folders(index)) == 2
    assert texts_of(index) == ["QUYẾT ĐỊNH"]
    report = build(index, folder)
    assert ([Path(name).name for name in report.added], [Path(name).name for name in report.unchanged]) == (["two.txt"], ["one.txt"])
    assert folders(index) == {served, current_name(index)}
    assert len(texts_of(index)) == 2
