"""Tables of every format as lines: each row carries the headers of its columns, so that a cell can be quoted and understood.

A grid that only places text on the sheet, such as the two cells at the head of a Vietnamese act, is read cell
after cell instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import groupby

from corpus.rulebook import compiled, rules
from indexer.reading import Line

LONGEST_HEADER = 60
"""Characters to which a header is shortened where it is repeated in each row."""
_LONGEST_HEADER_CELL = 150
_LONGEST_TABLE_CELL = 1200
"""A cell with more text than this holds a page and no datum."""
_GRID_ROWS = 8
_MOST_PLACES = 500_000
WIDEST = 100
"""Columns and rows over which a cell may reach; files that say more mean the rest of the table."""
_FIGURES_SHARE = 0.6
_TO_FILL_IN = re.compile(r"\.{4}|…{2}|_{3}")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_ORDINAL = re.compile(r"(?:\d{1,3}|[IVXivx]{1,5}|[a-zđ])(?:\.\d{1,2})*[.)]?")
_COLUMN_NUMBER = re.compile(r"[\[(]?(\d{1,2})[\])]?(?:\s*=.*)?")


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell with its lines; it covers a number of columns and rows.

    ``heading`` says that the format marks it as a heading; ``bold`` that all its letters are; ``text`` is all its
    words on one line.
    """

    lines: tuple[Line, ...] = ()
    columns: int = 1
    rows: int = 1
    heading: bool = False
    bold: bool = False
    text: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", " ".join(" ".join(line.text for line in self.lines).split()))


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, a cell only in the row where it begins.

    ``header_rows`` are those that the format marks as header, ``ruled`` says that lines may be drawn between
    the cells, ``grid`` that the format itself uses the table only to place text.
    """

    rows: tuple[tuple[Cell, ...], ...]
    header_rows: int = 0
    ruled: bool = True
    grid: bool = False


Grid = list[list[Cell | None]]
"""The cell that covers each place, row by row; a cell stands in all the places that it covers."""


def lines_of(table: Table) -> list[Line]:
    """The table as lines with a blank one after each row: the header once by itself, then ``label | header: cell`` for each row."""
    grid = _grid(table)
    if grid is None:
        return list(_cell_by_cell(table))
    if not grid:
        return []
    titles = _title_rows(grid)
    count = _header_rows(grid[titles:], table.header_rows - titles)
    if table.grid or _only_places(grid, count) or not (count or table.ruled):
        return list(_cell_by_cell(table))
    first = titles + count
    headers = _headers(grid[titles:first])
    said_last = _begun(grid[first - 1], None) if count else []
    lines: list[Line] = []
    for index, row in enumerate(grid):
        above = grid[index - 1] if index else None
        is_header = index < first or (count > 0 and (_begun(row, None) == said_last or (index == first and _numbers_columns(row))))
        text = " | ".join(_begun(row, above)) if is_header else _row_text(row, above if index > first else None, headers)
        lines += [Line(text), Line("")] if text else []
    return lines


def _grid(table: Table) -> Grid | None:
    """Cells at every place that they cover, without rows that hold no text; None for a table that claims more places than any has."""
    if sum(cell.columns * cell.rows for row in table.rows for cell in row) > _MOST_PLACES:
        return None
    grid: Grid = [[] for _ in table.rows]
    for index, row in enumerate(table.rows):
        column = 0
        for cell in row:
            while column < len(grid[index]) and grid[index][column] is not None:
                column += 1
            for covered in grid[index : index + max(1, cell.rows)]:
                covered.extend([None] * (column + cell.columns - len(covered)))
                covered[column : column + cell.columns] = [cell] * cell.columns
            column += cell.columns
    grid = [row for row in grid if _placed(row)]
    width = max((len(row) for row in grid), default=0)
    return [row + [None] * (width - len(row)) for row in grid] if width * len(grid) <= _MOST_PLACES else None


@dataclass(frozen=True, slots=True)
class _Placed:
    """A cell that holds text, and the columns from and to which it reaches in a row."""

    cell: Cell
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.cell.text


def _placed(row: Sequence[Cell | None]) -> list[_Placed]:
    found, start = [], 0
    for _, group in groupby(row, key=id):
        end = start + len(list(group))
        if (cell := row[start]) is not None and cell.text:
            found.append(_Placed(cell, start, end))
        start = end
    return found


def _begun(row: Sequence[Cell | None], above: Sequence[Cell | None] | None) -> list[str]:
    """The texts of a row but for those of cells that reach down from the row above."""
    return [placed.text for placed in _placed(row) if not above or placed.cell is not above[placed.start]]


def _title_rows(grid: Grid) -> int:
    """How many first rows are one cell over all columns, which is a title and names no column."""
    whole = (len(placed) == 1 and placed[0].end - placed[0].start == len(row) > 1 and placed[0].cell.rows == 1 for row in grid for placed in [_placed(row)])
    return next((index for index, is_title in enumerate(whole) if not is_title), 0)


def _cell_by_cell(table: Table) -> Iterator[Line]:
    for row in table.rows:
        for cell in row:
            if cell.text:
                yield from cell.lines
                yield Line("")


@cache
def _patterns(table: str) -> tuple[re.Pattern[str], ...]:
    return tuple(compiled(rule["pattern"]) for rule in rules("tables")[table])


def _is(table: str, text: str) -> bool:
    return any(pattern.match(text) for pattern in _patterns(table))


def _only_places(grid: Grid, header_rows: int) -> bool:
    """Whether the grid is none of data: one row or column, a page of text in a cell, or the words at the head and foot of acts."""
    columns = [column for column in zip(*grid, strict=True) if any(cell and cell.text for cell in column)]
    rows = [row for row in grid if any(cell and cell.text for cell in row)]
    cells = [cell for row in rows for cell in row if cell]
    if any(len(cell.text) > _LONGEST_TABLE_CELL for cell in cells) and len(rows) * len(columns) <= _GRID_ROWS:
        return True
    if header_rows:
        return len(columns) == 1 and len(rows) == 1
    if len(columns) == 1 or len(rows) == 1:
        return not any(cell.heading for cell in cells)
    return len(rows) <= _GRID_ROWS and any(_is("grid", line.text.strip()) for cell in cells for line in cell.lines)


def _has_figures(text: str) -> bool:
    return any(letter.isdigit() for letter in _YEAR.sub("", text))


def _header_rows(grid: Grid, marked: int) -> int:
    """How many first rows are the header: those that are marked, or the first with those that its cells reach into or stand above."""
    marked = marked if 0 < marked < len(grid) else 0
    if not grid or (not marked and not _looks_like_header(grid)):
        return 0
    count = max([marked, 1, *(cell.rows for cell in grid[0] if cell)])
    spanning = any(placed.end - placed.start > 1 for placed in _placed(grid[0]))
    if count == 1 and spanning and len(grid) > 2 and not any(map(_has_figures, _begun(grid[1], grid[0]))):  # noqa: PLR2004 - a header of two rows and a row
        count = 2
    return count if count < len(grid) else marked


def _looks_like_header(grid: Grid) -> bool:
    """Whether the first row names columns: marked so, called as columns are, bold above others, or words above figures."""
    first, rest = _placed(grid[0]), [placed for row in grid[1:] if (placed := _placed(row))]
    width = len(grid[0])
    if width == 1 or not rest or 2 * sum(placed.end - placed.start for placed in first) < width or len(first) == 1:
        return False
    if any(_has_figures(placed.text) or len(placed.text) > _LONGEST_HEADER_CELL or _TO_FILL_IN.search(placed.text) for placed in first):
        return False
    called_so = 2 * sum(_is("column", placed.text) for placed in first) > len(first)
    marked = all(placed.cell.heading for placed in first)
    bold_above_others = all(placed.cell.bold for placed in first) and not all(placed.cell.bold for row in rest for placed in row)
    may_be_a_form = width == 2 and not any(_YEAR.search(placed.text) for placed in first)  # noqa: PLR2004 - a name and what is filled in
    return marked or called_so or bold_above_others or (not may_be_a_form and any(_of_figures(grid[1:], column) for column in range(1, width)))


def _of_figures(rows: Sequence[Sequence[Cell | None]], column: int) -> bool:
    texts = [cell.text for row in rows if (cell := row[column]) and cell.text]
    return bool(texts) and sum(map(_has_figures, texts)) >= _FIGURES_SHARE * len(texts)


def _headers(rows: Grid) -> list[str]:
    """What stands above each column, from the top, shortened."""
    columns = zip(*rows, strict=True) if rows else ()
    named = ([cell for cell, _ in groupby(cell for cell in column if cell and cell.text)] for column in columns)
    return [shortened(" ".join(cell.text for cell in cells)) for cells in named]


def shortened(text: str, length: int = LONGEST_HEADER) -> str:
    """The text cut between words to about this length.

    >>> shortened("Taux de l'aide aux entreprises", 20)
    "Taux de l'aide aux…"
    """
    return text if len(text) <= length else text[:length].rsplit(" ", 1)[0].rstrip(" ,;:.-") + "…"


def _numbers_columns(row: Sequence[Cell | None]) -> bool:
    """Whether the row below a header only numbers its columns: ``(1) | (2) | (3) = (1) + (2)``."""
    numbers = [_COLUMN_NUMBER.fullmatch(text) for text in _begun(row, None)]
    return len(numbers) > 1 and [number and int(number[1]) for number in numbers] == list(range(1, len(numbers) + 1))


def _row_text(row: Sequence[Cell | None], above: Sequence[Cell | None] | None, headers: Sequence[str]) -> str:
    """The cells of a row with their headers; of a cell that reaches down from the row above only a short text is said again."""
    cells = _placed(row)
    labels = _labels(cells)
    pieces, said = [], 0
    for placed in cells:
        reaches_down = above is not None and placed.cell is above[placed.start]
        if reaches_down and len(placed.text) > LONGEST_HEADER:
            continue
        said += not reaches_down
        header = " / ".join(dict.fromkeys(filter(None, headers[placed.start : placed.end])))
        bare = not header or placed.start in labels or placed.cell.heading or placed.end - placed.start == len(row)
        pieces.append(placed.text if bare else f"{header.rstrip(' :')}: {placed.text}")
    return " | ".join(pieces) if said else ""


def _labels(cells: Sequence[_Placed]) -> frozenset[int]:
    """The first columns that only name the row: its name, or its number and its name; a figure names none.

    A number such as ``1.`` keeps its header, so that the row is not taken for a clause.
    """
    names = [placed for placed in cells[:2] if not _has_figures(placed.text[:1]) and not _YEAR.search(placed.text)]
    if not cells or not _ORDINAL.fullmatch(cells[0].text):
        return frozenset(placed.start for placed in names if placed is cells[0])
    numbers = [] if cells[0].text.endswith((".", ")")) else [cells[0]]
    return frozenset(placed.start for placed in [*numbers, *(placed for placed in names if placed is not cells[0])])
