"""What a measure asks of a firm, as criteria that a profile can be held against, each with the words and the clause that ask it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from itertools import pairwise

from corpus.criteria import Criterion, Dimension, Offer, Ownership
from corpus.facts import Comparator
from corpus.nouns import Authority, Clause, Document, Language, Span
from corpus.periods import find_periods
from corpus.provinces import find_provinces, place_key, provinces
from corpus.quantities import QuantityMention, find_quantities
from corpus.rulebook import compiled, rules
from corpus.sectors import Sectors, shipped_sectors
from corpus.support import Beneficiary, Condition, Measure
from corpus.support_rules import SupportTaxonomy, Wording, find_wording, shipped_support
from corpus.taxonomies import Named

_GENERIC = frozenset({"enterprises", "projects", "organisations_individuals"})
_PERSONS = frozenset({"workers", "experts", "artisans"})
_PRIORITY = frozenset({"women_led", "employing_women", "social_enterprise", "priority_group"})
"""Groups that get more of a measure, or get it first, where others are its beneficiaries, too."""
_SEVERAL = 2
_MOST_CONDITIONS = 12
_MOST_YEARS = 40
_WIDEST_WORDS = 60
_PART = re.compile(r"[;\n]\s*|(?<=[a-zà-ỹ)])\.\s+(?=[A-ZÀ-ỸĐ])")
_FOREIGN = re.compile(r"nước ngoài|étranger", re.IGNORECASE)
_STATE = re.compile(r"nhà nước|publics?\b", re.IGNORECASE)
_NOT_OF_THE_FIRM = re.compile(r"\b(?:dự án|hộ|projet|foyer)\b", re.IGNORECASE)
"""Words that make a figure one of a project, or of the household business before it was a firm, which no profile tells."""
_GOES_ON = re.compile(r"[\s,;]*(?:(?:và|hoặc|et|ou)\s+)?(?:(?:de\s+)?(?:les?|la|l['’]|d['’]|du|des)\s*)?")
_CASE = re.compile(r"(?:trong|với|đối với|riêng|trường hợp|nếu|pour|chez|si)\b[^:]{0,160}:|[^:]{3,160}:\s+\S", re.IGNORECASE)


def find_criteria(
    measure: Measure, text: str, language: Language, support: SupportTaxonomy | None = None, sectors: Sectors | None = None
) -> tuple[Criterion, ...]:
    """The criteria of a measure: who its beneficiaries are, in which sectors, what its conditions ask, and for which years it is given."""
    reader = _Reader(text, language, support or shipped_support(), sectors or shipped_sectors())
    found = [*reader.beneficiaries(measure), *reader.sectors_asked(measure)]
    found += reader.conditions(measure.conditions[:_MOST_CONDITIONS])
    wider = [one.span for one in found if one.dimension is Dimension.SECTOR]
    said_twice = [one for one in found if one.dimension is Dimension.SECTOR and any(other != one.span and other.covers(one.span) for other in wider)]
    return tuple(dict.fromkeys([*(one for one in found if one not in said_twice), *reader.years(measure)]))


def find_offers(measures: Iterable[Measure], text: str, document: Document) -> tuple[Offer, ...]:
    """The measures of a document with what they ask; those of an act that holds in one province ask the firm to be there."""
    place = _place_of_act(text, document)
    return tuple(Offer(measure, find_criteria(measure, text, document.language), place) for measure in measures)


def _place_of_act(text: str, document: Document) -> Criterion | None:
    """A criterion for the province in which an act holds, at the first words that name it, else at the first line of the act.

    None for an act of the whole country, and for news, which is published in a place and holds in none.
    """
    province = provinces().get(place_key(document.place)) if document.place else None
    if province is None or document.kind.authority is Authority.NEWS or not text.strip():
        return None
    named = next((span for found, span in find_provinces(text, document.language) if found.id == province.id), None)
    start = len(text) - len(text.lstrip())
    span = named or Span(start, start + len(text[start:].split("\n", 1)[0].rstrip()))
    return Criterion(Dimension.PLACE, span, " ".join(text[span.start : span.end].split()), allowed=(province.name,))


class _Reader:
    def __init__(self, text: str, language: Language, support: SupportTaxonomy, sectors: Sectors) -> None:
        self._text = text
        self._language = language
        self._support = support
        self._sectors = sectors

    def _words(self, span: Span) -> str:
        return " ".join(self._text[span.start : span.end].split())

    # Who, and in which sectors.

    def beneficiaries(self, measure: Measure) -> Iterator[Criterion]:
        """One criterion that the firm is of one of the groups; none where any enterprise is."""
        if any(one.group in _GENERIC for one in measure.beneficiaries):
            return
        named = [one for one in measure.beneficiaries if one.group not in _PERSONS] or list(measure.beneficiaries)
        if any(one.group not in _PRIORITY for one in named):
            named = [one for one in named if one.group not in _PRIORITY]
        if not named:
            return
        for one in (refused := [one for one in named if self._is_refused(one)]):
            yield from (replace(part, excludes=True) for part in (*self._of_sizes([one], measure.clause), *self._of_groups([one], measure.clause)))
        named = [one for one in named if one not in refused]
        parts = [*self._of_sizes(named, measure.clause), *self._of_groups(named, measure.clause)]
        if not parts:
            return
        span = Span(min(one.span.start for one in named), max(one.span.end for one in named))
        yield parts[0] if len(parts) == 1 else Criterion(Dimension.GROUP, span, self._words(span), measure.clause, any_of=tuple(parts))

    def _is_refused(self, one: Beneficiary) -> bool:
        """Whether the words before a group say that firms of it are not meant: *không phải nhỏ và vừa*."""
        return any(pattern.search(self._before(one.span.start)) for pattern in _patterns("not_of_group", self._language))

    def _of_sizes(self, named: list[Beneficiary], clause: Clause | None) -> Iterator[Criterion]:
        sized = [one for one in named if self._support.sizes_of.get(one.group)]
        if sized:
            sizes = sorted({size for one in sized for size in self._support.sizes_of[one.group]})
            span = Span(min(one.span.start for one in sized), max(one.span.end for one in sized))
            yield Criterion(Dimension.SIZE, span, self._words(span), clause, allowed=tuple(map(str, sizes)))

    def _of_groups(self, named: list[Beneficiary], clause: Clause | None) -> Iterator[Criterion]:
        for one in {one.group: one for one in reversed(named) if not self._support.sizes_of.get(one.group)}.values():
            yield Criterion(Dimension.GROUP, one.span, self._words(one.span), clause, allowed=(one.group,))

    def sectors_asked(self, measure: Measure) -> Iterator[Criterion]:
        """A criterion for the sectors in which the statement says that firms work."""
        start, end = measure.span.start, measure.span.end
        asked: list[Named] = []
        for named in self._sectors.find(self._text[start:end], self._language):
            at = start + named.span.start
            goes_on = asked and _GOES_ON.fullmatch(self._text, start + asked[-1].span.end, at)
            if goes_on or any(pattern.search(self._before(at)) for pattern in _patterns("works_in", self._language)):
                asked.append(named)
        groups = [one.span for one in measure.beneficiaries]
        asked = [one for one in asked if not any(Span(start + one.span.start, start + one.span.end).overlaps(group) for group in groups)]
        if asked and len(set(measure.groups) - _GENERIC) < _SEVERAL:
            span = Span(start + asked[0].span.start, start + asked[-1].span.end)
            yield Criterion(Dimension.SECTOR, span, self._words(span), measure.clause, allowed=tuple(dict.fromkeys(named.id for named in asked)))

    def _before(self, at: int) -> str:
        return self._text[max(0, at - _WIDEST_WORDS) : at].replace("\n", " ")

    # Conditions.

    def conditions(self, conditions: tuple[Condition, ...]) -> Iterator[Criterion]:
        """The criteria of conditions; those of a list of which one is enough are one criterion."""
        alternatives: dict[Span, list[Criterion]] = {}
        for condition in conditions:
            if condition.one_of is None:
                yield from self.condition(condition)
            else:
                alternatives.setdefault(condition.one_of, []).extend(self.condition(condition))
        for lead, parts in alternatives.items():
            if parts:
                yield parts[0] if len(parts) == 1 else Criterion(parts[0].dimension, lead, self._words(lead), parts[0].clause, any_of=tuple(parts))

    def condition(self, condition: Condition) -> Iterator[Criterion]:
        """The criteria of a condition, part by part."""
        cuts = [condition.span.start]
        for match in _PART.finditer(self._text, condition.span.start, condition.span.end):
            cuts += [match.end()]
        for start, end in pairwise([*cuts, condition.span.end]):
            words = self._text[start:end]
            span = Span(start + len(words) - len(words.lstrip()), start + len(words.rstrip(" ;.\n"))) if words.strip(" ;.\n") else None
            if span and not self._only_raises(span) and not any(pattern.search(self._words(span)) for pattern in _patterns("relief", self._language)):
                yield from self._part(span, condition)

    def _only_raises(self, span: Span) -> bool:
        """Whether a condition only says who gets more: *nếu do phụ nữ làm chủ*."""
        named = self._support.find_beneficiaries(self._text[span.start : span.end], self._language)
        return bool(named) and all(one.group in _PRIORITY for one in named)

    def _part(self, span: Span, condition: Condition) -> Iterator[Criterion]:
        figures = [] if condition.excludes or self._of_one_case(span) else list(self._figures(span, condition.clause))
        if len(figures) > 1 and any(pattern.search(self._words(span)) for pattern in _patterns("alternative", self._language)):
            yield Criterion(figures[0].dimension, span, self._words(span), condition.clause, any_of=tuple(figures))
        elif figures:
            yield from figures
        else:
            yield self._other(span, condition)

    def _of_one_case(self, span: Span) -> bool:
        """Whether a part only counts for some: *Trong lĩnh vực bán dẫn: …*."""
        return _CASE.match(self._words(span)) is not None

    def _figures(self, span: Span, clause: Clause | None) -> Iterator[Criterion]:
        words = self._text[span.start : span.end]
        mentions = find_quantities(words, self._language)
        for place, mention in enumerate(mentions):
            before = mentions[place - 1].quantity.span.end if place else 0
            after = mentions[place + 1].span.start if place + 1 < len(mentions) else len(words)
            unit = str(mention.quantity.unit)
            dimension = self._subject(words[before : mention.quantity.span.end], unit) or self._subject(words[before:after], unit)
            if _NOT_OF_THE_FIRM.search(words[before : mention.quantity.span.end]):
                dimension = None
            if dimension and mention.comparator not in {Comparator.EXACTLY, Comparator.ABOUT}:
                yield self._figure(dimension, mention, Span(span.start + before, span.start + after), span.start, clause)

    def _figure(self, dimension: Dimension, mention: QuantityMention, around: Span, by: int, clause: Clause | None) -> Criterion:
        start = around.start + len(self._text[around.start : around.end]) - len(self._text[around.start : around.end].lstrip(" ,;:.\n"))
        end = max(by + mention.quantity.span.end, start + 1)
        span = Span(start, end)
        return Criterion(dimension, span, self._words(span), clause, mention.quantity, mention.comparator)

    def _subject(self, words: str, unit: str = "") -> Dimension | None:
        """What words are about; with a unit only what is told by a figure in it, without one only what is told without."""
        line = words.replace("\n", " ")
        for dimension, units, pattern in _subjects(self._language):
            if (unit in units if unit else not units) and pattern.search(line):
                return dimension
        return None

    def _other(self, span: Span, condition: Condition) -> Criterion:
        """A criterion without a figure: of ownership, a list, a certificate, a place, a sector, or one that is asked as it is worded."""
        words = self._text[span.start : span.end]
        wording, clause = self._words(span), condition.clause
        dimension = None if self._of_one_case(span) else self._subject(words)
        refused = condition.excludes or find_wording(words, Wording.EXCLUSION, self._language) is not None
        if dimension is Dimension.OWNERSHIP:
            owners = [owner for owner, pattern in ((Ownership.FOREIGN, _FOREIGN), (Ownership.STATE, _STATE)) if pattern.search(words)]
            if owners:
                return Criterion(dimension, span, wording, clause, allowed=tuple(map(str, owners)), excludes=refused)
        if dimension is Dimension.SECTOR and (found := self._sectors.find(self._from_subject(words), self._language)):
            return Criterion(dimension, span, wording, clause, allowed=tuple(dict.fromkeys(named.id for named in found)), excludes=refused)
        asked = dimension if dimension in {Dimension.PRODUCT_LIST, Dimension.CERTIFICATE, Dimension.PLACE} else Dimension.OTHER
        return Criterion(asked, span, wording, clause, excludes=refused)

    def _from_subject(self, words: str) -> str:
        """The words from where they speak of a sector: *trong lĩnh vực …*."""
        line = words.replace("\n", " ")
        starts = [match.start() for dimension, _, pattern in _subjects(self._language) if dimension is Dimension.SECTOR and (match := pattern.search(line))]
        return words[min(starts, default=0) :]

    # Years.

    def years(self, measure: Measure) -> Iterator[Criterion]:
        """A criterion for the years of a measure, where its own statement says them from first to last."""
        for mention in find_periods(self._text[measure.span.start : measure.span.end], self._language):
            first, last = mention.period.start, mention.period.end
            if not mention.is_vision and first and last and last - first < _MOST_YEARS:
                span = Span(measure.span.start + mention.span.start, measure.span.start + mention.span.end)
                yield Criterion(Dimension.YEAR, span, self._words(span), measure.clause, allowed=tuple(map(str, range(first, last + 1))))


@cache
def _subjects(language: Language) -> tuple[tuple[Dimension, frozenset[str], re.Pattern[str]], ...]:
    return tuple(
        (Dimension(rule["dimension"]), frozenset(rule.get("figure", ())), compiled(rule["pattern"], re.IGNORECASE))
        for rule in rules("eligibility")["subject"]
        if language in rule["languages"]
    )


@cache
def _patterns(table: str, language: Language) -> tuple[re.Pattern[str], ...]:
    return tuple(compiled(rule["pattern"], re.IGNORECASE) for rule in rules("eligibility")[table] if language in rule["languages"])
