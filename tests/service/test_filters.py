"""Filters admit exactly the documents that have all that is asked for, in whichever spelling it is asked."""

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.nouns import Authority, Document, DocumentNumber, Kind, Language, Level
from service.authorities import read_authority
from service.dimensions import Dimension
from service.engine import Engine, Snapshot
from service.errors import BadQuestion
from service.filters import Filters, year_of, years_covered
from service.questions import read_question
from service.retrieval import candidates, search
from tests.service.acts import AFTER, BEFORE, BETWEEN

PLAN = Document(
    id="plan",
    language=Language.VIETNAMESE,
    kind=Kind.PLAN,
    title="Kế hoạch",
    issuer="Ủy ban nhân dân thành phố Hà Nội",
    level=Level.PROVINCE,
    place="Hà Nội",
    date=dt.date(2025, 12, 10),
    period="2026-2030",
)


@pytest.mark.parametrize(
    ("filters", "admitted"),
    [
        (Filters(), True),
        (Filters(language=Language.VIETNAMESE), True),
        (Filters(language=[Language.FRENCH, Language.VIETNAMESE]), True),
        (Filters(language=Language.FRENCH), False),
        (Filters(kind=[Kind.DECISION, Kind.PLAN]), True),
        (Filters(kind=[Kind.DECISION, Kind.LAW]), False),
        (Filters(kind=[]), False),
        (Filters(authority=Authority.PLAN), True),
        (Filters(level=Level.PROVINCE), True),
        (Filters(level=Level.STATE), False),
        (Filters(issuer="UBND thành phố Hà Nội"), True),
        (Filters(issuer="uy ban nhan dan tp ha noi"), True),
        (Filters(issuer="Comité populaire de la ville de Hanoï"), True),
        (Filters(issuer="Hanoi People's Committee"), True),
        (Filters(issuer="UBND"), True),
        (Filters(issuer="thành phố Hà Nội"), True),
        (Filters(issuer="UBND thành phố Đà Nẵng"), False),
        (Filters(issuer="Chính phủ"), False),
        (Filters(issuer=["Chính phủ", "UBND Hà Nội"]), True),
        (Filters(place="Hanoï"), True),
        (Filters(place=["Vietnam", "ha noi"]), True),
        (Filters(place="Hải Phòng"), False),
        (Filters(year=2025), True),
        (Filters(year=[2024, 2025]), True),
        (Filters(year=2026), False),
        (Filters(year_from=2025), True),
        (Filters(year_to=2025), True),
        (Filters(year_from=2020, year_to=2024), False),
        (Filters(year=[2024, 2025], year_to=2024), False),
        (Filters(period=2026), True),
        (Filters(period=2030), True),
        (Filters(period=2031), False),
        (Filters(document_ids=["plan"]), True),
        (Filters(document_ids=[]), False),
        (Filters(kind=Kind.PLAN, place="Hải Phòng"), False),
    ],
)
def test_a_plan(filters: Filters, *, admitted: bool) -> None:
    """Within a dimension one value suffices, and every dimension must agree; spellings of issuers and places do not count."""
    assert filters.admits(PLAN) is admitted


def test_the_year_of_a_document() -> None:
    """The date tells it, without one the number; a document without either is of no year, and passes no filter of years."""
    numbered = replace(PLAN, date=None, number=DocumentNumber(80, 2021, "NĐ", "CP"))
    assert (year_of(PLAN), year_of(numbered), year_of(replace(PLAN, date=None))) == (2025, 2021, None)
    assert Filters(year=2021).admits(numbered)
    assert not Filters(year_from=1900).admits(replace(PLAN, date=None))
    assert (list(years_covered(replace(PLAN, period="2030"))), list(years_covered(replace(PLAN, period=None)))) == ([2030], [])


def test_one_value_and_a_list_of_it_are_the_same() -> None:
    """Filters that say the same are equal, so what was looked up for one serves the other."""
    assert Filters(kind=Kind.PLAN, year=2025) == Filters(kind=[Kind.PLAN], year=(2025, 2025))
    assert hash(Filters(sector="điện tử")) == hash(Filters(sector="electronics"))


def test_empty() -> None:
    """A day alone limits nothing; a dimension that is taken out no longer does."""
    assert Filters().empty
    assert Filters(as_of=dt.date(2025, 1, 1)).empty
    assert not Filters(in_force=False).empty
    assert Filters(year_from=2020, year=2021).without(Dimension.YEAR).empty
    assert Filters(year_to=2020).limits(Dimension.YEAR)
    assert not Filters(year_to=2020).limits(Dimension.KIND)


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"sector": "poésie"}, "there is no sector 'poésie': give an id or a name that `GET /v1/documents` counts"),
        ({"year_from": 2030, "year_to": 2020}, "the years from 2030 to 2020 are none: give the earlier one as year_from"),
    ],
)
def test_what_cannot_be(values: dict[str, str], sentence: str) -> None:
    """A sector that does not exist and years in the wrong order are refused in one sentence."""
    with pytest.raises(BadQuestion, match=sentence):
        Filters(**values)  # type: ignore[arg-type]  # the table holds values of several fields


def test_sectors_and_force_need_more_than_a_document() -> None:
    """What is not in the fields of a document cannot be judged by them alone, and is never passed over."""
    for filters in (Filters(sector="electronics"), Filters(in_force=True)):
        with pytest.raises(ValueError, match="give the traits of its store"):
            filters.admits(PLAN)


@pytest.mark.parametrize(
    ("one", "other", "means"),
    [
        ("Chính phủ", "Gouvernement du Vietnam", True),
        ("Government", "Chính phủ", True),
        ("Thủ tướng Chính phủ", "Chính phủ", False),
        ("Bộ Kế hoạch và Đầu tư", "Ministère du Plan et de l'Investissement", True),
        ("Ministry of Finance", "Bộ Tài chính", True),
        ("VOVWORLD", "VOVWORLD", True),
        ("courrier du vietnam", "Le Courrier du Vietnam (VNA/CVN)", True),
        ("ViOV", "VOVWORLD", False),
    ],
)
def test_names_of_authorities(one: str, other: str, *, means: bool) -> None:
    """An authority is known under its names in three languages; one that the rules do not know under words of its name."""
    assert read_authority(one).means(read_authority(other)) is means


def test_sectors(snapshot: Snapshot) -> None:
    """A document is of the sectors that its title and headings name and of the wider ones; any name of a sector asks for it."""
    found = [str(document.number and document.number.number) for document in snapshot.documents if Filters(sector="CNHT").admits(document, snapshot.traits)]
    assert found == ["6126"]
    for document in snapshot.documents:
        for sector in snapshot.traits.sectors(document):
            assert Filters(sector=sector).admits(document, snapshot.traits)


@pytest.mark.parametrize(
    ("day", "gone"),
    [(BEFORE, set()), (BETWEEN, set()), (AFTER, {"10", "order"})],
)
def test_what_is_in_force_on_a_day(acts: Engine, day: dt.date, gone: set[str]) -> None:
    """Passages of acts that were repealed before the day are left out, acts of after it as well, and the rest is what no longer holds."""
    snapshot = acts.snapshot()
    holding, not_holding = snapshot.rows(Filters(in_force=True, as_of=day)), snapshot.rows(Filters(in_force=False, as_of=day))
    assert holding is not None
    assert not_holding is not None
    assert sorted([*holding.tolist(), *not_holding.tolist()]) == list(range(snapshot.generation.manifest.passages))
    documents = [snapshot.document_of(row) for row in not_holding.tolist()]
    past = {str(document.number.number) if document.number else document.kind for document in documents if document.date and document.date <= day}
    assert past == gone
    assert all(document.date and document.date <= day for document in (snapshot.document_of(row) for row in holding.tolist()))


def brute_force(snapshot: Snapshot, text: str, filters: Filters, engine: Engine) -> list[int]:
    """The rows of all admitted passages by the cosine of every single vector, best first."""
    vector = engine.encoder.encode_query(text)
    rows = [
        row
        for row in range(snapshot.generation.manifest.passages)
        if filters.without(Dimension.IN_FORCE).admits(snapshot.document_of(row), snapshot.traits)
        and (filters.in_force is None or snapshot.traits.rows_in_force(filters.as_of)[row] == filters.in_force)
    ]
    cosines = {row: float(snapshot.generation.vectors.vectors(np.array(rows, dtype=np.int64))[position] @ vector) for position, row in enumerate(rows)}
    return sorted(rows, key=lambda row: -cosines[row])


_FILTERS = st.builds(
    Filters,
    language=st.none() | st.sets(st.sampled_from([Language.FRENCH, Language.VIETNAMESE]), min_size=1),
    kind=st.none() | st.sets(st.sampled_from([Kind.DECREE, Kind.ORDER, Kind.PLAN]), min_size=1),
    year=st.none() | st.sets(st.sampled_from([2020, 2022, 2024, 1999]), min_size=1, max_size=2),
    in_force=st.none() | st.booleans(),
    as_of=st.none() | st.sampled_from([BEFORE, BETWEEN, AFTER]),
)


@given(_FILTERS, st.sampled_from(["hỗ trợ làng nghề gốm sứ", "aide aux potiers", "hiệu lực"]))
def test_filtered_search_is_exact(acts: Engine, filters: Filters, text: str) -> None:
    """Whatever the filters, the candidates are all admitted passages with their true cosines, and none is missed or invented."""
    snapshot = acts.snapshot()
    question = read_question(text)
    found = candidates(snapshot, acts.encoder, question, 10, filters)
    expected = brute_force(snapshot, snapshot.reading(question), filters, acts)
    assert sorted(found.rows.tolist()) == sorted(expected)
    cosines = dict(zip(found.rows.tolist(), found.cosines.tolist(), strict=True))
    vector = acts.encoder.encode_query(snapshot.reading(question))
    for row in expected:
        assert cosines[row] == pytest.approx(float(snapshot.generation.vectors.vectors(np.array([row], dtype=np.int64))[0] @ vector), abs=1e-5)


def test_a_filter_that_admits_one_document(acts: Engine) -> None:
    """However rare what a filter admits, and however far from the question, it is found, and found in the true order."""
    snapshot = acts.snapshot()
    for document in snapshot.documents:
        filters = Filters(document_ids=[document.id])
        hits = search(snapshot, acts.encoder, read_question("recette du bœuf bourguignon"), 10, filters, per_document=None)
        assert {hit.document.id for hit in hits} == {document.id}
        assert sorted(hit.row for hit in hits) == snapshot.generation.store.rows_of(document.id)
