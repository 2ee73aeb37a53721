"""Answers a question with exact quotations, or refuses when the documents do not support an answer.

A quotation is a span of a document's text; it is cut from the text when the evidence is made and compared
again with the text when the answer is handed out, so that nothing that the documents do not say is quoted.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace

from corpus.nouns import Language
from indexer.encoder import Encoder
from service.changed import asks_what_changed, what_changed
from service.direct import facts_that_answer
from service.drafting import answered, opening, quoted, refused
from service.engine import Snapshot
from service.evidence import Answer, Evidence, Reason, Warning, change_note, evidence_at, item_name  # noqa: A004 - the word of the contract
from service.filters import Filters
from service.grounds import grounds_of
from service.inforce import state_of_span
from service.lookup import Lookup, look_up_reference
from service.messages import Message, say
from service.offers import measures_that_answer
from service.parted import joined
from service.parts import parts_of, speaks_of_an_act
from service.questions import Question, read_question
from service.quoting import Quote, best_quotes
from service.referring import answer_to_reference
from service.refusal import supported
from service.retrieval import Hit, search
from service.standing import Standing
from service.telling import Told, told, told_measures
from service.unheld import unheld

_SEARCHED = 20
_NEAREST = 3
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
        return refused(snapshot, question, Reason.EMPTY_INDEX, say(Message.EMPTY_INDEX, question.language), ())
    found = look_up_reference(snapshot.generation.store, question) if question.numbers else Lookup()
    looked_up = time.perf_counter()
    if question.is_reference and question.numbers:
        result = answer_to_reference(snapshot, question, found)
    else:
        result = _asked(snapshot, encoder, question, filters or Filters(), found, as_of)
        if missing := unheld(result):
            note = say(Message.UNHELD, question.language, words=", ".join(missing))
            partly = () if Warning.PARTLY_SUPPORTED in result.warnings else (Warning.PARTLY_SUPPORTED,)
            result = replace(result, text=f"{result.text}\n{note}", notes=(note,), warnings=(*result.warnings, *partly))
    result = _with_standing(snapshot, result, as_of, whole=question.is_reference and not question.steps)
    for evidence in (*result.evidence, *result.nearest):
        evidence.verify(snapshot)
    done = time.perf_counter()
    result.timings_ms.update({"lookup": _ms(started, looked_up), "search_and_quote": _ms(looked_up, done), "total": _ms(started, done)})
    return result


def _ms(start: float, end: float) -> float:
    return round((end - start) * 1000, 2)


def _asked(snapshot: Snapshot, encoder: Encoder, question: Question, filters: Filters, found: Lookup, as_of: dt.date | None) -> Answer:
    """The answer to what is asked: of several parts to each, of a change what changed, else what search finds."""
    parts = parts_of(question.text, question.language)
    if len(parts) > 1 and (result := joined(question, list(_in_parts(snapshot, encoder, question, parts, filters, as_of)))):
        return result
    return _one_asked(snapshot, encoder, question, filters, found, as_of)


def _in_parts(snapshot: Snapshot, encoder: Encoder, question: Question, parts: Sequence[str], filters: Filters, as_of: dt.date | None) -> Iterator[Answer]:
    """The answer to each part; one that speaks of "the law" without saying which is first asked of the acts quoted before."""
    cited: frozenset[str] = frozenset()
    for part in parts:
        asked = read_question(part, language=question.language, longest=len(question.text) + 1)
        found = look_up_reference(snapshot.generation.store, asked) if asked.numbers else Lookup()
        result = None
        if cited and filters.document_ids is None and speaks_of_an_act(asked):
            result = _one_asked(snapshot, encoder, asked, replace(filters, document_ids=cited), found, as_of)
        if result is None or result.refusal:
            result = _one_asked(snapshot, encoder, asked, filters, found, as_of)
        cited = frozenset(item.document.id for item in result.evidence) or cited
        yield result


def _one_asked(snapshot: Snapshot, encoder: Encoder, question: Question, filters: Filters, found: Lookup, as_of: dt.date | None) -> Answer:
    if found.documents and asks_what_changed(question):
        return _changed(snapshot, question, found, as_of)
    return _searched(snapshot, encoder, question, filters, found)


def _changed(snapshot: Snapshot, question: Question, found: Lookup, as_of: dt.date | None) -> Answer:
    """What changed of the act, or of its clause, that a question names; that nothing did where nothing is known."""
    changed = what_changed(snapshot, found.documents, found.clauses if question.steps else (), question.language, as_of)
    evidence = changed.evidence or (opening(snapshot, found.documents[0]),)
    return answered(snapshot, question, "\n".join(changed.lines), evidence, ())


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
        return refused(snapshot, question, Reason.NO_EVIDENCE, say(Message.NO_EVIDENCE, question.language), nearest[:_NEAREST])
    further = [_cited(snapshot, quote) for quote in quotes if not _told_already(quote, facts)][: _BESIDE_FACTS if facts.lines else None]
    evidence = (*facts.evidence, *further)
    lines = (*facts.lines, *quoted(evidence, question.language, begin=len(facts.evidence)))
    result = answered(snapshot, question, "\n".join(lines), evidence, (Warning.CONFLICT,) if facts.conflict else ())
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


def _with_standing(snapshot: Snapshot, result: Answer, as_of: dt.date | None, *, whole: bool) -> Answer:
    """The answer with whether each quotation holds on a day; ``whole`` says that whole acts were asked for."""
    store = snapshot.generation.store
    evidence = tuple(replace(item, state=state_of_span(store, item.document, None if whole else item.span, as_of)) for item in result.evidence)
    warnings = [
        *([Warning.NOT_IN_FORCE] if any(not item.state.standing.in_force for item in evidence) else []),
        *([Warning.AMENDED] if any(item.state.standing is Standing.AMENDED for item in evidence) else []),
    ]
    notes = list(dict.fromkeys(_notes(evidence, result.question.language, whole=whole)))[:_MOST_NOTES]
    return replace(result, evidence=evidence, warnings=(*result.warnings, *warnings), text="\n".join([result.text, *notes]), notes=(*result.notes, *notes))


def _notes(evidence: tuple[Evidence, ...], language: Language, *, whole: bool) -> Iterator[str]:
    """A sentence for each quotation that does not hold as it was written, which names the act that changed it."""
    for item in evidence:
        source = item_name(item, language, whole=whole)
        if item.state.from_date:
            yield say(Message.NOT_YET, language, source=source, date=f"{item.state.from_date:%d/%m/%Y}")
        for change in item.state.changes[:1]:
            yield change_note(change, source, language)
