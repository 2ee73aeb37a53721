"""The nouns of support refuse what cannot be."""

from decimal import Decimal

import pytest

from corpus.facts import Comparator, Quantity, Unit
from corpus.nouns import Language, Span
from corpus.support import Beneficiary, Measure, Programme, Rate, SupportKind

RATE = Rate(Quantity(Decimal(50), None, Unit.PERCENT, Span(20, 23)), Comparator.AT_MOST, Span(12, 23))


def test_a_measure_covers_its_name_and_rates() -> None:
    """What is given and how much of it stand in the statement that is quoted."""
    measure = Measure(SupportKind.TRAINING, Span(0, 30), "Đào tạo", Span(0, 7), rates=(RATE,))
    assert measure.rates == (RATE,)
    with pytest.raises(ValueError, match="names what it gives"):
        Measure(SupportKind.TRAINING, Span(5, 30), "Đào tạo", Span(0, 7))
    with pytest.raises(ValueError, match="names what it gives"):
        Measure(SupportKind.TRAINING, Span(0, 30), " ", Span(0, 7))
    with pytest.raises(ValueError, match="does not stand in the statement"):
        Measure(SupportKind.TRAINING, Span(0, 15), "Đào tạo", Span(0, 7), rates=(RATE,))


def test_groups_are_given_once() -> None:
    """A group that is named twice is one beneficiary."""
    named = (Beneficiary("sme", Span(0, 3)), Beneficiary("cooperative", Span(4, 6)), Beneficiary("sme", Span(7, 9)))
    assert Measure(SupportKind.LOAN, Span(0, 9), "x", Span(0, 1), beneficiaries=named).groups == ("sme", "cooperative")


def test_a_programme_has_a_name() -> None:
    """It is called by its name in the language asked for, or by the one there is."""
    programme = Programme(((Language.FRENCH, "Programme de soutien"),), Span(0, 5))
    assert programme.name(Language.FRENCH) == programme.name(Language.VIETNAMESE) == "Programme de soutien"
    with pytest.raises(ValueError, match="has a name"):
        Programme((), Span(0, 5))
