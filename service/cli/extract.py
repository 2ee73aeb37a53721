"""The command that shows what is read from one file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from corpus.nouns import Clause
from corpus.numbers import write_number
from corpus.saying import say_period, say_quantity
from indexer.batch import Extractor
from indexer.contents import taken
from indexer.errors import UnreadableFile
from indexer.extraction import Extraction, ranges
from service.cli.loading import encoder_of
from service.cli.mistakes import Mistake
from service.cli.options import Json
from service.cli.printing import out, print_json
from service.cli.progress import Bars
from service.schemas.addresses import clause_label_of
from service.schemas.documents import document_out
from service.schemas.extracts import extract_out
from service.settings import load_settings
from service.telling import value_of


def extract_command(file: Annotated[Path, typer.Argument(help="One file; nothing is indexed.")], as_json: Json = False) -> None:
    """Show what is read from one file: fields, clauses, passages, relations, facts."""
    if not file.exists():
        raise Mistake(f"{file} is not a file: give one document")
    settings = load_settings()
    encoder = encoder_of(settings)
    with Bars() as bars, Extractor(encoder.token_starts, settings.limits, bars, workers=settings.workers or None) as extractor:
        try:
            found = extractor.extract(taken(file, settings.limits))
        except UnreadableFile as error:
            raise Mistake(f"{file}: {error}") from error
    if as_json:
        print_json(extract_out(found))
    else:
        _print_extraction(found)


def _print_extraction(found: Extraction) -> None:
    def line(text: str, style: str = "") -> None:
        out.print(text, highlight=False, markup=False, soft_wrap=True, style=style)

    for name, value in document_out(found.document).model_dump(mode="json").items():
        if value not in (None, "", False):
            place = found.fields.get(name)
            line(f"{name:>10}  {value}" + (f"  ({place.start}-{place.end})" if place else ""))
    line(f"{len(found.clauses)} clauses, {len(found.passages)} passages, {len(found.mentions)} numbers mentioned, {len(found.relations)} relations")
    if found.recognised:
        line(f"recognised on images: {'page' if len(found.recognised) == 1 else 'pages'} {ranges(found.recognised)}")
    if found.gaps:
        line(found.gaps.sentence, "yellow")
    for relation in found.relations:
        act = " ".join(part for part in (write_number(relation.number) if relation.number else "", relation.name) if part)
        line(f"{relation.kind:>12}  {act}")
    for text in _facts(found):
        line(text)
    for clause in found.clauses:
        line(f"{'  ' * len(clause.steps)}{clause.labels[-1]}  {clause.heading}")


def _facts(found: Extraction) -> Iterator[str]:
    """A line for each fact, and one that counts the sectors."""
    language = found.document.language
    for target in found.facts.targets:
        yield f"{'target':>12}  {' '.join(target.indicator.split())}: {value_of(target, language)}{_where(target.clause, found)}"
    for offer in found.facts.offers:
        rates = "; ".join(dict.fromkeys(say_quantity(rate.quantity, rate.comparator, language) for rate in offer.measure.rates))
        asked = f", {len(offer.asked)} criteria" if offer.asked else ""
        said = f": {rates}" if rates else ""
        yield f"{'measure':>12}  {' '.join(offer.measure.name.split())}{said}{asked}{_where(offer.measure.clause, found)}"
    for programme in found.facts.programmes:
        period = f", {say_period(programme.period, language)}" if programme.period else ""
        yield f"{'programme':>12}  {programme.name(language)}{period}{_where(programme.clause, found)}"
    if found.facts.sectors:
        named = Counter(mention.sector for mention in found.facts.sectors)
        yield f"{'sectors':>12}  " + ", ".join(f"{sector} ({count})" for sector, count in named.most_common())


def _where(clause: Clause | None, found: Extraction) -> str:
    return f"  ({clause_label_of(clause, found.document)})" if clause else ""
