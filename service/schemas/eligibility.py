"""The JSON of eligibility: what is told of a firm, and how it stands to each measure."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StrictBool

from corpus.criteria import Criterion, Dimension, Ownership
from corpus.eligibility import Judgement, Verdict, judge
from corpus.interview import asks_yes_or_no, choice_name, choices, notice, question_for
from corpus.nouns import Document, Language
from corpus.profiles import Profile, sizes_of
from corpus.saying import say_period
from corpus.support import Size, SupportKind
from corpus.support_rules import group_name, kind_name
from service.eligibility import Assessed, Assessment, NextQuestion, Wanted, read_profile
from service.engine import Snapshot
from service.errors import BadQuestion
from service.schemas.addresses import clause_label_of, url_of
from service.schemas.facts import SourceOut, source_out
from service.schemas.frozen import Frozen
from service.schemas.limits import Limits, several
from service.schemas.standings import ChangeOut, changes_out
from service.schemas.support import NamedOut, RateOut, rates_out
from service.traits import taxonomy

USUAL_MEASURES, MOST_MEASURES = 50, 500
_MOST_ANSWERS = 500
_Key = Annotated[str, Field(min_length=1, max_length=2000)]
_Name = Annotated[str, Field(min_length=1, max_length=200)]
_Year = Annotated[int, Field(ge=1900, le=2100)]
_Money = Annotated[Decimal, Field(ge=0, le=10**18, allow_inf_nan=False)]
_SEVERAL = BeforeValidator(several)


class ProfileIn(BaseModel):
    """What is told of a firm; what is left out, or null, is not known and never counts as met."""

    model_config = ConfigDict(extra="forbid")

    sector: _Name | None = Field(default=None, description="its sector, by id or by any name", examples=["electronics", "dệt may"])
    code: str | None = Field(default=None, max_length=20, description="its VSIC code: a letter, a division or finer", examples=["2610"])
    size: Size | None = Field(default=None, description="its size; found out from the figures where these tell it (article 5 of Decree 80/2021/NĐ-CP)")
    staff: int | None = Field(default=None, ge=0, le=10**8, description="employees in social insurance, on average over the year")
    revenue: _Money | None = Field(default=None, description="revenue of a year, in dong")
    capital: _Money | None = Field(default=None, description="total capital, in dong")
    ownership: Ownership | None = None
    place: _Name | None = Field(default=None, description="the province in which it is, in any spelling", examples=["Hà Nội", "Danang"])
    product_list: StrictBool | None = Field(default=None, description="whether it makes a product on the list of key or priority products")
    certificates: list[_Name] = Field(default=[], max_length=50, description="certificates that it holds; it may hold others", examples=[["ISO 9001"]])
    founded: _Year | None = Field(default=None, description="year of its first registration")
    year: _Year | None = Field(default=None, description="year for which support is asked")
    answers: dict[_Key, StrictBool | None] = Field(
        default={}, max_length=_MOST_ANSWERS, description="yes or no by the `key` of a question or by the id of a group of beneficiaries"
    )

    def profile(self) -> Profile:
        """The same for the judgement. Raises ``BadQuestion`` for what no firm is."""
        told = self.model_dump(exclude={"answers", "certificates"})
        answers = {key: answer for key, answer in self.answers.items() if answer is not None}
        try:
            return read_profile(Profile(**told, certificates=tuple(self.certificates), answers=answers))
        except ValueError as error:
            raise BadQuestion(str(error)) from error


class EligibilityIn(Limits):
    """A firm, and which measures it is held against; without `in_force` those that are in force on the day `as_of`."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {"profile": {"code": "2610", "staff": 45, "revenue": 60000000000, "place": "Hà Nội"}, "language": "fr"},
                {"profile": {"size": "small", "sector": "supporting-industries"}, "support": ["training", "consultancy"], "language": "vi"},
            ]
        },
    )

    profile: ProfileIn = Field(default_factory=ProfileIn)
    language: Language = Field(default=Language.ENGLISH, description="language of the reader")
    support: Annotated[list[SupportKind] | None, _SEVERAL] = Field(default=None, max_length=50, description="kinds of support that are wanted")
    standing: Annotated[list[Verdict] | None, _SEVERAL] = Field(default=None, max_length=3, description="only measures to which the firm stands so")
    skip: list[_Key] = Field(default=[], max_length=_MOST_ANSWERS, description="keys of questions that shall not be asked")
    in_force: bool | None = Field(default=True, description="only measures that hold on the day `as_of`; null: all")
    offset: int = Field(default=0, ge=0)
    limit: int = Field(default=USUAL_MEASURES, ge=1, le=MOST_MEASURES, description="how many measures to give")

    def wanted(self) -> Wanted:
        """Which measures are looked at."""
        return Wanted(self.filters(), frozenset(self.support) if self.support else None, self.language, frozenset(self.skip))

    def shown(self) -> Shown:
        """Which part of the result is shown."""
        return Shown(self.language, self.as_of, frozenset(self.standing) if self.standing else None, self.offset, self.limit)


class JudgedOut(Frozen):
    """What a measure asks, in the words of its act, and how the firm stands to it; of `any_of` one is enough."""

    dimension: Dimension
    verdict: Verdict
    wording: str
    quote: str = Field(description="the exact words of the document from `start` to `end`")
    clause_label: str
    url: str
    start: int
    end: int
    allowed: list[str]
    excludes: bool = Field(description="whether those that are named are not helped")
    missing: list[str] = Field(description="keys of the answers that it waits for")
    of_act: bool = Field(default=False, description="whether it says where the act holds, and nothing of the measure itself")
    any_of: list[JudgedOut] = Field(default=[])


class EligibleOut(Frozen):
    """A measure, how the firm stands to it and to each of its criteria, and whether its act still holds."""

    verdict: Verdict
    kind: SupportKind
    kind_name: str
    name: str
    rates: list[RateOut]
    beneficiaries: list[NamedOut]
    period: str | None
    authority: str
    criteria: list[JudgedOut]
    source: SourceOut
    changes: list[ChangeOut] = Field(description="what other acts did to these words, the latest first")


class OptionOut(Frozen):
    """A value that an answer may have, and what readers call it."""

    value: str
    name: str


class NextQuestionOut(Frozen):
    """The question whose answer most measures wait for; its answer goes into `answers` under `key`, or into the profile's `fields`."""

    text: str
    dimension: Dimension
    key: str
    fields: list[str] = Field(description="the fields of the profile of which one answers it")
    options: list[OptionOut] = Field(description="values to choose from; another sector or place than these may be given, too")
    waiting: int = Field(description="how many measures wait for the answer")
    wording: str
    source: SourceOut


class EligibilityOut(Frozen):
    """The measures that were asked for, those that the firm may have first; information, and no decision."""

    language: Language
    notice: str
    sizes: list[Size] = Field(description="the sizes that the firm may have by what is known of it")
    counts: dict[Verdict, int] = Field(description="how many measures stand so, all pages together")
    total: int = Field(description="how many measures there are with the standings that were asked for")
    offset: int
    measures: list[EligibleOut]
    next_question: NextQuestionOut | None
    index_generation: str


_FIELDS: dict[Dimension, tuple[str, ...]] = {
    Dimension.SIZE: ("size", "staff", "revenue", "capital"),
    Dimension.STAFF: ("staff",),
    Dimension.REVENUE: ("revenue",),
    Dimension.CAPITAL: ("capital",),
    Dimension.SECTOR: ("sector", "code"),
    Dimension.OWNERSHIP: ("ownership",),
    Dimension.PLACE: ("place",),
    Dimension.YEAR: ("founded", "year"),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """Which part of an assessment is shown, to a reader of which language, for which day."""

    language: Language
    as_of: dt.date | None = None
    standing: frozenset[Verdict] | None = None
    offset: int = 0
    limit: int = USUAL_MEASURES


def eligibility_out(snapshot: Snapshot, found: Assessment, profile: Profile, asked: Shown) -> EligibilityOut:
    """One page of an assessment in the reader's language."""
    wanted = [one for one in found.measures if asked.standing is None or one.judged.standing in asked.standing]
    return EligibilityOut(
        language=asked.language,
        notice=notice(asked.language),
        sizes=[size for size in Size if size in sizes_of(profile)],
        counts={verdict: found.count(verdict) for verdict in Verdict},
        total=len(wanted),
        offset=asked.offset,
        measures=[eligible_out(snapshot, one, profile, asked.language, asked.as_of) for one in wanted[asked.offset : asked.offset + asked.limit]],
        next_question=question_out(snapshot, found.question, asked.language, asked.as_of) if found.question else None,
        index_generation=snapshot.name,
    )


def eligible_out(snapshot: Snapshot, one: Assessed, profile: Profile, language: Language, as_of: dt.date | None) -> EligibleOut:
    """How a firm stands to one measure."""
    measure, place = one.judged.offer.measure, one.judged.offer.place
    judged = [_judged_out(snapshot, one.document, judgement, profile) for judgement in one.judged.judgements]
    if place is not None:
        judged[-1] = judged[-1].model_copy(update={"of_act": True})
    return EligibleOut(
        verdict=one.judged.standing,
        kind=measure.kind,
        kind_name=kind_name(measure.kind, language),
        name=measure.name,
        rates=rates_out(measure, language),
        beneficiaries=[NamedOut(id=group, name=group_name(group, language)) for group in measure.groups],
        period=say_period(measure.period, language) if measure.period else None,
        authority=measure.authority,
        criteria=judged,
        source=source_out(snapshot, one.document, measure.span, measure.clause, as_of),
        changes=changes_out(one.state),
    )


def _judged_out(snapshot: Snapshot, document: Document, judgement: Judgement, profile: Profile) -> JudgedOut:
    criterion = judgement.criterion
    return JudgedOut(
        dimension=criterion.dimension,
        verdict=judgement.verdict,
        wording=criterion.wording,
        quote=snapshot.generation.store.text(document.id).text[criterion.span.start : criterion.span.end],
        clause_label=clause_label_of(criterion.clause, document),
        url=url_of(document, criterion.clause),
        start=criterion.span.start,
        end=criterion.span.end,
        allowed=list(criterion.allowed),
        excludes=criterion.excludes,
        missing=list(judgement.missing),
        any_of=[_judged_out(snapshot, document, judge(part, profile), profile) for part in criterion.any_of],
    )


def question_out(snapshot: Snapshot, question: NextQuestion, language: Language, as_of: dt.date | None) -> NextQuestionOut:
    """The next question in the reader's language, with the words that ask it."""
    criterion, key = question.open.criterion, question.open.key
    return NextQuestionOut(
        text=question_for(key, criterion, language, taxonomy()),
        dimension=criterion.dimension,
        key=key,
        fields=["answers"] if asks_yes_or_no(key) else list(_FIELDS[criterion.dimension]),
        options=[OptionOut(value=value, name=_option_name(criterion, value, language)) for value in choices(key, question.criteria)],
        waiting=question.waiting,
        wording=criterion.wording,
        source=source_out(snapshot, question.document, criterion.span, criterion.clause, as_of),
    )


def _option_name(criterion: Criterion, value: str, language: Language) -> str:
    sector = taxonomy().by_id.get(value) if criterion.dimension is Dimension.SECTOR else None
    return sector.name(language) if sector else choice_name(value, language)
