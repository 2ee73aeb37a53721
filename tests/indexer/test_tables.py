"""Rows of tables keep the headers of their columns; what only looks like a table is read cell after cell."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.readers.tables import LONGEST_HEADER, Cell, Table, lines_of, shortened
from indexer.reading import Line


def cells(*texts: str, bold: bool = False) -> tuple[Cell, ...]:
    """A row of cells."""
    return tuple(Cell(tuple(map(Line, text.split("\n"))), bold=bold) for text in texts)


def texts(*rows: tuple[Cell, ...], header_rows: int = 0, ruled: bool = True) -> list[str]:
    """The lines of a table that are not blank."""
    return [line.text for line in lines_of(Table(rows, header_rows, ruled=ruled)) if line.text]


def test_a_target_in_a_table() -> None:
    """A target stands in one line with what it counts, its unit and its year."""
    rows = [cells("STT", "Chỉ tiêu", "Đơn vị", "Đến năm 2030"), cells("1", "Tỷ lệ nội địa hóa", "%", "45"), cells("2", "Doanh nghiệp", "", "1.200")]
    assert texts(*rows) == [
        "STT | Chỉ tiêu | Đơn vị | Đến năm 2030",
        "1 | Tỷ lệ nội địa hóa | Đơn vị: % | Đến năm 2030: 45",
        "2 | Doanh nghiệp | Đến năm 2030: 1.200",
    ]


@pytest.mark.parametrize(
    ("header", "row", "expected"),
    [
        (("Année", "Montant"), ("2026", "5 M€"), "Année: 2026 | Montant: 5 M€"),
        (("N°", "Mesure", "Délai"), ("1.", "Prêt", "6 mois"), "N°: 1. | Prêt | Délai: 6 mois"),
        (("TT", "Nội dung", "Kinh phí"), ("II", "Hỗ trợ", "10 tỷ"), "II | Hỗ trợ | Kinh phí: 10 tỷ"),
        (("TT", "Nội dung", "Kinh phí"), ("a)", "Hỗ trợ", "10 tỷ"), "TT: a) | Hỗ trợ | Kinh phí: 10 tỷ"),
        (("", "Taux"), ("Lille", "20 %"), "Lille | Taux: 20 %"),
        (("Seuil :", "Aide"), ("100 000 €", "20 %"), "Seuil: 100 000 € | Aide: 20 %"),
    ],
)
def test_what_names_a_row_stays_bare(header: tuple[str, ...], row: tuple[str, ...], expected: str) -> None:
    """The name of a row and its plain number carry no header; a figure does, and so does a number that looks like that of a clause."""
    assert texts(cells(*header), cells(*row), header_rows=1)[1] == expected


@pytest.mark.parametrize(
    ("first", "second", "has_header"),
    [
        (("Chỉ tiêu", "2030"), ("Tỷ lệ", "45%"), True),
        (("Secteur", "Emplois", "Usines"), ("Textile", "1 200", "30"), True),
        (("Indicateur", "Responsable"), ("Taux", "Le ministère"), True),
        (("Nom de l'entreprise", "Alpha"), ("Capital", "5 000 €"), False),
        (("Mã khách hàng: ......", "Mã khu vực: ......"), ("Số sổ: ......", "Ngày: ......"), False),
        (("30", "45"), ("50", "60"), False),
        (("Le ministère", "le préfet", "le maire"), ("la région", "la commune", "l'État"), False),
        (("Chỉ tiêu " * 30, "Đơn vị", "2030"), ("Tỷ lệ", "%", "45"), False),
    ],
)
def test_when_a_first_row_is_a_header(first: tuple[str, ...], second: tuple[str, ...], has_header: bool) -> None:  # noqa: FBT001 - a column of the table
    """Unmarked, a first row is a header when it is called as columns are or stands in words above figures; a form has none."""
    last = texts(cells(*first), cells(*second))[-1]
    assert last == (f"{second[0]} | {' | '.join(map(': '.join, zip(first[1:], second[1:], strict=True)))}" if has_header else " | ".join(second))


def test_bold_and_marked_headers() -> None:
    """A first row in bold above others is a header, and so is one that the format marks; one in a table that is bold throughout is not."""
    assert texts(cells("Ai", "Làm gì", bold=True), cells("Sở", "chủ trì"))[1] == "Sở | Làm gì: chủ trì"
    assert texts(cells("Ai", "Làm gì", bold=True), cells("Sở", "chủ trì", bold=True))[1] == "Sở | chủ trì"
    assert texts(cells("Ai", "Làm gì"), cells("Sở", "chủ trì"), header_rows=1)[1] == "Sở | Làm gì: chủ trì"


def test_a_title_above_the_header() -> None:
    """A first row of one cell over all columns is a title; such a row further down stands alone."""
    title, part = Cell((Line("Bảng 1. Chỉ tiêu"),), columns=3), Cell((Line("I. Kinh tế"),), columns=3)
    rows = [(title,), cells("Chỉ tiêu", "Đơn vị", "2030"), (part,), cells("Tăng trưởng", "%", "8")]
    assert texts(*rows) == ["Bảng 1. Chỉ tiêu", "Chỉ tiêu | Đơn vị | 2030", "I. Kinh tế", "Tăng trưởng | Đơn vị: % | 2030: 8"]


def test_a_header_that_comes_back() -> None:
    """A header that is repeated further down, and a row that only numbers the columns, are said as they are."""
    rows = [cells("Mesure", "Taux", "Délai"), cells("(1)", "(2)", "(3) = (1) + (2)"), cells("Prêt", "2 %", "6 mois"), cells("Mesure", "Taux", "Délai")]
    assert texts(*rows, header_rows=1)[1:] == ["(1) | (2) | (3) = (1) + (2)", "Prêt | Taux: 2 % | Délai: 6 mois", "Mesure | Taux | Délai"]


def test_headers_of_two_rows() -> None:
    """What stands in two rows above a column heads it, and a cell that reaches down into the second row is said once."""
    name, goals = Cell((Line("Chỉ tiêu"),), rows=2), Cell((Line("Mục tiêu"),), columns=2)
    rows = [(name, goals), cells("2025", "2030"), cells("Tỷ lệ", "30", "45")]
    assert texts(*rows) == ["Chỉ tiêu | Mục tiêu", "2025 | 2030", "Tỷ lệ | Mục tiêu 2025: 30 | Mục tiêu 2030: 45"]


def test_cells_over_several_columns_and_rows() -> None:
    """A cell over two columns carries both headers; a long text that reaches down is said in its first row only."""
    wide = Cell((Line("50 %"),), columns=2)
    assert texts(cells("Aide", "2025", "2030"), (*cells("Prêt"), wide), header_rows=1)[1] == "Prêt | 2025 / 2030: 50 %"
    long = Cell((Line("Doanh nghiệp nhỏ và vừa trong ngành công nghiệp hỗ trợ trên địa bàn"),), rows=2)
    rows = [cells("Đối tượng", "Mức", "Năm"), (long, *cells("10 %", "2026")), cells("20 %", "2027")]
    assert texts(*rows, header_rows=1)[2] == "Mức: 20 % | Năm: 2027"


def test_long_headers_are_shortened_in_rows() -> None:
    """In rows a header is cut between words to about sixty characters; by itself it is whole."""
    header = "Montant de l'aide accordée aux entreprises du secteur de l'industrie auxiliaire"
    alone, row = texts(cells("Année", header), cells("2026", "5 M€"), header_rows=1)
    assert alone == f"Année | {header}"
    assert row == "Année: 2026 | Montant de l'aide accordée aux entreprises du secteur de…: 5 M€"


@given(st.text(max_size=200))
def test_shortened_headers_are_beginnings(text: str) -> None:
    """A shortened text is a beginning of the text and no longer than asked for but for its ellipsis."""
    short = shortened(text)
    assert text.startswith(short.removesuffix("…"))
    assert len(short) <= LONGEST_HEADER + 1


@pytest.mark.parametrize(
    "rows",
    [
        [cells("Nơi nhận:\n- Như Điều 3;\n- Lưu: VT.", "TM. CHÍNH PHỦ\nTHỦ TƯỚNG")],
        [cells("RÉPUBLIQUE FRANÇAISE\nListe", "Paris"), cells("Le 5 mai", "Lille")],
        [cells("un"), cells("deux")],
        [cells("A" * 1300, "b"), cells("c", "d")],
    ],
    ids=["one row", "head of an act", "one column", "a page in a cell"],
)
def test_grids_that_place_text(rows: list[tuple[Cell, ...]]) -> None:
    """A grid that only places text is read cell after cell, line by line."""
    assert texts(*rows) == [line.text for row in rows for cell in row for line in cell.lines]


def test_tables_without_rules_or_header() -> None:
    """Cells with neither a header above nor lines between them are read one after the other."""
    rows = [cells("Le préfet", "Le maire"), cells("Jean", "Anne")]
    assert texts(*rows, ruled=False) == ["Le préfet", "Le maire", "Jean", "Anne"]
    assert texts(*rows, ruled=True) == ["Le préfet | Le maire", "Jean | Anne"]


GRIDS = st.lists(st.lists(st.builds(Cell, st.lists(st.builds(Line, st.text("aế1 %.|", max_size=6)), max_size=2).map(tuple), st.integers(1, 3), st.integers(1, 3), st.booleans(), st.booleans()), max_size=4).map(tuple), max_size=5)  # fmt: skip


@given(GRIDS, st.integers(0, 3), st.booleans())
def test_no_table_loses_text(rows: list[tuple[Cell, ...]], header_rows: int, ruled: bool) -> None:  # noqa: FBT001 - drawn
    """Whatever the shape of a table, every cell with text is found in its lines."""
    said = " ".join(" ".join(line.text for line in lines_of(Table(tuple(rows), header_rows, ruled=ruled))).split())
    assert [cell.text for row in rows for cell in row if cell.text not in said] == []


def test_enormous_tables() -> None:
    """A table that claims more places than any table has is read cell after cell, and quickly."""
    wide, tall = Cell((Line("a"),), columns=100, rows=100), cells("b")
    assert texts((wide,) * 1000, tall) == ["a"] * 1000 + ["b"]
    assert texts(cells(*("a" * 2000)), *[tall] * 2000) == ["a"] * 2000 + ["b"] * 2000


def test_empty_tables() -> None:
    """A table without rows or without text gives no line."""
    assert texts() == texts(()) == texts(cells("", " ")) == []
