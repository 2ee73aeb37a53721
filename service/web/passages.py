"""A plain list of the passages nearest to a query, with the words of the query marked."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import groupby

from corpus.clauses import citation_label
from corpus.folding import folded
from corpus.nouns import Document, Language
from indexer.encoder import Encoder
from service.engine import Snapshot
from service.filters import Filters
from service.questions import Question
from service.retrieval import Hit, search
from service.web.addresses import document_address
from service.web.labels import short_name
from service.web.reading import Part
from service.web.visible import tight

SHOWN = 20
_TOKEN = re.compile(r"\w+|\W+")
_LONGEST = 600


@dataclass(frozen=True, slots=True)
class PassageView:
    """One passage as it is listed; ``parts`` are its beginning, with the query's words marked."""

    document: Document
    name: str
    clause_label: str
    page: int | None
    language: Language
    parts: tuple[Part, ...]
    cut: bool
    address: str


def passages_view(snapshot: Snapshot, encoder: Encoder, question: Question, filters: Filters, language: Language) -> list[PassageView]:
    """The ``SHOWN`` nearest passages, best first."""
    words = {*question.words, *(folded(word) for word in question.text.split() if word[:1].isdigit())}
    return [_passage(hit, words, language) for hit in search(snapshot, encoder, question, SHOWN, filters)]


def _passage(hit: Hit, words: Collection[str], language: Language) -> PassageView:
    text = hit.passage.text if len(hit.passage.text) <= _LONGEST else hit.passage.text[:_LONGEST].rpartition(" ")[0]
    return PassageView(
        document=hit.document,
        name=short_name(hit.document, language),
        clause_label=citation_label(hit.passage.clause, hit.document.language) if hit.passage.clause else "",
        page=hit.passage.pages[0] if hit.passage.pages else None,
        language=hit.passage.language,
        parts=tuple(marked(tight(text), words)),
        cut=len(text) < len(hit.passage.text),
        address=document_address(language, hit.document.id, [hit.passage.span]),
    )


def marked(text: str, words: Collection[str]) -> Iterator[Part]:
    """The text in runs, those of words that are sought (given folded) marked."""
    for is_sought, tokens in groupby(_TOKEN.findall(text), lambda token: folded(token) in words):
        yield Part("".join(tokens), is_sought)
