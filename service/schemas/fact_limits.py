"""What requests may limit lists of facts to."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from typing import Annotated

from pydantic import BeforeValidator, ConfigDict, Field

from corpus.facts import Unit
from corpus.nouns import Language
from corpus.support import SupportKind
from service.factbook import FactLimits, FactSort
from service.factnames import groups_named, sectors_named
from service.factwords import FactWords
from service.filters import FIRST_YEAR, LAST_YEAR, Filters
from service.schemas.limits import Limits, several

MOST_FACTS = 1000
_MOST_VALUES = 50
_Year = Annotated[int, Field(ge=FIRST_YEAR, le=LAST_YEAR)]
_Name = Annotated[str, Field(min_length=1, max_length=200)]
_SEVERAL = BeforeValidator(several)


class Order(StrEnum):
    """Which end of a sorted list comes first."""

    ASCENDING = "asc"
    DESCENDING = "desc"


class Form(StrEnum):
    """In which form a list is given."""

    JSON = "json"
    CSV = "csv"


class FactsIn(Limits):
    """What every list of facts may be limited to, and which part of it is asked for."""

    model_config = ConfigDict(extra="forbid")

    q: str = Field(
        default="",
        max_length=500,
        description="words that must all name the fact, in any of the three languages whichever one states it; accents optional",
        examples=["industries de soutien", "bán dẫn"],
    )
    sort: FactSort = Field(default=FactSort.DOCUMENT, description="facts without what is sorted by come last; `value` sorts within each unit")
    order: Order = Order.ASCENDING
    offset: int = Field(default=0, ge=0, description="how many facts to leave out at the beginning")
    limit: int | None = Field(default=None, ge=1, le=MOST_FACTS, description="how many facts to give: 50 without it in JSON, all in CSV")
    language: Language = Field(default=Language.ENGLISH, description="language of labels and of figures in words")
    format: Form | None = Field(default=None, description="`csv` for spreadsheets, as `Accept: text/csv` asks for it, too")

    def documents(self) -> Filters:
        """The filters of documents; a sector limits the facts themselves."""
        return self.model_copy(update={"sector": None}).filters()

    def limits(self) -> FactLimits:
        """The same for the search. Raises ``BadQuestion`` for names that nothing bears and for years in the wrong order."""
        return FactLimits(
            documents=self.documents(),
            words=FactWords(self.q),
            sector=sectors_named(self.sector),
            sort=self.sort,
            descending=self.order is Order.DESCENDING,
        )


class DatedFactsIn(FactsIn):
    """What facts with a period may be limited to."""

    deadline_from: _Year | None = Field(default=None, description="the first year by which they may be due")
    deadline_to: _Year | None = Field(default=None, description="the last year by which they may be due", examples=[2030])

    def limits(self) -> FactLimits:
        """The same for the search."""
        return replace(super().limits(), deadline_from=self.deadline_from, deadline_to=self.deadline_to)


class TargetsIn(DatedFactsIn):
    """What the list of targets may be limited to."""

    unit: Annotated[list[Unit] | None, _SEVERAL] = Field(default=None, max_length=_MOST_VALUES, description="units of the figures", examples=[["percent"]])
    conflicts: bool = Field(default=False, description="only targets for which another document gives another value")

    def limits(self) -> FactLimits:
        """The same for the search."""
        return replace(super().limits(), unit=frozenset(self.unit) if self.unit else None, conflicts=self.conflicts)


class MeasuresIn(DatedFactsIn):
    """What the list of measures of support may be limited to."""

    support: Annotated[list[SupportKind] | None, _SEVERAL] = Field(
        default=None, max_length=_MOST_VALUES, description="what is given", examples=[["training", "interest_subsidy"]]
    )
    beneficiary: Annotated[list[_Name] | None, _SEVERAL] = Field(
        default=None, max_length=_MOST_VALUES, description="groups of beneficiaries, by id or by any name", examples=[["small"], ["hợp tác xã"]]
    )

    def limits(self) -> FactLimits:
        """The same for the search."""
        return replace(super().limits(), support=frozenset(self.support) if self.support else None, beneficiary=groups_named(self.beneficiary))


class ChartIn(TargetsIn):
    """What a chart of targets may be limited to; it has one unit, that of most of them where none is given."""
