"""Checks a sentence that somebody else wrote against the quotations that it cites; what they do not state is a fault.

The rules, in the order of ``Fault``: each figure, with its unit and comparator, each date and each document number of the text before a
pointer must stand in the quotation pointed to; it denies what the quotation denies and nothing else; most of the other words
of a sentence must stand there, in another language as terms of the glossary; and each name must, or in the title, issuer or
headings that are shown above it. It is a check of words and not of sense: who does what to whom is not read, so a
sentence that turns the words of its quotation round can pass, and a good paraphrase in words that neither the quotation
nor the glossary has is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from corpus.folding import folded
from corpus.glossary import find_terms
from corpus.languages import stop_words
from corpus.negation import denies
from corpus.nouns import Language, Span
from indexer.languages import detect_language
from indexer.sentences import sentences
from indexer.terms import is_pair, terms
from service.claimed_figures import Figures, StatedFigures, claimed_figures, stated_figures
from service.claimed_names import Named, claimed_names, framing, named_in, unnamed, words_in
from service.evidence import Evidence

_LEAST_SUPPORTED = 0.6
"""The share of a sentence's content words that its quotations must hold, when they are in its language."""
_LEAST_ACROSS = 0.5
"""The share of a sentence's terms of the glossary that quotations in another language must hold."""
_ADDRESS = re.compile(r"\w://|\bwww\.|\w@\w|\]\(|<[a-z!/?]|\b[a-z0-9-]+\.(?:com|net|org|info|io|app|dev|vn|fr|eu|ru|cn|xyz)\b", re.IGNORECASE)


class Fault(StrEnum):
    """Why a sentence is not shown."""

    NO_CITATION = "no_citation"
    UNKNOWN_CITATION = "unknown_citation"
    ADDRESS = "address"
    FIGURE = "figure"
    DATE = "date"
    DOCUMENT_NUMBER = "document_number"
    NEGATION = "negation"
    WORDING = "wording"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Part:
    """Text of a sentence up to its pointers, and the quotations that these point to, numbered from 1."""

    text: str
    pointers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Source:
    """What one quotation states; ``named`` is with its title, issuer and headings, ``denials`` its sentences and whether each denies something."""

    language: Language
    figures: StatedFigures
    named: Named
    stems: frozenset[str]
    denials: tuple[tuple[frozenset[str], bool], ...]


def fault_of(parts: Sequence[Part], evidence: Sequence[Evidence], language: Language) -> Fault | None:
    """What is wrong with a sentence, the first of its faults; None when its quotations state it.

    ``parts`` are its text cut at its pointers, ``language`` is that in which it was asked for.
    """
    return _of_form(parts, len(evidence)) or _of_content(parts, evidence, language)


def _of_form(parts: Sequence[Part], quotations: int) -> Fault | None:
    """What is wrong with its pointers, or whether it holds what no sentence holds."""
    pointers = [pointer for part in parts for pointer in part.pointers]
    if not pointers:
        return Fault.NO_CITATION
    if not all(0 < pointer <= quotations for pointer in pointers):
        return Fault.UNKNOWN_CITATION
    return Fault.ADDRESS if any(_ADDRESS.search(part.text) for part in parts) else None


def _of_content(parts: Sequence[Part], evidence: Sequence[Evidence], asked: Language) -> Fault | None:
    """What it says that its quotations do not; a reply in another language than it was asked for is read as what it is."""
    text = " ".join(part.text for part in parts)
    languages = (detect_language(text, default=asked), asked)
    parted = [(part.text, [_source(evidence[pointer - 1]) for pointer in pointers]) for part, pointers in _with_pointers(parts)]
    for said, sources in parted:
        if fault := _of_figures(claimed_figures(said, languages), [source.figures for source in sources]):
            return fault
    every = list(dict.fromkeys(source for _, sources in parted for source in sources))
    if not any(_same_polarity(text, source, languages[0]) for source in every):
        return Fault.NEGATION
    if not _worded(text, every, languages[0]):
        return Fault.WORDING
    return None if all(_named(said, sources, languages) for said, sources in parted) else Fault.NAME


def _with_pointers(parts: Sequence[Part]) -> Iterable[tuple[Part, tuple[int, ...]]]:
    """Each part that says something with the quotations that it points to; text behind the last pointers belongs to them."""
    pointers: tuple[int, ...] = ()
    for part in parts:
        pointers = part.pointers or pointers
        if any(letter.isalnum() for letter in part.text):
            yield part, pointers


def _named(text: str, sources: Sequence[_Source], languages: tuple[Language, Language]) -> bool:
    """Whether each name is one that a source has."""
    runs = claimed_names(text, languages[0], claimed_figures(text, languages).taken)
    return not runs or not set.intersection(*(set(unnamed(runs, text, languages[0], source.named)) for source in sources))


def _each(claimed: Figures, stated: Sequence[StatedFigures]) -> bool:
    """Whether each figure stands in one of the quotations."""
    singles = (
        *(Figures(ends=frozenset({end})) for end in claimed.ends),
        *(Figures(bare=frozenset({value})) for value in claimed.bare),
        *(Figures(odd=frozenset({word})) for word in claimed.odd),
        *(Figures(dates=(date,)) for date in claimed.dates),
        *(Figures(numbers=(number,)) for number in claimed.numbers),
    )
    return all(any(not (source.missing(one) or source.misdated(one) or source.misnumbered(one)) for source in stated) for one in singles)


def _of_figures(claimed: Figures, stated: Sequence[StatedFigures]) -> Fault | None:
    """Which kind of figure is missing."""
    if _each(claimed, stated):
        return None
    if not _each(Figures(ends=claimed.ends, bare=claimed.bare, odd=claimed.odd), stated):
        return Fault.FIGURE
    return Fault.DATE if not _each(Figures(dates=claimed.dates), stated) else Fault.DOCUMENT_NUMBER


def _source(item: Evidence) -> _Source:
    shown = (item.document.title, item.document.issuer or "", *(item.clause.headings if item.clause else ()))
    return _read_source(item.quote, " . ".join(part for part in shown if part), item.document.language)


@lru_cache(maxsize=256)
def _read_source(quote: str, shown: str, of_document: Language) -> _Source:
    language = detect_language(quote, default=of_document)
    spans = sentences(quote, Span(0, len(quote)))
    own, above = named_in(quote, language), named_in(shown, of_document)
    denials = tuple((_anchors(quote[span.start : span.end], language), denies(quote[span.start : span.end], language)) for span in spans)
    named = Named((*own.words, ".", *above.words), (*own.folded, ".", *above.folded), own.terms | above.terms, own.provinces | above.provinces)
    return _Source(language, stated_figures(quote, language), named, frozenset(_stems(quote, language)) | frozenset(_stems(shown, of_document)), denials)


def _stems(text: str, language: Language) -> set[str]:
    """The terms of a text, accents folded, without figures and pairs of syllables."""
    return {folded(term) for term in terms(text, language) if not is_pair(term) and not term[:1].isdigit()}


def _anchors(text: str, language: Language) -> frozenset[str]:
    """What tells which sentence of a quotation another one is about: words, terms of the glossary, figures."""
    ignored = stop_words(language) | framing(language)
    words = {stem for stem in _stems(text, language) if stem not in ignored}
    mentions = {f"#{mention.term.id}" for mention in find_terms(text, language)}
    return frozenset(words | mentions | {str(end.value) for end in stated_figures(text, language).figures.ends})


def _same_polarity(text: str, source: _Source, language: Language) -> bool:
    """Whether a text denies something exactly where the sentences of the quotation that it is nearest to do."""
    denied = denies(text, language)
    if not any(negative is denied for _, negative in source.denials):
        return False
    anchors = _anchors(text, language)
    shared = [(len(anchors & own), negative) for own, negative in source.denials]
    nearest = max(count for count, _ in shared)
    return not nearest or any(negative is denied for count, negative in shared if count == nearest)


def _worded(text: str, sources: Sequence[_Source], language: Language) -> bool:
    """Whether most content words of a sentence are supported."""
    ignored = stop_words(language) | framing(language)
    stated = frozenset[str]().union(*(source.named.terms for source in sources))
    mentions = find_terms(text, language)
    bridged = {place for mention in mentions if mention.term.id in stated for place in range(mention.first_word, mention.last_word)}
    mentioned = {place for mention in mentions for place in range(mention.first_word, mention.last_word)}
    stems = frozenset[str]().union(*(source.stems for source in sources))
    same = any(source.language is language for source in sources)
    figures = claimed_figures(text, (language,))
    words = [word for word in words_in(text) if not any(word.span.overlaps(span) for span in figures.taken)]
    content = [word for word in words if not _is_empty(word.text, ignored) and (same or word.position in mentioned)]
    held = [word for word in content if word.position in bridged or (_stems(word.text, language) & stems and (same or word.position in bridged))]
    return len(held) >= (_LEAST_SUPPORTED if same else _LEAST_ACROSS) * len(content) and bool(held or figures.ends)


def _is_empty(word: str, ignored: frozenset[str]) -> bool:
    return len(word) == 1 or any(letter.isdigit() for letter in word) or folded(word) in ignored
