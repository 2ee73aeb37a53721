"""The JSON of what documents say of one another."""

from __future__ import annotations

import datetime as dt

from pydantic import Field

from corpus.nouns import Document, Relation, RelationKind
from corpus.numbers import write_number
from service.engine import Snapshot
from service.inforce import incoming, outgoing
from service.schemas.documents import DocumentOut, document_out
from service.schemas.frozen import Frozen


class RelationOut(Frozen):
    """What a document says of another act; `start` and `end` are offsets into the text of the one that says it."""

    kind: RelationKind
    number: str | None
    name: str
    date: dt.date | None
    clause: str | None = Field(description="address of the clause of the other act that is meant; null for the whole", examples=["article-5/clause-2"])
    effective: dt.date | None
    start: int
    end: int


class OutgoingOut(RelationOut):
    """A relation with the id of the indexed document that it is to."""

    document: str | None


class IncomingOut(RelationOut):
    """A relation with the indexed document that states it."""

    by: DocumentOut


def relations_out(snapshot: Snapshot, document: Document) -> list[OutgoingOut]:
    """What a document says of other acts, in the order of its text."""
    related = outgoing(snapshot.generation.store, document)
    return [OutgoingOut(**_relation_out(item.relation).model_dump(), document=item.to.id if item.to else None) for item in related]


def related_by_out(snapshot: Snapshot, document: Document) -> list[IncomingOut]:
    """What the other documents of the index say of this one."""
    related = incoming(snapshot.generation.store, document)
    return [IncomingOut(**_relation_out(item.relation).model_dump(), by=document_out(item.by)) for item in related]


def _relation_out(relation: Relation) -> RelationOut:
    return RelationOut(
        kind=relation.kind,
        number=write_number(relation.number) if relation.number else None,
        name=relation.name,
        date=relation.date,
        clause="/".join(map(str, relation.steps)) or None,
        effective=relation.effective,
        start=relation.span.start,
        end=relation.span.end,
    )
