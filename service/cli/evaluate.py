"""The command that measures search and answers."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.box import SIMPLE_HEAD
from rich.table import Column, Table

from service.cli.loading import encoder_of, reranker_of
from service.cli.mistakes import Mistake
from service.cli.options import Json
from service.cli.printing import out, print_json
from service.cli.progress import Bars
from service.datasets import Half
from service.evaluation import Plan, Report, evaluate
from service.measures import Figures
from service.ranking_ways import Way
from service.settings import load_settings

_WITH_UNITS = {"p50_ms", "p95_ms", "answer_chars", "index_seconds"}


def evaluate_command(
    dataset: Annotated[Path, typer.Argument(help="Folder with corpus.jsonl, queries.jsonl, qrels.tsv and perhaps answers.jsonl.")],
    compare: Annotated[str, typer.Option("--compare", metavar="WAYS", help=f"Ways of ranking to compare over the same index: {','.join(Way)}.")] = "",
    half: Annotated[Half | None, typer.Option("--half", help="Only the queries of one half, by the CRC-32 of their ids.")] = None,
    unaccented: Annotated[bool, typer.Option("--unaccented", help="Ask the Vietnamese queries without their accents.")] = False,
    details: Annotated[bool, typer.Option("--details", help="With --json: recall@5 and the figures by language too.")] = False,
    as_json: Json = False,
) -> None:
    """Measure search and answers on a dataset."""
    plan = Plan(_ways(compare), half, unaccented)
    settings = load_settings()
    encoder, reranker = encoder_of(settings), reranker_of(settings)
    with Bars() as bars:
        report = evaluate(dataset, encoder, bars, plan=plan, reranker=reranker)
    if as_json:
        print_json(_object(report, plan, details=details))
        return
    others = {way: figures for way, figures in report.compare.items() if way != Way.FUSED}  # which is the product's own search
    out.print(_table(_asked(dataset, plan), {Way.FUSED: report.figures} | others))
    out.print(_table("by language: query → right documents", _by_language(report)))


def _ways(names: str) -> tuple[Way, ...]:
    """The ways that were named, each once, in their order."""
    wanted = [name.strip() for name in names.split(",") if name.strip()]
    if unknown := [name for name in wanted if name not in set(Way)]:
        raise Mistake(f"there is no way of ranking {unknown[0]!r}: choose among {', '.join(Way)}")
    return tuple(dict.fromkeys(Way(name) for name in wanted))


def _object(report: Report, plan: Plan, *, details: bool) -> dict[str, object]:
    """The agreed figures and, where they were asked for, what else was measured and how."""
    extra: dict[str, object] = {}
    if plan.ways:
        extra["compare"] = report.compare
    if details:
        extra |= {"recall@5": report.figures["recall@5"], "by_language": report.by_language}
    if plan.half:
        extra["half"] = plan.half
    if plan.unaccented:
        extra["unaccented"] = True
    return {**report.agreed, **extra}


def _asked(dataset: Path, plan: Plan) -> str:
    parts = [dataset.resolve().name, f"{plan.half} half" if plan.half else "", "asked without accents" if plan.unaccented else ""]
    return ", ".join(part for part in parts if part)


def _by_language(report: Report) -> dict[str, Figures]:
    return {f"{asked} → {right}": figures for asked, parts in report.by_language.items() for right, figures in parts.items()}


def _table(title: str, columns: dict[str, Figures]) -> Table:
    """One column for each set of figures, one row for each figure that any of them has."""
    table = Table(
        "", *(Column(name, justify="right", no_wrap=True) for name in columns), title=title, title_justify="left", box=SIMPLE_HEAD, min_width=len(title)
    )
    for name in dict.fromkeys(name for figures in columns.values() for name in figures):
        values = [figures.get(name) for figures in columns.values()]
        if any(value is not None for value in values):
            table.add_row(name, *(_cell(name, value) for value in values))
    return table


def _cell(name: str, value: float | None) -> str:
    """Shares with four decimals, times and lengths with one, counts as they are."""
    if value is None:
        return "—"
    return str(value) if isinstance(value, int) else f"{value:.1f}" if name in _WITH_UNITS else f"{value:.4f}"
