"""Routes to images of pages, and to where a quotation stands on them."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from service.api.dependencies import CurrentSnapshot, CurrentViews
from service.pages import DEFAULT_SCALE, GREATEST_SCALE, LEAST_SCALE, MOST_HIGHLIGHTS, read_place, read_span
from service.schemas.boxes import PassageBoxesOut, passage_boxes_out

router = APIRouter(tags=["pages"])


@router.get("/v1/documents/{document_id}/pages/{number}.png", response_class=Response, responses={200: {"content": {"image/png": {}}}})
def page_image(
    document_id: str,
    number: int,
    request: Request,
    snapshot: CurrentSnapshot,
    views: CurrentViews,
    scale: Annotated[float, Query(ge=LEAST_SCALE, le=GREATEST_SCALE, allow_inf_nan=False, description="pixels a point: 2 is 144 dots an inch")] = DEFAULT_SCALE,
    highlight: Annotated[
        list[str] | None, Query(max_length=MOST_HIGHLIGHTS, description="a span of the document's text to mark, as START-END", examples=["120-340"])
    ] = None,
) -> Response:
    """The image of one page, the first being 1, with spans of its text marked in yellow. Very large pages are drawn smaller."""
    drawing = views.drawing(snapshot, document_id, number, scale, tuple(read_span(span) for span in highlight or ()))
    # What a span covers may change when the document is read anew; a page as such never does.
    headers = {"ETag": drawing.etag, "Cache-Control": "no-cache" if highlight else "public, max-age=31536000, immutable"}
    if drawing.etag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return Response(views.png(drawing), media_type="image/png", headers={**headers, "X-Content-Type-Options": "nosniff"})


@router.get("/v1/passages/{passage_id}/boxes", response_model=PassageBoxesOut)
def boxes(passage_id: str, snapshot: CurrentSnapshot, views: CurrentViews) -> PassageBoxesOut:
    """Where a passage, or any quotation `document:start-end`, stands on its pages: one rectangle for each line of it."""
    return passage_boxes_out(views.quotation(snapshot, *read_place(passage_id)))
