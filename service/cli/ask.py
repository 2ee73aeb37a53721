"""The command that answers a question."""

from __future__ import annotations

from typing import Annotated

import typer

from corpus.nouns import Kind, Language
from service.answering import answer
from service.cli.loading import engine_of
from service.cli.options import AsOf, Index, Json, day_of
from service.cli.printing import out, print_citation, print_json
from service.engine import Filters
from service.questions import read_question
from service.schemas.answers import answer_out
from service.settings import load_settings


def ask(
    question: Annotated[str, typer.Argument(help="A question in French, Vietnamese or English.")],
    lang: Annotated[Language | None, typer.Option("--lang", help="Language of the question.")] = None,
    lang_doc: Annotated[Language | None, typer.Option("--lang-doc", help="Only documents in this language.")] = None,
    kind: Annotated[Kind | None, typer.Option("--kind", help="Only documents of this kind.")] = None,
    as_of: AsOf = None,
    index: Index = None,
    as_json: Json = False,
) -> None:
    """Answer a question with the exact clauses that support the answer."""
    settings = load_settings(index=index)
    asked = read_question(question, language=lang, longest=settings.longest_question)
    engine = engine_of(settings)
    result = answer_out(answer(engine.snapshot(), engine.encoder, asked, Filters(language=lang_doc, kind=kind), day_of(as_of)))
    if as_json:
        print_json(result)
        return
    out.print(result.text, highlight=False, markup=False, soft_wrap=True)
    for citation in result.citations or (result.refusal.nearest if result.refusal else []):
        print_citation(citation)
    for warning in result.warnings:
        out.print(f"! {warning}", style="yellow")
