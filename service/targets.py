"""Whether a relation is to a document: by number, kind, name, date and local authority, as far as both sides give them."""

from __future__ import annotations

from functools import lru_cache

from corpus.folding import folded, single_spaced
from corpus.kinds import kind_names
from corpus.nouns import Document, DocumentNumber, Kind, Language, Level, Relation
from corpus.numbers import same_act as same_number

_LOCAL_ISSUERS = ("ubnd", "hdnd", "tu")
_LEVELS = {
    Level.MINISTRY: ("ministeriel", "interministeriel", "royal"),
    Level.PROVINCE: ("prefectoral", "provincial"),
    Level.COMMUNE: ("municipal", "communal"),
}


def is_to(relation: Relation, stating: Document, document: Document) -> bool:
    """Whether a relation is to the document: every part of number, kind, name and date that both give agrees."""
    if relation.number:
        return any(_same_numbered(relation, number, stating, document) for number in numbers_of(document))
    if relation.date and document.date and relation.date != document.date:
        return False
    if folded(relation.name) == folded_title(document):
        return True
    return relation.date is not None and document.date == relation.date and kind_named(relation.name) is document.kind and _of_level(relation.name, document)


def _same_numbered(relation: Relation, number: DocumentNumber, stating: Document, document: Document) -> bool:
    own = number == document.number
    if relation.number is None or not same_number(relation.number, number, known_year=document.date.year if own and document.date else None):
        return False
    if not own:
        return True
    kind = kind_named(relation.name)
    if relation.number.kind is None and number.kind is None and kind and kind is not document.kind:
        return False  # a law and a decree may bear one number
    if relation.number.year or number.year:
        return True
    if relation.date and document.date:
        return relation.date == document.date
    local = folded(number.issuer or "").startswith(_LOCAL_ISSUERS) and stating.language is document.language
    return not local or not stating.issuer or not document.issuer or folded(stating.issuer) == folded(document.issuer)


def numbers_of(document: Document) -> tuple[DocumentNumber, ...]:
    """The numbers under which acts speak of a document: its own, and that of the act whose wording it gives."""
    return tuple(number for number in (document.number, document.consolidates) if number)


def folded_title(document: Document) -> str:
    """The title as names of acts are compared with it."""
    return folded(single_spaced(document.title))


@lru_cache(maxsize=4096)
def kind_named(name: str) -> Kind | None:
    """The kind that the words before a number or a date say: *arrêté ministériel* is an order."""
    plain = folded(name)
    named = [
        (form, names.kind)
        for names in kind_names()
        for language in (Language.FRENCH, Language.VIETNAMESE)
        for form in map(folded, names.names[language])
        if plain == form or plain.startswith((f"{form} ", f"{form}s ")) or plain == f"{form}s"
    ]
    return max(named, key=lambda entry: len(entry[0]))[1] if named else None


def _of_level(name: str, document: Document) -> bool:
    words = folded(name).split()
    named = next((level for level, forms in _LEVELS.items() if any(word.rstrip("s").startswith(form) for word in words for form in forms)), None)
    return named is None or document.level in {None, named}
