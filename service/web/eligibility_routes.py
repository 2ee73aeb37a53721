"""The page that holds a firm against the measures of support."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from corpus.criteria import Ownership
from corpus.interview import choice_name, notice, verdict_name
from corpus.support import Size
from service.inforce import today
from service.web.assessing import place_choices, result, sector_choices, support_choices
from service.web.profiles import read_told
from service.web.rendering import frame, render
from service.web.requests import pairs_of, snapshot_of


def eligibility(request: Request) -> Response:
    """The form, and as soon as something is told how the firm stands to each measure; all of it is in the address."""
    page, snapshot, pairs = frame(request, "eligibility"), snapshot_of(request), pairs_of(request.query_params)
    told = read_told(pairs, today())
    shown = None if told.is_blank or told.mistakes else result(snapshot, told, page.language, dict(pairs).get("all", ""))
    return render(
        "eligibility.html", page, 422 if told.mistakes else 200, told=told, result=shown, sectors=sector_choices(page.language), places=place_choices(),
        kinds_of_support=support_choices(page.language), sizes=tuple(Size), ownerships=tuple(Ownership), choice_name=choice_name, verdict_name=verdict_name, notice=notice(page.language),
    )  # fmt: skip
