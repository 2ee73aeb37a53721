"""The command that finds passages."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.table import Table

from service.cli.loading import engine_of
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
    PerDocument,
    Periods,
    Places,
    SectorNames,
    Years,
    day_of,
    filters_of,
)
from service.cli.printing import out, print_json
from service.corrections import remarks
from service.diversity import PER_DOCUMENT
from service.finding import find
from service.questions import read_question
from service.schemas.hits import search_out
from service.settings import load_settings


def search_command(
    query: Annotated[str, typer.Argument(help="Words, a question, a sentence, in French, Vietnamese or English.")],
    k: Annotated[int, typer.Option("-k", min=1, max=1000, help="How many passages.")] = 10,
    lang_doc: Documents = None,
    kind: Kinds = None,
    authority: Authorities = None,
    issuer: Issuers = None,
    level: Levels = None,
    place: Places = None,
    year: Years = None,
    period: Periods = None,
    sector: SectorNames = None,
    in_force: InForce = None,
    as_of: AsOf = None,
    per_document: PerDocument = PER_DOCUMENT,
    index: Index = None,
    as_json: Json = False,
) -> None:
    """Find the passages nearest to a query; what stands in quotation marks must stand in them."""
    settings = load_settings(index=index)
    asked = read_question(query, longest=settings.longest_question)
    filters = filters_of(lang_doc, kind, authority, issuer, level, place, year, period, sector, in_force, day_of(as_of))
    engine = engine_of(settings)
    snapshot = engine.snapshot()
    found = find(snapshot, engine.encoder, asked, k, filters, per_document=per_document, with_facets=as_json)
    result = search_out(snapshot, found, day_of(as_of))
    if as_json:
        print_json(result)
        return
    for remark in remarks(found.question):
        out.print(remark, style="yellow", highlight=False, markup=False, soft_wrap=True)
    table = Table(show_lines=True)
    for column in ("", "score", "document", "clause", "passage"):
        table.add_column(column)
    for hit in result.hits:
        table.add_row(str(hit.rank), f"{hit.score:.2f}", hit.document.number or hit.document.title[:60], hit.clause_label, " ".join(hit.text.split())[:300])
    out.print(table)
