"""How long work tells how it goes on."""

from __future__ import annotations

from typing import Protocol


class Watcher(Protocol):
    """Told how a build goes on; stages run side by side, and calls come from any thread, one at a time for each stage."""

    def stage(self, name: str, total: int) -> None:
        """A stage of ``total`` steps begins, or has so many now."""
        ...

    def advance(self, name: str, steps: int) -> None:
        """Some steps of a stage are done."""
        ...


class Silent:
    """Watches without a word."""

    def stage(self, name: str, total: int) -> None:
        """Says nothing."""

    def advance(self, name: str, steps: int) -> None:
        """Says nothing."""
