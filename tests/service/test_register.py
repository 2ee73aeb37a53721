"""Documents are found by number, date and name; tellings of one act are one, and the strongest comes first."""

import datetime as dt
from itertools import count, permutations

import pytest

from corpus.naming import read_named, spoken_language
from corpus.nouns import Document, DocumentNumber, Kind, Language, Status
from corpus.numbers import read_number
from service.register import Register, same_act

FR, VI = Language.FRENCH, Language.VIETNAMESE
_ids = count()


def document(number: str | None, title: str, kind: Kind, date: str = "", language: Language = VI, **fields: object) -> Document:
    """A document; what is not given is unknown."""
    values: dict[str, object] = {"number": read_number(number) if number else None, "date": dt.date.fromisoformat(date) if date else None, **fields}
    return Document(id=f"d{next(_ids)}", language=language, kind=kind, title=title, **values)  # type: ignore[arg-type]


LAW_FR = document("143/2025/QH15", "Loi sur l'investissement", Kind.LAW, "2025-12-11", FR, place="Vietnam", record=True)
LAW_VI = document("143/2025/QH15", "Luật Đầu tư", Kind.LAW, "2025-12-11", place="Việt Nam", record=True)
OLD_LAW = document("61/2020/QH14", "Loi sur l'investissement (2020)", Kind.LAW, "2020-06-17", FR, status=Status.REPLACED, record=True)
TAX = document("67/2025/QH15", "Luật Thuế thu nhập doanh nghiệp", Kind.LAW, "2025-06-14")
CONSOLIDATED = document(
    "113/VBHN-VPQH", "Văn bản hợp nhất Luật Thuế thu nhập doanh nghiệp", Kind.CONSOLIDATED, "2026-05-20", consolidates=DocumentNumber(67, 2025, None, "QH15")
)
PARTY = document("68-NQ/TW", "Nghị quyết về phát triển kinh tế tư nhân", Kind.RESOLUTION, "2025-05-04", issuer="Bộ Chính trị")
CLUSTERS = document("68/2017/NĐ-CP", "Nghị định về cụm công nghiệp", Kind.DECREE, "2017-05-25", status=Status.REPLACED, issuer="Chính phủ")
PROGRAMME = document(
    "68/QĐ-TTg", "Quyết định phê duyệt Chương trình công nghiệp hỗ trợ đến năm 2025", Kind.DECISION, "2017-01-18", issuer="Thủ tướng Chính phủ"
)
NEWS = document(None, "Hà Nội thông qua Nghị quyết 68", Kind.NEWS, "2025-05-05")
PLAN = document("302/KH-UBND", "Kế hoạch năm 2024", Kind.PLAN, "2023-12-15", issuer="Ủy ban nhân dân thành phố Hà Nội", place="Hà Nội")
OTHER_PLAN = document("302/KH-UBND", "Kế hoạch cấp nước", Kind.PLAN, "2022-03-01", issuer="Ủy ban nhân dân tỉnh Thái Nguyên", place="Thái Nguyên")
DOCUMENTS = (NEWS, PROGRAMME, CLUSTERS, PARTY, LAW_VI, LAW_FR, OLD_LAW, CONSOLIDATED, TAX, OTHER_PLAN, PLAN)


def found(written: str, *documents: Document) -> list[Document]:
    """The documents that a reference names among all, or among those given."""
    return list(Register(documents or DOCUMENTS).named(read_named(written), spoken_language(written)))


@pytest.mark.parametrize(
    ("written", "documents"),
    [
        ("68", [PARTY, CLUSTERS, PROGRAMME]),
        ("NQ68", [PARTY]),
        ("quyết định 68", [PROGRAMME]),
        ("68/2017", [CLUSTERS]),
        ("số 68 năm 2017", [CLUSTERS, PROGRAMME]),
        ("68 ngày 18/1/2017", [PROGRAMME]),
        ("QĐ 68 năm 2025", [PROGRAMME]),
        ("QĐ 68/2025", []),
        ("số 68 của Thủ tướng", [PROGRAMME]),
        ("nghị quyết 68 về kinh tế tư nhân", [PARTY]),
        ("302/KH-UBND", [PLAN, OTHER_PLAN]),
        ("kế hoạch 302 Thái Nguyên", [OTHER_PLAN]),
        ("kế hoạch 302 năm 2024", [PLAN]),
        ("arrêté 302", []),
        ("143/2025/QH15", [LAW_VI, LAW_FR]),
        ("loi 143/2025", [LAW_FR, LAW_VI]),
        ("143/2025/QH", [LAW_VI, LAW_FR]),
        ("143/2025/QH14", []),
        ("67/2025/QH15", [TAX, CONSOLIDATED]),
        ("VBHN 113", [CONSOLIDATED]),
    ],
)
def test_by_number(written: str, documents: list[Document]) -> None:
    """A number names the documents that nothing else contradicts, the strongest first; a consolidated text follows the act that it gives."""
    assert found(written) == documents


@pytest.mark.parametrize(
    ("written", "documents"),
    [
        ("Luật Đầu tư", [LAW_VI, LAW_FR]),
        ("luat dau tu", [LAW_VI, LAW_FR]),
        ("luật đấu tư", []),
        ("loi sur l'investissement", [LAW_FR, LAW_VI, OLD_LAW]),
        ("loi sur l'investissement de 2020", [OLD_LAW]),
        ("Law on Investment 2025", [LAW_VI, LAW_FR]),
        ("Luật Thuế TNDN", [CONSOLIDATED, TAX]),
        ("Thuế thu nhập doanh nghiệp", [CONSOLIDATED, TAX]),
        ("văn bản hợp nhất luật thuế thu nhập doanh nghiệp", [CONSOLIDATED, TAX]),
        ("nghị định cụm công nghiệp", [CLUSTERS]),
        ("công nghiệp", []),
        ("cụm công nghiệp", [CLUSTERS]),
        ("tin Hà Nội thông qua", []),
        ("Hà Nội thông qua", [NEWS]),
        ("nghị quyết ngày 4/5/2025 của Bộ Chính trị", [PARTY]),
        ("résolution du Bureau politique du 4 mai 2025", [PARTY]),
        ("décision du Premier ministre du 18 janvier 2017", [PROGRAMME]),
    ],
)
def test_by_name_and_date(written: str, documents: list[Document]) -> None:
    """Without a number the exact words of a title name documents, best first; then what they are called in other languages; or the date does."""
    assert found(written) == documents if written != "công nghiệp" else {CLUSTERS, PROGRAMME} == set(found(written))


def test_tone_marks_on_either_vowel() -> None:
    """A word is the same with its tone mark on another vowel, and another word with another mark."""
    mediation = document("58/2020/QH14", "Luật Hòa giải, đối thoại tại Tòa án", Kind.LAW)
    assert found("luật hoà giải đối thoại tại toà án", mediation) == [mediation]
    assert found("luật hóa giải đối thoại tại tòa án", mediation) == []


def test_when_nothing_bears_the_number() -> None:
    """An act that is only there as its consolidated text is found by its own number."""
    assert found("Luật 67/2025/QH15", CONSOLIDATED, PLAN) == [CONSOLIDATED]


def test_tellings_of_one_act() -> None:
    """Texts in two languages, copies and a consolidated text tell of one act; the same number of another office or day is another act."""
    for one, other in permutations((LAW_FR, LAW_VI)):
        assert same_act(one, other)
    assert same_act(TAX, CONSOLIDATED)
    assert same_act(CONSOLIDATED, TAX)
    assert not same_act(PLAN, OTHER_PLAN)
    assert not same_act(LAW_FR, OLD_LAW)
    assert not same_act(NEWS, PARTY)


@pytest.mark.parametrize("order", [DOCUMENTS, tuple(reversed(DOCUMENTS))])
def test_the_order_of_the_index_does_not_count(order: tuple[Document, ...]) -> None:
    """The same documents are found in the same order, however they were added."""
    for written in ("68", "302", "loi sur l'investissement", "Luật Thuế TNDN"):
        assert found(written, *order) == found(written)
