"""What names of sectors and of groups of beneficiaries mean, in any of the three languages."""

from __future__ import annotations

from collections.abc import Iterable

from corpus.nouns import Language
from corpus.support_rules import shipped_support
from service.errors import BadQuestion
from service.traits import sector_named


def sectors_named(names: Iterable[str] | None) -> frozenset[str] | None:
    """The ids of the sectors that ids or names mean; None for none. Raises ``BadQuestion`` for an unknown one."""
    return frozenset(map(sector_id, names)) if names else None


def sector_id(name: str) -> str:
    """The id of the sector that an id or a name means. Raises ``BadQuestion`` for an unknown one."""
    found = sector_named(name)
    if found is None:
        raise BadQuestion(f"there is no sector {name[:60]!r}: give an id or a name that `GET /v1/facts/sectors` lists")
    return found


def groups_named(names: Iterable[str] | None) -> frozenset[str] | None:
    """The ids of the groups of beneficiaries that ids or names mean; None for none. Raises ``BadQuestion`` for an unknown one."""
    return frozenset(map(group_id, names)) if names else None


def group_id(name: str) -> str:
    """The id of the group of beneficiaries that an id or a whole name means. Raises ``BadQuestion`` for an unknown one."""
    support = shipped_support()
    if any(name == group for group, _, _ in support.groups):
        return name
    for language in Language:
        found = support.find_beneficiaries(name.strip(), language)
        if len(found) == 1 and found[0].span.end - found[0].span.start == len(name.strip()):
            return found[0].group
    raise BadQuestion(f"there is no group of beneficiaries {name[:60]!r}: give an id or a name that `GET /v1/facts/measures` lists under `beneficiaries`")
