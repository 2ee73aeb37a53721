"""Official numbers are read in every spelling, and nothing else is."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.nouns import DocumentNumber, Span
from corpus.numbers import EXAMPLES, find_numbers, read_number, same_act, write_number

FIGURES = st.integers(min_value=1, max_value=9999)
YEARS = st.integers(min_value=1945, max_value=2099)
STATE = st.builds(
    DocumentNumber,
    number=FIGURES,
    year=st.none() | YEARS,
    kind=st.sampled_from(["QĐ", "NĐ", "KH", "NQ", "TT", "CT", "TB", "VBHN"]),
    issuer=st.sampled_from(["UBND", "CP", "TTg", "BCT", "BKHĐT", "HĐND", "BTC-BKHĐT"]),
)
PARTY = st.builds(DocumentNumber, number=FIGURES, kind=st.sampled_from(["NQ", "CT", "CTr", "QĐ"]), issuer=st.sampled_from(["TW", "TU"]))
FRENCH = st.builds(DocumentNumber, number=FIGURES.filter(lambda number: not 1900 <= number <= 2099), year=st.integers(1946, 2045)) | st.builds(
    DocumentNumber, number=FIGURES, year=st.integers(1960, 2045), issuer=st.just("AN")
)
UNION = st.builds(DocumentNumber, number=FIGURES, year=st.integers(2015, 2045), issuer=st.just("UE")) | st.builds(
    DocumentNumber,
    number=FIGURES.filter(lambda number: not 2015 <= number <= 2099),  # a figure that may be a year of the newer form is read as one
    year=st.integers(1958, 2014),
    kind=st.none() | st.just("R"),
    issuer=st.sampled_from(["CEE", "CE", "UE"]),
)
ASSEMBLY = st.builds(DocumentNumber, number=FIGURES, year=YEARS, issuer=st.sampled_from(["QH14", "QH15", "UBTVQH15"]))


@pytest.mark.parametrize(("written", "expected"), EXAMPLES.items())
def test_examples(written: str, expected: DocumentNumber | None) -> None:
    """Every spelling of the contract reads as it says, and None must not be read as a number."""
    assert read_number(written) == expected


@given(STATE | PARTY | ASSEMBLY | FRENCH | UNION)
def test_round_trip(number: DocumentNumber) -> None:
    """A number that is written officially reads as itself."""
    assert read_number(write_number(number)) == number


@given(STATE | PARTY | ASSEMBLY, st.text(alphabet="abc xyz,;()", max_size=10))
def test_a_mention_is_found_where_it_stands(number: DocumentNumber, before: str) -> None:
    """In running text the span of a mention holds exactly the number as it was written."""
    written = write_number(number)
    text = f"{before} {written}, rồi"
    assert [text[mention.span.start : mention.span.end] for mention in find_numbers(text)] == [written]


@given(st.text(max_size=200))
def test_mentions_stand_in_order_and_apart(text: str) -> None:
    """Whatever the text, mentions are in order and never overlap."""
    spans = [mention.span for mention in find_numbers(text, lenient=True)]
    assert all(first.end <= second.start for first, second in pairwise(spans))


@pytest.mark.parametrize(
    ("number", "official"),
    [
        (DocumentNumber(80, 2021, "NĐ", "CP"), "80/2021/NĐ-CP"),
        (DocumentNumber(4, 2017, None, "QH14"), "04/2017/QH14"),
        (DocumentNumber(68, None, "NQ", "TW"), "68-NQ/TW"),
        (DocumentNumber(302, None, "KH", "UBND"), "302/KH-UBND"),
        (DocumentNumber(6126), "6126"),
        (DocumentNumber(7, 2025), "2025-7"),
        (DocumentNumber(17, 1978), "78-17"),
        (DocumentNumber(452, 1999, None, "PRES"), "99-452/PRES"),
        (DocumentNumber(25, 1999, None, "AN"), "025/99/AN"),
        (DocumentNumber(10, 2015, None, "AN"), "010-2015/AN"),
        (DocumentNumber(679, 2016, None, "UE"), "(UE) 2016/679"),
        (DocumentNumber(1013, 2006, "R", "CE"), "(CE) n° 1013/2006"),
        (DocumentNumber(75, 2010, None, "UE"), "2010/75/UE"),
        (DocumentNumber(61, 1996, None, "CE"), "96/61/CE"),
        (DocumentNumber(31, 1999, None, "CE"), "1999/31/CE"),
    ],
)
def test_official_spelling(number: DocumentNumber, official: str) -> None:
    """The official spelling pads the figure to two digits and has each part in its place."""
    assert write_number(number) == official


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("VU la loi n° 2015-992 du 17 août 2015", "2015-992"),
        ("de la loi n° 78-17 du 6 janvier 1978", "78-17"),
        ("les lois n° 78-17 du 6 janvier 1978 et n° 79-587 du 11 juillet 1979", "78-17 79-587"),
        ("le règlement (CE) n° 1272/2008 et la directive 2003/87/CE", "1272/2008 2003/87/CE"),
        ("la loi no 025/99/AN", "025/99/AN"),
        ("la période 2026-2030, les lots n° 12-5 et n° 2021-267-001", ""),
    ],
)
def test_french_mentions_stand_where_the_number_does(text: str, written: str) -> None:
    """The span of a French or European number holds all of it, the year first, and neither mark nor name."""
    assert " ".join(text[mention.span.start : mention.span.end] for mention in find_numbers(text)) == written


@pytest.mark.parametrize("text", ["302/kh-ubnd", "décision 6126", "n° 12"])
def test_documents_are_read_strictly(text: str) -> None:
    """What may be a number in a question is no mention in a document."""
    assert find_numbers(text) == []
    assert len(find_numbers(text, lenient=True)) == 1


@pytest.mark.parametrize(
    ("asked", "known", "known_year", "same"),
    [
        ("6126/QĐ-UBND", "6126/QĐ-UBND", None, True),
        ("6126/QD-UBND", "6126/QĐ-UBND", None, True),
        ("N°6126", "6126/QĐ-UBND", None, True),
        ("6126/QĐ-UBND", "6127/QĐ-UBND", None, False),
        ("6126/KH-UBND", "6126/QĐ-UBND", None, False),
        ("6126/QĐ-TTg", "6126/QĐ-UBND", None, False),
        ("quyết định 6126/2025", "6126/QĐ-UBND", 2025, True),
        ("quyết định 6126/2024", "6126/QĐ-UBND", 2025, False),
        ("quyết định 6126/2024", "6126/QĐ-UBND", None, True),
        ("loi n° 2025-7", "n° 2025-7", None, True),
        ("2025-7", "n° 2025-07", None, True),
        ("loi 78-17", "loi n° 78-17", None, True),
        ("loi n° 2025-7", "loi n° 2024-7", None, False),
        ("n° 7", "loi n° 2025-7", None, True),
    ],
)
def test_same_act(asked: str, known: str, known_year: int | None, same: bool) -> None:  # noqa: FBT001 - a column of the table
    """Two numbers may name one act unless a part that both give differs."""
    wanted, has = read_number(asked), read_number(known)
    assert wanted is not None
    assert has is not None
    assert same_act(wanted, has, known_year=known_year) is same


def test_two_numbers_side_by_side() -> None:
    """A list of numbers is as many mentions."""
    text = "Nghị định số 80/2021/NĐ-CP, Luật số 04/2017/QH14 và Nghị quyết số 68-NQ/TW"
    assert [write_number(mention.number) for mention in find_numbers(text)] == ["80/2021/NĐ-CP", "04/2017/QH14", "68-NQ/TW"]
    assert find_numbers(text)[0].span == Span(13, 26)
