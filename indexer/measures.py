"""What a document gives to whom: measures of support, each with its beneficiaries, rates and conditions.

A measure is stated by a sentence that gives something (*được hỗ trợ*, *bénéficie*), or by an item of a list under a heading or a
lead that does (*Mức hỗ trợ:*, *Mesures de soutien*). Conditions, procedures, duties and aims are none. One sentence that
gives things of several kinds states several measures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.nouns import Clause, Document, Language, Span
from corpus.sectors import Sectors, shipped_sectors
from corpus.support import Measure, Rate, SupportKind
from corpus.support_rules import SupportTaxonomy, Wording, shipped_support
from indexer.giving import SupportReader
from indexer.receiving import authority_of, beneficiaries_of, period_of, sectors_of, sizes_of
from indexer.requirements import Requirements
from indexer.support_context import Piece, pieces_of

_LONGEST_NAME = 160
_NAME_END = re.compile(r"\s*:|\s+(?:tối đa|không quá|tối thiểu|au plus|d['’]au plus|d['’]au moins|jusqu['’]à)\s|\s\(|;")
_SEPARATOR = re.compile(r"\s*;\s+")
_COMMA = re.compile(
    r",\s+(?:và\s+|et\s+)?|(?<!khoa học)(?<!nghiên cứu)(?<!nhỏ)(?<!giáo dục)\s+và\s+|(?<!recherche)(?<!petites)(?<!sciences)(?<!science)\s+et\s+"
)
"""Where one thing of a list ends; *khoa học và công nghệ* is one thing."""
_VERB = re.compile(r"\b(?:được|bénéfici\w+|profit\w+|est|sont|peut|peuvent)\b", re.IGNORECASE)


def find_measures(
    text: str, clauses: tuple[Clause, ...], document: Document, support: SupportTaxonomy | None = None, sectors: Sectors | None = None
) -> tuple[Measure, ...]:
    """The measures that a document states, in the order of the text, each in the innermost clause that states it."""
    if document.language is Language.ENGLISH:
        return ()
    pieces = tuple(pieces_of(text, clauses, document.language))
    reader = _MeasureReader(SupportReader(text, document, support or shipped_support(), sectors or shipped_sectors(), pieces))
    return _each_once(list(reader.stated()))


class _MeasureReader:
    """The measures of one document."""

    def __init__(self, reader: SupportReader) -> None:
        self._reader = reader
        self._requirements = Requirements(reader)

    def stated(self) -> Iterator[tuple[Measure, bool]]:
        """The measures, each with whether its own sentence gives something."""
        for piece in self._reader.pieces:
            if self._reader.states(piece):
                gives = self._reader.gives(piece.span)
                yield from ((measure, gives) for measure in self.measures(piece))

    def measures(self, piece: Piece) -> Iterator[Measure]:
        """The measures that a piece states."""
        conditions = self._requirements.of(piece)
        for span, kind in self.parts(piece):
            rates = self._reader.rates(span)
            if kind is SupportKind.OTHER and not rates and not self._reader.has(span, Wording.SUPPORT):
                continue
            name = self.name(span, rates)
            beneficiaries = beneficiaries_of(self._reader, piece, span)
            yield Measure(
                kind=kind,
                span=span,
                name=self._reader.words(name),
                name_span=name,
                clause=piece.clause,
                beneficiaries=beneficiaries,
                sizes=sizes_of(self._reader, beneficiaries),
                sectors=sectors_of(self._reader, piece, span),
                rates=rates,
                conditions=conditions,
                period=period_of(self._reader, piece),
                authority=authority_of(self._reader, piece),
            )

    def parts(self, piece: Piece) -> Iterator[tuple[Span, SupportKind]]:
        """The piece cut where it goes over to another kind of support, or to another thing with rates of its own."""
        joined: list[tuple[Span, SupportKind | None]] = []
        for span in [piece.span] if piece.leads else _cut(self._reader.text, piece.span, _SEPARATOR):
            for part in self.pieces_in(piece, span):
                kind = self._reader.kind_of(part)
                if joined and (None in {kind, joined[-1][1]} or (kind is joined[-1][1] and not self.is_titled(part))):
                    joined[-1] = (Span(joined[-1][0].start, part.end), joined[-1][1] or kind)
                else:
                    joined.append((part, kind))
        nearest = self.kind_around(piece, nearest=True)
        for span, kind in joined:
            if nearest and self._reader.support.tier(nearest) == 1 and (kind is None or self._reader.support.tier(kind) > 1):
                yield span, nearest
            else:
                yield span, kind or self.kind_around(piece) or (SupportKind.GRANT if self._reader.rates(span) else SupportKind.OTHER)

    def pieces_in(self, piece: Piece, span: Span) -> list[Span]:
        """The parts of a list between commas; of another sentence those that give money of different forms, each with its rate."""
        parts = _cut(self._reader.text, span, _COMMA)
        if self.is_list(piece, span):
            return parts
        found = [parts[0]]
        for part in parts[1:]:
            before, kind = self.words_kind(found[-1]), self.words_kind(part)
            money = before and kind and before is not kind and self._reader.support.tier(before) == self._reader.support.tier(kind) == 1
            if money and self._reader.rates(found[-1]) and self._reader.rates(Span(part.start, span.end)):
                found.append(part)
            else:
                found[-1] = Span(found[-1].start, part.end)
        return found

    def words_kind(self, span: Span) -> SupportKind | None:
        """The kind that the words of a span tell."""
        return self._reader.support.kind_of(self._reader.words(span), self._reader.language)

    def is_list(self, piece: Piece, span: Span) -> bool:
        """Whether a sentence only lists what is given."""
        words = self._reader.words(span)
        return not self._reader.rates(span) and (self._reader.has(span, Wording.LISTING) or (piece.is_item and not _VERB.search(words)))

    def is_titled(self, span: Span) -> bool:
        """Whether a part has a title and rates of its own: *tư vấn kỹ thuật: 100%*."""
        return ":" in self._reader.words(span) and bool(self._reader.rates(span))

    def kind_around(self, piece: Piece, *, nearest: bool = False) -> SupportKind | None:
        """The kind that the lead, a heading or the title tells, the nearest that does; with ``nearest`` only the nearest words are asked."""
        around = [*piece.around(self._reader.text), self._reader.document.title]
        return next(filter(None, (self._reader.support.kind_of(words, self._reader.language) for words in around[: 1 if nearest else None])), None)

    def name(self, span: Span, rates: tuple[Rate, ...]) -> Span:
        """What is given: the words in front of a colon or of the first rate, else the whole statement."""
        end = min([span.end, *(rate.span.start for rate in rates if rate.span.start > span.start)])
        if (stop := _NAME_END.search(self._reader.text, span.start + 1, end)) is not None:
            end = stop.start()
        words = self._reader.text[span.start : min(end, span.start + _LONGEST_NAME)].rstrip(" ,;:.\n")
        return Span(span.start, span.start + len(words)) if words else span


def _each_once(stated: Sequence[tuple[Measure, bool]]) -> tuple[Measure, ...]:
    """The measures without those that only go on about one of the same kind in the same clause: they neither give anything nor say a rate."""
    kept: list[Measure] = []
    weak: set[int] = set()
    for measure, gives in stated:
        alike = [other for other in kept if other.clause is not None and other.clause == measure.clause and other.kind is measure.kind]
        if alike and not gives and not measure.rates:
            continue
        kept = [other for other in kept if not (id(other) in weak and measure.rates and any(other is one for one in alike))]
        kept.append(measure)
        if not gives and not measure.rates:
            weak.add(id(measure))
    return tuple(kept)


def _cut(text: str, span: Span, separator: re.Pattern[str]) -> list[Span]:
    """The parts of a span between separators that stand outside parentheses."""
    found, start, depth, at = [], span.start, 0, span.start
    for match in separator.finditer(text, span.start, span.end):
        depth += text.count("(", at, match.start()) - text.count(")", at, match.start())
        at = match.start()
        if depth <= 0 and start < match.start():
            found.append(Span(start, match.start()))
            start = match.end()
    return [*found, Span(start, span.end)] if start < span.end else found
