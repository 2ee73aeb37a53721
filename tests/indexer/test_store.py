"""What goes into a store comes out of it."""

import threading
from pathlib import Path

import pytest

from corpus.nouns import DocumentNumber, Kind
from indexer.errors import IndexMismatch
from indexer.extraction import Extraction, extract, extract_reading
from indexer.store import Store
from indexer.storing import StoreWriter
from tests.fakes import word_starts
from tests.readings import paged

DECISION = """ỦY BAN NHÂN DÂN
THÀNH PHỐ HÀ NỘI
Số: 6126/QĐ-UBND
Hà Nội, ngày 10 tháng 12 năm 2025
QUYẾT ĐỊNH
Phê duyệt Chương trình phát triển công nghiệp hỗ trợ
Căn cứ Nghị định số 80/2021/NĐ-CP;
Điều 1. Phê duyệt
1. Doanh nghiệp nhỏ.
2. Doanh nghiệp vừa.
Điều 2. Hiệu lực
Từ ngày ký.
"""
PLAN = DECISION.replace("6126/QĐ-UBND", "6126/KH-UBND").replace("QUYẾT ĐỊNH", "KẾ HOẠCH").replace("năm 2025", "năm 2026")


def extractions() -> list[Extraction]:
    """Two acts of one number and a text with pages and footnotes."""
    sheets = paged(
        [("Điều 1. Thuế suất là 20%.1", 13.0), ("Hết điều một nhé.", 13.0), ("1 Theo Luật số 04/2017/QH14.", 10.0)],
        [("Điều 2. Hiệu lực.", 13.0)],
    )
    return [
        extract(DECISION.encode(), "a.txt", word_starts),
        extract(PLAN.encode(), "b.txt", word_starts),
        extract_reading("sheets", sheets, "c.pdf", word_starts),
    ]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A store of three documents."""
    writer = StoreWriter(tmp_path / "store.sqlite")
    for position, extraction in enumerate(extractions()):
        writer.add(extraction, f"/files/{position}", f"entry-{position}")
    writer.close()
    return Store(tmp_path / "store.sqlite")


def test_documents_come_back_whole(store: Store) -> None:
    """An extraction that was stored is given back equal in every part."""
    assert [store.extraction(stored.document.id) for stored in store.documents] == extractions()
    assert [(stored.source, stored.entry_digest) for stored in store.documents] == [(f"/files/{position}", f"entry-{position}") for position in range(3)]


def test_rows_are_numbered_through(store: Store) -> None:
    """Rows count the passages of all documents in the order in which they were added."""
    passages = [passage for extraction in extractions() for passage in extraction.passages]
    assert store.passages(range(len(passages))) == passages
    assert store.passage_counts() == [len(extraction.passages) for extraction in extractions()]
    assert [row for stored in store.documents for row in store.rows_of(stored.document.id)] == list(range(len(passages)))


def test_rows_in_the_order_asked_for(store: Store) -> None:
    """Passages come in the order of the rows asked for, a row as often as it is asked for."""
    first, second = store.passages([0, 1])
    assert store.passages([1, 0, 1]) == [second, first, second]


def test_unknown_rows_and_documents(store: Store) -> None:
    """What does not exist is an error and not an empty answer."""
    with pytest.raises(KeyError):
        store.passages([10_000])
    with pytest.raises(KeyError):
        store.text("unknown")
    with pytest.raises(KeyError):
        store.extraction("unknown")
    assert store.document("unknown") is None
    assert store.rows_of("unknown") == []


def test_the_row_at_a_place(store: Store) -> None:
    """The passage that holds the beginning of a span is found, and where none does the next one inside it."""
    for row, passage in enumerate(store.passages(store.rows_of("sheets"))):
        first = store.rows_of("sheets")[0]
        assert store.row_at("sheets", passage.span.start, passage.span.end) == first + row
        assert store.row_at("sheets", passage.span.end - 1, passage.span.end) == first + row
        assert store.row_at("sheets", max(0, passage.span.start - 1), passage.span.end) in {first + row, first + row - 1}
    assert store.row_at("sheets", 10_000, 10_001) is None


@pytest.mark.parametrize(
    ("number", "kinds"),
    [
        (DocumentNumber(6126), [Kind.DECISION, Kind.PLAN]),
        (DocumentNumber(6126, None, "KH", None), [Kind.PLAN]),
        (DocumentNumber(6126, 2025), [Kind.DECISION]),
        (DocumentNumber(6126, None, "QD", "UBND"), [Kind.DECISION]),
        (DocumentNumber(6127), []),
        (DocumentNumber(80, 2021, "NĐ", "CP"), []),
    ],
)
def test_documents_by_number(store: Store, number: DocumentNumber, kinds: list[Kind]) -> None:
    """A bare number gives all that carry it, the stronger authority first though the weaker is later."""
    assert [stored.document.kind for stored in store.numbered(number)] == kinds


def test_who_cites_an_act(store: Store) -> None:
    """The places where a number is mentioned are found, each with the words that mention it."""
    citing = store.citing(DocumentNumber(80, 2021, "NĐ", "CP"))
    assert [place.document_id for place in citing] == [extraction.document.id for extraction in extractions()[:2]]
    assert {store.text(place.document_id).text[place.span.start : place.span.end] for place in citing} == {"80/2021/NĐ-CP"}
    assert store.citing(DocumentNumber(80, 2022, "NĐ", "CP")) == []


def test_threads_read_side_by_side(store: Store) -> None:
    """Several threads read one store, each through its own connection."""
    found: list[int] = []

    def work() -> None:
        found.append(len(store.passages([0, 1])))
        store.close()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [2, 2, 2, 2]


def test_a_missing_store(tmp_path: Path) -> None:
    """A store that is not there is not made by opening it."""
    with pytest.raises(IndexMismatch, match="build the index again"):
        Store(tmp_path / "store.sqlite")
    assert list(tmp_path.iterdir()) == []
