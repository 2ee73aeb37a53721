"""Facts that are stored come back equal, whatever they hold."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from corpus.criteria import Criterion, Dimension, Offer
from corpus.facts import Comparator, Period, Quantity, Target, Unit
from corpus.nouns import Clause, ClauseLevel, ClauseStep, DocumentNumber, Language, Span
from corpus.support import Beneficiary, Condition, Measure, Per, Programme, Rate, SectorMention, Size, SupportKind
from indexer.extraction import Facts, extract
from indexer.fact_tables import FactKind, fact_rows, offer, programme, sector_mention, target
from tests.fakes import word_starts
from tests.service.policies import DECREE, HANOI

_WORDS = st.text("ađếộ 1-\n“", min_size=1, max_size=12).filter(str.strip)
_SPANS = st.tuples(st.integers(0, 50), st.integers(1, 50)).map(lambda pair: Span(pair[0], pair[0] + pair[1]))
_YEARS = st.integers(1900, 2100)
_CLAUSES = st.builds(
    lambda label, heading, span: Clause((ClauseStep(ClauseLevel.ARTICLE, "5"), ClauseStep(ClauseLevel.CLAUSE, "2")), (label, "Khoản 2"), (heading, ""), span),
    _WORDS,
    _WORDS,
    _SPANS,
)
_FIGURES = st.decimals(0, 10**15, allow_nan=False, allow_infinity=False, places=2)


@st.composite
def _quantities(draw: st.DrawFn) -> Quantity:
    low = draw(_FIGURES)
    return Quantity(low, draw(st.one_of(st.none(), st.just(low + 1))), draw(st.sampled_from(Unit)), Span(10, 20))


_PERIODS = st.one_of(
    _YEARS.map(lambda year: Period(year, year + 5) if year < 2090 else Period(end=year)),
    st.dates(dt.date(1950, 1, 1), dt.date(2099, 1, 1)).map(lambda day: Period(end=day.year, until=day)),
    st.just(Period(recurring=True)),
)
_TARGETS = st.builds(
    Target, programme=_WORDS, indicator=_WORDS, population=st.text(max_size=5), quantity=_quantities(), comparator=st.sampled_from(Comparator),
    span=st.just(Span(0, 60)), period=st.one_of(st.none(), _PERIODS), baseline=st.one_of(st.none(), _quantities()), is_budget=st.booleans(),
    clause=st.one_of(st.none(), _CLAUSES), indicator_span=st.one_of(st.none(), _SPANS), indicator_terms=st.sampled_from([(), ("a", "b")]),
)  # fmt: skip
_RATES = st.builds(
    Rate, quantity=_quantities(), comparator=st.sampled_from(Comparator), span=st.just(Span(10, 20)), of=st.text(max_size=5),
    per=st.lists(st.sampled_from(Per), max_size=2).map(tuple), sizes=st.frozensets(st.sampled_from(Size)),
)  # fmt: skip
_MEASURES = st.builds(
    Measure, kind=st.sampled_from(SupportKind), span=st.just(Span(0, 60)), name=_WORDS, name_span=st.just(Span(0, 8)), clause=st.one_of(st.none(), _CLAUSES),
    beneficiaries=st.lists(st.builds(Beneficiary, st.just("sme"), _SPANS), max_size=2).map(tuple), sizes=st.frozensets(st.sampled_from(Size)),
    rates=st.lists(_RATES, max_size=2).map(tuple), period=st.one_of(st.none(), _PERIODS),
    conditions=st.lists(st.builds(Condition, _SPANS, st.one_of(st.none(), _CLAUSES), st.booleans(), st.one_of(st.none(), _SPANS)), max_size=2).map(tuple),
)  # fmt: skip
_LEAVES = st.one_of(
    st.builds(Criterion, st.just(Dimension.OTHER), _SPANS, _WORDS, st.one_of(st.none(), _CLAUSES), excludes=st.booleans()),
    st.builds(Criterion, st.just(Dimension.SIZE), _SPANS, _WORDS, allowed=st.just(("micro", "small"))),
    st.builds(Criterion, st.just(Dimension.STAFF), _SPANS, _WORDS, quantity=_quantities(), comparator=st.sampled_from(Comparator)),
)
_CRITERIA = st.one_of(_LEAVES, st.builds(Criterion, st.just(Dimension.OTHER), _SPANS, _WORDS, any_of=st.lists(_LEAVES, min_size=1, max_size=3).map(tuple)))
_PLACES = st.builds(Criterion, st.just(Dimension.PLACE), _SPANS, _WORDS, allowed=st.just(("Hà Nội",)))
_OFFERS = st.builds(Offer, _MEASURES, st.lists(_CRITERIA, max_size=3).map(tuple), st.one_of(st.none(), _PLACES))
_PROGRAMMES = st.builds(
    Programme, names=_WORDS.map(lambda name: ((Language.FRENCH, name), (Language.VIETNAMESE, "Chương trình"))), span=_SPANS,
    number=st.sampled_from([None, DocumentNumber(80, 2021, "NĐ", "CP"), DocumentNumber(6126, None, "QĐ", "UBND")]), period=st.one_of(st.none(), _PERIODS),
    vision=st.one_of(st.none(), _YEARS), clause=st.one_of(st.none(), _CLAUSES), own=st.booleans(), parts=st.lists(_WORDS, max_size=2).map(tuple),
)  # fmt: skip


@given(_TARGETS)
def test_targets(fact: Target) -> None:
    """A target comes back with its exact figure, its period and its clause."""
    assert target(TypeAdapter(Target).dump_json(fact).decode()) == fact


@given(_OFFERS)
def test_offers(fact: Offer) -> None:
    """A measure comes back with all that it asks, alternatives and the place of its act among it."""
    assert offer(TypeAdapter(Offer).dump_json(fact).decode()) == fact


@given(_PROGRAMMES)
def test_programmes(fact: Programme) -> None:
    """A programme comes back with its names by language and the number of its act."""
    assert programme(TypeAdapter(Programme).dump_json(fact).decode()) == fact


@given(_SPANS, st.one_of(st.none(), _CLAUSES))
def test_mentions_of_sectors(span: Span, clause: Clause | None) -> None:
    """A mention of a sector comes back with its clause."""
    fact = SectorMention("handicraft", span, clause)
    assert sector_mention(TypeAdapter(SectorMention).dump_json(fact).decode()) == fact


def test_rows_of_a_document() -> None:
    """Each fact is one row, numbered through the kinds, with what facts of its kind are asked for by, and where it stands."""
    extraction = extract((HANOI + DECREE).encode(), "a.txt", word_starts)
    rows = fact_rows(extraction)
    facts = extraction.facts
    assert [row[:2] for row in rows] == [(extraction.document.id, position) for position in range(len(rows))]
    keys = [None] * len(facts.targets) + [str(one.kind) for one in facts.measures] + [None] * len(facts.programmes) + [one.sector for one in facts.sectors]
    assert [row[3] for row in rows] == keys
    read = {FactKind.TARGET: target, FactKind.MEASURE: offer, FactKind.PROGRAMME: programme, FactKind.SECTOR: sector_mention}
    again = {kind: tuple(read[kind](str(row[6])) for row in rows if row[2] == kind) for kind in FactKind}
    assert facts.targets
    assert facts.offers
    assert Facts(again[FactKind.TARGET], again[FactKind.MEASURE], again[FactKind.PROGRAMME], again[FactKind.SECTOR]) == facts  # type: ignore[arg-type]
    assert all(extraction.text[int(str(row[4])) : int(str(row[5]))].strip() for row in rows)
