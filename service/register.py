"""Which documents of an index a reference names: by number, by date, by words of the title; best first.

Two tellings of one act, such as our accounts of it in both languages, are one act. A name that fits several acts
names them all.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain

from corpus.folding import folded
from corpus.kinds import kind_of_abbreviation
from corpus.naming import NamedDocument, of_a_family
from corpus.nouns import Document, DocumentNumber, Kind, Language, Status
from indexer.store import Store
from service.titles import AskedName, Called, Fit, called

_STROKE = re.compile(r"\d\s?[/-]\s?(?:19|20)\d\d")
_LAPSED = frozenset({Status.REPLACED, Status.EXPIRED})
_STRENGTH = [Kind.CONSOLIDATED, *(kind for kind in Kind if kind is not Kind.CONSOLIDATED)]
"""Kinds from the strongest: a consolidated text stands for the act that it gives the wording of."""
_EXACT: Fit = (0, 0)
_CONSOLIDATING: Fit = (1, 0)


class Register:
    """The documents of one index by number, by date and by name."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self._entries = tuple(map(called, documents))
        self._by_number: defaultdict[int, list[Called]] = defaultdict(list)
        self._consolidations: defaultdict[int, list[Called]] = defaultdict(list)
        self._by_word: defaultdict[str, set[int]] = defaultdict(set)
        for position, entry in enumerate(self._entries):
            if entry.document.number:
                self._by_number[entry.document.number.number].append(entry)
            if entry.document.consolidates:
                self._consolidations[entry.document.consolidates.number].append(entry)
            for word in entry.plain:
                self._by_word[word].add(position)

    def named(self, asked: NamedDocument, language: Language) -> tuple[Document, ...]:
        """The documents that a reference names, best first and then the strongest; of the tellings of an act the one in ``language`` first."""
        name = AskedName(asked)
        fits = list(self._numbered(asked, name)) if asked.numbers else list(self._dated(asked, name, language)) if asked.dates else []
        if not fits and not asked.dates:
            fits = list(self._called(asked, name, language))
        best: dict[str, tuple[Fit, Document]] = {}
        for entry, fit in fits:
            best[entry.document.id] = min((fit, entry.document), best.get(entry.document.id, (fit, entry.document)), key=lambda item: item[0])
        ordered = sorted(best.values(), key=lambda item: (item[0], _weight(item[1], language)))
        return tuple(_one_act_after_another(document for _, document in ordered))

    def _numbered(self, asked: NamedDocument, name: AskedName) -> Iterator[tuple[Called, Fit]]:
        """The documents with one of the numbers that nothing else contradicts, then consolidated texts of such acts."""
        for number in asked.numbers:
            bearing = [entry for entry in self._by_number[number.number] if _bears(number, entry.document.number, entry)]
            spelled = [entry for entry in bearing if _spells_year(number, entry)]
            possible = [(entry, _EXACT) for entry in spelled or bearing]
            possible += [(entry, _CONSOLIDATING) for entry in self._consolidations[number.number] if _bears(number, entry.document.consolidates, entry)]
            possible = [(entry, fit) for entry, fit in possible if _on_date(entry, asked) and _in_years(entry, asked)]
            if number.bare and asked.kinds:
                possible = [(entry, fit) for entry, fit in possible if name.of_kind(entry)]
            told = [(entry, fit) for entry, fit in possible if name.tells_of(entry)]
            yield from self._with_tellings(told or possible)

    def _dated(self, asked: NamedDocument, name: AskedName, language: Language) -> Iterator[tuple[Called, Fit]]:
        """The documents of a date, of the kind and by the issuer that are named."""
        for entry in self._entries:
            if entry.document.date in asked.dates and (not asked.kinds or name.of_kind(entry)) and name.tells_of(entry, language):
                yield entry, _EXACT

    def _called(self, asked: NamedDocument, name: AskedName, language: Language) -> Iterator[tuple[Called, Fit]]:
        """The documents whose title has all the words and figures, when none has them those that are called so in another language."""
        figures = {number.number for number in asked.numbers}
        fits: list[tuple[Called, Fit]] = []
        for across in dict.fromkeys((None, language, *Language)):
            possible = self._entries if across else self._having(name.telling)
            fits = [
                (entry, fit) for entry in possible if _in_years(entry, asked) and entry.figures.issuperset(figures) and (fit := name.title_fit(entry, across))
            ]
            if fits:
                break
        best_class, fewest = min((fit for _, fit in fits), default=_EXACT)
        widest = 2 * fewest + 2 if fewest else 0  # a title that says as much as the name is meant; what says little more may be
        yield from self._with_tellings([(entry, fit) for entry, fit in fits if fit[0] == best_class and fit[1] <= widest])

    def _having(self, words: frozenset[str]) -> Iterator[Called]:
        """The documents that have all of some words, in their order."""
        positions = [self._by_word.get(word, set()) for word in words]
        return (self._entries[position] for position in sorted(set.intersection(*positions))) if positions else iter(())

    def _with_tellings(self, fits: list[tuple[Called, Fit]]) -> Iterator[tuple[Called, Fit]]:
        for entry, fit in fits:
            yield entry, fit
            if number := entry.document.number:
                yield from ((other, fit) for other in self._by_number[number.number] if same_act(other.document, entry.document))


def register_of(store: Store) -> Register:
    """The register of a store, made once."""
    return store.derived(_register)


def _register(store: Store) -> Register:
    return Register(stored.document for stored in store.documents)


def same_act(one: Document, other: Document) -> bool:
    """Whether two documents tell of one act: number, date and issuer agree as far as both know them; a consolidated text is its act."""
    if one.number is None or other.number is None:
        return one.id == other.id
    if one.number != other.number:
        return one.number == other.consolidates or other.number == one.consolidates
    if one.date and other.date and one.date != other.date:
        return False
    if one.language is not other.language:
        return not one.place or not other.place or _place_name(one.place) == _place_name(other.place)
    return not one.issuer or not other.issuer or folded(one.issuer) == folded(other.issuer)


def _place_name(place: str) -> str:
    """The name of a place in either spelling: *Việt Nam* is *Vietnam*, *Hà Nội* is *Hanoï*."""
    return folded(place).replace(" ", "")


def _one_act_after_another(documents: Iterable[Document]) -> Iterator[Document]:
    """The documents with the tellings of one act together, in the place of the first."""
    acts: list[list[Document]] = []
    for document in documents:
        act = next((act for act in acts if same_act(act[0], document)), None)
        if act is None:
            acts.append([document])
        else:
            act.append(document)
    return chain.from_iterable(acts)


def _weight(document: Document, language: Language) -> tuple[int, int, bool, bool, int, bool, bool]:
    """Smaller is stronger: by authority and kind, in force, official, late; then by language, Vietnamese where the asked one does not tell."""
    return (
        document.kind.authority.rank,
        _STRENGTH.index(document.kind),
        document.status in _LAPSED,
        document.record,
        -(document.date.toordinal() if document.date else 0),
        document.language is not language,
        document.language is not Language.VIETNAMESE,
    )


def _bears(asked: DocumentNumber, known: DocumentNumber | None, entry: Called) -> bool:
    """Whether the number may name the act numbered ``known``: what both say of kind, issuer and year agrees."""
    if known is None or asked.number != known.number or not _of_year(asked, known, entry):
        return False
    issuer = folded(known.issuer or "")
    if asked.issuer and folded(asked.issuer) not in {issuer, issuer.rstrip("0123456789")}:
        return False
    if asked.kind is None or (known.kind and folded(asked.kind) == folded(known.kind)):
        return True
    kind = kind_of_abbreviation(asked.kind)
    return known.kind is None and kind is not None and of_a_family(kind, entry.document.kind)


def _of_year(asked: DocumentNumber, known: DocumentNumber, entry: Called) -> bool:
    """Whether the year agrees; one that is not a part of the number may be any that the title names (*kế hoạch 302 năm 2024*)."""
    if asked.year is None or known.year is not None:
        return asked.year in {None, known.year}
    signed = entry.document.date.year if entry.document.date else None
    return signed in {None, asked.year} or (not _STROKE.search(asked.written) and asked.year in entry.years)


def _spells_year(asked: DocumentNumber, entry: Called) -> bool:
    """Whether a year written with a stroke is a part of the official number: ``68/2017`` is no ``68/QĐ-TTg`` of 2017."""
    number = entry.document.number
    return asked.year is not None and _STROKE.search(asked.written) is not None and number is not None and number.year == asked.year


def _on_date(entry: Called, asked: NamedDocument) -> bool:
    return not asked.dates or entry.document.date is None or entry.document.date in asked.dates


def _in_years(entry: Called, asked: NamedDocument) -> bool:
    return not entry.years or entry.years.issuperset(asked.years)
