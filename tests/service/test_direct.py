"""A target answers a question in any language by what it is about, when, where and in which unit; anything else answers nothing."""

import pytest

from corpus.nouns import Document, Kind, Language
from service.direct import facts_that_answer
from service.engine import Engine, Snapshot
from service.questions import read_question


@pytest.fixture
def snapshot(policies: Engine) -> Snapshot:
    """The generation of the acts."""
    return policies.snapshot()


def values(snapshot: Snapshot, question: str, language: Language | None = None) -> list[int]:
    """The figures of the targets that answer, best first."""
    return [int(fact.target.quantity.low) for fact in facts_that_answer(snapshot.generation.store, read_question(question, language=language))]


@pytest.mark.parametrize(
    "question",
    [
        "Combien d'entreprises d'industries de soutien Hanoï vise-t-elle d'ici 2030 ?",
        "Hà Nội đặt mục tiêu bao nhiêu doanh nghiệp công nghiệp hỗ trợ đến năm 2030?",
        "How many supporting industry enterprises does Hanoi want by 2030?",
        "Ha Noi co bao nhieu doanh nghiep cong nghiep ho tro den nam 2030?",
        "Combien d'entreprises d'industries de soutien a Hanoi d'ici 2030 ?",
    ],
)
def test_a_count_in_three_languages(snapshot: Snapshot, question: str) -> None:
    """The act's figure comes first, whichever language asks, with or without accents."""
    assert values(snapshot, question)[:1] == [1200]


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("Quelle part des villages de métiers de Hanoï aura un traitement des eaux usées d'ici 2030 ?", 80),
        ("Kinh tế số chiếm bao nhiêu phần trăm GDP đến năm 2035?", 35),
        ("Kinh te so chiem bao nhieu phan tram GDP den nam 2035?", 35),
        ("Quelle part des villages de metiers de Hanoi aura un traitement des eaux usees d'ici 2030 ?", 80),
    ],
)
def test_a_fact_that_only_the_other_language_states(snapshot: Snapshot, question: str, value: int) -> None:
    """A French question is answered by the Vietnamese act and the reverse."""
    assert values(snapshot, question)[:1] == [value]


@pytest.mark.parametrize(
    "question",
    [
        "Quel pourcentage d'entreprises d'industries de soutien Hanoï vise-t-elle d'ici 2040 ?",
        "Combien d'entreprises d'industries de soutien Hanoï vise-t-elle d'ici 2045 ?",
        "Combien d'entreprises d'industries de soutien Đà Nẵng vise-t-elle d'ici 2030 ?",
        "Bao nhiêu tỷ đồng cho doanh nghiệp công nghiệp hỗ trợ Hà Nội đến năm 2030?",
        "Combien de touristes d'ici 2030 ?",
        "Qui dirige le programme des industries de soutien de Hanoï ?",
        "Combien d'entreprises de céramique spatiale Hanoï vise-t-elle d'ici 2030 ?",
    ],
)
def test_what_no_target_answers(snapshot: Snapshot, question: str) -> None:
    """Another year, place, unit or subject, and questions for no figure, get no target."""
    assert values(snapshot, question) == []


def test_a_list_of_targets(snapshot: Snapshot) -> None:
    """A question for the targets of something lists them by deadline."""
    assert values(snapshot, "Quels sont les objectifs de la stratégie des semi-conducteurs ?") == [50000, 100000]


def test_only_admitted_documents_state(snapshot: Snapshot) -> None:
    """A fact that only refused documents state does not answer; of others only the admitted statements are left."""
    question = read_question("Hà Nội đặt mục tiêu bao nhiêu doanh nghiệp công nghiệp hỗ trợ đến năm 2030?")

    def is_news(document: Document) -> bool:
        return document.kind is Kind.NEWS

    [fact] = facts_that_answer(snapshot.generation.store, question, is_news)
    assert [statement.document.kind for statement in fact.statements] == [Kind.NEWS]
    assert fact.rivals == ()
    assert facts_that_answer(snapshot.generation.store, question, lambda _: False) == []
