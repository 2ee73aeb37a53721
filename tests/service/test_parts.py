"""A question that asks several things is answered part by part; what no document answers is named."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from corpus.nouns import Language
from service.answering import answer
from service.engine import Engine
from service.evidence import Answer
from service.evidence import Warning as EvidenceWarning
from service.parts import parts_of
from service.questions import read_question
from tests.service.acts import BEFORE, BETWEEN
from tests.service.library import engine_of

FR, VI, EN = Language.FRENCH, Language.VIETNAMESE, Language.ENGLISH


def ask(engine: Engine, asked: str, as_of: date | None = None) -> Answer:
    """The answer to a question, each quotation of which is compared with its document once more."""
    found = answer(engine.snapshot(), engine.encoder, read_question(asked), as_of=as_of)
    for item in found.evidence:
        item.verify(engine.snapshot())
    return found


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        (FR, "Quel est le taux normal de l'impôt sur les sociétés et depuis quand la loi s'applique-t-elle ?", ["Quel est", "depuis quand"]),
        (FR, "Quelles aides pour les machines ; qui dépose la demande ?", ["Quelles aides", "qui dépose"]),
        (FR, "Quel est le taux ? Quelle est la recette ?", ["Quel est le taux ?", "Quelle est la recette ?"]),
        (FR, "Quelles aides pour les PME et les coopératives ?", None),
        (FR, "Qui a signé la décision et à quelle date ?", None),
        (FR, "Combien d'entreprises et d'emplois d'ici 2030 ?", None),
        (VI, "Thuế suất phổ thông là bao nhiêu và luật có hiệu lực từ khi nào?", ["Thuế suất", "luật có hiệu lực"]),
        (VI, "thue suat pho thong la bao nhieu va luat co hieu luc tu khi nao", ["thue suat", "luat co hieu luc"]),
        (VI, "Ai đứng ra lập Quỹ Phát triển doanh nghiệp nhỏ và vừa cho ai vay?", None),
        (VI, "Dự án bán dẫn phải đầu tư và giải ngân bao nhiêu?", None),
        (VI, "Doanh nghiệp nhỏ và vừa được hỗ trợ gì?", None),
        (EN, "How many firms does Hanoi aim for by 2030, and who delivers the certificate?", ["How many", "who delivers"]),
        (EN, "What is research and development?", None),
        (EN, "Which taxes are reduced and for how long?", None),
    ],
)
def test_parts(language: Language, text: str, expected: list[str] | None) -> None:
    """Both sides of a joint must ask something that is understood alone; None means one question."""
    found = parts_of(text, language)
    if expected is None:
        assert found == (text,)
    else:
        assert [part[: len(begin)] for part, begin in zip(found, expected, strict=True)] == expected


def test_each_part_is_answered(engine: Engine) -> None:
    """Each part has a line that names it and its own quotations, whose numbers go on."""
    found = ask(
        engine, "Đến năm 2030 có bao nhiêu doanh nghiệp công nghiệp hỗ trợ hoạt động? Đến năm 2035 có bao nhiêu phần trăm doanh nghiệp đạt tiêu chuẩn quốc tế?"
    )
    assert found.refusal is None
    lines = found.text.split("\n")
    assert [line for line in lines if line.startswith("Về câu hỏi")] == [
        "Về câu hỏi “Đến năm 2030 có bao nhiêu doanh nghiệp công nghiệp hỗ trợ hoạt động”:",
        "Về câu hỏi “Đến năm 2035 có bao nhiêu phần trăm doanh nghiệp đạt tiêu chuẩn quốc tế”:",
    ]
    pointed = [int(line.rpartition("[")[2].rstrip("]")) for line in lines if line.endswith("]")]
    assert set(pointed) == set(range(1, len(found.evidence) + 1))
    for line in lines:
        if line.startswith("Theo"):
            assert " ".join(found.evidence[int(line.rpartition("[")[2].rstrip("]")) - 1].quote.split()) in line
    assert any("khoảng 1.200" in item.quote for item in found.evidence)
    assert any("45%" in item.quote for item in found.evidence)


def test_a_part_without_an_answer_is_named(engine: Engine) -> None:
    """What the documents do not answer is said, with a warning; nothing is quoted for it."""
    found = ask(engine, "Đến năm 2030 có bao nhiêu doanh nghiệp công nghiệp hỗ trợ hoạt động? Recette nào cho bœuf bourguignon aux carottes?")
    assert "Các văn bản không trả lời: “Recette nào cho bœuf bourguignon aux carottes”." in found.text
    assert EvidenceWarning.PARTLY_SUPPORTED in found.warnings
    assert found.evidence


def test_no_part_has_an_answer(engine: Engine) -> None:
    """When no part has one the whole is refused as any other question."""
    found = ask(engine, "Quelle est la recette du bœuf bourguignon ? Quelle cuisson pour les carottes glacées ?")
    assert found.refusal == "no_evidence"
    assert found.nearest


@pytest.mark.parametrize(
    ("asked", "missing"),
    [
        ("Một năm Samsung có khoảng 1.200 doanh nghiệp công nghiệp hỗ trợ hoạt động đến năm 2030", "Không trích dẫn nào nhắc đến: Samsung."),
        ("Đến năm 2041 có khoảng 1.200 doanh nghiệp công nghiệp hỗ trợ hoạt động", "Không trích dẫn nào nhắc đến: 2041."),
    ],
)
def test_what_no_quotation_mentions_is_named(engine: Engine, asked: str, missing: str) -> None:
    """A name or a year of the question that no quotation holds is told, so that nobody takes the answer for one about it."""
    found = ask(engine, asked)
    assert missing in found.text
    assert EvidenceWarning.PARTLY_SUPPORTED in found.warnings


def test_what_is_mentioned_is_not_named(engine: Engine) -> None:
    """Nothing is said where the quotations, or what stands above them, hold all that the question names."""
    found = ask(engine, "Đến năm 2030 có khoảng 1.200 doanh nghiệp công nghiệp hỗ trợ hoạt động ở Hà Nội")
    assert EvidenceWarning.PARTLY_SUPPORTED not in found.warnings
    assert "nhắc đến" not in found.text


# What changed


@pytest.mark.parametrize(
    ("asked", "begins"),
    [
        ("Nghị định 10/2020/NĐ-CP có gì thay đổi?", "Nghị định 20/2022/NĐ-CP ngày 15/01/2022"),
        ("Qu'est-ce qui a changé dans le décret 10/2020/NĐ-CP ?", "Décret 20/2022/NĐ-CP du 15/01/2022"),
        ("What changed in decree 10/2020/NĐ-CP?", "Decree 20/2022/NĐ-CP of 15/01/2022"),
    ],
)
def test_what_changed(acts: Engine, asked: str, begins: str) -> None:
    """Each change is told with the act that made it, from when, and the words that say so; the latest comes first."""
    found = ask(acts, asked)
    changes = [line for line in found.text.split("\n") if line.endswith("]")]
    assert "30/2024/NĐ-CP" in changes[0]
    assert any(line.startswith(begins) for line in changes)
    assert all("01/03/2022" in line for line in changes if line.startswith(begins))
    numbers = {str(item.document.number) for item in found.evidence}
    assert len(numbers) == 2
    assert any("hết hiệu lực" in item.quote for item in found.evidence)
    assert any("khoản 2 Điều 1" in item.quote for item in found.evidence)


def test_what_changed_of_a_clause(acts: Engine) -> None:
    """A clause that is named has its own changes: one that was not amended has only what ended the whole act."""
    amended = ask(acts, "Khoản 2 Điều 1 Nghị định 10/2020/NĐ-CP có gì thay đổi?")
    other = ask(acts, "Điều 2 Nghị định 10/2020/NĐ-CP có gì thay đổi?")
    assert "20/2022/NĐ-CP" in amended.text
    assert "20/2022/NĐ-CP" not in other.text
    assert "30/2024/NĐ-CP" in other.text


def test_what_changed_by_a_day(acts: Engine) -> None:
    """With a day, what counts only later is left out."""
    asked = "Nghị định 10/2020/NĐ-CP có gì thay đổi?"
    assert "30/2024/NĐ-CP" not in ask(acts, asked, BETWEEN).text
    assert "20/2022/NĐ-CP" in ask(acts, asked, BETWEEN).text
    assert "Không có văn bản nào trong kho sửa đổi" not in ask(acts, asked, BETWEEN).text
    assert "20/2022/NĐ-CP" not in ask(acts, asked, BEFORE).text


def test_what_an_act_changes_itself(acts: Engine) -> None:
    """Of an act that nothing changed it is said so, and what it changes of others is quoted from it."""
    found = ask(acts, "Nghị định 20/2022/NĐ-CP sửa đổi những gì?")
    lines = found.text.split("\n")
    assert lines[0].startswith("Không có văn bản nào trong kho sửa đổi, thay thế hay bãi bỏ nghị định 20/2022/NĐ-CP")
    assert "sửa đổi, bổ sung 10/2020/NĐ-CP" in lines[1]
    assert {item.document.number.number for item in found.evidence if item.document.number} == {20}


def test_nothing_changed_at_all(tmp_path: Path) -> None:
    """Where the index knows of no change this is the answer, with the document that was meant."""
    engine = engine_of(tmp_path)
    found = ask(engine, "Qu'est-ce qui a changé dans le plan 302/KH-UBND ?")
    assert found.refusal is None
    assert found.text.startswith("Aucun document de l'index ne modifie, ne remplace ni n'abroge plan 302/KH-UBND")
    assert [item.document.number.number for item in found.evidence if item.document.number] == [302]
