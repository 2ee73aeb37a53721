"""Criteria refuse what they cannot be held against."""

from decimal import Decimal

import pytest

from corpus.criteria import Criterion, Dimension
from corpus.facts import Comparator, Quantity, Unit
from corpus.nouns import Span
from corpus.rulebook import compiled, rules

SPAN = Span(0, 9)
FIGURE = Quantity(Decimal(10), None, Unit.COUNT, Span(0, 2))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"dimension": Dimension.STAFF}, "has a figure"),
        ({"dimension": Dimension.SIZE}, "which values are allowed"),
        ({"dimension": Dimension.STAFF, "quantity": FIGURE}, "go together"),
        ({"dimension": Dimension.OTHER, "wording": " "}, "has the words"),
    ],
)
def test_a_criterion_needs_what_its_dimension_needs(arguments: dict[str, object], said: str) -> None:
    """A figure with its comparator, allowed values, and the words of the text."""
    with pytest.raises(ValueError, match=said):
        Criterion(**{"span": SPAN, "wording": "words", **arguments})  # type: ignore[arg-type]


def test_keys_and_leaves() -> None:
    """Conditions that are asked as worded have keys of their own; figures are asked once by dimension."""
    staff = Criterion(Dimension.STAFF, SPAN, "không quá 10", quantity=FIGURE, comparator=Comparator.AT_MOST)
    other = Criterion(Dimension.OTHER, SPAN, "có  dự án khả thi")
    group = Criterion(Dimension.GROUP, SPAN, "hợp tác xã", allowed=("cooperative",))
    either = Criterion(Dimension.OTHER, SPAN, "một trong", any_of=(staff, Criterion(Dimension.OTHER, SPAN, "hai", any_of=(other, group))))
    assert [leaf.key for leaf in either.leaves] == ["staff", "other:có dự án khả thi", "group:cooperative"]


@pytest.mark.parametrize(
    ("table", "rule"), [(table, rule) for table in ("subject", "alternative", "works_in", "relief", "not_of_group") for rule in rules("eligibility")[table]]
)
def test_wordings_find_their_examples(table: str, rule: dict[str, list[str] | str]) -> None:
    """Each pattern matches all of its examples and no counterexample."""
    assert table
    pattern = compiled("(?i)" + str(rule["pattern"]))
    assert [text for text in rule["examples"] if not pattern.search(text)] == []
    assert [text for text in rule["counterexamples"] if pattern.search(text)] == []
