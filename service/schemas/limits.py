"""What requests may limit a search to, the same for every route."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, Field

from corpus.nouns import Authority, Kind, Language, Level
from service.filters import FIRST_YEAR, LAST_YEAR, Filters

_MOST_VALUES = 50


def several(given: Any) -> Any:  # noqa: ANN401 - whatever a request holds; pydantic judges it afterwards
    """One value as a list of one."""
    return given if given is None or isinstance(given, list | tuple | set | frozenset) else [given]


_Year = Annotated[int, Field(ge=FIRST_YEAR, le=LAST_YEAR)]
_Name = Annotated[str, Field(min_length=1, max_length=200)]
_SEVERAL = BeforeValidator(several)


class Limits(BaseModel):
    """Filters: within one any of its values passes, and every filter that is given must; one value may be given without a list."""

    lang_doc: Annotated[list[Language] | None, _SEVERAL] = Field(default=None, max_length=_MOST_VALUES, description="language of the documents")
    kind: Annotated[list[Kind] | None, _SEVERAL] = Field(
        default=None, max_length=_MOST_VALUES, description="kinds of documents", examples=[["plan", "decision"]]
    )
    authority: Annotated[list[Authority] | None, _SEVERAL] = Field(default=None, max_length=_MOST_VALUES, description="how much the documents bind")
    issuer: Annotated[list[_Name] | None, _SEVERAL] = Field(
        default=None,
        max_length=_MOST_VALUES,
        description="who issued them, in either language, abbreviated or whole, accents optional; without a place, of all places",
        examples=[["UBND thành phố Hà Nội"], ["Ministère des Finances"]],
    )
    level: Annotated[list[Level] | None, _SEVERAL] = Field(default=None, max_length=_MOST_VALUES, description="level of the issuer")
    place: Annotated[list[_Name] | None, _SEVERAL] = Field(
        default=None, max_length=_MOST_VALUES, description="where they hold, in any spelling", examples=[["Hanoï"], ["Việt Nam"]]
    )
    year: Annotated[list[_Year] | None, _SEVERAL] = Field(default=None, max_length=_MOST_VALUES, description="years that they are of", examples=[[2025]])
    year_from: _Year | None = Field(default=None, description="the first year that they may be of")
    year_to: _Year | None = Field(default=None, description="the last year that they may be of")
    period: Annotated[list[_Year] | None, _SEVERAL] = Field(
        default=None, max_length=_MOST_VALUES, description="years that the period of a plan covers", examples=[[2027]]
    )
    sector: Annotated[list[_Name] | None, _SEVERAL] = Field(
        default=None,
        max_length=_MOST_VALUES,
        description="sectors that they speak of, by id or by any name; narrower sectors count",
        examples=[["electronics"]],
    )
    in_force: bool | None = Field(default=None, description="true: only what holds on the day `as_of`; false: only what does not")
    as_of: dt.date | None = Field(default=None, description="the day for which it is said what holds; today when it is left out")

    def filters(self) -> Filters:
        """The same for the search. Raises ``BadQuestion`` for an unknown sector and for years in the wrong order."""
        return Filters(
            language=self.lang_doc,
            kind=self.kind,
            authority=self.authority,
            year=self.year,
            issuer=self.issuer,
            level=self.level,
            place=self.place,
            year_from=self.year_from,
            year_to=self.year_to,
            period=self.period,
            sector=self.sector,
            in_force=self.in_force,
            as_of=self.as_of,
        )
