"""The command that finds passages."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.table import Table

from corpus.nouns import Kind, Language
from service.cli.loading import engine_of
from service.cli.options import Index, Json
from service.cli.printing import out, print_json
from service.engine import Filters
from service.questions import read_question
from service.retrieval import search
from service.schemas.hits import search_out
from service.settings import load_settings


def search_command(
    query: Annotated[str, typer.Argument(help="Words, a question, a sentence, in French, Vietnamese or English.")],
    k: Annotated[int, typer.Option("-k", min=1, max=1000, help="How many passages.")] = 10,
    lang_doc: Annotated[Language | None, typer.Option("--lang-doc", help="Only documents in this language.")] = None,
    kind: Annotated[Kind | None, typer.Option("--kind", help="Only documents of this kind.")] = None,
    index: Index = None,
    as_json: Json = False,
) -> None:
    """Find the passages nearest to a query."""
    settings = load_settings(index=index)
    asked = read_question(query, longest=settings.longest_question)
    engine = engine_of(settings)
    snapshot = engine.snapshot()
    hits = search(snapshot, engine.encoder, asked, k, Filters(language=lang_doc, kind=kind))
    result = search_out(snapshot, asked, hits)
    if as_json:
        print_json(result)
        return
    table = Table(show_lines=True)
    for column in ("", "score", "document", "clause", "passage"):
        table.add_column(column)
    for hit in result.hits:
        table.add_row(str(hit.rank), f"{hit.score:.2f}", hit.document.number or hit.document.title[:60], hit.clause_label, " ".join(hit.text.split())[:300])
    out.print(table)
