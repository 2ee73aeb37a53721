"""The clauses that a phrase lists: *điểm a khoản 2 và khoản 3 Điều 5*, *le II de l'article 3 et les articles 5 à 7*.

Vietnamese names a clause from the inside out, French both ways; a list shares what its members have in common.
``corpus.clauses`` reads the one clause of a question; here every member of a list in an act counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from corpus.clauses import VIETNAMESE_POINTS, read_ordinal
from corpus.nouns import ClauseLevel, ClauseStep, Language, Span

_LONGEST_RANGE = 60
_UNITS = r"(?!\s*(?:%|‰|tháng|năm|ngày|giờ|người|tỷ|triệu|đồng|euros?|ans?\b|mois|jours?|[/]\s*\d))"
_VIETNAMESE_ORDINAL = rf"(?:\d{{1,3}}[a-zđ]?|[a-zđ]|[IVXLC]{{1,6}})(?![\w.]\w|\w){_UNITS}"
_VIETNAMESE = re.compile(
    rf"(?<!\w)(?:(?P<article>điều)|(?P<clause>khoản)|(?P<point>điểm|tiết)|(?P<chapter>chương)|(?P<section>mục)|(?P<part>phần)|(?P<annex>phụ lục))"
    rf"\s+(?:số\s+)?(?P<ordinals>{_VIETNAMESE_ORDINAL}(?:(?:\s*,\s*(?:và\s+)?|\s+(?:và|hoặc|đến)\s+|\s*[–-]\s*){_VIETNAMESE_ORDINAL})*)",
    re.IGNORECASE,
)
_FRENCH_ORDINAL = (
    r"(?:[LRDA]\*?\.?\s?\*?\d+(?:[-–.]\d+)*|\d+(?:[-–.]\d+)*(?:\s?er\b|[a-z]\b)?|premier|unique|[IVX]+(?:er)?\b)(?:\s(?:bis|ter|quater|quinquies)\b)?(?!\w|°)"
    + _UNITS
)
_FRENCH_MORE = r"(?:\s*,\s*(?:et\s+)?|\s+(?:et|ou|à)\s+)"
_RANKS = ("premier", "deuxième", "troisième", "quatrième", "cinquième", "sixième", "septième", "huitième", "neuvième", "dixième")
_RANK = rf"(?:{'|'.join(_RANKS)}|second)"
_FRENCH = re.compile(
    rf"(?<![\w-])(?:(?P<article>articles?|art\.)|(?P<clause>paragraphes?|alinéas?|al\.|§)|(?P<chapter>chapitres?)|(?P<section>sections?)|(?P<title>titres?)|(?P<annex>annexes?))"
    rf"\s*(?P<ordinals>{_FRENCH_ORDINAL}(?:{_FRENCH_MORE}{_FRENCH_ORDINAL})*)"
    rf"|(?<!\w)(?P<rank>{_RANK}(?:{_FRENCH_MORE}{_RANK})*)\s+alinéas?(?!\w)"
    r"|(?:(?<=\ble\s)|(?<=\bdu\s)|(?<=\bau\s)|(?<=,\s))(?P<roman>[IVX]{1,5})(?!\w|er\b|°)"
    r"|(?<![\w.,])(?P<item>\d{1,2})°(?!\s?[CFWO]\b)"
    r"|(?:(?<=\ble\s)|(?<=\bdu\s)|(?<=\bau\s))(?P<figure>\d{1,2})(?=\s+(?:de\s+l['’]\s?(?:article|annexe)|du\s+[IVX]+)\b)"
    r"|(?:(?<=\bpoint\s)|(?<=\blettre\s)|(?:(?<=\ble\s)|(?<=\bdu\s)|(?<=\bau\s))(?=[a-z](?:\)|\s+(?:du|de\s+l|des)\b|\s*[,;])))(?P<point>[a-z])(?!\w)",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(r"(\s*,\s*(?:(?:và|et)\s+)?|\s+(?:và|hoặc|đến|et|ou|à)\s+|\s*–\s*)")
_RANGE = re.compile(r"\s(?:đến|à)\s|–")
_VERB = r"(?:(?:sửa đổi, bổ sung|sửa đổi|bổ sung|bãi bỏ|thay thế|modifie|complète|abroge|remplace)\s+)?"
_GAPS = {
    Language.VIETNAMESE: re.compile(rf"\s*(?P<mark>,|;|/)?\s*(?P<word>và|hoặc|của|thuộc|tại|đến)?\s*{_VERB}(?:các\s+|những\s+)?", re.IGNORECASE),
    Language.FRENCH: re.compile(
        rf"\)?\s*(?P<mark>,|;)?\s*(?P<word>et|ou|ainsi\s+que|à(?=\s+l['’]article))?\s*{_VERB}\(?(?P<inward>de\s+l['’]\s?|de\s+la\s+|du\s+|des\s+|de\s+)?(?:point\s+|lettre\s+)?"
        r"(?:à\s+l['’]\s?|à\s+la\s+|aux?\s+|l['’]\s?|les?\s+|la\s+)?",
        re.IGNORECASE,
    ),
}


@dataclass(frozen=True, slots=True)
class ListedClause:
    """One member of a list: its steps from the outermost inwards, and the words that name them."""

    steps: tuple[ClauseStep, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class ClauseList:
    """A phrase that names clauses, and the clauses that it names, in its order."""

    span: Span
    clauses: tuple[ListedClause, ...]


@dataclass(frozen=True, slots=True)
class _Token:
    level: ClauseLevel
    ordinals: tuple[str, ...]
    span: Span


@dataclass(slots=True)
class _Member:
    """A clause while its list is read; ``below`` is what it may stand inside, ``fixed`` that nothing further out follows."""

    clause: ListedClause
    below: list[_Member]
    fixed: bool = False

    @property
    def outermost(self) -> ClauseLevel:
        return self.clause.steps[0].level


EXAMPLES: dict[Language, dict[str, str]] = {
    Language.VIETNAMESE: {
        "khoản 2 Điều 5": "article-5/clause-2",
        "điểm a khoản 1 Điều 4; khoản 3 Điều 10": "article-4/clause-1/point-a article-10/clause-3",
        "các khoản 5 và 6 Điều 3": "article-3/clause-5 article-3/clause-6",
        "các điểm b, đ và e khoản 3 Điều 7": "article-7/clause-3/point-b article-7/clause-3/point-đ article-7/clause-3/point-e",
        "điểm a, điểm b khoản 1 Điều 4; Điều 5": "article-4/clause-1/point-a article-4/clause-1/point-b article-5",
        "khoản 4, khoản 5 Điều 14; khoản 2 Điều 15": "article-14/clause-4 article-14/clause-5 article-15/clause-2",
        "điểm c và bổ sung điểm g khoản 3 Điều 8": "article-8/clause-3/point-c article-8/clause-3/point-g",
        "khoản 2 Điều 5 và Điều 7": "article-5/clause-2 article-7",
        "Điều 5, khoản 2 Điều 7": "article-5 article-7/clause-2",
        "Điều 3 khoản 2": "article-3/clause-2",
        "khoản 2, Điều 5": "article-5/clause-2",
        "Điều 5, 6, 7 và 9": "article-5 article-6 article-7 article-9",
        "Điều 5 đến Điều 7": "article-5 article-6 article-7",
        "Điều 21a": "article-21a",
        "Chương IV": "chapter-4",
        "khoản 1 Mục II Phụ lục I": "annex-1/section-2/clause-1",
        "khoản 2 Điều 5 trong 30 ngày": "article-5/clause-2",
    },
    Language.FRENCH: {
        "l'article 5": "article-5",
        "article L. 512-20": "article-l.512.20",
        "les articles 3, 4 et 5": "article-3 article-4 article-5",
        "articles L.211-2, R. 211-1 et D 231-4": "article-l.211.2 article-r.211.1 article-d.231.4",
        "le deuxième alinéa de l'article 5": "article-5/clause-2",
        "les premier et troisième alinéas de l'article 5": "article-5/clause-1 article-5/clause-3",
        "le 1° du II de l'article L. 229-6": "article-l.229.6/roman-2/clause-1",
        "le deuxième alinéa du 3° de l'article 2": "article-2/clause-3",
        "article 5, paragraphe 2, point a": "article-5/clause-2/point-a",
        "article 5, paragraphes 2 et 3": "article-5/clause-2 article-5/clause-3",
        "l'article 5, paragraphe 2, et l'article 6": "article-5/clause-2 article-6",
        "le 2 de l'article 1": "article-1/clause-2",
        "le a du 2° de l'article 9": "article-9/clause-2/point-a",
        "l'article 1er et l'annexe II": "article-1 annex-2",
        "articles 7 à 9": "article-7 article-8 article-9",
        "chapitre III du titre II": "title-2/chapter-3",
        "article 5-1": "article-5.1",
        "l'article 4 et 20 % du prix": "article-4",
    },
}


def find_clause_lists(text: str, language: Language) -> list[ClauseList]:
    """The phrases of a text that name clauses, in order; each is as long as its members follow one another.

    >>> [[str(step) for step in clause.steps] for clause in find_clause_lists("khoản 1, khoản 2 Điều 4", Language.VIETNAMESE)[0].clauses]
    [['article-4', 'clause-1'], ['article-4', 'clause-2']]
    """
    gap = _GAPS.get(language, _GAPS[Language.FRENCH])
    runs: list[list[tuple[_Token, re.Match[str] | None]]] = []
    for token in _tokens(text, language):
        between = gap.fullmatch(text, runs[-1][-1][0].span.end, token.span.start) if runs else None
        if runs and between and not _begins_anew(between, token, language):
            runs[-1].append((token, between))
        else:
            runs.append([(token, None)])
    return [ClauseList(Span(run[0][0].span.start, run[-1][0].span.end), _members(run, language)) for run in runs]


def _begins_anew(gap: re.Match[str], token: _Token, language: Language) -> bool:
    """Whether the token opens a sentence on a line of its own, below a heading such as *Article 3*."""
    if "\n" not in gap.group() or gap["mark"] or gap["word"]:
        return False
    following = gap.string[gap.start() + gap.group().rindex("\n") + 1 :]
    inner = token.level.depth > ClauseLevel.ARTICLE.depth
    return following[:1].isupper() and (inner if language is Language.VIETNAMESE else gap["inward"] is None)


def _tokens(text: str, language: Language) -> Iterator[_Token]:
    pattern = _VIETNAMESE if language is Language.VIETNAMESE else _FRENCH
    for match in pattern.finditer(text):
        kind = next(name for name, value in match.groupdict().items() if value is not None and name != "ordinals")
        if kind == "rank":
            ranks = re.findall(_RANK, match["rank"], re.IGNORECASE)
            yield _Token(ClauseLevel.CLAUSE, tuple(_rank(rank) for rank in ranks), Span(*match.span()))
        elif kind in {"roman", "item", "figure", "point"} and language is not Language.VIETNAMESE:
            level = {"roman": ClauseLevel.ROMAN, "point": ClauseLevel.POINT}.get(kind, ClauseLevel.CLAUSE)
            yield _Token(level, (match[kind].lower() if kind == "point" else read_ordinal(match[kind]),), Span(*match.span()))
        elif ordinals := _ordinals(match["ordinals"], ClauseLevel(kind)):
            yield _Token(ClauseLevel(kind), ordinals, Span(*match.span()))


def _rank(word: str) -> str:
    return "2" if word.lower() == "second" else str(_RANKS.index(word.lower()) + 1)


def _ordinals(written: str, level: ClauseLevel) -> tuple[str, ...]:
    """The ordinals of a list such as ``5, 6 và 9`` or ``7 à 9``; what the level cannot have ends the list."""
    found: list[str] = []
    ranged = False
    for part in _SEPARATOR.split(written):
        if _SEPARATOR.fullmatch(part):
            ranged = bool(_RANGE.search(part))
            continue
        ordinal = part.strip().lower() if level is ClauseLevel.POINT else read_ordinal(re.sub(r"^([LRDA])\*?\.?\s?\*?(?=\d)", r"\1. ", part.strip()))
        if (level is ClauseLevel.POINT) is not (len(ordinal) == 1 and ordinal.isalpha()):
            break
        found += _between(found[-1], ordinal) if ranged and found else [ordinal]
    return tuple(found)


def _between(first: str, last: str) -> list[str]:
    """The ordinals after ``first`` up to ``last``; only ``last`` where what lies between cannot be told."""
    if first.isdecimal() and last.isdecimal() and 0 < int(last) - int(first) <= _LONGEST_RANGE:
        return [str(number) for number in range(int(first) + 1, int(last) + 1)]
    if len(first) == len(last) == 1 and first in VIETNAMESE_POINTS and last in VIETNAMESE_POINTS:
        return list(VIETNAMESE_POINTS[VIETNAMESE_POINTS.index(first) + 1 : VIETNAMESE_POINTS.index(last) + 1])
    return [last]


def _members(run: list[tuple[_Token, re.Match[str] | None]], language: Language) -> tuple[ListedClause, ...]:
    members: list[_Member] = []
    group: list[_Member] = []  # what the token before named
    for token, gap in run:
        if gap is not None and _goes_inward(token, group, gap, language):
            inner = [member for member in group if member.outermost.depth > token.level.depth or _same_item(member, token)]
            outer = [_inside(member, token, ordinal) for member, ordinal in product(inner, token.ordinals)]
            members = [member for member in members if member not in inner] + outer
            group = outer
            continue
        below = [member for member in group if gap is not None and not gap["word"] and member.clause.steps[-1].level.depth < token.level.depth]
        fixed = bool(below) and gap is not None and not gap["mark"]
        ordinals = _ranged(token, group) if gap is not None and gap["word"] in {"đến", "à"} else token.ordinals
        new = [_Member(ListedClause((ClauseStep(token.level, ordinal),), token.span), below, fixed) for ordinal in ordinals]
        same_level = bool(group) and group[-1].clause.steps[0].level.depth >= token.level.depth and not below
        shares = same_level and group[-1].outermost is token.level
        members += new
        group = [*group, *new] if shares else new
        if shares and not below:
            for member in new:
                member.below = group[0].below
    return _settled(members)


def _ranged(token: _Token, group: list[_Member]) -> tuple[str, ...]:
    """The ordinals of a token that ends a range: *Điều 5 đến Điều 7* names 6 and 7 after 5."""
    if len(group) != 1 or group[0].outermost is not token.level or len(token.ordinals) != 1:
        return token.ordinals
    return tuple(_between(group[0].clause.steps[-1].ordinal, token.ordinals[0]))


def _goes_inward(token: _Token, group: list[_Member], gap: re.Match[str], language: Language) -> bool:
    """Whether the token names what the clauses before it stand in."""
    if not group or group[-1].fixed or not any(member.outermost.depth > token.level.depth or _same_item(member, token) for member in group):
        return False
    if language is Language.VIETNAMESE:
        return gap["mark"] in {None, ","} and gap["word"] in {None, "của", "thuộc", "tại"} and group[-1].outermost.depth > token.level.depth
    return gap["inward"] is not None and gap["mark"] is None and gap["word"] is None


def _same_item(member: _Member, token: _Token) -> bool:
    """A paragraph of an item: *le deuxième alinéa du 3°* is cited as the item, for which trees have one level."""
    return member.outermost is token.level is ClauseLevel.CLAUSE


def _inside(member: _Member, token: _Token, ordinal: str) -> _Member:
    steps = member.clause.steps[1:] if member.outermost is token.level else member.clause.steps
    return _Member(ListedClause((ClauseStep(token.level, ordinal), *steps), Span(member.clause.span.start, token.span.end)), [])


def _settled(members: list[_Member]) -> tuple[ListedClause, ...]:
    """The members, each inside what it stands below; what holds others is named by them and not for itself."""
    holding = {id(outer) for member in members for outer in member.below}
    clauses: list[ListedClause] = []
    for member in members:
        if id(member) not in holding:
            clauses += _placed(member)
    return tuple(dict.fromkeys(clauses))


def _placed(member: _Member) -> list[ListedClause]:
    """The member inside each of the clauses that it may stand in, of which one is named before it."""
    if not member.below:
        return [member.clause]
    own = member.clause
    return [ListedClause((*outer.steps, *own.steps), Span(outer.span.start, own.span.end)) for below in member.below for outer in _placed(below)]
