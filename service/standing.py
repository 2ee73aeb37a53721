"""Values that say whether an act holds, and what other acts did to it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from corpus.clauses import citation_label
from corpus.nouns import Clause, Document, Relation, RelationKind, Span


class Standing(StrEnum):
    """Whether an act, or a clause of it, holds on a day."""

    IN_FORCE = "in_force"
    AMENDED = "amended"
    REPLACED = "replaced"
    REPEALED = "repealed"
    EXPIRED = "expired"
    NOT_YET = "not_yet_in_force"

    @property
    def in_force(self) -> bool:
        """Whether it holds, changed or not."""
        return self in {Standing.IN_FORCE, Standing.AMENDED}


_STANDING_AFTER = {RelationKind.AMENDS: Standing.AMENDED, RelationKind.REPLACES: Standing.REPLACED, RelationKind.REPEALS: Standing.REPEALED}


@dataclass(frozen=True, slots=True)
class Change:
    """What an indexed act did to another one: where it says so, from when it counts, whether all of what was asked for changed."""

    kind: RelationKind
    by: Document
    span: Span
    quote: str
    clause: Clause | None
    effective: dt.date | None
    whole: bool

    @property
    def clause_label(self) -> str:
        """The clause of the changing act, as its language names it; empty outside clauses."""
        return citation_label(self.clause, self.by.language) if self.clause else ""

    @property
    def standing(self) -> Standing:
        """How what was asked for stands after the change; what lost a part is amended."""
        return _STANDING_AFTER[self.kind] if self.whole else Standing.AMENDED


@dataclass(frozen=True, slots=True)
class State:
    """How an act or a clause stands on a day, with the changes that made it so, the latest first.

    ``from_date`` is the day on which it comes into force where it does not yet hold.
    """

    standing: Standing
    changes: tuple[Change, ...] = ()
    from_date: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Related:
    """A relation with the document that states it and the indexed document that it is to, where there is one."""

    by: Document
    relation: Relation
    to: Document | None
