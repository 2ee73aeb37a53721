"""Composes an answer while its page is sent: sentences as they are found to hold, then the whole answer with its quotations."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Callable, Iterator
from collections.abc import Generator as Generated
from functools import cached_property
from itertools import chain
from typing import Protocol

from indexer.encoder import Encoder
from service.answering import answer
from service.composing import Generator
from service.engine import Snapshot
from service.evidence import Answer
from service.filters import Filters
from service.questions import Question
from service.replies import Sentence
from service.web.answers import AnswerView, Piece, pieces

Steps = Generated[str | Answer, None, None]
"""Sentences of an answer, each final and with its pointers, and last the whole answer: its text begins with them, more lines may follow."""


class Composer(Protocol):
    """Answers a question in steps; what takes long gives its sentences one by one, what does not gives only the answer."""

    def __call__(self, snapshot: Snapshot, encoder: Encoder, question: Question, filters: Filters, as_of: dt.date | None) -> Steps:
        """The steps, each waited for when it is asked for; closed early when nobody reads on."""


def compose(snapshot: Snapshot, encoder: Encoder, question: Question, filters: Filters, as_of: dt.date | None) -> Steps:
    """The built-in answer, in one step."""
    yield answer(snapshot, encoder, question, filters, as_of)


def composer_with(generator: Generator | None) -> Composer:
    """The built-in answers, in the words of a generator where there is one."""
    if generator is None:
        return compose

    def worded(snapshot: Snapshot, encoder: Encoder, question: Question, filters: Filters, as_of: dt.date | None) -> Steps:
        yield from _worded(generator, answer(snapshot, encoder, question, filters, as_of))

    return worded


def _worded(generator: Generator, built_in: Answer) -> Steps:
    """What stands at the top of the answer at once, then the lines of the generator as they are whole, then the answer.

    Should the generator fail in the middle, the lines that were verified have been shown, and the built-in answer follows them.
    """
    yield from built_in.told
    loop, steps, line = asyncio.new_event_loop(), generator.steps(built_in), ""
    try:
        while (step := loop.run_until_complete(anext(steps, None))) is not None:
            if isinstance(step, Sentence):
                if line and step.begins_line:
                    yield line
                    line = ""
                line = f"{line} {step.text}".strip()
            elif isinstance(step, Answer):
                yield step
    finally:
        loop.run_until_complete(steps.aclose())
        loop.close()


def whole(steps: Iterator[str | Answer]) -> Answer:
    """The last of the steps. Raises ``LookupError`` when they end without an answer."""
    for step in steps:
        if isinstance(step, Answer):
            return step
    raise LookupError("the answer ended before it was whole")


class Unfolding:
    """An answer as a template asks for it, from the top: ``refused``, ``lines``, ``view``; each waits for no more steps than it needs."""

    def __init__(self, steps: Iterator[str | Answer], show: Callable[[Answer], AnswerView]) -> None:
        """``show`` makes what a page shows of the whole answer."""
        self._steps = steps
        self._show = show
        self._view: AnswerView | None = None

    @cached_property
    def _first(self) -> str | Answer:
        return next(self._steps, "")

    @property
    def refused(self) -> bool:
        """Whether there is no answer; known with the first step."""
        return isinstance(self._first, Answer) and self._first.refusal is not None

    def lines(self) -> Iterator[list[Piece]]:
        """The lines that say the answer, as they come."""
        if isinstance(self._first, Answer):
            yield from self.view.lines
            return
        said = [self._first]
        yield pieces(self._first)
        for step in self._steps:
            if isinstance(step, Answer):
                self._view = self._show(step)
                yield from (pieces(line) for line in step.text.split("\n") if line.strip() and line not in said)
                return
            said.append(step)
            yield pieces(step)

    @property
    def view(self) -> AnswerView:
        """The whole answer."""
        if self._view is None:
            self._view = self._show(whole(chain((self._first,), self._steps)))
        return self._view
