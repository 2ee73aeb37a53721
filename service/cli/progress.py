"""Progress of long work: as bars for people, as lines for programs."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Self, TextIO

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from service.building import Event, Step, write_event
from service.cli.printing import err

_PAUSE_SECONDS = 0.1


class Bars:
    """Shows the stages of long work as progress bars on the error stream."""

    def __init__(self) -> None:
        columns = (TextColumn("{task.description:>10}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TimeRemainingColumn())
        self._progress = Progress(*columns, console=err, transient=False)
        self._tasks: dict[str, TaskID] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._tasks:
            self._progress.stop()

    def stage(self, name: str, total: int) -> None:
        """Begins a bar, or gives it a new total; a stage without steps has none."""
        if name in self._tasks:
            self._progress.update(self._tasks[name], total=total)
        elif total:
            self._progress.start()  # only now: without a bar it would print an empty line
            self._tasks[name] = self._progress.add_task(name, total=total)

    def advance(self, name: str, steps: int) -> None:
        """Moves a bar on."""
        if name in self._tasks:
            self._progress.advance(self._tasks[name], steps)


class Lines:
    """Writes the stages of long work as lines of JSON, each stage at most ten times a second and once more at its end."""

    def __init__(self, stream: TextIO, clock: Callable[[], float] = time.monotonic) -> None:
        self._stream = stream
        self._clock = clock
        self._lock = threading.RLock()
        self._steps: dict[str, Step] = {}
        self._told: dict[str, float] = {}

    def stage(self, name: str, total: int) -> None:
        """Tells that a stage begins, or has so many steps now."""
        with self._lock:
            self._tell(Step(name, self._steps[name].done if name in self._steps else 0, total))

    def advance(self, name: str, steps: int) -> None:
        """Tells that steps are done."""
        with self._lock:
            known = self._steps.get(name, Step(name, 0, 0))
            self._tell(Step(name, known.done + steps, known.total))

    def write(self, event: Event) -> None:
        """Writes a line at once."""
        with self._lock:
            self._stream.write(write_event(event))
            self._stream.flush()

    def _tell(self, step: Step) -> None:
        self._steps[step.stage] = step
        now = self._clock()
        if step.done == step.total or now - self._told.get(step.stage, -1.0) >= _PAUSE_SECONDS:
            self._told[step.stage] = now
            self.write(step)
