"""What documents are told apart by, and what questions name."""

from __future__ import annotations

from enum import StrEnum


class Dimension(StrEnum):
    """One of them; those that are counted as facets come first."""

    LANGUAGE = "language"
    KIND = "kind"
    AUTHORITY = "authority"
    ISSUER = "issuer"
    LEVEL = "level"
    PLACE = "place"
    YEAR = "year"
    PERIOD = "period"
    SECTOR = "sector"
    IN_FORCE = "in_force"
    NUMBER = "number"
    CLAUSE = "clause"
    PHRASE = "phrase"
    SPELLING = "spelling"
