"""What is known of a firm that asks for support, and the sizes that it may have."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from corpus.criteria import Ownership
from corpus.firm_sizes import possible_sizes
from corpus.sectors import Sectors, SizeGroup, parse_code, shipped_sectors
from corpus.support import Size


@dataclass(frozen=True, slots=True)
class Profile:
    """What is known of a firm; None is not known, and so is whatever ``answers`` does not hold.

    ``sector`` is an id of the taxonomy and ``code`` a VSIC code; ``staff`` counts employees in social insurance, money is in đồng a
    year; ``founded`` is the year of the first registration, ``year`` the one for which support is asked. ``certificates`` are names of
    those that the firm holds; it may hold others. ``answers`` are yes or no by what ``missing`` of a judgement names, or by the id of a
    group of beneficiaries. Raises ``ValueError`` for what cannot be.
    """

    sector: str | None = None
    code: str | None = None
    size: Size | None = None
    staff: int | None = None
    revenue: Decimal | None = None
    capital: Decimal | None = None
    ownership: Ownership | None = None
    place: str | None = None
    product_list: bool | None = None
    certificates: tuple[str, ...] = ()
    founded: int | None = None
    year: int | None = None
    answers: Mapping[str, bool] = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        for name in ("staff", "revenue", "capital"):
            value = getattr(self, name)
            if value is not None and value < 0:
                raise ValueError(f"the {name} of a firm is not negative: {value}")
        if self.code is not None:
            parse_code(self.code)
        if self.founded is not None and self.year is not None and self.founded > self.year:
            raise ValueError(f"a firm registered in {self.founded} cannot ask for support in {self.year}")


def size_group(profile: Profile, sectors: Sectors | None = None) -> SizeGroup | None:
    """The group of branches that a firm's size is told by; None when its sector or code do not tell it."""
    if profile.code is not None:
        return parse_code(profile.code)[0].group
    taxonomy = sectors or shipped_sectors()
    for sector_id in taxonomy.lineage(profile.sector) if profile.sector else ():
        sector = taxonomy.by_id.get(sector_id)
        groups = {parse_code(code)[0].group for code in sector.codes} if sector else set()
        if groups:
            return next(iter(groups)) if len(groups) == 1 else None
    return None


def sizes_of(profile: Profile, sectors: Sectors | None = None) -> frozenset[Size]:
    """The sizes that a firm may have: the one that it gives, else those that its figures leave open."""
    if profile.size is not None:
        return frozenset({profile.size})
    return possible_sizes(profile.staff, profile.revenue, profile.capital, size_group(profile, sectors))
