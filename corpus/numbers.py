"""Official numbers of acts: reading every spelling that real texts use, writing one, and comparing two.

The forms are those of Vietnam's decrees on drafting (number/year/kind-issuer since 2015, number/kind-issuer
for plans and individual decisions, number-kind/issuer for acts of the Party), of French-speaking states
(year-number, with two figures for the years before 2000; number/year/issuer) and of the European Union
(year/number/union; number/year for regulations before 2015). ``EXAMPLES`` is the contract: each spelling with
what it must read as, or None where it must not be read as a number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain

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
_VIETNAMESE_ASSEMBLY = re.compile(r"(?:UBTV)?QH\d", re.IGNORECASE)
_PARTY = re.compile(rf"(?<![\w/])(?P<number>\d{{1,5}}){_HYPHEN}(?P<kind>[{_LETTERS}]{{2,4}}[a-z]?){_SLASH}(?P<issuer>TW|[{_LETTERS}]{{2,6}})(?!\w)")
_NAME = r"\b(?:lois?|ordonnances?|d[ée]crets?|arr[êe]t[ée]s?|d[ée]cisions?|d[ée]lib[ée]rations?|circulaires?)(?:\s+(?:organiques?|modifiée?s?|ministériels?|préfectora(?:l|ux)|royal))?"
_MARKED_NAME = rf"{_NAME}\s+(?:{_MARK})?"
_FRENCH_TAIL = rf"(?P<number>\d{{1,5}})(?:{_SLASH}(?P<issuer>[A-Z]{{2,8}}(?:/[A-Z]{{2,8}})*)(?![a-zà-ÿ]))?(?!\w)(?!\s?[-/.]\d)"
_FRENCH_YEAR_FIRST = re.compile(rf"{_MARK}(?:\d\d/\d\d/)?(?P<year>(?:19|20)\d\d){_HYPHEN}{_FRENCH_TAIL}", re.IGNORECASE)
_FRENCH_NAMED = re.compile(rf"{_MARKED_NAME}(?P<year>(?:19|20)\d\d)[-‐‑–](?!(?:19|20)\d\d){_FRENCH_TAIL}", re.IGNORECASE)
_FRENCH_SHORT = re.compile(rf"{_MARKED_NAME}(?P<short_year>\d\d){_HYPHEN}{_FRENCH_TAIL}", re.IGNORECASE)
_FRENCH_SHORT_DATED = re.compile(
    rf"{_MARK}(?P<short_year>\d\d){_HYPHEN}(?P<number>\d{{1,5}})(?=\s+du\s+\d{{1,2}}(?:er)?\s+[a-zéû]+\s+(?:19|20)(?P=short_year)\b)", re.IGNORECASE
)
_FRENCH_SHORT_MARKED = re.compile(rf"{_MARK}(?P<short_year>\d\d){_HYPHEN}{_FRENCH_TAIL}", re.IGNORECASE)
_FRENCH_ASSEMBLY = re.compile(rf"(?<![\w/-])(?P<number>\d{{1,4}})[/-](?P<any_year>(?:19|20)?\d\d){_SLASH}?(?P<issuer>AN)(?!\w)", re.IGNORECASE)
_UNION = r"(?:UE|CEE|CE|EU|EEC|EC)"
_UNION_SUFFIX = re.compile(rf"(?<![\w/])(?P<any_year>(?:19|20)?\d\d){_SLASH}(?P<number>\d{{1,4}}){_SLASH}(?P<issuer>{_UNION})(?!\w)")
_UNION_PREFIX = re.compile(rf"\((?P<issuer>{_UNION})(?:,\s*Euratom)?\)\s*(?:{_MARK})?(?P<first>\d{{1,4}}){_SLASH}(?P<second>(?:19|20)?\d\d|\d{{1,4}})(?![\w/])")
_UNION_BARE = re.compile(rf"(?:règlement|regulation)s?\s+(?:{_MARK})?(?P<first>\d{{3,4}}){_SLASH}(?P<second>\d{{4}})(?![\w/])", re.IGNORECASE)
_AFTER_MARK = re.compile(
    rf"(?P<mark>{_MARK})?(?<!\w)(?P<number>\d{{1,5}})(?:{_SLASH}(?P<year>(?:19|20)\d\d)|\s+(?:năm|nam|de|of)\s+(?P<late_year>(?:19|20)\d\d))?"
    r"(?![\w/%°])(?![.,]\d)(?!\s*[-/]\s*\w)",
    re.IGNORECASE,
)
_PATTERNS = (
    _STATE, _ASSEMBLY, _PARTY, _FRENCH_YEAR_FIRST, _FRENCH_NAMED, _FRENCH_SHORT, _FRENCH_SHORT_DATED, _FRENCH_ASSEMBLY, _UNION_SUFFIX, _UNION_PREFIX, _UNION_BARE,
)  # fmt: skip
_LENIENT = tuple(re.compile(pattern.pattern, pattern.flags | re.IGNORECASE) for pattern in (*_PATTERNS, _FRENCH_SHORT_MARKED))
_LONE = re.compile(r"\s*(?:(?P<any_year>(?:19|20)?\d\d)-(?!(?:19|20)\d\d\s*$))?(?P<number>0*[1-9]\d{0,4})\s*")
_LAST_YEAR_OF_OLD_CENTURY = 45
"""Two-digit years above it are of the 1900s: the oldest acts in force are of 1945."""
_YEAR_FIRST_SINCE = 2015
"""The European Union numbers all its acts year/number since then; before, regulations were number/year."""
_UNION_OF = {"EU": "UE", "EC": "CE", "EEC": "CEE"}
_UNIONS = frozenset({"UE", "CE", "CEE"})
_REGULATION = "R"
"""The letter of regulations in the Union's own numbers (CELEX), where it tells two acts of one number apart."""

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
    "Arrêté n° 19/05/2025-1": DocumentNumber(1, 2025),
    "loi n° 78-17 du 6 janvier 1978": DocumentNumber(17, 1978),
    "loi organique 98-404": DocumentNumber(404, 1998),
    "loi 2016-1321": DocumentNumber(1321, 2016),
    "décret n° 2014-450": DocumentNumber(450, 2014),
    "ordonnance n° 2015-1341": DocumentNumber(1341, 2015),
    "DÉCRET N° 99-452/PRES": DocumentNumber(452, 1999, None, "PRES"),
    "DECRET N° 99-452 /PRES": DocumentNumber(452, 1999, None, "PRES"),
    "2025-7": DocumentNumber(7, 2025),
    "78-17": DocumentNumber(17, 1978),
    "loi n° 025/99/AN": DocumentNumber(25, 1999, None, "AN"),
    "loi n° 010-2015/AN": DocumentNumber(10, 2015, None, "AN"),
    "règlement (UE) 2016/679": DocumentNumber(679, 2016, None, "UE"),
    "règlement (CE) n° 1013/2006": DocumentNumber(1013, 2006, "R", "CE"),
    "règlement 601/2012": DocumentNumber(601, 2012, "R", "UE"),
    "Regulation (EU) 2016/679": DocumentNumber(679, 2016, None, "UE"),
    "directive 2010/75/UE": DocumentNumber(75, 2010, None, "UE"),
    "directive 96/61/CE": DocumentNumber(61, 1996, None, "CE"),
    "1.200 entreprises": None,
    "12/10/2025": None,
    "Điều 5": None,
    "plan 2026-2030": None,
    "2026-2030": None,
    "loi de programmation 2019-2022": None,
    "arrêté préfectoral n° 2021-267-001": None,
    "pourvoi n° 99-43.334": None,
    "khoản 2 Điều 3": None,
    "km/h": None,
}


@dataclass(frozen=True, slots=True)
class NumberMention:
    """A document number and where it stands in a text."""

    number: DocumentNumber
    span: Span


def _from_match(match: re.Match[str]) -> DocumentNumber | None:
    parts = {name: value for name, value in match.groupdict().items() if value}
    if "first" in parts:
        parts |= _union_order(parts["first"], parts["second"])
    number, year = int(parts["number"]), parts.get("year") or parts.get("any_year") or parts.get("short_year")
    if number < 1:
        return None
    issuer = re.sub(r"\s*[-‐‑–]\s*", "-", parts["issuer"]) if "issuer" in parts else None
    number_of = DocumentNumber(number=number, year=_full_year(year) if year else None, kind=parts.get("kind"), issuer=issuer, written=_spelling(match))
    return _of_union(number_of, regulation="first" in parts) if "first" in parts or (issuer and issuer.upper() in {*_UNIONS, *_UNION_OF}) else number_of


def _full_year(written: str) -> int:
    year = int(written)
    return year if len(written) > 2 else year + (1900 if year > _LAST_YEAR_OF_OLD_CENTURY else 2000)  # noqa: PLR2004 - figures


def _union_order(first: str, second: str) -> dict[str, str]:
    """Which of the two figures of a European number is the year."""
    year_first = len(first) == 4 and int(first) >= _YEAR_FIRST_SINCE and int(first) <= 2100  # noqa: PLR2004 - figures of a year
    return {"year": first, "number": second} if year_first else {"number": first, "year": second}


def _of_union(number: DocumentNumber, *, regulation: bool) -> DocumentNumber:
    """The number with the union that made the act, known by the year where the number does not say it."""
    year = number.year or 0
    written = (number.issuer or ("CEE" if year < 1994 else "CE" if year < 2010 else "UE")).upper()  # noqa: PLR2004 - treaties of Maastricht and Lisbon
    return replace(number, kind=_REGULATION if regulation and year < _YEAR_FIRST_SINCE else None, issuer=_UNION_OF.get(written, written))


def _span(match: re.Match[str]) -> Span:
    """Where the number itself stands, without the mark or the name in front."""
    starts = [match.start(name) for name in ("number", "year", "short_year", "any_year", "first") if name in match.re.groupindex and match.start(name) >= 0]
    return Span(min(starts), match.end())


def _spelling(match: re.Match[str]) -> str:
    return match.string[_span(match).start : match.end()].strip()


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
    taken = bytearray(len(text))  # the letters of the numbers found so far: a text may hold very many
    found: list[NumberMention] = []
    for mention in chain(_matched(text, lenient=lenient), _marked(text) if lenient else ()):
        start, end = mention.span.start, mention.span.end
        if taken.find(1, start, end) < 0:
            taken[start:end] = b"\1" * (end - start)
            found.append(mention)
    return sorted(found, key=lambda mention: mention.span.start)


def _matched(text: str, *, lenient: bool) -> Iterator[NumberMention]:
    for pattern in _LENIENT if lenient else _PATTERNS:
        for match in pattern.finditer(text):
            if number := _from_match(match):
                yield NumberMention(number, _span(match))


def read_number(text: str) -> DocumentNumber | None:
    """The first document number that a person wrote, in any spelling; a lone figure counts too.

    >>> read_number("n ° 4159 / QD-UBND")
    DocumentNumber(number=4159, year=None, kind='QD', issuer='UBND', written='4159 / QD-UBND')
    """
    text = nfc(text)
    if mentions := find_numbers(text, lenient=True):
        return mentions[0].number
    lone = _LONE.fullmatch(text)
    return _from_match(lone) if lone else None


def write_number(number: DocumentNumber) -> str:
    """The number in its official spelling: ``80/2021/NĐ-CP``, ``68-NQ/TW``, ``04/2017/QH14``, ``2014-450``, ``(UE) 2016/679``."""
    if number.kind in {None, _REGULATION} and number.year and not _VIETNAMESE_ASSEMBLY.match(number.issuer or ""):
        return _written_abroad(number.number, number.year, number.issuer, regulation=number.kind is not None)
    digits = f"{number.number:02d}"
    if number.issuer in {"TW", "TU"} and number.kind:
        return f"{digits}-{number.kind}/{number.issuer}"
    tail = "-".join(part for part in (number.kind, number.issuer) if part)
    return "/".join(part for part in (digits, str(number.year or ""), tail) if part)


def _written_abroad(number: int, year: int, issuer: str | None, *, regulation: bool) -> str:
    """A number of a French-speaking state or of the European Union."""
    two_figures = year < (1999 if issuer in _UNIONS else 2000)  # the practice of the Union until 1998, of France until 1999
    short = f"{year % 100:02d}" if two_figures else str(year)
    if issuer == "AN":
        return f"{number:03d}/{short}/AN" if two_figures else f"{number:03d}-{year}/AN"
    if issuer not in _UNIONS:
        return f"{short}-{number}" + (f"/{issuer}" if issuer else "")
    if year >= _YEAR_FIRST_SINCE:
        return f"({issuer}) {year}/{number}"
    return f"({issuer}) n° {number}/{year}" if regulation else f"{short}/{number}/{issuer}"


def same_act(asked: DocumentNumber, known: DocumentNumber, *, known_year: int | None = None) -> bool:
    """Whether ``asked`` may name the act numbered ``known``: every part that both give must agree.

    ``known_year`` is the year of signature, for numbers that do not carry it.
    """
    year = known.year or known_year
    if asked.number != known.number or (asked.year and year and asked.year != year):
        return False
    return all(not wanted or (has is not None and folded(wanted) == folded(has)) for wanted, has in ((asked.kind, known.kind), (asked.issuer, known.issuer)))
