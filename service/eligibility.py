"""Which measures of support a firm may have: each held against its profile, criterion by criterion, and the question that would settle most.

It is information and no decision. An act that is told in two languages counts once; news tells of measures and gives none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from corpus.criteria import Criterion, Dimension
from corpus.eligibility import Verdict
from corpus.nouns import Authority, Document, Language
from corpus.offers import Judged, Open, judge_offer, open_questions
from corpus.profiles import Profile
from corpus.provinces import place_key, provinces
from corpus.support import SupportKind
from service.engine import Snapshot
from service.errors import BadQuestion
from service.factbook import FactLimits, StatedMeasure, find_measures
from service.factnames import sector_id
from service.filters import Filters
from service.inforce import state_of_span
from service.register import same_act
from service.standing import State

_ORDER = (Verdict.MET, Verdict.UNKNOWN, Verdict.NOT_MET)


@dataclass(frozen=True, slots=True)
class Assessed:
    """A measure, the document that states it, how that stands on the day, and how the firm stands to it."""

    document: Document
    judged: Judged
    state: State


@dataclass(frozen=True, slots=True)
class NextQuestion:
    """The question whose answer most measures wait for, with the act whose words ask it, and the criteria of all that wait.

    ``waiting`` counts the measures.
    """

    open: Open
    document: Document
    criteria: tuple[Criterion, ...]

    @property
    def waiting(self) -> int:
        """How many measures wait for the answer."""
        return len(self.open.waiting)


@dataclass(frozen=True, slots=True)
class Assessment:
    """All measures that were asked for, those that the firm may have first, and the next question; None when no answer would settle anything."""

    measures: tuple[Assessed, ...]
    question: NextQuestion | None

    def count(self, verdict: Verdict) -> int:
        """How many measures stand so."""
        return sum(one.judged.standing is verdict for one in self.measures)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which measures are looked at: of which documents, of which kinds, in whose language; ``passed_over`` are keys not to ask again."""

    documents: Filters = field(default_factory=lambda: Filters(in_force=True))
    support: frozenset[SupportKind] | None = None
    language: Language = Language.ENGLISH
    passed_over: frozenset[str] = frozenset()


def read_profile(profile: Profile) -> Profile:
    """The profile with the id of its sector, which may have been given by any name.

    Raises ``BadQuestion`` for a sector or place that nothing names.
    """
    if profile.place is not None and place_key(profile.place) not in provinces():
        raise BadQuestion(f"{profile.place[:60]!r} names no province of Vietnam: give one, such as 'Hà Nội' or 'Đà Nẵng'")
    if profile.sector is None:
        return profile
    return replace(profile, sector=sector_id(profile.sector))


def assess(snapshot: Snapshot, profile: Profile, wanted: Wanted) -> Assessment:
    """How a profile stands to every measure that is wanted."""
    stated = _once_an_act(find_measures(snapshot, FactLimits(wanted.documents, support=wanted.support)), wanted.language)
    found = []
    for one in stated:
        state = state_of_span(snapshot.generation.store, one.document, one.measure.span, wanted.documents.as_of)
        if wanted.documents.in_force is None or state.standing.in_force is wanted.documents.in_force:
            found.append(Assessed(one.document, judge_offer(one.offer, profile), state))
    return Assessment(tuple(sorted(found, key=_order)), _question(found, wanted.passed_over | _settled(profile)))


def _once_an_act(stated: Sequence[StatedMeasure], language: Language) -> list[StatedMeasure]:
    """The measures of acts; of several tellings of one act those of the reader's language, else of the official text, else of the Vietnamese one."""
    tellings: list[list[Document]] = []
    for document in {one.document.id: one.document for one in stated if one.document.kind.authority is not Authority.NEWS}.values():
        act = next((act for act in tellings if any(same_act(document, other) for other in act)), None)
        if act is None:
            tellings.append([document])
        else:
            act.append(document)
    chosen = {min(act, key=lambda one: (one.language is not language, one.record, one.language is not Language.VIETNAMESE)).id for act in tellings}
    return [one for one in stated if one.document.id in chosen]


def _order(one: Assessed) -> tuple[int, int, int]:
    """By standing, then the stronger act, then the fewer answers missing."""
    missing = len({key for judgement in one.judged.judgements for key in judgement.missing})
    return _ORDER.index(one.judged.standing), one.document.kind.authority.rank, missing


def _settled(profile: Profile) -> frozenset[str]:
    """The keys that the profile answers, which are not asked again where the answer leaves something open."""
    known: dict[Dimension, object] = {
        Dimension.SIZE: profile.size,
        Dimension.STAFF: profile.staff,
        Dimension.REVENUE: profile.revenue,
        Dimension.CAPITAL: profile.capital,
    }
    known |= {Dimension.OWNERSHIP: profile.ownership, Dimension.PLACE: profile.place, Dimension.YEAR: profile.year if profile.founded else None}
    return frozenset(str(dimension) for dimension, value in known.items() if value is not None)


def _question(found: Sequence[Assessed], skipped: frozenset[str]) -> NextQuestion | None:
    """The question that most measures wait for, of those that may still be asked."""
    waiting = [one for one in found if one.judged.standing is Verdict.UNKNOWN]
    for open_ in open_questions([one.judged.judgements for one in waiting]):
        if open_.key not in skipped:
            where = [waiting[place] for place in open_.waiting]
            document = next(one.document for one in where if open_.criterion in _leaves(one))
            return NextQuestion(open_, document, tuple(leaf for one in where for leaf in _leaves(one) if leaf.dimension is open_.criterion.dimension))
    return None


def _leaves(one: Assessed) -> list[Criterion]:
    return [leaf for judgement in one.judged.judgements for leaf in judgement.criterion.leaves]
