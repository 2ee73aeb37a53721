"""What measures of support ask: conditions inside their sentences, in their article, and under headings of conditions."""

from __future__ import annotations

from corpus.support import Condition
from corpus.support_rules import Stance, Wording, stance_of
from indexer.giving import SupportReader
from indexer.support_context import Piece, headings_above, same_article


class Requirements:
    """The conditions of one document, to find those of each measure."""

    def __init__(self, reader: SupportReader) -> None:
        """Reads the conditions once."""
        self._reader = reader
        self._asked = [(piece, self._as_condition(piece)) for piece in reader.pieces if not piece.leads and self._is_condition(piece)]

    def of(self, piece: Piece) -> tuple[Condition, ...]:
        """The conditions of what a piece gives: its own words, the rest of its article, the articles of conditions."""
        own = [Condition(span, piece.clause) for span in self._reader.conditions_in(piece.span)]
        near = [condition for other, condition in self._asked if other != piece and same_article(piece.clause, other.clause)]
        beside = [condition for other, condition in self._asked if other != piece and condition not in near and self._is_for_all(other)]
        return (*own, *near, *beside)

    def _is_condition(self, piece: Piece) -> bool:
        """Whether a piece asks something of those who want help."""
        return piece.stance is Stance.CONDITIONS or (piece.stance is Stance.HELP and self._reader.asks(piece.span) and not self._reader.states(piece))

    def _as_condition(self, piece: Piece) -> Condition:
        """A piece as a condition: whether it, or the lead of its list, refuses, and whether it is one of alternatives."""
        refused = any(self._reader.has(span, Wording.EXCLUSION) for span in (piece.span, *piece.lists))
        one_of = next((lead for lead in piece.lists if self._reader.has(lead, Wording.ONE_OF)), None)
        return Condition(piece.span, piece.clause, refused, one_of)

    def _is_for_all(self, piece: Piece) -> bool:
        """Whether a condition stands under a heading that announces conditions, and not among those of one thing."""
        heading = next(headings_above(piece.clause), "")
        return bool(heading) and stance_of(heading, self._reader.language) is Stance.CONDITIONS
