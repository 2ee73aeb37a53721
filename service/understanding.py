"""What a question itself names: acts, clauses, years, periods, places, authorities, kinds, sectors, a language, whether acts still hold.

Nothing of it limits a search; it weighs a little for passages of documents that agree (``boosts.py``), and is shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from corpus.folding import folded, single_spaced
from corpus.kinds import kind_names
from corpus.nouns import Language, Span
from corpus.numbers import NumberMention, write_number
from corpus.provinces import find_provinces
from corpus.references import ClauseReference
from corpus.rulebook import rules
from corpus.sectors import find_sectors
from corpus.taxonomies import Names
from service.authorities import canonical_name, find_authorities
from service.dimensions import Dimension

_PERIOD = re.compile(r"(?<![\d/.])((?:19|20)\d\d)\s?(?:[-–—]|à|a|et|den|đến|to)\s?((?:19|20)\d\d)(?![\d/])")
_YEAR = re.compile(r"(?<![\d/.,-])(?:19|20)\d\d(?![\d/-])(?![.,]\d)")


@dataclass(frozen=True, slots=True)
class Understood:
    """One thing that a question names: of which dimension, the value that it is taken for, where the question says it, and its words there.

    ``place`` is the province of a local authority.
    """

    dimension: Dimension
    value: str
    span: Span
    place: str | None = None
    text: str = ""


def understand(text: str, language: Language, numbers: list[NumberMention], references: tuple[ClauseReference, ...]) -> tuple[Understood, ...]:
    """What a question names, in the order of its words; figures of document numbers are no years, and words of them no kinds."""
    known = [Understood(Dimension.NUMBER, write_number(mention.number), mention.span) for mention in numbers]
    known += [Understood(Dimension.CLAUSE, str(reference), reference.span) for reference in references]
    readings = (_periods(text), _issuers(text, language), _places(text, language), _kinds(text, language), _sectors(text, language), _hints(text))
    for reading in readings:
        known += [item for item in list(reading) if not _is_taken(item, known)]
    ordered = sorted(known, key=lambda item: (item.span.start, -item.span.end))
    return tuple(replace(item, text=single_spaced(text[item.span.start : item.span.end])) for item in ordered)


_EXCLUSIVE = frozenset({Dimension.NUMBER, Dimension.CLAUSE, Dimension.ISSUER})


def _is_taken(item: Understood, known: list[Understood]) -> bool:
    """Whether its words were already taken for a number, a clause, an authority or a thing of the same dimension; the place of an authority is a place as well."""
    apart = (_EXCLUSIVE | {item.dimension}) - ({Dimension.ISSUER} if item.dimension is Dimension.PLACE else frozenset())
    return any(other.dimension in apart and other.span.overlaps(item.span) for other in known)


def _periods(text: str) -> Iterator[Understood]:
    taken = []
    for match in _PERIOD.finditer(text):
        if int(match[1]) < int(match[2]):
            taken.append(Span(*match.span()))
            yield Understood(Dimension.PERIOD, f"{match[1]}-{match[2]}", taken[-1])
    for match in _YEAR.finditer(text):
        span = Span(*match.span())
        if not any(period.overlaps(span) for period in taken):
            yield Understood(Dimension.YEAR, match.group(), span)


def _issuers(text: str, language: Language) -> Iterator[Understood]:
    for name, span in find_authorities(text, language):
        yield Understood(Dimension.ISSUER, canonical_name(name), span, name.place)


def _places(text: str, language: Language) -> Iterator[Understood]:
    yield from (Understood(Dimension.PLACE, province.name, span) for province, span in find_provinces(text, language))


@cache
def _kind_names(language: Language) -> Names:
    return Names([(name, str(names.kind)) for names in kind_names() for name in names.names[language]], language)


def _kinds(text: str, language: Language) -> Iterator[Understood]:
    yield from (Understood(Dimension.KIND, named.id, named.span) for named in _kind_names(language).find(text))


def _sectors(text: str, language: Language) -> Iterator[Understood]:
    yield from (Understood(Dimension.SECTOR, sector.id, span) for sector, span in find_sectors(text, language))


@cache
def _hint_patterns() -> tuple[tuple[Dimension, str, re.Pattern[str]], ...]:
    languages = [(Dimension.LANGUAGE, str(rule["language"]), rule["patterns"]) for rule in rules("hints")["language"]]
    forces = [(Dimension.IN_FORCE, str(rule["in_force"]).lower(), rule["patterns"]) for rule in rules("hints")["force"]]
    return tuple((dimension, value, re.compile(rf"\b(?:{'|'.join(patterns)})\b")) for dimension, value, patterns in (*languages, *forces))


def _hints(text: str) -> Iterator[Understood]:
    """Which language and which force of documents a question asks for; folding keeps the places of letters in composed text, but for œ and æ."""
    plain = folded(text)
    if len(plain) != len(text):
        plain = folded(text.translate(str.maketrans("œŒæÆ", "oOaA")))
    if len(plain) == len(text):
        yield from (Understood(dimension, value, Span(*match.span())) for dimension, value, pattern in _hint_patterns() for match in pattern.finditer(plain))
