from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.asking import Asked, asked_for
from corpus.nouns import Language
from service.answer_kinds import holds_figure, holds_name, names_in


@pytest.mark.parametrize(
    ("question", "text", "language", "held"),
    [
        ("Quel taux s'applique ?", "Le taux est de 17 %.", Language.FRENCH, True),
        ("Quel taux s'applique ?", "Le taux est fixé par décret en 2026.", Language.FRENCH, False),
        ("Quel est le budget du programme ?", "Le programme dispose de 20 milliards de dongs.", Language.FRENCH, True),
        ("Quel est le budget du programme ?", "Le programme vise 1 200 entreprises.", Language.FRENCH, False),
        ("Thời hạn xử lý hồ sơ?", "Hồ sơ được xử lý trong 15 ngày.", Language.VIETNAMESE, True),
        ("Thời hạn xử lý hồ sơ?", "Hồ sơ gồm 3 bản.", Language.VIETNAMESE, False),
        ("Luật có hiệu lực từ ngày nào?", "Luật có hiệu lực từ ngày 01 tháng 7 năm 2025.", Language.VIETNAMESE, True),
        ("Quand la loi s'applique-t-elle ?", "La loi s'applique sans délai.", Language.FRENCH, False),
        ("Bao nhiêu doanh nghiệp?", "Có 1.200 doanh nghiệp.", Language.VIETNAMESE, True),
        ("Qui délivre le certificat ?", "Le ministère le délivre.", Language.FRENCH, None),
    ],
)
def test_a_text_holds_the_kind_of_figure_that_is_asked_for_or_not(question: str, text: str, language: Language, held: bool | None) -> None:  # noqa: FBT001 - a table of cases
    """A share needs a share, a sum money, a time a time, a day a day; where no figure is asked for nothing is said."""
    assert holds_figure(asked_for(question), text, language) is held


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("Le certificat est délivré par le ministère de l'Industrie.", True),
        ("Le certificat est délivré à Hanoï.", False),
        ("Le certificat est délivré sans frais.", False),
    ],
)
def test_a_name_counts_that_the_question_does_not_know(text: str, held: bool) -> None:  # noqa: FBT001 - a table of cases
    """Somebody or some place is named only where a text says a name that is not in the question."""
    assert holds_name("Qui délivre le certificat à Hanoï ?", text) is held


@given(st.sampled_from(["một", "le", "des"]), st.text(alphabet="abcdefgh ", max_size=30))
def test_small_letters_are_no_names(first: str, rest: str) -> None:
    """Where nothing after the beginning has a capital there is no name."""
    assert names_in(f"{first.capitalize()} {rest}") == frozenset()


def test_where_is_asked_for_in_each_language() -> None:
    """A question for a place is told from one for a thing of the same letters."""
    assert Asked.WHERE in asked_for("Ở đâu có khu công nghiệp hỗ trợ?")
    assert Asked.WHERE not in asked_for("Faut-il un ou deux dossiers ?")
