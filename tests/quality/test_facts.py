"""The targets that a reader found by hand are found, and few others: ``facts/tune``, the half that was looked at while rules were written.

The other half, and scans, are measured by `python -m benchmarks.facts FOLDER` alone. What counts as right is explained there.
"""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from benchmarks.facts import TUNE, Score, Text, gold_files, read_text, score, scores, shares
from corpus.facts import Comparator
from corpus.nouns import Language
from indexer.facts import find_targets

_PRECISION, _RECALL, _CLAUSE = 0.95, 0.95, 0.97
_SMALL = "fr-qd-282"


@pytest.fixture(scope="module")
def measured() -> list[Score]:
    """The scores of the files of the half whose documents are at hand and have text."""
    return scores(TUNE, scans=False)[0]


@pytest.mark.parametrize("language", [Language.FRENCH, Language.VIETNAMESE])
def test_targets_are_found_and_right(measured: list[Score], language: Language) -> None:
    """In both languages nearly all targets are found with value, unit, comparator, deadline and clause, and hardly any others."""
    precision, recall, in_clause = shares([each for each in measured if each.language is language])
    assert (precision >= _PRECISION, recall >= _RECALL, in_clause >= _CLAUSE) == (True, True, True), (precision, recall, in_clause)


def test_texts_without_targets_have_none(measured: list[Score]) -> None:
    """Decrees, laws and rules of contests in which the reader found no aim give none."""
    empty = [each for each in measured if not each.wanted]
    assert len(empty) >= 5
    assert [each.name for each in empty if each.found] == []


@pytest.fixture(scope="module")
def village() -> Text:
    """One shipped plan with many aims."""
    return read_text(_path(_SMALL))


def _path(name: str) -> Path:
    return next(gold.path for gold in gold_files(TUNE) if gold.name == name)


def test_a_changed_fact_is_not_counted(village: Text) -> None:
    """A target with another value, comparator or year is wrong, and what it should have been is missed."""
    gold = next(gold for gold in gold_files(TUNE) if gold.name == _SMALL)
    right = list(find_targets(village.text, village.clauses, village.document))
    first = next(target for target in right if target.period and target.comparator is Comparator.MORE_THAN)
    assert first.period is not None
    assert first.period.end is not None
    others = [
        replace(first, quantity=replace(first.quantity, low=first.quantity.low + Decimal(1))),
        replace(first, comparator=Comparator.AT_LEAST),
        replace(first, period=replace(first.period, end=first.period.end + 1)),
    ]
    for other in others:
        changed = score(gold, village, [other if target is first else target for target in right])
        assert (len(changed.missed), len(changed.wrong)) == (1, 1)


def test_one_target_answers_one_fact(village: Text) -> None:
    """The same target twice is right once and wrong once, and none at all misses every fact."""
    gold = next(gold for gold in gold_files(TUNE) if gold.name == _SMALL)
    right = list(find_targets(village.text, village.clauses, village.document))
    doubled = score(gold, village, [*right, right[0]])
    assert (doubled.right, len(doubled.wrong)) == (len(right), 1)
    assert len(score(gold, village, []).missed) == len(gold.targets)
