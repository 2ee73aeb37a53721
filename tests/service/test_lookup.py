"""A number and a clause, however they are written, name exact places."""

import pytest

from service.engine import Engine
from service.lookup import Lookup, look_up
from service.questions import read_reference


def named(engine: Engine, number: str, clause: str = "") -> Lookup:
    """What a reference as a person types it names."""
    asked = read_reference(number, clause)
    return look_up(engine.snapshot().generation.store, asked.numbers, asked.steps)


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
    ],
)
def test_other_numbers(engine: Engine, written: str, title: str) -> None:
    """Numbers of other forms name their documents."""
    assert titles(named(engine, written)) == [title]


@pytest.mark.parametrize("written", ["6126", "n° 6126", "Quyết định 6126", "décision N°6126"])
def test_an_ambiguous_number_names_all(engine: Engine, written: str) -> None:
    """A number that two acts bear names both, the official text before the record of one."""
    found = named(engine, written)
    assert (titles(found), found.ambiguous) == ([PROGRAMME, MARKET], True)


@pytest.mark.parametrize(
    "clause", ["Điều 1 khoản 2", "khoản 2 Điều 1", "dieu 1 khoan 2", "article 1, paragraphe 2", "art. 1 al. 2", "Đ1.2", "Article 1, clause 2"]
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


def test_a_clause_of_an_ambiguous_number(engine: Engine) -> None:
    """The clause is given of each document that has it."""
    assert [place.document.title for place in named(engine, "6126", "Điều 1").clauses] == [PROGRAMME, MARKET]
    assert [place.document.title for place in named(engine, "6126", "Điều 3").clauses] == [PROGRAMME]


def test_a_clause_that_is_not_there(engine: Engine) -> None:
    """The document is named without a clause."""
    found = named(engine, "6126/QĐ-UBND", "Điều 99")
    assert (titles(found), found.clauses) == ([PROGRAMME], ())


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
