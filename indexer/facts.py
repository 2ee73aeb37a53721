"""The targets of a document: which of its figures are wanted by it, by when, of what, and the statement that says so.

A figure is a target where the heading above it, the words of its sentence or a sentence that announces a list say so; not
where it is a rate of support, a condition, a tax, a result, or the number of something else. Budgets of programmes count as
targets of their own kind.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from corpus.acts import find_acts
from corpus.facts import Period, Quantity, Target, Unit
from corpus.folding import single_spaced
from corpus.goals import Sense, SenseMention, announces, find_senses, words
from corpus.nouns import Clause, Document, Language, Span
from corpus.quantities import QuantityMention, find_quantities
from indexer.aims import Surroundings, sense_of, senses_in, zone_above
from indexer.deadlines import Sentence, first_period, headings_above, period_in, period_of_document, period_of_headings, sentence_of
from indexer.segments import Segment, segments
from indexer.subjects import Subject, periods_cut, subject_of, terms_of
from indexer.target_rows import Row, row_at

_APPROVES = re.compile(
    r"(?:phê\s+duyệt|ban\s+hành|approuvant|promulguant|portant\s+(?:approbation|adoption)\s+d[eu](?:\s+la|\s+l['’])?)\s+(?:le\s+|la\s+|les\s+|l['’])?(?=\S{3})",
    re.IGNORECASE,
)
_LONGEST_PROGRAMME, _LONGEST_HEAD, _LONGEST_TITLE = 200, 1_500, 300
_WIDEST_WORDS = 30
_MOST_FIGURES, _LONGEST_SENTENCE = 60, 8_000
"""Beyond these a piece of text is a list of numbers, or no text at all, and states nothing."""
_PRONOUN = re.compile(r"(?:ils|elles|ceux-ci|celles-ci|chúng)", re.IGNORECASE)
_ANAPHOR = re.compile(r"(?:ces?|cet|cette)\s+(?:chiffres?|nombres?|proportion|part|taux)|(?:con\s+)?số\s+(?:này|đó)|tỷ\s+lệ\s+(?:này|đó)", re.IGNORECASE)


def find_targets(text: str, clauses: tuple[Clause, ...], document: Document) -> tuple[Target, ...]:
    """The targets of a document in the order of their figures; ``text`` and ``clauses`` as they are indexed.

    Documents in English have none, as only French and Vietnamese are read.
    """
    if document.language is Language.ENGLISH:
        return ()
    quantities = find_quantities(text, document.language)
    return tuple(_Reader(text, clauses, document, quantities).targets()) if quantities else ()


@dataclass(frozen=True, slots=True)
class _Lead:
    """Words above a list, how far they reach, and whether they announce aims."""

    cover: Span
    said: str
    announces: bool


@dataclass(slots=True)
class _Carried:
    """What earlier sentences leave to later ones: leads of lists and, within one clause, the last target and whom it counts."""

    clause: Clause | None = None
    leads: list[_Lead] = field(default_factory=list)
    last: Target | None = None
    period: Period | None = None


class _Reader:
    def __init__(self, text: str, clauses: tuple[Clause, ...], document: Document, quantities: list[QuantityMention]) -> None:
        self._text = text
        self._document = document
        self._language = document.language
        self._quantities = quantities
        self._starts = [mention.quantity.span.start for mention in quantities]
        self._segments = segments(text, clauses)
        self._title = single_spaced(document.title)
        self._title_end = _title_end(text)
        self._programme = _programme(self._title)
        self._head_end = min((clause.span.start for clause in clauses), default=0)
        self._period = period_of_document(document, text[: min(self._head_end or _LONGEST_HEAD, _LONGEST_HEAD)])
        self._carried = _Carried()
        self._previous: Target | None = None

    def targets(self) -> Iterator[Target]:
        """The targets, segment by segment."""
        for segment in self._segments:
            carried = self._carried
            carried.leads = [lead for lead in carried.leads if lead.cover.end > segment.span.start]
            if segment.clause != carried.clause:
                self._carried = _Carried(segment.clause, carried.leads)
            if not self._is_title(segment):
                yield from self._of_segment(segment)
            self._remember(segment)

    def _is_title(self, segment: Segment) -> bool:
        """Whether the segment is the title of the document or the heading of its clause, whose figures the text below says again."""
        said = single_spaced(self._text[segment.span.start : segment.span.end])
        if segment.clause is None:
            return segment.span.end <= self._title_end or (said in self._title and segment.span.start < len(self._title) + _LONGEST_TITLE)
        return said in headings_above(segment.clause)[:1] and segment.span.end < segment.clause.span.end

    def _remember(self, segment: Segment) -> None:
        said = self._text[segment.span.start : segment.span.end]
        announced = announces(said, self._language)
        if segment.leads or announced:
            end = segment.clause.span.end if segment.clause else len(self._text)
            self._carried.leads.append(_Lead(Span(segment.span.end, max(end, segment.span.end + 1)), said, announced))

    # One sentence.

    def _of_segment(self, segment: Segment) -> Iterator[Target]:
        inside = self._quantities[bisect_left(self._starts, segment.span.start) : bisect_left(self._starts, segment.span.end)]
        if not 0 < len(inside) <= _MOST_FIGURES or segment.span.end - segment.span.start > _LONGEST_SENTENCE:
            return
        sentence = sentence_of(self._text, segment.span, tuple(mention.span for mention in inside), self._language)
        place = _Place(segment, sentence, senses_in(self._text, segment.span, self._language), row_at(self._text, segment.span, self._language))
        found: list[Target] = []
        for mention in inside:
            self._take(mention, place, found)
        if found:
            self._carried.last = self._previous = found[-1]
            self._carried.period = next((target.period for target in reversed(found) if target.period and target.period.end), self._carried.period)
        yield from found

    def _take(self, mention: QuantityMention, place: _Place, found: list[Target]) -> None:
        """Adds the target that a figure is, or makes it the value from which an earlier one starts."""
        if found and _compares(self._text, mention, found[-1], self._language):
            found[-1] = replace(found[-1], baseline=mention.quantity)
            return
        announced = any(lead.announces for lead in self._carried.leads)
        around = Surroundings(
            place.sentence,
            place.senses,
            zone_above(place.segment.clause, self._language),
            announced,
            bool(found or self._carried.last),
            place.segment.span.start < self._head_end,
        )
        sense = sense_of(mention, around, self._document)
        if sense is None or (place.row and not self._is_value(mention, place.row)) or _said_again(mention, found, self._text):
            return
        found.append(self._target(mention, place, found, is_budget=sense is Sense.BUDGET))

    def _is_value(self, mention: QuantityMention, row: Row) -> bool:
        """Whether the figure of a row stands in a column that says what is wanted."""
        cell = row.cell_at(mention.quantity.span)
        return cell is not None and not row.tells_past(cell)

    # What is said of the figure.

    def _target(self, mention: QuantityMention, place: _Place, found: list[Target], *, is_budget: bool) -> Target:
        subject = self._subject(mention, place, found)
        indicator, population = self._words(subject.indicator) or self._above(place.segment), self._words(subject.population)
        return Target(
            programme=self._act_before(mention, place.sentence) or self._programme,
            indicator=indicator,
            population=population,
            quantity=_measured(mention, place.row),
            comparator=mention.comparator,
            span=place.segment.span,
            wording=self._words(mention.words),
            period=self._period_of(mention, place),
            baseline=mention.baseline,
            is_budget=is_budget,
            clause=place.segment.clause,
            indicator_span=subject.indicator,
            population_span=subject.population,
            indicator_terms=terms_of(indicator, self._language),
            population_terms=terms_of(population, self._language),
        )

    def _subject(self, mention: QuantityMention, place: _Place, found: list[Target]) -> Subject:
        """What the figure measures; a part, and a figure that names nothing itself, take what is missing from the one before."""
        if place.row:
            return Subject(place.row.label, None)
        subject = subject_of(place.sentence, mention, self._language)
        earlier = found[-1] if found else self._carried.last
        if subject.population and self._previous and _PRONOUN.fullmatch(self._text, subject.population.start, subject.population.end):
            subject = replace(subject, population=self._previous.population_span)
        if earlier is None:
            return subject
        named = subject.indicator and not _ANAPHOR.match(self._text, subject.indicator.start)
        if not named and (found or subject.indicator):
            subject = Subject(earlier.indicator_span, earlier.population_span)
        if self._is_part(mention, place.sentence) or (self._is_share(mention, subject) and found):
            subject = replace(subject, population=earlier.population_span or subject.population)
        return subject

    def _is_share(self, mention: QuantityMention, subject: Subject) -> bool:
        """Whether the figure is a share of what follows it, of a whole that is not named again: *environ 35 à 40 % des recettes*."""
        follows = subject.indicator is not None and subject.indicator.start >= mention.quantity.span.end
        return follows and subject.population is None and mention.quantity.unit is Unit.PERCENT

    def _words(self, span: Span | None) -> str:
        return single_spaced(self._text[span.start : span.end]) if span else ""

    def _above(self, segment: Segment) -> str:
        """What the words above name, where the sentence names nothing: the lead of its list, its heading, else the programme."""
        said = [lead.said for lead in reversed(self._carried.leads)] + headings_above(segment.clause)
        return next((kept for kept in (periods_cut(above, self._language) for above in said) if kept), self._programme)

    def _is_part(self, mention: QuantityMention, sentence: Sentence) -> bool:
        """Whether the figure counts a part of what the figure before counts: *dont plus de 40 %*, *trong đó trên 40%*."""
        start, end = max(sentence.span.start, mention.span.start - _WIDEST_WORDS), min(sentence.span.end, mention.span.end + _WIDEST_WORDS)
        return bool(words("part", self._language).search(self._text, start, end))

    def _period_of(self, mention: QuantityMention, place: _Place) -> Period | None:
        """When the figure counts: by its column, its sentence, the sentence before, the lead of its list, the headings above, or its document."""
        cell = place.row.cell_at(mention.quantity.span) if place.row else None
        if cell and place.row and (period := place.row.period(cell)):
            return period
        own = period_in(place.sentence, mention.quantity.span)
        if own and own.end is not None:
            return own
        leads = (first_period(lead.said, self._language) for lead in reversed(self._carried.leads))
        above = (
            self._carried.period
            or next((period for period in leads if period), None)
            or period_of_headings(place.segment.clause, self._language)
            or self._period
        )
        return replace(above, recurring=own.recurring if own else False) if above else own

    def _act_before(self, mention: QuantityMention, sentence: Sentence) -> str:
        """Another act whose aim the sentence reports: *Kế hoạch số 20/KH-UBND … đặt mục tiêu*."""
        said = [lead.said for lead in self._carried.leads if lead.announces] + [self._text[sentence.span.start : mention.span.start]]
        for before in reversed(said):
            acts = [act for act in find_acts(before, self._language) if act.number]
            if acts and acts[-1].number != self._document.number:
                after = before[acts[-1].span.end :]
                if any(sense.sense is Sense.GOAL for sense in find_senses(after, self._language)):
                    return single_spaced(before[acts[-1].span.start : acts[-1].span.end])
        return ""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a figure stands: its segment, the sentence with its periods and its words of senses, and the row of a table that it is."""

    segment: Segment
    sentence: Sentence
    senses: tuple[SenseMention, ...]
    row: Row | None


def _programme(title: str) -> str:
    """What a title calls the programme: what a decision approves, else the title itself."""
    approved = _APPROVES.search(title)
    name = title[approved.end() :] if approved else title
    return name if len(name) <= _LONGEST_PROGRAMME else name[:_LONGEST_PROGRAMME].rsplit(" ", 1)[0]


def _title_end(text: str) -> int:
    """Where the first line ends, when it is a title and no sentence."""
    line = text.lstrip("\n").split("\n", 1)[0]
    return len(text) - len(text.lstrip("\n")) + len(line) if len(line) <= _LONGEST_TITLE and not line.rstrip().endswith((".", ";")) else 0


def _measured(mention: QuantityMention, row: Row | None) -> Quantity:
    """The quantity, in the unit of its row where the figure has none of its own."""
    return replace(mention.quantity, unit=row.unit) if row and row.unit and not mention.has_unit else mention.quantity


def _compares(text: str, mention: QuantityMention, last: Target, language: Language) -> bool:
    """Whether a figure only says what the one before is compared with: *45 %, contre 30 % en 2020*."""
    start = mention.span.start
    return last.quantity.unit is mention.quantity.unit and bool(
        words("comparing", language).search(text, max(last.quantity.span.end, start - _WIDEST_WORDS), start)
    )


def _said_again(mention: QuantityMention, found: list[Target], text: str) -> bool:
    """Whether the figure only repeats the one before it in brackets, as in another language."""
    if not found:
        return False
    last = found[-1].quantity
    between = text[last.span.end : mention.span.start]
    same = (last.low, last.high, last.unit) == (mention.quantity.low, mention.quantity.high, mention.quantity.unit)
    return same and "(" in between and ")" not in between
