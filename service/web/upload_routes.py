"""The pages on which documents are added and removed, and the page of a job."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from indexer.errors import IndexingError
from indexer.reading import READABLE_SUFFIXES
from service.engine import Snapshot
from service.errors import BadUpload, KeyRefused, NotFound, NotReady, NotUploaded, ServiceError, TooLarge
from service.uploads.jobs import Job
from service.uploads.keys import check_key
from service.uploads.reception import Reception
from service.web.addresses import address
from service.web.feedback import is_same_origin
from service.web.jobs import job_view
from service.web.rendering import HEADERS, frame, render
from service.web.requests import desk_of, engine_of, language_of, origin_of, settings_of

MISTAKES: dict[type[ServiceError], str] = {KeyRefused: "key", BadUpload: "nothing", TooLarge: "too_large", NotReady: "disk"}
"""What the page says of an upload that was not taken."""


def form(request: Request) -> Response:
    """The form that adds documents, and the documents that were added with it."""
    return _form(request)


def _form(request: Request, mistake: str = "", status: int = 200) -> Response:
    desk, settings = desk_of(request), settings_of(request)
    names, snapshot = desk.shelf.documents(), _snapshot(request)
    uploaded = [document for document in snapshot.documents if document.id in names] if snapshot else []
    return render(
        "upload.html", frame(request, "documents"), status, is_open=desk.is_open, mistake=mistake, uploaded=uploaded, names=names,
        most_files=settings.upload_files, most_mb=settings.upload_mb, suffixes=",".join(sorted(READABLE_SUFFIXES)),
    )  # fmt: skip


async def upload(request: Request) -> Response:
    """Takes the files of the form, which must come from a page of ours with the key in it, and leads to their job."""
    _require_own_page(request)
    desk, settings = desk_of(request), settings_of(request)
    if not desk.is_open:
        return await run_in_threadpool(_form, request, "", 403)
    try:
        made = await Reception(desk, settings, lambda key: check_key(settings.upload_key, key)).take(request)
    except (KeyRefused, BadUpload, TooLarge, NotReady) as error:
        return await run_in_threadpool(_form, request, MISTAKES[type(error)], error.status)
    return _to_job(request, made)


def job(request: Request) -> Response:
    """How far a job is and what became of each file."""
    page = frame(request, "documents")
    return render("job.html", page, view=job_view(desk_of(request).job(request.path_params["job_id"]), _snapshot(request), page.language))


def removal(request: Request) -> Response:
    """Asks whether an uploaded document is to be removed."""
    return _removal(request)


def _removal(request: Request, mistake: str = "", status: int = 200) -> Response:
    document_id, snapshot = request.path_params["document_id"], _snapshot(request)
    if not desk_of(request).may_remove(document_id):
        raise HTTPException(404)
    stored = snapshot.generation.store.document(document_id) if snapshot else None
    name = desk_of(request).shelf.documents().get(document_id, "")
    return render(
        "remove.html", frame(request, "documents"), status, document=stored.document if stored else None, document_id=document_id, name=name, mistake=mistake
    )


async def remove(request: Request) -> Response:
    """Removes an uploaded document, when the form comes from a page of ours with the key in it."""
    _require_own_page(request)
    form = await request.form(max_files=0, max_fields=5)
    return await run_in_threadpool(_remove, request, str(form.get("key", "")))


def _remove(request: Request, key: str) -> Response:
    try:
        check_key(settings_of(request).upload_key, key)
        return _to_job(request, desk_of(request).remove(request.path_params["document_id"]))
    except KeyRefused as error:
        return _removal(request, MISTAKES[KeyRefused], error.status)
    except (NotFound, NotUploaded):
        raise HTTPException(404) from None


def _require_own_page(request: Request) -> None:
    if not is_same_origin(request.headers, origin_of(request)):
        raise HTTPException(403)


def _to_job(request: Request, made: Job) -> Response:
    return RedirectResponse(address(language_of(request), f"jobs/{made.id}"), 303, dict(HEADERS))


def _snapshot(request: Request) -> Snapshot | None:
    """The current generation; None where there is none, in which case documents can be added all the same."""
    try:
        return engine_of(request).snapshot()
    except (NotReady, IndexingError):
        return None
