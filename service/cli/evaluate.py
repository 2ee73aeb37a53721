"""The command that measures search and answers."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from service.cli.loading import encoder_of
from service.cli.options import Json
from service.cli.printing import out, print_json
from service.cli.progress import Bars
from service.evaluation import evaluate
from service.settings import load_settings


def evaluate_command(
    dataset: Annotated[Path, typer.Argument(help="Folder with corpus.jsonl, queries.jsonl, qrels.tsv and perhaps answers.jsonl.")], as_json: Json = False
) -> None:
    """Measure search and answers on a dataset."""
    encoder = encoder_of(load_settings())
    with Bars() as bars:
        figures = evaluate(dataset, encoder, bars)
    if as_json:
        print_json(dict(figures))
        return
    for name, value in figures.items():
        out.print(f"{name:>18}  {'—' if value is None else f'{value:.4f}' if isinstance(value, float) else value}", highlight=False)
