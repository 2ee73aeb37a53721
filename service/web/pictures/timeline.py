"""Acts from the latest to the earliest, with arcs from each act to those that it amended, replaced or repealed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from corpus.nouns import Authority, Document, Language, RelationKind, Span
from service.standing import Standing
from service.web.addresses import document_address
from service.web.labels import short_name

ROW, WIDTH = 48, 96
"""Height of a row and width of the arcs: 16 units are as wide as the letters beside are high."""
_AXIS = 84
_NEAREST, _LANE = 22, 13
_GRAVITY = (RelationKind.REPEALS, RelationKind.REPLACES, RelationKind.AMENDS)


@dataclass(frozen=True, slots=True)
class ActRow:
    """An act on the line of time."""

    y: float
    document: Document
    name: str
    address: str
    standing: Standing
    year: str


@dataclass(frozen=True, slots=True)
class Arc:
    """What one act did to another; ``path`` is drawn from the later to the earlier one, ``address`` leads to the words that say so."""

    kind: RelationKind
    by: str
    to: str
    path: str
    arrow: str
    address: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """The rows and the arcs beside them."""

    rows: tuple[ActRow, ...]
    arcs: tuple[Arc, ...]

    @property
    def height(self) -> int:
        """Units from top to bottom."""
        return ROW * len(self.rows)


@dataclass(frozen=True, slots=True)
class Changing:
    """That one act changes another, and where it says so."""

    by: Document
    to: Document
    kind: RelationKind
    span: Span


def timeline(
    shown: Mapping[str, Document], changes: Iterable[Changing], standings: Mapping[str, Standing], language: Language, *, linked_only: bool = False
) -> Timeline | None:
    """The picture of the acts with a date; ``shown`` gives for the id of a document the telling of its act. None when there are none."""
    acts = {document.id: document for document in shown.values() if document.date and document.kind.authority is not Authority.NEWS}
    links: dict[tuple[str, str], Changing] = {}
    for change in sorted(changes, key=lambda one: _GRAVITY.index(one.kind)):
        by, to = shown[change.by.id].id, shown[change.to.id].id
        if by in acts and to in acts and by != to:
            links.setdefault((by, to), change)
    wanted = {id_ for pair in links for id_ in pair} if linked_only else set(acts)
    ordered = sorted((acts[id_] for id_ in wanted), key=lambda document: (document.date, document.id), reverse=True)
    if not ordered:
        return None
    rows = tuple(_row(position, document, ordered, standings, language) for position, document in enumerate(ordered))
    places = {row.document.id: row for row in rows}
    found = [(places[by], places[to], change) for (by, to), change in links.items()]
    return Timeline(rows, tuple(_arcs(found, language)))


def _row(position: int, document: Document, ordered: Sequence[Document], standings: Mapping[str, Standing], language: Language) -> ActRow:
    before = ordered[position - 1].date if position else None
    year = str(document.date.year) if document.date and (before is None or before.year != document.date.year) else ""
    return ActRow(ROW * (position + 0.5), document, short_name(document, language), document_address(language, document.id), standings[document.id], year)


def _arcs(found: Sequence[tuple[ActRow, ActRow, Changing]], language: Language) -> Iterable[Arc]:
    """Short arcs lie inside long ones; arcs whose rows overlap are drawn in lanes of their own as far as there is room."""
    lanes: list[list[tuple[float, float]]] = []
    for by, to, change in sorted(found, key=lambda item: abs(item[0].y - item[1].y)):
        low, high = sorted((by.y, to.y))
        lane = next((number for number, taken in enumerate(lanes) if all(high <= start or low >= end for start, end in taken)), len(lanes))
        if lane == len(lanes):
            lanes.append([])
        lanes[lane].append((low, high))
        deep = min(_NEAREST + _LANE * lane, _AXIS - 8)
        turn = min(14.0, (high - low) / 2)
        down = 1 if to.y > by.y else -1
        path = (
            f"M{_AXIS - 8} {by.y} H{_AXIS - deep + turn} Q{_AXIS - deep} {by.y} {_AXIS - deep} {by.y + down * turn} "
            f"V{to.y - down * turn} Q{_AXIS - deep} {to.y} {_AXIS - deep + turn} {to.y} H{_AXIS - 12}"
        )
        arrow = f"M{_AXIS - 7} {to.y} l-8 -4.5 v9 z"
        yield Arc(change.kind, by.name, to.name, path, arrow, document_address(language, change.by.id, [change.span]))
