"""Rows of tables as the readers write them: ``Tỷ lệ lấp đầy | Đơn vị: % | Năm 2025: 60 | Năm 2030: 80``.

The first cell in words names what is measured, a column of units says the unit of bare figures, and each other column when they count.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.facts import Period, Unit
from corpus.goals import words
from corpus.nouns import Language, Span
from corpus.quantities import find_quantities
from indexer.deadlines import first_period

_CELL = re.compile(r"(?:(?<=\| )|^)(?:(?P<header>[^|:]{1,120}): )?(?P<value>[^|]*?)(?=\s*(?:\||$))")
_ORDINAL = re.compile(r"(?:\d{1,3}|[IVXivx]{1,5}|[a-zđ])(?:\.\d{1,2})*[.)]?")
_YEAR = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?![\d.,]*\d)")


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a row: its column's header, empty where it has none, and where its own text stands."""

    header: str
    span: Span


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row; ``label`` is where the name of what is measured stands."""

    cells: tuple[Cell, ...]
    label: Span | None
    unit: Unit | None
    language: Language

    def cell_at(self, figure: Span) -> Cell | None:
        """The cell that holds a figure, when it is one of values and not of names, numbers or units."""
        cell = next((cell for cell in self.cells if cell.span.covers(figure)), None)
        return cell if cell and cell.header and not words("unit_column", self.language).search(cell.header) else None

    def tells_past(self, cell: Cell) -> bool:
        """Whether the column says what was."""
        return bool(words("past_column", self.language).search(cell.header))

    def period(self, cell: Cell) -> Period | None:
        """When the column counts."""
        if period := first_period(cell.header, self.language):
            return period
        year = _YEAR.search(cell.header)
        return Period(end=int(year.group())) if year else None


def row_at(text: str, span: Span, language: Language) -> Row | None:
    """The row that a segment is; None for a segment that is none."""
    line = text[span.start : span.end]
    if " | " not in line:
        return None
    cells = tuple(_cells(line, span.start))
    named = [cell for cell in cells if not cell.header and not _ORDINAL.fullmatch(text[cell.span.start : cell.span.end])]
    unit = next((_unit(text[cell.span.start : cell.span.end], language) for cell in cells if words("unit_column", language).search(cell.header)), None)
    return Row(cells, named[0].span if named else None, unit, language) if any(cell.header for cell in cells) else None


def _cells(line: str, start: int) -> list[Cell]:
    return [
        Cell((match["header"] or "").strip(), Span(start + match.start("value"), start + match.end("value")))
        for match in _CELL.finditer(line)
        if match["value"]
    ]


def _unit(written: str, language: Language) -> Unit | None:
    """The unit that a cell names."""
    found = find_quantities(f"10 {written}", language)
    return found[0].quantity.unit if found else None
