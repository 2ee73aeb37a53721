"""What the head of a document calls it: its official number, its kind, the subject of a letter."""

from __future__ import annotations

import re
from collections import Counter
from itertools import takewhile

from corpus.folding import folded
from corpus.kinds import kind_names, kind_of_abbreviation
from corpus.nouns import DocumentNumber, Kind, Span
from corpus.numbers import find_numbers
from indexer.sheet import Found, Sheet, SheetLine, matched

_KIND_LINES = 40
_CAPITALS_UP_TO = 20
"""Lines in capitals further down are headings of the text."""
_OWN_NAME = re.compile(r"\b(?:[Ll]e présent|[Ll]a présente)\s+(?P<fr>\w{1,20})|\b(?P<vi>\w{1,12}(?:\s\w{1,12})?)\s+này\b")
_ENOUGH_OWN_NAMES = 3


def read_number_of(sheet: Sheet) -> Found[DocumentNumber] | None:
    """The official number: on a line of its own in the head or tail, or after the name of the kind in the title."""
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


def kind_of(sheet: Sheet, number: DocumentNumber | None) -> Found[Kind] | None:
    """The kind: by the number, by the title, by the subject of a letter; None where the head does not say it."""
    if number and number.kind and (kind := kind_of_abbreviation(number.kind)):
        return Found(kind, _span_of_kind(sheet, kind))
    if number and number.kind and folded(number.kind) in {"ubnd", "ttg", "vpcp"}:  # a letter bears its issuer where acts bear their kind
        return Found(Kind.LETTER, None)
    if line := kind_line(sheet.head):
        return Found(line[1], sheet.head[line[0]].span())
    subject = subject_of(sheet)
    return Found(Kind.LETTER, subject[0].span()) if subject else None


def subject_of(sheet: Sheet) -> list[SheetLine]:
    """The lines of a letter that say what it is about (*V/v ...*, *Objet : ...*); empty for other documents."""
    first = next((index for index, line in enumerate(sheet.head[: sheet.reasons]) if matched("subject", line.text)), None)
    return (
        []
        if first is None
        else list(takewhile(lambda line: not re.match(r"(?:Kính gửi|CỘNG|Độc lập|[^,]{2,30}, ngày)", line.text), sheet.head[first : first + 6]))
    )


def _span_of_kind(sheet: Sheet, kind: Kind) -> Span | None:
    line = kind_line(sheet.head)
    return sheet.head[line[0]].span() if line and line[1] is kind else None


def own_kind(sheet: Sheet) -> Kind | None:
    """What the text calls itself most often: *le présent règlement*, *Hợp đồng này*; None where it hardly does."""
    known = {folded(form): names.kind for names in kind_names() for forms in names.names.values() for form in forms}
    calls = Counter(kind for match in _OWN_NAME.finditer(sheet.body) if (kind := known.get(folded(match["fr"] or match["vi"]))))
    kind, count = calls.most_common(1)[0] if calls else (None, 0)
    return kind if count >= _ENOUGH_OWN_NAMES else None


def kind_in_first_line(sheet: Sheet) -> Kind | None:
    """The kind that the first line names between dashes: *Concours 2026 - Règlement - Potagers*."""
    known = {folded(form): names.kind for names in kind_names() for forms in names.names.values() for form in forms}
    parts = re.split(r"\s[-–—:|]\s", sheet.lines[0].text)
    return next((known[folded(part)] for part in parts if folded(part) in known), None)


def kind_line(head: list[SheetLine]) -> tuple[int, Kind] | None:
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
