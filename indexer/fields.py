"""Reads the fields of a document from its own text: number, kind, title, issuer, date, place, language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from corpus.catalogue import CatalogueEntry
from corpus.dates import find_dates
from corpus.folding import folded, nfc
from corpus.issuers import find_issuer, issuer_of_abbreviation
from corpus.kinds import kind_names, kind_of_abbreviation, name_of_kind
from corpus.nouns import Document, DocumentNumber, Kind, Language, Span, Status
from corpus.numbers import find_numbers, read_number
from corpus.rulebook import compiled, rules
from indexer.languages import detect_language
from indexer.layout import Reading

_HEAD_LINES = 60
_TAIL_LINES = 30
_LONGEST_TITLE = 300
_SHORT_TITLE = 140
_SHORTEST_TITLE = 9
_CAPITALS_UP_TO = 20
"""Lines in capitals further down are headings of the text."""
_NUMBER_LINE = re.compile(r"^(?:Số|SỐ|N°|Nº|Réf\.?)\s*:?\s*(?P<number>\S.{2,90})$")
_BASIS = re.compile(r"^(?:Căn cứ|Theo đề nghị|Vu\b|VU\b|Considérant|Xét )")
_PLACE_AND_DATE = re.compile(r"^(?:Số\s*:\s*\S+\s+)?(?:[ÀÁ]\s+)?(?P<place>[^\W\d_][^\d,]{1,40}),\s*(?:ngày|le)\s+\d", re.IGNORECASE)
_DONE_AT = re.compile(r"^Fait (?:à|au)\s+(?P<place>[^,\d]{2,40}),?\s+le\s", re.IGNORECASE)
_PERIOD = re.compile(r"(?<!\d)(?P<first>20\d\d)\s*[-–]\s*(?P<last>20\d\d)(?!\d)")
_MEANINGLESS_TITLES = frozenset({"default", "untitled", "document", "sans titre", "creative commons legal code", "image numerisee"})


@dataclass(frozen=True, slots=True)
class _Sheet:
    """The lines at the head and at the tail of the body, without blank ones."""

    head: list[str]
    tail: list[str]


def read_document(document_id: str, reading: Reading, name: str, entry: CatalogueEntry | None = None) -> tuple[Document, dict[str, Span]]:
    """The document with its fields, and where those stand that were read in its text; what the catalogue says goes before what the text shows."""
    lines = [line for line in reading.text[: reading.body.end].split("\n") if line]
    sheet = _Sheet(lines[:_HEAD_LINES], lines[-_TAIL_LINES:])
    language = (entry and entry.language) or detect_language(reading.text[:4000])
    if language is Language.ENGLISH:
        language = Language.FRENCH  # documents are French or Vietnamese; a head with English words in it is not English
    publisher = None if entry and entry.kind else _news_publisher(sheet)
    number = entry.number if entry else None
    if number is None and publisher is None and not (entry and entry.kind is Kind.NEWS):
        number = _number(sheet)
    kind = (entry and entry.kind) or (Kind.NEWS if publisher else _kind(sheet, number))
    title = (entry and entry.title) or _title(sheet, reading, kind, name, language)
    period = _PERIOD.search(title)
    document = Document(
        id=document_id,
        language=language,
        kind=kind,
        title=title,
        number=number,
        issuer=(entry and entry.issuer) or publisher or _issuer(sheet, number, language),
        place=(entry and entry.place) or _place(sheet),
        date=(entry and entry.date) or (None if entry else _date(sheet, title, reading, kind)),
        effective=entry.effective if entry else None,
        status=entry.status if entry else Status.UNKNOWN,
        period=(entry and entry.period) or (f"{period['first']}-{period['last']}" if period else None),
        record=bool(entry and entry.record),
        published=entry.published if entry else None,
    )
    return document, {}


def _news_publisher(sheet: _Sheet) -> str | None:
    for rule in rules("news")["news"]:
        if any(compiled(rule["pattern"]).search(line) for line in [*sheet.head[:3], *sheet.tail[-3:]]):
            return str(rule["publisher"])
    return None


def _number(sheet: _Sheet) -> DocumentNumber | None:
    for line in [*sheet.head, *sheet.tail]:
        if (match := _NUMBER_LINE.match(line)) and (number := read_number(match["number"])) and not number.bare:
            return number
    for line in sheet.head:
        if _BASIS.match(line):
            return None
        starts_with_kind = any(folded(line).startswith(folded(name)) for names in kind_names() for forms in names.names.values() for name in forms)
        if starts_with_kind and (found := find_numbers(line)):
            return found[0].number
    return None


def _kind(sheet: _Sheet, number: DocumentNumber | None) -> Kind:
    if number and number.kind and (kind := kind_of_abbreviation(number.kind)):
        return kind
    if number and number.kind and folded(number.kind) == "ubnd":
        return Kind.LETTER
    line = _kind_line(sheet.head)
    return line[1] if line else Kind.OTHER


def _kind_line(head: list[str]) -> tuple[int, Kind] | None:
    """The line of the head that names the kind: alone, in capitals, or at the beginning of a title."""
    for index, line in enumerate(head[:40]):
        if re.match("VĂN BẢN HỢP NHẤT", line):  # the act that was consolidated says what it is
            continue
        if _BASIS.match(line):
            break
        spelled = re.sub(r"\b(?:\w ){3,}\w\b", lambda match: match.group().replace(" ", ""), line)  # A R R Ê T E
        lowered = folded(spelled)
        for names in kind_names():
            for name in (folded(name) for forms in names.names.values() for name in forms):
                alone = lowered == name and line[:1].isupper()
                opens = bool(re.match(rf"{re.escape(name)}\b", lowered))
                if alone or (opens and (_has_article_of_title(lowered) or (spelled.isupper() and index < _CAPITALS_UP_TO))):
                    return index, names.kind
    return None


def _has_article_of_title(lowered: str) -> bool:
    return bool(re.search(r"\b(?:du \d+|n°|portant|relatif|d'aide|communal)\b", lowered))


def _title(sheet: _Sheet, reading: Reading, kind: Kind, name: str, language: Language) -> str:
    """Of an act its kind and subject; of other texts the format's own title, else the first line."""
    if kind not in {Kind.NEWS, Kind.OTHER} and (line := _kind_line(sheet.head)):
        words: list[str] = []
        for text in sheet.head[line[0] : line[0] + 8]:
            if words and (_BASIS.match(text) or _ends_title(text, words)):
                break
            words.append(text)
        title = " ".join(words)
        if len(title) > len(words[0]) or len(title) > len(name_of_kind(kind, language)) + 4:
            return _shortened(title, _LONGEST_TITLE)
    proper = reading.metadata.get("title", "")
    if len(proper) >= _SHORTEST_TITLE and folded(proper) not in _MEANINGLESS_TITLES and not proper.endswith((".doc", ".docx", ".pdf")):
        return _shortened(nfc(proper), _LONGEST_TITLE)
    headings = sorted(reading.headings)
    if headings and folded(first := reading.text[headings[0] :].split("\n", 1)[0]) not in _MEANINGLESS_TITLES:
        return _shortened(first, _LONGEST_TITLE)
    first = next((line for line in sheet.head if len(line) >= _SHORTEST_TITLE and not _NUMBER_LINE.match(line)), "")
    return _shortened(first, _SHORT_TITLE) or name


def _ends_title(text: str, words: list[str]) -> bool:
    """Whether the title is over: at the name of the issuer in capitals, at an article, or when long enough."""
    capitals_again = text.isupper() and not words[-1].isupper()
    capitals_over = len(words) > 1 and words[-1].isupper() and not text.isupper()
    return capitals_again or capitals_over or bool(re.match(r"(?:Điều|Article|ARTICLE|Chương|CHAPITRE|TITRE)\s", text)) or sum(map(len, words)) > _LONGEST_TITLE


def _shortened(text: str, length: int) -> str:
    text = " ".join(text.split())
    if len(text) <= length:
        return text
    return text[:length].rsplit(" ", 1)[0].rstrip(" ,;:.-") + "…"


def _issuer(sheet: _Sheet, number: DocumentNumber | None, language: Language) -> str | None:
    head = "\n".join(sheet.head[:25])
    found = find_issuer(head, language)
    if number and number.issuer and (name := issuer_of_abbreviation(number.issuer, language)):
        return _with_place(name, head[found.end :]) if found and found.name == name else name
    return _with_place(found.name, head[found.end :]) if found else None


def _with_place(name: str, following: str) -> str:
    """A people's committee with its province, which stands on the next line: *Ủy ban nhân dân thành phố Hà Nội*."""
    match = re.match(r"\s*\n?\s*(THÀNH PHỐ|TỈNH|QUẬN|HUYỆN)\s+([^\n]{2,30})", following, re.IGNORECASE)
    return f"{name} {match[1].lower()} {match[2].title()}" if match else name


def _place(sheet: _Sheet) -> str | None:
    for pattern, lines in ((_DONE_AT, sheet.tail), (_PLACE_AND_DATE, sheet.head), (_PLACE_AND_DATE, sheet.tail)):
        for line in lines:
            if (match := pattern.match(line)) and not _BASIS.match(line):
                return match["place"].strip()
    return None


def _date(sheet: _Sheet, title: str, reading: Reading, kind: Kind) -> date | None:
    """The date of signature: after the place in the head, after *Fait à* in the tail, in the title, in the format's fields."""
    for pattern, lines in ((_DONE_AT, sheet.tail), (_PLACE_AND_DATE, sheet.head), (_PLACE_AND_DATE, sheet.tail)):
        for line in lines:
            if pattern.match(line) and not _BASIS.match(line) and (found := find_dates(line)):
                return found[0].date
    if found := find_dates(title):
        return found[0].date
    if kind is not Kind.NEWS and reading.media_type.name in {"PDF", "DOCX"}:
        return None  # these say when the file was made, not the act
    found = find_dates(reading.metadata.get("date", ""))
    return found[0].date if found else None
