"""Reads the fields of a document from its own text: number, kind, title, issuer, date, place, signatory, period, language.

Each field is a rule of ``corpus/rules/fields.toml`` applied to the lines of the head or of the tail; what a
catalogue says of the document goes before what its text shows.
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from itertools import dropwhile, takewhile
from typing import TypeVar

from corpus.catalogue import CatalogueEntry
from corpus.dates import find_dates
from corpus.folding import folded, nfc
from corpus.issuers import find_issuer, issuer_of_abbreviation, level_of
from corpus.kinds import kind_names, kind_of_abbreviation, name_of_kind
from corpus.nouns import Document, DocumentNumber, Kind, Language, Level, Span, Status
from corpus.numbers import find_numbers, read_number
from corpus.rulebook import compiled, rules
from indexer.languages import detect_language
from indexer.layout import Reading
from indexer.sheet import Found, Sheet, SheetLine, field_rules, matched
from indexer.signing import signatory, signed_date, signed_place, taking_effect

T = TypeVar("T")

_LONGEST_TITLE = 300
_SHORT_TITLE = 140
_SHORTEST_TITLE = 9
_TITLE_LINES = 9
_KIND_LINES = 40
_COVER_LINES = 6
_TITLE_HEADINGS = 12
_SHARED_WORDS = 0.6
"""Of the words of a page's title that a heading repeats to be the title as it is printed."""
_MATCHING = 30
_FURTHER_WORDS = 20
"""Characters that the printed title may have more than the one in the file's properties, such as a version."""
_CAPITALS_UP_TO = 20
"""Lines in capitals further down are headings of the text."""
_MEANINGLESS_TITLES = frozenset({"default", "untitled", "document", "sans titre", "creative commons", "creative commons legal code", "image numerisee", "word document"})
_OWN_NAME = re.compile(r"\b(?:[Ll]e présent|[Ll]a présente)\s+(?P<fr>\w+)|(?P<vi>\w+(?:\s\w+)?)\s+này\b")
_ENOUGH_OWN_NAMES = 3
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
    number = fields.take("number", None if is_news else _number(sheet))
    kind = fields.take("kind", Found(Kind.NEWS, publisher.span) if publisher else _kind(sheet, number))
    kind = kind or _own_kind(sheet) or _kind_in_first_line(sheet) or Kind.OTHER
    title = fields.take("title", _title(sheet, reading, kind, language)) or _shortened(name, _SHORT_TITLE)
    issuer, level = _issuer(sheet, number, language)
    if publisher:
        issuer, level = publisher, Level.PRESS
    signed = fields.take("date", None if entry else _date(sheet, title, reading, kind))
    document = Document(
        id=document_id,
        language=language,
        kind=kind,
        title=title,
        number=number,
        issuer=fields.take("issuer", issuer),
        level=_level(entry, level),
        place=fields.take("place", signed_place(sheet) or _dateline(sheet, kind)),
        date=signed,
        signatory=fields.take("signatory", None if entry or is_news else signatory(sheet)),
        effective=fields.take("effective", None if entry else taking_effect(sheet, signed)),
        status=entry.status if entry else Status.UNKNOWN,
        period=fields.take("period", _period(sheet, title, kind)),
        vision=fields.take("vision", _vision(sheet, title, kind)),
        consolidates=fields.take("consolidates", _consolidated(sheet) if kind is Kind.CONSOLIDATED else None),
        record=bool(entry and entry.record),
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


def _number(sheet: Sheet) -> Found[DocumentNumber] | None:
    for line in [*sheet.head, *sheet.tail]:
        match = matched("number", line.text)
        if match and (mentions := find_numbers(match["number"], lenient=True)) and mentions[0].span.start == 0 and not mentions[0].number.bare:
            start = match.start("number")
            return Found(mentions[0].number, line.span(start + mentions[0].span.start, start + mentions[0].span.end))
    for line in sheet.head:
        if matched("basis", line.text):
            return None
        if (name := _opening_name(line.text)) and (number := _number_after(line, len(name))):
            return number
    return None


def _number_after(line: SheetLine, name_length: int) -> Found[DocumentNumber] | None:
    """The number that follows the name of a kind at the beginning of a title: *LOI N° 2025-07 DU 24 MARS 2025*."""
    for mention in find_numbers(line.text):
        if not re.search(r"\w{3}", line.text[name_length : mention.span.start]):
            return Found(mention.number, line.span(mention.span.start, mention.span.end))
    return None


def _opening_name(text: str) -> str | None:
    """The name of a kind with which the line begins."""
    lowered = folded(text)
    for names in kind_names():
        for name in (folded(form) for forms in names.names.values() for form in forms):
            if lowered.startswith(name) and not lowered[len(name) : len(name) + 1].isalpha():
                return name
    return None


def _kind(sheet: Sheet, number: DocumentNumber | None) -> Found[Kind] | None:
    if number and number.kind and (kind := kind_of_abbreviation(number.kind)):
        return Found(kind, _span_of_kind(sheet, kind))
    if number and number.kind and folded(number.kind) in {"ubnd", "ttg", "vpcp"}:  # a letter bears its issuer where acts bear their kind
        return Found(Kind.LETTER, None)
    if line := _kind_line(sheet.head):
        return Found(line[1], sheet.head[line[0]].span())
    subject = _subject(sheet)
    return Found(Kind.LETTER, subject[0].span()) if subject else None


def _subject(sheet: Sheet) -> list[SheetLine]:
    """The lines of a letter that say what it is about (*V/v ...*, *Objet : ...*); empty for other documents."""
    first = next((index for index, line in enumerate(sheet.head[: sheet.reasons]) if matched("subject", line.text)), None)
    return [] if first is None else list(takewhile(lambda line: not re.match(r"(?:Kính gửi|CỘNG|Độc lập|[^,]{2,30}, ngày)", line.text), sheet.head[first : first + 6]))


def _span_of_kind(sheet: Sheet, kind: Kind) -> Span | None:
    line = _kind_line(sheet.head)
    return sheet.head[line[0]].span() if line and line[1] is kind else None


def _own_kind(sheet: Sheet) -> Kind | None:
    """What the text calls itself most often: *le présent règlement*, *Hợp đồng này*; None where it hardly does."""
    known = {folded(form): names.kind for names in kind_names() for forms in names.names.values() for form in forms}
    calls = Counter(kind for match in _OWN_NAME.finditer(sheet.body) if (kind := known.get(folded(match["fr"] or match["vi"]))))
    kind, count = calls.most_common(1)[0] if calls else (None, 0)
    return kind if count >= _ENOUGH_OWN_NAMES else None


def _kind_in_first_line(sheet: Sheet) -> Kind | None:
    """The kind that the first line names between dashes: *Concours 2026 - Règlement - Potagers*."""
    known = {folded(form): names.kind for names in kind_names() for forms in names.names.values() for form in forms}
    parts = re.split(r"\s[-–—:|]\s", sheet.lines[0].text)
    return next((known[folded(part)] for part in parts if folded(part) in known), None)


def _kind_line(head: list[SheetLine]) -> tuple[int, Kind] | None:
    """The line of the head that names the kind: alone, in capitals, or at the beginning of a title."""
    for index, line in enumerate(head[:_KIND_LINES]):
        if re.match("VĂN BẢN HỢP NHẤT", line.text):  # the act that was consolidated says what it is
            continue
        if matched("basis", line.text):
            break
        spelled = re.sub(r"\b(?:\w ){3,}\w\b", lambda match: match.group().replace(" ", ""), line.text)  # A R R Ê T E
        lowered = folded(spelled)
        for names in kind_names():
            for name in (folded(form) for forms in names.names.values() for form in forms):
                alone = lowered == name and line.text[:1].isupper()
                opens = bool(re.match(rf"{re.escape(name)}\b", lowered))
                if alone or (opens and (_has_article_of_title(lowered) or (spelled.isupper() and index < _CAPITALS_UP_TO))):
                    return index, names.kind
    return None


def _has_article_of_title(lowered: str) -> bool:
    return bool(re.search(r"\b(?:du \d+|n°|portant|relatif|d'aide|communal)\b|\bn° ?\d", lowered))


def _title(sheet: Sheet, reading: Reading, kind: Kind, language: Language) -> Found[str] | None:
    """Of an act its kind and subject; of other texts the format's own title, else the first line."""
    if kind is Kind.LETTER and (subject := _subject(sheet)):
        return Found(_shortened(" ".join(line.text for line in subject), _LONGEST_TITLE), Span(subject[0].start, subject[-1].span().end))
    if kind not in {Kind.NEWS, Kind.OTHER} and (line := _kind_line(sheet.head)):
        words = _title_lines(sheet.head[line[0] : line[0] + _TITLE_LINES])
        title = " ".join(word.text for word in words)
        if len(title) > len(words[0].text) or len(title) > len(name_of_kind(kind, language)) + 4:
            return Found(_shortened(title, _LONGEST_TITLE), Span(words[0].start, words[-1].span().end))
    proper = reading.metadata.get("title", "")
    if kind is not Kind.NEWS and folded(proper) not in _MEANINGLESS_TITLES and (heading := _heading_like(reading, proper)):
        return heading
    if len(proper) >= _SHORTEST_TITLE and folded(proper) not in _MEANINGLESS_TITLES and not proper.endswith((".doc", ".docx", ".pdf")):
        return _where_printed(sheet, _shortened(nfc(proper), _LONGEST_TITLE))
    if first := _first_heading(sheet, reading):
        return first
    line_ = next((line for line in sheet.head if len(line.text) >= _SHORTEST_TITLE and not matched("number", line.text)), None)
    return Found(_shortened(line_.text, _SHORT_TITLE), line_.span()) if line_ else None


def _first_heading(sheet: Sheet, reading: Reading) -> Found[str] | None:
    """The first heading that says something; a line in capitals above a cover's text goes before the headings below it."""
    headings = ((start, reading.text[start:].split("\n", 1)[0]) for start in sorted(reading.headings))
    start, first = next(((start, text) for start, text in headings if folded(text) not in _MEANINGLESS_TITLES), (0, ""))
    if not first:
        return None
    above = dropwhile(lambda line: not line.text.isupper() or len(line.text) < _SHORTEST_TITLE, sheet.head[:_COVER_LINES])
    cover = list(takewhile(lambda line: line.text.isupper() and line.start < start, above))
    far_below = len(sheet.head) > _COVER_LINES and start > sheet.head[_COVER_LINES].start
    if cover and far_below:
        return Found(_shortened(" ".join(line.text for line in cover), _LONGEST_TITLE), Span(cover[0].start, cover[-1].span().end))
    return Found(_shortened(first, _LONGEST_TITLE), Span(start, start + len(first)))


def _heading_like(reading: Reading, title: str) -> Found[str] | None:
    """The heading on a page that says what the page's title says, and more exactly: the one with most of its words."""
    wanted = set(re.findall(r"\w+", folded(title)))
    found = []
    for start in sorted(reading.headings)[:_TITLE_HEADINGS]:
        text = reading.text[start:].split("\n", 1)[0]
        words = set(re.findall(r"\w+", folded(text)))
        found.append((len(words & wanted), -start, text))
    shared, start, text = max(found, default=(0, 0, ""))
    enough = len(wanted) > 1 and shared >= _SHARED_WORDS * len(wanted)
    return Found(_shortened(text, _LONGEST_TITLE), Span(-start, -start + len(text))) if enough else None


def _title_lines(head: list[SheetLine]) -> list[SheetLine]:
    words: list[SheetLine] = []
    for line in head:
        if words and (matched("basis", line.text) or _ends_title(line.text, words)):
            break
        words.append(line)
    return words


def _where_printed(sheet: Sheet, title: str) -> Found[str]:
    """The title that a format carries, with its place where it is printed as well."""
    for index, first in enumerate(sheet.head):
        if folded(first.text)[:_MATCHING] != folded(title)[: len(first.text)][:_MATCHING]:
            continue
        printed = first.text
        for line in sheet.head[index + 1 : index + 4]:
            if len(printed) >= len(title):
                break
            printed = f"{printed} {line.text}"
        if folded(printed).startswith(folded(title)) and len(printed) <= len(title) + _FURTHER_WORDS:
            return Found(printed, Span(first.start, first.start + len(printed)))
        return Found(title, first.span())
    return Found(title, None)


def _ends_title(text: str, words: list[SheetLine]) -> bool:
    """Whether the title is over: at the name of the issuer, at an article, or when long enough."""
    capitals_again = text.isupper() and not words[-1].text.isupper()
    capitals_over = len(words) > 1 and words[-1].text.isupper() and not text.isupper()
    return (
        capitals_again
        or capitals_over
        or matched("office", text) is not None
        or matched("number", text) is not None
        or matched("consolidated", text) is not None
        or bool(re.match(r"(?:Số|N°)\s*:", text))
        or folded(text)[:60] == folded(words[0].text)[:60]
        or bool(re.match(r"(?:Điều|Article|ARTICLE|Chương|CHAPITRE|TITRE)\s", text))
        or sum(len(word.text) for word in words) > _LONGEST_TITLE
    )


def _shortened(text: str, length: int) -> str:
    text = " ".join(text.split())
    if len(text) <= length:
        return text
    return text[:length].rsplit(" ", 1)[0].rstrip(" ,;:.-") + "…"


def _issuer(sheet: Sheet, number: DocumentNumber | None, language: Language) -> tuple[Found[str] | None, Level | None]:
    """The authority that issued the document and its level: by its number, by its office in a French act, by its name in the head."""
    head = sheet.body[: sheet.head[max(0, min(25, sheet.reasons) - 1)].span().end]
    found = find_issuer(head, language)
    if number and number.issuer and (name := issuer_of_abbreviation(number.issuer, language)):
        if found and found.name == name:
            return _placed(name, head, found.start, found.end)
        return Found(name, None), level_of(name)
    if language is Language.FRENCH and (office := _office(sheet)):
        return office
    return _placed(found.name, head, found.start, found.end) if found else (None, None)


def _office(sheet: Sheet) -> tuple[Found[str], Level] | None:
    """The office that opens a French act, with its article (*Le Préfet ...*) before the bare name of a letterhead (*PRÉFET*)."""
    offices: list[tuple[bool, Found[str], Level]] = []
    for line in sheet.head:
        for pattern, rule in field_rules("office"):
            if match := pattern.match(line.text):
                name = " ".join(match["issuer"].split())
                name = name.capitalize() if name.isupper() else name[:1].upper() + name[1:]
                offices.append((match.start("issuer") == 0, Found(name, line.group(match, "issuer")), Level(rule["level"])))
    if not offices:
        return None
    _, found, level = min(offices, key=lambda office: office[0])
    return found, level


def _placed(name: str, head: str, start: int, end: int) -> tuple[Found[str], Level | None]:
    """An authority with its place, which stands on the next line: *Ủy ban nhân dân thành phố Hà Nội*."""
    match = re.match(r"\s*\n?\s*(?P<unit>THÀNH PHỐ|TỈNH|QUẬN|HUYỆN|XÃ|PHƯỜNG)\s+(?P<place>[^\n]{2,30})", head[end:], re.IGNORECASE)
    if match is None:
        rest = re.match(r"(?P<rest>(?: et | de | du | des | d['’])[^\n]{3,80}(?:\n(?:d['’]|de |du |et )[^\n]{3,80})?)$", head[end:], re.MULTILINE)
        if rest and (start == 0 or head[start - 1] == "\n"):
            return Found(" ".join(f"{name}{rest['rest']}".split()), Span(start, end + rest.end())), level_of(name)
        return Found(name, Span(start, end)), level_of(name)
    unit = match["unit"].lower()
    level = {"quận": Level.DISTRICT, "huyện": Level.DISTRICT, "xã": Level.COMMUNE, "phường": Level.COMMUNE}.get(unit, level_of(name))
    return Found(f"{name} {unit} {match['place'].title()}", Span(start, end + match.end())), level


def _level(entry: CatalogueEntry | None, read: Level | None) -> Level | None:
    return (entry and entry.issuer and level_of(entry.issuer)) or read


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
