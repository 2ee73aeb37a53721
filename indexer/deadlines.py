"""Which period governs a figure: the nearest in its sentence, else the one of the words above it, else that of the document.

Years stand before what they govern (*đến năm 2025 cung ứng 45%*) or behind it (*45% vào năm 2020 và 65% vào năm 2025*); the
pieces between commas and semicolons tell which.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace

from corpus.facts import Period
from corpus.nouns import Clause, ClauseLevel, Document, Language, Span
from corpus.periods import PeriodMention, find_periods

_STRONG = re.compile(r"[;|]")
_WEAK = re.compile(r",(?!\d)|[;|]")
_TRAILS = re.compile(r"\s*(?:$|[.,;:|)(]|(?:và|et|puis|còn|ainsi|alors|tandis|so\s+với|par\s+rapport)\b)", re.IGNORECASE)
_TELLS_OF_THINGS = re.compile(r"\b(?:đã|được\s+thành\s+lập|khởi\s+công|déjà|créée?s|lancée?s|ouverte?s)\b", re.IGNORECASE)
_OF_A_NAME = re.compile(
    r"\b(?:quy\s+hoạch|kế\s+hoạch|chương\s+trình|đề\s+án|chiến\s+lược|nghị\s+quyết|plans?|programmes?|schéma|stratégie|résolution)\b[^,;]*$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence with its periods and figures, as offsets into the text of its document."""

    text: str
    span: Span
    periods: tuple[PeriodMention, ...]
    figures: tuple[Span, ...]

    def piece(self, figure: Span, *, weak: bool) -> Span:
        """The part of the sentence around a figure, between semicolons or, ``weak``, between commas."""
        line = self.text[self.span.start : self.span.end]
        cuts = [self.span.start + match.end() for match in (_WEAK if weak else _STRONG).finditer(line)]
        starts = [self.span.start, *cuts]
        index = bisect_right(starts, figure.start) - 1
        end = starts[index + 1] if index + 1 < len(starts) and starts[index + 1] >= figure.end else self.span.end
        return Span(starts[index], end)


def sentence_of(text: str, span: Span, figures: tuple[Span, ...], language: Language) -> Sentence:
    """The sentence with its periods read."""
    periods = tuple(
        replace(mention, span=Span(span.start + mention.span.start, span.start + mention.span.end))
        for mention in find_periods(text[span.start : span.end], language)
        if not any(figure.overlaps(Span(span.start + mention.span.start, span.start + mention.span.end)) for figure in figures) or mention.period.recurring
    )
    return Sentence(text, span, periods, figures)


def period_in(sentence: Sentence, figure: Span) -> Period | None:
    """The period that the sentence itself gives to a figure, with whether it comes again each year."""
    years = _years(sentence, figure)
    recurring = any(mention.period.recurring and _repeats(sentence, figure, mention.span) for mention in sentence.periods)
    if years is None:
        return Period(recurring=True) if recurring else None
    return replace(years, recurring=recurring)


def _repeats(sentence: Sentence, figure: Span, words: Span) -> bool:
    """Whether words such as *par an* speak of the figure: they stand in its piece, and no other figure between or before them there."""
    piece = sentence.piece(figure, weak=True)
    if not piece.covers(words):
        return False
    others = [other for other in sentence.figures if piece.covers(other) and not other.overlaps(figure)]
    if words.start >= figure.end:
        return not any(figure.end <= other.start < words.start for other in others)
    return not any(other.end <= figure.start for other in others)


def _years(sentence: Sentence, figure: Span) -> Period | None:
    dated = [mention for mention in sentence.periods if not mention.period.recurring and _governs(sentence, figure, mention)]
    weak, strong = sentence.piece(figure, weak=True), sentence.piece(figure, weak=False)
    near = [mention for mention in dated if weak.covers(mention.span)]
    before = [mention for mention in dated if mention.span.end <= figure.start]
    after = [mention for mention in dated if mention.span.start >= figure.end]
    next_figure = min((other.start for other in sentence.figures if other.start >= figure.end), default=sentence.span.end)
    trailing = [
        mention
        for mention in after
        if mention in near
        and mention.span.start < next_figure
        and _TRAILS.match(sentence.text, mention.span.end, max(mention.span.end, min(next_figure, weak.end)))
    ]
    choice = [
        *trailing[:1],
        *[mention for mention in before if mention in near][-1:],
        *[mention for mention in after if mention in near and mention.span.start < next_figure][:1],
        *before[-1:],
        *[mention for mention in after if strong.covers(mention.span) and not mention.is_vision][:1],
    ]
    return choice[0].period if choice else None


def _governs(sentence: Sentence, figure: Span, mention: PeriodMention) -> bool:
    """Whether a period can govern the figure: it does not tell of the things that are counted, nor stand in a plan's name."""
    piece = sentence.piece(mention.span, weak=True)
    if mention.span.start >= figure.end and _TELLS_OF_THINGS.search(sentence.text, figure.end, mention.span.start):
        return False
    if mention.span.start >= figure.end:
        return not _OF_A_NAME.search(sentence.text, max(piece.start, figure.end), mention.span.start)
    apart = not sentence.piece(figure, weak=False).covers(mention.span)
    words = _OF_A_NAME.search(sentence.text, piece.start, mention.span.start)
    return not (apart and words and not any(letter.isdigit() for letter in words.group()))


def first_period(words: str, language: Language) -> Period | None:
    """The period that a heading or a lead gives to what stands below it; a vision only where there is no other."""
    dated = [mention for mention in find_periods(words, language) if not mention.period.recurring]
    ordered = sorted(dated, key=lambda mention: mention.is_vision)
    return ordered[0].period if ordered else None


def headings_above(clause: Clause | None) -> list[str]:
    """The headings above what stands in a clause, the innermost first; a heading without a number is its own label."""
    if clause is None:
        return []
    named = zip(clause.steps, clause.labels, clause.headings, strict=True)
    return [heading or label for step, label, heading in reversed(list(named)) if heading or step.level is ClauseLevel.HEADING]


def period_of_headings(clause: Clause | None, language: Language) -> Period | None:
    """The period of the innermost heading above a figure that has one."""
    return next((period for heading in headings_above(clause) if (period := first_period(heading, language))), None)


def period_of_document(document: Document, head: str) -> Period | None:
    """The years that the document itself says it covers: in its title, else in the ``head`` of its text as its fields have them."""
    if period := first_period(document.title, document.language):
        return period
    said = [mention.period for mention in find_periods(head, document.language) if not mention.period.recurring and not mention.is_vision]
    return next((period for period in said if document.period and str(period) in {document.period, document.period.replace(" ", "")}), None)
