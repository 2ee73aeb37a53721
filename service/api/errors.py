"""Errors as HTTP says them: the status, and the one shape of all of them."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from indexer.errors import IndexingError
from service.errors import KeyRefused, NotReady, ServiceError
from service.schemas.errors import ErrorOut

ERRORS: dict[int | str, dict[str, Any]] = {
    404: {"model": ErrorOut, "description": "Nothing under that name"},
    422: {"model": ErrorOut, "description": "The request cannot be understood"},
    503: {"model": ErrorOut, "description": "There is no index yet"},
}
"""The errors that every route may give, for the description."""
UPLOAD_ERRORS: dict[int | str, dict[str, Any]] = {
    401: {"model": ErrorOut, "description": "The key is missing or wrong"},
    403: {"model": ErrorOut, "description": "Uploads are off: no key is set"},
}
"""The further errors of the routes that need the key."""


def handle_errors(app: FastAPI) -> None:
    """Gives every failure of a request the one shape of errors."""

    @app.exception_handler(ServiceError)
    def service_error(_request: Request, error: ServiceError) -> JSONResponse:
        return _failed(error.status, error.code, str(error), {"WWW-Authenticate": "Bearer"} if isinstance(error, KeyRefused) else None)

    @app.exception_handler(IndexingError)
    def indexing_error(_request: Request, error: IndexingError) -> JSONResponse:
        return _failed(503, NotReady.code, str(error))

    @app.exception_handler(RequestValidationError)
    def malformed(_request: Request, error: RequestValidationError) -> JSONResponse:
        first = error.errors()[0]
        where = ".".join(part for part in first["loc"] if isinstance(part, str) and part not in {"body", "query", "path"})
        return _failed(422, "malformed_request", f"{where or 'the request body'}: {first['msg'].lower()}")

    @app.exception_handler(HTTPException)
    def http_error(request: Request, error: HTTPException) -> JSONResponse:
        codes = {400: "malformed_request", 404: "not_found", 405: "method_not_allowed"}
        detail = f"there is nothing at {request.url.path}: see /docs" if error.status_code == 404 else str(error.detail)  # noqa: PLR2004 - HTTP
        return _failed(error.status_code, codes.get(error.status_code, "error"), detail)

    @app.exception_handler(Exception)
    def defect(_request: Request, _error: Exception) -> JSONResponse:
        return _failed(500, "internal_error", "the service failed on this request: its log says why")


def _failed(status: int, code: str, detail: str, headers: dict[str, str] | None = None) -> JSONResponse:
    return JSONResponse(ErrorOut(error=code, detail=detail).model_dump(), status, headers)
