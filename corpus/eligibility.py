"""Holds a firm's profile against criteria: met, not met, or unknown; what is not answered never counts as met.

It is information and no decision.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from corpus.criteria import Criterion, Dimension, Ownership
from corpus.facts import Comparator
from corpus.firm_sizes import possible_sizes
from corpus.folding import folded
from corpus.sectors import Lies, Sectors, SizeGroup, parse_code, shipped_sectors
from corpus.support import Size
from corpus.support_rules import shipped_support


class Verdict(StrEnum):
    """How a profile stands to a criterion."""

    MET = "met"
    NOT_MET = "not_met"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Profile:
    """What is known of a firm; None is not known, and so is whatever ``answers`` does not hold.

    ``sector`` is an id of the taxonomy and ``code`` a VSIC code; ``staff`` counts employees in social insurance, money is in đồng a
    year; ``founded`` is the year of the first registration, ``year`` the one for which support is asked. ``answers`` are yes or no
    by the ``key`` of a criterion, or by the id of a group of beneficiaries. Raises ``ValueError`` for what cannot be.
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


@dataclass(frozen=True, slots=True)
class Judgement:
    """A criterion and how the profile stands to it; ``missing`` are the keys of what has to be answered, where it is unknown."""

    criterion: Criterion
    verdict: Verdict
    missing: tuple[str, ...] = ()


def judge(criterion: Criterion, profile: Profile, sectors: Sectors | None = None) -> Judgement:
    """How a profile stands to a criterion.

    One of several alternatives is enough; when none is met and one is unknown, all is.
    """
    taxonomy = sectors or shipped_sectors()
    if criterion.any_of:
        parts = [judge(part, profile, taxonomy) for part in criterion.any_of]
        verdict = _any([part.verdict for part in parts])
        missing = tuple(dict.fromkeys(key for part in parts for key in part.missing)) if verdict is Verdict.UNKNOWN else ()
        return Judgement(criterion, verdict, missing)
    verdict = _JUDGES.get(criterion.dimension, _answered)(criterion, profile, taxonomy)
    if criterion.excludes:
        verdict = {Verdict.MET: Verdict.NOT_MET, Verdict.NOT_MET: Verdict.MET}.get(verdict, verdict)
    return Judgement(criterion, verdict, (criterion.key,) if verdict is Verdict.UNKNOWN else ())


def judge_all(criteria: Iterable[Criterion], profile: Profile, sectors: Sectors | None = None) -> tuple[Judgement, ...]:
    """How a profile stands to each of several criteria."""
    return tuple(judge(criterion, profile, sectors) for criterion in criteria)


def standing(judgements: Sequence[Judgement]) -> Verdict:
    """Whether a firm may have a measure: not when one criterion is not met, surely when all are met, else unknown; without criteria, unknown."""
    verdicts = {judgement.verdict for judgement in judgements}
    if Verdict.NOT_MET in verdicts:
        return Verdict.NOT_MET
    return Verdict.MET if verdicts == {Verdict.MET} else Verdict.UNKNOWN


def next_question(measures: Iterable[Sequence[Judgement]]) -> Criterion | None:
    """The criterion to ask about next, given the judgements of each measure; None when no answer would settle anything.

    It is the one that most measures, which are not ruled out yet, wait for; of equals the one that is the last that some of them wait for.
    """
    waited: Counter[str] = Counter()
    last: Counter[str] = Counter()
    leaves: dict[str, Criterion] = {}
    for judgements in measures:
        if standing(judgements) is not Verdict.UNKNOWN:
            continue
        missing = list(dict.fromkeys(key for judgement in judgements for key in judgement.missing))
        waited.update(missing)
        last.update(missing if len(missing) == 1 else ())
        leaves |= {leaf.key: leaf for judgement in judgements for leaf in judgement.criterion.leaves if leaf.key in missing and leaf.key not in leaves}
    best = max(leaves, key=lambda key: (waited[key], last[key], key), default=None)
    return leaves[best] if best is not None else None


def _any(verdicts: Sequence[Verdict]) -> Verdict:
    return next((verdict for verdict in (Verdict.MET, Verdict.UNKNOWN) if verdict in verdicts), Verdict.NOT_MET)


def _told(holds: bool | None) -> Verdict:  # noqa: FBT001 - the answer itself
    if holds is None:
        return Verdict.UNKNOWN
    return Verdict.MET if holds else Verdict.NOT_MET


def _compare(value: Decimal | int | None, criterion: Criterion) -> Verdict:
    if value is None or criterion.quantity is None:
        return Verdict.UNKNOWN
    low, high = criterion.quantity.low, criterion.quantity.high
    if high is not None:
        return _told(low <= value <= high)
    holds = {
        Comparator.AT_MOST: value <= low,
        Comparator.LESS_THAN: value < low,
        Comparator.AT_LEAST: value >= low,
        Comparator.MORE_THAN: value > low,
        Comparator.EXACTLY: value == low,
    }
    return _told(holds.get(criterion.comparator or Comparator.ABOUT))


def _staff(criterion: Criterion, profile: Profile, _: Sectors) -> Verdict:
    return _compare(profile.staff, criterion)


def _revenue(criterion: Criterion, profile: Profile, _: Sectors) -> Verdict:
    return _compare(profile.revenue, criterion)


def _capital(criterion: Criterion, profile: Profile, _: Sectors) -> Verdict:
    return _compare(profile.capital, criterion)


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


def _within(possible: frozenset[Size], allowed: Iterable[str]) -> Verdict:
    wanted = {Size(size) for size in allowed}
    if possible <= wanted:
        return Verdict.MET
    return Verdict.UNKNOWN if possible & wanted else Verdict.NOT_MET


def _size(criterion: Criterion, profile: Profile, sectors: Sectors) -> Verdict:
    return _within(sizes_of(profile, sectors), criterion.allowed)


def _in_sector(sector_id: str, profile: Profile, sectors: Sectors) -> Verdict:
    """Whether a firm works in a sector, by its own sector's lineage or its code; a wider sector than asked leaves it open."""
    if sector_id not in sectors.by_id:
        return _told(profile.answers.get(sector_id))
    verdicts = []
    if profile.sector is not None and profile.sector in sectors.by_id:
        if sector_id in sectors.lineage(profile.sector):
            return Verdict.MET
        codes = sectors.by_id[profile.sector].codes
        apart = bool(codes) and all(sectors.lies(code, sector_id) is Lies.OUTSIDE for code in codes)
        verdicts.append(Verdict.NOT_MET if apart else Verdict.UNKNOWN)
    if profile.code is not None:
        lies = sectors.lies(profile.code, sector_id)
        verdicts.append({Lies.INSIDE: Verdict.MET, Lies.OUTSIDE: Verdict.NOT_MET, Lies.PERHAPS: Verdict.UNKNOWN}[lies])
    return next((verdict for verdict in (Verdict.MET, Verdict.NOT_MET) if verdict in verdicts), Verdict.UNKNOWN)


def _sector(criterion: Criterion, profile: Profile, sectors: Sectors) -> Verdict:
    return _any([_in_sector(sector_id, profile, sectors) for sector_id in criterion.allowed])


def _ownership(criterion: Criterion, profile: Profile, _: Sectors) -> Verdict:
    return _told(None if profile.ownership is None else profile.ownership in criterion.allowed)


def _place(criterion: Criterion, profile: Profile, sectors: Sectors) -> Verdict:
    """A place that is named by name is compared; of a kind of place, such as a poor district, only an answer tells."""
    if profile.place is not None and criterion.allowed:
        return _told(any(folded(place) in folded(profile.place) for place in criterion.allowed))
    return _answered(criterion, profile, sectors)


def _product_list(criterion: Criterion, profile: Profile, sectors: Sectors) -> Verdict:
    return _told(profile.product_list) if profile.product_list is not None else _answered(criterion, profile, sectors)


def _year(criterion: Criterion, profile: Profile, sectors: Sectors) -> Verdict:
    """A period of years for which support is given, or the age of the firm, whose month of birth is not known."""
    if criterion.allowed:
        return _told(None if profile.year is None else str(profile.year) in criterion.allowed)
    if profile.founded is None or profile.year is None or criterion.quantity is None:
        return _answered(criterion, profile, sectors)
    most = profile.year - profile.founded
    verdicts = {_compare(Decimal(max(age, 0)), criterion) for age in (most - 1, most)}
    return verdicts.pop() if len(verdicts) == 1 else Verdict.UNKNOWN


_OWNERSHIP_GROUPS = {"foreign_invested": Ownership.FOREIGN, "state_owned": Ownership.STATE, "private": Ownership.PRIVATE}
_SECTOR_GROUPS = {"supporting_industry": "supporting-industries", "rural_industry": "rural-industry"}


def _in_group(group: str, profile: Profile, sectors: Sectors) -> Verdict:
    if group in profile.answers:
        return _told(profile.answers[group])
    if sizes := shipped_support().sizes_of.get(group):
        return _within(sizes_of(profile, sectors), sizes)
    if group in _OWNERSHIP_GROUPS:
        return _told(None if profile.ownership is None else profile.ownership is _OWNERSHIP_GROUPS[group])
    if group in _SECTOR_GROUPS:
        return _in_sector(_SECTOR_GROUPS[group], profile, sectors)
    if group == "priority_products":
        return _told(profile.product_list)
    return Verdict.UNKNOWN


def _group(criterion: Criterion, profile: Profile, sectors: Sectors) -> Verdict:
    if criterion.key in profile.answers:
        return _told(profile.answers[criterion.key])
    return _any([_in_group(group, profile, sectors) for group in criterion.allowed])


def _answered(criterion: Criterion, profile: Profile, _: Sectors) -> Verdict:
    return _told(profile.answers.get(criterion.key))


_JUDGES = {
    Dimension.SIZE: _size,
    Dimension.STAFF: _staff,
    Dimension.REVENUE: _revenue,
    Dimension.CAPITAL: _capital,
    Dimension.SECTOR: _sector,
    Dimension.OWNERSHIP: _ownership,
    Dimension.PLACE: _place,
    Dimension.PRODUCT_LIST: _product_list,
    Dimension.YEAR: _year,
    Dimension.GROUP: _group,
}
