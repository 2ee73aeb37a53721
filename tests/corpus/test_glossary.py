"""The glossary gives notions their names in the three languages."""

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from corpus.glossary import find_terms, glossary, shipped_glossary, use_glossary
from corpus.nouns import Language
from corpus.rulebook import rules
from corpus.taxonomies import TaxonomyError

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


@pytest.fixture
def added(tmp_path: Path) -> Iterator[Callable[[str], None]]:
    """Lets a user's file count; after the test the shipped terms are alone again."""

    def add(text: str) -> None:
        path = tmp_path / "mine.toml"
        path.write_text(text, encoding="utf-8")
        use_glossary(path)

    yield add
    use_glossary(None)


def found(text: str, language: Language) -> list[str]:
    """The ids of the terms that a text uses."""
    return [mention.term.id for mention in find_terms(text, language)]


def test_a_user_adds_a_term(added: Callable[[str], None]) -> None:
    """A new term is found under each of its names, accents optional, and no longer once the file does not count."""
    assert found("le bambou stratifié", Language.FRENCH) == []
    added('[[term]]\nid = "laminated-bamboo"\nfr = ["bambou stratifié"]\nvi = ["tre ép khối"]\n')
    assert found("le bambou stratifie", Language.FRENCH) == found("tre ép khối", Language.VIETNAMESE) == ["laminated-bamboo"]
    assert len(glossary()) == len(shipped_glossary()) + 1
    use_glossary(None)
    assert found("le bambou stratifié", Language.FRENCH) == []


def test_a_user_adds_a_name_to_a_shipped_term(added: Callable[[str], None]) -> None:
    """The same id adds names; those that we ship stay, and stay preferred."""
    added('[[term]]\nid = "supporting-industries"\nfr = ["fabrication de composants"]\n')
    assert found("la fabrication de composants", Language.FRENCH) == found("công nghiệp hỗ trợ", Language.VIETNAMESE) == ["supporting-industries"]
    (term,) = [term for term in glossary() if term.id == "supporting-industries"]
    assert term.names[Language.FRENCH][0] == "industries de soutien"
    assert len(glossary()) == len(shipped_glossary())


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[[term]\nid = 1", r"cannot be read as TOML: .*line 1"),
        ("[[word]]\n", r"unknown table 'word'; a file like this has \[\[term\]\] tables"),
        ('[[term]]\nid = "a"\nde = ["Bambus"]', r"term a: unknown field 'de'; the fields are id, domain, fr, vi, en"),
        ('[[term]]\nid = "a"\nfr = "bambou"', r"term a: the field 'fr' is 'bambou', and should be a list of texts"),
        ('[[term]]\nid = "a"\nfr = ["bambou", ""]', "term a: the list 'fr' holds something that is no text"),
        ('[[term]]\nfr = ["bambou"]', "term 1: give it an `id` of small letters, digits and hyphens"),
        ('[[term]]\nid = "A b"\nfr = ["bambou"]', "term A b: give it an `id`"),
        ('[[term]]\nid = "a"\nfr = ["bambou"]', "term a: it bridges no languages; give it names in two of"),
        ('[[term]]\nid = "a"\nfr = ["—"]\nvi = ["tre"]', "term a: the name '—' has no letters"),
        ('[[term]]\nid = "a"\nfr = ["bambou"]\nvi = ["tre"]\n' * 2, "term a: it stands in the file twice"),
    ],
)
def test_a_wrong_file(added: Callable[[str], None], text: str, sentence: str) -> None:
    """What is wrong where, and what to do, is said in one sentence, and nothing changes."""
    with pytest.raises(TaxonomyError, match=sentence) as caught:
        added(text)
    assert "mine.toml" in str(caught.value)
    assert "\n" not in str(caught.value)
    assert glossary() == shipped_glossary()


def test_a_missing_file(tmp_path: Path) -> None:
    """The sentence says which file there is not."""
    with pytest.raises(TaxonomyError, match=r"nowhere.toml: there is no such file; give the path of a TOML file with \[\[term\]\] tables"):
        use_glossary(tmp_path / "nowhere.toml")
