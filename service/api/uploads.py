"""Routes that add documents and remove those that were added, and tell how far that is."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Request, Response

from service.api.dependencies import CurrentDesk, CurrentSettings, key_is_right
from service.api.errors import UPLOAD_ERRORS
from service.schemas.errors import ErrorOut
from service.schemas.jobs import JobOut, job_out
from service.uploads.reception import Reception

router = APIRouter(tags=["uploads"])
_FORM = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["files"],
                    "properties": {
                        "files": {"type": "array", "items": {"type": "string", "format": "binary"}, "description": "one or several documents"},
                        "replace": {
                            "type": "boolean",
                            "default": False,
                            "description": "whether a file takes the place of an uploaded one of the same name; without it such a file fails",
                        },
                    },
                }
            }
        },
    }
}


@router.post(
    "/v1/documents",
    status_code=202,
    response_model=JobOut,
    dependencies=[Depends(key_is_right)],
    openapi_extra=_FORM,
    responses={**UPLOAD_ERRORS, 413: {"model": ErrorOut, "description": "More bytes or files than one upload may have"}},
)
async def upload(request: Request, response: Response, desk: CurrentDesk, settings: CurrentSettings) -> JobOut:
    """Adds documents. The files are kept at once and indexed by a job, which `Location` names: ask it for what became of each file."""
    job = await Reception(desk, settings).take(request)
    response.headers["Location"] = f"/v1/jobs/{job.id}"
    return job_out(job)


@router.delete(
    "/v1/documents/{document_id}",
    status_code=202,
    response_model=JobOut,
    dependencies=[Depends(key_is_right)],
    responses={**UPLOAD_ERRORS, 409: {"model": ErrorOut, "description": "The document was not uploaded"}},
)
def remove(document_id: str, response: Response, desk: CurrentDesk) -> JobOut:
    """Removes an uploaded document, its file and what is indexed of it, by a job, which `Location` names."""
    job = desk.remove(document_id)
    response.headers["Location"] = f"/v1/jobs/{job.id}"
    return job_out(job)


@router.get("/v1/jobs/{job_id}", response_model=JobOut)
def job(job_id: str, desk: CurrentDesk) -> JobOut:
    """How far a job is and what became of each of its files. The 200 newest jobs are remembered, over restarts too."""
    return job_out(desk.job(job_id))
