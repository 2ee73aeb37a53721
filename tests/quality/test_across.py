"""A question in one language about what only a document in the other language states is answered with the right clause.

The documents are real ones that do not ship with the program: acts and contracts in Vietnamese, decrees, laws and regulations
in French. Each question has a twin typed in haste (``twins.py``). The halves are told apart by the id: causes were looked for in
``tune`` only.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import pytest

from corpus.nouns import Language, Span
from indexer.build import build_index
from indexer.encoder import load_encoder
from indexer.limits import Limits
from indexer.store import DocumentText
from service.answering import answer
from service.engine import Engine, Snapshot
from service.evidence import Evidence
from service.questions import read_question
from tests.quality.twins import half, twin

SHARED = Path(__file__).parents[3] / "shared"
DOCUMENTS = SHARED / "data" / "docs"
QUESTIONS = Path(__file__).with_name("across")
FRENCH, VIETNAMESE = Language.FRENCH, Language.VIETNAMESE


@dataclass(frozen=True, slots=True)
class Asked:
    """One question as it was typed, with the place that answers it, either clauses or words."""

    id: str
    language: Language
    text: str
    is_twin: bool
    file: str
    clauses: tuple[str, ...]
    states: str

    @property
    def half(self) -> str:
        """``tune`` or ``test``."""
        return half(self.id)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a question got: the place of the right citation from 1, or None; whether it was refused."""

    asked: Asked
    place: int | None
    refused: bool
    said: str


def asked_questions() -> list[Asked]:
    """The 40 questions, each followed by its twin."""
    rows = [json.loads(line) for path in sorted(QUESTIONS.glob("*.jsonl")) for line in path.read_text(encoding="utf-8").splitlines()]
    return [
        Asked(row["id"], Language(row["language"]), row[key], key == "twin", row["file"], tuple(row.get("clauses", ())), row.get("states", ""))
        for row in rows
        for key in ("question", "twin")
    ]


def outcome(snapshot: Snapshot, engine: Engine, asked: Asked) -> Outcome:
    """Asks one question, its language read from its words as the program reads it."""
    result = answer(snapshot, engine.encoder, read_question(asked.text))
    right = [
        n for n, item in enumerate(result.evidence, start=1) if any(item.span.overlaps(span) for span in places(snapshot, asked).get(item.document.id, ()))
    ]
    said = "\n".join(_shown(item) for item in (*result.evidence, *result.nearest))
    return Outcome(asked, right[0] if right else None, result.refusal is not None, said)


def _shown(item: Evidence) -> str:
    return f"{item.document.number} {item.clause.path if item.clause else ''}: {' '.join(item.quote.split())[:100]}"


def places(snapshot: Snapshot, asked: Asked) -> dict[str, list[Span]]:
    """The document that answers with where in it, and the same of copies of it: the folder holds one act in several encodings."""
    store = snapshot.generation.store
    name = Path(asked.file).stem
    return {stored.document.id: _places(store.text(stored.document.id), asked) for stored in store.documents if Path(stored.source).name.startswith(name)}


def _places(text: DocumentText, asked: Asked) -> list[Span]:
    if asked.states:
        flat = text.text.replace("\n", " ")
        assert flat.count(asked.states) == 1, asked.id
        return [Span(flat.index(asked.states), flat.index(asked.states) + len(asked.states))]
    return [clause.span for clause in text.clauses if clause.path in asked.clauses]


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> list[Outcome]:
    """What all questions get from an index of the real documents alone."""
    if not DOCUMENTS.is_dir():
        pytest.skip(f"the real documents are not in {DOCUMENTS}")
    encoder = load_encoder()
    index = tmp_path_factory.mktemp("across")
    report = build_index(
        index, (DOCUMENTS / "fr", DOCUMENTS / "vi", SHARED / "seeds"), encoder, limits=Limits(file_seconds=300)
    )  # whatever else this machine does
    assert report.failed == {}
    engine = Engine(index, encoder)
    return [outcome(engine.snapshot(), engine, asked) for asked in asked_questions()]


FLOORS = {
    (FRENCH, False): 14,
    (FRENCH, True): 14,
    (VIETNAMESE, False): 7,
    (VIETNAMESE, True): 6,
}
"""Questions of 20 that get the right clause, by the language that asks and whether it was typed in haste; measured less one."""


@pytest.mark.parametrize(("language", "is_twin"), FLOORS)
def test_the_right_clause_answers(outcomes: list[Outcome], language: Language, *, is_twin: bool) -> None:
    """Of twenty questions in either language, well typed or in haste, no fewer than the floor get the right clause."""
    group = [one for one in outcomes if one.asked.language is language and one.asked.is_twin is is_twin]
    missed = "\n".join(f"{one.asked.text}\n{one.said}" for one in group if one.place is None)
    assert len(group) == 20
    assert sum(one.place is not None for one in group) >= FLOORS[language, is_twin], missed


def test_twins_follow_their_rule() -> None:
    """Every twin is the one that the rule gives for its question."""
    questions = asked_questions()
    for question, typed in zip(questions[::2], questions[1::2], strict=True):
        assert typed.text == twin(question.id, question.text, question.language)
        assert typed.text != question.text


def test_halves_have_both_languages() -> None:
    """Either half holds questions of both languages, at least eight each."""
    for name in ("tune", "test"):
        for language in (FRENCH, VIETNAMESE):
            assert sum(asked.half == name and asked.language is language and not asked.is_twin for asked in asked_questions()) >= 8
