"""The wordings of support are data; each finds its examples and nothing of its counterexamples."""

import re
from collections import Counter
from pathlib import Path

import pytest

from corpus.folding import folded
from corpus.nouns import Language
from corpus.rulebook import compiled, rules
from corpus.support import Per, Size, SupportKind
from corpus.support_rules import Stance, Wording, find_wording, group_name, kind_name, load_support, shipped_support, stance_of, without_exclusions
from corpus.taxonomies import TaxonomyError

TABLES = rules("measures")
DOCUMENT_LANGUAGES = (Language.FRENCH, Language.VIETNAMESE)
KINDS = [(SupportKind(table["id"]), language, table) for table in TABLES["kind"] for language in DOCUMENT_LANGUAGES]
KIND_EXAMPLES = [(kind, language, text) for kind, language, table in KINDS for text in table["examples"][language]]
KIND_COUNTEREXAMPLES = [(kind, language, text) for kind, language, table in KINDS for text in table["counterexamples"][language]]
PATTERNS = [
    (table, rule, Language(language))
    for table in (*Wording, "decisive", "per", "ceiling", "share_of")
    for rule in TABLES[table]
    for language in rule["languages"]
]
CASED = {Wording.GIVER}


@pytest.mark.parametrize(("kind", "language", "example"), KIND_EXAMPLES)
def test_an_example_is_of_its_kind(kind: SupportKind, language: Language, example: str) -> None:
    """Each example is told as its kind among all kinds."""
    assert shipped_support().kind_of(example, language) is kind


@pytest.mark.parametrize(("kind", "language", "example"), KIND_COUNTEREXAMPLES)
def test_a_counterexample_is_not_of_the_kind(kind: SupportKind, language: Language, example: str) -> None:
    """No counterexample is."""
    assert shipped_support().kind_of(example, language) is not kind


def test_every_pattern_of_a_kind_serves_an_example_or_a_document() -> None:
    """Every kind but the last has patterns, examples and counterexamples in both languages."""
    bare = [(kind, language) for kind, language, table in KINDS if not (table["patterns"][language] and table["examples"][language])]
    assert {kind for kind, _ in bare} == {SupportKind.OTHER}


@pytest.mark.parametrize(("table", "rule", "language"), PATTERNS)
def test_wordings_find_their_examples(table: str, rule: dict[str, list[str] | str], language: Language) -> None:
    """Each pattern matches an example in each of its languages, every example, and no counterexample."""
    assert language in DOCUMENT_LANGUAGES
    pattern = compiled(str(rule["pattern"]), re.NOFLAG if table in CASED else re.IGNORECASE)
    assert [text for text in rule["examples"] if not pattern.search(text)] == []
    assert [text for text in rule["counterexamples"] if pattern.search(text)] == []


@pytest.mark.parametrize(("rule", "language"), [(rule, Language(language)) for rule in TABLES["stance"] for language in rule["languages"]])
def test_headings_take_their_stance(rule: dict[str, list[str] | str], language: Language) -> None:
    """Among all patterns each example of a heading takes its stance, and no counterexample does."""
    assert {stance_of(text, language) for text in rule["examples"]} == {Stance(str(rule["stance"]))}
    assert Stance(str(rule["stance"])) not in {stance_of(text, language) for text in rule["counterexamples"]}


def test_kinds_have_names_and_tiers() -> None:
    """The kinds of the data are those of the code, each with a name in each language of readers."""
    assert [table["id"] for table in TABLES["kind"]] == list(dict.fromkeys(table["id"] for table in TABLES["kind"]))
    assert {table["id"] for table in TABLES["kind"]} == set(SupportKind)
    assert len({kind_name(kind, language) for kind in SupportKind for language in Language}) > len(SupportKind)
    assert {shipped_support().tier(kind) for kind in SupportKind} == {1, 2, 3}


def test_what_a_rate_is_for_has_wordings_in_both_languages() -> None:
    """Each of them can be read in French and in Vietnamese."""
    assert {(rule["per"], language) for rule in TABLES["per"] for language in rule["languages"]} == {
        (per, language) for per in Per for language in ("fr", "vi")
    }


def test_every_name_of_a_group_finds_it() -> None:
    """Each name is found whole as its own group, with accents or without; ids are unique and sizes known."""
    wrong = [
        (table["id"], name)
        for table in TABLES["beneficiary"]
        for language in Language
        for name in table[language]
        for text in (name, folded(name))
        if [(found.group, found.span.end) for found in shipped_support().find_beneficiaries(text, language)] != [(table["id"], len(text))]
    ]
    assert wrong == []
    assert [name for name, count in Counter(table["id"] for table in TABLES["beneficiary"]).items() if count > 1] == []
    assert {size for table in TABLES["beneficiary"] for size in table.get("sizes", [])} == set(Size)
    assert group_name("sme", Language.FRENCH) == "petites et moyennes entreprises"


def test_what_is_refused_gives_nothing() -> None:
    """A refusal hides its words to the next comma, and only these; offsets stay."""
    text = "được miễn thuế, giảm thuế và không được hưởng ưu đãi về thuế suất"
    hidden = without_exclusions(text, Language.VIETNAMESE)
    assert len(hidden) == len(text)
    assert "được miễn thuế, giảm thuế và" in hidden
    assert "ưu đãi" not in hidden
    assert find_wording(hidden, Wording.GIVING, Language.VIETNAMESE)


def test_words_in_parentheses_do_not_tell_a_kind() -> None:
    """What is said in passing is no subject."""
    assert shipped_support().kind_of("mạng lưới tư vấn viên (không gồm thủ tục hành chính)", Language.VIETNAMESE) is SupportKind.CONSULTANCY


def write(folder: Path, text: str) -> Path:
    """A user's file."""
    path = folder / "measures.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_user_adds_patterns_and_groups(tmp_path: Path) -> None:
    """Patterns of a user come before ours; a group of theirs is found."""
    path = write(
        tmp_path,
        "[[kind]]\nid = \"premises\"\n[kind.patterns]\nvi = ['\\bkho lạnh\\b']\n"
        '[[beneficiary]]\nid = "fishers"\nsizes = ["micro"]\nfr = ["patrons pêcheurs"]\nvi = ["chủ tàu cá"]\n',
    )
    mine = load_support(path)
    assert mine.kind_of("hỗ trợ kho lạnh", Language.VIETNAMESE) is SupportKind.PREMISES
    assert shipped_support().kind_of("kho lạnh", Language.VIETNAMESE) is None
    assert [found.group for found in mine.find_beneficiaries("cho chủ tàu cá", Language.VIETNAMESE)] == ["fishers"]
    assert mine.sizes_of["fishers"] == {Size.MICRO}
    assert mine.sizes_of["sme"] == shipped_support().sizes_of["sme"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[[kind]]\nid = "gift"\n', "there is no such kind"),
        ("[[kind]]\n[kind.patterns]\nvi = ['x']\n", "it has no `id`"),
        ("[[kind]]\nid = \"loan\"\n[kind.patterns]\nvi = ['(']\n", "is no regular expression"),
        ("[[kind]]\nid = \"loan\"\n[kind.patterns]\nen = ['x']\n", "fr or vi"),
        ('[[beneficiary]]\nid = "a"\nsizes = ["huge"]\n', "'huge' is no size"),
        ('[[measure]]\nid = "a"\n', "unknown table"),
    ],
)
def test_a_wrong_file_is_refused_in_one_sentence(tmp_path: Path, text: str, said: str) -> None:
    """What is wrong is said with the file."""
    with pytest.raises(TaxonomyError, match=said) as raised:
        load_support(write(tmp_path, text))
    assert str(tmp_path) in str(raised.value)
