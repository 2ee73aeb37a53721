"""The command `passerelle`: joins the parts that index and the parts that answer."""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Annotated, Any, ParamSpec, Self, TypeVar

import typer
from pydantic import BaseModel
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.table import Table

from corpus.catalogue import CatalogueError, corpus_folder
from corpus.nouns import ClauseLevel, Kind, Language, RelationKind
from corpus.numbers import write_number
from indexer.batch import Extractor
from indexer.build import BuildReport, build_index
from indexer.contents import taken
from indexer.encoder import Encoder, load_encoder
from indexer.errors import IndexingError, UnreadableFile
from indexer.extraction import Extraction, ranges
from indexer.generation import current_name, open_current
from service import schemas
from service.answering import answer, evidence_at
from service.engine import Engine, Filters, Snapshot
from service.errors import NotFound, ServiceError
from service.evaluation import DatasetError, evaluate
from service.extracts import extract_out
from service.inforce import Standing
from service.lookup import Lookup, look_up_reference, missing_clause
from service.questions import read_question, read_reference
from service.retrieval import search
from service.settings import Settings, SettingsError, load_settings

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Questions about French and Vietnamese policy texts, answered with exact clauses.",
)
_out = Console()
_err = Console(stderr=True)

_Index = Annotated[Path | None, typer.Option("--index", help="Folder of the index.")]
_Json = Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")]
_AsOf = Annotated[
    dt.datetime | None, typer.Option("--as-of", formats=["%Y-%m-%d"], metavar="YYYY-MM-DD", help="The day for which it is said what holds; today without it.")
]
_SHOWN_FAILURES = 40


class Mistake(Exception):
    """A command cannot be carried out as it was given."""


_Arguments = ParamSpec("_Arguments")
_Result = TypeVar("_Result")


def _plainly(command: Callable[_Arguments, _Result]) -> Callable[_Arguments, _Result]:
    """Turns every failure that a person can cause into one sentence and exit status 1."""

    @wraps(command)
    def run(*arguments: _Arguments.args, **options: _Arguments.kwargs) -> _Result:
        try:
            return command(*arguments, **options)
        except (IndexingError, ServiceError, CatalogueError, SettingsError, DatasetError, Mistake) as error:
            _err.print(f"[red]passerelle:[/red] {escape(str(error))}", highlight=False, soft_wrap=True)
            raise typer.Exit(1) from error
        except OSError as error:
            _err.print(
                f"[red]passerelle:[/red] {escape(str(error.filename or 'the disk'))} cannot be used: {(error.strerror or str(error)).lower()}",
                highlight=False,
                soft_wrap=True,
            )
            raise typer.Exit(1) from error

    return run


class _Bars:
    """Shows the stages of long work as progress bars on the error stream."""

    def __init__(self) -> None:
        columns = (TextColumn("{task.description:>10}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TimeRemainingColumn())
        self._progress = Progress(*columns, console=_err, transient=False)
        self._tasks: dict[str, TaskID] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._tasks:
            self._progress.stop()

    def stage(self, name: str, total: int) -> None:
        """Begins a bar, or gives it a new total; a stage without steps has none."""
        if name in self._tasks:
            self._progress.update(self._tasks[name], total=total)
        elif total:
            self._progress.start()  # only now: without a bar it would print an empty line
            self._tasks[name] = self._progress.add_task(name, total=total)

    def advance(self, name: str, steps: int) -> None:
        """Moves a bar on."""
        if name in self._tasks:
            self._progress.advance(self._tasks[name], steps)


def _say(text: str) -> None:
    _err.print(text, highlight=False, soft_wrap=True)


def _encoder(settings: Settings) -> Encoder:
    return load_encoder(settings.model, model_dir=settings.model_dir, report=lambda what: _say(f"[dim]{what} …[/dim]"))


def _engine(settings: Settings) -> Engine:
    """The engine, after making sure that there is an index, so that no model is loaded in vain."""
    if current_name(settings.index) is None:
        raise Mistake(f"there is no index in {settings.index.resolve()}: build one with `passerelle index FOLDER --index {settings.index}`")
    return Engine(settings.index, _encoder(settings))


def _print_json(value: BaseModel | dict[str, object]) -> None:
    text = value.model_dump_json(indent=2) if isinstance(value, BaseModel) else json.dumps(value, ensure_ascii=False, indent=2)
    sys.stdout.write(text + "\n")


@app.command("index")
@_plainly
def index_command(
    paths: Annotated[
        list[Path] | None, typer.Argument(metavar="[PATH]...", help="Files and folders; the shipped documents when there is nothing else.")
    ] = None,
    index: _Index = None,
    only: Annotated[bool, typer.Option("--only", help="Keep nothing of the index but these paths.")] = False,
    forget: Annotated[list[Path] | None, typer.Option("--forget", help="Take this file or folder out of the index.")] = None,
    as_json: _Json = False,
) -> None:
    """Index files and folders: a new generation beside the old one, which is served until the new one is complete."""
    settings = load_settings(index=index)
    roots = tuple(paths or ())
    if not roots and current_name(settings.index) is None:
        roots = (corpus_folder(),)
    encoder = _encoder(settings)
    with _Bars() as bars:
        report = build_index(
            settings.index, roots, encoder, bars, only=only, forget=tuple(forget or ()), limits=settings.limits, workers=settings.workers or None
        )
    if as_json:
        _print_json({name: getattr(report, name) for name in BuildReport.__dataclass_fields__})
    else:
        _print_report(report)


def _print_report(report: BuildReport) -> None:
    def line(text: str, style: str = "") -> None:
        _out.print(text, highlight=False, markup=False, soft_wrap=True, style=style)

    for word, files in (("added", report.added), ("changed", report.changed), ("removed", report.removed)):
        for name in files:
            line(f"{word:>10}  {name}")
    for word, reasons in (("skipped", report.skipped), ("incomplete", report.incomplete), ("failed", report.failed)):
        for name, reason in reasons.items():
            line(f"{word:>10}  {name}: {reason}", "dim" if word == "skipped" else "yellow")
    counts = {name: len(getattr(report, name)) for name in ("added", "changed", "unchanged", "removed", "skipped", "incomplete", "failed")}
    shown = ", ".join(f"{count} {name}" for name, count in counts.items() if count or name != "incomplete")
    line(f"{shown}: {report.documents} documents, {report.passages} passages in generation {report.generation}")
    line(f"{report.pages} pages read, {report.recognised} of them recognised on images, in {report.seconds:.1f} s")


@app.command()
@_plainly
def ask(
    question: Annotated[str, typer.Argument(help="A question in French, Vietnamese or English.")],
    lang: Annotated[Language | None, typer.Option("--lang", help="Language of the question.")] = None,
    lang_doc: Annotated[Language | None, typer.Option("--lang-doc", help="Only documents in this language.")] = None,
    kind: Annotated[Kind | None, typer.Option("--kind", help="Only documents of this kind.")] = None,
    as_of: _AsOf = None,
    index: _Index = None,
    as_json: _Json = False,
) -> None:
    """Answer a question with the exact clauses that support the answer."""
    settings = load_settings(index=index)
    asked = read_question(question, language=lang, longest=settings.longest_question)
    engine = _engine(settings)
    result = schemas.answer_out(answer(engine.snapshot(), engine.encoder, asked, Filters(language=lang_doc, kind=kind), _day(as_of)))
    if as_json:
        _print_json(result)
        return
    _out.print(result.text, highlight=False, markup=False, soft_wrap=True)
    for citation in result.citations or (result.refusal.nearest if result.refusal else []):
        _print_citation(citation)
    for warning in result.warnings:
        _out.print(f"! {warning}", style="yellow")


def _print_citation(citation: schemas.CitationOut) -> None:
    document = citation.document
    parts = [
        document.number or "",
        document.title,
        f"{document.date:%d/%m/%Y}" if document.date else "",
        citation.clause_label,
        f"p. {citation.page}" if citation.page else "",
    ]
    _out.print(f"\n\\[{citation.n}] " + " — ".join(part for part in parts if part), style="bold", highlight=False, soft_wrap=True)
    _out.print("    " + " ".join(citation.quote.split()), highlight=False, markup=False, soft_wrap=True)


@app.command("search")
@_plainly
def search_command(
    query: Annotated[str, typer.Argument(help="Words, a question, a sentence, in French, Vietnamese or English.")],
    k: Annotated[int, typer.Option("-k", min=1, max=1000, help="How many passages.")] = 10,
    lang_doc: Annotated[Language | None, typer.Option("--lang-doc", help="Only documents in this language.")] = None,
    kind: Annotated[Kind | None, typer.Option("--kind", help="Only documents of this kind.")] = None,
    index: _Index = None,
    as_json: _Json = False,
) -> None:
    """Find the passages nearest to a query."""
    settings = load_settings(index=index)
    asked = read_question(query, longest=settings.longest_question)
    engine = _engine(settings)
    snapshot = engine.snapshot()
    hits = search(snapshot, engine.encoder, asked, k, Filters(language=lang_doc, kind=kind))
    result = schemas.SearchOut(
        query=asked.text, language=asked.language, hits=[schemas.hit_out(rank, hit) for rank, hit in enumerate(hits, start=1)], index_generation=snapshot.name
    )
    if as_json:
        _print_json(result)
        return
    table = Table(show_lines=True)
    for column in ("", "score", "document", "clause", "passage"):
        table.add_column(column)
    for hit in result.hits:
        table.add_row(str(hit.rank), f"{hit.score:.2f}", hit.document.number or hit.document.title[:60], hit.clause_label, " ".join(hit.text.split())[:300])
    _out.print(table)


@app.command()
@_plainly
def show(
    number: Annotated[str, typer.Argument(help="A document: its number in any spelling (302/KH-UBND, N°6126), its title or its date.")],
    clause: Annotated[str, typer.Argument(help="A clause in any spelling: 'Điều 3 khoản 2', 'article 3, paragraphe 2'.")] = "",
    as_of: _AsOf = None,
    index: _Index = None,
    as_json: _Json = False,
) -> None:
    """Show a document, or clauses of it, by number, title or date, and what changed it."""
    settings = load_settings(index=index)
    asked = read_reference(number, clause, longest=settings.longest_question)
    if current_name(settings.index) is None:
        raise Mistake(f"there is no index in {settings.index.resolve()}: build one with `passerelle index FOLDER --index {settings.index}`")
    snapshot = Snapshot(open_current(settings.index))
    found = look_up_reference(snapshot.generation.store, asked)
    if not found.documents and not found.citing:
        raise NotFound(f"no document of the index bears or cites {number!r}")
    if asked.steps and found.documents and not found.clauses:
        reason = missing_clause(snapshot.generation.store, found, asked)
        raise NotFound(f"{found.documents[0].title!r} has no clause {clause or number!r}: `passerelle show {number!r}` lists its clauses ({reason})")
    citing = tuple(evidence_at(snapshot, place.document, place.span) for place in found.citing)
    result = schemas.lookup_out(snapshot, f"{number} {clause}".strip(), found, citing, _day(as_of))
    if as_json:
        _print_json(result)
    else:
        _print_lookup(result, found, {document.id: snapshot.generation.store.text(document.id).clauses for document in found.documents})


def _print_lookup(result: schemas.LookupOut, found: Lookup, clauses: dict[str, Any]) -> None:
    if result.ambiguous:
        _out.print("several documents bear this number:", style="yellow")
    if result.citing:
        _out.print(f"{result.ref} is not in the index; it is cited here:", style="yellow", highlight=False)
    for citation in result.citing:
        _print_citation(citation)
    for item in result.clauses:
        _out.print(f"{item.document.number or item.document.title} — {item.clause_label} {item.heading}", style="bold", highlight=False, soft_wrap=True)
        _out.print(item.text + "\n", highlight=False, markup=False, soft_wrap=True)
        for note in item.notes:
            _out.print(note.text + "\n", style="dim", highlight=False, markup=False, soft_wrap=True)
        _print_standing(item)
    if result.clauses:
        return
    for document, shown in zip(found.documents, result.documents, strict=True):
        facts = [shown.number or "", shown.title, str(shown.kind), shown.issuer or "", str(shown.date or "")]
        _out.print(" — ".join(part for part in facts if part), style="bold", highlight=False, soft_wrap=True)
        _print_standing(shown)
        for clause in clauses[document.id]:
            if clause.level.depth <= ClauseLevel.ROMAN.depth:
                _out.print(f"{'  ' * len(clause.steps)}{clause.labels[-1]}  {clause.heading}", highlight=False, soft_wrap=True)


def _print_standing(item: schemas.StandingDocumentOut | schemas.ClauseTextOut) -> None:
    """What changed a document or a clause; nothing where it holds as it was written."""
    if not item.changes and item.standing is not Standing.IN_FORCE:
        _out.print(f"! {str(item.standing).replace('_', ' ')}", style="yellow")
    for change in item.changes:
        place = ", ".join(part for part in (change.by.number or change.by.title, change.clause_label) if part)
        since = f" from {change.effective}" if change.effective else ""
        words = f"{_DONE[change.kind]}{'' if change.whole else ' in part'} by {place}{since}: {' '.join(change.quote.split())}"
        _out.print(f"! {words}", style="yellow", highlight=False, markup=False, soft_wrap=True)


_DONE = {RelationKind.AMENDS: "amended", RelationKind.REPLACES: "replaced", RelationKind.REPEALS: "repealed"}


def _day(as_of: dt.datetime | None) -> dt.date | None:
    return as_of.date() if as_of else None


@app.command("extract")
@_plainly
def extract_command(file: Annotated[Path, typer.Argument(help="One file; nothing is indexed.")], as_json: _Json = False) -> None:
    """Show what is read from one file: fields, clauses, passages, relations."""
    if not file.exists():
        raise Mistake(f"{file} is not a file: give one document")
    settings = load_settings()
    encoder = _encoder(settings)
    with _Bars() as bars, Extractor(encoder.token_starts, settings.limits, bars, workers=settings.workers or None) as extractor:
        try:
            found = extractor.extract(taken(file, settings.limits))
        except UnreadableFile as error:
            raise Mistake(f"{file}: {error}") from error
    if as_json:
        _print_json(extract_out(found))
    else:
        _print_extraction(found)


def _print_extraction(found: Extraction) -> None:
    def line(text: str, style: str = "") -> None:
        _out.print(text, highlight=False, markup=False, soft_wrap=True, style=style)

    for name, value in schemas.document_out(found.document).model_dump(mode="json").items():
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


@app.command()
@_plainly
def serve(
    host: Annotated[str | None, typer.Option("--host", help="Address to listen on.")] = None,
    port: Annotated[int | None, typer.Option("--port", help="Port to listen on.")] = None,
    index: _Index = None,
) -> None:
    """Serve the HTTP interface; a new generation of the index is taken up without a restart."""
    import uvicorn  # noqa: PLC0415 - half a second that other commands do not pay

    from service.api import create_app  # noqa: PLC0415 - likewise

    settings = load_settings(index=index, host=host, port=port)
    engine = _engine(settings)
    snapshot = engine.snapshot()
    engine.encoder.encode_query("khởi động")  # the first question shall not wait for the model
    _say(
        f"serving {snapshot.generation.manifest.documents} documents on http://{settings.host}:{settings.port} (generation {snapshot.name}; questions: POST /v1/ask; description: /docs)"
    )
    uvicorn.run(create_app(settings, lambda: engine), host=settings.host, port=settings.port, log_level="warning")


@app.command("evaluate")
@_plainly
def evaluate_command(
    dataset: Annotated[Path, typer.Argument(help="Folder with corpus.jsonl, queries.jsonl, qrels.tsv and perhaps answers.jsonl.")], as_json: _Json = False
) -> None:
    """Measure search and answers on a dataset."""
    encoder = _encoder(load_settings())
    with _Bars() as bars:
        figures = evaluate(dataset, encoder, bars)
    if as_json:
        _print_json(dict(figures))
        return
    for name, value in figures.items():
        _out.print(f"{name:>18}  {'—' if value is None else f'{value:.4f}' if isinstance(value, float) else value}", highlight=False)


@app.command()
@_plainly
def model() -> None:
    """Prepare the default model on this machine (done by itself when it is first needed)."""
    card = _encoder(load_settings()).card
    _out.print(f"{card.name} ({card.revision}): {card.dimensions} dimensions, {card.max_tokens} tokens", highlight=False)


def main() -> None:
    """Runs the command line."""
    app()
