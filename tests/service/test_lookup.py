"""A number and a clause, however they are written, name exact places."""

import pytest

from service.engine import Engine
from service.errors import BadQuestion
from service.lookup import Lookup, look_up_reference, missing_clause
from service.questions import read_reference


def named(engine: Engine, number: str, clause: str = "") -> Lookup:
    """What a reference as a person types it names."""
    return look_up_reference(engine.snapshot().generation.store, read_reference(number, clause))


def titles(found: Lookup) -> list[str]:
    """The titles of the documents."""
    return [document.title for document in found.documents]


PROGRAMME, MARKET = "Phê duyệt Chương trình phát triển công nghiệp hỗ trợ", "Về quản lý chợ đầu mối nông sản"


@pytest.mark.parametrize(
    "written",
    [
        "6126/QĐ-UBND",
        "n° 6126/QD-UBND",
        "6126/qđ-ubnd",
        "Quyết định số 6126/QĐ-UBND",
        "quyet dinh 6126/qd-ubnd",
        "6126 / QD - UBND",
        "décision n ° 6126/QD-UBND",
        "6126 QĐ-UBND",
        "QĐ-UBND 6126",
        "QĐ 6126/UBND",
        "6126-qd-ubnd",
        "Quyết định 6126 năm 2025",
        "quyết định 6126 ngày 10/12/2025",
        "quyết định 6126 của Ủy ban nhân dân thành phố Hà Nội",
        "arrêté n° 6126/QD-UBND du 10 décembre 2025",
        "decision 6126 of 10 December 2025",
    ],
)
def test_spellings_of_a_number(engine: Engine, written: str) -> None:
    """Every spelling names the one decision."""
    found = named(engine, written)
    assert (titles(found), found.ambiguous, found.clauses, found.citing) == ([PROGRAMME], False, (), ())


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("302/KH-UBND", "Phát triển sản phẩm công nghiệp chủ lực"),
        ("plan n° 302", "Phát triển sản phẩm công nghiệp chủ lực"),
        ("nghị định 68 năm 2017", "Về khuyến khích làng nghề"),
        ("n° 2025-7", "Arrêté portant aide aux entreprises"),
        ("arrêté 2025-7", "Arrêté portant aide aux entreprises"),
        ("NĐ 68", "Về khuyến khích làng nghề"),
        ("68/2017", "Về khuyến khích làng nghề"),
        ("302", "Phát triển sản phẩm công nghiệp chủ lực"),
        ("KH302", "Phát triển sản phẩm công nghiệp chủ lực"),
    ],
)
def test_other_numbers(engine: Engine, written: str, title: str) -> None:
    """Numbers of other forms name their documents."""
    assert titles(named(engine, written)) == [title]


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("nghị định về khuyến khích làng nghề", "Về khuyến khích làng nghề"),
        ("khuyen khich lang nghe", "Về khuyến khích làng nghề"),
        ("arrêté portant aide aux entreprises", "Arrêté portant aide aux entreprises"),
        ("arrêté sur l'aide aux entreprises", "Arrêté portant aide aux entreprises"),
        ("Chương trình phát triển CNHT", PROGRAMME),
        ("decision on supporting industry", PROGRAMME),
        ("quyết định ngày 10/12/2025", PROGRAMME),
        ("quyết định ngày 10 tháng 12 năm 2025 của UBND thành phố Hà Nội", PROGRAMME),
        ("arrêté du 15 mai 2025", "Arrêté portant aide aux entreprises"),
        ("order of 15 May 2025", "Arrêté portant aide aux entreprises"),
        ("kế hoạch phát triển sản phẩm công nghiệp chủ lực 2023", "Phát triển sản phẩm công nghiệp chủ lực"),
    ],
)
def test_names_and_dates(engine: Engine, written: str, title: str) -> None:
    """Without a number the words of the title name a document, in another language what they are called there, or its date does."""
    assert titles(named(engine, written)) == [title]


@pytest.mark.parametrize(
    "written",
    [
        "quyết định ngày 10/12/2025 của Thủ tướng",
        "nghị định ngày 10/12/2025",
        "quyết định ngày 11/12/2025",
        "nghị định về khuyến khích làng nghề 2018",
        "luật phát triển công nghiệp hàng không",
        "quyết định 6126 ngày 11/12/2025 của Bộ Công Thương",
    ],
)
def test_what_nothing_is_called(engine: Engine, written: str) -> None:
    """A date, a kind, an issuer, a year or a word that no document has names none."""
    assert titles(named(engine, written)) == []


def test_a_name_that_fits_several_acts(engine: Engine) -> None:
    """What two titles hold names both, as ambiguous; a year tells them apart."""
    found = named(engine, "phát triển công nghiệp")
    assert (titles(found), found.ambiguous) == ([PROGRAMME, "Phát triển sản phẩm công nghiệp chủ lực"], True)
    assert not named(engine, "phát triển công nghiệp 2025").ambiguous


@pytest.mark.parametrize("written", ["6126", "n° 6126", "Quyết định 6126", "décision N°6126"])
def test_an_ambiguous_number_names_all(engine: Engine, written: str) -> None:
    """A number that two acts bear names both, the official text before the record of one."""
    found = named(engine, written)
    assert (titles(found), found.ambiguous) == ([PROGRAMME, MARKET], True)


@pytest.mark.parametrize(
    "clause",
    [
        "Điều 1 khoản 2",
        "khoản 2 Điều 1",
        "dieu 1 khoan 2",
        "article 1, paragraphe 2",
        "art. 1 al. 2",
        "Đ1.2",
        "Article 1, clause 2",
        "1.2",
        "1(2)",
        "k2 Đ1",
        "deuxième alinéa de l'article premier",
        "second paragraph of article 1",
        "khoản 2 - Điều 1",
        "article 1, 2",
    ],
)
def test_spellings_of_a_clause(engine: Engine, clause: str) -> None:
    """Every spelling, in both legal traditions, names the one clause, whose span is its text."""
    (place,) = named(engine, "6126/QĐ-UBND", clause).clauses
    text = engine.snapshot().generation.store.text(place.document.id).text
    assert text[place.span.start : place.span.end] == "2. Đến năm 2035 có 45% doanh nghiệp đạt tiêu chuẩn quốc tế."
    assert place.clause is not None
    assert place.clause.path == "article-1/clause-2"


@pytest.mark.parametrize(
    ("clause", "text"), [("điểm b khoản 2 Điều 2", "b) Cán bộ quản lý chất lượng."), ("article 2, paragraphe 2, point a", "a) Kỹ sư vận hành máy công cụ;")]
)
def test_points(engine: Engine, clause: str, text: str) -> None:
    """Points are found below their paragraph."""
    (place,) = named(engine, "6126/QĐ-UBND", clause).clauses
    assert engine.snapshot().generation.store.text(place.document.id).text[place.span.start : place.span.end] == text


@pytest.mark.parametrize(
    "written",
    [
        "khoản 2 Điều 1 6126/QĐ-UBND",
        "6126/QĐ-UBND, Điều 1, khoản 2",
        "QĐ-UBND 6126 Đ1.2",
        "1.2 QĐ-UBND 6126",
        "article 1, paragraphe 2 de la décision 6126/QD-UBND",
    ],
)
def test_a_clause_and_a_document_in_one_text(engine: Engine, written: str) -> None:
    """Clause and document may stand in any order."""
    found = named(engine, written)
    assert (titles(found), [place.clause.path for place in found.clauses if place.clause]) == ([PROGRAMME], ["article-1/clause-2"])


def test_several_clauses(engine: Engine) -> None:
    """A list and a range name each of their clauses, in order."""
    paths = [
        [place.clause.path for place in named(engine, "6126/QĐ-UBND", clause).clauses if place.clause] for clause in ("khoản 1, 2 Điều 1", "articles 2 à 3")
    ]
    assert paths == [["article-1/clause-1", "article-1/clause-2"], ["article-2", "article-3"]]


def test_a_paragraph_without_a_number(engine: Engine) -> None:
    """A paragraph of an article without numbered ones has its own span, and its article as the clause."""
    (place,) = named(engine, "arrêté 2025-7", "premier alinéa de l'article 3").clauses
    text = engine.snapshot().generation.store.text(place.document.id).text
    assert text[place.span.start : place.span.end] == "Le présent arrêté entre en vigueur le lendemain de sa publication."
    assert place.clause is not None
    assert (place.clause.path, place.clause.span) == ("article-3", place.span)


def test_a_clause_of_an_ambiguous_number(engine: Engine) -> None:
    """The clause is given of each document that has it."""
    assert [place.document.title for place in named(engine, "6126", "Điều 1").clauses] == [PROGRAMME, MARKET]
    assert [place.document.title for place in named(engine, "6126", "Điều 3").clauses] == [PROGRAMME]


def test_a_clause_that_is_not_there(engine: Engine) -> None:
    """The document is named without a clause."""
    found = named(engine, "6126/QĐ-UBND", "Điều 99")
    assert (titles(found), found.clauses) == ([PROGRAMME], ())


@pytest.mark.parametrize(
    ("number", "clause", "sentence"),
    [
        ("6126/QĐ-UBND", "Điều 99", "6126/QĐ-UBND has no Điều 99; it has Điều 1 to 3"),
        ("6126/QĐ-UBND", "khoản 9 Điều 1", "Điều 1 has no khoản 9; it has khoản 1 and 2"),
        ("2025-7", "article 2, paragraphe 3", "Article 2 has no paragraphe 3; it has paragraphe 1 and 2"),
        ("Un salon des composants", "article 1", "“Un salon des composants” is not divided into clauses"),
        ("302/KH-UBND", "Điều 1", "302/KH-UBND has no Điều 1; it has mục 1 and 2"),
        ("6126/QĐ-UBND", "", ""),
        ("777/QĐ-BTC", "Điều 1", ""),
    ],
)
def test_why_a_clause_is_not_there(engine: Engine, number: str, clause: str, sentence: str) -> None:
    """The sentence says which step is missing and what there is instead; nothing where no clause was asked for or no document is there."""
    store, asked = engine.snapshot().generation.store, read_reference(number, clause)
    assert missing_clause(store, look_up_reference(store, asked), asked) == sentence


def test_a_reference_to_no_document(engine: Engine) -> None:
    """A clause without a document is no reference."""
    with pytest.raises(BadQuestion, match="is not a document number"):
        named(engine, "khoản 2 Điều 1")


@pytest.mark.parametrize("written", ["4159/QĐ-UBND", "n ° 4159 / QD-UBND", "4159"])
def test_a_number_that_is_only_cited(engine: Engine, written: str) -> None:
    """Where no document bears the number, the sentences that cite it are named, once each."""
    found = named(engine, written)
    assert found.documents == ()
    assert len(found.citing) == 2
    for place in found.citing:
        text = engine.snapshot().generation.store.text(place.document.id).text
        assert "4159/QĐ-UBND" in text[place.span.start : place.span.end]


@pytest.mark.parametrize("written", ["777/QĐ-BTC", "6126/QĐ-BTC", "6126/KH-UBND", "68/2018/NĐ-CP"])
def test_an_unknown_number(engine: Engine, written: str) -> None:
    """A number of another kind, issuer or year names nothing."""
    assert named(engine, written) == Lookup()
