"""Routes to the facts that documents state: lists as JSON or CSV, and a chart of targets."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse, Response

from service.api.dependencies import CurrentSnapshot
from service.engine import Snapshot
from service.factbook import FactList, find_targets
from service.schemas.charts import targets_chart
from service.schemas.fact_limits import ChartIn, DatedFactsIn, FactsIn, Form, MeasuresIn, TargetsIn
from service.schemas.fact_pages import OUT_OF, USUAL_FACTS, facts_page
from service.schemas.fact_rows import facts_csv
from service.schemas.facts import FactsOut, MeasureOut, ProgrammeOut, SectorOut, TargetOut

router = APIRouter(tags=["facts"])
_CSV = "text/csv"
_FORMS: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "One page of the list. As CSV: a byte order mark, a header, one row a fact; a cell that a spreadsheet would compute begins with an apostrophe.",
        "content": {_CSV: {"schema": {"type": "string"}}},
    }
}


@router.get("/v1/facts/targets", response_model=FactsOut[TargetOut], responses=_FORMS)
def targets(request: Request, snapshot: CurrentSnapshot, asked: Annotated[TargetsIn, Query()]) -> Response | FactsOut[Any]:
    """The figures that policies want to reach: one fact with all documents that state it, and those that contradict it."""
    return _given(request, snapshot, FactList.TARGETS, asked)


@router.get("/v1/facts/measures", response_model=FactsOut[MeasureOut], responses=_FORMS)
def measures(request: Request, snapshot: CurrentSnapshot, asked: Annotated[MeasuresIn, Query()]) -> Response | FactsOut[Any]:
    """What clauses give to firms: kind, beneficiaries, rates, conditions and what they ask."""
    return _given(request, snapshot, FactList.MEASURES, asked)


@router.get("/v1/facts/programmes", response_model=FactsOut[ProgrammeOut], responses=_FORMS)
def programmes(request: Request, snapshot: CurrentSnapshot, asked: Annotated[DatedFactsIn, Query()]) -> Response | FactsOut[Any]:
    """The programmes that documents set out or name, with their names in every language found."""
    return _given(request, snapshot, FactList.PROGRAMMES, asked)


@router.get("/v1/facts/sectors", response_model=FactsOut[SectorOut], responses=_FORMS)
def sectors(request: Request, snapshot: CurrentSnapshot, asked: Annotated[FactsIn, Query()]) -> Response | FactsOut[Any]:
    """The sectors that documents name, most often named first, whatever is asked to be sorted by."""
    return _given(request, snapshot, FactList.SECTORS, asked)


@router.get("/v1/facts/targets/chart", response_class=JSONResponse)
def chart(snapshot: CurrentSnapshot, asked: Annotated[ChartIn, Query()]) -> dict[str, Any]:
    """Targets of one unit over the years as a Vega-Lite specification, without those that pass the offset and the limit."""
    found = find_targets(snapshot, asked.limits())[asked.offset :][: asked.limit]
    return targets_chart(found, asked.language, snapshot.name)


def _given(request: Request, snapshot: Snapshot, kind: FactList, asked: FactsIn) -> Response | FactsOut[Any]:
    as_csv = asked.format is Form.CSV or (asked.format is None and _CSV in request.headers.get("accept", ""))
    page = facts_page(snapshot, kind, asked.limits(), asked.language, asked.offset, asked.limit or (None if as_csv else USUAL_FACTS))
    if not as_csv:
        return page
    headers = {"Content-Disposition": f'attachment; filename="{kind}.csv"', "X-Total-Count": str(page.total)}
    return Response(facts_csv(OUT_OF[kind], page.facts), media_type="text/csv; charset=utf-8; header=present", headers=headers)
