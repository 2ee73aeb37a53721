"""What a question names and no quotation of its answer holds: names, sectors and years.

Other words are not told: a question and its answer may say the same in different ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.glossary import find_terms
from service.claimed_figures import claimed_figures
from service.claimed_names import Word, claimed_names, named_in, unnamed
from service.dimensions import Dimension
from service.evidence import Answer, Evidence
from service.traits import taxonomy

_MOST = 4
_SHORTEST = 2
"""Of a sector: *ai* is who in Vietnamese."""
_NAMED = frozenset({Dimension.KIND, Dimension.ISSUER, Dimension.SECTOR})
"""What is read of a question as a whole, and so not as names letter by letter."""


def unheld(answer: Answer) -> tuple[str, ...]:
    """What the question names, as it was typed, of which quotations, titles, issuers, headings and told facts say nothing.

    Nothing for refusals and for questions that only name a document.
    """
    question = answer.question
    if answer.refusal or question.is_reference or question.text.isupper():
        return ()
    return tuple(dict.fromkeys((*_names(answer), *_sectors(answer), *_years(answer))))[:_MOST]


def _shown(item: Evidence) -> str:
    """All that a reader sees of a quotation."""
    headings = item.clause.headings if item.clause else ()
    return " . ".join(part for part in (item.quote, item.document.title, item.document.issuer or "", *headings) if part)


def _names(answer: Answer) -> Iterator[str]:
    question = answer.question
    understood = [claim.span for claim in question.understood if claim.dimension in _NAMED]
    taken = (*claimed_figures(question.text, (question.language,)).taken, *understood)
    known = {place for mention in find_terms(question.text, question.language) for place in range(mention.first_word, mention.last_word)}
    runs = [run for run in claimed_names(question.text, question.language, taken) if _tells(run, known)]
    sources = [named_in(_shown(item), item.document.language) for item in answer.evidence]
    sources += [named_in(line, question.language) for line in answer.told]
    missing = [unnamed(runs, question.text, question.language, source) for source in sources]
    if missing:
        yield from (name for name in missing[0] if all(name in others for others in missing))


def _tells(run: Sequence[Word], known: set[int]) -> bool:
    """Whether a run is the name of something: not how the question begins, no initial, no notion of the glossary, which has other names."""
    begins = run[0].position == 0 and not any(letter.isupper() for letter in run[0].text[1:]) and len(run) == 1
    return not begins and len(run[0].text) > 1 and not all(word.position in known for word in run)


def _sectors(answer: Answer) -> Iterator[str]:
    """Sectors that the question names and no quotation is about."""
    shown = [(_shown(item), item.document.language) for item in answer.evidence] + [(line, answer.question.language) for line in answer.told]
    about = {wider for text, language in shown for named in taxonomy().find(text, language) for wider in taxonomy().lineage(named.id)}
    said = frozenset(mention.term.id for text, language in shown for mention in find_terms(text, language))
    for claim in answer.question.understood:
        terms = {mention.term.id for mention in find_terms(claim.text, answer.question.language)}
        if claim.dimension is Dimension.SECTOR and claim.value not in about and not terms & said and len(claim.text) > _SHORTEST:
            yield claim.text


def _years(answer: Answer) -> Iterator[str]:
    text = " ".join((*map(_shown, answer.evidence), *answer.told, *(f"{item.document.date}" for item in answer.evidence)))
    yield from (str(year) for year in answer.question.years if not _holds_year(text, year))


def _holds_year(text: str, year: int) -> bool:
    """Whether a year stands in a text, or within a period there."""
    if re.search(rf"(?<!\d){year}(?!\d)", text):
        return True
    return any(int(first) <= year <= int(last) for first, last in re.findall(r"(?<!\d)((?:19|20)\d\d)\s?[-–]\s?((?:19|20)\d\d)(?!\d)", text))
