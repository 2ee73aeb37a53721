"""The JSON of clauses, with and without their text."""

from __future__ import annotations

import datetime as dt

from corpus.nouns import Clause, Document
from service.engine import Snapshot
from service.inforce import state_at
from service.schemas.addresses import clause_label_of
from service.schemas.documents import DocumentOut, document_out
from service.schemas.frozen import Frozen
from service.schemas.standings import ChangeOut, changes_out
from service.standing import Standing


class ClauseOut(Frozen):
    """One clause of a document; `path` is its address below `/v1/documents/{id}/clauses/`."""

    path: str
    labels: list[str]
    clause_label: str
    heading: str
    start: int
    end: int


class NoteOut(Frozen):
    """A footnote: its number, where the number stood, and the note."""

    number: str
    at: int
    text: str
    start: int
    end: int


class ClauseTextOut(ClauseOut):
    """One clause with its text and the footnotes whose numbers stand in it."""

    document: DocumentOut
    text: str
    page: int | None
    notes: list[NoteOut]
    standing: Standing
    changes: list[ChangeOut]


def clause_out(clause: Clause, document: Document) -> ClauseOut:
    """A clause without its text."""
    return ClauseOut(
        path=clause.path,
        labels=list(clause.labels),
        clause_label=clause_label_of(clause, document),
        heading=clause.heading,
        start=clause.span.start,
        end=clause.span.end,
    )


def clause_text_out(snapshot: Snapshot, document: Document, clause: Clause, as_of: dt.date | None = None) -> ClauseTextOut:
    """A clause with its text, the page on which it begins and whether it holds on a day, today without one."""
    state = state_at(snapshot.generation.store, document, clause, as_of)
    text = snapshot.generation.store.text(document.id)
    page = next((page.number for page in text.pages if page.span.start <= clause.span.start < page.span.end), None)
    return ClauseTextOut(
        **clause_out(clause, document).model_dump(),
        document=document_out(document),
        text=text.text[clause.span.start : clause.span.end],
        page=page,
        notes=[
            NoteOut(number=note.number, at=note.at, text=text.text[note.span.start : note.span.end], start=note.span.start, end=note.span.end)
            for note in text.footnotes
            if clause.span.start <= note.at <= clause.span.end
        ],
        standing=state.standing,
        changes=changes_out(state),
    )
