"""The command that answers a question."""

from __future__ import annotations

from typing import Annotated

import typer

from corpus.nouns import Language
from service.answering import answer
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
    Periods,
    Places,
    SectorNames,
    Years,
    day_of,
    filters_of,
)
from service.cli.printing import out, print_citation, print_json
from service.corrections import remarks
from service.finding import facets_of_question
from service.questions import read_question
from service.schemas.answers import answer_out
from service.settings import load_settings
from service.web.strings import strings


def ask(
    question: Annotated[str, typer.Argument(help="A question in French, Vietnamese or English.")],
    lang: Annotated[Language | None, typer.Option("--lang", help="Language of the question.")] = None,
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
    index: Index = None,
    as_json: Json = False,
) -> None:
    """Answer a question with the exact clauses that support the answer."""
    settings = load_settings(index=index)
    asked = read_question(question, language=lang, longest=settings.longest_question)
    filters = filters_of(lang_doc, kind, authority, issuer, level, place, year, period, sector, in_force, day_of(as_of))
    engine = engine_of(settings)
    snapshot = engine.snapshot()
    answered = answer(snapshot, engine.encoder, asked, filters, day_of(as_of))
    if settings.generator:
        from service.composing import Generator  # noqa: PLC0415 - what speaks over the network is loaded where it is used

        answered = Generator(settings.generator).composed_now(answered)
    result = answer_out(answered, facets_of_question(snapshot, engine.encoder, asked, filters) if as_json else None)
    if as_json:
        print_json(result)
        return
    for remark in remarks(answered.question):
        out.print(remark, style="yellow", highlight=False, markup=False, soft_wrap=True)
    out.print(result.text, highlight=False, markup=False, soft_wrap=True)
    for citation in result.citations or (result.refusal.nearest if result.refusal else []):
        print_citation(citation)
    for warning in result.warnings:
        out.print(f"! {warning}: {strings(result.language).of('warning', warning)}", style="yellow", highlight=False, markup=False, soft_wrap=True)
