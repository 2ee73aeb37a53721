"""How the service has its index built: by another process, which tells what it does in lines of JSON.

The service itself only reads indexes. ``passerelle index --events`` writes these lines, one for each step; the last one is
the report, or says why there is none.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class Step:
    """So many of the steps of a stage are done."""

    stage: str
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class FileRead:
    """A file is done with, whether it could be read or not; the report will say."""

    path: str


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did: the generation that is served now, and by the paths of files why they are left out or lack pages."""

    generation: str
    skipped: dict[str, str] = field(default_factory=dict)
    failed: dict[str, str] = field(default_factory=dict)
    incomplete: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NotBuilt:
    """Why nothing was built, in one sentence; ``busy`` when another process is writing to the index, so that it can be tried again."""

    detail: str
    busy: bool = False


Event = Step | FileRead | Built | NotBuilt
_KINDS: dict[str, type[Event]] = {"step": Step, "file_read": FileRead, "built": Built, "not_built": NotBuilt}


def write_event(event: Event) -> str:
    r"""The event as one line.

    >>> write_event(Step("reading", 3, 8))
    '{"event": "step", "stage": "reading", "done": 3, "total": 8}\n'
    """
    kind = next(name for name, made in _KINDS.items() if isinstance(event, made))
    return json.dumps({"event": kind, **asdict(event)}) + "\n"


def read_event(line: str) -> Event | None:
    """The event of a line; None where a library wrote something else."""
    try:
        values: Any = json.loads(line)
        kind = _KINDS[values.pop("event")]
        return kind(**values)
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


Told = Callable[[Step | FileRead], None]
"""Listens to a build that goes on."""


class BuildFailed(Exception):
    """Nothing was built and the index is as it was; the text is one sentence that says why."""


class BuildBusy(BuildFailed):
    """Another process is writing to the index."""


class BuildStopped(BuildFailed):
    """The build was told to stop."""


class Builder(Protocol):
    """Builds the index of the service again, with a folder beside what it already has."""

    def build(self, folder: Path, told: Told) -> Built:
        """What was done, after a new generation is published or none was needed. Raises ``BuildFailed`` or one of its kinds."""
        ...

    def stop(self) -> None:
        """Ends a build that goes on and every later one, from any thread."""
        ...


def raise_for(event: NotBuilt) -> None:
    """Raises what a build that failed has told."""
    raise BuildBusy(event.detail) if event.busy else BuildFailed(event.detail)


def reasons(report: Mapping[str, str], path: Path) -> str:
    """What a part of the report says of a file, which it names by the path without links; empty where nothing."""
    return report.get(str(path.resolve()), "")
