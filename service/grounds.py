"""What an article says of the rest of a question: one that lacks its names, its place, its year, its figure or its rarest word answers something else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.asking import asked_for
from corpus.folding import folded
from corpus.nouns import ClauseLevel, Language, Span
from corpus.provinces import find_provinces
from indexer.lexical import language_of_fields
from indexer.store import DocumentText
from service.answer_kinds import YEAR, holds_figure, names_in
from service.engine import Snapshot
from service.notions import folded_terms, heaviest_missing, notions_of, share_held
from service.questions import Question
from service.quoting import Quote

_LONGEST_ARTICLE = 6000
"""Characters; of a longer article only the passage is read."""


@dataclass(frozen=True, slots=True)
class Grounds:
    """How far the article of the best quotation is about what was asked, all from 0 to 1.

    ``article`` is the share of the question's words in it, its headings and title included, ``missing`` the share of the
    weightiest thing that it lacks; ``names`` is the share of the question's names, ``place``, ``year`` and ``figure`` are 1 where it lacks the
    province or year that is named, or where the quotations lack the kind of figure that is asked for.
    """

    article: float
    missing: float = 0.0
    names: float = 0.0
    place: float = 0.0
    year: float = 0.0
    figure: float = 0.0


def grounds_of(snapshot: Snapshot, question: Question, quotes: Sequence[Quote]) -> Grounds:
    """The grounds of the best quotation. ``quotes`` must not be empty."""
    best = quotes[0]
    document, language = best.hit.document, best.hit.passage.language
    surroundings = " ".join((*_article(snapshot.generation.store.text(document.id), best), document.title, document.issuer or ""))
    notions = notions_of(snapshot, question, language_of_fields(language))
    present = folded_terms(surroundings, language_of_fields(language))
    known = {province.id for province, _ in find_provinces(surroundings, language)}
    years = {int(year) for year in YEAR.findall(surroundings)} | ({document.date.year} if document.date else set())
    return Grounds(
        article=share_held(notions, present),
        missing=heaviest_missing(notions, present),
        names=_names_missing(question, folded(surroundings)),
        place=float(bool({province.id for province, _ in find_provinces(question.text, question.language)} - known)),
        year=float(bool(question.years) and not years & set(question.years)),
        figure=_figure_missing(snapshot, question, quotes),
    )


def _article(text: DocumentText, quote: Quote) -> tuple[str, ...]:
    """The words of the article that a quotation stands in, then its headings; of a very long one, and where there is none, the passage."""
    holding = [clause for clause in text.clauses if _holds(clause.span, quote.span) and clause.level.depth <= ClauseLevel.ARTICLE.depth]
    article = max(holding, key=lambda clause: clause.level.depth, default=None)
    if article is None:
        return (quote.hit.passage.text,)
    span = article.span if article.span.end - article.span.start <= _LONGEST_ARTICLE else quote.hit.passage.span
    return (text.text[span.start : span.end], *(heading for heading in article.headings if heading))


def _holds(outer: Span, inner: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _names_missing(question: Question, plain: str) -> float:
    """The share of the question's names that a folded text lacks; places are compared apart, since each language has its own."""
    places = {folded(word) for _, span in find_provinces(question.text, question.language) for word in question.text[span.start : span.end].split()}
    names = names_in(question.text) - places
    return sum(name not in plain for name in names) / len(names) if names else 0.0


def _figure_missing(snapshot: Snapshot, question: Question, quotes: Sequence[Quote]) -> float:
    asked = asked_for(question.text)
    held = [holds_figure(asked, _words(snapshot, quote), _language(quote)) for quote in quotes]
    return float(None not in held and not any(held))


def _words(snapshot: Snapshot, quote: Quote) -> str:
    return snapshot.generation.store.text(quote.hit.document.id).text[quote.span.start : quote.span.end]


def _language(quote: Quote) -> Language:
    return quote.hit.passage.language
