"""Which lines of an act stand inside a quotation, so that an article that it quotes is not taken for its own."""

from __future__ import annotations

_OPENING, _CLOSING = "“«", "”»"
_LONGEST_QUOTE = 6_000
"""Characters after which a quotation mark that was never closed no longer hides headings."""


class Quotations:
    """Follows the quotation marks of a text line by line.

    With ``at_line_starts`` only a quotation that begins a line is followed beyond it; others end with their line.
    """

    def __init__(self, text: str, *, at_line_starts: bool) -> None:
        self._at_line_starts = at_line_starts
        self._last_closing = max(text.rfind(mark) for mark in _CLOSING)
        self._start: int | None = None
        self._straight = False

    def open_at(self, line: str, start: int) -> bool:
        """Whether a quotation is open where the line begins, at offset ``start``; also takes note of the line's own marks."""
        inside = self._start is not None or self._straight
        if self._start is not None and start - self._start > _LONGEST_QUOTE:
            self._start, inside = None, False
        marks = [mark for mark in line if mark in _OPENING + _CLOSING]
        if self._at_line_starts and self._start is None and not line.startswith(tuple(_OPENING)):
            return inside
        unbalanced_end = len(marks) > 1 and line.endswith(tuple(_OPENING))  # « ... «, typed for « ... »
        if marks and marks[-1] in _OPENING and not unbalanced_end:
            self._start = start if self._start is None else self._start
        elif marks:
            self._start = None
        if line.count('"') % 2 and (self._straight or line.startswith('"')):
            self._straight = not self._straight
        return inside

    def never_closed(self, start: int) -> bool:
        """Whether no closing mark stands at ``start`` or below it."""
        return self._last_closing < start and not self._straight

    def forget(self) -> bool:
        """Takes any open quotation for closed; gives False, as no quotation is open then."""
        self._start, self._straight = None, False
        return False
