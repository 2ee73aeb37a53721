"""The engine serves the latest generation that can be read, without a restart."""

import shutil
from pathlib import Path

import pytest

from corpus.nouns import Authority, Kind, Language
from indexer.generation import CURRENT, LEXICAL, MANIFEST, STORE, VECTORS, current_name
from service.engine import Engine, Snapshot
from service.errors import NotReady
from service.filters import Filters
from tests.fakes import FakeEncoder
from tests.service.library import NEWS, PLAN, engine_of, index_of


def test_no_index(tmp_path: Path) -> None:
    """Where there is none, the sentence says how to build one; once there is one, it is served."""
    engine = Engine(tmp_path / "index", FakeEncoder(), clock=iter(range(0, 1000, 10)).__next__)
    with pytest.raises(NotReady, match="build one with `passerelle index"):
        engine.snapshot()
    index_of(tmp_path, news=NEWS)
    assert len(engine.snapshot().documents) == 1


def test_a_new_generation_is_taken_up(tmp_path: Path) -> None:
    """After a build the same engine serves the new documents; who holds the old generation keeps it."""
    engine = engine_of(tmp_path, news=NEWS)
    old = engine.snapshot()
    assert engine.snapshot() is old
    index_of(tmp_path, plan=PLAN)
    new = engine.snapshot()
    assert (len(old.documents), len(new.documents)) == (1, 2)
    assert new.name == current_name(engine.index) != old.name
    assert old.generation.store.text(old.documents[0].id).text.startswith("Hanoï (VNA)")


def test_the_index_is_looked_at_once_a_second(tmp_path: Path) -> None:
    """Within a second of the last look the engine does not notice a new generation, after it does."""
    times = [0.0]
    engine = Engine(index_of(tmp_path, news=NEWS), FakeEncoder(), clock=lambda: times[0])
    old = engine.snapshot()
    index_of(tmp_path, plan=PLAN)
    times[0] = 0.9
    assert engine.snapshot() is old
    times[0] = 1.0
    assert engine.snapshot() is not old


@pytest.mark.parametrize("part", [MANIFEST, STORE, VECTORS, LEXICAL, CURRENT])
@pytest.mark.parametrize("missing", [True, False])
def test_an_unreadable_successor_leaves_the_old_one_served(tmp_path: Path, part: str, *, missing: bool) -> None:
    """Whichever part of a new generation is missing or damaged, the generation that is open goes on being served."""
    engine = engine_of(tmp_path, news=NEWS)
    old = engine.snapshot()
    index = index_of(tmp_path, plan=PLAN)
    damaged = index / part if part == CURRENT else index / str(current_name(index)) / part
    if damaged.is_dir():
        shutil.rmtree(damaged)
    else:
        damaged.unlink()
    if not missing:
        damaged.write_bytes(b"\x00damaged")
    assert engine.snapshot() is old


@pytest.mark.parametrize("part", [MANIFEST, STORE, VECTORS, LEXICAL])
def test_an_unreadable_first_generation(tmp_path: Path, part: str) -> None:
    """An index that cannot be read at all is not ready, and the sentence says to build it again."""
    index = index_of(tmp_path, news=NEWS)
    damaged = index / str(current_name(index)) / part
    if damaged.is_dir():
        shutil.rmtree(damaged)
    else:
        damaged.write_bytes(b"\x00damaged")
    with pytest.raises(NotReady, match=r"build it again|build the index again"):
        Engine(index, FakeEncoder()).snapshot()


def test_another_model(tmp_path: Path) -> None:
    """An index of another model is not searched."""
    with pytest.raises(NotReady, match="was made with the model fake"):
        Engine(index_of(tmp_path, news=NEWS), FakeEncoder("other")).snapshot()


@pytest.mark.parametrize(
    ("filters", "numbers"),
    [
        (Filters(language=Language.FRENCH), {"7", None}),
        (Filters(kind=Kind.PLAN), {"302"}),
        (Filters(kind=Kind.DECISION), {"6126"}),
        (Filters(authority=Authority.NEWS), {None}),
        (Filters(authority=Authority.BINDING, language=Language.FRENCH), {"7"}),
        (Filters(year=2017), {"68"}),
        (Filters(year=1999), set()),
        (Filters(document_ids=frozenset()), set()),
    ],
)
def test_filters(snapshot: Snapshot, filters: Filters, numbers: set[str | None]) -> None:
    """A filter admits the documents that have all it asks for, and exactly their passages."""
    admitted = {document for document in snapshot.documents if filters.admits(document)}
    assert {str(document.number.number) if document.number else None for document in admitted} == numbers
    rows = snapshot.rows(filters)
    assert rows is not None
    assert [snapshot.document_of(row) in admitted for row in range(snapshot.generation.manifest.passages)] == [
        row in set(rows.tolist()) for row in range(snapshot.generation.manifest.passages)
    ]


def test_no_filter(snapshot: Snapshot) -> None:
    """Without a filter there is nothing to select."""
    assert Filters().empty
    assert snapshot.rows(Filters()) is None
