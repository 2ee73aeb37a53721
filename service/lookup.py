"""Resolves a reference to a document and a clause, in any spelling, to the exact places it names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from corpus.clauses import innermost
from corpus.missing import missing
from corpus.nouns import Clause, Document, DocumentNumber, Span
from corpus.numbers import write_number
from corpus.places import places
from corpus.references import ClauseReference
from indexer.sentences import sentences
from indexer.store import Store
from service.questions import Question
from service.register import register_of, same_act


@dataclass(frozen=True, slots=True)
class Place:
    """A span of a document, with the innermost clause that covers it."""

    document: Document
    span: Span
    clause: Clause | None


@dataclass(frozen=True, slots=True)
class Lookup:
    """What a reference names: documents, clauses of them, places that only cite the number.

    The likeliest document comes first, and of it the likeliest clause; documents without the clause come last.
    """

    documents: tuple[Document, ...] = ()
    clauses: tuple[Place, ...] = ()
    citing: tuple[Place, ...] = ()

    @property
    def ambiguous(self) -> bool:
        """Whether what was given of the document fits several acts."""
        return any(not same_act(self.documents[0], document) for document in self.documents[1:])


def look_up_reference(store: Store, question: Question) -> Lookup:
    """What a reference names, by number, by name or by date; where no document bears the number, the sentences that cite it."""
    named = question.named
    documents = register_of(store).named(named, question.language)
    clauses = tuple(dict.fromkeys(place for document in documents for reference in named.references for place in _places(store, document, reference)))
    having = {place.document.id for place in clauses}
    ordered = tuple(sorted(documents, key=lambda document: document.id not in having)) if clauses else documents
    citing = () if documents else tuple(place for number in named.numbers for place in _citing(store, number))
    return Lookup(ordered, clauses, citing)


def _places(store: Store, document: Document, reference: ClauseReference) -> Iterable[Place]:
    text = store.text(document.id)
    return (Place(document, clause.span, clause) for clause in places(reference, text.text, text.clauses, document.language))


def missing_clause(store: Store, found: Lookup, question: Question) -> str:
    """Why a document has no such clause and what it has instead: *Điều 5 has no khoản 9; it has khoản 1 to 4*; empty when no clause was asked for."""
    if not found.documents or not question.named.references:
        return ""
    document = found.documents[0]
    name = write_number(document.number) if document.number else f"“{document.title}”"
    return missing(question.named.references[0], store.text(document.id).clauses, document.language, name)


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
