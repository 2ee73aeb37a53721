"""To whom a measure of support is given, in which sectors, when and by whom: what stands around its statement."""

from __future__ import annotations

import re
from dataclasses import replace

from corpus.facts import Period
from corpus.nouns import Span
from corpus.periods import find_periods
from corpus.support import Beneficiary, Size
from corpus.support_rules import Stance, Wording, find_wording, stance_of
from indexer.giving import GENERIC, SupportReader, shifted
from indexer.support_context import Piece, headings_above, same_article

_SELDOM = frozenset({"workers", "experts", "artisans", "women_led", "employing_women", "social_enterprise", "priority_group"})
"""Persons, and those who only get more: a statement is about them where it begins with them."""
_OPENING = 40
_VERB = re.compile(r"\b(?:được|bénéfici\w+|profit\w+|est|sont|peut|peuvent)\b", re.IGNORECASE)
_POINTS_BACK = re.compile(
    r"^(?:(?:Các|Những)\s+)?(?:doanh nghiệp|đối tượng|dự án|cơ sở)\s+(?:này|trên|nói trên|đó)\b|^Họ\b|^(?:Elles?|Ils?|Ces)\b|\bde ces entreprises\b",
    re.IGNORECASE,
)


def beneficiaries_of(reader: SupportReader, piece: Piece, span: Span) -> tuple[Beneficiary, ...]:
    """The groups named in the statement, else in its sentence, a lead, a clause of beneficiaries, a heading, or the title."""
    generic: tuple[Beneficiary, ...] = ()
    own = [] if _POINTS_BACK.search(reader.words(piece.span)) else [[_subject(reader, span)], [span], [piece.span]]
    for places in (*own, _before(reader, piece) if not own else [], piece.lists, _named_apart(reader, piece), _headings(reader, piece), _title(reader)):
        found = tuple(named for place in places for named in _named_in(reader, place))
        if any(named.group not in GENERIC for named in found):
            return tuple(named for named in found if named.group not in GENERIC or _is_item(reader, named.span))
        generic = generic or found
    return generic


def sizes_of(reader: SupportReader, beneficiaries: tuple[Beneficiary, ...]) -> frozenset[Size]:
    """The sizes of firms that the groups are."""
    return frozenset().union(*(reader.support.sizes_of.get(named.group, frozenset()) for named in beneficiaries))


def sectors_of(reader: SupportReader, piece: Piece, span: Span) -> tuple[str, ...]:
    """The sectors named in the statement, else in its list's lead, else in the title of the document."""
    for words in (reader.words(span), reader.words(piece.span), *map(reader.words, piece.lists), reader.document.title):
        if found := reader.sectors.find(words, reader.language):
            return tuple(dict.fromkeys(named.id for named in found))
    return ()


def period_of(reader: SupportReader, piece: Piece) -> Period | None:
    """The years in which it is given, from the sentence, the lead, a heading, or the document."""
    for words in (reader.words(piece.span), *piece.around(reader.text), reader.document.period or ""):
        for mention in find_periods(words, reader.language):
            if not mention.is_vision and (mention.period.start or mention.period.end):
                return mention.period
    years = re.fullmatch(r"(\d{4})(?:-(\d{4}))?", reader.document.period or "")
    return Period(int(years.group(1)), int(years.group(2) or years.group(1))) if years else None


def authority_of(reader: SupportReader, piece: Piece) -> str:
    """Who gives, in the words of the sentence or of the lead; else the issuer of the document."""
    for place in (piece.span, *piece.lists):
        if giver := find_wording(reader.words(place), Wording.GIVER, reader.language):
            return reader.words(shifted(giver, place.start))
    return reader.document.issuer or ""


def _subject(reader: SupportReader, span: Span) -> Span:
    """What stands in front of the verb of a statement that says who gets something: *Doanh nghiệp lớn được*."""
    verb = _VERB.search(reader.text, span.start + 1, span.end)
    return Span(span.start, verb.start()) if verb else span


def _before(reader: SupportReader, piece: Piece) -> list[Span]:
    """The sentences before one that points back, in the same article, the nearest first that names a group."""
    near = [other for other in reader.pieces if other.span.end <= piece.span.start and same_article(piece.clause, other.clause)]
    return next(([other.span] for other in reversed(near) if any(one.group not in GENERIC for one in _named_in(reader, other.span))), [])


def _named_in(reader: SupportReader, place: Span) -> list[Beneficiary]:
    """The groups that a stretch of text names; persons count where it begins with them."""
    found = reader.support.find_beneficiaries(reader.words(place), reader.language)
    counted = [named for named in found if named.group not in _SELDOM or named.span.start < _OPENING]
    return [replace(named, span=shifted(named.span, place.start)) for named in counted]


def _is_item(reader: SupportReader, span: Span) -> bool:
    """Whether a name stands in a list for itself: *doanh nghiệp, hợp tác xã*."""
    return reader.text[span.end : span.end + 1] == ","


def _named_apart(reader: SupportReader, piece: Piece) -> list[Span]:
    """The clauses that say who is a beneficiary in the same article, or else those of the document that are headed so: a list below a sentence is of its article alone.

    A headed list of which some items name no known group says too little about who else is one.
    """
    apart = [other for other in reader.pieces if other.stance is Stance.BENEFICIARIES and not other.leads]
    near = [other.span for other in apart if same_article(piece.clause, other.clause)]
    headed = [other.span for other in apart if any(stance_of(heading, reader.language) is Stance.BENEFICIARIES for heading in headings_above(other.clause))]
    return near or (headed if all(_named_in(reader, span) for span in headed) else [])


def _headings(reader: SupportReader, piece: Piece) -> list[Span]:
    """Where the nearest heading above a piece stands that names a group."""
    for heading in headings_above(piece.clause):
        start = reader.text.rfind(heading, 0, piece.span.start)
        if start >= 0 and _named_in(reader, Span(start, start + len(heading))):
            return [Span(start, start + len(heading))]
    return []


def _title(reader: SupportReader) -> list[Span]:
    """The first line of the text, where the title of a document stands."""
    line = re.match(r"\s*[^\n]+", reader.text)
    return [Span(*line.span())] if line else []
