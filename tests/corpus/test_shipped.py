"""The shipped documents are enough of both languages, and of acts that change one another, for real cross-lingual answers and conflicts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from corpus.catalogue import read_shipped

_CHANGES = ("amends", "replaces", "repeals")
_CHANGED_BY = ("amended_by", "replaced_by")


@pytest.fixture(scope="module")
def tables() -> dict[Path, dict[str, Any]]:
    """The fields of the shipped entries by the paths of their files."""
    return {file: table for reading in read_shipped() for file, table in reading.tables.items()}


def changes(tables: dict[Path, dict[str, Any]]) -> Iterator[tuple[str, str]]:
    """The later and the earlier act of each change that an entry tells of."""
    for table in tables.values():
        number = table.get("number", "")
        yield from ((number, other) for field in _CHANGES for other in table.get(field, ()))
        yield from ((other, number) for field in _CHANGED_BY for other in table.get(field, ()))


def test_both_languages(tables: dict[Path, dict[str, Any]]) -> None:
    """There are at least 60 documents, about half of each language."""
    languages = Counter(table["language"] for table in tables.values())
    assert languages.total() >= 60
    assert min(languages.values()) >= 0.45 * languages.total()


def test_subjects_in_both_languages(tables: dict[Path, dict[str, Any]]) -> None:
    """At least 15 subjects are told in French and in Vietnamese."""
    languages = defaultdict(set)
    for table in tables.values():
        languages[table["subject"]].add(table["language"])
    assert len([subject for subject, told in languages.items() if told == {"fr", "vi"}]) >= 15


def test_acts_that_change_one_another(tables: dict[Path, dict[str, Any]]) -> None:
    """At least 8 times both the act that amends, replaces or repeals another and that other one are among the documents."""
    numbers = {table["number"] for table in tables.values() if "number" in table}
    assert len({pair for pair in changes(tables) if numbers.issuperset(pair)}) >= 8


def test_news_cite_acts(tables: dict[Path, dict[str, Any]]) -> None:
    """All news name the acts that they tell of, and at least 5 of them one that is among the documents."""
    numbers = {table["number"] for table in tables.values() if "number" in table}
    cited = [set(table.get("cites", ())) for table in tables.values() if table["kind"] == "news"]
    assert all(cited)
    assert len([numbers for acts in cited if acts & numbers]) >= 5


def test_sources_that_disagree(tables: dict[Path, dict[str, Any]]) -> None:
    """That sources disagree on how many key products Hanoi recognised in 2018-2020 is told with both figures, in both languages."""
    told = {
        table["language"]: file.read_text(encoding="utf-8") for file, table in tables.items() if table["subject"] == "key-industrial-products-hanoi-2021-2025"
    }
    assert ["121 produits" in told["fr"], "117 produits de 77 entreprises" in told["fr"], "les sources diffèrent" in told["fr"]] == [True, True, True]
    assert ["121 sản phẩm" in told["vi"], "117 sản phẩm của 77 doanh nghiệp" in told["vi"], "hai con số khác nhau" in told["vi"]] == [True, True, True]
