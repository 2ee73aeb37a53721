"""`python -m benchmarks.facts [FOLDER]`: how many of the targets that a reader found by hand are found, and how many found ones are right.

A target is right when value, unit, comparator and deadline all agree with one of the reader's whose quote holds its figure; one counts once.
FOLDER holds the reader's facts as `tests/quality/facts/README.md` explains; the half for tuning unless given. Files that are not
at hand are named and left out.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from corpus.catalogue import shipped_catalogue
from corpus.clauses import citation_label
from corpus.facts import Comparator, Target, Unit
from corpus.nouns import Clause, Document, Language, Span
from indexer.extraction import document_id_of
from indexer.facts import find_targets
from indexer.fields import read_document
from indexer.layout import assemble
from indexer.readers import read
from indexer.recognition import recognise
from indexer.structure import clause_tree

REPOSITORY = Path(__file__).parents[1]
TUNE = REPOSITORY / "tests" / "quality" / "facts" / "tune"


@dataclass(frozen=True, slots=True)
class Gold:
    """A target as a reader wrote it; ``comparators`` are those that count as right, ``clauses`` the labels under which it stands."""

    quote: str
    low: Decimal
    high: Decimal | None
    unit: str
    comparators: frozenset[str]
    deadline: str
    clauses: frozenset[str]
    optional: bool
    is_rank: bool

    def agrees(self, target: Target) -> bool:
        """Whether value, unit, comparator and deadline are those of the target."""
        quantity = target.quantity
        unit_agrees = quantity.unit == self.unit or (self.is_rank and quantity.unit is Unit.RANK)
        year = str(target.deadline or "")
        return (quantity.low, quantity.high) == (self.low, self.high) and unit_agrees and target.comparator in self.comparators and year == self.deadline


@dataclass(frozen=True, slots=True)
class GoldFile:
    """What a reader found in one document; ``scope`` are the clauses that were read, empty for all."""

    name: str
    path: Path
    language: Language
    targets: tuple[Gold, ...]
    scope: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """How the targets found in one document agree with the reader's; optional ones are neither missed nor wrong."""

    name: str
    language: Language
    right: int
    right_clause: int
    missed: tuple[Gold, ...]
    wrong: tuple[Target, ...]

    @property
    def found(self) -> int:
        """How many targets were found that count."""
        return self.right + len(self.wrong)

    @property
    def wanted(self) -> int:
        """How many targets there are to be found."""
        return self.right + len(self.missed)


@dataclass(frozen=True, slots=True)
class Text:
    """A document as it is indexed, without passages."""

    text: str
    clauses: tuple[Clause, ...]
    document: Document


def gold_files(folder: Path) -> list[GoldFile]:
    """The reader's files in a folder."""
    return [_gold_file(path) for path in sorted(folder.glob("*.toml"))]


def _gold_file(path: Path) -> GoldFile:
    written = tomllib.loads(path.read_text(encoding="utf-8"))
    root = REPOSITORY.parent if written["file"].startswith("shared/") else REPOSITORY
    scope = written.get("scope", ())
    return GoldFile(
        name=path.stem,
        path=root / written["file"],
        language=Language(written["language"]),
        targets=tuple(_gold(table) for table in written.get("target", [])),
        scope=(scope,) if isinstance(scope, str) else tuple(scope),
    )


def _gold(table: dict[str, Any]) -> Gold:
    comparator = table["comparator"]
    if comparator == "range":
        comparator = Comparator.ABOUT if table.get("approximate") else Comparator.EXACTLY
    return Gold(
        quote=table["quote"],
        low=Decimal(table.get("value") or table["low"]),
        high=Decimal(table["high"]) if "high" in table else None,
        unit=table["unit"],
        comparators=frozenset({comparator, *table.get("also_comparators", [])}),
        deadline=table["deadline"] or table["period"].split("-")[-1],
        clauses=frozenset({table["clause"], *table.get("also_in", [])}),
        optional=table.get("optional", False),
        is_rank=table.get("kind") == "rank",
    )


def read_text(path: Path) -> Text:
    """A document as it is indexed, with what the catalogue knows of it. Raises ``UnreadableFile``."""
    content = path.read_bytes()
    raw = read(content, path.name)
    raw = raw.with_recognised({page: recognise(content, raw.media_type, page) for page in sorted(raw.unread)})
    reading = assemble(raw)
    document, _ = read_document(document_id_of(content), reading, path.name, shipped_catalogue().get(path))
    return Text(reading.text, clause_tree(reading, document.language), document)


def score(gold: GoldFile, read_as: Text, targets: Sequence[Target]) -> Score:
    """How targets agree with a reader's: each of the reader's takes the first free one that agrees and whose figure its quote holds."""
    free = list(targets)
    right = right_clause = 0
    missed = []
    for wanted in gold.targets:
        match = next((target for target in free if wanted.agrees(target) and _holds(read_as.text, wanted, target)), None)
        if match:
            free.remove(match)
            right += 1
            right_clause += _label(match, read_as.document) in wanted.clauses
        elif not wanted.optional:
            missed.append(wanted)
    wrong = [target for target in free if not _excused(gold, read_as, target)]
    return Score(gold.name, gold.language, right, right_clause, tuple(missed), tuple(wrong))


def _holds(text: str, wanted: Gold, target: Target) -> bool:
    return any(span.overlaps(target.quantity.span) for span in _places(text, wanted.quote))


def _places(text: str, quote: str) -> Iterator[Span]:
    """Where a quote stands, white space aside."""
    for match in re.finditer(r"\s+".join(map(re.escape, quote.split())), text):
        yield Span(*match.span())


def _excused(gold: GoldFile, read_as: Text, target: Target) -> bool:
    """Whether a target that agrees with none is not wrong: out of scope, optional, or said again under a clause that the reader names."""
    label = _label(target, read_as.document)
    if gold.scope and not any(part in label for part in gold.scope):
        return True
    said_again = any(len(wanted.clauses) > 1 and label in wanted.clauses and wanted.agrees(target) for wanted in gold.targets)
    return said_again or any(wanted.optional and _holds(read_as.text, wanted, target) for wanted in gold.targets)


def _label(target: Target, document: Document) -> str:
    return citation_label(target.clause, document.language) if target.clause else ""


def is_scan(path: Path) -> bool:
    """Whether the file has pages that are images, which take long to recognise."""
    return bool(read(path.read_bytes(), path.name).unread)


def scores(folder: Path, *, scans: bool = True) -> tuple[list[Score], list[str]]:
    """The scores of a folder's files, and the names of those whose documents are not at hand; files that are scans only with ``scans``."""
    measured, absent = [], []
    for gold in gold_files(folder):
        if gold.path.is_file() and (scans or not is_scan(gold.path)):
            read_as = read_text(gold.path)
            measured.append(score(gold, read_as, find_targets(read_as.text, read_as.clauses, read_as.document)))
        else:
            absent.append(gold.name)
    return measured, absent


def shares(measured: Sequence[Score]) -> tuple[float, float, float]:
    """Precision, recall and the share of the right ones whose clause is right too; 1 where there is nothing to measure."""
    right, found, wanted = (sum(getattr(each, name) for each in measured) for name in ("right", "found", "wanted"))
    in_clause = sum(each.right_clause for each in measured)
    return right / found if found else 1.0, right / wanted if wanted else 1.0, in_clause / right if right else 1.0


def table_of(measured: Sequence[Score]) -> Table:
    """A row for each file, then for each language and for all."""
    table = Table("file", "to be found", "found", "right", "right clause", "precision", "recall", title="targets")
    for each in measured:
        _add(table, each.name, [each])
    for language in (Language.FRENCH, Language.VIETNAMESE):
        _add(table, f"all in {language}", [each for each in measured if each.language is language])
    _add(table, "all", measured)
    return table


def _add(table: Table, name: str, measured: Sequence[Score]) -> None:
    precision, recall, _ = shares(measured)
    counts = (sum(getattr(each, field) for each in measured) for field in ("wanted", "found", "right", "right_clause"))
    table.add_row(name, *map(str, counts), f"{precision:.1%}", f"{recall:.1%}")


def main() -> None:
    """Prints the table for the folder that the command names."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else TUNE
    console = Console()
    measured, absent = scores(folder)
    console.print(table_of(measured))
    if absent:
        console.print(f"not at hand: {', '.join(absent)}")


if __name__ == "__main__":
    main()
