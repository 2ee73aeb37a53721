"""The processes of the peers, as the benchmark sees them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, Self

from benchmarks.peers.worker import PEERS

_REPOSITORY = Path(__file__).parents[2]
_ELSEWHERE = {"txtai", "chroma"}
"""Peers with an environment of their own; the others run in this one, where nothing they need may be missing."""
_WITHOUT_HUB = {"HF_HUB_OFFLINE": "1", "TOKENIZERS_PARALLELISM": "true", "TQDM_DISABLE": "1"}


class PeerFailed(Exception):
    """A peer ended in the middle of its work, or before."""


class PeerMissing(PeerFailed):
    """A peer is not installed; the others can be measured without it."""


class PeerProcess:
    """One peer in its own process, ready when this is made.

    ``python`` is that of the environment for peers. Raises ``PeerMissing`` when the peer is not installed there.
    """

    def __init__(self, name: str, python: str, model: str, log: Path) -> None:
        self.name = name
        self._log = log.open("a", encoding="utf-8")
        python = python if name in _ELSEWHERE else sys.executable
        command = [python, "-m", "benchmarks.peers.worker", name, model]
        self._process = subprocess.Popen(  # noqa: S603 - our own command
            command,
            cwd=_REPOSITORY,
            env=os.environ | _WITHOUT_HUB,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
            text=True,
            encoding="utf-8",
        )
        ready = self._answer()
        if "missing" in ready:
            self.close()
            raise (PeerMissing if name in _ELSEWHERE else PeerFailed)(f"{name} cannot be loaded in {python} ({ready['missing']})")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def ask(self, do: str, **options: object) -> dict[str, Any]:
        """What the peer answers to a command. Raises ``PeerFailed`` when it ends instead."""
        if self._process.stdin is None or self._process.poll() is not None:
            raise PeerFailed(f"{self.name} has ended: see {self._log.name}")
        self._process.stdin.write(json.dumps({"do": do, **options}) + "\n")
        self._process.stdin.flush()
        return self._answer()

    def close(self) -> None:
        """Lets the process end."""
        if self._process.stdin is not None:
            self._process.stdin.close()
        if self._process.stdout is not None:
            self._process.stdout.close()
        self._process.wait(timeout=60)
        self._log.close()

    def _answer(self) -> dict[str, Any]:
        line = self._process.stdout.readline() if self._process.stdout is not None else ""
        if not line:
            raise PeerFailed(f"{self.name} ended with {self._process.wait()}: see {self._log.name}")
        answer: dict[str, Any] = json.loads(line)
        return answer


NAMES = tuple(PEERS)
