"""The command that builds an index."""

from __future__ import annotations

import json
import sys
import threading
from itertools import count
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from corpus.catalogue import CatalogueError, corpus_folder
from indexer.build import BuildReport, asked_roots, build_index, printable
from indexer.encoder import Encoder
from indexer.errors import IndexBusy, IndexingError
from indexer.generation import current_name, require_free
from service.building import Built, FileRead, NotBuilt
from service.cli.loading import encoder_of
from service.cli.mistakes import Mistake
from service.cli.options import Index, Json
from service.cli.printing import out, print_json, say
from service.cli.progress import Bars, Lines
from service.settings import Settings, load_settings
from service.uploads.shelf import Shelf


def index_command(
    paths: Annotated[
        list[Path] | None, typer.Argument(metavar="[PATH]...", help="Files and folders; the shipped documents when there is nothing else.")
    ] = None,
    index: Index = None,
    only: Annotated[bool, typer.Option("--only", help="Keep nothing of the index but these paths.")] = False,
    forget: Annotated[list[Path] | None, typer.Option("--forget", help="Take this file or folder out of the index.")] = None,
    watch: Annotated[bool, typer.Option("--watch", help="Go on, and index again whenever something changes there; Ctrl-C ends it.")] = False,
    events: Annotated[bool, typer.Option("--events", help="Print each step as a line of JSON, and the report as the last one: for programs.")] = False,
    as_json: Json = False,
) -> None:
    """Index files and folders: a new generation beside the old one, which is served until the new one is complete."""
    settings = load_settings(index=index)
    roots = tuple(paths or ())
    if not roots and current_name(settings.index) is None:
        roots = (corpus_folder(),)
    if not only and Shelf(settings.uploads_folder).documents():
        roots = (*roots, settings.uploads_folder)  # so that an index which is made anew has them too
    if events:
        _build_with_events(settings, roots, only=only, forget=tuple(forget or ()))
        return
    encoder = encoder_of(settings)
    if watch:
        _follow(settings, encoder, asked_roots(settings.index, roots, only=only, forget=tuple(forget or ())), as_json=as_json)
        return
    report = _build(settings, encoder, roots, only=only, forget=tuple(forget or ()))
    if as_json:
        print_json(_object(report))
    else:
        _print_report(report)


def _build(settings: Settings, encoder: Encoder, roots: tuple[Path, ...], *, only: bool = False, forget: tuple[Path, ...] = ()) -> BuildReport:
    with Bars() as bars:
        return build_index(settings.index, roots, encoder, bars, only=only, forget=forget, limits=settings.limits, workers=settings.workers or None)


def _build_with_events(settings: Settings, roots: tuple[Path, ...], *, only: bool, forget: tuple[Path, ...]) -> None:
    """Builds for a program that reads what is done and what came of it."""
    lines = Lines(sys.stdout)
    try:
        asked_roots(settings.index, roots, only=only, forget=forget)  # one that is missing, or a busy index, is told before the model is loaded
        require_free(settings.index)
        encoder = encoder_of(settings)
        report = build_index(
            settings.index,
            roots,
            encoder,
            lines,
            only=only,
            forget=forget,
            limits=settings.limits,
            workers=settings.workers or None,
            was_read=lambda path: lines.write(FileRead(printable(path))),
        )
    except (IndexingError, CatalogueError, OSError) as error:
        lines.write(NotBuilt(str(error), busy=isinstance(error, IndexBusy)))
        raise
    lines.write(Built(report.generation, report.skipped, report.failed, report.incomplete))


def _object(report: BuildReport) -> dict[str, object]:
    return {name: getattr(report, name) for name in BuildReport.__dataclass_fields__}


def _follow(settings: Settings, encoder: Encoder, roots: tuple[Path, ...], *, as_json: bool) -> None:
    """Builds now and at each change below the roots, until it is interrupted."""
    from indexer.folder_changes import changes  # noqa: PLC0415 - other commands do not pay for it
    from indexer.rebuilding import Failure, rebuild_on_changes  # noqa: PLC0415 - likewise

    if not roots:
        raise Mistake(f"the index in {settings.index} has no folder to watch: give one")
    builds = count()
    shown: list[BuildReport] = []

    def build() -> BuildReport:
        return _build(settings, encoder, roots, only=next(builds) == 0)  # which leaves out what was to be forgotten

    def done(report: BuildReport) -> None:
        if as_json:
            sys.stdout.write(json.dumps(_object(report), ensure_ascii=False) + "\n")
            sys.stdout.flush()
        elif not shown or report.generation != shown[-1].generation or report.skipped != shown[-1].skipped:
            _print_report(report)
        shown[:] = [report]

    def failed(error: Failure) -> None:
        say(f"[red]passerelle:[/red] {escape(str(error))}; the index stays as it was")

    say(f"watching {', '.join(map(str, roots))}; Ctrl-C ends it")
    try:
        rebuild_on_changes(changes(roots, settings.index, threading.Event(), fall_back=_told_of_polling), build, done, failed)
    except KeyboardInterrupt:
        say("stopped; the index stays as it is")


def _told_of_polling(reason: str) -> None:
    say(f"the system does not tell of changes ({escape(reason)}): the folders are looked through again and again")


def _print_report(report: BuildReport) -> None:
    def line(text: str, style: str = "") -> None:
        out.print(text, highlight=False, markup=False, soft_wrap=True, style=style)

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
