"""How a firm stands to the measures of the library, as a page shows it: the measures by verdict, each criterion with its clause, the next question."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from corpus.eligibility import Verdict
from corpus.nouns import Document, Language, Span
from corpus.profiles import sizes_of
from corpus.provinces import provinces
from corpus.support import Size, SupportKind
from corpus.support_rules import kind_name
from service.eligibility import Assessed, Assessment, Wanted, assess
from service.engine import Snapshot
from service.filters import Filters
from service.schemas.eligibility import EligibleOut, JudgedOut, NextQuestionOut, eligible_out, question_out
from service.traits import taxonomy
from service.web.addresses import address, document_address
from service.web.changes import ChangeView, change_views
from service.web.labels import short_name
from service.web.profiles import Told, told_label

FEW, MOST = 8, 500
"""Measures of a verdict that are shown at first, and when all are asked for."""
_ORDER = (Verdict.MET, Verdict.UNKNOWN, Verdict.NOT_MET)
_FIELDS_OF_PAGE = frozenset({"sector", "code", "size", "staff", "revenue", "capital", "ownership", "place", "founded", "year"})


@dataclass(frozen=True, slots=True)
class Asked:
    """One criterion with the address that highlights its words; of ``parts``, where there are some, one is enough."""

    judged: JudgedOut
    address: str
    parts: tuple[Asked, ...] = ()


@dataclass(frozen=True, slots=True)
class Eligible:
    """A measure with how the firm stands to it and to each criterion, and what became of its words."""

    out: EligibleOut
    document: Document
    name: str
    address: str
    asked: tuple[Asked, ...]
    changes: list[ChangeView]


@dataclass(frozen=True, slots=True)
class Group:
    """The measures to which the firm stands alike; ``count`` is of all, ``all_address`` shows them where some are left out."""

    verdict: Verdict
    count: int
    measures: tuple[Eligible, ...]
    all_address: str


@dataclass(frozen=True, slots=True)
class Ask:
    """The next question: what it asks, the words that ask it, by which fields of the form it is answered, what goes on in the address."""

    out: NextQuestionOut
    document: Document
    name: str
    address: str
    fields: tuple[str, ...]
    kept: tuple[tuple[str, str], ...]
    skip_address: str

    @property
    def is_yes_or_no(self) -> bool:
        """Whether it is answered by yes or no."""
        return not self.fields


@dataclass(frozen=True, slots=True)
class Summary:
    """Something that was told, with the address that takes it back."""

    label: str
    address: str


@dataclass(frozen=True, slots=True)
class Result:
    """The whole result."""

    groups: tuple[Group, ...]
    question: Ask | None
    sizes: tuple[Size, ...]
    told: tuple[Summary, ...]


def result(snapshot: Snapshot, told: Told, language: Language, unfolded: str = "") -> Result:
    """How the firm stands to the measures in force; ``unfolded`` is the verdict of which all measures are shown."""
    wanted = Wanted(Filters(in_force=True), frozenset(told.support) or None, language, frozenset(told.skipped))
    found = assess(snapshot, told.profile, wanted)
    return Result(
        groups=tuple(_group(snapshot, found, verdict, told, language, MOST if verdict == unfolded else FEW) for verdict in _ORDER),
        question=_ask(snapshot, found, told, language),
        sizes=tuple(size for size in Size if size in sizes_of(told.profile)),
        told=tuple(
            Summary(told_label(told, name, value, language), address(language, "eligibility", told.without(name, value)))
            for name, value in told.pairs
            if name not in told.mistakes
        ),
    )


def _group(snapshot: Snapshot, found: Assessment, verdict: Verdict, told: Told, language: Language, most: int) -> Group:
    measures = [one for one in found.measures if one.judged.standing is verdict]
    more = address(language, "eligibility", [*told.pairs, ("all", str(verdict))], str(verdict)) if len(measures) > most else ""
    return Group(verdict, len(measures), tuple(_eligible(snapshot, one, told, language) for one in measures[:most]), more)


def _eligible(snapshot: Snapshot, one: Assessed, told: Told, language: Language) -> Eligible:
    out = eligible_out(snapshot, one, told.profile, language, None)
    document = one.document
    place = document_address(language, document.id, [one.judged.offer.measure.span])
    asked = tuple(_asked(document, judged, language) for judged in out.criteria)
    return Eligible(out, document, short_name(document, language), place, asked, change_views(one.state, language))


def _asked(document: Document, judged: JudgedOut, language: Language) -> Asked:
    place = document_address(language, document.id, [Span(judged.start, judged.end)])
    return Asked(judged, place, tuple(_asked(document, part, language) for part in judged.any_of))


def _ask(snapshot: Snapshot, found: Assessment, told: Told, language: Language) -> Ask | None:
    if found.question is None:
        return None
    out = question_out(snapshot, found.question, language, None)
    document = found.question.document
    fields = tuple(name for name in out.fields if name in _FIELDS_OF_PAGE)
    return Ask(
        out=out,
        document=document,
        name=short_name(document, language),
        address=document_address(language, document.id, [Span(out.source.start, out.source.end)]),
        fields=fields,
        kept=tuple(pair for pair in told.pairs if pair[0] not in fields),
        skip_address=address(language, "eligibility", [*told.pairs, ("skip", out.key)], "question"),
    )


def sector_choices(language: Language) -> list[tuple[str, str]]:
    """All sectors by name."""
    return _by_name((sector.id, sector.name(language)) for sector in taxonomy().all)


def place_choices() -> list[str]:
    """The provinces of today by name."""
    return sorted(province.name for province in provinces().values() if not province.former)


def support_choices(language: Language) -> list[tuple[str, str]]:
    """All kinds of support by name."""
    return _by_name((str(kind), kind_name(kind, language)) for kind in SupportKind if kind is not SupportKind.OTHER)


def _by_name(named: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return sorted(((value, name[:1].upper() + name[1:]) for value, name in named), key=lambda item: item[1])
