"""Which sentences of a document give something to somebody, and how much: what measures of support are made of."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from corpus.nouns import Document, Language, Span
from corpus.rates import find_rates
from corpus.sectors import Sectors
from corpus.support import Rate, SupportKind
from corpus.support_rules import Stance, SupportTaxonomy, Wording, find_wording, without_exclusions
from indexer.support_context import Piece

_LONGEST_TITLE = 160
GENERIC = frozenset({"enterprises", "projects", "organisations_individuals"})
"""Groups that are anybody."""


@dataclass(frozen=True, slots=True)
class SupportReader:
    """One document in pieces, with the taxonomies that its measures are told by."""

    text: str
    document: Document
    support: SupportTaxonomy
    sectors: Sectors
    pieces: tuple[Piece, ...]
    _rates: dict[Span, tuple[Rate, ...]] = field(default_factory=dict, repr=False)
    """Rates that were read, since several questions are asked of one sentence."""

    @property
    def language(self) -> Language:
        """The language of the document."""
        return self.document.language

    def words(self, span: Span) -> str:
        """The words of a span."""
        return self.text[span.start : span.end]

    def has(self, span: Span, wording: Wording) -> bool:
        """Whether a span has such a wording."""
        return find_wording(self.words(span), wording, self.language) is not None

    def gives(self, span: Span) -> bool:
        """Whether a sentence gives something, what it refuses left aside."""
        words = without_exclusions(self.words(span), self.language)
        return any(find_wording(words, wording, self.language) for wording in (Wording.GIVING, Wording.LISTING))

    def states(self, piece: Piece) -> bool:
        """Whether a piece states a measure."""
        if piece.stance is Stance.CONDITIONS or self.has(piece.span, Wording.NOT_GIVING) or self.has(piece.span, Wording.NAMING):
            return False
        gives, rates = self.gives(piece.span), any(not rate.quantity.unit.is_duration for rate in self.rates(piece.span))
        if piece.leads:
            return self.has(piece.span, Wording.GIVING) and (
                bool(self.rates(piece.span)) or self.support.kind_of(self.words(piece.span), self.language) is SupportKind.TAX
            )
        if piece.stance in {Stance.OTHER, Stance.BENEFICIARIES}:
            return gives and bool(self.rates(piece.span))
        return gives or (piece.stance is Stance.HELP and not self.asks(piece.span) and (rates or piece.is_item or self.is_titled_line(piece.span)))

    def asks(self, span: Span) -> bool:
        """Whether a sentence asks or refuses something."""
        return self.has(span, Wording.REQUIREMENT) or self.has(span, Wording.EXCLUSION)

    def is_titled_line(self, span: Span) -> bool:
        """Whether it names somebody or something before a colon and then says what there is for it."""
        return 0 < self.words(span).find(":") < _LONGEST_TITLE

    def conditions_in(self, span: Span) -> list[Span]:
        """The conditions inside a sentence: each from its first word to the next semicolon or the end."""
        found: list[Span] = []
        at = span.start
        while at < span.end and (wording := find_wording(self.text[at : span.end], Wording.CONDITION, self.language)):
            start = at + wording.start
            stop = self.text.find(";", start, span.end)
            end = stop if stop >= 0 else span.end
            found.append(Span(start, start + len(self.text[start:end].rstrip(" .;:\n"))))
            at = end + 1
        return found

    def rates(self, span: Span) -> tuple[Rate, ...]:
        """The rates of a sentence, those of its conditions left out."""
        if span not in self._rates:
            conditions = self.conditions_in(span)
            moved = [_moved(rate, span.start) for rate in find_rates(self.words(span), self.language, self.support)]
            self._rates[span] = tuple(rate for rate in moved if not any(condition.covers(rate.span) for condition in conditions))
        return self._rates[span]

    def kind_of(self, span: Span) -> SupportKind | None:
        """The kind that a part tells, what its conditions speak of left aside."""
        words = self.words(span)
        for condition in self.conditions_in(span):
            start, end = condition.start - span.start, condition.end - span.start
            words = words[:start] + "·" * (end - start) + words[end:]
        bare = words
        for named in self.support.find_beneficiaries(words, self.language):
            if named.group not in GENERIC:
                bare = bare[: named.span.start] + "·" * (named.span.end - named.span.start) + bare[named.span.end :]
        return self.support.kind_of(bare, self.language) or self.support.kind_of(words, self.language)


def _moved(rate: Rate, by: int) -> Rate:
    return replace(rate, span=shifted(rate.span, by), quantity=replace(rate.quantity, span=shifted(rate.quantity.span, by)))


def shifted(span: Span, by: int) -> Span:
    """The span so many characters further on."""
    return Span(span.start + by, span.end + by)
