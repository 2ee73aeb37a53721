"""The command that shows what is read from one file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from corpus.numbers import write_number
from indexer.batch import Extractor
from indexer.contents import taken
from indexer.errors import UnreadableFile
from indexer.extraction import Extraction, ranges
from service.cli.loading import encoder_of
from service.cli.mistakes import Mistake
from service.cli.options import Json
from service.cli.printing import out, print_json
from service.cli.progress import Bars
from service.schemas.documents import document_out
from service.schemas.extracts import extract_out
from service.settings import load_settings


def extract_command(file: Annotated[Path, typer.Argument(help="One file; nothing is indexed.")], as_json: Json = False) -> None:
    """Show what is read from one file: fields, clauses, passages, relations."""
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
    for clause in found.clauses:
        line(f"{'  ' * len(clause.steps)}{clause.labels[-1]}  {clause.heading}")
