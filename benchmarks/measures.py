"""`python -m benchmarks.measures [FOLDER]`: measures of support found in documents, against those that a reader found.

FOLDER holds the gold files (``tests/quality/facts/tune`` unless given; its README says how they were read). A measure that was
found is right when its kind is the gold one, or accepted, and its statement overlaps the gold quote or stands in a clause that says
the same; a gold measure is found when a right one does so. Optional ones count neither way. Rates are right when value, unit and
comparator are those of the gold measure, all of them.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from benchmarks.facts import REPOSITORY, Text, read_text
from corpus.clauses import citation_label
from corpus.facts import Comparator
from corpus.nouns import Clause, Language, Span
from corpus.support import Measure, Rate
from indexer.measures import find_measures

GOLD = REPOSITORY / "tests" / "quality" / "facts"


@dataclass(frozen=True, slots=True)
class Score:
    """What was found of one or more documents: ``right`` of ``found``, ``got`` of ``gold``, and of these with all ``rates`` right; ``clauses`` right."""

    found: int = 0
    right: int = 0
    gold: int = 0
    got: int = 0
    rates: int = 0
    clauses: int = 0
    wrong: tuple[str, ...] = ()
    missed: tuple[str, ...] = ()

    def __add__(self, other: Score) -> Score:
        """The score of both together."""
        return Score(
            self.found + other.found, self.right + other.right, self.gold + other.gold, self.got + other.got,
            self.rates + other.rates, self.clauses + other.clauses, self.wrong + other.wrong, self.missed + other.missed,
        )  # fmt: skip

    @property
    def precision(self) -> float:
        """The share of what was found that is right; 1 where nothing was found."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """The share of the gold measures that were found; 1 where there are none."""
        return self.got / self.gold if self.gold else 1.0

    @property
    def strict_recall(self) -> float:
        """The share of the gold measures that were found with all their rates."""
        return self.rates / self.gold if self.gold else 1.0


def gold_files(folder: Path) -> list[Path]:
    """The gold files whose documents are at hand."""
    return [path for path in sorted(folder.glob("*.toml")) if source_of(path).is_file()]


@cache
def _gold(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def gold_measures(path: Path) -> list[dict[str, Any]]:
    """The measures that the reader found, as tables."""
    return list(_gold(path).get("measure", []))


def source_of(path: Path) -> Path:
    """The document that a gold file is about."""
    file = str(_gold(path)["file"])
    return (REPOSITORY.parent if file.startswith("shared/") else REPOSITORY) / file


@cache
def read_source(path: Path) -> Text:
    """The document of a file, read as the index reads it, and once."""
    return read_text(path)


def score_file(path: Path) -> Score:
    """The score of one gold file."""
    source = read_source(source_of(path))
    found = find_measures(source.text, source.clauses, source.document)
    scope = _gold(path).get("scope", [])
    inside = [measure for measure in found if not scope or _in_scope(measure.clause, scope)]
    return score(source, inside, gold_measures(path), path.stem)


def _in_scope(clause: Clause | None, scope: Iterable[str]) -> bool:
    return clause is not None and any(label in scope for label in clause.labels)


def score(source: Text, found: Sequence[Measure], gold: Sequence[dict[str, Any]], name: str = "") -> Score:
    """The score of measures found in a document against gold tables."""
    text, language = source.text, source.document.language
    matches = {place: [measure for measure in found if matched(source, measure, table)] for place, table in enumerate(gold)}
    right = {id(measure) for place, table in enumerate(gold) for measure in matches[place]}
    free = {id(measure) for measure in found for table in gold if table.get("optional") and overlaps(text, measure, table)} - right
    counted = [measure for measure in found if id(measure) not in free and not _only_optional(measure, gold, matches)]
    asked = [(place, table) for place, table in enumerate(gold) if not table.get("optional")]
    return Score(
        found=len(counted),
        right=sum(id(measure) in right for measure in counted),
        gold=len(asked),
        got=sum(bool(matches[place]) for place, _ in asked),
        rates=sum(any(same_rates(measure.rates, table.get("rates", [])) for measure in matches[place]) for place, table in asked),
        clauses=sum(any(label_of(measure.clause, language) in clauses_of(table) for measure in matches[place]) for place, table in asked),
        wrong=tuple(f"{name} [{measure.kind}] {text[measure.span.start : measure.span.end]!r}" for measure in counted if id(measure) not in right),
        missed=tuple(f"{name} [{table['kind']}] {table['clause']}: {table['quote']!r}" for place, table in asked if not matches[place]),
    )


def _only_optional(measure: Measure, gold: Sequence[dict[str, Any]], matches: dict[int, list[Measure]]) -> bool:
    tables = [table for place, table in enumerate(gold) if any(measure is other for other in matches[place])]
    return bool(tables) and all(table.get("optional") for table in tables)


def matched(source: Text, measure: Measure, table: dict[str, Any]) -> bool:
    """Whether a measure that was found is the gold one."""
    kind = measure.kind in {table["kind"], *table.get("accept", [])}
    return kind and (overlaps(source.text, measure, table) or label_of(measure.clause, source.document.language) in table.get("also_in", []))


def overlaps(text: str, measure: Measure, table: dict[str, Any]) -> bool:
    """Whether the statement of a measure shares a word with the gold quote, wherever in the text that stands."""
    quote = re.compile(r"\s+".join(map(re.escape, table["quote"].split())))
    return any(measure.span.overlaps(Span(*match.span())) for match in quote.finditer(text))


def label_of(clause: Clause | None, language: Language) -> str:
    """A clause as gold files name it; empty outside all clauses."""
    return citation_label(clause, language) if clause else ""


def clauses_of(table: dict[str, Any]) -> set[str]:
    """The innermost labels of the clauses that a gold measure stands in."""
    return {table["clause"], *table.get("also_in", [])}


def same_rates(rates: Sequence[Rate], tables: Sequence[dict[str, Any]]) -> bool:
    """Whether the rates have the values, units and comparators of the gold ones, and there are no others."""
    ours = {(rate.quantity.low, str(rate.quantity.unit), rate.comparator) for rate in rates}
    return ours == {(Decimal(table["value"]), table["unit"], Comparator(table["comparator"])) for table in tables}


def main() -> None:
    """Measures and prints."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else GOLD / "tune"
    console = Console(width=200)
    table = Table(title=f"measures of support, {folder.name}")
    for column in ("file", "found", "right", "gold", "got", "with rates"):
        table.add_column(column)
    total = Score()
    for path in gold_files(folder):
        one = score_file(path)
        total += one
        table.add_row(path.stem, *map(str, (one.found, one.right, one.gold, one.got, one.rates)))
    table.add_row("all", *map(str, (total.found, total.right, total.gold, total.got, total.rates)))
    console.print(table)
    console.print(f"precision {total.precision:.2f}  recall {total.recall:.2f}  recall with all rates {total.strict_recall:.2f}")
    for title, lines in (("wrong", total.wrong), ("missed", total.missed)):
        console.print(title, style="bold")
        for line in lines:
            console.print("  " + line[:190], highlight=False, markup=False)


if __name__ == "__main__":
    main()
