"""The JSON of where a quotation stands on its pages."""

from __future__ import annotations

from pydantic import Field

from service.pages import PlacesOnPage, Quotation
from service.schemas.frozen import Frozen


class RectangleOut(Frozen):
    """A part of a page, in shares of its width and height from its top left corner."""

    left: float
    top: float
    right: float
    bottom: float


class PageBoxesOut(Frozen):
    """Where a quotation stands on one page: a rectangle for each line, in the order of reading; the page is measured in points."""

    page: int
    width: float
    height: float
    image: str = Field(examples=["/v1/documents/0123456789abcdef/pages/3.png"])
    rectangles: list[RectangleOut]


class PassageBoxesOut(Frozen):
    """Where a quotation stands, page by page; `reason` says why there is no page."""

    passage_id: str
    document_id: str
    start: int
    end: int
    pages: list[PageBoxesOut]
    reason: str | None


def passage_boxes_out(quotation: Quotation) -> PassageBoxesOut:
    """Where a quotation stands."""
    document_id, span = quotation.document.id, quotation.span
    return PassageBoxesOut(
        passage_id=f"{document_id}:{span.start}-{span.end}",
        document_id=document_id,
        start=span.start,
        end=span.end,
        pages=[_page_boxes_out(document_id, page) for page in quotation.pages],
        reason=quotation.reason,
    )


def _page_boxes_out(document_id: str, page: PlacesOnPage) -> PageBoxesOut:
    width, height = (round(side, 2) for side in page.size)
    return PageBoxesOut(
        page=page.number,
        width=width,
        height=height,
        image=f"/v1/documents/{document_id}/pages/{page.number}.png",
        rectangles=[RectangleOut(left=place.left, top=place.top, right=place.right, bottom=place.bottom) for place in page.rectangles],
    )
