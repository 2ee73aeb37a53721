"""The acts that a text names: by number, by kind and date, or by a name that everybody knows, with the clauses meant.

How acts are called is data with examples (``rules/acts.toml``).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from corpus.dates import find_dates
from corpus.folding import folded, single_spaced
from corpus.nouns import DocumentNumber, Language, Span
from corpus.numbers import NumberMention, find_numbers
from corpus.paths import ClauseList, ListedClause, find_clause_lists
from corpus.rulebook import compiled, rules

_WIDEST_NAME = 200
_WIDEST_CLAUSES = 600
_WIDEST_DATE = 60
_DATE = r"(?:\d{1,2}(?:er)?\s+[a-zéû]{3,9}\s+(?:19|20)\d\d|\d{1,2}[/.]\d{1,2}[/.](?:19|20)\d\d)"
_TO_DATE = re.compile(r"\s*,?\s*(?:ngày\s+|(?:modifiée?s?\s+|susvisée?s?\s+)?(?:en\s+date\s+)?du\s+)?", re.IGNORECASE)
_TO_ACT = {
    Language.VIETNAMESE: re.compile(r"\s*(?:của|tại|trong|thuộc|(?:được\s+)?(?:ban hành\s+)?kèm theo)?\s*(?:các\s+)?", re.IGNORECASE),
    Language.FRENCH: re.compile(r"\)?\s*,?\s*(?:(?:annexée?s?\s+)?(?:de\s+la|de\s+l['’]|de|du|des|à\s+la|à\s+l['’]|au|aux))?\s*", re.IGNORECASE),
}
_NO_NAME = r"(?:à|est|sont|sera|était|a|ont|entre(?:nt)?|prend|qui|que|datée?|s['’]\w+|jusqu\S*|avant|depuis|dès)"
"""Words that no name of an act holds: after them a date is not that of the act."""
_NOTABLY = re.compile(r"\s*,?\s*(?:et\s+)?notamment\s+(?:en\s+|à\s+)?(?:ses\s+|son\s+|les\s+|l['’]\s?)?(?=articles?\b)", re.IGNORECASE)
_TITLES = {
    Language.VIETNAMESE: re.compile(r"(?!\s+(?:này|đó|trên)\b)(?P<title>\s+[^;.:()“”\"«»\d]{1,150}?)??\s+(?P<mark>số\s*:?\s*)?", re.IGNORECASE),
    Language.FRENCH: re.compile(
        r"(?P<title>\s+[^;.:()“”\"«»\d,]{1,100}?)??\s*(?:,\s*)?(?P<mark>(?:\((?:UE|CE|CEE)(?:, Euratom)?\)\s*)?(?:n\s?[°ºo\"]\s?\.?\s*)?)", re.IGNORECASE
    ),
}


@dataclass(frozen=True, slots=True)
class ActMention:
    """An act that a text names.

    ``span`` covers the clauses that are meant, the name and the number (of an act without one, the date); ``start`` is
    where the name begins, ``reach`` where the date ends. ``clauses`` are the clauses of the act that are meant, none for the whole;
    ``notably`` are those that are only picked out of the whole.
    """

    span: Span
    start: int
    reach: int
    number: DocumentNumber | None = None
    name: str = ""
    date: dt.date | None = None
    clauses: tuple[ListedClause, ...] = ()
    notably: ClauseList | None = None

    @property
    def called(self) -> str:
        """The word for its kind, folded: ``nghi``, ``arrete``."""
        return folded(self.name).split(" ")[0]


@dataclass(frozen=True, slots=True)
class _Called:
    titled: bool
    pattern: re.Pattern[str]


@cache
def _called(language: Language) -> tuple[_Called, ...]:
    found = []
    for rule in rules("acts")["called"]:
        if rule["language"] == language:
            names = "|".join(_spaced(name) for name in sorted(rule["names"], key=len, reverse=True))
            capital = rule["titled"] and language is Language.VIETNAMESE  # "luật" in small letters is law in general
            either = f"{names}|{names.upper()}" if capital else names
            found.append(_Called(rule["titled"], re.compile(rf"(?<!\w)(?:{either})(?!\w)", re.NOFLAG if capital else re.IGNORECASE)))
    return tuple(found)


def _spaced(name: str) -> str:
    return re.sub(r"['’]", "['’]\\\\s?", name.replace(" ", r"\s+"))


@cache
def _named(language: Language) -> tuple[re.Pattern[str], ...]:
    patterns = []
    for rule in rules("acts")["named"]:
        if rule["language"] == language:
            names = "|".join(_spaced(name) for name in sorted(rule["names"], key=len, reverse=True))
            prefix = rule["prefix"] + (r"\s+" if rule["prefix"] and not rule["prefix"].startswith("(?<") else "")
            patterns.append(re.compile(rf"(?<!\w){prefix}(?{'' if rule.get('exact') else 'i'}:{names})(?!\w)"))
    return tuple(patterns)


@cache
def _dated(language: Language) -> re.Pattern[str] | None:
    for rule in rules("acts")["dated"]:
        if rule["language"] == language:
            names = "|".join(rule["names"])
            word = rf"(?!(?:[ld]['’])?(?:{names}|code|article)s?\b|{_NO_NAME}\b)[^\s,;.:()«»“”\"\d]+"
            return re.compile(
                rf"(?<!\w)(?P<name>(?:{names})s?(?:\s+{word}){{0,8}}?)(?:\s+n\s?°\s?[\w./-]+)?\s+(?:en\s+date\s+)?(?:du|des)\s+"
                rf"(?P<dates>{_DATE}(?:(?:\s*,\s*|\s+et\s+)(?:du\s+)?{_DATE})*)",
                re.IGNORECASE,
            )
    return None


@cache
def _composed(language: Language) -> tuple[re.Pattern[str], ...]:
    return tuple(compiled(rule["pattern"]) for rule in rules("acts")["composed"] if rule["language"] == language)


def find_acts(text: str, language: Language, numbers: Iterable[NumberMention] | None = None) -> list[ActMention]:
    """The acts that a text names, in order and apart; ``numbers`` are the document numbers in it where they are known already.

    >>> [(act.name, str(act.date), text[act.span.start : act.span.end]) for text in ["VU l'arrêté ministériel du 2 février 1998 modifié"]
    ...  for act in find_acts(text, Language.FRENCH)]
    [('arrêté ministériel', '1998-02-02', 'arrêté ministériel du 2 février 1998')]
    """
    taken = bytearray(len(text))
    found: list[ActMention] = []
    for act in (*_composed_acts(text, language), *_numbered_acts(text, language, numbers), *_dated_acts(text, language), *_named_acts(text, language)):
        if taken.find(1, act.start, act.reach) < 0:
            taken[act.start : act.reach] = b"\1" * (act.reach - act.start)
            found.append(act)
    found.sort(key=lambda act: act.span.start)
    return [_with_clauses(text, language, act, before.reach if before else 0) for before, act in zip([None, *found], found, strict=False)]


def _numbered_acts(text: str, language: Language, numbers: Iterable[NumberMention] | None) -> Iterator[ActMention]:
    end = 0
    for mention in find_numbers(text) if numbers is None else numbers:
        start, name = _name_before(text, language, mention.span.start, max(end, mention.span.start - _WIDEST_NAME))
        date, reach = _date_after(text, mention.span.end)
        end = mention.span.end
        yield ActMention(Span(start, end), start, reach, mention.number, name, date)


def _name_before(text: str, language: Language, end: int, start: int) -> tuple[int, str]:
    """Where the words that name the kind of a numbered act begin, and these words; the number itself where there are none."""
    window = text[start:end]
    title = _TITLES.get(language, _TITLES[Language.FRENCH])
    for called in _called(language):
        for match in reversed(list(called.pattern.finditer(window))):
            rest = title.fullmatch(window, match.end())
            if rest and (not rest["title"] or (called.titled and rest["mark"])):
                words = match.group() + (rest["title"] or "")
                return start + match.start(), single_spaced(words)
    mark = re.search(r"(?:n\s?[°ºo]|(?<!\w)số)\s*:?\s*$", window, re.IGNORECASE)
    return start + (mark.start() if mark else len(window)), ""


def _date_after(text: str, end: int) -> tuple[dt.date | None, int]:
    """The date that follows at once, and where it ends."""
    following = text[end : end + _WIDEST_DATE]
    for mention in find_dates(following)[:1]:
        if _TO_DATE.fullmatch(following, 0, mention.span.start):
            return mention.date, end + mention.span.end
    return None, end


def _dated_acts(text: str, language: Language) -> Iterator[ActMention]:
    pattern = _dated(language)
    for match in pattern.finditer(text) if pattern else ():
        start = match.start()
        for mention in find_dates(match["dates"]):
            end = match.start("dates") + mention.span.end
            yield ActMention(Span(start, end), start, end, None, single_spaced(match["name"]), mention.date)
            start = _next_date(text, end)


def _next_date(text: str, end: int) -> int:
    following = re.compile(r"(?:\s*,\s*|\s+et\s+)(?:du\s+)?").match(text, end)
    return following.end() if following else end


def _composed_acts(text: str, language: Language) -> Iterator[ActMention]:
    for pattern in _composed(language):
        for match in pattern.finditer(text):
            date, reach = _date_after(text, match.end())
            yield ActMention(Span(match.start(), reach), match.start(), reach, None, single_spaced(match.group()), date)


def _named_acts(text: str, language: Language) -> Iterator[ActMention]:
    for pattern in _named(language):
        for match in pattern.finditer(text):
            date, reach = _date_after(text, match.end())
            yield ActMention(Span(match.start(), reach), match.start(), reach, None, single_spaced(match.group()), date)


def _with_clauses(text: str, language: Language, act: ActMention, since: int) -> ActMention:
    """The act with the clauses that are named in front of it, or picked out after it."""
    start = max(since, act.span.start - _WIDEST_CLAUSES)
    start = max(start, text.rfind("\n\n", start, act.span.start) + 1)
    window = text[start : act.span.start]
    to_act = _TO_ACT.get(language, _TO_ACT[Language.FRENCH])
    for phrase in find_clause_lists(window, language)[-1:]:
        if to_act.fullmatch(window, phrase.span.end):
            clauses = tuple(replace(clause, span=Span(start + clause.span.start, start + clause.span.end)) for clause in phrase.clauses)
            act = replace(act, span=Span(start + phrase.span.start, act.span.end), clauses=clauses)
    if match := _NOTABLY.match(text, act.reach):
        for phrase in find_clause_lists(text[match.end() : match.end() + _WIDEST_CLAUSES], language)[:1]:
            if phrase.span.start == 0:
                span = Span(match.end(), match.end() + phrase.span.end)
                act = replace(act, reach=span.end, notably=ClauseList(span, phrase.clauses))
    return act
