"""Programmes are found with name, number, years, leader, sectors and parts; sectors with their clauses."""

from corpus.catalogue import corpus_folder
from corpus.nouns import Document, DocumentNumber, Kind, Language
from corpus.programmes import merged_programmes
from corpus.support import Programme
from indexer.fields import read_document
from indexer.layout import assemble
from indexer.programmes import find_programmes, find_sector_mentions
from indexer.readers import read
from indexer.structure import clause_tree
from tests.readings import reading_of

FR, VI = Language.FRENCH, Language.VIETNAMESE
DECISION = """Quyết định phê duyệt Chương trình khuyến công thành phố Hà Nội giai đoạn 2026-2030

I. Ngành, lĩnh vực ưu tiên
1. Dệt may; da giày.
II. Tổ chức thực hiện
1. Sở Công Thương chủ trì thực hiện Chương trình khuyến công quốc gia giai đoạn 2026-2030 tại Quyết định số 2646/QĐ-BCT.
"""


def programmes(text: str, language: Language, title: str, number: str | None = None, kind: Kind = Kind.DECISION) -> tuple[Programme, ...]:
    """The programmes of a text."""
    reading = reading_of(text)
    own = DocumentNumber(int(number.split("/")[0]), None, *number.split("/")[1].split("-")) if number else None
    document = Document(id="own", language=language, kind=kind, title=title, number=own, issuer="Ủy ban nhân dân")
    return find_programmes(reading.text, clause_tree(reading, language), document)


def of_shipped(name: str) -> tuple[Programme, ...]:
    """The programmes of a shipped document."""
    path = corpus_folder() / name
    reading = assemble(read(path.read_bytes(), path.name))
    document, _ = read_document(path.stem, reading, path.name, None)
    return find_programmes(reading.text, clause_tree(reading, document.language), document)


def test_the_programme_that_a_decision_sets_out() -> None:
    """Its name ends where the years begin; the leader, the sectors of its priorities and its parts are those of the text."""
    own, other = programmes(DECISION, VI, DECISION.split("\n", 1)[0], "6069/QĐ-UBND")
    assert own.own
    assert own.names == ((VI, "Chương trình khuyến công thành phố Hà Nội"),)
    assert (str(own.period), own.authority) == ("2026-2030", "Sở Công Thương")
    assert own.sectors == ("textile-and-garment", "leather-and-footwear")
    assert own.parts == ("Ngành, lĩnh vực ưu tiên", "Tổ chức thực hiện")
    assert reading_of(DECISION).text[own.span.start : own.span.end] == own.name(VI)
    assert (other.name(VI), other.own, other.number and other.number.written) == ("Chương trình khuyến công quốc gia", False, "2646/QĐ-BCT")


def test_a_law_sets_out_no_programme() -> None:
    """The kind of the act tells it."""
    assert [one for one in programmes(DECISION, VI, DECISION.split("\n", 1)[0], kind=Kind.LAW) if one.own] == []


def test_language_versions_of_one_act_are_one_programme() -> None:
    """The French and the Vietnamese text of one decision meet by its number; another programme of a similar name does not join."""
    both = [
        *of_shipped("fr/qd-6126-ubnd-ha-noi-2025.md"),
        *of_shipped("vi/qd-6126-ubnd-ha-noi-2025.md"),
        *of_shipped("vi/nd-205-2025-nd-cp-cong-nghiep-ho-tro.md"),
    ]
    groups = merged_programmes(both)
    together = next(group for group in groups if any(one.own for one in group))
    assert {language for one in together for language, _ in one.names} == {FR, VI}
    assert {(str(one.period), one.vision) for one in together} == {("2026-2030", 2035)}
    assert {one.sectors for one in together} == {together[0].sectors}
    assert sum(len(group) for group in groups) == len(both)


def test_sectors_have_their_clauses() -> None:
    """Each mention is exact and lies in its innermost clause."""
    reading = reading_of(DECISION)
    clauses = clause_tree(reading, VI)
    document = Document(id="own", language=VI, kind=Kind.DECISION, title="x")
    found = find_sector_mentions(reading.text, clauses, document)
    assert [(one.sector, reading.text[one.span.start : one.span.end], one.clause.path if one.clause else "") for one in found] == [
        ("textile-and-garment", "Dệt may", "roman-1/clause-1"),
        ("leather-and-footwear", "da giày", "roman-1/clause-1"),
    ]


def test_english_documents_have_none() -> None:
    """English is a language of questions only."""
    assert programmes("Programme for industry", Language.ENGLISH, "Programme for industry") == ()
