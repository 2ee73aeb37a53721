"""Word-for-word search finds the units that hold most of what is wanted."""

import random
from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import indexer.lexical
from corpus.folding import has_accents
from corpus.nouns import Language
from indexer.errors import IndexMismatch
from indexer.lexical import HEADING_SHARE, Field, LexicalHits, LexicalIndex, LexicalWriter, WantedName, WantedTerm
from indexer.terms import terms
from tests.indexer.texts import FRENCH, VIETNAMESE

FR, VI, EN = Language.FRENCH, Language.VIETNAMESE, Language.ENGLISH

IndexOf = Callable[..., LexicalIndex]


@pytest.fixture
def index_of(tmp_path: Path) -> IndexOf:
    """Makes an index of units, each one row, of texts in one language."""

    def make(*texts: str, language: Language = VI, headings: tuple[str, ...] = ()) -> LexicalIndex:
        writer = LexicalWriter(tmp_path / "lexical")
        for row, text in enumerate(texts):
            writer.add(range(row, row + 1), language, text, headings[row : row + 1])
        writer.close()
        return LexicalIndex(tmp_path / "lexical")

    return make


def wanted(text: str, language: Language = VI) -> list[WantedName]:
    """Each term of a text as a thing to look for."""
    return [WantedName(((WantedTerm(term, accented=has_accents(text)),),)) for term in terms(text, language)]


def shares(found: LexicalHits) -> dict[int, float]:
    """The share of each row that was found."""
    return dict(zip(found.rows.tolist(), found.shares.tolist(), strict=True))


@pytest.mark.parametrize("language", [FR, VI])
def test_each_sentence_finds_itself(index_of: IndexOf, language: Language) -> None:
    """Asked with its own words, every one of twenty sentences comes first."""
    texts = FRENCH if language is FR else VIETNAMESE
    index = index_of(*texts, language=language)
    assert len(index) == 20
    assert [int(index.search(language, wanted(text, language), 5).rows[0]) for text in texts] == list(range(20))


@pytest.mark.parametrize("asked", ["1200", "1.200", "1 200", "1\u00a0200"])
def test_a_grouped_number_is_found_in_any_spelling(index_of: IndexOf, asked: str) -> None:
    """Every spelling of a number finds every other one, and none of other numbers that share its digits."""
    index = index_of("có 1.200 cơ sở", "có 1 200 cơ sở", "có 1200 cơ sở", "có 12.000 cơ sở", "có 120 cơ sở", "có 200 cơ sở")
    assert set(index.search(VI, wanted(asked), 10).rows.tolist()) == {0, 1, 2}


def test_a_hundred_is_not_a_thousand(index_of: IndexOf) -> None:
    """``$100`` never finds ``$1000``."""
    index = index_of("a fee of $1000", "a fee of $1,000", "a fee of $100", language=EN)
    assert index.search(FR, wanted("$100", EN), 10).rows.tolist() == [2]


def test_a_document_number_is_found_in_any_spelling(index_of: IndexOf) -> None:
    """A number found in a text by one spelling is found by the others, before texts with one of its parts."""
    index = index_of("theo 4159/QĐ-UBND", "4159 doanh nghiệp", "theo 302/KH-UBND")
    for written in ("n ° 4159 / QD-UBND", "4159/QD-UBND", "4159/qđ-ubnd".upper()):
        found = index.search(VI, wanted(written)[:1], 10)
        assert found.rows.tolist() == [0]


@pytest.mark.parametrize("asked", ["duong", "dat dai"])
def test_without_accents_the_folded_twin_is_found(index_of: IndexOf, asked: str) -> None:
    """Typed without accents, ``duong`` finds ``đường``: the đ is folded as well."""
    index = index_of("đường sắt, đất đai", "nước sạch")
    assert index.search(VI, wanted(asked), 10).rows.tolist() == [0]


def test_accents_typed_weigh(index_of: IndexOf) -> None:
    """``thể`` prefers ``thể`` to ``thế``, which it still finds; typed without its accent it finds both alike."""
    index = index_of("thế", "thể", "khác")
    typed = shares(index.search(VI, wanted("thể"), 10))
    assert typed[1] > 2 * typed[0] > 0
    plain = shares(index.search(VI, wanted("the"), 10))
    assert plain[0] == pytest.approx(plain[1])


def test_languages_have_fields_of_their_own(index_of: IndexOf) -> None:
    """A French text is not found by a search in Vietnamese; an English one stands with the French."""
    index = index_of("plan 2030", language=FR)
    assert index.search(VI, wanted("plan 2030"), 10).rows.size == 0
    assert index.search(FR, wanted("plan 2030", FR), 10).rows.tolist() == [0]


def test_a_unit_is_scored_as_one(tmp_path: Path) -> None:
    """Two words in two passages of one article score as much as in one, and all its passages are given."""
    writer = LexicalWriter(tmp_path)
    writer.add(range(3), VI, "miễn thuế\nkhác\nkhởi nghiệp", [])
    writer.add(range(3, 4), VI, "miễn thuế trước bạ xe máy", [])
    writer.add(range(4, 5), VI, "khởi nghiệp trong nhà trường", [])
    writer.close()
    found = LexicalIndex(tmp_path).search(VI, wanted("miễn thuế, khởi nghiệp"), 10)
    assert found.rows.tolist()[:3] == [0, 1, 2]
    assert len(set(found.shares.tolist()[:3])) == 1
    assert found.shares[0] > 1.5 * found.shares[3]


def test_a_heading_counts_a_little(index_of: IndexOf) -> None:
    """A word in a heading finds the unit, for a fraction of what it counts in the text."""
    index = index_of("nội dung", "trợ cấp", "khác", headings=("trợ cấp", "", ""))
    found = shares(index.search(VI, wanted("cấp"), 10))
    assert 0 < found[0] < 2 * HEADING_SHARE * found[1]


def test_the_rare_word_weighs_more(index_of: IndexOf) -> None:
    """ln(1 + (4 - 3 + 0.5) / (3 + 0.5)) = 0.357 for a word of three units in four, ln(1 + 3.5 / 1.5) = 1.204 for a word of one."""
    index = index_of("chung", "chung", "chung", "riêng")
    assert index.inverse_frequency(VI, Field.TEXT, "chung") == pytest.approx(0.3567, abs=1e-4)
    assert index.inverse_frequency(VI, Field.TEXT, "riêng") == pytest.approx(1.2040, abs=1e-4)


def test_a_filter_is_exact_even_when_rare(index_of: IndexOf) -> None:
    """The one row that passes is found though 300 others hold the words better, and nothing else is."""
    texts = ["hỗ trợ doanh nghiệp hỗ trợ"] * 300 + ["một văn bản dài nói về nhiều việc khác nhau và có hỗ trợ"]
    index = index_of(*texts)
    assert index.search(VI, wanted("hỗ trợ"), 1, np.array([300])).rows.tolist() == [300]
    assert index.search(VI, wanted("hỗ trợ"), 5, np.array([], dtype=np.int64)).rows.size == 0
    assert sorted(index.search(VI, wanted("hỗ trợ"), 400, np.arange(7, 30)).rows.tolist()) == list(range(7, 30))


def test_a_filter_cuts_through_a_unit(tmp_path: Path) -> None:
    """Of a unit only the rows that pass are given, with the score that the unit has without the filter."""
    writer = LexicalWriter(tmp_path)
    writer.add(range(4), VI, "hỗ trợ lãi suất", [])
    writer.add(range(4, 6), VI, "thuế đất", [])
    writer.close()
    index = LexicalIndex(tmp_path)
    some = index.search(VI, wanted("lãi suất"), 10, np.array([1, 2, 5]))
    assert some.rows.tolist() == [1, 2]
    assert some.shares.tolist() == pytest.approx(index.search(VI, wanted("lãi suất"), 10).shares.tolist()[:2])


def test_a_variant_name_scores_as_much_as_the_first(index_of: IndexOf) -> None:
    """A thing with a name of three words and another of one is worth the same under either, and both together no more."""
    long, short = "thuế thu nhập", "tndn"
    index = index_of(f"{long} đây", f"{short} ở đây đó", f"{long} {short}", "khác hẳn", "khác nữa")
    names = tuple(tuple(WantedTerm(term) for term in terms(name, VI)) for name in (long, short))
    found = shares(index.search(VI, [WantedName(names)], 10))
    assert set(found) == {0, 1, 2}
    assert found[1] == pytest.approx(found[0], rel=0.15)
    assert found[2] == pytest.approx(found[0], rel=0.15)


@cache
def many_units() -> LexicalIndex:
    """700 units of one to three passages; each says some of twelve words of which the first are common and the last are rare."""
    chooser = random.Random(0)  # noqa: S311 - any texts will do
    writer = LexicalWriter(Path(mkdtemp(prefix="passerelle-test-")))
    row = 0
    for _ in range(700):
        text = " ".join(word for place, word in enumerate(WORDS) for _ in range(chooser.randint(1, 3)) if chooser.random() < 1 / (place + 1.5))
        passages = chooser.randint(1, 3)
        writer.add(range(row, row + passages), VI, text or "khác", [])
        row += passages
    writer.close()
    return LexicalIndex(writer._folder)


WORDS = ["và", "các", "theo", "năm", "đất", "thuế", "chợ", "cảng", "đường", "rừng", "gạo", "chè"]


@settings(deadline=None)
@given(
    words=st.lists(st.sampled_from(WORDS), min_size=1, max_size=4, unique=True),
    among=st.one_of(
        st.sets(st.integers(0, 1200), max_size=5), st.builds(lambda start, step: set(range(start, 1200, step)), st.integers(0, 50), st.integers(1, 40))
    ),
    count=st.integers(1, 60),
)
def test_a_filter_is_exact(words: list[str], among: set[int], count: int) -> None:
    """However many rows pass, the shares found are the largest that the same search without a filter gives them."""
    index, names = many_units(), [WantedName(((WantedTerm(word),),)) for word in words]
    everything = index.search(VI, names, 700)
    admitted = np.array(sorted(among), dtype=np.int64)
    found = index.search(VI, names, count, admitted)
    assert set(found.rows.tolist()) <= among
    expected = sorted((share for row, share in shares(everything).items() if row in among), reverse=True)[: len(found.rows)]
    assert found.shares.tolist() == pytest.approx(expected, rel=1e-4)
    assert len(found.rows) >= min(count, len(among & set(everything.rows.tolist())))


def test_of_too_common_words_the_rarest_are_looked_for(index_of: IndexOf, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the words together stand in more units than may be read, the commonest is left out, and a hit still holds all of what is looked for."""
    index = index_of(*["chung một"] * 30, "chung một riêng", "khác")
    whole = shares(index.search(VI, wanted("chung, riêng"), 40))
    monkeypatch.setattr(indexer.lexical, "MOST_POSTINGS", 20)
    bounded = shares(index.search(VI, wanted("chung, riêng"), 40))
    assert (len(whole), set(bounded)) == (31, {30})
    assert index.search(VI, wanted("chung"), 40).rows.size == 31


def test_nothing_wanted_is_nothing_found(index_of: IndexOf) -> None:
    """Without words, or with none asked for, there is no hit."""
    index = index_of("hỗ trợ")
    assert index.search(VI, [], 10).rows.size == 0
    assert index.search(VI, [WantedName(())], 10).rows.size == 0
    assert index.search(VI, wanted("hỗ trợ"), 0).rows.size == 0
    assert index.worth(VI, WantedName(())) == 0


def test_a_folder_that_is_no_index(tmp_path: Path) -> None:
    """What cannot be read says what to do."""
    with pytest.raises(IndexMismatch, match="build the index again"):
        LexicalIndex(tmp_path)
