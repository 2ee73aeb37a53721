"""How many documents, and passages of them, each value of a dimension leaves: the counts beside filters.

What is counted are the candidates of a search (of each language the 200 passages nearest in meaning and the passages of
the 200 units with most of its words, or more where more are asked for), or all documents where nothing is searched. The
filter of a dimension does not narrow its own counts, so that a further value of it can be chosen; all other filters do.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from corpus.nouns import Document
from service.authorities import AuthorityName, read_authority
from service.dimensions import Dimension
from service.engine import Snapshot
from service.filters import Filters, year_of

FACETS = (Dimension.LANGUAGE, Dimension.KIND, Dimension.AUTHORITY, Dimension.ISSUER, Dimension.YEAR, Dimension.SECTOR, Dimension.IN_FORCE)


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value of a dimension, how many of the counted documents and passages have it, and whether the filters ask for it."""

    value: str
    documents: int
    passages: int
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Counted:
    """Passages of one document that are alike in all that is counted: how many, and whether they hold on the day of the filters."""

    document: Document
    passages: int
    in_force: bool


Facets = dict[Dimension, tuple[FacetValue, ...]]
Pool = Callable[[Filters], Iterable[Counted]]
"""What there is to count under some filters."""


def facets(snapshot: Snapshot, filters: Filters, pool: Pool) -> Facets:
    """The values of each dimension that is counted, those of most documents first, years from the latest."""
    shared = list(pool(filters))
    counted = {dimension: list(pool(filters.without(dimension))) if filters.limits(dimension) else shared for dimension in FACETS}
    return {dimension: tuple(_values(snapshot, dimension, counted[dimension], filters)) for dimension in FACETS}


def counted_rows(snapshot: Snapshot, rows: Iterable[int], filters: Filters) -> list[Counted]:
    """Some passages by document and by whether they hold."""
    holds = snapshot.traits.rows_in_force(filters.as_of)
    found: defaultdict[tuple[str, bool], int] = defaultdict(int)
    documents: dict[str, Document] = {}
    for row in rows:
        document = snapshot.document_of(row)
        documents[document.id] = document
        found[document.id, bool(holds[row])] += 1
    return [Counted(documents[id_], count, in_force) for (id_, in_force), count in found.items()]


def counted_documents(snapshot: Snapshot, filters: Filters) -> list[Counted]:
    """All documents that pass, each with all of its passages and whether it holds as a whole."""
    admitted = (document for document in snapshot.documents if filters.admits(document, snapshot.traits))
    return [Counted(document, len(snapshot.generation.store.rows_of(document.id)), snapshot.traits.in_force(document, filters.as_of)) for document in admitted]


def _values(snapshot: Snapshot, dimension: Dimension, counted: list[Counted], filters: Filters) -> list[FacetValue]:
    documents: defaultdict[str, set[str]] = defaultdict(set)
    passages: defaultdict[str, int] = defaultdict(int)
    names = _Issuers(item.document for item in counted)
    for item in counted:
        for value in _values_of(snapshot, dimension, item, names):
            documents[value].add(item.document.id)
            passages[value] += item.passages
    values = [FacetValue(value, len(documents[value]), passages[value], _is_chosen(dimension, value, filters)) for value in documents]
    return sorted(values, key=lambda item: (-int(item.value) if dimension is Dimension.YEAR else -item.documents, -item.passages, item.value))


def _values_of(snapshot: Snapshot, dimension: Dimension, item: Counted, names: _Issuers) -> Iterable[str]:
    document = item.document
    match dimension:
        case Dimension.AUTHORITY:
            return (str(document.kind.authority),)
        case Dimension.ISSUER:
            return (names.shown(document.issuer),) if document.issuer else ()
        case Dimension.YEAR:
            return (str(year),) if (year := year_of(document)) else ()
        case Dimension.SECTOR:
            return snapshot.traits.sectors(document)
        case Dimension.IN_FORCE:
            return (str(item.in_force).lower(),)
        case _:
            return (str(getattr(document, dimension)),)


class _Issuers:
    """One spelling for each authority: the one that stands in most of the documents, of those as frequent the first by letters."""

    def __init__(self, documents: Iterable[Document]) -> None:
        spellings: defaultdict[tuple[str, str], dict[str, int]] = defaultdict(dict)
        for issuer in (document.issuer for document in documents if document.issuer):
            known = spellings[self._key(read_authority(issuer))]
            known[issuer] = known.get(issuer, 0) + 1
        self._shown = {key: min(known.items(), key=lambda item: (-item[1], item[0]))[0] for key, known in spellings.items()}

    @staticmethod
    def _key(name: AuthorityName) -> tuple[str, str]:
        return (name.known, name.place or "") if name.known else ("", name.plain)

    def shown(self, issuer: str) -> str:
        return self._shown[self._key(read_authority(issuer))]


def _is_chosen(dimension: Dimension, value: str, filters: Filters) -> bool:
    if not filters.limits(dimension):
        return False
    match dimension:
        case Dimension.ISSUER:
            return any(issuer.means(read_authority(value)) for issuer in filters.issuer or ())
        case Dimension.YEAR:
            year = int(value)
            return (filters.year is None or year in filters.year) and (filters.year_from or year) <= year <= (filters.year_to or year)
        case Dimension.IN_FORCE:
            return value == str(filters.in_force).lower()
        case _:
            return value in getattr(filters, dimension)
