"""Answers a question with exact quotations, or refuses when the documents do not support an answer.

A quotation is a span of a document's text; it is cut from the text when the evidence is made and compared
again with the text when the answer is handed out, so that nothing that the documents do not say is quoted.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterator
from dataclasses import replace

from corpus.clauses import name_of_steps
from corpus.nouns import Authority, Document, Language, Span
from corpus.numbers import write_number
from indexer.encoder import Encoder
from service.direct import facts_that_answer
from service.engine import Snapshot
from service.evidence import Answer, Evidence, Reason, Warning, change_note, evidence_at, item_name, source_name  # noqa: A004 - the word of the contract
from service.filters import Filters
from service.grounds import grounds_of
from service.inforce import state_of_span
from service.lookup import Lookup, Place, look_up_reference
from service.messages import Message, say
from service.offers import measures_that_answer
from service.questions import Question
from service.quoting import Quote, best_quotes
from service.refusal import supported
from service.retrieval import Hit, search
from service.standing import Standing
from service.telling import Told, told, told_measures

_SEARCHED = 20
_NEAREST = 3
_LONGEST_CLAUSE_QUOTE = 1200
_MOST_CITING = 5
_MOST_NOTES = 3
_BESIDE_FACTS = 1
"""Quotations given beside the facts that answer."""


def answer(snapshot: Snapshot, encoder: Encoder, question: Question, filters: Filters | None = None, as_of: dt.date | None = None) -> Answer:
    """The answer to a question; a question that only names a document or a clause gets exactly that.

    ``as_of`` is the day for which it is said whether what is quoted holds; without one, today.
    """
    started = time.perf_counter()
    question = snapshot.meant(question)
    if not snapshot.documents:
        return _refused(snapshot, question, Reason.EMPTY_INDEX, say(Message.EMPTY_INDEX, question.language), ())
    found = look_up_reference(snapshot.generation.store, question) if question.numbers else Lookup()
    looked_up = time.perf_counter()
    if question.is_reference and question.numbers:
        result = _reference(snapshot, question, found)
    else:
        result = _searched(snapshot, encoder, question, filters or Filters(), found)
    result = _with_standing(snapshot, result, as_of, whole=question.is_reference and not question.steps)
    for evidence in (*result.evidence, *result.nearest):
        evidence.verify(snapshot)
    done = time.perf_counter()
    result.timings_ms.update({"lookup": _ms(started, looked_up), "search_and_quote": _ms(looked_up, done), "total": _ms(started, done)})
    return result


def _ms(start: float, end: float) -> float:
    return round((end - start) * 1000, 2)


def _reference(snapshot: Snapshot, question: Question, found: Lookup) -> Answer:
    """The answer to a bare reference: the clause, the beginning of the document, or where it is cited."""
    language = question.language
    number = write_number(question.numbers[0])
    warnings: list[Warning] = []
    if found.citing:
        evidence = tuple(evidence_at(snapshot, place.document, place.span) for place in found.citing[:_MOST_CITING])
        text = say(Message.CITED_ONLY, language, number=number) + "\n" + "\n".join(_quoted(evidence, language))
        return _answered(snapshot, question, text, evidence, (Warning.CITED_ONLY,))
    if not found.documents:
        return _refused(snapshot, question, Reason.UNKNOWN_NUMBER, say(Message.UNKNOWN_NUMBER, language, number=number), ())
    if question.steps and not found.clauses:
        named = name_of_steps(question.steps, language)
        text = say(Message.UNKNOWN_CLAUSE, language, source=source_name(found.documents[0], language), clause=named)
        return _refused(snapshot, question, Reason.UNKNOWN_CLAUSE, text, tuple(_opening(snapshot, document) for document in found.documents[:_NEAREST]))
    places = found.clauses or tuple(Place(document, _opening(snapshot, document).span, None) for document in found.documents)
    evidence = tuple(evidence_at(snapshot, place.document, _limited(snapshot, place)) for place in places)
    lines = (
        list(_quoted(evidence, language, Message.CLAUSE))
        if found.clauses
        else [
            say(Message.DOCUMENT, language, source=source_name(item.document, language), title=item.document.title, n=n)
            for n, item in enumerate(evidence, start=1)
        ]
    )
    if found.ambiguous:
        warnings.append(Warning.AMBIGUOUS)
        lines.insert(0, say(Message.AMBIGUOUS, language))
    return _answered(snapshot, question, "\n".join(lines), evidence, tuple(warnings))


def _limited(snapshot: Snapshot, place: Place) -> Span:
    """The span, cut at the end of a line when it is too long to quote whole."""
    if place.span.end - place.span.start <= _LONGEST_CLAUSE_QUOTE:
        return place.span
    text = snapshot.generation.store.text(place.document.id).text
    end = text.rfind("\n", place.span.start, place.span.start + _LONGEST_CLAUSE_QUOTE)
    return Span(place.span.start, end if end > place.span.start else place.span.start + _LONGEST_CLAUSE_QUOTE)


def _opening(snapshot: Snapshot, document: Document) -> Evidence:
    row = snapshot.generation.store.rows_of(document.id)[0]
    return evidence_at(snapshot, document, snapshot.generation.store.passages([row])[0].span)


def _searched(snapshot: Snapshot, encoder: Encoder, question: Question, filters: Filters, found: Lookup) -> Answer:
    """The answer found by search; a document that the question names by number limits the search to it."""
    if question.numbers and found.documents and filters.document_ids is None:
        filters = replace(filters, document_ids=frozenset(document.id for document in found.documents))
    hits = search(snapshot, encoder, question, _SEARCHED, filters)
    quotes = best_quotes(snapshot, question, hits)
    enough = bool(quotes) and supported(question, hits, quotes, grounds_of(snapshot, question, quotes))
    facts = _told(snapshot, question, filters, hits if enough else [])
    if not facts.lines and not enough:
        nearest = tuple(_whole(snapshot, hit) for hit in _one_a_document(hits))
        return _refused(snapshot, question, Reason.NO_EVIDENCE, say(Message.NO_EVIDENCE, question.language), nearest[:_NEAREST])
    further = [_cited(snapshot, quote) for quote in quotes if not _told_already(quote, facts)][: _BESIDE_FACTS if facts.lines else None]
    evidence = (*facts.evidence, *further)
    lines = (*facts.lines, *_quoted(evidence, question.language, begin=len(facts.evidence)))
    result = _answered(snapshot, question, "\n".join(lines), evidence, (Warning.CONFLICT,) if facts.conflict else ())
    return replace(result, facts=facts.facts, told=facts.lines)


def _told(snapshot: Snapshot, question: Question, filters: Filters, hits: list[Hit]) -> Told:
    """The targets or the measures that the question asks for, told with their sources; ``hits`` are empty where they support no answer."""
    targets = facts_that_answer(snapshot.generation.store, question, lambda document: filters.admits(document, snapshot.traits))
    if targets:
        return told(snapshot, targets, question.language)
    return told_measures(snapshot, measures_that_answer(snapshot, question, filters, hits), question.language)


def _told_already(quote: Quote, facts: Told) -> bool:
    """Whether a quotation overlaps one that states a fact."""
    return any(quote.hit.document.id == item.document.id and quote.span.overlaps(item.span) for item in facts.evidence)


def _one_a_document(hits: list[Hit]) -> Iterator[Hit]:
    seen: set[str] = set()
    for hit in hits:
        if hit.document.id not in seen:
            seen.add(hit.document.id)
            yield hit


def _whole(snapshot: Snapshot, hit: Hit) -> Evidence:
    return evidence_at(snapshot, hit.document, hit.passage.span, hit.score)


def _cited(snapshot: Snapshot, quote: Quote) -> Evidence:
    return evidence_at(snapshot, quote.hit.document, quote.span, quote.score)


def _quoted(evidence: tuple[Evidence, ...], language: Language, message: Message = Message.QUOTED, *, begin: int = 0) -> Iterator[str]:
    """A line for each quotation after the first ``begin`` ones."""
    for n, item in enumerate(evidence[begin:], start=begin + 1):
        yield say(message, language, source=item_name(item, language), quote=" ".join(item.quote.split()), n=n)


def _warnings(snapshot: Snapshot, evidence: tuple[Evidence, ...]) -> Iterator[Warning]:
    if any(item.page in snapshot.generation.store.text(item.document.id).recognised for item in evidence):
        yield Warning.OCR
    if evidence and all(item.document.kind.authority is Authority.NEWS for item in evidence):
        yield Warning.ONLY_NEWS
    if any(item.document.record for item in evidence):
        yield Warning.RECORD


def _with_standing(snapshot: Snapshot, result: Answer, as_of: dt.date | None, *, whole: bool) -> Answer:
    """The answer with whether each quotation holds on a day; ``whole`` says that whole acts were asked for."""
    store = snapshot.generation.store
    evidence = tuple(replace(item, state=state_of_span(store, item.document, None if whole else item.span, as_of)) for item in result.evidence)
    warnings = [
        *([Warning.NOT_IN_FORCE] if any(not item.state.standing.in_force for item in evidence) else []),
        *([Warning.AMENDED] if any(item.state.standing is Standing.AMENDED for item in evidence) else []),
    ]
    notes = list(dict.fromkeys(_notes(evidence, result.question.language, whole=whole)))[:_MOST_NOTES]
    return replace(result, evidence=evidence, warnings=(*result.warnings, *warnings), text="\n".join([result.text, *notes]), notes=tuple(notes))


def _notes(evidence: tuple[Evidence, ...], language: Language, *, whole: bool) -> Iterator[str]:
    """A sentence for each quotation that does not hold as it was written, which names the act that changed it."""
    for item in evidence:
        source = item_name(item, language, whole=whole)
        if item.state.from_date:
            yield say(Message.NOT_YET, language, source=source, date=f"{item.state.from_date:%d/%m/%Y}")
        for change in item.state.changes[:1]:
            yield change_note(change, source, language)


def _answered(snapshot: Snapshot, question: Question, text: str, evidence: tuple[Evidence, ...], warnings: tuple[Warning, ...]) -> Answer:
    return Answer(question, text, evidence, snapshot.name, (*warnings, *_warnings(snapshot, evidence)))


def _refused(snapshot: Snapshot, question: Question, reason: Reason, text: str, nearest: tuple[Evidence, ...]) -> Answer:
    return Answer(question, text, (), snapshot.name, refusal=reason, nearest=nearest)
