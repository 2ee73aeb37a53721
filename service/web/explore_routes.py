"""The pages that explore the facts of the library: tables, pictures, and files for spreadsheets."""

from __future__ import annotations

from functools import lru_cache

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from corpus.facts import Unit
from indexer.store import Store
from service.errors import BadQuestion
from service.factbook import FactLimits, FactList, find_programmes
from service.inforce import outgoing, state_at
from service.schemas.fact_limits import Order
from service.schemas.fact_pages import OUT_OF, facts_page
from service.schemas.fact_rows import facts_csv
from service.traits import taxonomy
from service.web.addresses import address
from service.web.exploring import FIELDS, SORTS, Exploring, explore, mentions_of, read_limits
from service.web.pictures import matrix as matrix_module
from service.web.pictures import timeline as timeline_module
from service.web.pictures.matrix import MatrixPicture, matrix_picture
from service.web.pictures.targets import TargetsPicture, comparator_name, targets_picture
from service.web.pictures.timeline import Changing, Timeline, timeline
from service.web.rendering import HEADERS, frame, render
from service.web.requests import language_of, pairs_of, snapshot_of
from service.web.tellings import acts

PARTS = (*map(str, FactList), "acts")


def index(request: Request) -> Response:
    """The first of the lists."""
    return RedirectResponse(address(language_of(request), f"explore/{FactList.TARGETS}"), 302, dict(HEADERS))


def facts(request: Request) -> Response:
    """A list of facts with its picture."""
    page, kind = frame(request, "explore"), FactList(request.path_params["kind"])
    view = explore(snapshot_of(request), kind, pairs_of(request.query_params), page.language)
    return render(
        f"explore_{kind}.html", page, view=view, part=str(kind), parts=PARTS, fields=FIELDS[kind], sorts=SORTS[kind], orders=tuple(Order),
        picture=_picture(request, view), measures=matrix_module, comparator_name=comparator_name,
    )  # fmt: skip


def facts_file(request: Request) -> Response:
    """The facts that pass the filters in the address, all of them, for spreadsheets; the same columns as those of the HTTP interface."""
    kind, language, snapshot = FactList(request.path_params["kind"]), language_of(request), snapshot_of(request)
    _, limits = read_limits(snapshot, kind, pairs_of(request.query_params), language)
    page = facts_page(snapshot, kind, limits, language, limit=None)
    headers = {
        "Content-Disposition": f'attachment; filename="passerelle-{kind}.csv"',
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-cache",
    }
    return Response(facts_csv(OUT_OF[kind], page.facts), media_type="text/csv; charset=utf-8", headers=headers)


def timeline_of_acts(request: Request) -> Response:
    """The acts of the library on a line of time, with what replaced or amended what."""
    page = frame(request, "explore")
    linked = request.query_params.get("linked", "")
    return render(
        "explore_acts.html", page, part="acts", parts=PARTS, linked=bool(linked), picture=_timeline(request, linked=bool(linked)), measures=timeline_module
    )


def _picture(request: Request, view: Exploring) -> TargetsPicture | MatrixPicture | None:
    language, snapshot = language_of(request), snapshot_of(request)
    shown = acts(snapshot.documents, language)
    if view.kind is FactList.TARGETS:
        return targets_picture(view.found, shown, language, _unit(request.query_params.get("drawn", "")))
    if view.kind is not FactList.SECTORS:
        return None
    named = {fact.sector.id for fact in view.found}
    _, limits = read_limits(snapshot, view.kind, pairs_of(request.query_params), language)
    own = [fact for fact in find_programmes(snapshot, FactLimits(limits.documents)) if any(programme.own for _, programme in fact.statements)]
    programmes = {
        shown[document.id].id: (shown[document.id], programme.name(language)) for fact in own for document, programme in fact.statements if programme.own
    }
    mentions = [(document, mention) for document, mention in mentions_of(snapshot) if mention.sector in named]
    return matrix_picture(programmes.values(), mentions, taxonomy().by_id, language)


def _unit(written: str) -> Unit | None:
    if written and written not in set(Unit):
        raise BadQuestion(f"drawn={written[:40]!r} is no unit")
    return Unit(written) if written else None


def _timeline(request: Request, *, linked: bool) -> Timeline | None:
    language, snapshot = language_of(request), snapshot_of(request)
    store = snapshot.generation.store
    standings = {document.id: state_at(store, document).standing for document in snapshot.documents}
    return timeline(acts(snapshot.documents, language), _changes(store), standings, language, linked_only=linked)


@lru_cache(maxsize=2)
def _changes(store: Store) -> tuple[Changing, ...]:
    """What the acts of an index amend, replace or repeal of one another."""
    return tuple(
        Changing(related.by, related.to, related.relation.kind, related.relation.span)
        for stored in store.documents
        for related in outgoing(store, stored.document)
        if related.to and related.relation.kind.changes_law
    )
