"""The JSON of what became of a document: whether it holds, and what changed it."""

from __future__ import annotations

import datetime as dt

from pydantic import Field

from corpus.nouns import Document, RelationKind
from service.engine import Snapshot
from service.inforce import state_at
from service.schemas.documents import DocumentOut, document_out
from service.schemas.frozen import Frozen
from service.standing import Change, Standing, State


class ChangeOut(Frozen):
    """What another act did to a document or a clause; `start` and `end` are offsets into the text of the act that did it."""

    kind: RelationKind
    by: DocumentOut
    clause_label: str = Field(description="the clause of the other act that says so", examples=["Khoản 2 Điều 1"])
    effective: dt.date | None = Field(description="the day from which it counts")
    whole: bool = Field(description="whether all of it changed, or only a part")
    quote: str
    start: int
    end: int


class StandingDocumentOut(DocumentOut):
    """A document with whether it holds, and what changed it."""

    standing: Standing
    changes: list[ChangeOut]


def standing_document_out(snapshot: Snapshot, document: Document, as_of: dt.date | None = None) -> StandingDocumentOut:
    """A document with whether it holds on a day, today without one."""
    state = state_at(snapshot.generation.store, document, as_of=as_of)
    return StandingDocumentOut(**document_out(document).model_dump(), standing=state.standing, changes=changes_out(state))


def changes_out(state: State) -> list[ChangeOut]:
    """The changes that made a state, in its order."""
    return [_change_out(change) for change in state.changes]


def _change_out(change: Change) -> ChangeOut:
    return ChangeOut(
        kind=change.kind,
        by=document_out(change.by),
        clause_label=change.clause_label,
        effective=change.effective,
        whole=change.whole,
        quote=change.quote,
        start=change.span.start,
        end=change.span.end,
    )
