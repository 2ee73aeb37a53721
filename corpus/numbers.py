"""Official numbers of acts: reading every spelling that real texts use, writing one, and comparing two.

The forms are those of Vietnam's decrees on drafting (number/year/kind-issuer since 2015, number/kind-issuer
for plans and individual decisions, number-kind/issuer for acts of the Party) and of French-speaking states
(year-number, number/year/issuer). ``EXAMPLES`` is the contract: each spelling with what it must read as,
or None where it must not be read as a number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from corpus.folding import folded, nfc
from corpus.kinds import abbreviation_of_name, names_pattern
from corpus.nouns import DocumentNumber, Span

_LETTERS = "A-ZÀ-ỸĐ"
_SLASH = r"\s*/\s*"
_HYPHEN = r"\s*[-‐‑–]\s*"
_MARK = r"(?:n\s*[°ºo]\s*\.?|số|so|no\.|№|#)\s*:?\s*"

_STATE = re.compile(
    rf"(?<![\w/])(?P<number>\d{{1,5}}){_SLASH}(?:(?P<year>(?:19|20)\d\d){_SLASH})?"
    rf"(?P<kind>[{_LETTERS}]{{1,6}}[{_LETTERS}a-z]?)"
    rf"{_HYPHEN}(?P<issuer>[{_LETTERS}][{_LETTERS}a-z]{{0,11}}\d{{0,2}}(?:{_HYPHEN}[{_LETTERS}]{{2,10}})?)(?!\w)"
)
_ASSEMBLY = re.compile(
    rf"(?<![\w/])(?P<number>\d{{1,4}}){_SLASH}(?P<year>(?:19|20)\d\d){_SLASH}(?P<issuer>(?:UBTV)?QH\d{{1,2}})(?!\w)",
    re.IGNORECASE,
)
_PARTY = re.compile(rf"(?<![\w/])(?P<number>\d{{1,5}}){_HYPHEN}(?P<kind>[{_LETTERS}]{{2,4}}[a-z]?){_SLASH}(?P<issuer>TW|[{_LETTERS}]{{2,6}})(?!\w)")
_FRENCH_YEAR_FIRST = re.compile(rf"{_MARK}(?P<year>(?:19|20)\d\d){_HYPHEN}(?P<number>\d{{1,5}})(?!\w)", re.IGNORECASE)
_FRENCH_ASSEMBLY = re.compile(rf"{_MARK}(?P<number>\d{{1,4}}){_SLASH}(?P<short_year>\d\d){_SLASH}?(?P<issuer>AN)(?!\w)", re.IGNORECASE)
_AFTER_MARK = re.compile(
    rf"(?P<mark>{_MARK})?(?<!\w)(?P<number>\d{{1,5}})(?:{_SLASH}(?P<year>(?:19|20)\d\d)|\s+(?:năm|nam|de|of)\s+(?P<late_year>(?:19|20)\d\d))?"
    r"(?![\w/%°])(?![.,]\d)(?!\s*[-/]\s*\w)",
    re.IGNORECASE,
)
_PATTERNS = (_STATE, _ASSEMBLY, _PARTY, _FRENCH_YEAR_FIRST, _FRENCH_ASSEMBLY)
_LENIENT = tuple(re.compile(pattern.pattern, pattern.flags | re.IGNORECASE) for pattern in _PATTERNS)
_LAST_YEAR_OF_OLD_CENTURY = 45
"""Two-digit years above it are of the 1900s: the oldest acts in force are of 1945."""

EXAMPLES: dict[str, DocumentNumber | None] = {
    "6126/QĐ-UBND": DocumentNumber(6126, None, "QĐ", "UBND"),
    "n° 6126/QD-UBND": DocumentNumber(6126, None, "QD", "UBND"),
    "décision N°6126": DocumentNumber(6126, None, "QĐ", None),
    "N°6126": DocumentNumber(6126),
    " 6126 ": DocumentNumber(6126),
    "6126 doanh nghiệp": None,
    "Quyết định 6126": DocumentNumber(6126, None, "QĐ", None),
    "302/KH-UBND": DocumentNumber(302, None, "KH", "UBND"),
    "plan n° 302/KH-UBND": DocumentNumber(302, None, "KH", "UBND"),
    "n ° 4159 / QD-UBND": DocumentNumber(4159, None, "QD", "UBND"),
    "80/2021/NĐ-CP": DocumentNumber(80, 2021, "NĐ", "CP"),
    "Nghị định số 80/2021/NĐ-CP": DocumentNumber(80, 2021, "NĐ", "CP"),
    "nghị định 80/2021": DocumentNumber(80, 2021, "NĐ", None),
    "nghi dinh 80 nam 2021": DocumentNumber(80, 2021, "NĐ", None),
    "décret 80 de 2021": DocumentNumber(80, 2021, "NĐ", None),
    "04/2017/QH14": DocumentNumber(4, 2017, None, "QH14"),
    "25/2022/UBTVQH15": DocumentNumber(25, 2022, None, "UBTVQH15"),
    "68-NQ/TW": DocumentNumber(68, None, "NQ", "TW"),
    "35-CTr/TU": DocumentNumber(35, None, "CTr", "TU"),
    "113/VBHN-VPQH": DocumentNumber(113, None, "VBHN", "VPQH"),
    "1234/TTLT-BTC-BKHĐT": DocumentNumber(1234, None, "TTLT", "BTC-BKHĐT"),
    "609/TTr-BYT": DocumentNumber(609, None, "TTr", "BYT"),
    "loi n° 2025-7": DocumentNumber(7, 2025),
    "loi n° 025/99/AN": DocumentNumber(25, 1999, None, "AN"),
    "1.200 entreprises": None,
    "12/10/2025": None,
    "Điều 5": None,
    "plan 2026-2030": None,
    "khoản 2 Điều 3": None,
    "km/h": None,
}


@dataclass(frozen=True, slots=True)
class NumberMention:
    """A document number and where it stands in a text."""

    number: DocumentNumber
    span: Span


def _from_match(match: re.Match[str]) -> DocumentNumber | None:
    parts = match.groupdict()
    year = int(parts["year"]) if parts.get("year") else None
    if short := parts.get("short_year"):
        year = int(short) + (1900 if int(short) > _LAST_YEAR_OF_OLD_CENTURY else 2000)
    if int(parts["number"]) < 1:
        return None
    kind, issuer = parts.get("kind"), parts.get("issuer")
    return DocumentNumber(
        number=int(parts["number"]),
        year=year,
        kind=kind,
        issuer=re.sub(r"\s*[-‐‑–]\s*", "-", issuer) if issuer else None,
        written=match.group().strip(),
    )


def _marked(text: str) -> Iterator[NumberMention]:
    """Numbers known only by what stands in front: a mark (``N°6126``) or the name of a kind (*plan 302*)."""
    folded_text = folded(text)
    # Folding maps letter to letter except for ligatures; where one moved the offsets, names are not looked for.
    kinds = {match.end(): match.group() for match in names_pattern().finditer(folded_text)} if len(folded_text) == len(text) else {}
    for match in _AFTER_MARK.finditer(text):
        before = match.start()
        while before and text[before - 1].isspace():
            before -= 1
        name = kinds.get(before)
        year_like = match["mark"] is None and 1900 <= int(match["number"]) <= 2100  # noqa: PLR2004 - a year: "plan 2026"
        if (match["mark"] is None and name is None) or year_like or int(match["number"]) < 1:
            continue
        year = match["year"] or match["late_year"]
        abbreviation = abbreviation_of_name(name) if name else None
        number = DocumentNumber(int(match["number"]), int(year) if year else None, abbreviation, None, match.group().strip())
        yield NumberMention(number, Span(match.start("number"), match.end()))


def find_numbers(text: str, *, lenient: bool = False) -> list[NumberMention]:
    """The document numbers in a text, in the order in which they stand there.

    ``lenient`` is for questions: small letters count as well (``302/kh-ubnd``), and so does a number known
    only by a mark or by the name of a kind. Documents are read strictly, so that a mention is a mention.
    """
    found: list[NumberMention] = []
    for pattern in _LENIENT if lenient else _PATTERNS:
        for match in pattern.finditer(text):
            span = Span(match.start("number"), match.end())
            number = _from_match(match)
            if number and not any(span.overlaps(other.span) for other in found):
                found.append(NumberMention(number, span))
    if lenient:
        found += [mention for mention in _marked(text) if not any(mention.span.overlaps(other.span) for other in found)]
    return sorted(found, key=lambda mention: mention.span.start)


def read_number(text: str) -> DocumentNumber | None:
    """The first document number that a person wrote, in any spelling; a lone figure counts too.

    >>> read_number("n ° 4159 / QD-UBND")
    DocumentNumber(number=4159, year=None, kind='QD', issuer='UBND', written='4159 / QD-UBND')
    """
    text = nfc(text)
    if mentions := find_numbers(text, lenient=True):
        return mentions[0].number
    lone = re.fullmatch(r"\s*(?P<number>0*[1-9]\d{0,4})\s*", text)
    return _from_match(lone) if lone else None


def write_number(number: DocumentNumber) -> str:
    """The number in its official spelling: ``80/2021/NĐ-CP``, ``68-NQ/TW``, ``04/2017/QH14``."""
    digits = f"{number.number:02d}"
    if number.issuer in {"TW", "TU"} and number.kind:
        return f"{digits}-{number.kind}/{number.issuer}"
    tail = "-".join(part for part in (number.kind, number.issuer) if part)
    return "/".join(part for part in (digits, str(number.year or ""), tail) if part)


def same_act(asked: DocumentNumber, known: DocumentNumber, *, known_year: int | None = None) -> bool:
    """Whether ``asked`` may name the act numbered ``known``: every part that both give must agree.

    ``known_year`` is the year of signature, for numbers that do not carry it.
    """
    year = known.year or known_year
    if asked.number != known.number or (asked.year and year and asked.year != year):
        return False
    return all(not wanted or (has is not None and folded(wanted) == folded(has)) for wanted, has in ((asked.kind, known.kind), (asked.issuer, known.issuer)))


def without_spelling(number: DocumentNumber) -> DocumentNumber:
    """The number without the way in which it was written, as a key."""
    return replace(number, written="")
