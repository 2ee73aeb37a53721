"""The route that holds a firm against the measures of support."""

from __future__ import annotations

from fastapi import APIRouter

from service.api.dependencies import CurrentSnapshot
from service.eligibility import assess
from service.schemas.eligibility import EligibilityIn, EligibilityOut, eligibility_out

router = APIRouter(tags=["facts"])


@router.post("/v1/eligibility", response_model=EligibilityOut)
def eligibility(body: EligibilityIn, snapshot: CurrentSnapshot) -> EligibilityOut:
    """Which measures a firm may have, each criterion met, not met or unknown, and the question that would settle most; information, and no decision."""
    profile = body.profile.profile()
    return eligibility_out(snapshot, assess(snapshot, profile, body.wanted()), profile, body.shown())
