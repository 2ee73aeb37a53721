"""The JSON of an error."""

from __future__ import annotations

from pydantic import Field

from service.schemas.frozen import Frozen


class ErrorOut(Frozen):
    """Every error has this shape."""

    error: str = Field(examples=["not_found"])
    detail: str = Field(examples=["there is no document 'x': `GET /v1/documents` lists them"])
