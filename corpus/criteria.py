"""Criteria of eligibility: what one clause asks of a firm, in a form that a profile can be held against.

They are information for readers and no decision: each keeps the words and the clause that state it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from corpus.facts import Comparator, Quantity
from corpus.nouns import Clause, Span
from corpus.support import Measure


class Dimension(StrEnum):
    """What a criterion is about, which is what a profile answers."""

    SIZE = "size"
    STAFF = "staff"
    REVENUE = "revenue"
    CAPITAL = "capital"
    SECTOR = "sector"
    OWNERSHIP = "ownership"
    PLACE = "place"
    PRODUCT_LIST = "product_list"
    CERTIFICATE = "certificate"
    YEAR = "year"
    GROUP = "group"
    OTHER = "other"


class Ownership(StrEnum):
    """To whom a firm belongs."""

    PRIVATE = "private"
    STATE = "state"
    FOREIGN = "foreign"


_WITH_FIGURE = frozenset({Dimension.STAFF, Dimension.REVENUE, Dimension.CAPITAL})
_WITH_VALUES = frozenset({Dimension.SIZE, Dimension.SECTOR, Dimension.OWNERSHIP, Dimension.GROUP})
_AS_WORDED = frozenset({Dimension.GROUP, Dimension.CERTIFICATE, Dimension.PRODUCT_LIST, Dimension.PLACE, Dimension.OTHER})
"""Two criteria of these are two questions; a place that is named is the exception, since where the firm is answers all of them."""


@dataclass(frozen=True, slots=True)
class Criterion:
    """What a clause asks: a figure with its comparator, one of some allowed values, or a condition that is asked as it is worded.

    ``allowed`` are ids of sizes, sectors, ownerships or groups; with ``excludes`` these are the ones that are not helped. A
    criterion with ``any_of`` is met when one of these is. A ``YEAR`` with a figure is the age of the firm in years, without one the
    years of ``allowed``, as four digits, are those for which help is given. ``wording`` are the words at ``span``, in ``clause``.
    Raises ``ValueError`` when what its dimension needs is missing.
    """

    dimension: Dimension
    span: Span
    wording: str
    clause: Clause | None = None
    quantity: Quantity | None = None
    comparator: Comparator | None = None
    allowed: tuple[str, ...] = ()
    excludes: bool = False
    any_of: tuple[Criterion, ...] = ()

    def __post_init__(self) -> None:
        if not self.wording.strip():
            raise ValueError(f"a criterion has the words that state it: {self.dimension} at {self.span}")
        if self.any_of:
            return
        if (self.quantity is None) != (self.comparator is None):
            raise ValueError(f"a figure and its comparator go together: {self.wording!r}")
        if self.dimension in _WITH_FIGURE and self.quantity is None:
            raise ValueError(f"a criterion of {self.dimension} has a figure: {self.wording!r}")
        if self.dimension in _WITH_VALUES and not self.allowed:
            raise ValueError(f"a criterion of {self.dimension} says which values are allowed: {self.wording!r}")

    @property
    def key(self) -> str:
        """What has to be answered: the dimension, and for what is only asked as it is worded, the words or groups, too."""
        by_name = self.dimension is Dimension.PLACE and bool(self.allowed)
        if self.dimension in _AS_WORDED and not by_name:
            return f"{self.dimension}:{','.join(self.allowed) or ' '.join(self.wording.split())}"
        return str(self.dimension)

    @property
    def leaves(self) -> tuple[Criterion, ...]:
        """The criteria that it is made of; itself where it is simple."""
        return tuple(leaf for part in self.any_of for leaf in part.leaves) if self.any_of else (self,)


@dataclass(frozen=True, slots=True)
class Offer:
    """A measure with what it asks of a firm; ``place`` asks that the firm be where the act holds, None where that is the whole country.

    ``place`` can rule a firm out but never lets it in: it says where an act holds and nothing of what the measure asks.
    Raises ``ValueError`` when it is no criterion of a place.
    """

    measure: Measure
    criteria: tuple[Criterion, ...] = ()
    place: Criterion | None = None

    def __post_init__(self) -> None:
        if self.place is not None and (self.place.dimension is not Dimension.PLACE or not self.place.allowed):
            raise ValueError(f"where an act holds is a place with a name: {self.place.wording!r}")

    @property
    def asked(self) -> tuple[Criterion, ...]:
        """All criteria, the place of the act last."""
        return (*self.criteria, self.place) if self.place else self.criteria
