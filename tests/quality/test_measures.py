"""The measures that a reader found by hand are found, and few others: ``facts/tune``, the half that was looked at while rules were written.

The other half is measured by `python -m benchmarks.measures FOLDER` alone. What counts as right is explained there.
"""

from dataclasses import replace
from functools import reduce
from operator import add

import pytest

from benchmarks.measures import GOLD, Score, gold_files, gold_measures, read_source, score, score_file, source_of
from corpus.support import SupportKind
from indexer.measures import find_measures

_PRECISION, _RECALL, _WITH_RATES = 0.97, 0.95, 0.91
_SMALL = "vi-nd-182"
_SCAN = "vi-real-cong-van-giao-duc"
"""Its pages are images, which the test of targets recognises; it holds no measure that counts."""
FILES = [path for path in gold_files(GOLD / "tune") if path.stem != _SCAN]


@pytest.fixture(scope="module")
def measured() -> Score:
    """The score of all files of the half whose documents are at hand."""
    return reduce(add, map(score_file, FILES), Score())


def test_measures_are_found_and_right(measured: Score) -> None:
    """Nearly all measures are found, hardly any others, and nearly all with all their rates."""
    assert measured.precision >= _PRECISION, measured.wrong
    assert measured.recall >= _RECALL, measured.missed
    assert measured.strict_recall >= _WITH_RATES, measured.missed


def test_the_clause_is_right(measured: Score) -> None:
    """What is found stands in the clause that the reader gives."""
    assert measured.clauses == measured.got


def test_texts_without_measures_have_none() -> None:
    """Decisions, letters and news in which the reader found no help give none."""
    empty = [path for path in FILES if not any(not table.get("optional") for table in gold_measures(path))]
    assert len(empty) >= 3
    assert [path.stem for path in empty if score_file(path).found] == []


def test_a_changed_measure_is_not_counted() -> None:
    """Another kind is wrong and what it should have been is missed; without its rates a measure is found, but not with all rates."""
    path = next(path for path in FILES if path.stem == _SMALL)
    source = read_source(source_of(path))
    found = find_measures(source.text, source.clauses, source.document)
    whole = score(source, found, gold_measures(path))
    other = score(source, [replace(one, kind=SupportKind.STARTUP) for one in found], gold_measures(path))
    bare = score(source, [replace(one, rates=()) for one in found], gold_measures(path))
    assert whole.got == whole.gold > 0
    assert (other.right, other.got) == (0, 0)
    assert (bare.got, bare.rates < whole.rates) == (whole.got, True)
    assert score(source, [], gold_measures(path)).recall == 0
