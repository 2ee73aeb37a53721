"""Progress bars of long work."""

from __future__ import annotations

from typing import Self

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from service.cli.printing import err


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
