"""Lets a generator word an answer: it sees the quotations, and of what it writes only the sentences are shown that these state.

The quotations, the facts and what no longer holds stay as they were found. Whatever goes wrong, the answer that was built
without a generator is given, with a warning.
"""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from collections import Counter
from collections.abc import AsyncGenerator, Iterator, Sequence
from contextlib import aclosing
from dataclasses import dataclass, replace

from corpus.nouns import Language
from service.chat import completion
from service.endpoint import Endpoint, GeneratorFailed
from service.evidence import Answer
from service.evidence import Warning as EvidenceWarning
from service.messages import Message, name_of_fault, say
from service.prompting import messages_for
from service.replies import Sentence, SentenceReader
from service.verifying import Fault, fault_of

_MOST_CHARACTERS = 8000
"""Of a reply; more is no short answer."""
_ENDS = frozenset(".!?…;:\n]】］")
_log = logging.getLogger("passerelle.generator")


@dataclass(frozen=True, slots=True)
class Dropped:
    """A sentence that its quotations do not state; what it said is not repeated."""

    fault: Fault


Step = Sentence | Dropped | Answer
"""What composing gives: sentences that were verified, faults of others, and at last the whole answer, which counts."""


class Generator:
    """Words answers with an endpoint, at most so many at one time."""

    def __init__(self, endpoint: Endpoint, at_once: int = 8) -> None:
        self._endpoint = endpoint
        self._free = threading.BoundedSemaphore(at_once)

    async def steps(self, answer: Answer) -> AsyncGenerator[Step, None]:
        """Each sentence as soon as it is verified, then the whole answer.

        Nothing is asked for a refusal and for a document or clause that was named, which is shown as it is.
        """
        if answer.refusal or not answer.evidence or answer.question.is_reference:
            yield answer
            return
        if not self._free.acquire(blocking=False):
            yield self._failed(answer, GeneratorFailed("the generator is busy with as many answers as PASSERELLE_GENERATOR_AT_ONCE allows"))
            return
        try:
            async with aclosing(self._worded(answer)) as steps:
                async for step in steps:
                    yield step
        finally:
            self._free.release()

    async def composed(self, answer: Answer) -> Answer:
        """The whole answer."""
        result = answer
        async with aclosing(self.steps(answer)) as steps:
            async for step in steps:
                if isinstance(step, Answer):
                    result = step
        return result

    def composed_now(self, answer: Answer) -> Answer:
        """The whole answer, for a thread that may wait and has no event loop."""
        return asyncio.run(self.composed(answer))

    async def _worded(self, answer: Answer) -> AsyncGenerator[Step, None]:
        started = time.perf_counter()
        kept: list[Sentence] = []
        faults: list[Fault] = []
        try:
            async with aclosing(self._judged(answer)) as judged:
                async for sentence, fault in judged:
                    if fault:
                        faults.append(fault)
                        yield Dropped(fault)
                    else:
                        kept.append(sentence)
                        yield sentence
        except GeneratorFailed as error:
            result = self._failed(answer, error)
        else:
            empty = GeneratorFailed(f"the generator at {self._endpoint.host} writes nothing")
            result = _joined(answer, kept, faults) if kept or faults else self._failed(answer, empty)
        yield replace(result, timings_ms=result.timings_ms | {"generator": round((time.perf_counter() - started) * 1000, 2)})

    async def _judged(self, answer: Answer) -> AsyncGenerator[tuple[Sentence, Fault | None], None]:
        """The sentences of the reply with what is wrong with each; a thread reads and judges them, since that takes milliseconds."""
        reader, waiting, length = SentenceReader(), "", 0
        async with aclosing(completion(self._endpoint, messages_for(answer))) as pieces:
            async for piece in pieces:
                length += len(piece)
                if length > _MOST_CHARACTERS:
                    raise GeneratorFailed(f"the generator at {self._endpoint.host} writes more than {_MOST_CHARACTERS} characters")
                waiting += piece
                if not _ENDS.isdisjoint(piece):
                    for found in await asyncio.to_thread(_judged, reader, waiting, answer):
                        yield found
                    waiting = ""
        for found in await asyncio.to_thread(_judged, reader, waiting, answer, whole=True):
            yield found

    def _failed(self, answer: Answer, error: GeneratorFailed) -> Answer:
        _log.warning("%s; the built-in answer was given", error)
        return replace(answer, warnings=(*answer.warnings, EvidenceWarning.GENERATOR_FAILED))


def _judged(reader: SentenceReader, piece: str, answer: Answer, *, whole: bool = False) -> list[tuple[Sentence, Fault | None]]:
    """The sentences that a piece completes with what is wrong with each; ``whole`` says that nothing follows."""
    read = [*reader.feed(piece), *(reader.close() if whole else ())]
    return [(sentence, fault_of(sentence.parts, answer.evidence, answer.question.language)) for sentence in read]


def _joined(answer: Answer, kept: Sequence[Sentence], faults: Sequence[Fault]) -> Answer:
    """The answer in the words that were kept; the built-in one when none was. What was dropped is said."""
    language = answer.question.language
    said = [_dropped_note(faults, language)] if faults else []
    dropped = (EvidenceWarning.SENTENCES_DROPPED,) if faults else ()
    if not kept:
        return replace(answer, text="\n".join([answer.text, *said]), warnings=(*answer.warnings, *dropped, EvidenceWarning.GENERATOR_FAILED))
    text = "\n".join([*answer.told, *_lines(kept), *answer.notes, *said])
    return replace(answer, text=text, warnings=(*answer.warnings, EvidenceWarning.GENERATED, *dropped))


def _lines(sentences: Sequence[Sentence]) -> Iterator[str]:
    line = ""
    for sentence in sentences:
        if line and sentence.begins_line:
            yield line
            line = ""
        line = f"{line} {sentence.text}".strip()
    yield line


def _dropped_note(faults: Sequence[Fault], language: Language) -> str:
    counted = ", ".join(f"{name_of_fault(fault, language)} ({count})" for fault, count in Counter(faults).most_common())
    return say(Message.DROPPED, language, count=len(faults), reasons=counted)
