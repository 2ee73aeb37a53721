"""Cuts a document into passages: spans of one article that fit the encoder and keep clauses whole where they can."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby, pairwise

from corpus.clauses import innermost, pages_of
from corpus.nouns import Clause, ClauseLevel, Language, Passage, Span
from indexer.languages import detect_language
from indexer.layout import Reading
from indexer.sentences import sentences

TARGET_TOKENS = 160
"""Neighbouring clauses are joined up to this size: smaller passages find better with a small encoder."""
ENOUGH_TOKENS = 80
"""A passage of this size is closed when the next numbered clause begins."""
LARGEST_TOKENS = 380
"""No passage is larger; with its heading it stays well under the encoder's 512."""

_LONG_TEXT = 12
"""Passages from which a text without articles is weighed division by division."""

_LARGEST_BLOCK = 100_000
"""Characters that are tokenised at once; a multiple of what most documents have."""

TokenStarts = Callable[[str], Sequence[int]]
"""Gives, for a text, the offsets at which the encoder's tokens begin, in ascending order."""


def cut_passages(document_id: str, reading: Reading, clauses: tuple[Clause, ...], token_starts: TokenStarts, language: Language) -> tuple[Passage, ...]:
    """The passages of a document, in order; together they hold every character of it that is not white space."""
    counter = _TokenCounter(reading.text, token_starts)
    passages = []
    for block, article in _blocks(reading, clauses):
        for span in _packed(reading.text, _segments(reading.text, block, clauses), counter):
            text = reading.text[span.start : span.end]
            passages.append(
                Passage(
                    document_id=document_id,
                    span=span,
                    text=text,
                    language=detect_language(text, default=language),
                    clause=innermost(clauses, span) or article,
                    pages=pages_of(reading.pages, span),
                )
            )
    return tuple(passages)


def units(passages: tuple[Passage, ...]) -> list[tuple[Passage, ...]]:
    """Passages that belong together: those of one article, or of one division of a long text without articles."""
    key = _division if len(passages) > _LONG_TEXT else _article
    return [tuple(group) for _, group in groupby(passages, key=key)]


def language_of_unit(unit: tuple[Passage, ...]) -> Language:
    """The language in which most of a unit is written."""
    letters: Counter[Language] = Counter()
    for passage in unit:
        letters[passage.language] += len(passage.text)
    return letters.most_common(1)[0][0]


def _article(passage: Passage) -> str:
    steps = passage.clause.steps if passage.clause else ()
    levels = [step.level for step in steps]
    return "/".join(map(str, steps[: levels.index(ClauseLevel.ARTICLE) + 1])) if ClauseLevel.ARTICLE in levels else ""


def _division(passage: Passage) -> str:
    steps = passage.clause.steps if passage.clause else ()
    return _article(passage) or "/".join(str(step) for step in steps if step.level.depth <= ClauseLevel.ROMAN.depth)


class _TokenCounter:
    """Counts the encoder's tokens of any span of one text after tokenising it once, block by block."""

    def __init__(self, text: str, token_starts: TokenStarts) -> None:
        self._starts = array("L", (start + offset for start, end in _token_blocks(text) for offset in token_starts(text[start:end])))

    def __call__(self, start: int, end: int) -> int:
        return bisect_left(self._starts, end) - bisect_left(self._starts, start)

    def furthest(self, start: int, tokens: int) -> int:
        """The offset at which the token after ``tokens`` further ones begins."""
        index = bisect_right(self._starts, start) - 1 + tokens
        return self._starts[index] if index < len(self._starts) else -1


def _token_blocks(text: str) -> Iterator[tuple[int, int]]:
    """The text in blocks that end where a line does, so that a tokenizer never has a long text, with all its tokens, in memory."""
    start = 0
    while start < len(text):
        end = len(text)
        if end - start > _LARGEST_BLOCK:
            border = start + _LARGEST_BLOCK
            ends = (text.rfind(sign, start + 1, border) for sign in "\n ")
            end = next((end for end in ends if end != -1), border)
        yield start, end
        start = end


def _blocks(reading: Reading, clauses: tuple[Clause, ...]) -> Iterator[tuple[Span, Clause | None]]:
    """The spans that no passage may cross: articles where there are any, else top clauses, and what lies between; notes apart."""
    borders = {reading.body.start, reading.body.end, len(reading.text)}
    for clause in clauses:
        if clause.level.depth <= ClauseLevel.ROMAN.depth:
            borders |= {clause.span.start, clause.span.end}
    ordered = sorted(borders)
    for start, end in pairwise(ordered):
        if text := reading.text[start:end].strip():
            first = start + reading.text[start:end].index(text[0])
            yield Span(first, first + len(text)), None


def _segments(text: str, block: Span, clauses: tuple[Clause, ...]) -> list[tuple[Span, bool]]:
    """The block cut where a clause or a paragraph begins; True marks the beginning of a numbered clause."""
    numbered = {clause.span.start for clause in clauses if block.start <= clause.span.start < block.end and clause.level.depth <= ClauseLevel.CLAUSE.depth}
    starts = {block.start} | {clause.span.start for clause in clauses if block.start <= clause.span.start < block.end}
    at = text.find("\n\n", block.start, block.end)
    while at != -1:
        starts.add(at + 2)
        at = text.find("\n\n", at + 2, block.end)
    ordered = [*sorted(start for start in starts if start < block.end), block.end]
    return [(Span(start, end), start in numbered) for start, end in pairwise(ordered)]


def _packed(text: str, segments: list[tuple[Span, bool]], count: _TokenCounter) -> Iterator[Span]:
    """Joins segments up to the target size and cuts what is too large; white space at the ends is left out."""
    current: Span | None = None
    for segment, opens_clause in segments:
        if current is not None:
            full = count(current.start, segment.end) > TARGET_TOKENS
            enough = opens_clause and count(current.start, current.end) >= ENOUGH_TOKENS
            if full or enough:
                yield from _fitting(text, current, count)
                current = None
        current = Span(current.start, segment.end) if current else segment
    if current is not None:
        yield from _fitting(text, current, count)


def _fitting(text: str, span: Span, count: _TokenCounter) -> Iterator[Span]:
    """The span itself, or its sentences joined up to the target size; a sentence that is too large is cut between words."""
    trimmed = _trimmed(text, span)
    if trimmed is None:
        return
    if count(trimmed.start, trimmed.end) <= LARGEST_TOKENS:
        yield trimmed
        return
    current: Span | None = None
    for sentence in sentences(text, trimmed):
        for piece in _words(text, sentence, count):
            if current and count(current.start, piece.end) > TARGET_TOKENS:
                yield current
                current = None
            current = Span(current.start, piece.end) if current else piece
    if current:
        yield current


def _words(text: str, sentence: Span, count: _TokenCounter) -> Iterator[Span]:
    start = sentence.start
    while count(start, sentence.end) > LARGEST_TOKENS:
        limit = count.furthest(start, TARGET_TOKENS)
        space = max(text.rfind(" ", start + 1, limit), text.rfind("\n", start + 1, limit))
        end = space if space > start else limit
        if trimmed := _trimmed(text, Span(start, end)):
            yield trimmed
        start = end
    if trimmed := _trimmed(text, Span(start, sentence.end)):
        yield trimmed


def _trimmed(text: str, span: Span) -> Span | None:
    inside = text[span.start : span.end]
    start = span.start + len(inside) - len(inside.lstrip())
    end = span.start + len(inside.rstrip())
    return Span(start, end) if start < end else None
