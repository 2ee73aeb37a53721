"""Counts beside filters are what the filters would leave."""

from functools import partial
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.nouns import Kind, Language
from service.dimensions import Dimension
from service.engine import Engine
from service.facets import FACETS, Facets, counted_documents, facets
from service.filters import Filters
from service.finding import facets_of_question, find
from service.questions import read_question
from service.schemas.facets import facets_out
from tests.service.acts import AFTER, BETWEEN


def of_documents(engine: Engine, filters: Filters) -> Facets:
    """The facets of the list of documents."""
    snapshot = engine.snapshot()
    return facets(snapshot, filters, partial(counted_documents, snapshot))


def counts(found: Facets, dimension: Dimension) -> dict[str, int]:
    """Values with the number of documents."""
    return {item.value: item.documents for item in found[dimension]}


def test_all_documents(engine: Engine) -> None:
    """Without filters every document is counted once in each dimension that it has a value of."""
    found = of_documents(engine, Filters())
    assert counts(found, Dimension.LANGUAGE) == {"vi": 4, "fr": 2}
    assert counts(found, Dimension.KIND) == {"decision": 2, "plan": 1, "order": 1, "news": 1, "decree": 1}
    assert [item.value for item in found[Dimension.YEAR]] == ["2025", "2023", "2017", "2016"]
    assert counts(found, Dimension.IN_FORCE) == {"true": 5, "false": 1}
    assert counts(found, Dimension.ISSUER)["Ủy ban nhân dân thành phố Hà Nội"] == 1
    assert sum(item.passages for item in found[Dimension.LANGUAGE]) == engine.snapshot().generation.manifest.passages


def test_a_dimension_does_not_narrow_itself(engine: Engine) -> None:
    """With decisions chosen, kinds are counted as before, and the languages of decisions alone; what is chosen is marked."""
    found = of_documents(engine, Filters(kind=Kind.DECISION))
    assert counts(found, Dimension.KIND) == counts(of_documents(engine, Filters()), Dimension.KIND)
    assert counts(found, Dimension.LANGUAGE) == {"vi": 2}
    assert [item.value for item in found[Dimension.KIND] if item.chosen] == ["decision"]
    assert not any(item.chosen for item in found[Dimension.LANGUAGE])


_PARAMETERS: dict[Dimension, Any] = {
    Dimension.LANGUAGE: lambda value: {"language": Language(value)},
    Dimension.KIND: lambda value: {"kind": Kind(value)},
    Dimension.ISSUER: lambda value: {"issuer": value},
    Dimension.YEAR: lambda value: {"year": int(value)},
    Dimension.SECTOR: lambda value: {"sector": value},
    Dimension.IN_FORCE: lambda value: {"in_force": value == "true"},
}


@given(
    st.none() | st.sampled_from([Language.FRENCH, Language.VIETNAMESE]),
    st.none() | st.sets(st.sampled_from([Kind.DECREE, Kind.ORDER]), min_size=1),
    st.none() | st.booleans(),
    st.sampled_from([BETWEEN, AFTER]),
)
def test_a_count_is_what_the_filter_leaves(acts: Engine, language: Language | None, kind: set[Kind] | None, in_force: bool | None, day: Any) -> None:  # noqa: FBT001
    """Under any filters, each value has the count of documents, and of passages, that asking for it alone in its dimension leaves."""
    snapshot = acts.snapshot()
    given_values = {"language": language, "kind": kind, "in_force": in_force, "as_of": day}
    filters = Filters(**given_values)
    of_list = of_documents(acts, filters)
    of_search = find(snapshot, acts.encoder, read_question("làng nghề, potiers"), 10, filters).facets
    for dimension, parameters in _PARAMETERS.items():
        others = {name: value for name, value in given_values.items() if name != str(dimension)}
        for item in of_list[dimension]:
            wanted = Filters(**(others | parameters(item.value)))
            assert item.documents == sum(wanted.admits(document, snapshot.traits) for document in snapshot.documents)
        for item in of_search[dimension]:  # all passages of so small a library are candidates
            rows = snapshot.rows(Filters(**(others | parameters(item.value))))
            assert rows is not None
            assert item.passages == len(rows)
            assert item.documents == len({snapshot.document_of(row).id for row in rows.tolist()})


def test_facets_of_answers(engine: Engine) -> None:
    """A question's facets are those of the search for its answer."""
    snapshot, question = engine.snapshot(), read_question("hỗ trợ doanh nghiệp")
    filters = Filters(language=Language.VIETNAMESE)
    assert facets_of_question(snapshot, engine.encoder, question, filters) == find(snapshot, engine.encoder, question, 20, filters).facets


@pytest.mark.parametrize(
    ("language", "sector", "kind"), [(Language.FRENCH, "industries auxiliaires", "décision"), (Language.VIETNAMESE, "công nghiệp hỗ trợ", "quyết định")]
)
def test_labels(engine: Engine, language: Language, sector: str, kind: str) -> None:
    """Kinds and sectors are called as readers call them, and every dimension is there."""
    shown = facets_out(of_documents(engine, Filters()), language)
    assert list(shown) == [str(dimension) for dimension in FACETS]
    assert {item.label for item in shown["sector"] if item.value == "supporting-industries"} == {sector}
    assert {item.label for item in shown["kind"] if item.value == "decision"} == {kind}
