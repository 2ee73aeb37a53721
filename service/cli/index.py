"""The command that builds an index."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from corpus.catalogue import corpus_folder
from indexer.build import BuildReport, build_index
from indexer.generation import current_name
from service.cli.loading import encoder_of
from service.cli.options import Index, Json
from service.cli.printing import out, print_json
from service.cli.progress import Bars
from service.settings import load_settings


def index_command(
    paths: Annotated[
        list[Path] | None, typer.Argument(metavar="[PATH]...", help="Files and folders; the shipped documents when there is nothing else.")
    ] = None,
    index: Index = None,
    only: Annotated[bool, typer.Option("--only", help="Keep nothing of the index but these paths.")] = False,
    forget: Annotated[list[Path] | None, typer.Option("--forget", help="Take this file or folder out of the index.")] = None,
    as_json: Json = False,
) -> None:
    """Index files and folders: a new generation beside the old one, which is served until the new one is complete."""
    settings = load_settings(index=index)
    roots = tuple(paths or ())
    if not roots and current_name(settings.index) is None:
        roots = (corpus_folder(),)
    encoder = encoder_of(settings)
    with Bars() as bars:
        report = build_index(
            settings.index, roots, encoder, bars, only=only, forget=tuple(forget or ()), limits=settings.limits, workers=settings.workers or None
        )
    if as_json:
        print_json({name: getattr(report, name) for name in BuildReport.__dataclass_fields__})
    else:
        _print_report(report)


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
