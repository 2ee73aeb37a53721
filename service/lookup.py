"""Resolves a document number and a clause, in any spelling, to the exact places they name."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.clauses import innermost, resolve
from corpus.nouns import Clause, ClauseStep, Document, DocumentNumber, Span
from indexer.sentences import sentences
from indexer.store import Store


@dataclass(frozen=True, slots=True)
class Place:
    """A span of a document, with the innermost clause that covers it."""

    document: Document
    span: Span
    clause: Clause | None


@dataclass(frozen=True, slots=True)
class Lookup:
    """What a reference names: documents that bear the number, clauses of them, places that only cite it."""

    documents: tuple[Document, ...] = ()
    clauses: tuple[Place, ...] = ()
    citing: tuple[Place, ...] = ()

    @property
    def ambiguous(self) -> bool:
        """Whether several acts bear what was given of the number."""
        return (
            len({(document.number.number, document.number.kind, document.number.issuer, document.date) for document in self.documents if document.number}) > 1
        )


def look_up(store: Store, numbers: tuple[DocumentNumber, ...], steps: tuple[ClauseStep, ...]) -> Lookup:
    """The documents with one of the numbers and the clause of each; where none has it, the sentences that cite it."""
    documents = tuple(dict.fromkeys(stored.document for number in numbers for stored in store.numbered(number)))
    clauses = (
        tuple(Place(document, clause.span, clause) for document in documents for clause in resolve(steps, store.text(document.id).clauses)) if steps else ()
    )
    citing = () if documents else tuple(place for number in numbers for place in _citing(store, number))
    return Lookup(documents, clauses, citing)


def _citing(store: Store, number: DocumentNumber) -> list[Place]:
    found: dict[tuple[str, Span], Place] = {}
    for cited in store.citing(number):
        text = store.text(cited.document_id)
        stored = store.document(cited.document_id)
        if stored is None:
            continue
        around = Span(max(0, text.text.rfind("\n\n", 0, cited.span.start)), _paragraph_end(text.text, cited.span.end))
        sentence = next((span for span in sentences(text.text, around) if span.covers(cited.span)), cited.span)
        found[stored.document.id, sentence] = Place(stored.document, sentence, innermost(text.clauses, sentence))
    return list(found.values())


def _paragraph_end(text: str, start: int) -> int:
    end = text.find("\n\n", start)
    return len(text) if end == -1 else end
