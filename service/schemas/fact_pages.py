"""Pages of lists of facts, with the facts in the JSON of the contract."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from corpus.nouns import Language
from service.engine import Snapshot
from service.factbook import FactLimits, FactList, find_measures, find_programmes, find_sectors, find_targets
from service.schemas.facts import FactOut, FactsOut, MeasureOut, ProgrammeOut, SectorOut, TargetOut, measure_out, programme_out, sector_out, target_out

USUAL_FACTS = 50
"""How many facts a page has when no number is given."""

_Find = Callable[[Snapshot, FactLimits], Sequence[Any]]
_Write = Callable[[Snapshot, Any, Language], FactOut]
_LISTS: dict[FactList, tuple[_Find, _Write]] = {
    FactList.TARGETS: (find_targets, target_out),
    FactList.MEASURES: (find_measures, measure_out),
    FactList.PROGRAMMES: (find_programmes, programme_out),
    FactList.SECTORS: (find_sectors, lambda _snapshot, fact, language: sector_out(fact, language)),
}
OUT_OF: dict[FactList, type[FactOut]] = {
    FactList.TARGETS: TargetOut,
    FactList.MEASURES: MeasureOut,
    FactList.PROGRAMMES: ProgrammeOut,
    FactList.SECTORS: SectorOut,
}
"""The JSON of the facts of each list."""


def facts_page(snapshot: Snapshot, kind: FactList, limits: FactLimits, language: Language, offset: int = 0, limit: int | None = USUAL_FACTS) -> FactsOut[Any]:
    """The facts that pass, from ``offset``, at most ``limit`` of them (all without one), with labels in a language."""
    find, write = _LISTS[kind]
    found = find(snapshot, limits)
    shown = found[offset : None if limit is None else offset + limit]
    return FactsOut(total=len(found), offset=offset, facts=[write(snapshot, fact, language) for fact in shown], index_generation=snapshot.name)
