"""The command that imports documents from the web, and indexes them."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from corpus.nouns import Kind
from indexer.build import build_index
from service.cli.loading import encoder_of
from service.cli.mistakes import Mistake
from service.cli.options import Index, Json
from service.cli.printing import out, print_json
from service.cli.progress import Bars
from service.settings import Settings, load_settings

if TYPE_CHECKING:
    from indexer.imports import ImportReport  # other commands do not pay for what it loads

IMPORTED = "imported"
"""The folder inside that of the index into which documents are imported when no other is given."""


def import_command(
    urls: Annotated[list[str] | None, typer.Argument(metavar="[URL]...", help="Addresses of documents.")] = None,
    lists: Annotated[list[Path] | None, typer.Option("--list", help="A file with one address a line; what follows # is a remark.")] = None,
    feeds: Annotated[list[str] | None, typer.Option("--feed", help="The address of an RSS or Atom feed; what it leads to is imported.")] = None,
    into: Annotated[Path | None, typer.Option("--into", help="Folder for the documents; `imported` in that of the index without it.")] = None,
    kind: Annotated[Kind | None, typer.Option("--kind", help="What the documents are; of news, a feed's titles and days are kept.")] = None,
    most: Annotated[int, typer.Option("--most", min=1, max=10_000, help="How many items of a feed.")] = 100,
    pause: Annotated[float, typer.Option("--pause", min=0, max=60, help="Seconds between two requests to one host; more where its robots.txt asks.")] = 2.0,
    allow_private: Annotated[bool, typer.Option("--allow-private", help="Also from machines of private networks.")] = False,
    index_too: Annotated[bool, typer.Option("--index-too/--no-index", help="Index the documents, or only fetch them.")] = True,
    index: Index = None,
    as_json: Json = False,
) -> None:
    """Import documents from the web into a folder, with their addresses, and index them; what did not change is not fetched again."""
    settings = load_settings(index=index)
    asked = [*(urls or ()), *(url for path in lists or () for url in _listed(path))]
    if not asked and not feeds:
        raise Mistake("nothing to import: give addresses, a file of them with --list, or a feed with --feed")
    folder = into or settings.index / IMPORTED
    report = _imported(settings, folder, asked, feeds or [], kind=kind, most=most, pause=pause, private=allow_private)
    generation = _indexed(settings, folder) if index_too else ""
    if as_json:
        print_json({**asdict(report), "folder": str(folder), "index_generation": generation or None})
    else:
        _print_report(report, folder, generation)
    if report.failed and not (report.added or report.changed or report.unchanged):
        raise typer.Exit(1)


def _imported(
    settings: Settings, folder: Path, urls: list[str], feeds: list[str], *, kind: Kind | None, most: int, pause: float, private: bool
) -> ImportReport:
    from indexer.fetching import Fetcher, Manners  # noqa: PLC0415 - other commands do not pay for it
    from indexer.imports import Importer  # noqa: PLC0415 - likewise

    manners = Manners(pause_seconds=pause, most_bytes=settings.file_mb * 1_000_000, private=private)
    with Fetcher(manners) as fetcher:
        importer = Importer(folder, fetcher, dt.datetime.now(dt.UTC).date(), kind)
        importer.addresses(urls)
        for feed in feeds:
            importer.feed(feed, most)
    return importer.report


def _indexed(settings: Settings, folder: Path) -> str:
    """Indexes the folder beside what the index has; gives the name of the generation."""
    encoder = encoder_of(settings)
    with Bars() as bars:
        return build_index(settings.index, (folder,), encoder, bars, limits=settings.limits, workers=settings.workers or None).generation


def _listed(path: Path) -> list[str]:
    """The addresses of a list."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise Mistake(f"{path} is not UTF-8 text: write one address a line") from error
    addresses = [(number, line.partition(" #")[0].strip()) for number, line in enumerate(lines, 1) if not line.lstrip().startswith("#")]
    for number, address in addresses:
        if address and not address.startswith(("http://", "https://")):
            raise Mistake(f"{path}, line {number}: {address!r} is not a web address: write one that begins with http:// or https://")
    return list(dict.fromkeys(address for _, address in addresses if address))


def _print_report(report: ImportReport, folder: Path, generation: str) -> None:
    def line(text: str, style: str = "") -> None:
        out.print(text, highlight=False, markup=False, soft_wrap=True, style=style)

    for word, files in (("added", report.added), ("changed", report.changed)):
        for url, file in files.items():
            line(f"{word:>10}  {file}  from {url}")
    for url, reason in report.failed.items():
        line(f"{'failed':>10}  {url}: {reason}", "yellow")
    counts = {name: len(getattr(report, name)) for name in report.__dataclass_fields__}
    line(f"{', '.join(f'{count} {name}' for name, count in counts.items())} in {folder}{f': generation {generation}' if generation else ''}")
