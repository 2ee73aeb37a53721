"""Acts are found by number, by kind and date, and by name, in the words of real texts."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.acts import ActMention, find_acts
from corpus.folding import folded, single_spaced
from corpus.nouns import Language
from corpus.numbers import write_number
from corpus.rulebook import rules

CALLED = rules("acts")["called"]
NAMED = [(Language(rule["language"]), rule["prefix"], name) for rule in rules("acts")["named"] for name in rule["names"]]


def words(text: str, act: ActMention) -> str:
    """What the mention covers, on one line."""
    return single_spaced(text[act.span.start : act.span.end])


@pytest.mark.parametrize(("language", "before"), [(Language(rule["language"]), example) for rule in CALLED for example in rule["examples"]])
def test_what_stands_before_a_number_names_the_act(language: Language, before: str) -> None:
    """Each example makes the number after it one that has a name."""
    number = "80/2021/NĐ-CP" if language is Language.VIETNAMESE else "2016/679" if "(UE)" in before else "2014-450" if "n°" in before.lower() else "302/KH-UBND"
    assert find_acts(before + number, language)[0].name


@pytest.mark.parametrize(("language", "before"), [(Language(rule["language"]), example) for rule in CALLED for example in rule["counterexamples"]])
def test_other_words_before_a_number_name_nothing(language: Language, before: str) -> None:
    """A counterexample leaves the number without a name, or is no number at all."""
    assert not any(act.name for act in find_acts(f"{before}80/2021/NĐ-CP", language))


@pytest.mark.parametrize("name", [name for rule in CALLED for name in rule["names"]])
def test_every_name_of_a_kind_has_its_use(name: str) -> None:
    """Each form in the rules finds an act, with *số* or *n°* before the number."""
    plain = name.replace("(?:-lois?)?", "").replace("[ée]", "é").replace("[êe]", "e").replace("[èe]", "è").replace("?", "")
    assert any(find_acts(f"{plain} {mark} 80/2021/NĐ-CP", language)[0].name for mark, language in (("số", Language.VIETNAMESE), ("n°", Language.FRENCH)))


@pytest.mark.parametrize("example", [example for rule in rules("acts")["dated"] for example in rule["examples"]])
def test_acts_known_by_their_date(example: str) -> None:
    """A kind with a date is an act without a number; a list of dates is as many."""
    found = find_acts(example, Language.FRENCH)
    assert found
    assert all(act.date and act.number is None and act.name for act in found)


@pytest.mark.parametrize("example", [example for rule in rules("acts")["dated"] for example in rule["counterexamples"]])
def test_other_dates_are_no_acts(example: str) -> None:
    """What is dated but no act, or an act without its date, is not found."""
    assert find_acts(example, Language.FRENCH) == []


@pytest.mark.parametrize(("language", "prefix", "name"), NAMED)
def test_every_known_name_is_found_whole(language: Language, prefix: str, name: str) -> None:
    """A law or code that is known by name is found with all of its name, also where a line ends inside it."""
    called = f"Luật {name}" if "Luật" in prefix else name
    text = f"Theo la {called}".replace(" ", "\n", 4).replace("la\n", "la ")
    assert [folded(act.name) for act in find_acts(text, language)] == [folded(called)]


@pytest.mark.parametrize(("language", "text"), [(Language(rule["language"]), example) for rule in rules("acts")["composed"] for example in rule["examples"]])
def test_a_law_named_by_what_it_amends_is_one_act(language: Language, text: str) -> None:
    """*Luật sửa đổi, bổ sung một số điều của Luật X ngày* … is the amending law, with its own date."""
    found = find_acts(text, language)
    assert [(words(text, act), bool(act.date)) for act in found] == [(text, True)]


@pytest.mark.parametrize(
    ("language", "text"), [(Language(rule["language"]), example) for rule in rules("acts")["composed"] for example in rule["counterexamples"]]
)
def test_a_law_with_its_own_number_is_named_alone(language: Language, text: str) -> None:
    """A number belongs to the law right before it."""
    assert not any(folded(act.name).startswith("luat sua doi") for act in find_acts(text, language))


@pytest.mark.parametrize(
    ("language", "text", "covered", "number", "name", "dated", "paths"),
    [
        (Language.VIETNAMESE, "điểm a khoản 2 Điều 5 Nghị định số 80/2021/NĐ-CP ngày 26 tháng 8 năm 2021", "điểm a khoản 2 Điều 5 Nghị định số 80/2021/NĐ-CP", "80/2021/NĐ-CP", "Nghị định", date(2021, 8, 26), ["article-5/clause-2/point-a"]),
        (Language.VIETNAMESE, "Điều 50 của Luật Đầu tư số\n143/2025/QH15", "Điều 50 của Luật Đầu tư số 143/2025/QH15", "143/2025/QH15", "Luật Đầu tư", None, ["article-50"]),
        (Language.VIETNAMESE, "Luật Đầu tư ngày 17 tháng 6 năm 2020;", "Luật Đầu tư ngày 17 tháng 6 năm 2020", None, "Luật Đầu tư", date(2020, 6, 17), []),
        (Language.VIETNAMESE, "Phụ lục I ban hành kèm theo Thông tư số 1/2020/TT-BTC", "Phụ lục I ban hành kèm theo Thông tư số 1/2020/TT-BTC", "01/2020/TT-BTC", "Thông tư", None, ["annex-1"]),
        (Language.FRENCH, "l'article L. 512-20 du code de l'environnement", "article L. 512-20 du code de l'environnement", None, "code de l'environnement", None, ["article-l.512.20"]),
        (Language.FRENCH, "les articles 3 et 4 de la loi n° 78-17 du 6 janvier 1978", "articles 3 et 4 de la loi n° 78-17", "78-17", "loi", date(1978, 1, 6), ["article-3", "article-4"]),
        (Language.FRENCH, "le règlement (UE) 2016/679 du 27 avril 2016", "règlement (UE) 2016/679", "(UE) 2016/679", "règlement", date(2016, 4, 27), []),
        (Language.FRENCH, "la loi sur l'investissement n° 67/2014/QH13", "loi sur l'investissement n° 67/2014/QH13", "67/2014/QH13", "loi sur l'investissement", None, []),
        (Language.FRENCH, "l'arrêté préfectoral du 20 avril 2020 susvisé", "arrêté préfectoral du 20 avril 2020", None, "arrêté préfectoral", date(2020, 4, 20), []),
    ],
)  # fmt: skip
def test_an_act_has_its_parts(language: Language, text: str, covered: str, number: str | None, name: str, dated: date | None, paths: list[str]) -> None:
    """The span covers clauses, name and number; a date after a number is known but lies outside."""
    [act] = find_acts(text, language)
    found = write_number(act.number) if act.number else None
    assert (words(text, act), found, act.name, act.date) == (covered, number, name, dated)
    assert ["/".join(map(str, clause.steps)) for clause in act.clauses] == paths


def test_clauses_that_are_picked_out_follow_the_act() -> None:
    """*notamment ses articles* … picks clauses out of an act that is meant as a whole."""
    text = "Vu le code de l'environnement, notamment ses articles L. 512-1 et R. 512-2 ;"
    [act] = find_acts(text, Language.FRENCH)
    assert act.clauses == ()
    assert act.notably
    assert ["/".join(map(str, clause.steps)) for clause in act.notably.clauses] == ["article-l.512.1", "article-r.512.2"]


def test_a_sentence_with_a_date_is_no_name() -> None:
    """The day on which an act takes effect is not the date of an act."""
    assert find_acts("La loi s'applique à partir du 1er octobre 2025 et le décret entre en vigueur le 3 mai 2026.", Language.FRENCH) == []


@given(st.text(alphabet="Luật Nghị định số 80/2021/NĐ-CP loi n° du 6 mai 1978,.;\n", max_size=150), st.sampled_from([Language.VIETNAMESE, Language.FRENCH]))
def test_acts_stand_in_order(text: str, language: Language) -> None:
    """Whatever the text, acts are in order and apart, and each is known by a number or a name."""
    end = 0
    for act in find_acts(text, language):
        assert end <= act.span.start <= act.start < act.span.end <= act.reach
        assert act.number or act.name
        end = act.span.end
