"""Holds a firm's profile against criteria: met, not met, or unknown; what is not answered never counts as met.

It is information and no decision.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from corpus.criteria import Criterion, Dimension, Ownership
from corpus.facts import Comparator
from corpus.glossary import folded_words
from corpus.profiles import Profile, sizes_of
from corpus.provinces import place_key, provinces
from corpus.sectors import Lies, Sectors, shipped_sectors
from corpus.support import Size
from corpus.support_rules import shipped_support


class Verdict(StrEnum):
    """How a profile stands to a criterion."""

    MET = "met"
    NOT_MET = "not_met"
    UNKNOWN = "unknown"


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
    return Judgement(criterion, verdict, _missing(criterion, profile, taxonomy) if verdict is Verdict.UNKNOWN else ())


def judge_all(criteria: Iterable[Criterion], profile: Profile, sectors: Sectors | None = None) -> tuple[Judgement, ...]:
    """How a profile stands to each of several criteria."""
    return tuple(judge(criterion, profile, sectors) for criterion in criteria)


def standing(judgements: Sequence[Judgement]) -> Verdict:
    """Whether a firm may have a measure: not when one criterion is not met, surely when all are met, else unknown; without criteria, unknown."""
    verdicts = {judgement.verdict for judgement in judgements}
    if Verdict.NOT_MET in verdicts:
        return Verdict.NOT_MET
    return Verdict.MET if verdicts == {Verdict.MET} else Verdict.UNKNOWN


def _missing(criterion: Criterion, profile: Profile, sectors: Sectors) -> tuple[str, ...]:
    """The keys of what has to be answered: of a sector that what is known of the firm leaves open, whether it works in that very one."""
    if criterion.dimension is not Dimension.SECTOR or (profile.sector is None and profile.code is None):
        return (criterion.key,)
    return tuple(f"{criterion.key}:{sector}" for sector in criterion.allowed if _in_sector(sector, profile, sectors) is Verdict.UNKNOWN)


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


def _within(possible: frozenset[Size], allowed: Iterable[str]) -> Verdict:
    """A firm of which no size is ruled out has answered nothing, so not even what all sizes may have is met."""
    wanted = {Size(size) for size in allowed}
    if possible == frozenset(Size):
        return Verdict.UNKNOWN
    if possible <= wanted:
        return Verdict.MET
    return Verdict.UNKNOWN if possible & wanted else Verdict.NOT_MET


def _size(criterion: Criterion, profile: Profile, sectors: Sectors) -> Verdict:
    return _within(sizes_of(profile, sectors), criterion.allowed)


def _in_sector(sector_id: str, profile: Profile, sectors: Sectors) -> Verdict:
    """Whether a firm works in a sector: as it answers, or by its own sector's lineage or its code; a wider sector than asked leaves it open."""
    told = [profile.answers[key] for key in _sector_keys(sector_id) if key in profile.answers]
    if told or sector_id not in sectors.by_id:
        return _told(told[0] if told else None)
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


def _sector_keys(sector_id: str) -> tuple[str, ...]:
    """The keys of answers that say whether a firm works in a sector; some sectors are groups of beneficiaries, too."""
    groups = [group for group, sector in _SECTOR_GROUPS.items() if sector == sector_id]
    return (f"{Dimension.SECTOR}:{sector_id}", sector_id, *groups, *(f"{Dimension.GROUP}:{group}" for group in groups))


def _sector(criterion: Criterion, profile: Profile, sectors: Sectors) -> Verdict:
    return _any([_in_sector(sector_id, profile, sectors) for sector_id in criterion.allowed])


def _ownership(criterion: Criterion, profile: Profile, _: Sectors) -> Verdict:
    return _told(None if profile.ownership is None else profile.ownership in criterion.allowed)


def _place(criterion: Criterion, profile: Profile, sectors: Sectors) -> Verdict:
    """A province that is named is compared; of a kind of place, such as a poor district, only an answer tells.

    A place that is no province of today leaves open whether it lies in the one that is asked for: provinces were merged in 2025.
    """
    if not criterion.allowed:
        return _answered(criterion, profile, sectors)
    if profile.place is None:
        return Verdict.UNKNOWN
    own, asked = place_key(profile.place), {place_key(place) for place in criterion.allowed}
    if own in asked:
        return Verdict.MET
    known = [provinces().get(key) for key in (own, *asked)]
    return Verdict.NOT_MET if all(province and not province.former for province in known) else Verdict.UNKNOWN


def _product_list(criterion: Criterion, profile: Profile, sectors: Sectors) -> Verdict:
    answered = _answered(criterion, profile, sectors)
    return _told(profile.product_list) if answered is Verdict.UNKNOWN else answered


def _certificate(criterion: Criterion, profile: Profile, sectors: Sectors) -> Verdict:
    """Met by a certificate that the words name, where they name no second one; without it, open: a list of certificates need not be whole."""
    asked = folded_words(criterion.wording)
    held = [name for name in map(folded_words, profile.certificates) if len(name) >= _LEAST_WORDS and _stands_in(name, asked)]
    if held and _BOTH.isdisjoint(asked) and not criterion.excludes:
        return Verdict.MET
    return _answered(criterion, profile, sectors)


_LEAST_WORDS = 2
_BOTH = frozenset({"va", "et", "cung", "dong"})
"""Words, folded, with which a sentence may ask for more than one certificate."""


def _stands_in(words: Sequence[str], text: Sequence[str]) -> bool:
    return any(list(text[start : start + len(words)]) == list(words) for start in range(len(text) - len(words) + 1))


def _year(criterion: Criterion, profile: Profile, _: Sectors) -> Verdict:
    """A period of years for which support is given, or the age of the firm, whose month of birth is not known."""
    if criterion.allowed:
        return _told(None if profile.year is None else str(profile.year) in criterion.allowed)
    if profile.founded is None or profile.year is None:
        return Verdict.UNKNOWN
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
    Dimension.CERTIFICATE: _certificate,
    Dimension.YEAR: _year,
    Dimension.GROUP: _group,
}
