"""One file becomes one document with all that is indexed of it."""

from corpus.numbers import write_number
from indexer.extraction import document_id_of, embedded_text, extract
from indexer.reading import MediaType
from tests.fakes import word_starts

ACT = """QUYẾT ĐỊNH
Về việc hỗ trợ doanh nghiệp
Căn cứ Nghị định số 80/2021/NĐ-CP;
Chương I
QUY ĐỊNH CHUNG
Điều 1. Đối tượng hỗ trợ
1. Doanh nghiệp nhỏ.
2. Doanh nghiệp vừa.
"""


def test_a_file() -> None:
    """Document, clauses, passages and mentions belong to one text, and every offset holds in it."""
    extraction = extract(ACT.encode(), "a.txt", word_starts)
    assert extraction.media_type is MediaType.PLAIN
    assert extraction.document.id == document_id_of(ACT.encode())
    assert {passage.document_id for passage in extraction.passages} == {extraction.document.id}
    assert [clause.path for clause in extraction.clauses] == [
        "chapter-1",
        "chapter-1/article-1",
        "chapter-1/article-1/clause-1",
        "chapter-1/article-1/clause-2",
    ]
    assert [extraction.text[mention.span.start : mention.span.end] for mention in extraction.mentions] == ["80/2021/NĐ-CP"]
    assert [write_number(mention.number) for mention in extraction.mentions] == ["80/2021/NĐ-CP"]


def test_equal_bytes_are_one_document() -> None:
    """The id depends on the bytes alone, not on the name."""
    assert extract(ACT.encode(), "a.txt", word_starts).document.id == extract(ACT.encode(), "b.md", word_starts).document.id
    assert document_id_of(b"a") != document_id_of(b"b")


def test_the_encoder_sees_where_a_passage_stands() -> None:
    """What is embedded is the title and the clauses with their headings, then the passage on one line."""
    extraction = extract(ACT.encode(), "a.txt", word_starts)
    assert embedded_text(extraction.document, extraction.passages[-1]) == (
        "QUYẾT ĐỊNH Về việc hỗ trợ doanh nghiệp · Chương I. QUY ĐỊNH CHUNG · Điều 1. Đối tượng hỗ trợ\n"
        "Điều 1. Đối tượng hỗ trợ 1. Doanh nghiệp nhỏ. 2. Doanh nghiệp vừa."
    )


def test_long_heads_keep_the_innermost_clause() -> None:
    """Where titles are long, the head is cut in its middle."""
    long = ACT.replace("QUY ĐỊNH CHUNG", "QUY ĐỊNH CHUNG VỀ VIỆC HỖ TRỢ " * 8)
    extraction = extract(long.encode(), "a.txt", word_starts)
    head = embedded_text(extraction.document, extraction.passages[-1]).split("\n")[0]
    assert len(head) <= 250
    assert head.startswith("QUYẾT ĐỊNH Về việc hỗ trợ doanh nghiệp · ")
    assert head.endswith("Điều 1. Đối tượng hỗ trợ")
