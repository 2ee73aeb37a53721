"""An answer as Server-Sent Events: its evidence, its sentences as they are verified, and the whole of it."""

from __future__ import annotations

import json
import logging
from collections.abc import AsyncGenerator
from contextlib import aclosing

from service.composing import Dropped, Generator
from service.evidence import Answer
from service.facets import Facets
from service.replies import Sentence
from service.schemas.answers import AnswerOut, answer_out
from service.schemas.errors import ErrorOut

_log = logging.getLogger("passerelle.api")


async def events(found: Answer, facets: Facets | None, generator: Generator | None) -> AsyncGenerator[str, None]:
    """The events of an answer; a failure on the way is the last of them."""
    try:
        out = answer_out(found, facets)
        for citation in out.citations:
            yield _event("evidence", citation.model_dump_json())
        if generator:
            async with aclosing(generator.steps(found)) as steps:
                async for step in steps:
                    if isinstance(step, Answer):
                        out = answer_out(step, facets)
                    else:
                        yield _of_step(step)
        for event in _last(out):
            yield event
    except Exception:  # noqa: BLE001 - the answer has begun, so that no status can say it any more
        _log.exception("an answer broke off")
        yield _event("error", ErrorOut(error="internal_error", detail="the service failed on this request: its log says why").model_dump_json())


def _of_step(step: Sentence | Dropped) -> str:
    if isinstance(step, Dropped):
        return _event("dropped", json.dumps({"reason": step.fault}))
    return _event("sentence", json.dumps({"text": step.text, "citations": step.pointers}, ensure_ascii=False))


def _last(out: AnswerOut) -> tuple[str, str]:
    return _event("answer", out.model_dump_json()), _event("done", json.dumps({"index_generation": out.index_generation}))


def _event(name: str, data: str) -> str:
    return f"event: {name}\ndata: {data}\n\n"
