"""The commands that check documents with their catalogue, and write its checksums."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from corpus.catalogue import USER_CATALOGUE, corpus_folder, shipped_catalogues
from corpus.checksums import seal
from indexer.corpus_check import check_corpus
from indexer.findings import CheckReport, Finding, Severity
from indexer.sources import existing
from service.cli.mistakes import Mistake, plainly
from service.cli.options import Json
from service.cli.printing import out, print_json
from service.cli.progress import Bars
from service.settings import load_settings

_SHOWN_ACTS, _SHOWN_DOCUMENTS = 25, 3

corpus_app = typer.Typer(no_args_is_help=True, help="Check documents with their catalogue, and write its checksums.")

Folder = Annotated[Path | None, typer.Argument(help="A folder of documents; the shipped ones without it.")]


def check(
    folder: Folder = None,
    every: Annotated[bool, typer.Option("--all", help="List all absent acts, and not only those that are cited most.")] = False,
    as_json: Json = False,
) -> None:
    """Check the catalogue, the texts, and the citations between them; exit status 1 when something must be mended."""
    settings = load_settings()
    with Bars() as bars:
        report = check_corpus(folder, settings.limits, bars, settings.workers or None)
    if as_json:
        print_json(_object(report))
    else:
        _print(report, len(report.absent) if every else _SHOWN_ACTS)
    if report.of(Severity.ERROR):
        raise typer.Exit(1)


def seal_command(folder: Folder = None) -> None:
    """Write the SHA-256 of each document into its catalogue, which says that the entries were written for these texts."""
    root = corpus_folder() if folder is None else existing(folder)
    catalogues = shipped_catalogues() if root.resolve() == corpus_folder().resolve() else sorted(root.rglob(USER_CATALOGUE))
    if not catalogues:
        raise Mistake(f"{root} has no {USER_CATALOGUE}: write one with an entry for each document, or none at all")
    changed = 0
    for path in catalogues:
        try:
            names = seal(path, root if folder is None else path.parent)
        except ValueError as error:
            raise Mistake(f"{path} cannot be sealed: {error}") from error
        for name in names:
            _line(f"    sealed  {name}")
        changed += len(names)
    _line(f"{changed} checksums written, {len(catalogues)} catalogues")


corpus_app.command("check")(plainly(check))
corpus_app.command("seal")(plainly(seal_command))


def _object(report: CheckReport) -> dict[str, object]:
    return {
        "documents": report.documents,
        "errors": [_finding(finding) for finding in report.of(Severity.ERROR)],
        "notes": [_finding(finding) for finding in report.of(Severity.NOTE)],
        "absent": [{"number": act.number, "mentions": act.mentions, "documents": [str(path) for path in act.documents]} for act in report.absent],
    }


def _finding(finding: Finding) -> dict[str, str | None]:
    return {"check": finding.check, "file": str(finding.file) if finding.file else None, "sentence": finding.sentence}


def _print(report: CheckReport, most: int) -> None:
    for severity, style in ((Severity.ERROR, "red"), (Severity.NOTE, "dim")):
        for finding in report.of(severity):
            _line(f"{severity:>10}  {finding.check}: {finding.sentence}", style)
    if report.absent:
        _line("cited, but not among the documents (what to add next):")
    for act in report.absent[:most]:
        names = [path.stem for path in act.documents[:_SHOWN_DOCUMENTS]]
        more = len(act.documents) - len(names)
        _line(f"{act.mentions:>10}  {act.number}  in {', '.join(names)}{f' and {more} more' if more else ''}")
    if len(report.absent) > most:
        _line(f"{'':>10}  and {len(report.absent) - most} others: `--all` lists them")
    errors, notes = len(report.of(Severity.ERROR)), len(report.of(Severity.NOTE))
    _line(f"{report.documents} documents: {errors} errors, {notes} notes, {len(report.absent)} acts cited but absent")


def _line(text: str, style: str = "") -> None:
    out.print(text, highlight=False, markup=False, soft_wrap=True, style=style)
