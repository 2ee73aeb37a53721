"""The list of documents tells how many each choice leaves, and finds titles typed without accents."""

from __future__ import annotations

import pytest

from corpus.nouns import Language
from service.engine import Snapshot
from service.errors import BadQuestion
from service.web import listing as module
from service.web.faceting import Facet, Option
from service.web.filters import read_chosen
from service.web.listing import Listing, listing


def listed(snapshot: Snapshot, **parameters: str) -> Listing:
    """The list for some parameters."""
    return listing(snapshot, parameters.items(), Language.FRENCH)


def facet(found: Listing, name: str) -> dict[str, int]:
    """The values of a filter with their counts."""
    (one,) = (facet for facet in found.facets if facet.name == name)
    return {option.value: option.count for option in one.options}


def test_counts_are_those_that_a_choice_would_leave(snapshot: Snapshot) -> None:
    """Each count of each filter is the length of the list that its address gives; an issuer named without a place also means those with one."""
    for chosen in ({}, {"lang_doc": "vi"}, {"kind": "decree", "year": "2022"}):
        for one in listed(snapshot, **chosen).facets:
            for option in one.options:
                wanted = {**chosen, one.name: option.value}
                left = listed(snapshot, **wanted).total
                assert left == option.count or (one.name == "issuer" and left > option.count), (chosen, one.name, option.value)


def test_a_choice_does_not_hide_its_alternatives(snapshot: Snapshot) -> None:
    """The filter that is chosen goes on showing its other values; the others show what is left."""
    found = listed(snapshot, lang_doc="fr")
    assert facet(found, "lang_doc") == {"vi": 9, "fr": 3}
    assert set(facet(found, "kind")) == {"order", "news", "decision"}


def test_taking_and_giving_up(snapshot: Snapshot) -> None:
    """The address of a value takes it, that of a chosen one gives it up and keeps the rest."""
    found = listed(snapshot, lang_doc="fr", sort="title")
    (chosen,) = (option for one in found.facets if one.name == "lang_doc" for option in one.options if option.chosen)
    assert chosen.address == "/fr/documents?sort=title"
    assert _of(found.facets, "kind", "news") == "/fr/documents?lang_doc=fr&kind=news&sort=title"


def _of(facets: list[Facet], name: str, value: str) -> str:
    return next(option.address for one in facets if one.name == name for option in one.options if option.value == value)


@pytest.mark.parametrize(("typed", "count"), [("lang nghe", 2), ("Làng nghề", 2), ("6126", 2), ("arrete mach", 0), ("arrete entrep", 1), ("VNA", 1), ("", 12)])
def test_searching_titles(snapshot: Snapshot, typed: str, count: int) -> None:
    """Every typed word begins a word of number, title or issuer; accents are not needed."""
    assert listed(snapshot, q=typed).total == count


def test_orders(snapshot: Snapshot) -> None:
    """Newest and oldest are each other's reverse; documents without a date come last in both."""
    newest = [document.date for document in listed(snapshot).documents]
    assert newest == sorted(filter(None, newest), reverse=True)
    assert [document.date for document in listed(snapshot, sort="oldest").documents] == newest[::-1]
    titles = [document.title for document in listed(snapshot, sort="title").documents]
    assert titles[0].startswith("Arrêté")
    numbers = [document.number.number for document in listed(snapshot, sort="number").documents if document.number]
    assert numbers == sorted(numbers)


def test_pages(snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages follow each other without a gap, and one beyond the last is the last."""
    monkeypatch.setattr(module, "PAGE_SIZE", 4)
    first, last = listed(snapshot), listed(snapshot, page="99")
    assert (first.pages, first.previous, first.following) == (3, "", "/fr/documents?page=2")
    assert (last.number, last.following, len(last.documents)) == (3, "", 4)


@pytest.mark.parametrize("parameters", [{"kind": "poem"}, {"year": "soon"}, {"lang_doc": "de"}, {"sort": "random"}, {"page": "x"}])
def test_values_that_no_filter_has(snapshot: Snapshot, parameters: dict[str, str]) -> None:
    """An address with a value that cannot be is refused, not ignored."""
    with pytest.raises(BadQuestion):
        listed(snapshot, **parameters)


@pytest.mark.parametrize("parameters", [{"kind": "poem"}, {"year": "1200"}, {"as_of": "2025-13-01"}, {"authority": "x"}, {"lang_doc": "de"}])
def test_filters_of_questions_are_checked(parameters: dict[str, str]) -> None:
    """The filters of a question are refused likewise."""
    with pytest.raises(BadQuestion):
        read_chosen(parameters.items())


def test_several_values(snapshot: Snapshot) -> None:
    """Of several values of one filter any passes, and each stands as a chip whose address gives it up alone."""
    found = listing(snapshot, [("kind", "decree"), ("kind", "plan"), ("lang_doc", "vi")], Language.FRENCH)
    assert {str(document.kind) for document in found.documents} == {"decree", "plan"}
    assert [chip.address for chip in found.chips] == [
        "/fr/documents?kind=plan&lang_doc=vi", "/fr/documents?kind=decree&lang_doc=vi", "/fr/documents?kind=decree&kind=plan",
    ]  # fmt: skip


def test_places_and_force(snapshot: Snapshot) -> None:
    """Places in any spelling are one filter, and force has one value at a time."""
    found = listing(snapshot, [("place", "Hà Nội"), ("in_force", "true")], Language.ENGLISH)
    assert {document.place for document in found.documents} == {"Hanoï"}
    assert next(option for one in found.facets if one.name == "place" for option in one.options).chosen
    assert _of(found.facets, "in_force", "true") == "/en/documents?place=H%C3%A0+N%E1%BB%99i"


def test_what_is_chosen_is_not_folded_away() -> None:
    """Of many values the first are shown, with those that are chosen before them, and no value twice."""
    options = [Option(str(value), str(value), 1, "", chosen=value == 9) for value in range(10)]
    facet_of_ten = Facet("sector", options)
    assert [option.value for option in facet_of_ten.shown] == ["9", "0", "1", "2", "3", "4"]
    assert [option.value for option in facet_of_ten.folded] == ["5", "6", "7", "8"]
    assert facet_of_ten.is_open
