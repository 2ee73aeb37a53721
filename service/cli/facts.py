"""The command that lists the facts that documents state."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import Annotated, Any

import typer
from rich.markup import escape
from rich.table import Table

from corpus.facts import Unit
from corpus.nouns import Language
from corpus.support import SupportKind
from service.cli.loading import snapshot_of
from service.cli.mistakes import Mistake
from service.cli.options import (
    AsOf,
    Authorities,
    Documents,
    Index,
    InForce,
    Issuers,
    Json,
    Kinds,
    Levels,
    Periods,
    Places,
    Years,
    day_of,
    filters_of,
)
from service.cli.printing import out, print_json, say
from service.factbook import FactLimits, FactList, FactSort
from service.factnames import groups_named, sectors_named
from service.factwords import FactWords
from service.schemas.fact_pages import OUT_OF, USUAL_FACTS, facts_page
from service.schemas.fact_rows import facts_csv
from service.schemas.facts import MeasureOut, ProgrammeOut, SectorOut, SourceOut, TargetOut
from service.settings import load_settings

_ONLY_FOR = {
    "--unit": {FactList.TARGETS},
    "--conflicts": {FactList.TARGETS},
    "--support": {FactList.MEASURES},
    "--beneficiary": {FactList.MEASURES},
    "--deadline-from": {FactList.TARGETS, FactList.MEASURES, FactList.PROGRAMMES},
    "--deadline-to": {FactList.TARGETS, FactList.MEASURES, FactList.PROGRAMMES},
}


def facts_command(
    kind: Annotated[FactList, typer.Argument(help="Which facts.")] = FactList.TARGETS,
    words: Annotated[str, typer.Option("--words", "-q", help="Words that must all name the fact, in any of the three languages.")] = "",
    unit: Annotated[list[Unit] | None, typer.Option("--unit", help="Only targets in this unit.")] = None,
    deadline_from: Annotated[int | None, typer.Option("--deadline-from", metavar="YEAR", help="Only what is due in this year or later.")] = None,
    deadline_to: Annotated[int | None, typer.Option("--deadline-to", metavar="YEAR", help="Only what is due by this year.")] = None,
    support: Annotated[list[SupportKind] | None, typer.Option("--support", help="Only measures of this kind.")] = None,
    beneficiary: Annotated[list[str] | None, typer.Option("--beneficiary", help="Only measures for this group, by id or by any name.")] = None,
    sector: Annotated[list[str] | None, typer.Option("--sector", help="Only facts of this sector, by id or by any name.")] = None,
    conflicts: Annotated[bool, typer.Option("--conflicts", help="Only targets for which documents give different values.")] = False,
    lang_doc: Documents = None,
    document_kind: Kinds = None,
    authority: Authorities = None,
    issuer: Issuers = None,
    level: Levels = None,
    place: Places = None,
    year: Years = None,
    period: Periods = None,
    in_force: InForce = None,
    as_of: AsOf = None,
    sort: Annotated[FactSort, typer.Option("--sort", help="What to sort by; facts without it come last.")] = FactSort.DOCUMENT,
    descending: Annotated[bool, typer.Option("--desc", help="The greatest or latest first.")] = False,
    offset: Annotated[int, typer.Option("--offset", min=0, help="How many facts to leave out at the beginning.")] = 0,
    limit: Annotated[int | None, typer.Option("--limit", min=1, help="How many facts: 50 without it, all in CSV.")] = None,
    lang: Annotated[Language, typer.Option("--lang", help="Language of labels and of figures in words.")] = Language.ENGLISH,
    index: Index = None,
    as_json: Json = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print a table for spreadsheets.")] = False,
) -> None:
    """List the facts that documents state: targets, measures of support, programmes, sectors."""
    given: dict[str, object] = {
        "--unit": unit,
        "--conflicts": conflicts,
        "--support": support,
        "--beneficiary": beneficiary,
        "--deadline-from": deadline_from,
        "--deadline-to": deadline_to,
    }
    _check(kind, given, as_json=as_json, as_csv=as_csv)
    limits = FactLimits(
        documents=filters_of(lang_doc, document_kind, authority, issuer, level, place, year, period, None, in_force, day_of(as_of)),
        words=FactWords(words),
        unit=frozenset(unit) if unit else None,
        deadline_from=deadline_from,
        deadline_to=deadline_to,
        support=frozenset(support) if support else None,
        beneficiary=groups_named(beneficiary),
        sector=sectors_named(sector),
        conflicts=conflicts,
        sort=sort,
        descending=descending,
    )
    snapshot = snapshot_of(load_settings(index=index))
    page = facts_page(snapshot, kind, limits, lang, offset, limit or (None if as_csv else USUAL_FACTS))
    if as_json:
        print_json(page)
    elif as_csv:
        sys.stdout.write(facts_csv(OUT_OF[kind], page.facts))
    else:
        _print(kind, page.facts)
        say(f"{len(page.facts)} of {page.total} {kind}")


def _check(kind: FactList, given: dict[str, object], *, as_json: bool, as_csv: bool) -> None:
    if as_json and as_csv:
        raise Mistake("--json and --csv are two forms of one list: give one of them")
    for name, value in given.items():
        if value and kind not in _ONLY_FOR[name]:
            raise Mistake(f"{name} limits {' and '.join(sorted(_ONLY_FOR[name]))}, not {kind}: leave it out")


def _print(kind: FactList, facts: Sequence[Any]) -> None:
    columns, row = _TABLES[kind]
    table = Table(*columns, show_lines=True)
    for fact in facts:
        table.add_row(*(escape(" ".join(str(part).split())) for part in row(fact)))
    out.print(table)


def _target(fact: TargetOut) -> list[object]:
    rivals = "; ".join(f"≠ {rival.said} ({_source(rival)})" for rival in fact.rivals)
    sources = "; ".join(_source(source) for source in fact.sources)
    return [fact.label, fact.said, ", ".join(fact.places), " ".join(filter(None, [sources, rivals]))]


def _measure(fact: MeasureOut) -> list[object]:
    asked = "; ".join(criterion.wording[:100] for criterion in fact.criteria)
    return [fact.kind_name, fact.name, "; ".join(dict.fromkeys(rate.said for rate in fact.rates)), asked, _source(fact.source)]


def _programme(fact: ProgrammeOut) -> list[object]:
    return ["\n".join(fact.names.values()), fact.number or "", fact.period or "", fact.authority, "; ".join(_source(source) for source in fact.sources)]


def _sector(fact: SectorOut) -> list[object]:
    return [fact.id, fact.name, ", ".join(fact.codes), fact.mentions, len(fact.documents)]


def _source(source: SourceOut) -> str:
    return ", ".join(filter(None, [source.document.number or source.document.title[:60], source.clause_label]))


_TABLES: dict[FactList, tuple[tuple[str, ...], Callable[[Any], list[object]]]] = {
    FactList.TARGETS: (("indicator", "target", "place", "sources"), _target),
    FactList.MEASURES: (("kind", "measure", "rate", "asks", "source"), _measure),
    FactList.PROGRAMMES: (("programme", "number", "period", "led by", "sources"), _programme),
    FactList.SECTORS: (("id", "sector", "VSIC", "mentions", "documents"), _sector),
}
