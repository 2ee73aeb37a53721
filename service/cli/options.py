"""Options that several commands have."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

Index = Annotated[Path | None, typer.Option("--index", help="Folder of the index.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")]
AsOf = Annotated[
    dt.datetime | None, typer.Option("--as-of", formats=["%Y-%m-%d"], metavar="YYYY-MM-DD", help="The day for which it is said what holds; today without it.")
]


def day_of(as_of: dt.datetime | None) -> dt.date | None:
    """The day that was given, without its hour."""
    return as_of.date() if as_of else None
