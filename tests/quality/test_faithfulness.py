"""Over the shipped questions nothing is quoted that no document says, and no evidence is cited that is not shown, whatever a generator writes.

Every third question is asked here; ``python -m benchmarks.faithfulness`` asks all of them, and those of other sets (docs/decisions/0017-generator.md).
"""

from __future__ import annotations

import pytest

from benchmarks.faithfulness import QUOTED, Tally, measure, shipped_questions
from service.engine import Engine

_MOST_DENIED = 0.02
"""The share of sentences that deny their quotation in words that also deny something in it."""


@pytest.fixture(scope="module")
def tallies(library: Engine) -> tuple[Tally, Tally]:
    """What is counted without a generator, and with one that behaves badly."""
    return measure(library, shipped_questions()[::3])


@pytest.mark.parametrize("generator", [0, 1], ids=["none", "bad"])
def test_no_quotation_and_no_citation_is_wrong(tallies: tuple[Tally, Tally], generator: int) -> None:
    """0 quotations that are not exact spans and 0 citations of what is not shown."""
    tally = tallies[generator]
    assert tally.questions >= 85
    assert tally.answered >= 65
    assert tally.quotations >= 180
    assert (tally.not_exact, tally.not_shown) == (0, 0)


def test_inventions_are_not_shown(tallies: tuple[Tally, Tally]) -> None:
    """No invented figure, date, number, name, address or pointer is shown; the sentences of the quotations themselves are."""
    _, bad = tallies
    assert {kind: count for kind, count in bad.shown.items() if count and kind not in {QUOTED, "denied"}} == {}, bad.leaks
    assert all(bad.written[kind] >= 80 for kind in bad.written), bad.written
    assert bad.shown["denied"] <= _MOST_DENIED * bad.written["denied"], bad.leaks
    assert bad.shown[QUOTED] >= 0.97 * bad.written[QUOTED]
