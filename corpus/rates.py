"""Reads the rates of support in a sentence: shares, sums and times, what each is of, for what and for which firms it counts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from corpus.facts import Comparator, Unit
from corpus.nouns import Language
from corpus.quantities import QuantityMention, find_quantities, flattened
from corpus.rulebook import compiled, rules
from corpus.support import Per, Rate, Size
from corpus.support_rules import SupportTaxonomy, shipped_support

_UNITS = frozenset({Unit.PERCENT, Unit.VND, Unit.USD, Unit.EUR, Unit.DAY, Unit.MONTH, Unit.YEAR, Unit.TIMES})
_WIDEST_WORDS = 40
_TO_FIRMS = re.compile(r"\s+(?:(?:de(?:s)?|de ces|số|các|tổng số)\s+){0,2}")
_JOINED = re.compile(r"[^.;:]*(?:,|\b(?:và|hoặc|et|ou)\b)[^.;:]*")


def find_rates(text: str, language: Language, taxonomy: SupportTaxonomy | None = None) -> list[Rate]:
    """The rates of a sentence in order, as offsets into it.

    >>> share, ceiling = find_rates("tối đa 50% giá trị hợp đồng, không quá 100 triệu đồng/năm", Language.VIETNAMESE)
    >>> str(share.quantity.low), share.of, str(ceiling.quantity.low), [str(per) for per in ceiling.per]
    ('50', 'giá trị hợp đồng', '100000000', ['year'])
    """
    line = flattened(text)
    mentions = [mention for mention in find_quantities(text, language) if mention.quantity.unit in _UNITS]
    rates: list[Rate] = []
    for index, mention in enumerate(mentions):
        end = mentions[index + 1].span.start if index + 1 < len(mentions) else len(line)
        if _counts_firms(line, mention, end, language, taxonomy or shipped_support()):
            continue
        rate = _rate(line, mention, end, language, taxonomy or shipped_support())
        if rates and mention.words is None and _goes_on(line, rates[-1], rate):
            rate = replace(rate, comparator=rates[-1].comparator)
        rates.append(rate)
    return rates


def _rate(line: str, mention: QuantityMention, end: int, language: Language, taxonomy: SupportTaxonomy) -> Rate:
    figure, comparator, span = mention.quantity, mention.comparator, mention.span
    before = line[max(0, span.start - _WIDEST_WORDS) : span.start]
    if not comparator.bounds and any(ceiling.search(before) for ceiling in _ceilings(language)):
        comparator = Comparator.AT_MOST
    per, after = _per(line, figure.span.end, language)
    per = tuple(dict.fromkeys((*_per_before(before, language), *per)))
    share = next((match for pattern in _shares(language) if (match := pattern.match(line, after, end))), None) if figure.unit is Unit.PERCENT else None
    stop = re.search(r"[.;]", line[after:end])
    named = taxonomy.find_beneficiaries(line[after : after + stop.start() if stop else end], language)
    sizes: frozenset[Size] = frozenset().union(*(taxonomy.sizes_of.get(found.group, frozenset()) for found in named))
    return Rate(figure, comparator, span, share.group("of").strip() if share else "", per, sizes)


def _counts_firms(line: str, mention: QuantityMention, end: int, language: Language, taxonomy: SupportTaxonomy) -> bool:
    """Whether a share is one of the firms themselves, *100 % des entreprises*, and so no rate of help."""
    figure = mention.quantity
    if figure.unit is not Unit.PERCENT:
        return False
    named = taxonomy.find_beneficiaries(line[figure.span.end : end], language)
    return bool(named) and _TO_FIRMS.fullmatch(line, figure.span.end, figure.span.end + named[0].span.start) is not None


def _goes_on(line: str, before: Rate, rate: Rate) -> bool:
    """Whether a bare figure is the next of a list whose first one had the comparator: *không quá 20 triệu với …, 50 triệu với …*."""
    between = line[before.quantity.span.end : rate.span.start]
    return before.comparator.bounds and before.quantity.unit is rate.quantity.unit and bool(_JOINED.fullmatch(between))


def _per(line: str, at: int, language: Language) -> tuple[tuple[Per, ...], int]:
    """The chain of what a figure is counted for behind it, and where the chain ends."""
    found: list[Per] = []
    while step := next(((per, match.end()) for per, pattern in _pers(language) if (match := pattern.match(line, at))), None):
        found.append(step[0])
        at = step[1]
    return tuple(found), at


def _per_before(before: str, language: Language) -> Iterator[Per]:
    yield from (Per(rule["per"]) for rule in rules("measures")["per"] if _is_before(rule, language) and compiled(rule["pattern"], re.IGNORECASE).search(before))


def _is_before(rule: dict[str, object], language: Language) -> bool:
    return rule.get("place") == "before" and language in rule["languages"]  # type: ignore[operator]


@cache
def _pers(language: Language) -> tuple[tuple[Per, re.Pattern[str]], ...]:
    return tuple(
        (Per(rule["per"]), compiled(rule["pattern"], re.IGNORECASE))
        for rule in rules("measures")["per"]
        if language in rule["languages"] and not _is_before(rule, language)
    )


@cache
def _ceilings(language: Language) -> tuple[re.Pattern[str], ...]:
    return tuple(compiled(rule["pattern"], re.IGNORECASE) for rule in rules("measures")["ceiling"] if language in rule["languages"])


@cache
def _shares(language: Language) -> tuple[re.Pattern[str], ...]:
    return tuple(compiled(rule["pattern"], re.IGNORECASE) for rule in rules("measures")["share_of"] if language in rule["languages"])
