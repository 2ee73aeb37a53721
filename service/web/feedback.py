"""What readers think of answers, one JSON object a line in a file beside the index."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path

from corpus.nouns import Language
from service.errors import BadQuestion
from service.settings import Settings

LONGEST_COMMENT = 2000
_MOST_PLACES, _LONGEST_NAME = 40, 160


class Verdict(StrEnum):
    """Whether an answer helped."""

    UP = "up"
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class Feedback:
    """One opinion with what it is about: the question, the generation that answered and the places that were shown."""

    verdict: Verdict
    comment: str
    question: str
    interface: Language
    index_generation: str
    evidence: tuple[str, ...]


def add_feedback(path: Path, feedback: Feedback, clock: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC)) -> None:
    """Appends one opinion with its time, in one write so that requests at the same time do not mix. Raises ``OSError`` when it cannot."""
    line = json.dumps({"time": clock().isoformat(timespec="seconds"), **asdict(feedback)}, ensure_ascii=False) + "\n"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab", buffering=0) as file:
        file.write(line.encode())


def feedback_file(settings: Settings) -> Path:
    """Where opinions are kept: beside the folder of the index, which a new generation does not touch."""
    return settings.feedback or settings.index.with_name(f"{settings.index.name}-feedback.jsonl")


def read_feedback(form: Mapping[str, str], interface: Language, longest_question: int) -> Feedback:
    """The opinion that a form holds. Raises ``BadQuestion`` when it says neither up nor down, or of no question."""
    question = form.get("question", "").strip()
    if form.get("verdict") not in set(Verdict) or not question or len(question) > longest_question:
        raise BadQuestion("the form says neither what it is about nor what is thought of it")
    return Feedback(
        verdict=Verdict(form["verdict"]),
        comment=form.get("comment", "").strip()[:LONGEST_COMMENT],
        question=question,
        interface=interface,
        index_generation=form.get("generation", "")[:_LONGEST_NAME],
        evidence=tuple(place[:_LONGEST_NAME] for place in form.get("evidence", "").split()[:_MOST_PLACES]),
    )


def is_same_origin(headers: Mapping[str, str], scheme_and_host: str) -> bool:
    """Whether a form was sent from one of our own pages, which the browser says in ``Sec-Fetch-Site`` or in ``Origin``."""
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    return headers.get("origin") == scheme_and_host
