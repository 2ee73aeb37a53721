"""Facts as rows of a table for spreadsheets: one row a fact, its first source, and nothing that a spreadsheet would compute."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping

from service.schemas.facts import FactOut, MeasureOut, ProgrammeOut, SectorOut, SourceOut, TargetOut

BYTE_ORDER_MARK = "\ufeff"
"""Spreadsheets take a file without it for one in the encoding of the country, and spoil its letters."""
_COMPUTED = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_BETWEEN = " | "
_SOURCE = ("document_number", "document_title", "document_date", "document_language", "authority", "standing", "clause", "quote", "start", "end", "url")
_COLUMNS: Mapping[type[FactOut], tuple[str, ...]] = {
    TargetOut: (
        *("label", "said", "low", "high", "unit", "comparator", "from_year", "deadline", "recurring", "baseline", "budget", "programme", "indicator"),
        *("population", "places", "only_news", "sources", "rivals", *_SOURCE),
    ),
    MeasureOut: ("kind", "kind_name", "name", "beneficiaries", "sizes", "sectors", "rates", "criteria", "period", "given_by", *_SOURCE),
    ProgrammeOut: ("name_fr", "name_vi", "number", "period", "vision", "led_by", "sectors", "parts", "sources", *_SOURCE),
    SectorOut: ("id", "name", "codes", "parent", "mentions", "documents"),
}


def facts_csv(kind: type[FactOut], facts: Iterable[FactOut]) -> str:
    """The table with its header as comma-separated values, lines ended as RFC 4180 has them, in UTF-8 with a byte order mark."""
    table = io.StringIO(newline="")
    writer = csv.DictWriter(table, _COLUMNS[kind], lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({name: cell(value) for name, value in _row(fact).items()} for fact in facts)
    return BYTE_ORDER_MARK + table.getvalue()


def cell(value: object) -> str:
    """A value as text that no spreadsheet takes for a formula: what begins like one gets an apostrophe before it.

    >>> cell("- 40 %"), cell(None), cell(True)
    ("'- 40 %", '', 'true')
    """
    text = "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
    return f"'{text}" if text.startswith(_COMPUTED) else text


def _row(fact: FactOut) -> dict[str, object]:
    if isinstance(fact, TargetOut):
        return _target(fact)
    if isinstance(fact, MeasureOut):
        return _measure(fact)
    if isinstance(fact, ProgrammeOut):
        return _programme(fact)
    return _sector(fact) if isinstance(fact, SectorOut) else {}


def _sector(fact: SectorOut) -> dict[str, object]:
    counted = {"codes": _joined(fact.codes), "documents": _joined(document.number or document.title for document in fact.documents)}
    return {name: getattr(fact, name) for name in ("id", "name", "parent", "mentions")} | counted


def _target(fact: TargetOut) -> dict[str, object]:
    same = (
        "label",
        "said",
        "low",
        "high",
        "unit",
        "comparator",
        "deadline",
        "recurring",
        "baseline",
        "budget",
        "programme",
        "indicator",
        "population",
        "only_news",
    )
    rivals = (f"{rival.document.number or rival.document.title}: {rival.said}" for rival in fact.rivals)
    counted = {"from_year": fact.start, "places": _joined(fact.places), "sources": len(fact.sources), "rivals": _joined(rivals)}
    return {name: getattr(fact, name) for name in same} | counted | _source(fact.sources[0])


def _measure(fact: MeasureOut) -> dict[str, object]:
    return {
        "kind": fact.kind,
        "kind_name": fact.kind_name,
        "name": fact.name,
        "period": fact.period,
        "given_by": fact.authority,
        "beneficiaries": _joined(named.name for named in fact.beneficiaries),
        "sizes": _joined(fact.sizes),
        "sectors": _joined(named.name for named in fact.sectors),
        "rates": _joined(rate.said for rate in fact.rates),
        "criteria": _joined(criterion.wording for criterion in fact.criteria),
        **_source(fact.source),
    }


def _programme(fact: ProgrammeOut) -> dict[str, object]:
    return {
        **{f"name_{language}": name for language, name in fact.names.items() if f"name_{language}" in _COLUMNS[ProgrammeOut]},
        "number": fact.number,
        "period": fact.period,
        "vision": fact.vision,
        "led_by": fact.authority,
        "sources": len(fact.sources),
        "sectors": _joined(named.name for named in fact.sectors),
        "parts": _joined(fact.parts),
        **_source(fact.sources[0]),
    }


def _source(source: SourceOut) -> dict[str, object]:
    document = source.document
    values = (document.number, document.title, document.date, document.language, document.authority, source.standing, source.clause_label)
    return dict(zip(_SOURCE, (*values, source.quote, source.start, source.end, source.url), strict=True))


def _joined(values: Iterable[object]) -> str:
    return _BETWEEN.join(map(str, values))
