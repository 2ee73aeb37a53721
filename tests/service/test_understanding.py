"""What a question names is understood in three languages, and weighs a little."""

import re

import pytest

from corpus.folding import folded
from corpus.nouns import Language
from corpus.rulebook import rules
from service.boosts import BOOSTS, boosts, filters_of
from service.dimensions import Dimension
from service.engine import Engine
from service.questions import read_question
from service.retrieval import search

D = Dimension

QUESTIONS: list[tuple[str, list[tuple[Dimension, str, str]]]] = [
    (
        "Combien d'entreprises des industries de soutien Hanoï vise-t-elle sur la période 2026-2030 selon le plan n° 302/KH-UBND ?",
        [
            (D.SECTOR, "supporting-industries", "industries de soutien"),
            (D.PLACE, "Hà Nội", "Hanoï"),
            (D.PERIOD, "2026-2030", "2026-2030"),
            (D.KIND, "plan", "plan"),
            (D.NUMBER, "302/KH-UBND", "302/KH-UBND"),
        ],
    ),
    (
        "quyết định của UBND thành phố Hà Nội năm 2025 về điện tử, còn hiệu lực",
        [
            (D.KIND, "decision", "quyết định"),
            (D.ISSUER, "Ủy ban nhân dân", "UBND thành phố Hà Nội"),
            (D.PLACE, "Hà Nội", "Hà Nội"),
            (D.YEAR, "2025", "2025"),
            (D.SECTOR, "electronics", "điện tử"),
            (D.IN_FORCE, "true", "còn hiệu lực"),
        ],
    ),
    (
        "nghi dinh cua chinh phu ve det may o bac ninh den nam 2030",
        [
            (D.KIND, "decree", "nghi dinh"),
            (D.ISSUER, "Chính phủ", "chinh phu"),
            (D.SECTOR, "textile-and-garment", "det may"),
            (D.PLACE, "Bắc Ninh", "bac ninh"),
            (D.YEAR, "2030", "2030"),
        ],
    ),
    (
        "What does the 2026 decree of the Ministry of Finance say on semiconductors in Da Nang?",
        [
            (D.YEAR, "2026", "2026"),
            (D.KIND, "decree", "decree"),
            (D.ISSUER, "Bộ Tài chính", "Ministry of Finance"),
            (D.SECTOR, "semiconductors", "semiconductors"),
            (D.PLACE, "Đà Nẵng", "Da Nang"),
        ],
    ),
    (
        "Khoản 2 Điều 3 Nghị định 80/2021/NĐ-CP",
        [(D.CLAUSE, "article-3/clause-2", "Khoản 2 Điều 3"), (D.KIND, "decree", "Nghị định"), (D.NUMBER, "80/2021/NĐ-CP", "80/2021/NĐ-CP")],
    ),
    ("la version vietnamienne de la loi", [(D.LANGUAGE, "vi", "version vietnamienne"), (D.KIND, "law", "loi")]),
    ("Thủ tướng Chính phủ giao gì?", [(D.ISSUER, "Thủ tướng Chính phủ", "Thủ tướng Chính phủ")]),
    ("giai đoạn 2026 đến 2030", [(D.PERIOD, "2026-2030", "2026 đến 2030")]),
    ("de 2030 à 2025", [(D.YEAR, "2030", "2030"), (D.YEAR, "2025", "2025")]),
    ("le 12/10/2025, 1.2030 et 12025 entreprises", []),
    ("une aide pour les machines", []),
]


@pytest.mark.parametrize(("text", "named"), QUESTIONS, ids=[text for text, _ in QUESTIONS])
def test_what_a_question_names(text: str, named: list[tuple[Dimension, str, str]]) -> None:
    """Each thing is named once, with its value and the words that say it; words of a number or of an authority are nothing else."""
    assert [(item.dimension, item.value, item.text) for item in read_question(text).understood] == named


@pytest.mark.parametrize("table", ["language", "force"])
def test_hints_match_their_examples(table: str) -> None:
    """Every pattern finds one of its examples, every example is found, and no counterexample is."""
    for rule in rules("hints")[table]:
        patterns = [re.compile(rf"\b(?:{pattern})\b") for pattern in rule["patterns"]]
        assert [example for example in rule["examples"] if not any(pattern.search(folded(example)) for pattern in patterns)] == []
        assert [example for example in rule["counterexamples"] if any(pattern.search(folded(example)) for pattern in patterns)] == []


def test_everything_that_is_weighed_can_be_weighed() -> None:
    """Each dimension that weighs something has a filter that says the same."""
    named = [item for text, _ in QUESTIONS for item in read_question(text).understood]
    assert {item.dimension for item in named if filters_of(item)} == set(BOOSTS)


@pytest.mark.parametrize(
    ("text", "agreeing"),
    [
        ("quyết định", {"6126"}),
        ("văn bản năm 2017", {"68"}),
        ("kế hoạch", {"302"}),
        ("văn bản của UBND thành phố Hà Nội", {"6126"}),
        ("văn bản", set()),
    ],
)
def test_what_agrees_gains(engine: Engine, text: str, agreeing: set[str]) -> None:
    """Passages of the documents that agree with what is named gain, and no others."""
    snapshot = engine.snapshot()
    rows = snapshot.languages["vi"].rows
    gained = boosts(snapshot, read_question(text, language=Language.VIETNAMESE), rows)
    documents = {
        str(document.number.number) for row, gain in zip(rows.tolist(), gained, strict=True) if gain > 0 and (document := snapshot.document_of(row)).number
    }
    assert documents == agreeing


def test_what_is_named_filters_nothing(engine: Engine) -> None:
    """A question that names a kind still finds passages of all others."""
    snapshot = engine.snapshot()
    hits = search(snapshot, engine.encoder, read_question("kế hoạch hỗ trợ doanh nghiệp"), 100, per_document=None)
    assert len(hits) == snapshot.generation.manifest.passages
