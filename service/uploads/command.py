"""Builds the index in a process of its own, with the command ``passerelle index --events``.

So the service loads nothing that builds, a build that runs out of memory costs only itself, and questions are answered meanwhile:
the build has the lower priority.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path

import service
from service.building import BuildFailed, BuildStopped, Built, FileRead, NotBuilt, Step, Told, raise_for, read_event
from service.settings import PREFIX, Settings

_NICENESS = 10


class CommandBuilder:
    """Runs one build at a time with the settings of the service."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lock = threading.Lock()
        self._process: subprocess.Popen[str] | None = None
        self._stopped = False

    def build(self, folder: Path, told: Told) -> Built:
        """What the command reports; what it says beside that goes to the log of the service."""
        with self._started(folder) as process:
            try:
                return self._followed(process, told)
            finally:
                self._end(process)  # which has ended, unless what listens has failed

    def stop(self) -> None:
        """Ends the command and what it started; the index stays as it is."""
        with self._lock:
            self._stopped = True
            if self._process:
                self._end(self._process)

    def _started(self, folder: Path) -> subprocess.Popen[str]:
        command = [sys.executable, "-P", "-m", "service", "index", str(folder), "--index", str(self._settings.index), "--events"]
        with self._lock:
            if self._stopped:
                raise BuildStopped("the service ends")
            self._process = subprocess.Popen(  # noqa: S603 - our own command; the folder is an argument of its own
                command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, env=self._environment(), encoding="utf-8", errors="replace", start_new_session=True
            )
            with suppress(OSError):  # it has ended already
                os.setpriority(os.PRIO_PROCESS, self._process.pid, _NICENESS)
            return self._process

    def _environment(self) -> dict[str, str]:
        """The variables of this process, with exactly the settings that hold here, and without the key."""
        inherited = {name: value for name, value in os.environ.items() if not name.upper().startswith(PREFIX)}
        return {**inherited, **self._settings.variables, "PYTHONPATH": os.pathsep.join(filter(None, [_ROOT, os.environ.get("PYTHONPATH")]))}

    def _followed(self, process: subprocess.Popen[str], told: Told) -> Built:
        for line in process.stdout or ():
            event = read_event(line)
            if isinstance(event, (Step, FileRead)):
                told(event)
            elif isinstance(event, NotBuilt):
                raise_for(event)
            elif isinstance(event, Built):
                process.wait()
                return event
        status = process.wait()
        if self._stopped:
            raise BuildStopped("the service ends")
        raise BuildFailed(f"the build ended before it was done (status {status}): the log of the service says why")

    def _end(self, process: subprocess.Popen[str]) -> None:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL if process.poll() is None else 0)


_ROOT = str(Path(service.__file__ or "").resolve().parent.parent)
"""Where this very package is, so that the command is of the same version wherever the service was started."""
