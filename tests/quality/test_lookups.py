"""References to documents and clauses lead to the right place first, in every spelling of the table.

``lookups/*.jsonl`` holds a reference a line, with what was found by reading the documents: ``number`` is the official
number of the document that must come first, or the name of its file; ``clause`` the address of the clause that must
come first; ``begins`` how its text begins; ``ambiguous`` whether several acts fit. ``documents.jsonl`` is about real
files that are not shipped. Half of the table, by the digest of the reference, was not looked at while look-ups
were made. Measured on 22 November 2026, right at rank 1 in every point:

    looked at    161 of 161    100 %
    held out     157 of 158     99.4 %
"""

from __future__ import annotations

import hashlib
import json
import statistics
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from corpus.nouns import Document
from corpus.numbers import write_number
from indexer.build import build_index
from indexer.generation import open_current
from indexer.store import Store
from service.engine import Engine
from service.errors import ServiceError
from service.lookup import look_up_reference
from service.questions import read_reference
from tests.fakes import FakeEncoder

LOOKUPS = Path(__file__).with_name("lookups")
DOCUMENTS = Path(__file__).parents[3] / "shared" / "data" / "docs"
FILES = (
    "vi/nghi-dinh-so-148-2026-nd-cp-469501.pdf",
    "vi/nghi-quyet-so-113-nq-cp-469448.pdf",
    "vi/derived/nghi-quyet-so-113-nq-cp-469448.tcvn3.txt",
    "vi/derived/nghi-quyet-so-113-nq-cp-469448.vni.docx",
    "vi/nghi-quyet-so-122-nq-cp-469492.pdf",
    "vi/quyet-dinh-so-2416-qd-bkhdt-43016.pdf",
    "vi/quyet-dinh-so-844-qd-ttg-469526.pdf",
    "vi/van-ban-hop-nhat-so-113-vbhn-vpqh-469596.pdf",
    "vi/van-ban-hop-nhat-so-9716-vbhn-bkhdt-43315.pdf",
    "fr/arrete-icpe-0003013459-2021-09-24-AP.pdf",
    "fr/arrete-nomination.pdf",
    "fr/be-bastogne-Reglement-communal-d-aide-a-l-amenagement-d-un-nouveau-comme.txt",
)
_FLOOR = 0.99
_LONGEST_MS = 10.0


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table."""

    ref: str
    number: str
    clause: str | None
    ambiguous: bool
    note: str
    begins: str = ""

    @property
    def held_out(self) -> bool:
        """Whether the row belongs to the half that was not looked at."""
        return int(hashlib.sha256(self.ref.encode()).hexdigest(), 16) % 2 == 1


def rows(*names: str) -> list[Row]:
    """The lines of some files of the table."""
    return [Row(**json.loads(line)) for name in names for line in (LOOKUPS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


SHIPPED = rows("corpus-vi", "corpus-fr", "corpus-en")
REAL = rows("documents")


def wrong(row: Row, store: Store) -> str | None:
    """What is wrong with what a reference finds; None when document, clause and ambiguity are right."""
    try:
        found = look_up_reference(store, read_reference(row.ref))
    except ServiceError as error:
        return f"{row.ref}: {error}"
    first, place = (found.documents or (None,))[0], (found.clauses or (None,))[0]
    path = place.clause.path if place and place.clause else None
    text = store.text(place.document.id).text[place.span.start : place.span.end] if place else ""
    if (
        first is None
        or row.number not in names_of(store, first)
        or (path, found.ambiguous) != (row.clause, row.ambiguous)
        or (place and place.document != first)
        or not text.startswith(row.begins)
    ):
        return f"{row.ref}: {first and names_of(store, first)}, {path}, {'ambiguous' if found.ambiguous else 'one act'}, {text[:40]!r}, not {row}"
    return None


def names_of(store: Store, document: Document) -> tuple[str, ...]:
    """The official number of a document and the name of its file."""
    stored = store.document(document.id)
    return (write_number(document.number) if document.number else "", Path(stored.source).name if stored else "")


def share_right(table: list[Row], store: Store) -> tuple[float, str]:
    """The share of rows that are right, and what is wrong with the others."""
    mistakes = [mistake for row in table if (mistake := wrong(row, store))]
    return 1 - len(mistakes) / len(table), "\n".join(mistakes)


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """An index of the real files that the table is about; look-ups need no vectors, so the fake encoder makes it."""
    if not DOCUMENTS.is_dir():
        pytest.skip(f"the real documents are not in {DOCUMENTS.name} beside the repository")
    index = tmp_path_factory.mktemp("real")
    report = build_index(index, tuple(DOCUMENTS / name for name in FILES), FakeEncoder(max_tokens=100_000))
    assert report.failed == {}
    return open_current(index).store


@pytest.mark.parametrize("held_out", [False, True])
def test_references_to_the_shipped_documents(library: Engine, *, held_out: bool) -> None:
    """In both halves of the table 99 of 100 references lead to the right document and clause first."""
    table = [row for row in SHIPPED if row.held_out is held_out]
    share, mistakes = share_right(table, library.snapshot().generation.store)
    assert share >= _FLOOR, mistakes


def test_references_to_real_files(real: Store) -> None:
    """The same holds for acts as they were published, with attachments, annexes and footnotes."""
    share, mistakes = share_right(REAL, real)
    assert share >= _FLOOR, mistakes


def test_a_lookup_takes_milliseconds(library: Engine) -> None:
    """Half of the references to the shipped documents are read and looked up in less than ten milliseconds each."""
    store = library.snapshot().generation.store
    taken = []
    for row in SHIPPED:
        started = time.perf_counter()
        look_up_reference(store, read_reference(row.ref))
        taken.append((time.perf_counter() - started) * 1000)
    assert statistics.median(taken) < _LONGEST_MS


def test_the_table() -> None:
    """At least 200 spellings, each once, at least half of them Vietnamese and a quarter French, and the halves of about one size."""
    assert len({row.ref for row in SHIPPED}) == len(SHIPPED) >= 200
    assert len(rows("corpus-vi")) >= len(SHIPPED) / 2
    assert len(rows("corpus-fr")) >= len(SHIPPED) / 4
    assert 0.4 < sum(row.held_out for row in SHIPPED) / len(SHIPPED) < 0.6
    assert all(row.note for row in (*SHIPPED, *REAL))
