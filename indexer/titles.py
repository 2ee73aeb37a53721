"""The title of a document: of an act its kind and subject, of other texts what the format or the first lines say."""

from __future__ import annotations

import re
from itertools import dropwhile, takewhile

from corpus.folding import folded, nfc
from corpus.kinds import name_of_kind
from corpus.nouns import Kind, Language, Span
from indexer.heads import kind_line, subject_of
from indexer.layout import Reading
from indexer.sheet import Found, Sheet, SheetLine, matched

_LONGEST_TITLE = 300
SHORT_TITLE = 140
_SHORTEST_TITLE = 9
_TITLE_LINES = 9
_MATCHING = 30
_FURTHER_WORDS = 20
"""Characters that the printed title may have more than the one in the file's properties, such as a version."""
_COVER_LINES = 6
_TITLE_HEADINGS = 12
_SHARED_WORDS = 0.6
"""Of the words of a page's title that a heading repeats to be the title as it is printed."""
_MEANINGLESS_TITLES = frozenset(
    {"default", "untitled", "document", "sans titre", "creative commons", "creative commons legal code", "image numerisee", "word document"}
)


def title_of(sheet: Sheet, reading: Reading, kind: Kind, language: Language) -> Found[str] | None:
    """Of an act its kind and subject; of other texts the format's own title, else the first line."""
    if kind is Kind.LETTER and (subject := subject_of(sheet)):
        return Found(shortened(" ".join(line.text for line in subject), _LONGEST_TITLE), Span(subject[0].start, subject[-1].span().end))
    if kind not in {Kind.NEWS, Kind.OTHER} and (line := kind_line(sheet.head)):
        words = _title_lines(sheet.head[line[0] : line[0] + _TITLE_LINES])
        title = " ".join(word.text for word in words)
        if len(title) > len(words[0].text) or len(title) > len(name_of_kind(kind, language)) + 4:
            return Found(shortened(title, _LONGEST_TITLE), Span(words[0].start, words[-1].span().end))
    proper = reading.metadata.get("title", "")
    if kind is not Kind.NEWS and folded(proper) not in _MEANINGLESS_TITLES and (heading := _heading_like(reading, proper)):
        return heading
    if len(proper) >= _SHORTEST_TITLE and folded(proper) not in _MEANINGLESS_TITLES and not proper.endswith((".doc", ".docx", ".pdf")):
        return _where_printed(sheet, shortened(nfc(proper), _LONGEST_TITLE))
    if first := _first_heading(sheet, reading):
        return first
    line_ = next((line for line in sheet.head if len(line.text) >= _SHORTEST_TITLE and not matched("number", line.text)), None)
    return Found(shortened(line_.text, SHORT_TITLE), line_.span()) if line_ else None


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
        return Found(shortened(" ".join(line.text for line in cover), _LONGEST_TITLE), Span(cover[0].start, cover[-1].span().end))
    return Found(shortened(first, _LONGEST_TITLE), Span(start, start + len(first)))


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
    return Found(shortened(text, _LONGEST_TITLE), Span(-start, -start + len(text))) if enough else None


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


def shortened(text: str, length: int) -> str:
    """The text on one line, cut between words where it is longer than ``length`` characters."""
    text = " ".join(text.split())
    if len(text) <= length:
        return text
    return text[:length].rsplit(" ", 1)[0].rstrip(" ,;:.-") + "…"
