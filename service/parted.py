"""Joins the answers to the parts of one question, each under the part that it answers; parts without an answer are named."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from service.evidence import Answer, Evidence
from service.evidence import Warning as EvidenceWarning
from service.messages import Message, say
from service.questions import Question

_POINTER = re.compile(r"\[(\d{1,3})\](?=$|\n)")


def joined(question: Question, parts: Sequence[Answer]) -> Answer | None:
    """One answer of those to the parts of a question, in their order; None when no part has one."""
    if all(part.refusal for part in parts):
        return None
    language, evidence = question.language, _Numbered()
    lines: list[str] = []
    told: list[str] = []
    facts = []
    for part in parts:
        if part.refusal:
            said = [say(Message.PART_UNANSWERED, language, part=_bare(part.question.text))]
            told += said
        else:
            numbers = [evidence.number_of(item) for item in part.evidence]
            heading = say(Message.PART, language, part=_bare(part.question.text))
            said = [heading, *(_renumbered(line, numbers) for line in part.text.split("\n"))]
            told += [heading, *(_renumbered(line, numbers) for line in part.told)] if part.told else []
            facts += [replace(fact, citation=numbers[fact.citation - 1]) for fact in part.facts]
        lines += said
    warnings = tuple(dict.fromkeys(warning for part in parts for warning in part.warnings))
    partly = (EvidenceWarning.PARTLY_SUPPORTED,) if any(part.refusal for part in parts) and EvidenceWarning.PARTLY_SUPPORTED not in warnings else ()
    return Answer(question, "\n".join(lines), tuple(evidence.found), parts[0].generation, (*warnings, *partly), facts=tuple(facts), told=tuple(told))


class _Numbered:
    """Quotations in the order in which they are first given; one that two parts give is one."""

    def __init__(self) -> None:
        self.found: list[Evidence] = []

    def number_of(self, item: Evidence) -> int:
        """The number of a quotation, from 1."""
        for number, other in enumerate(self.found, start=1):
            if (other.document.id, other.span) == (item.document.id, item.span):
                return number
        self.found.append(item)
        return len(self.found)


def _renumbered(line: str, numbers: Sequence[int]) -> str:
    """A line of a part's text with its pointer, which stands at its end, to the quotation among those of all parts."""
    return _POINTER.sub(lambda match: f"[{numbers[int(match[1]) - 1]}]" if int(match[1]) <= len(numbers) else match[0], line)


def _bare(part: str) -> str:
    return part.rstrip(" ?!.,;")
