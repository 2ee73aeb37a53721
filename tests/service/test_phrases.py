"""What stands in quotation marks must stand in the passages that are found."""

from pathlib import Path

import pytest

from corpus.nouns import Kind, Language
from service.engine import Engine
from service.filters import Filters
from service.finding import find
from service.phrase_rows import rows_with
from service.phrases import holds, quoted_phrases
from service.questions import read_question
from service.retrieval import search
from tests.service.library import engine_of


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ('"công nghiệp hỗ trợ"', ("công nghiệp hỗ trợ",)),
        ("« industries de soutien » à Hanoï", ("industries de soutien",)),
        ('“Cờ thi đua” và „hai“ và "một  hai"', ("Cờ thi đua", "hai", "một hai")),
        ('"thuế" "thuế"', ("thuế",)),
        ("le prix de 5\" et l'aide", ()),
        ('""', ()),
        ('"—"', ()),
        ("l'aide d'urgence", ()),
        ('"doanh nghiệp."', ("doanh nghiệp",)),
    ],
)
def test_what_is_quoted(text: str, phrases: tuple[str, ...]) -> None:
    """All usual quotation marks count; single ones are apostrophes, and marks without a partner are inches."""
    assert quoted_phrases(text) == phrases
    if text.strip('"—'):
        assert read_question(text).phrases == phrases


@pytest.mark.parametrize(
    ("phrase", "text", "held"),
    [
        ("công nghiệp hỗ trợ", "phát triển CÔNG NGHIỆP\n  hỗ trợ.", True),
        ("công nghiệp hỗ trợ", "cong nghiep ho tro", False),
        ("cong nghiep ho tro", "công nghiệp hỗ trợ", True),
        ("ho tro", "hồ trở về", True),
        ("hỗ trợ", "hồ trở về", False),
        ("industries de soutien", "les industries\u00a0de soutien", True),
        ("industrie", "les industries de soutien", False),
        ("l'entreprise", "à l’entreprise", True),
        ("impots", "les impôts", True),
        ("impôts", "les impots", False),
        ("100", "1000 dongs", False),
        ("100", "1.100 dongs", False),
        ("1.200", "1.200.000 dongs", False),
        ("1.200", "khoảng 1.200, trong đó", True),
        ("302/KH-UBND", "kế hoạch 302/kh-ubnd", True),
    ],
)
def test_a_phrase_in_a_text(phrase: str, text: str, *, held: bool) -> None:
    """White space, capitals and apostrophes do not count, accents do when they were typed, and words and figures are whole."""
    assert holds(text, (phrase,)) is held


@pytest.mark.parametrize(
    "phrase", ["doanh nghiệp", "hỗ trợ", "ho tro", "45% doanh nghiệp", "thử nghiệm và chứng nhận", "aide de 20 %", "de la", "31 mars", "không có ở đâu", "2030"]
)
def test_exactly_the_passages_with_the_phrase(engine: Engine, phrase: str) -> None:
    """Of rare and common phrases alike, every passage that holds one is found, and no other one, compared with reading all texts."""
    snapshot = engine.snapshot()
    rows = list(range(snapshot.generation.manifest.passages))
    expected = [row for row, passage in zip(rows, snapshot.generation.store.passages(rows), strict=True) if holds(passage.text, (phrase,))]
    assert rows_with(snapshot, (phrase,)).tolist() == expected
    found = find(snapshot, engine.encoder, read_question(f'"{phrase}"'), 100)
    assert sorted(hit.row for hit in found.hits) == expected


def test_phrases_and_filters(engine: Engine) -> None:
    """A passage must pass both, and several phrases must all stand in it."""
    snapshot = engine.snapshot()
    found = find(snapshot, engine.encoder, read_question('"doanh nghiệp"'), 100, Filters(kind=Kind.PLAN))
    assert {hit.document.kind for hit in found.hits} == {Kind.PLAN}
    assert [hit.passage.text for hit in find(snapshot, engine.encoder, read_question('"doanh nghiệp" "lãi suất"'), 100).hits] == [
        hit.passage.text for hit in found.hits
    ]


def test_a_phrase_that_stands_nowhere(engine: Engine) -> None:
    """A search for it finds nothing; a question that quotes it is answered as far as it can be."""
    snapshot, question = engine.snapshot(), read_question('hỗ trợ "công nghiệp vũ trụ" cho doanh nghiệp')
    assert find(snapshot, engine.encoder, question, 10).hits == []
    assert search(snapshot, engine.encoder, question, 10)


def test_a_common_phrase_among_many(tmp_path: Path) -> None:
    """Of three hundred texts with all its words, the one hundred that hold the phrase itself are found."""
    texts = {f"t{n}": f"Văn bản số {n} về doanh nghiệp công nghiệp và hỗ trợ thương mại." for n in range(200)}
    texts |= {f"p{n}": f"Văn bản số {n} về công nghiệp hỗ trợ của doanh nghiệp thương mại." for n in range(100)}
    snapshot = engine_of(tmp_path, **texts).snapshot()
    for phrase in ("công nghiệp hỗ trợ", "cong nghiep ho tro"):
        rows = rows_with(snapshot, (phrase,))
        assert len(rows) == 100
        assert {snapshot.generation.store.passages([row])[0].language for row in rows.tolist()} == {Language.VIETNAMESE}
