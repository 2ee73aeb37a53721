"""How texts state support: kinds, groups of beneficiaries, headings, wordings that give or take back; all from ``rules/measures.toml``.

A user adds names of kinds and beneficiaries, and patterns, in a file of the same shape.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from corpus.nouns import Language, Span
from corpus.rulebook import compiled, rules
from corpus.support import Beneficiary, Size, SupportKind
from corpus.taxonomies import Names, TaxonomyError, read_tables

_FIELDS: Mapping[str, Mapping[str, type]] = {
    "kind": {"id": str, "patterns": dict, "examples": dict, "counterexamples": dict},
    "beneficiary": {"id": str, "sizes": list, "fr": list, "vi": list, "en": list},
}
_SUBJECT = 2
"""The tier in which the kind that is named first counts."""
_PARENTHESES = re.compile(r"\([^()]*\)")
_DOCUMENT_LANGUAGES = (Language.FRENCH, Language.VIETNAMESE)


class Stance(StrEnum):
    """What a heading, or the lead of a list, makes of what stands below it."""

    HELP = "help"
    CONDITIONS = "conditions"
    BENEFICIARIES = "beneficiaries"
    OTHER = "other"


class Wording(StrEnum):
    """The wordings that a sentence may have: the tables of the rules."""

    GIVING = "giving"
    NOT_GIVING = "not_giving"
    CONDITION = "condition"
    REQUIREMENT = "requirement"
    GIVER = "giver"
    LISTING = "listing"
    EXCLUSION = "exclusion"
    NAMING = "naming"
    ONE_OF = "one_of"
    SUPPORT = "support"


@dataclass(frozen=True)
class SupportTaxonomy:
    """Kinds of support with the patterns that tell them, and groups of beneficiaries with their names and sizes."""

    patterns: tuple[tuple[SupportKind, Language, str], ...]
    groups: tuple[tuple[str, Language, str], ...]
    sizes_of: Mapping[str, frozenset[Size]]

    @cached_property
    def _compiled(self) -> dict[Language, list[tuple[SupportKind, re.Pattern[str]]]]:
        found: dict[Language, list[tuple[SupportKind, re.Pattern[str]]]] = {language: [] for language in Language}
        for kind, language, pattern in self.patterns:
            found[language].append((kind, compiled(pattern, re.IGNORECASE)))
        return found

    @cached_property
    def _tiers(self) -> dict[SupportKind, int]:
        return {SupportKind(table["id"]): int(table["tier"]) for table in rules("measures")["kind"]}

    @cached_property
    def _names(self) -> dict[Language, Names]:
        return {language: Names([(name, group) for group, known, name in self.groups if known is language], language) for language in Language}

    def kind_of(self, text: str, language: Language) -> SupportKind | None:
        """The kind of support that the words speak of; None when no kind is told by them.

        >>> shipped_support().kind_of("Miễn thuế 03 năm", Language.VIETNAMESE)
        <SupportKind.TAX: 'tax'>
        """
        line = _PARENTHESES.sub(" ", text.replace("\n", " "))
        for kind, pattern in _decisive(language):
            if pattern.search(line):
                return kind
        found = [(self._tiers[kind], match.start(), kind) for kind, pattern in self._compiled[language] if (match := pattern.search(line))]
        if not found:
            return None
        best = min(tier for tier, _, _ in found)
        named = [(start, kind) for tier, start, kind in found if tier == best]
        return min(named, key=lambda pair: pair[0])[1] if best == _SUBJECT else named[0][1]

    def tier(self, kind: SupportKind) -> int:
        """1 for money of a known form, 2 for a subject, 3 for a mere form of help."""
        return self._tiers[kind]

    def find_beneficiaries(self, text: str, language: Language) -> list[Beneficiary]:
        """The groups that a text names, in order and apart, the longest name where one holds another.

        >>> [found.group for found in shipped_support().find_beneficiaries("Doanh nghiệp nhỏ, doanh nghiệp xã hội", Language.VIETNAMESE)]
        ['small', 'social_enterprise']
        """
        return [Beneficiary(named.id, named.span) for named in self._names[language].find(text) if named.id]


@cache
def shipped_support() -> SupportTaxonomy:
    """The taxonomy of ``rules/measures.toml``."""
    return _taxonomy(rules("measures"))


def _taxonomy(tables: Mapping[str, list[dict[str, Any]]]) -> SupportTaxonomy:
    return SupportTaxonomy(
        patterns=tuple(
            (SupportKind(table["id"]), Language(language), pattern)
            for table in tables["kind"]
            for language, patterns in table.get("patterns", {}).items()
            for pattern in patterns
        ),
        groups=tuple(
            (table.get("id", ""), language, name)
            for table in (*tables["beneficiary"], *tables.get("not_a_beneficiary", ()))
            for language in Language
            for name in table.get(language, ())
        ),
        sizes_of={table["id"]: frozenset(map(Size, table.get("sizes", ()))) for table in tables["beneficiary"]},
    )


def load_support(path: Path) -> SupportTaxonomy:
    """The shipped taxonomy with a user's file: patterns for our kinds, which come first, and groups of beneficiaries.

    Raises ``TaxonomyError`` with one sentence that says what is wrong where.
    """
    tables = read_tables(path, _FIELDS)
    for name in _FIELDS:
        for place, table in enumerate(tables[name], 1):
            if not table.get("id"):
                raise TaxonomyError(f"{path}, {name} {place}: it has no `id`")
    for table in tables["kind"]:
        _check_kind(f"{path}, kind {table['id']}", table)
    for table in tables["beneficiary"]:
        if unknown := sorted(set(table.get("sizes", ())) - set(Size)):
            raise TaxonomyError(f"{path}, beneficiary {table['id']}: {unknown[0]!r} is no size; use {', '.join(Size)}")
    ours, theirs = shipped_support(), _taxonomy(tables)
    sizes = {group: ours.sizes_of.get(group, frozenset()) | theirs.sizes_of.get(group, frozenset()) for group in {**ours.sizes_of, **theirs.sizes_of}}
    return SupportTaxonomy(theirs.patterns + ours.patterns, ours.groups + theirs.groups, sizes)


def _check_kind(where: str, table: dict[str, Any]) -> None:
    if table["id"] not in set(SupportKind):
        raise TaxonomyError(f"{where}: there is no such kind; use one of {', '.join(SupportKind)}")
    for language, patterns in table.get("patterns", {}).items():
        if language not in _DOCUMENT_LANGUAGES or not isinstance(patterns, list):
            raise TaxonomyError(f"{where}: `patterns` holds lists by language, fr or vi, not {language!r}")
        for pattern in patterns:
            try:
                compiled(pattern, re.IGNORECASE)
            except (re.error, TypeError, AttributeError) as error:
                raise TaxonomyError(f"{where}: {pattern!r} is no regular expression: {error}") from error


@cache
def _decisive(language: Language) -> tuple[tuple[SupportKind, re.Pattern[str]], ...]:
    return tuple(
        (SupportKind(rule["kind"]), compiled(rule["pattern"], re.IGNORECASE)) for rule in rules("measures")["decisive"] if language in rule["languages"]
    )


@cache
def kind_name(kind: SupportKind, language: Language) -> str:
    """What a kind of support is called for readers."""
    return next(str(table[language]) for table in rules("measures")["kind"] if table["id"] == kind)


@cache
def group_name(group: str, language: Language) -> str:
    """What a group of beneficiaries is called for readers.

    Raises ``StopIteration`` for an unknown group.
    """
    return str(next(table for table in rules("measures")["beneficiary"] if table["id"] == group)[language][0])


@cache
def _stances(language: Language) -> tuple[tuple[Stance, re.Pattern[str]], ...]:
    return tuple((Stance(rule["stance"]), compiled(rule["pattern"], re.IGNORECASE)) for rule in rules("measures")["stance"] if language in rule["languages"])


@cache
def stance_of(heading: str, language: Language) -> Stance | None:
    """What a heading makes of what stands below; None when it does not tell.

    >>> stance_of("Điều kiện hỗ trợ", Language.VIETNAMESE), stance_of("Mức hỗ trợ", Language.VIETNAMESE)
    (<Stance.CONDITIONS: 'conditions'>, <Stance.HELP: 'help'>)
    """
    return next((stance for stance, pattern in _stances(language) if pattern.search(heading)), None)


@cache
def _wordings(wording: Wording, language: Language) -> tuple[re.Pattern[str], ...]:
    flags = re.NOFLAG if wording is Wording.GIVER else re.IGNORECASE
    return tuple(compiled(rule["pattern"], flags) for rule in rules("measures")[wording] if language in rule["languages"])


def without_exclusions(text: str, language: Language) -> str:
    """The text with dots for what it refuses, so that offsets stay."""
    line = text.replace("\n", " ")
    for pattern in _wordings(Wording.EXCLUSION, language):
        line = pattern.sub(lambda match: "·" * len(match.group()), line)
    return line


def find_wording(text: str, wording: Wording, language: Language) -> Span | None:
    """Where the text has such a wording first; None when it has none. Line breaks count as spaces."""
    line = text.replace("\n", " ")
    matches = [match for pattern in _wordings(wording, language) if (match := pattern.search(line)) and match.group()]
    return min((Span(*match.span()) for match in matches), key=lambda span: (span.start, -span.end), default=None)
