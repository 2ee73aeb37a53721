"""Answers a question that only names a document or a clause with exactly that."""

from __future__ import annotations

from corpus.clauses import name_of_steps
from corpus.nouns import Span
from corpus.numbers import write_number
from service.drafting import answered, opening, quoted, refused
from service.engine import Snapshot
from service.evidence import Answer, Reason, Warning, evidence_at, source_name  # noqa: A004 - the word of the contract
from service.lookup import Lookup, Place
from service.messages import Message, say
from service.questions import Question

_NEAREST = 3
_LONGEST_CLAUSE_QUOTE = 1200
_MOST_CITING = 5


def answer_to_reference(snapshot: Snapshot, question: Question, found: Lookup) -> Answer:
    """The answer to a bare reference: the clause, the beginning of the document, or where it is cited."""
    language = question.language
    number = write_number(question.numbers[0])
    warnings: list[Warning] = []
    if found.citing:
        evidence = tuple(evidence_at(snapshot, place.document, place.span) for place in found.citing[:_MOST_CITING])
        text = say(Message.CITED_ONLY, language, number=number) + "\n" + "\n".join(quoted(evidence, language))
        return answered(snapshot, question, text, evidence, (Warning.CITED_ONLY,))
    if not found.documents:
        return refused(snapshot, question, Reason.UNKNOWN_NUMBER, say(Message.UNKNOWN_NUMBER, language, number=number), ())
    if question.steps and not found.clauses:
        named = name_of_steps(question.steps, language)
        text = say(Message.UNKNOWN_CLAUSE, language, source=source_name(found.documents[0], language), clause=named)
        return refused(snapshot, question, Reason.UNKNOWN_CLAUSE, text, tuple(opening(snapshot, document) for document in found.documents[:_NEAREST]))
    places = found.clauses or tuple(Place(document, opening(snapshot, document).span, None) for document in found.documents)
    evidence = tuple(evidence_at(snapshot, place.document, _limited(snapshot, place)) for place in places)
    lines = (
        list(quoted(evidence, language, Message.CLAUSE))
        if found.clauses
        else [
            say(Message.DOCUMENT, language, source=source_name(item.document, language), title=item.document.title, n=n)
            for n, item in enumerate(evidence, start=1)
        ]
    )
    if found.ambiguous:
        warnings.append(Warning.AMBIGUOUS)
        lines.insert(0, say(Message.AMBIGUOUS, language))
    return answered(snapshot, question, "\n".join(lines), evidence, tuple(warnings))


def _limited(snapshot: Snapshot, place: Place) -> Span:
    """The span, cut at the end of a line when it is too long to quote whole."""
    if place.span.end - place.span.start <= _LONGEST_CLAUSE_QUOTE:
        return place.span
    text = snapshot.generation.store.text(place.document.id).text
    end = text.rfind("\n", place.span.start, place.span.start + _LONGEST_CLAUSE_QUOTE)
    return Span(place.span.start, end if end > place.span.start else place.span.start + _LONGEST_CLAUSE_QUOTE)
