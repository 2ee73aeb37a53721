"""How a question names a document: by its number however it is spelled, by kind and date, by words of its title.

Rules are data (``rules/naming.toml``). What is read here says what is asked for; which document that is, the index knows.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from functools import cache

from corpus.dates import DateMention, find_dates
from corpus.folding import folded, nfc
from corpus.kinds import kind_names, names_pattern
from corpus.languages import letter_share, word_share
from corpus.nouns import DocumentNumber, Kind, Language, Span
from corpus.numbers import NumberMention, read_number
from corpus.references import ClauseReference, read_references
from corpus.rulebook import rules
from corpus.shorthand import LIKE_A_YEAR, spelled_numbers
from corpus.steps import Typed, typed

_BARRIER = "\x1f"
"""Takes the place of what was read, so that nothing is read across it."""
_PIECE = re.compile(r"phu luc|[\w(][\w.()]*[\w)]|\w")
_YEAR = re.compile(r"(?<![\d/.,])(?:19|20)\d\d(?![\d/])(?![.,]\d)")
_WORD = re.compile(r"[^\W_]+")
_LONE_FIGURE = re.compile(r"(?<![\w.,/-])(?<!thang )(?<!ngay )(?<!quy )(?<!khoa )(?<!lan )\d{1,5}(?:\s?/\s?(?:19|20)\d\d)?(?![\w/-])(?![.,]\d)")
_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")


@dataclass(frozen=True, slots=True)
class NamedDocument:
    """What a text says of the document that it names, and which clauses of it.

    ``words`` are what else it says, title or issuer, in small letters and in order, with abbreviations written out.
    """

    numbers: tuple[DocumentNumber, ...] = ()
    kinds: tuple[Kind, ...] = ()
    dates: tuple[dt.date, ...] = ()
    years: tuple[int, ...] = ()
    words: tuple[str, ...] = ()
    references: tuple[ClauseReference, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether nothing names a document: a kind alone, a year or a single word does not."""
        telling = [word for word in self.words if not is_filler(word)]
        return not (self.numbers or self.dates or len(telling) > 1 or (telling and self.kinds))


def read_named(text: str, clause: str = "") -> NamedDocument:
    """What a reference asks for; ``clause`` is the clause where it was given apart.

    >>> named = read_named("khoản 1 Điều 10 Luật thuế TNDN 113/VBHN-VPQH")
    >>> named.numbers[0].number, str(named.references[0]), named.words
    (113, 'article-10/clause-1', ('thuế', 'thu', 'nhập', 'doanh', 'nghiệp'))
    """
    view = typed(nfc(text))
    dates = _dates(view)
    view = _without(view, [*(mention.span for mention in dates), *_asides(view)])
    mentions = spelled_numbers(view)
    view = _without(view, [mention.span for mention in mentions])
    references = read_references(clause) or read_references(f"article {clause}") if clause.strip() else _inline(view)
    view = view if clause.strip() else _without(view, [reference.span for reference in references])
    numbers = tuple(mention.number for mention in mentions)
    if not numbers and (lone := _lone_number(view)):
        numbers, view = (lone.number,), _without(view, [lone.span])
    kinds = _kinds(view)
    years = tuple(dict.fromkeys(int(match.group()) for match in _YEAR.finditer(view.plain)))
    return NamedDocument(numbers, kinds, tuple(mention.date for mention in dates), years, _words(view), references)


def _inline(view: Typed) -> tuple[ClauseReference, ...]:
    """The clauses that are named beside a document; ordinals alone count when nothing else is left."""
    if found := read_references(view.written):
        return found
    plain = names_pattern().sub(lambda match: _BARRIER * len(match.group()), view.plain)
    pieces = [match for match in _PIECE.finditer(plain) if not is_filler(match.group())]
    if len(pieces) != 1 or _BARRIER not in plain:
        return ()
    span = Span(*pieces[0].span())
    return tuple(replace(reference, span=span) for reference in read_references(view.written[span.start : span.end]))


def _without(view: Typed, spans: list[Span]) -> Typed:
    written, plain = view.written, view.plain
    for span in spans:
        blank = _BARRIER * (span.end - span.start)
        written, plain = written[: span.start] + blank + written[span.end :], plain[: span.start] + blank + plain[span.end :]
    return Typed(written, plain)


@cache
def _aside_pattern() -> re.Pattern[str]:
    return re.compile("|".join(rule["pattern"] for rule in rules("naming")["aside"]))


def _asides(view: Typed) -> list[Span]:
    return [Span(*match.span()) for match in _aside_pattern().finditer(view.plain)]


@cache
def _date_patterns() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(rf"(?<!\w){rule['pattern']}(?!\w)") for rule in rules("naming")["date"])


def _dates(view: Typed) -> list[DateMention]:
    """The dates of a text in the three languages, in order."""
    found = find_dates(view.written)
    for pattern in _date_patterns():
        for match in pattern.finditer(view.plain):
            try:
                date = dt.date(int(match["year"]), _MONTHS.index(match["month"]) + 1, int(match["day"]))
            except ValueError:  # no calendar has this day
                continue
            found.append(DateMention(date, Span(*match.span())))
    return sorted(found, key=lambda mention: mention.span.start)


def _lone_number(view: Typed) -> NumberMention | None:
    """A figure that is the number of the document, since nothing else is; a year beside other words is a year."""
    rest = view.written.replace(_BARRIER, " ")
    if rest.strip() and (number := read_number(rest)):
        start = len(rest) - len(rest.lstrip())
        return NumberMention(number, Span(start, start + len(rest.strip())))
    for match in _LONE_FIGURE.finditer(view.plain):
        digits, _, year = (part.strip() for part in match.group().partition("/"))
        if not LIKE_A_YEAR.fullmatch(digits) and int(digits):
            return NumberMention(DocumentNumber(int(digits), int(year) if year else None, written=match.group()), Span(*match.span()))
    return None


@cache
def _kinds_by_name() -> dict[str, Kind]:
    return {folded(name): names.kind for names in kind_names() for forms in names.names.values() for name in forms}


@cache
def _names_of_kinds() -> frozenset[str]:
    return frozenset(name.lower() for names in kind_names() for forms in names.names.values() for name in forms)


def _kinds(view: Typed) -> tuple[Kind, ...]:
    """The kinds of acts that are named, with their accents or with none."""
    found = []
    for match in names_pattern().finditer(view.plain):
        written = view.written[match.start() : match.end()].lower()
        if written in _names_of_kinds() or written.replace("đ", "d").isascii():
            found.append(_kinds_by_name()[match.group()])
    return tuple(dict.fromkeys(found))


@cache
def _languages_of_kinds() -> dict[str, frozenset[Language]]:
    """The languages that name a kind so, with its accents or without."""
    found: dict[str, frozenset[Language]] = {}
    for names in kind_names():
        for language, forms in names.names.items():
            for form in {spelling for name in forms for spelling in (name.lower(), folded(name))}:
                found[form] = found.get(form, frozenset()) | {language}
    return found


def spoken_language(text: str) -> Language:
    """The language in which a reference is written, Vietnamese where nothing tells: names of kinds count, then letters and common words."""
    view = typed(nfc(text))
    scores = {language: word_share(text, language) + 2 * letter_share(text, language) for language in Language}
    for match in names_pattern().finditer(view.plain):
        for language in _languages_of_kinds().get(view.written[match.start() : match.end()].lower(), ()):
            scores[language] += 1
    return max((Language.VIETNAMESE, Language.FRENCH, Language.ENGLISH), key=lambda language: scores[language])


@cache
def _fillers() -> frozenset[str]:
    return frozenset(word for rule in rules("naming")["filler"] for word in rule["words"])


@cache
def _written_out() -> dict[str, tuple[str, ...]]:
    return {folded(rule["short"]): tuple(_WORD.findall(rule["long"].lower())) for rule in rules("naming")["abbreviation"]}


def _words(view: Typed) -> tuple[str, ...]:
    """The words that are left, without the name of the kind that stands first and without figures."""
    kind = names_pattern().search(view.plain)
    text = view.written[: kind.start()] + " " + view.written[kind.end() :] if kind else view.written
    return tuple(word for found in words_of(text) for word in _written_out().get(folded(found), (found,)))


def words_of(text: str) -> tuple[str, ...]:
    """The words of a title or of a question in small letters and in order; figures name years and numbers and are read as such."""
    return tuple(match.group() for match in _WORD.finditer(nfc(text).lower()) if not match.group().isdecimal())


def is_filler(word: str) -> bool:
    """Whether a word names nothing: *của*, *sur*, *show*."""
    return word in _fillers()


@dataclass(frozen=True, slots=True)
class TitleTerm:
    """A part of a title with its names by language, and which words of a reference name it (positions, half open)."""

    names: dict[Language, tuple[str, ...]]
    first_word: int
    last_word: int


@cache
def _title_terms() -> dict[tuple[str, ...], dict[Language, tuple[str, ...]]]:
    found: dict[tuple[str, ...], dict[Language, tuple[str, ...]]] = {}
    for rule in rules("naming")["term"]:
        names: dict[Language, tuple[str, ...]] = {language: (str(rule[language]),) for language in Language}
        for name in rule["en"], rule["vi"], rule["fr"]:
            found.setdefault(tuple(map(folded, words_of(name))), names)
    return found


def title_terms(words: tuple[str, ...]) -> list[TitleTerm]:
    """The parts of titles that words name in any of the languages, with their accents or with none."""
    plain = tuple(map(folded, words))
    longest = max(map(len, _title_terms()))
    spans = ((first, last) for first in range(len(plain)) for last in range(first + 1, min(first + longest, len(plain)) + 1))
    found = [(_title_terms().get(plain[first:last]), first, last) for first, last in spans]
    return [TitleTerm(names, first, last) for names, first, last in found if names and _is_spelled(words[first:last], names)]


def _is_spelled(words: tuple[str, ...], names: dict[Language, tuple[str, ...]]) -> bool:
    """Whether one of the names has the words as they were typed, or without any accents."""
    typed_plain = all(word == folded(word) for word in words)
    return typed_plain or any(words == words_of(name) for forms in names.values() for name in forms)


@cache
def of_a_family(one: Kind, other: Kind) -> bool:
    """Whether people call acts of the two kinds by one another's names: an *arrêté* may be a *quyết định*."""
    return one is other or any({one, other} <= {Kind(kind) for kind in rule["kinds"]} for rule in rules("naming")["family"])
