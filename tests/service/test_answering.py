"""Whatever is quoted stands in a document, and what no document says is refused."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.nouns import Language, Span
from indexer.build import build_index
from indexer.extraction import extract
from indexer.generation import building, publish
from indexer.writing import GenerationWriter
from service.answering import answer
from service.engine import Engine, Snapshot
from service.evidence import Answer, Evidence, Reason, Warning, evidence_at  # noqa: A004 - the word of the contract
from service.filters import Filters
from service.questions import read_question
from tests.fakes import FakeEncoder
from tests.indexer.texts import FRENCH, VIETNAMESE

GOAL = "Đến năm 2030 có khoảng 1.200 doanh nghiệp công nghiệp hỗ trợ hoạt động."


def ask(engine: Engine, text: str, filters: Filters | None = None) -> Answer:
    """The answer to a question as a person types it."""
    return answer(engine.snapshot(), engine.encoder, read_question(text), filters)


@pytest.mark.parametrize(
    ("text", "warnings"),
    [
        (GOAL, []),
        ("Une aide de 20 % du prix des machines est versée aux petites entreprises.", []),
        ("Trois cents exposants sont attendus pendant quatre jours au palais des expositions.", [Warning.ONLY_NEWS]),
        ("Làng nghề gốm sứ được miễn tiền thuê mặt nước trong mười năm.", [Warning.NOT_IN_FORCE]),
        ("Chợ đầu mối mở cửa từ hai giờ sáng và đóng cửa lúc chín giờ.", [Warning.RECORD]),
    ],
)
def test_a_sentence_is_quoted_with_what_a_reader_must_know(engine: Engine, text: str, warnings: list[Warning]) -> None:
    """A question in the words of a document quotes that sentence first; news, replaced acts and records are marked."""
    result = ask(engine, text)
    assert result.refusal is None
    assert text in " ".join(result.evidence[0].quote.split())
    assert list(result.warnings) == warnings
    assert "[1]" in result.text


def test_what_is_cited_of_a_quotation(engine: Engine) -> None:
    """The clause, the document and the passage are those of the place."""
    evidence = ask(engine, GOAL).evidence[0]
    assert evidence.clause is not None
    assert (evidence.clause.path, evidence.document.number and evidence.document.number.number, evidence.page) == ("article-1/clause-1", 6126, None)
    assert evidence.passage_id.startswith(f"{evidence.document.id}:")


@pytest.mark.parametrize("text", ["recette bœuf bourguignon carottes oignons", "Ai vô địch bóng đá thế giới?", "zzz qqq"])
def test_a_refusal_says_what_is_nearest(engine: Engine, text: str) -> None:
    """Without support there is no quotation but a reason, and the nearest passages of different documents."""
    result = ask(engine, text)
    assert (result.refusal, result.evidence, result.warnings) == (Reason.NO_EVIDENCE, (), ())
    assert 0 < len(result.nearest) <= 3
    assert len({evidence.document.id for evidence in result.nearest}) == len(result.nearest)


def test_filters_limit_answers(engine: Engine) -> None:
    """What stands only in a document that the filter leaves out is not answered."""
    result = ask(engine, GOAL, Filters(language=Language.FRENCH))
    assert result.refusal is Reason.NO_EVIDENCE
    assert {evidence.document.language for evidence in result.nearest} == {Language.FRENCH}


@pytest.mark.parametrize(
    ("text", "quote", "warnings"),
    [
        ("6126/QĐ-UBND Điều 1 khoản 2", "2. Đến năm 2035 có 45% doanh nghiệp đạt tiêu chuẩn quốc tế.", []),
        ("article 1, paragraphe 2 de la décision n° 6126/QD-UBND", "2. Đến năm 2035 có 45% doanh nghiệp đạt tiêu chuẩn quốc tế.", []),
        ("n° 2025-7 article 2 paragraphe 1", "1. La demande est déposée avant le 31 mars.", []),
    ],
)
def test_a_bare_reference_gets_the_clause(engine: Engine, text: str, quote: str, warnings: list[Warning]) -> None:
    """Who names a clause gets that clause, whole and alone."""
    result = ask(engine, text)
    assert ([evidence.quote for evidence in result.evidence], list(result.warnings), result.refusal) == ([quote], warnings, None)


def test_an_ambiguous_reference(engine: Engine) -> None:
    """A number that several acts bear gets them all, with a warning."""
    result = ask(engine, "n° 6126")
    assert len(result.evidence) == 2
    assert Warning.AMBIGUOUS in result.warnings


def test_a_number_that_is_only_cited(engine: Engine) -> None:
    """The places that cite it are quoted, with a warning."""
    result = ask(engine, "n ° 4159 / QD-UBND")
    assert all("4159/QĐ-UBND" in evidence.quote for evidence in result.evidence)
    assert result.warnings[0] is Warning.CITED_ONLY


@pytest.mark.parametrize(
    ("text", "reason", "nearest"),
    [("777/QĐ-BTC", Reason.UNKNOWN_NUMBER, 0), ("6126/QĐ-UBND Điều 99", Reason.UNKNOWN_CLAUSE, 1)],
)
def test_references_that_name_nothing(engine: Engine, text: str, reason: Reason, nearest: int) -> None:
    """An unknown number and an unknown clause are refusals with their reason; of a known document the beginning is shown."""
    result = ask(engine, text)
    assert (result.refusal, len(result.nearest), result.evidence) == (reason, nearest, ())


def test_an_empty_index(tmp_path: Path) -> None:
    """Without documents every question is refused for that reason."""
    (tmp_path / "documents").mkdir()
    build_index(tmp_path / "index", (tmp_path / "documents",), FakeEncoder())
    assert ask(Engine(tmp_path / "index", FakeEncoder()), "thuế").refusal is Reason.EMPTY_INDEX


@pytest.mark.parametrize("shift", [-1, 1])
def test_a_quotation_that_is_not_at_its_place_is_not_handed_out(snapshot: Snapshot, shift: int) -> None:
    """Evidence whose words are not those of its span is a defect that is raised, not shown."""
    good = evidence_at(snapshot, snapshot.documents[0], Span(10, 40))
    good.verify(snapshot)
    span = Span(good.span.start + shift, good.span.end + shift)
    moved = Evidence(good.document, span, good.quote, good.clause, good.page, good.passage_id, good.score)
    with pytest.raises(RuntimeError, match="is not at Span"):
        moved.verify(snapshot)


def test_every_answer_is_verified(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """An answer whose evidence was tampered with on the way never leaves ``answer``."""
    right = evidence_at

    def wrong(*arguments: object) -> Evidence:
        good = right(*arguments)  # type: ignore[arg-type]  # whatever it is called with
        return Evidence(good.document, good.span, good.quote.upper(), good.clause, good.page, good.passage_id, good.score)

    monkeypatch.setattr("service.answering.evidence_at", wrong)
    with pytest.raises(RuntimeError, match="is not at Span"):
        ask(engine, GOAL)


_PIECES = st.one_of(
    st.sampled_from([*FRENCH, *VIETNAMESE]),
    st.sampled_from(
        ["Điều 1. Phạm vi", "Article 2 - Objet", "1. Một", "a) un ;", "- 45 %", "…", "N° 6126/QĐ-UBND.", "“Trích dẫn”", "M. Dupont, art. 5, p. 3.", "😀 𝔘𝔫𝔦"]
    ),
    st.text(alphabet="abc éđ ệ.,;:!?«»\n\t-0123456789 \u00a0\u200b", min_size=1, max_size=60),
)
_DOCUMENTS = st.lists(
    st.lists(st.tuples(_PIECES, st.sampled_from(["\n", " ", "\n\n", " \n", "; "])), min_size=1, max_size=12).map(
        lambda parts: "".join(a + b for a, b in parts)
    ),
    min_size=1,
    max_size=3,
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(_DOCUMENTS, st.sampled_from([*FRENCH, *VIETNAMESE, "45 %", "N° 6126/QĐ-UBND", "Điều 1"]))
def test_every_quotation_is_an_exact_span(documents: list[str], asked: str) -> None:
    """Of any documents and any question, each quotation and each nearest passage is the text between its two offsets."""
    encoder = FakeEncoder()
    with tempfile.TemporaryDirectory() as scratch:
        with building(Path(scratch)) as folder:
            writer = GenerationWriter(folder, encoder)
            for text in dict.fromkeys(text for text in documents if any(letter.isalpha() for letter in text)):
                writer.add(extract(text.encode(), "a.txt", writer.token_starts), "a.txt")
            publish(folder, writer.finish((), {}))
        snapshot = Engine(Path(scratch), encoder).snapshot()
        result = answer(snapshot, encoder, read_question(asked))
        for evidence in (*result.evidence, *result.nearest):
            text = snapshot.generation.store.text(evidence.document.id).text
            assert text[evidence.span.start : evidence.span.end] == evidence.quote
            assert evidence.quote.strip()
            if evidence.clause:
                assert evidence.clause.span.covers(evidence.span)
        snapshot.generation.store.close()
