"""A text is found in the characters of its page, whatever their order, spelling and company."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.folding import nfc
from indexer.alignment import NOWHERE, compared, partners
from tests.indexer.texts import FRENCH, VIETNAMESE

PAGE = " ".join(VIETNAMESE)
ARTICLE = "Điều 5. Hỗ trợ doanh nghiệp nhỏ và vừa\n1. Hỗ trợ 50% chi phí thử nghiệm."


def found(text: str, page: str) -> str:
    """What the page has for each character of the text; a middle dot for nothing."""
    return "".join(page[partner] if partner != NOWHERE else "·" for partner in partners(text, page))


@pytest.mark.parametrize(
    ("text", "page", "expected"),
    [
        ("Hỗ trợ doanh nghiệp", "Hỗ trợ doanh nghiệp", "Hỗ·trợ·doanh·nghiệp"),
        ("Hỗ trợ doanh nghiệp", "H ỗ trợdoanh\r\nnghi ệp", "Hỗ·trợ·doanh·nghiệp"),
        ("développement", "dévelop-\r\npement", "développement"),
        ("efficace", "eﬃcace", "eﬃﬃﬃcace"),
        ("L'œuvre", "L'oeuvre", "L'ouvre"),
        ("HỖ TRỢ", "hỗ trợ", "hỗ·trợ"),
        ("- Mục tiêu 2026-2030", "- Mục tiêu 2026-2030", "-·Mục·tiêu·2026-2030"),
        ("vàng", "", "····"),
        ("", "vàng", ""),
        ("không có gì", "9999", "···········"),
    ],
)
def test_small_differences(text: str, page: str, expected: str) -> None:
    """Spaces, hyphens, ligatures and capitals differ between readers, and letters are found all the same."""
    assert found(text, page) == expected


def test_heads_and_marks_of_notes_have_no_partner() -> None:
    """What the page has besides the text takes no letter of it."""
    page = "8 CÔNG BÁO/Số 303\r\n" + ARTICLE.replace("vừa", "vừa12") + "\r\nTrang 8"
    assert found(ARTICLE, page) == "".join("·" if letter.isspace() else letter for letter in ARTICLE)
    assert page.index("CÔNG") not in partners(ARTICLE, page)
    assert page.index("12\n") not in partners(ARTICLE, page)


def test_blocks_in_another_order() -> None:
    """A text that the page has in other pieces is found piece by piece."""
    page = " ".join(sorted(VIETNAMESE))
    places = partners(PAGE, page)
    assert found(PAGE, page) == PAGE.replace(" ", "·")
    assert len({place for place in places if place != NOWHERE}) == len(PAGE.replace(" ", ""))


def test_the_same_line_again_and_again() -> None:
    """Lines that repeat are paired in their order, so that each stands where it stands."""
    row = "Bộ Tài chính; cơ quan liên quan\n"
    places = partners(row * 6, "\r\n".join([row.strip()] * 6))
    starts = [places[index * len(row)] for index in range(6)]
    assert starts == [index * (len(row) + 1) for index in range(6)]


def test_letters_that_repeat_at_the_edge_of_a_head_stay_with_their_word() -> None:
    """The figure of a clause is not taken from a page number that happens to stand before the head."""
    text = "Điều 1. Phạm vi điều chỉnh của Nghị định này\n12. Doanh nghiệp sản xuất linh kiện ô tô"
    page = "Điều 1. Phạm vi điều chỉnh của Nghị định này\r\n1 PHỤ LỤC KÈM THEO\r\n12. Doanh nghiệp sản xuất linh kiện ô tô"
    assert partners(text, page)[text.index("12.")] == page.index("12.")


@pytest.mark.parametrize(
    "page",
    [
        "C«ng nghiÖp hç trî lµ ngµnh s¶n xuÊt nguyªn liÖu, vËt liÖu, linh kiÖn vµ phô tïng",
        "Coâng nghieäp hoã trôï laø ngaønh saûn xuaát nguyeân lieäu, vaät lieäu, linh kieän vaø phuï tuøng",
    ],
)
def test_encodings_of_before_unicode(page: str) -> None:
    """A text that was converted is found in the characters that it was converted from."""
    text = "Công nghiệp hỗ trợ là ngành sản xuất nguyên liệu, vật liệu, linh kiện và phụ tùng"
    places = partners(text, page)
    words = [places[start] for start in range(len(text)) if start == 0 or text[start - 1] == " "]
    assert words == [start for start in range(len(page)) if start == 0 or page[start - 1] == " "]
    assert all(place != NOWHERE for place, letter in zip(places, text, strict=True) if letter != " ")


@given(st.lists(st.sampled_from([*VIETNAMESE, *FRENCH]), min_size=1, max_size=6, unique=True), st.randoms(use_true_random=False))
def test_any_order_and_company(sentences: list[str], chance: random.Random) -> None:
    """Whatever stands between the sentences and however they are ordered, each letter finds its own once."""
    text = "\n".join(sentences)
    mixed = [*sentences, "9", "~~~"]
    chance.shuffle(mixed)
    page = "\r\n".join(mixed)
    places = partners(text, page)
    taken = [place for place in places if place != NOWHERE]
    assert len(taken) == len(set(taken))
    for sentence in sentences:
        start = text.index(sentence)
        wanted = [page.index(sentence) + step for step, letter in enumerate(sentence) if compared(letter)]
        assert [places[start + step] for step, letter in enumerate(sentence) if compared(letter)] == wanted


@given(st.text(max_size=60), st.text(max_size=60))
def test_partners_are_characters_of_the_page(text: str, page: str) -> None:
    """For any two strings every partner is a place in the page, and there is one entry a character."""
    text = nfc(text)
    places = partners(text, page)
    assert len(places) == len(text)
    assert all(place == NOWHERE or 0 <= place < len(page) for place in places)


def test_equal_texts_are_paired_whole() -> None:
    """A page that is the text pairs every letter with itself."""
    assert all(place == at for at, place in enumerate(partners(PAGE, PAGE)) if compared(PAGE[at]))
