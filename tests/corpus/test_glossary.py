"""The glossary gives notions their names in the three languages."""

import unicodedata
from collections import Counter

from corpus.nouns import Language
from corpus.rulebook import rules

TERMS = rules("glossary")["term"]


def test_ids_are_unique() -> None:
    """Each notion has an id of its own."""
    assert [name for name, count in Counter(term["id"] for term in TERMS).items() if count > 1] == []


def test_names_are_composed() -> None:
    """Every name is NFC and has no space at its ends."""
    names = [name for term in TERMS for language in Language for name in term[language]]
    assert [name for name in names if not unicodedata.is_normalized("NFC", name) or name != name.strip()] == []


def test_every_notion_is_named_in_every_language() -> None:
    """A term without a name in one language could not cross over."""
    assert [term["id"] for term in TERMS if not all(term[language] for language in Language)] == []


def test_names_of_a_notion_differ() -> None:
    """Within one notion and language no name stands twice."""
    assert [(term["id"], language) for term in TERMS for language in Language if len(set(term[language])) != len(term[language])] == []


def test_a_preferred_name_means_one_notion() -> None:
    """The name that readers are shown belongs to one notion of its domain."""
    for language in Language:
        preferred = Counter((term["domain"], term[language][0].casefold()) for term in TERMS)
        assert [name for name, count in preferred.items() if count > 1] == []
