"""Sectors by programme: how often each programme names each sector."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from corpus.nouns import Document, Language, Span
from corpus.sectors import Sector
from corpus.support import SectorMention
from service.web.addresses import document_address
from service.web.labels import short_name

ROW, COLUMN, LABELS, HEAD = 28, 34, 200, 34
"""Height of a row, width of a column, width of the names of sectors, height of the numbers of programmes."""
_MOST_ROWS, _MOST_COLUMNS = 24, 16
_MOST_MARKED = 12
"""Places that an address can highlight."""
_LONGEST_NAME = 25
_DEPTHS = (0.15, 0.4, 0.7)
"""Shares of the largest number, in square roots, from which a cell is darker."""


@dataclass(frozen=True, slots=True)
class Programme:
    """A column: the number that stands over it, and the programme."""

    number: int
    x: float
    document: Document
    name: str
    title: str
    address: str


@dataclass(frozen=True, slots=True)
class Cell:
    """How often a programme names a sector; ``depth`` from 1 to 4 says how dark it is, ``address`` leads to the first places."""

    programme: Programme
    count: int
    depth: int
    address: str


@dataclass(frozen=True, slots=True)
class Row:
    """A sector with the programmes that name it."""

    y: float
    name: str
    short: str
    cells: tuple[Cell, ...]

    @property
    def count(self) -> int:
        """How often it is named in all."""
        return sum(cell.count for cell in self.cells)


@dataclass(frozen=True, slots=True)
class MatrixPicture:
    """The sectors that most is said of, by the programmes that say most."""

    programmes: tuple[Programme, ...]
    rows: tuple[Row, ...]

    @property
    def width(self) -> int:
        """Units from left to right."""
        return LABELS + COLUMN * len(self.programmes) + 4

    @property
    def height(self) -> int:
        """Units from top to bottom."""
        return HEAD + ROW * len(self.rows) + 4


def matrix_picture(
    programmes: Iterable[tuple[Document, str]], mentions: Iterable[tuple[Document, SectorMention]], sectors: Mapping[str, Sector], language: Language
) -> MatrixPicture | None:
    """The picture of programmes, each the document that sets it out and its name; None when they name no sector."""
    titles = {document.id: title for document, title in programmes}
    spans: defaultdict[str, defaultdict[str, list[Span]]] = defaultdict(lambda: defaultdict(list))
    documents: dict[str, Document] = {}
    for document, mention in mentions:
        if document.id in titles and mention.sector in sectors:
            spans[document.id][mention.sector].append(mention.span)
            documents[document.id] = document
    if not spans:
        return None
    columns = _columns([(documents[id_], titles[id_]) for id_ in sorted(spans, key=lambda id_: -sum(map(len, spans[id_].values())))], language)
    totals = {sector: sum(len(spans[column.document.id][sector]) for column in columns) for sector in {one for named in spans.values() for one in named}}
    chosen = [sector for sector in sorted(totals, key=lambda sector: (-totals[sector], sector)) if totals[sector]][:_MOST_ROWS]
    most = max(len(spans[column.document.id][sector]) for column in columns for sector in chosen)
    rows = [_row(position, sectors[sector], sector, columns, spans, most, language) for position, sector in enumerate(chosen)]
    return MatrixPicture(columns, tuple(rows))


def _columns(documents: Sequence[tuple[Document, str]], language: Language) -> tuple[Programme, ...]:
    return tuple(
        Programme(
            number=position + 1,
            x=LABELS + COLUMN * (position + 0.5),
            document=document,
            name=short_name(document, language),
            title=title,
            address=document_address(language, document.id),
        )
        for position, (document, title) in enumerate(documents[:_MOST_COLUMNS])
    )


def _row(
    position: int,
    sector: Sector,
    sector_id: str,
    columns: Iterable[Programme],
    spans: Mapping[str, Mapping[str, Sequence[Span]]],
    most: int,
    language: Language,
) -> Row:
    name = sector.name(language)
    named = [(column, found) for column in columns if (found := spans[column.document.id].get(sector_id))]
    cells = [
        Cell(column, len(found), _depth(len(found), most), document_address(language, column.document.id, sorted(found, key=_start)[:_MOST_MARKED]))
        for column, found in named
    ]
    return Row(HEAD + ROW * position, name, _shortened(name), tuple(cells))


def _start(span: Span) -> int:
    return span.start


def _depth(count: int, most: int) -> int:
    share = math.sqrt(count / most)
    return 1 + sum(share >= limit for limit in _DEPTHS)


def _shortened(name: str) -> str:
    capital = name[:1].upper() + name[1:]
    return capital if len(capital) <= _LONGEST_NAME else capital[: _LONGEST_NAME - 1].rstrip() + "…"
