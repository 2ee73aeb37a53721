"""Reads the fields of a document from its own text: number, kind, title, issuer, date, place, signatory, period, language.

Each field is a rule of ``corpus/rules/fields.toml`` applied to the lines of the head or of the tail; what a
catalogue says of the document goes before what its text shows.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TypeVar

from corpus.catalogue import CatalogueEntry
from corpus.dates import find_dates
from corpus.folding import folded
from corpus.nouns import Document, DocumentNumber, Kind, Language, Level, Span, Status
from corpus.numbers import read_number
from corpus.rulebook import compiled, rules
from indexer.heads import kind_in_first_line, kind_of, own_kind, read_number_of
from indexer.issuing import issuer_of, level_of_document
from indexer.languages import detect_language
from indexer.layout import Reading
from indexer.sheet import Found, Sheet, field_rules, matched
from indexer.signing import signatory, signed_date, signed_place, taking_effect
from indexer.titles import SHORT_TITLE, shortened, title_of

T = TypeVar("T")

_PLANS = frozenset({Kind.PLAN, Kind.PROGRAMME, Kind.SCHEME, Kind.NEWS})
_PLANNING = re.compile(r"ke hoach|chuong trinh|de an|chien luoc|muc tieu|quy hoach|\bplan\b|programme|strategie|schema|feuille de route")


def read_document(document_id: str, reading: Reading, name: str, entry: CatalogueEntry | None = None) -> tuple[Document, dict[str, Span]]:
    """The document with its fields, and where those stand that were read in its text; what the catalogue says goes before what the text shows."""
    language = (entry and entry.language) or detect_language(reading.text[:4000])
    if language is Language.ENGLISH:
        language = Language.FRENCH  # documents are French or Vietnamese; a head with English words in it is not English
    sheet = Sheet(reading.text[: reading.body.end], language)
    fields = _Fields(entry)
    publisher = None if entry and entry.kind else _news_publisher(sheet)
    is_news = publisher is not None or bool(entry and entry.kind is Kind.NEWS)
    number = fields.take("number", None if is_news else read_number_of(sheet))
    kind = fields.take("kind", Found(Kind.NEWS, publisher.span) if publisher else kind_of(sheet, number))
    kind = kind or own_kind(sheet) or kind_in_first_line(sheet) or Kind.OTHER
    title = fields.take("title", title_of(sheet, reading, kind, language)) or shortened(name, SHORT_TITLE)
    issuer, level = issuer_of(sheet, number, language)
    if publisher:
        issuer, level = publisher, Level.PRESS
    account = bool(entry and entry.record)  # in our own words: its dates are those of the catalogue alone
    signed = fields.take("date", None if account else _date(sheet, title, reading, kind))
    document = Document(
        id=document_id,
        language=language,
        kind=kind,
        title=title,
        number=number,
        issuer=fields.take("issuer", issuer),
        level=level_of_document(entry, level),
        place=fields.take("place", signed_place(sheet) or _dateline(sheet, kind)),
        date=signed,
        signatory=fields.take("signatory", None if account or is_news else signatory(sheet)),
        effective=fields.take("effective", None if account else taking_effect(sheet, signed)),
        status=entry.status if entry else Status.UNKNOWN,
        period=fields.take("period", _period(sheet, title, kind)),
        vision=fields.take("vision", _vision(sheet, title, kind)),
        consolidates=fields.take("consolidates", _consolidated(sheet) if kind is Kind.CONSOLIDATED else None),
        record=account,
        published=entry.published if entry else None,
    )
    return document, fields.spans


class _Fields:
    """Chooses for each field between the catalogue and the text, and keeps where the text says it."""

    def __init__(self, entry: CatalogueEntry | None) -> None:
        self._entry = entry
        self.spans: dict[str, Span] = {}

    def take(self, name: str, found: Found[T] | None) -> T | None:
        """What the catalogue says of the field, else what was found, whose place is then kept."""
        known: T | None = getattr(self._entry, name, None)
        if known:
            return known
        if found is None:
            return None
        if found.span:
            self.spans[name] = found.span
        return found.value


def _news_publisher(sheet: Sheet) -> Found[str] | None:
    for rule in rules("news")["news"]:
        pattern = compiled(rule["pattern"])
        for line in [*sheet.head[:3], *sheet.tail[-3:]]:
            if match := pattern.search(line.text):
                return Found(str(rule["publisher"]), line.span(*match.span()))
    return None


def _dateline(sheet: Sheet, kind: Kind) -> Found[str] | None:
    """The place with which an agency opens its news: *Hanoï (VNA) - ...*."""
    match = re.match(r"(?P<place>[^\W\d_][\w .'-]{1,30}?)\s*\((?:VNA|AVI|TTXVN|NDEL|NDO)\)", sheet.lines[0].text) if kind is Kind.NEWS else None
    return Found(match["place"], sheet.lines[0].group(match, "place")) if match else None


def _date(sheet: Sheet, title: str, reading: Reading, kind: Kind) -> Found[date] | None:
    """The date of signature: where it is signed, in the title, in the format's fields."""
    if found := signed_date(sheet):
        return found
    if sheet.language is Language.FRENCH and (dates := find_dates(title)):  # Vietnamese titles name the dates of other acts
        return Found(dates[0].date, _span_in_head(sheet, title[dates[0].span.start : dates[0].span.end]))
    alone = next((line for line in sheet.head[:8] if (dates := find_dates(line.text)) and len(line.text) < 30), None)  # noqa: PLR2004 - a line of its own
    if alone and kind is Kind.OTHER:
        return Found(find_dates(alone.text)[0].date, alone.span())
    if kind is not Kind.NEWS and reading.media_type.name in {"PDF", "DOCX", "DOC", "RTF", "ODT"}:
        return None  # these say when the file was made, not the act
    dates = find_dates(reading.metadata.get("date", ""))
    return Found(dates[0].date, None) if dates else None


def _span_in_head(sheet: Sheet, words: str) -> Span | None:
    line = next((line for line in sheet.head if words in line.text), None)
    return line.span(line.text.index(words), line.text.index(words) + len(words)) if line else None


def _plans(title: str, kind: Kind) -> bool:
    """Whether the document sets or reports a plan, whose years are then the period; an act may also name years for other reasons."""
    return kind in _PLANS or bool(_PLANNING.search(folded(title)))


def _period(sheet: Sheet, title: str, kind: Kind) -> Found[str] | None:
    """The years that the title names, else those that a plan says it covers."""
    if not _plans(title, kind):
        return None
    bare = re.search(r"(?<!\d)(?P<first>20\d\d)\s*[-–]\s*(?P<last>20\d\d)(?!\d)", title)
    if bare:
        return Found(f"{bare['first']}-{bare['last']}", _span_in_head(sheet, bare.group()))
    pattern = field_rules("period")[0][0]
    match = pattern.search(title) or pattern.search(sheet.body[:3000])
    if match is None:
        return None
    in_title = match.string == title
    return Found(f"{match['first']}-{match['last']}", _span_in_head(sheet, match.group()) if in_title else Span(*match.span()))


def _vision(sheet: Sheet, title: str, kind: Kind) -> Found[int] | None:
    """The later year to which the title, or the beginning of a plan, looks."""
    pattern = field_rules("vision")[0][0]
    match = pattern.search(title) or (pattern.search(sheet.body[:3000]) if _plans(title, kind) else None)
    if match is None:
        return None
    return Found(int(match["year"]), _span_in_head(sheet, match.group()) if match.string == title else Span(*match.span()))


def _consolidated(sheet: Sheet) -> Found[DocumentNumber] | None:
    """The act of which a consolidated text gives the wording: the first that its head introduces with its number."""
    for index, line in enumerate(sheet.head):
        if matched("basis", line.text):
            return None
        following = sheet.head[index + 1].text if index + 1 < len(sheet.head) else ""
        match = matched("consolidated", f"{line.text} {following}")
        if match and (number := read_number(match["number"])):
            return Found(number, line.span())
    return None
