"""The sectors that policies name: finds them in a text, and says which of them a VSIC code lies in.

VSIC is the Vietnamese system of economic branches of 2018 (Decision No. 27/2018/QĐ-TTg): a letter, then divisions of two
digits, then finer codes that begin with those of their division.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from corpus.nouns import Language, Span
from corpus.rulebook import rules
from corpus.taxonomies import Named, Names, TaxonomyError, read_tables

_CODE = re.compile(r"([A-U])?\s?(\d{2})?(\d{1,3})?")
_FIELDS: Mapping[str, Mapping[str, type]] = {
    "sector": {"id": str, "parent": str, "vsic": list, "part": bool, "fr": list, "vi": list, "en": list, "examples": dict, "counterexamples": dict},
    "not_a_sector": {"language": str, "words": str, "reason": str},
}


class SizeGroup(StrEnum):
    """The two groups of branches for which the size of a firm has limits of its own."""

    PRODUCTION = "production"
    SERVICES = "services"


class Lies(StrEnum):
    """Whether a firm with some code works in a sector."""

    INSIDE = "inside"
    OUTSIDE = "outside"
    PERHAPS = "perhaps"


@dataclass(frozen=True, slots=True)
class Branch:
    """A branch of level 1: its letter, its first and last division, its size group, its name by language."""

    letter: str
    first: str
    last: str
    group: SizeGroup
    names: Mapping[Language, str] = field(hash=False)


@dataclass(frozen=True, slots=True)
class Sector:
    """A sector, the wider one that it belongs to, its codes, its names by language, the preferred one first.

    ``part`` says that the codes hold other activities, too, so that a firm with one of them only perhaps works in the sector.
    """

    id: str
    parent: str | None
    codes: tuple[str, ...]
    names: Mapping[Language, tuple[str, ...]] = field(hash=False)
    part: bool = False

    def name(self, language: Language) -> str:
        """What it is called; the English name, or any, where this language has none."""
        for known in (language, Language.ENGLISH, *Language):
            if names := self.names.get(known):
                return names[0]
        return self.id


@dataclass(frozen=True)
class Sectors:
    """A taxonomy of sectors; ``others`` are wordings by language that hold a sector's name and mean something else."""

    all: tuple[Sector, ...]
    others: tuple[tuple[Language, str], ...] = ()

    @cached_property
    def by_id(self) -> dict[str, Sector]:
        """The sectors by id."""
        return {sector.id: sector for sector in self.all}

    @cached_property
    def _names(self) -> dict[Language, Names]:
        return {language: Names(self._named(language), language) for language in Language}

    def _named(self, language: Language) -> Iterator[tuple[str, str]]:
        yield from ((words, "") for known, words in self.others if known is language)
        yield from ((name, sector.id) for sector in self.all for name in sector.names.get(language, ()))

    def find(self, text: str, language: Language) -> list[Named]:
        """The sectors that the text names, in order and apart, the longest name where one holds another."""
        return [named for named in self._names[language].find(text) if named.id]

    def lineage(self, sector_id: str) -> tuple[str, ...]:
        """The sector and the wider ones that it belongs to, the narrowest first."""
        found: list[str] = []
        at: str | None = sector_id
        while at is not None and at not in found:
            found.append(at)
            at = self.by_id[at].parent if at in self.by_id else None
        return tuple(found)

    def with_code(self, code: str) -> tuple[Sector, ...]:
        """The sectors in which every firm with this VSIC code works, the narrowest first.

        Raises ``ValueError`` for what is no code of the system.

        >>> [sector.id for sector in shipped_sectors().with_code("2610")]
        ['electronics', 'manufacturing', 'industry-and-construction']
        """
        inside = [sector for sector in self.all if self.lies(code, sector.id) is Lies.INSIDE]
        letters = [len(sector.codes) + 100 * sector.codes[0].isalpha() for sector in inside]
        return tuple(sector for _, sector in sorted(zip(letters, inside, strict=True), key=lambda pair: pair[0]))

    def lies(self, code: str, sector_id: str) -> Lies:
        """Whether a firm with this VSIC code works in the sector; a part of a division, or a sector across branches, leaves it open.

        Raises ``ValueError`` for what is no code of the system and ``KeyError`` for an unknown sector.
        """
        branch, division = parse_code(code)
        sector = self.by_id[sector_id]
        wider = [known for known in map(self.by_id.get, self.lineage(sector_id)[1:]) if known and known.codes]
        if not sector.codes:
            return Lies.OUTSIDE if wider and not _covers(wider[0], branch.letter, division, whole=False) else Lies.PERHAPS
        if not _covers(sector, branch.letter, division, whole=False):
            return Lies.OUTSIDE
        return Lies.INSIDE if _covers(sector, branch.letter, division, whole=True) and not sector.part else Lies.PERHAPS


def _covers(sector: Sector, letter: str, division: str | None, *, whole: bool) -> bool:
    """Whether codes of the sector hold the code; without ``whole`` a branch is held, too, when only a division of it is known to be."""
    if letter in sector.codes or (division is not None and division in sector.codes):
        return True
    return not whole and division is None and any(not known.isalpha() and branch_of(known).letter == letter for known in sector.codes)


@cache
def branches() -> tuple[Branch, ...]:
    """The branches of level 1 in the order of their letters."""
    return tuple(
        Branch(rule["letter"], rule["divisions"][0], rule["divisions"][1], SizeGroup(rule["group"]), {language: rule[language] for language in Language})
        for rule in rules("sectors")["branch"]
    )


def branch_of(division: str) -> Branch:
    """The branch that a division of two digits belongs to.

    Raises ``ValueError`` when there is none.
    """
    for branch in branches():
        if branch.first <= division <= branch.last:
            return branch
    raise ValueError(f"{division!r} is no division of VSIC")


def parse_code(code: str) -> tuple[Branch, str | None]:
    """The branch and, where the code says it, the division of a VSIC code: ``C``, ``26``, ``C26``, ``2610``, ``26.10``.

    Raises ``ValueError`` with one sentence for anything else.

    >>> parse_code("C2610")[0].letter, parse_code("C2610")[1]
    ('C', '26')
    """
    match = _CODE.fullmatch(re.sub(r"[\s.]", "", code.upper()))
    letter, division = match.group(1, 2) if match else (None, None)
    try:
        branch = branch_of(division) if division else next(branch for branch in branches() if branch.letter == letter)
    except (StopIteration, ValueError) as error:
        raise ValueError(f"{code!r} is no VSIC code; give a letter from A to U or a number such as 26 or 2610") from error
    if letter and letter != branch.letter:
        raise ValueError(f"{code!r} is no VSIC code: division {division} belongs to branch {branch.letter}")
    return branch, division


def _sector(table: dict[str, Any]) -> Sector:
    names = {language: tuple(table[language]) for language in Language if table.get(language)}
    return Sector(table["id"], table.get("parent"), tuple(table.get("vsic", ())), names, table.get("part", False))


@cache
def shipped_sectors() -> Sectors:
    """The taxonomy of ``rules/sectors.toml``."""
    tables = rules("sectors")
    others = tuple((Language(table["language"]), table["words"]) for table in tables["not_a_sector"])
    return Sectors(tuple(map(_sector, tables["sector"])), others)


def load_sectors(path: Path) -> Sectors:
    """The shipped taxonomy with a user's file: sectors of theirs, and names and codes added to ours by the same id.

    Raises ``TaxonomyError`` with one sentence that says what is wrong where.
    """
    tables = read_tables(path, _FIELDS)
    known = dict(shipped_sectors().by_id)
    for place, table in enumerate(tables["sector"], 1):
        where = f"{path}, sector {table.get('id', place)}"
        added = _checked(where, table)
        known[added.id] = _merged(known[added.id], added) if added.id in known else added
        if added.id not in shipped_sectors().by_id and not added.names:
            raise TaxonomyError(f"{where}: it has no name; add a list `fr`, `vi` or `en`")
    for sector in known.values():
        if sector.parent is not None and sector.parent not in known:
            raise TaxonomyError(f"{path}, sector {sector.id}: its parent {sector.parent!r} is no sector; use an id of ours or of the file")
    return Sectors(tuple(known.values()), shipped_sectors().others + tuple(_other(path, table) for table in tables["not_a_sector"]))


def _checked(where: str, table: dict[str, Any]) -> Sector:
    if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", table.get("id", "")):
        raise TaxonomyError(f"{where}: give it an `id` of small letters, digits and hyphens")
    for code in table.get("vsic", ()):
        try:
            branch, division = parse_code(code)
        except ValueError as error:
            raise TaxonomyError(f"{where}: {error}") from error
        if code not in {branch.letter, division}:
            raise TaxonomyError(f"{where}: {code!r} is finer than the taxonomy goes; give the letter or the division of two digits")
    return _sector(table)


def _merged(ours: Sector, theirs: Sector) -> Sector:
    names = {language: tuple(dict.fromkeys(ours.names.get(language, ()) + theirs.names.get(language, ()))) for language in Language}
    return Sector(ours.id, theirs.parent or ours.parent, tuple(dict.fromkeys(ours.codes + theirs.codes)), names, ours.part or theirs.part)


def _other(path: Path, table: dict[str, Any]) -> tuple[Language, str]:
    try:
        return Language(table["language"]), table["words"]
    except (KeyError, ValueError) as error:
        raise TaxonomyError(f"{path}: a [[not_a_sector]] has `words` and a `language`, which is fr, vi or en") from error


def find_sectors(text: str, language: Language, taxonomy: Sectors | None = None) -> list[tuple[Sector, Span]]:
    """The sectors that a text names with where it does, in order and apart.

    >>> [sector.id for sector, _ in find_sectors("dệt may; da giày; khu công nghiệp", Language.VIETNAMESE)]
    ['textile-and-garment', 'leather-and-footwear']
    """
    sectors = taxonomy or shipped_sectors()
    return [(sectors.by_id[named.id], named.span) for named in sectors.find(text, language)]
