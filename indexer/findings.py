"""What a check of a collection of documents can find, and its report."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from corpus.catalogue import CatalogueError, Flaw


class Severity(StrEnum):
    """Whether something must be mended, or is only worth knowing."""

    ERROR = "error"
    NOTE = "note"


class Check(StrEnum):
    """What was looked at; the first ones are those of ``corpus.catalogue.Flaw``, by the same names."""

    SYNTAX = Flaw.SYNTAX
    MISSING_FIELD = Flaw.MISSING_FIELD
    WRONG_FIELD = Flaw.WRONG_FIELD
    NOT_NFC = Flaw.NOT_NFC
    ENTRY_WITHOUT_FILE = Flaw.ENTRY_WITHOUT_FILE
    TWO_ENTRIES = Flaw.TWO_ENTRIES
    MISSING_CHECKSUM = Flaw.MISSING_CHECKSUM
    WRONG_CHECKSUM = Flaw.WRONG_CHECKSUM
    FILE_WITHOUT_ENTRY = "file_without_entry"
    UNKNOWN_SECTOR = "unknown_sector"
    UNKNOWN_MEASURE = "unknown_measure"
    NOT_REREAD = "not_reread"
    UNREADABLE = "unreadable"
    DEAD_REFERENCE = "dead_reference"
    DISAGREEMENT = "disagreement"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was found, in a sentence that says what to do."""

    severity: Severity
    check: Check
    sentence: str
    file: Path | None = None


@dataclass(frozen=True, slots=True)
class AbsentAct:
    """An act that documents cite and that is not among them; ``mentions`` counts all places, ``documents`` are those that cite it."""

    number: str
    mentions: int
    documents: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What was found in so many documents; the absent acts are those cited by most documents first."""

    documents: int
    findings: tuple[Finding, ...]
    absent: tuple[AbsentAct, ...]

    def of(self, severity: Severity) -> tuple[Finding, ...]:
        """The findings of one severity."""
        return tuple(finding for finding in self.findings if finding.severity is severity)


def of_catalogue(error: CatalogueError, file: Path | None = None) -> Finding:
    """What is wrong with a catalogue, as a finding."""
    return Finding(Severity.ERROR, Check(error.flaw), str(error), file)
