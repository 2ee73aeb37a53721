"""The fields of a document are read from its own text, the catalogue going first."""

from datetime import date
from pathlib import Path

import pytest

from corpus.catalogue import CatalogueEntry
from corpus.nouns import Document, DocumentNumber, Kind, Language, Level, Status
from indexer.fields import read_document
from indexer.layout import assemble
from indexer.reading import Line, MediaType, RawDocument
from tests.readings import reading_of

DECISION = """
ỦY BAN NHÂN DÂN
THÀNH PHỐ HÀ NỘI
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 6126/QĐ-UBND
Hà Nội, ngày 10 tháng 12 năm 2025
QUYẾT ĐỊNH
Phê duyệt Chương trình phát triển công nghiệp hỗ trợ
giai đoạn 2026-2030
Căn cứ Luật Tổ chức chính quyền địa phương số 72/2025/QH15 ngày 16 tháng 6 năm 2025;
Điều 1. Phê duyệt Chương trình.
"""

ORDER = """
Préfecture du Haut-Rhin
Arrêté du 24 septembre 2021 portant autorisation d'exploiter
Vu le code de l'environnement ;
Article 1 - Objet
L'exploitation est autorisée.
Fait à Colmar, le 27 septembre 2021
Le préfet
"""

NEWS = """
Hanoï (VNA) - La ville de Hanoï soutient les entreprises du secteur des industries de soutien.
Selon la décision n° 6126/QĐ-UBND, la ville compte 1.200 entreprises.
"""


def read(text: str, entry: CatalogueEntry | None = None, name: str = "a.txt") -> Document:
    """The document of a text."""
    return read_document("d", reading_of(text), name, entry)[0]


def test_a_vietnamese_decision() -> None:
    """Number, kind, issuer with its province, place, date, title and period stand in the head of a decision."""
    document = read(DECISION)
    assert document.language is Language.VIETNAMESE
    assert document.number == DocumentNumber(6126, None, "QĐ", "UBND")
    assert document.kind is Kind.DECISION
    assert document.issuer == "Ủy ban nhân dân thành phố Hà Nội"
    assert (document.place, document.date) == ("Hà Nội", date(2025, 12, 10))
    assert document.title == "QUYẾT ĐỊNH Phê duyệt Chương trình phát triển công nghiệp hỗ trợ giai đoạn 2026-2030"
    assert document.period == "2026-2030"


def test_a_french_order() -> None:
    """A French order is dated by its signature and placed by it."""
    document = read(ORDER)
    assert (document.language, document.kind) == (Language.FRENCH, Kind.ORDER)
    assert (document.place, document.date) == ("Colmar", date(2021, 9, 27))
    assert document.title == "Arrêté du 24 septembre 2021 portant autorisation d'exploiter"


def test_news() -> None:
    """A news item is known by its agency and does not take the number of the decision that it reports."""
    document = read(NEWS)
    assert (document.kind, document.issuer, document.number) == (Kind.NEWS, "VNA", None)


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("Hà Nội, ngày 10 tháng 12 năm 2025", "Hà Nội"),
        ("TP. Hồ Chí Minh, ngày 1 tháng 2 năm 2025", "TP. Hồ Chí Minh"),
        ("Lille, le 15 mai 2025", "Lille"),
        ("À Colmar, le 15 mai 2025", "Colmar"),
        ("à Ouagadougou, le 16 novembre 1999", "Ouagadougou"),
        ("Aix-en-Provence, le 15 mai 2025", "Aix-en-Provence"),
        ("Căn cứ Nghị định này, ngày 10 tháng 12 năm 2025", None),
    ],
)
def test_places(line: str, place: str | None) -> None:
    """The place of signature stands without the preposition before it."""
    assert read(f"VĂN BẢN\n{line}\nMột dòng.").place == place


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        ("NGHỊ ĐỊNH\nQuy định về khu công nghiệp", Kind.DECREE),
        ("KẾ HOẠCH\nPhát triển công nghiệp", Kind.PLAN),
        ("A R R Ê T É\nde nomination", Kind.ORDER),
        ("Règlement communal d'aide aux commerces", Kind.REGULATION),
        ("Loi n° 2025-7 portant code des investissements", Kind.LAW),
        ("Kế hoạch nhỏ của gia đình tôi là đi chơi", Kind.OTHER),
        ("Plan de la maison", Kind.OTHER),
    ],
)
def test_kinds(head: str, kind: Kind) -> None:
    """The kind is named by a line of its own or at the beginning of a title; a word in passing names none."""
    assert read(f"{head}\nMột dòng văn bản.").kind is kind


def test_the_number_of_an_act_that_is_cited_is_not_its_own() -> None:
    """What stands after *Căn cứ* is the number of another act."""
    assert read("QUYẾT ĐỊNH\nVề hỗ trợ\nCăn cứ Nghị định số 80/2021/NĐ-CP;\nNghị định số 80/2021/NĐ-CP quy định.").number is None


def test_the_catalogue_goes_first() -> None:
    """What the catalogue says replaces what the text shows, and fills in what it does not."""
    entry = CatalogueEntry(
        file=Path("a.txt"), language=Language.FRENCH, kind=Kind.PLAN, number=DocumentNumber(302, None, "KH", "UBND"), title="Plan", issuer="Ville", place="Huế",
        date=date(2024, 1, 2), effective=date(2024, 2, 1), status=Status.IN_FORCE, period="2021-2025", record=True, published="https://example.org",
    )  # fmt: skip
    document = read(DECISION, entry)
    assert (document.language, document.kind, document.number, document.title) == (entry.language, entry.kind, entry.number, entry.title)
    assert (document.issuer, document.place, document.date, document.effective) == (entry.issuer, entry.place, entry.date, entry.effective)
    assert (document.status, document.period, document.record, document.published) == (entry.status, entry.period, entry.record, entry.published)


def test_without_a_catalogue_nothing_is_claimed() -> None:
    """Without an entry the status is unknown and the text counts as the official one."""
    document = read(DECISION)
    assert (document.status, document.effective, document.record, document.published) == (Status.UNKNOWN, None, False, None)


@pytest.mark.parametrize(
    ("metadata", "title"),
    [
        ({"title": "Aides aux entreprises"}, "Aides aux entreprises"),
        ({"title": "untitled"}, "Première ligne du texte"),
        ({"title": "scan0001.pdf"}, "Première ligne du texte"),
        ({"title": "Aides"}, "Première ligne du texte"),
        ({}, "Première ligne du texte"),
    ],
)
def test_titles_of_other_texts(metadata: dict[str, str], title: str) -> None:
    """The format's own title counts when it means something, else the first line."""
    raw = RawDocument(MediaType.HTML, (Line("Première ligne du texte"), Line("Suite.")), metadata)
    assert read_document("d", assemble(raw), "a.html")[0].title == title


def test_a_text_without_a_line_is_called_by_its_file() -> None:
    """Where no line can be a title, the name of the file is one."""
    assert read("12", name="note.txt").title == "note.txt"


def test_long_titles_are_cut_at_a_word() -> None:
    """A title never grows into the text, and is not cut inside a word."""
    title = read("mots " * 100).title
    assert len(title) <= 141
    assert title.endswith("mots…")


SIGNED = """
CHÍNH PHỦ
Số: 148/2026/NĐ-CP
Hà Nội, ngày 12 tháng 5 năm 2026
NGHỊ ĐỊNH
Sửa đổi Chương trình phát triển giai đoạn 2026-2030, tầm nhìn đến năm 2045
Căn cứ Luật Tổ chức Chính phủ ngày 18 tháng 02 năm 2025;
Điều 1. Sửa đổi “Nghị định này có hiệu lực từ ngày 01 tháng 01 năm 2020” tại Điều 9.
Điều 2. {effect}
TM. CHÍNH PHỦ
KT. THỦ TƯỚNG
PHÓ THỦ TƯỚNG
Phạm Thị Thanh Trà
"""


@pytest.mark.parametrize(
    ("effect", "day"),
    [
        ("Nghị định này có hiệu lực thi hành từ ngày 01 tháng 7 năm 2026.", date(2026, 7, 1)),
        ("Nghị định này có hiệu lực kể từ ngày ký ban hành.", date(2026, 5, 12)),
        ("Nghị định này có hiệu lực sau 45 ngày, kể từ ngày ký.", date(2026, 6, 26)),
        ("Nghị định số 80/2021/NĐ-CP có hiệu lực từ ngày 01 tháng 3 năm 2021.", None),
    ],
)
def test_when_an_act_takes_effect(effect: str, day: date | None) -> None:
    """The day is the one that the act says of itself outside quotations, counted from the signature where it says so."""
    assert read(SIGNED.format(effect=effect)).effective == day


def test_each_field_has_its_place() -> None:
    """What was read of a field stands at its span."""
    text = SIGNED.format(effect="Nghị định này có hiệu lực thi hành từ ngày 01 tháng 7 năm 2026.")
    reading = reading_of(text)
    document, fields = read_document("d", reading, "a.txt")
    said = {name: reading.text[span.start : span.end] for name, span in fields.items()}
    assert (document.signatory, document.period, document.vision, document.level) == ("Phạm Thị Thanh Trà", "2026-2030", 2045, Level.STATE)
    assert said | {"title": "", "kind": ""} == {
        "number": "148/2026/NĐ-CP",
        "kind": "",
        "title": "",
        "issuer": "CHÍNH PHỦ",
        "place": "Hà Nội",
        "date": "ngày 12 tháng 5 năm 2026",
        "signatory": "Phạm Thị Thanh Trà",
        "effective": "ngày 01 tháng 7 năm 2026",
        "period": "2026-2030",
        "vision": "tầm nhìn đến năm 2045",
    }


def test_a_consolidated_text_names_the_act_that_it_consolidates() -> None:
    """Its own number stands at its end, the number of the act whose wording it gives in its head."""
    document = read(
        "LUẬT\nTHUẾ THU NHẬP DOANH NGHIỆP\nLuật Thuế thu nhập doanh nghiệp số 67/2025/QH15 ngày 14 tháng 6 năm\n2025 của Quốc hội, được sửa đổi bởi:\n"
        "Căn cứ Hiến pháp;\nĐiều 1. Phạm vi\nLuật này quy định thuế.\nVĂN PHÒNG QUỐC HỘI\nSố: 113/VBHN-VPQH\nXÁC THỰC VĂN BẢN HỢP NHẤT\n"
        "Hà Nội, ngày 20 tháng 5 năm 2026\nCHỦ NHIỆM\nLê Quang Mạnh\n"
    )
    assert (document.number, document.consolidates) == (DocumentNumber(113, None, "VBHN", "VPQH"), DocumentNumber(67, 2025, None, "QH15"))
    assert (document.kind, document.date, document.signatory) == (Kind.CONSOLIDATED, date(2026, 5, 20), "Lê Quang Mạnh")


@pytest.mark.parametrize(
    ("office", "issuer", "level"),
    [
        ("La préfète de la Somme,", "Préfète de la Somme", Level.PROVINCE),
        ("La ministre du travail et de la santé", "Ministre du travail et de la santé", Level.MINISTRY),
        ("LE CONSEIL COMMUNAL,", "Conseil communal", Level.COMMUNE),
        ("L'Assemblée nationale a délibéré et adopté", "Assemblée nationale", Level.STATE),
    ],
)
def test_offices_that_open_a_french_act(office: str, issuer: str, level: Level) -> None:
    """The office that stands between the title and the reasons issued the act, without its article, at its level."""
    document = read(f"Arrêté n° 2025-12 portant création d'une aide\n{office}\nVu le code de commerce ;\nArticle 1er : Une aide est créée.\n")
    assert (document.issuer, document.level) == (issuer, level)
