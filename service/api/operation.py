"""Routes for those who run the service."""

from __future__ import annotations

from fastapi import APIRouter

from service.api.dependencies import CurrentSnapshot

router = APIRouter(tags=["operation"])


@router.get("/healthz")
def healthz() -> dict[str, str]:
    """Whether the process runs."""
    return {"status": "ok"}


@router.get("/readyz")
def readyz(snapshot: CurrentSnapshot) -> dict[str, str | int]:
    """Whether questions can be answered, and from which generation."""
    manifest = snapshot.generation.manifest
    return {
        "status": "ready",
        "index_generation": manifest.name,
        "documents": manifest.documents,
        "passages": manifest.passages,
        "model": manifest.model.name,
    }
