"""Composers that answer when a test says so, or not at all: what a page does while its answer is still to come."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Sequence

from indexer.encoder import Encoder
from service.answering import answer
from service.engine import Snapshot
from service.filters import Filters
from service.questions import Question
from service.web.composing import Steps

PATIENCE_SECONDS = 20


class Gated:
    """Says sentences and then the built-in answer, each step only when ``open_gate`` was called once more; ``fails`` instead of the last step."""

    def __init__(self, sentences: Sequence[str] = (), *, fails: bool = False) -> None:
        self._sentences = sentences
        self._fails = fails
        self._gate = threading.Semaphore(0)
        self.closed = threading.Event()

    def open_gate(self) -> None:
        """Lets one step through."""
        self._gate.release()

    def __call__(self, snapshot: Snapshot, encoder: Encoder, question: Question, filters: Filters, as_of: dt.date | None) -> Steps:
        """The steps."""
        try:
            for sentence in self._sentences:
                self._wait()
                yield sentence
            self._wait()
            if self._fails:
                raise RuntimeError("secret")
            yield answer(snapshot, encoder, question, filters, as_of)
        finally:
            self.closed.set()

    def _wait(self) -> None:
        assert self._gate.acquire(timeout=PATIENCE_SECONDS), "no gate was opened"
