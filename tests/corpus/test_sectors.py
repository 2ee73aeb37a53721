"""The sectors are data; each of their names finds them, and what only looks like a name does not."""

import unicodedata
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.folding import folded
from corpus.nouns import Language
from corpus.rulebook import rules
from corpus.sectors import Lies, SizeGroup, branch_of, branches, find_sectors, load_sectors, parse_code, shipped_sectors
from corpus.taxonomies import TaxonomyError, one_tone_place

TABLES = rules("sectors")
SECTORS = TABLES["sector"]
NAMES = [(table["id"], language, name) for table in SECTORS for language in Language for name in table[language]]
EXAMPLES = [(table["id"], Language(language), text) for table in SECTORS for language, texts in table["examples"].items() for text in texts]
COUNTEREXAMPLES = [
    (table["id"], Language(language), text) for table in SECTORS for language, texts in table.get("counterexamples", {}).items() for text in texts
]


def ids(text: str, language: Language) -> list[str]:
    """The ids of the sectors that a text names."""
    return [sector.id for sector, _ in find_sectors(text, language)]


def test_every_name_finds_its_sector_alone() -> None:
    """Each name, with and without accents, and in capitals, is found whole as its own sector."""
    wrong = [
        (identity, text)
        for identity, language, name in NAMES
        for text in (name, name.upper(), folded(name))
        if [(sector.id, span.end - span.start) for sector, span in find_sectors(text, language)] != [(identity, len(text))]
    ]
    assert wrong == []


@pytest.mark.parametrize(("identity", "language", "example"), EXAMPLES)
def test_an_example_names_its_sector(identity: str, language: Language, example: str) -> None:
    """Each example names the sector, typed with accents or without."""
    assert identity in ids(example, language)
    assert identity in ids(folded(example), language)


@pytest.mark.parametrize(("identity", "language", "example"), COUNTEREXAMPLES)
def test_a_counterexample_does_not(identity: str, language: Language, example: str) -> None:
    """No counterexample does."""
    assert identity not in ids(example, language)


@pytest.mark.parametrize("table", TABLES["not_a_sector"])
def test_a_wording_that_hides_a_name(table: dict[str, str]) -> None:
    """Each of them holds the name of a sector, which it hides; otherwise it would not be needed."""
    assert ids(table["words"], Language(table["language"])) == []


def test_every_sector_has_names_and_examples_in_both_languages_of_documents() -> None:
    """Without a name in one language a sector could not cross over."""
    assert [table["id"] for table in SECTORS if not all(table[language] for language in Language)] == []
    assert [table["id"] for table in SECTORS if set(table["examples"]) != {"fr", "vi"}] == []
    assert [name for _, _, name in NAMES if not unicodedata.is_normalized("NFC", name) or name != name.strip()] == []


def test_ids_and_names_are_unique() -> None:
    """No two sectors share an id, and no name means two sectors."""
    assert [name for name, count in Counter(table["id"] for table in SECTORS).items() if count > 1] == []
    assert [name for name, count in Counter((language, folded(name)) for _, language, name in set(NAMES)).items() if count > 1 and name[0] != "vi"] == []


def test_parents_and_codes_exist() -> None:
    """A parent is a sector, no sector is its own ancestor, and each code is a branch or a division of VSIC."""
    taxonomy = shipped_sectors()
    for sector in taxonomy.all:
        assert sector.parent is None or sector.parent in taxonomy.by_id
        lineage = taxonomy.lineage(sector.id)
        assert len(set(lineage)) == len(lineage)
        for code in sector.codes:
            branch, division = parse_code(code)
            assert code in {branch.letter, division}


def test_the_divisions_of_a_sector_lie_in_its_parents_branch() -> None:
    """A sector with codes below one with codes is a part of it."""
    taxonomy = shipped_sectors()
    for sector in taxonomy.all:
        parent = taxonomy.by_id.get(sector.parent or "")
        if parent and parent.codes and sector.codes:
            letters = {parse_code(code)[0].letter for code in sector.codes}
            assert letters <= {parse_code(code)[0].letter for code in parent.codes}, sector.id


def test_branches_are_apart_and_in_order() -> None:
    """The letters run from A to U and their divisions do not overlap."""
    assert "".join(branch.letter for branch in branches()) == "ABCDEFGHIJKLMNOPQRSTU"
    assert all(first.last < second.first for first, second in pairwise(branches()))
    assert [branch.letter for branch in branches() if branch.group is SizeGroup.PRODUCTION] == list("ABCDEF")


@pytest.mark.parametrize(
    ("code", "sector", "expected"),
    [
        ("2610", "electronics", Lies.INSIDE),
        ("C26", "manufacturing", Lies.INSIDE),
        ("26.10", "semiconductors", Lies.PERHAPS),
        ("13", "textile-and-garment", Lies.INSIDE),
        ("13", "textile", Lies.INSIDE),
        ("14", "textile", Lies.OUTSIDE),
        ("C", "electronics", Lies.PERHAPS),
        ("G", "electronics", Lies.OUTSIDE),
        ("C", "manufacturing", Lies.INSIDE),
        ("4711", "supporting-industries", Lies.OUTSIDE),
        ("2930", "supporting-industries", Lies.PERHAPS),
        ("62", "high-technology", Lies.PERHAPS),
        ("6201", "software", Lies.PERHAPS),
        ("6201", "information-technology", Lies.INSIDE),
        ("47", "trade", Lies.INSIDE),
    ],
)
def test_where_a_code_lies(code: str, sector: str, expected: Lies) -> None:
    """A finer code lies in the sectors of its division; a part of a division, and what cuts across, stays open."""
    assert shipped_sectors().lies(code, sector) is expected


@pytest.mark.parametrize("code", ["", "34", "00", "Z", "26G", "G26", "123456", "dệt"])
def test_what_is_no_code_is_refused(code: str) -> None:
    """What is not in the system is refused with a sentence that holds it."""
    with pytest.raises(ValueError, match="is no VSIC code"):
        parse_code(code)


def test_a_division_outside_the_system_is_refused() -> None:
    """There is no division 34."""
    with pytest.raises(ValueError, match="34"):
        branch_of("34")


def test_a_name_does_not_run_over_a_stop() -> None:
    """Words on both sides of a full stop, a semicolon or a colon are not one name; a line break may be in one."""
    assert ids("ngành dệt. May mắn", Language.VIETNAMESE) == ["textile"]
    assert ids("nông; lâm; thủy sản", Language.VIETNAMESE) == ["fishery"]
    assert ids("dệt\nmay", Language.VIETNAMESE) == ["textile-and-garment"]


def test_accents_count_where_they_are_typed() -> None:
    """In a text with accents a word with other accents is another word."""
    assert ids("xuất khẩu sang thị trường, du lịch", Language.VIETNAMESE) == ["tourism"]
    assert ids("dự lịch của đoàn", Language.VIETNAMESE) == []
    assert ids("du lich", Language.VIETNAMESE) == ["tourism"]


def test_both_places_of_a_tone_are_one_spelling() -> None:
    """*hoá chất* and *hóa chất* are the same words."""
    assert ids("sản xuất hoá chất", Language.VIETNAMESE) == ids("sản xuất hóa chất", Language.VIETNAMESE) == ["chemicals"]
    assert [one_tone_place(word) for word in ("thuý", "quý", "hoè", "hoạt")] == ["thúy", "quý", "hòe", "hoạt"]


@given(st.text(alphabet=st.sampled_from(list("dệt may, da giày; công nghệ cao điện tử.\n")), max_size=80))
def test_mentions_are_exact_apart_and_in_order(text: str) -> None:
    """Whatever the text, mentions do not overlap, and the text that one covers names its sector alone."""
    found = find_sectors(text, Language.VIETNAMESE)
    assert all(first.end <= second.start for (_, first), (_, second) in pairwise(found))
    assert all(text[span.start : span.end].strip() == text[span.start : span.end] for _, span in found)


def write(folder: Path, text: str) -> Path:
    """A user's file."""
    path = folder / "sectors.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_user_adds_sectors_and_names(tmp_path: Path) -> None:
    """A file adds a sector below one of ours, and names to one of ours; the rest stays."""
    path = write(
        tmp_path,
        '[[sector]]\nid = "cocoa"\nparent = "food-processing"\nfr = ["chocolaterie"]\nvi = ["ca cao"]\n'
        '[[sector]]\nid = "tourism"\nfr = ["oenotourisme"]\n[[not_a_sector]]\nlanguage = "vi"\nwords = "ca cao nóng"\n',
    )
    mine = load_sectors(path)
    assert [sector.id for sector, _ in find_sectors("la chocolaterie et l'œnotourisme", Language.FRENCH, mine)] == ["cocoa", "tourism"]
    assert mine.lineage("cocoa") == ("cocoa", "food-processing", "manufacturing")
    assert mine.lies("47", "cocoa") is Lies.OUTSIDE
    assert find_sectors("ca cao nóng", Language.VIETNAMESE, mine) == []
    assert len(mine.all) == len(shipped_sectors().all) + 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[sector]\n", "cannot be read as TOML"),
        ('[[sectors]]\nid = "a"\n', "unknown table 'sectors'"),
        ('[sector]\nid = "a"\n', "below a heading"),
        ('[[sector]]\nid = "a"\nnames = ["x"]\n', "unknown field 'names'"),
        ('[[sector]]\nid = "a"\nfr = "x"\n', "should be a list of texts"),
        ('[[sector]]\nid = "a"\nfr = ["x", 3]\n', "something that is no text"),
        ('[[sector]]\nid = "A b"\nfr = ["x"]\n', "small letters"),
        ('[[sector]]\nfr = ["x"]\n', "small letters"),
        ('[[sector]]\nid = "a"\n', "no name"),
        ('[[sector]]\nid = "a"\nfr = ["x"]\nparent = "b"\n', "its parent 'b' is no sector"),
        ('[[sector]]\nid = "a"\nfr = ["x"]\nvsic = ["34"]\n', "no VSIC code"),
        ('[[sector]]\nid = "a"\nfr = ["x"]\nvsic = ["2610"]\n', "finer than the taxonomy"),
        ('[[not_a_sector]]\nlanguage = "de"\nwords = "x"\n', "fr, vi or en"),
    ],
)
def test_a_wrong_file_is_refused_in_one_sentence(tmp_path: Path, text: str, said: str) -> None:
    """What is wrong is said with the file, so that it can be put right."""
    with pytest.raises(TaxonomyError, match=said) as raised:
        load_sectors(write(tmp_path, text))
    assert str(tmp_path) in str(raised.value)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    """A path that leads nowhere is said."""
    with pytest.raises(TaxonomyError, match="no such file"):
        load_sectors(tmp_path / "none.toml")
