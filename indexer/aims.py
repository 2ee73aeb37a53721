"""Which figures of a document are wanted by it: what the headings above, the words around and the sentences before make of each."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from corpus.facts import Unit
from corpus.goals import Sense, SenseMention, Zone, find_senses, reports, zone_of
from corpus.nouns import Clause, Document, Kind, Language, Span
from corpus.quantities import QuantityMention
from indexer.deadlines import Sentence, headings_above, period_in

_RULING = frozenset({Kind.LAW, Kind.DECREE, Kind.CIRCULAR, Kind.CONSOLIDATED, Kind.ORDER, Kind.REGULATION, Kind.CONTRACT, Kind.DELIBERATION, Kind.NOTICE})
"""Kinds of documents whose figures are rules unless they say that they are aims."""
_LONGEST_HEADING = 120
_WIDEST_WORDS = 30
_LASTS = re.compile(
    r"(?:\btrong|\bsau|\bpendant|\ben|\baprès|\bsous|\btừ|\bmỗi|\btous\s+les|\bchaque|\bđịnh\s+kỳ|\bd['’]ici|\bdurant|\bsur)\s+(?:\w+\s+)?$", re.IGNORECASE
)
"""Words in front of a duration that is no value but says how long something lasts."""
_NOUN = re.compile(r"[\s\u00a0\u202f]+(?:[A-ZĐ]{2,}\b|\(?[a-zà-ỹđœ])")
_VALUE = re.compile(r"(?:\b(?:là|bằng|còn|gồm|est\s+de|sont\s+de|à|soit|égale?\s+à)|:|\|)\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What bears on the figures of one sentence: its words of senses, the zone of its clause, whether earlier words announce or state aims."""

    sentence: Sentence
    senses: tuple[SenseMention, ...]
    zone: Zone | None
    announced: bool = False
    after_aim: bool = False
    in_head: bool = False
    """Whether it stands above the first clause, among the names, dates and reasons of an act."""


def senses_in(text: str, span: Span, language: Language) -> tuple[SenseMention, ...]:
    """The words of senses in a sentence, as offsets into the whole text."""
    found = find_senses(text[span.start : span.end], language)
    return tuple(replace(mention, span=Span(span.start + mention.span.start, span.start + mention.span.end)) for mention in found)


def zone_above(clause: Clause | None, language: Language) -> Zone | None:
    """What the innermost heading that says it makes of a clause; long headings are sentences and say nothing of the kind."""
    short = (heading for heading in headings_above(clause) if len(heading) <= _LONGEST_HEADING)
    return next((zone for heading in short if (zone := zone_of(heading, language))), None)


def sense_of(mention: QuantityMention, around: Surroundings, document: Document) -> Sense | None:
    """Whether a figure is wanted (``GOAL``), the budget of a programme (``BUDGET``), or neither."""
    if not _counts(mention, around.sentence) or _only_lasts(mention, around):
        return None
    here = {sense.sense for sense in around.senses if _governs(sense, mention, around.sentence, document.language)}
    ruling = document.kind in _RULING
    costs = around.zone is Zone.BUDGET or Sense.BUDGET in here
    if mention.quantity.unit.is_money and costs and not here & {Sense.PAST, Sense.RULE} and not ruling:
        return Sense.BUDGET
    return Sense.GOAL if _is_wanted(mention, around, here, document) else None


def _is_wanted(mention: QuantityMention, around: Surroundings, here: set[Sense], document: Document) -> bool:
    """Whether headings, words and what was said before make a figure an aim; the first of them that decides counts."""
    ruling = document.kind in _RULING
    wanted = Sense.GOAL in here or around.announced
    sentence = around.sentence
    if Sense.GOAL not in here and reports(sentence.text[sentence.span.start : sentence.span.end], document.language):
        return False
    if Sense.PAST in here and not (Sense.GOAL in here and _latest(around.senses, mention) is Sense.GOAL):
        return False
    if around.zone is Zone.GOAL or (around.zone is None and wanted and not ruling):
        return True
    if Sense.RULE in here or (around.in_head and Sense.GOAL not in here):
        return False
    return wanted or (not ruling and _is_hoped(mention, around, here, document))


def _governs(sense: SenseMention, mention: QuantityMention, sentence: Sentence, language: Language) -> bool:
    """Whether words of a sense speak of the figure: aims and budgets in front of it or beside it, the rest within its piece of the sentence."""
    figure = mention.quantity.span
    if not sentence.piece(figure, weak=False).covers(sense.span):
        return sense.sense in {Sense.GOAL, Sense.BUDGET} and sense.span.start < figure.start
    if sense.sense is not Sense.PAST or sense.span.start < figure.start:
        return True
    return language is Language.FRENCH and sentence.piece(figure, weak=True).covers(sense.span)


def _latest(senses: tuple[SenseMention, ...], mention: QuantityMention) -> Sense | None:
    """The sense of the last words of an aim or of a result in front of the figure."""
    before = [sense.sense for sense in senses if sense.span.end <= mention.quantity.span.start and sense.sense in {Sense.GOAL, Sense.PAST}]
    return before[-1] if before else None


def _only_lasts(mention: QuantityMention, around: Surroundings) -> bool:
    """Whether a duration says how long something lasts and is no aim itself."""
    if not mention.quantity.unit.is_duration:
        return False
    start = mention.span.start
    return around.zone is not Zone.GOAL or bool(_LASTS.search(around.sentence.text, max(0, start - _WIDEST_WORDS), start))


def _counts(mention: QuantityMention, sentence: Sentence) -> bool:
    """Whether a figure without a unit counts something: its noun follows, or words of a value stand in front of it."""
    if mention.has_unit or mention.words is not None:
        return True
    span = mention.quantity.span
    if not any(letter.isdigit() for letter in sentence.text[span.start : span.end]):
        return False
    in_front = _VALUE.search(sentence.text, max(sentence.span.start, span.start - _WIDEST_WORDS), span.start)
    return bool(in_front or _NOUN.match(sentence.text, span.end, sentence.span.end))


def _is_hoped(mention: QuantityMention, around: Surroundings, here: set[Sense], document: Document) -> bool:
    """Whether weaker signs make the figure wanted: a future, a deadline ahead, or an aim that the sentence before states."""
    if around.zone in {Zone.PAST, Zone.RULE}:
        return False
    period = period_in(around.sentence, mention.quantity.span)
    end = period.end if period else None
    this_year = document.date.year if document.date else None
    if end is not None and this_year is not None and end < this_year:
        return False
    if Sense.HOPE in here:
        return around.zone is None or period is not None or mention.quantity.unit in {Unit.COUNT, Unit.PERCENT}
    if around.zone is Zone.SUPPORT:
        return False
    ahead = period is not None and end is not None and (end > this_year if this_year else period.start is None)
    return around.after_aim or ahead
