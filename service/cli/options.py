"""Options that several commands have."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

from corpus.nouns import Authority, Kind, Language, Level
from service.errors import BadQuestion
from service.filters import FIRST_YEAR, LAST_YEAR, Filters

Index = Annotated[Path | None, typer.Option("--index", help="Folder of the index.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")]
AsOf = Annotated[
    dt.datetime | None, typer.Option("--as-of", formats=["%Y-%m-%d"], metavar="YYYY-MM-DD", help="The day for which it is said what holds; today without it.")
]

Documents = Annotated[
    list[Language] | None, typer.Option("--lang-doc", help="Only documents in this language; this and the other filters may be given several times.")
]
Kinds = Annotated[list[Kind] | None, typer.Option("--kind", help="Only documents of this kind.")]
Authorities = Annotated[list[Authority] | None, typer.Option("--authority", help="Only documents that bind so much.")]
Issuers = Annotated[list[str] | None, typer.Option("--issuer", help="Only what this authority issued: 'UBND thành phố Hà Nội', 'ministère des Finances'.")]
Levels = Annotated[list[Level] | None, typer.Option("--level", help="Only what an authority of this level issued.")]
Places = Annotated[list[str] | None, typer.Option("--place", help="Only what holds in this place: 'Hanoï', 'Việt Nam'.")]
Years = Annotated[list[str] | None, typer.Option("--year", metavar="YEAR|YEAR-YEAR", help="Only documents of this year, or of the years from one to another.")]
Periods = Annotated[list[int] | None, typer.Option("--period", min=FIRST_YEAR, max=LAST_YEAR, help="Only plans whose period covers this year.")]
SectorNames = Annotated[list[str] | None, typer.Option("--sector", help="Only documents that speak of this sector, by id or by any name.")]
InForce = Annotated[bool | None, typer.Option("--in-force/--not-in-force", help="Only what holds, or no longer holds, on the day of --as-of.")]
PerDocument = Annotated[int, typer.Option("--per-document", min=1, max=1000, help="Passages of one document before others of similar score.")]


def filters_of(
    lang_doc: list[Language] | None,
    kind: list[Kind] | None,
    authority: list[Authority] | None,
    issuer: list[str] | None,
    level: list[Level] | None,
    place: list[str] | None,
    year: list[str] | None,
    period: list[int] | None,
    sector: list[str] | None,
    in_force: bool | None,  # noqa: FBT001 - an option
    as_of: dt.date | None,
) -> Filters:
    """The filters that options give; an option that was left out limits nothing."""
    return Filters(
        language=lang_doc or None,
        kind=kind or None,
        authority=authority or None,
        issuer=issuer or None,
        level=level or None,
        place=place or None,
        year=[one for written in year for one in _years(written)] if year else None,
        period=period or None,
        sector=sector or None,
        in_force=in_force,
        as_of=as_of,
    )


def _years(written: str) -> range:
    first, _, last = written.partition("-")
    try:
        found = range(int(first), int(last or first) + 1)
    except ValueError:
        found = range(0)
    if not found or not FIRST_YEAR <= found[0] <= found[-1] <= LAST_YEAR:
        raise BadQuestion(f"--year {written!r} is no year: write one such as 2025, or 2021-2025")
    return found


def day_of(as_of: dt.datetime | None) -> dt.date | None:
    """The day that was given, without its hour."""
    return as_of.date() if as_of else None
