"""A firm is held against the measures of an index: nothing that is not told counts as met, and the next question settles most."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.criteria import Ownership
from corpus.eligibility import Verdict
from corpus.interview import notice
from corpus.nouns import Language
from corpus.profiles import Profile
from corpus.support import Size, SupportKind
from service.dialogue import amount, replied, yes_or_no
from service.eligibility import Assessment, NextQuestion, Wanted, assess, read_profile
from service.engine import Engine, Snapshot
from service.errors import BadQuestion
from service.filters import Filters
from tests.service.test_api import client_of

MET, NOT_MET, UNKNOWN = Verdict
FR, VI, EN = Language.FRENCH, Language.VIETNAMESE, Language.ENGLISH
BILLION = 1_000_000_000
Json = dict[str, Any]


@pytest.fixture
def snapshot(policies: Engine) -> Snapshot:
    """The generation of the acts."""
    return policies.snapshot()


@pytest.fixture(scope="module")
def client(policies: Engine) -> Iterator[TestClient]:
    """A client of the application over the acts."""
    with client_of(policies) as made:
        yield made


def standings(found: Assessment) -> dict[str, Verdict]:
    """How the firm stands, by the number of the act and the kind."""
    return {f"{one.document.number.written if one.document.number else ''} {one.judged.offer.measure.kind}": one.judged.standing for one in found.measures}


def judged(client: TestClient, profile: Json, **body: object) -> Json:
    """The JSON of an assessment."""
    response = client.post("/v1/eligibility", json={"profile": profile, **body})
    assert response.status_code == 200, response.text
    found: Json = response.json()
    return found


def test_standings(snapshot: Snapshot) -> None:
    """A small firm of Hanoi has Hanoi's training, not Đà Nẵng's; the decree waits for its project, and what states no criterion stays open."""
    assert standings(assess(snapshot, Profile(size=Size.SMALL, staff=40, place="Hanoï"), Wanted(language=VI))) == {
        "6126/QĐ-UBND training": MET,
        "6126/QĐ-UBND consultancy": UNKNOWN,
        "154/QĐ-UBND training": NOT_MET,
        "80/2021/NĐ-CP consultancy": UNKNOWN,
        "80/2021/NĐ-CP certification_standards": UNKNOWN,
    }


def test_a_firm_elsewhere(snapshot: Snapshot) -> None:
    """In Đà Nẵng it is the other way round, also for the measure of Hanoi that asks nothing else."""
    found = standings(assess(snapshot, Profile(size=Size.SMALL, place="Đà Nẵng"), Wanted(language=VI)))
    assert (found["154/QĐ-UBND training"], found["6126/QĐ-UBND training"], found["6126/QĐ-UBND consultancy"]) == (MET, NOT_MET, NOT_MET)


def test_the_first_are_those_that_it_may_have(snapshot: Snapshot) -> None:
    """Met before unknown before not met."""
    found = assess(snapshot, Profile(size=Size.SMALL, place="Hà Nội"), Wanted(language=VI))
    order = [one.judged.standing for one in found.measures]
    assert order == sorted(order, key=[MET, UNKNOWN, NOT_MET].index)


@pytest.mark.parametrize(("language", "expected"), [(FR, {FR}), (VI, {VI}), (EN, {VI})])
def test_an_act_counts_once(snapshot: Snapshot, language: Language, expected: set[Language]) -> None:
    """Of the tellings of an act the reader's language counts, for others the official text."""
    found = assess(snapshot, Profile(), Wanted(language=language))
    assert {one.document.language for one in found.measures if one.document.number and one.document.number.number in {80, 6126}} == expected


def test_only_what_holds_and_is_wanted(snapshot: Snapshot) -> None:
    """A lapsed decree gives nothing unless it is asked for; kinds and documents limit the measures; news gives none."""
    assert not any("45/2012" in name for name in standings(assess(snapshot, Profile(), Wanted())))
    assert any("45/2012" in name for name in standings(assess(snapshot, Profile(), Wanted(Filters()))))
    wanted = Wanted(support=frozenset({SupportKind.TRAINING}))
    assert {one.judged.offer.measure.kind for one in assess(snapshot, Profile(), wanted).measures} == {SupportKind.TRAINING}
    in_danang = assess(snapshot, Profile(), Wanted(Filters(place="Danang", in_force=True)))
    assert list(standings(in_danang)) == ["154/QĐ-UBND training"]


def test_the_next_question(snapshot: Snapshot) -> None:
    """Of two that as many measures wait for, the one that is the last for some; what is answered or passed over is not asked again."""
    first = assess(snapshot, Profile(), Wanted(language=VI)).question
    assert first is not None
    assert (first.open.key, first.waiting) == ("place", 3)
    second = assess(snapshot, Profile(place="Hà Nội"), Wanted(language=VI)).question
    assert second is not None
    assert (second.open.key, second.waiting) == ("size", 2)
    other = assess(snapshot, Profile(), Wanted(language=VI, passed_over=frozenset({"place"}))).question
    assert other is not None
    assert other.open.key == "size"


PROFILES = st.builds(
    Profile,
    sector=st.sampled_from([None, "garment", "tourism", "supporting-industries"]),
    code=st.sampled_from([None, "13", "2610"]),
    size=st.sampled_from([None, *Size]),
    staff=st.one_of(st.none(), st.integers(0, 300)),
    revenue=st.one_of(st.none(), st.integers(0, 400).map(lambda count: Decimal(count * BILLION))),
    ownership=st.sampled_from([None, *Ownership]),
    place=st.sampled_from([None, "Hà Nội", "Đà Nẵng", "Quảng Nam"]),
    product_list=st.sampled_from([None, True, False]),
    certificates=st.sampled_from([(), ("ISO 9001",)]),
    founded=st.one_of(st.none(), st.integers(2000, 2024)),
    year=st.one_of(st.none(), st.integers(2025, 2030)),
    answers=st.dictionaries(st.sampled_from(["other:Có dự án khả thi", "place", "size", "sector", "year", "staff"]), st.booleans()),
)
NEEDED = {"size": {"size", "staff", "revenue"}, "staff": {"staff"}, "sector": {"sector", "code"}, "year": {"year"}, "place": {"place"}}
LIMITED = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@LIMITED
@given(PROFILES, st.sampled_from(Language))
def test_what_is_not_told_is_never_met(policies: Engine, profile: Profile, language: Language) -> None:
    """A criterion is met only when the profile holds what it asks about; a measure only when all of its own are, and it has some."""
    for one in assess(policies.snapshot(), profile, Wanted(language=language)).measures:
        for judgement in one.judged.judgements:
            dimension = str(judgement.criterion.dimension)
            told = dimension == "other" or any(getattr(profile, name) is not None for name in NEEDED[dimension])
            if dimension == "other":
                told = judgement.criterion.key in profile.answers
            assert told or judgement.verdict is UNKNOWN
        if one.judged.standing is MET:
            assert one.judged.offer.criteria
            assert {judgement.verdict for judgement in one.judged.judgements} == {MET}


@LIMITED
@given(PROFILES, st.sampled_from(["sector", "code", "size", "staff", "revenue", "place", "founded", "year"]))
def test_an_answer_taken_away_never_lets_in(policies: Engine, profile: Profile, name: str) -> None:
    """With one answer less no measure is met that was not met with it, save where the size that was given differs from the figures."""
    snapshot = policies.snapshot()
    before = {id(one.judged.offer): one.judged.standing for one in assess(snapshot, profile, Wanted()).measures}
    if name == "size" and profile.size is not None:
        return  # the figures then tell the size, and may tell another one
    without = assess(snapshot, replace(profile, **{name: None}), Wanted())  # type: ignore[arg-type]
    for one in without.measures:
        assert one.judged.standing in {UNKNOWN, before[id(one.judged.offer)]}


@LIMITED
@given(PROFILES)
def test_a_dialogue_ends(policies: Engine, profile: Profile) -> None:
    """Answering every question that is asked comes to an end, and then nothing waits for an answer that could be given."""
    snapshot = policies.snapshot()
    asked: list[str] = []
    while (question := assess(snapshot, profile, Wanted()).question) is not None:
        assert question.open.key not in asked
        asked.append(question.open.key)
        profile = replied(profile, question, REPLIES.get(question.open.key, "yes"))
        assert len(asked) < 20


REPLIES = {"size": "small", "staff": "40", "place": "Hà Nội", "sector": "dệt may", "year": "2020 2026"}


def test_the_json(client: TestClient) -> None:
    """Every criterion has its verdict and the exact words of the document, the result says that it is no decision."""
    found = judged(client, {"size": "small", "place": "Hà Nội"}, language="vi")
    assert (found["notice"], found["language"], found["sizes"]) == (notice(VI), "vi", ["small"])
    assert sum(found["counts"].values()) == found["total"] == len(found["measures"])
    texts: dict[str, str] = {}
    for measure in found["measures"]:
        source = measure["source"]
        id_ = source["document"]["id"]
        text = texts.setdefault(id_, client.get(f"/v1/documents/{id_}").json()["text"])
        assert text[source["start"] : source["end"]] == source["quote"]
        for criterion in measure["criteria"]:
            assert text[criterion["start"] : criterion["end"]] == criterion["quote"]
            assert " ".join(criterion["quote"].split()) == criterion["wording"]
            assert client.get(criterion["url"]).status_code == 200
            assert bool(criterion["missing"]) is (criterion["verdict"] == "unknown")
    first = found["measures"][0]
    assert (first["verdict"], first["source"]["document"]["number"], first["source"]["standing"]) == ("met", "6126/QĐ-UBND", "in_force")
    assert [rate["said"] for rate in first["rates"]] == ["tối đa 50%"]
    assert [(criterion["dimension"], criterion["of_act"]) for criterion in first["criteria"]] == [("size", False), ("place", True)]


def test_the_question_in_json(client: TestClient) -> None:
    """The next question has its text in the reader's language, its key, the fields that answer it, and what to choose among."""
    asked = judged(client, {}, language="fr")["next_question"]
    assert asked["text"] == "Quelle est la taille de l'entreprise : micro, petite, moyenne ou grande ?"
    assert (asked["key"], asked["fields"][0], asked["waiting"]) == ("size", "size", 3)
    assert [option["name"] for option in asked["options"]] == ["micro", "petite", "moyenne", "grande"]
    place = judged(client, {"size": "small"}, language="vi")["next_question"]
    assert (place["dimension"], [option["value"] for option in place["options"]]) == ("place", ["Hà Nội", "Đà Nẵng"])
    project = judged(client, {"size": "small", "staff": 40, "place": "Huế", "code": "13", "year": 2026}, language="vi", skip=[])["next_question"]
    assert project["key"] == "other:Có dự án khả thi"
    assert project["text"].endswith("“Có dự án khả thi”")
    assert [option["value"] for option in project["options"]] == ["yes", "no"]


def test_answers_by_key(client: TestClient) -> None:
    """An answer under the key of a question settles its measure; null is no answer."""
    profile = {"size": "small", "staff": 40}

    def consultancy(answer: object) -> str:
        found = judged(client, {**profile, "answers": {"other:Có dự án khả thi": answer}}, language="vi", support="consultancy", kind="decree")
        verdict: str = found["measures"][0]["verdict"]
        return verdict

    assert [consultancy(answer) for answer in (True, False, None)] == ["met", "not_met", "unknown"]


def test_parts_of_the_result(client: TestClient) -> None:
    """Standings and pages limit what is given; the counts are of all."""
    whole = judged(client, {"size": "small"})
    met = judged(client, {"size": "small"}, standing=["unknown"])
    assert met["counts"] == whole["counts"]
    assert (met["total"], {one["verdict"] for one in met["measures"]}) == (whole["counts"]["unknown"], {"unknown"})
    pages = [judged(client, {"size": "small"}, offset=offset, limit=1)["measures"] for offset in range(whole["total"])]
    assert [one for page in pages for one in page] == whole["measures"]


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ({"profile": {"code": "zz"}}, "bad_question"),
        ({"profile": {"place": "Atlantis"}}, "bad_question"),
        ({"profile": {"sector": "alchemy"}}, "bad_question"),
        ({"profile": {"founded": 2030, "year": 2025}}, "bad_question"),
        ({"profile": {"staff": -1}}, "malformed_request"),
        ({"profile": {"revenue": "NaN"}}, "malformed_request"),
        ({"profile": {"answers": {"x": "yes"}}}, "malformed_request"),
        ({"profile": {"colour": "red"}}, "malformed_request"),
        ({"support": ["gold"]}, "malformed_request"),
        ({"limit": 0}, "malformed_request"),
        ({"sector": ["alchemy"]}, "bad_question"),
        ([], "malformed_request"),
    ],
)
def test_mistakes(client: TestClient, body: object, error: str) -> None:
    """What no firm is, and what is not understood, is said in the one shape of errors."""
    response = client.post("/v1/eligibility", json=body)
    assert (response.status_code, response.json()["error"]) == (422, error)


@pytest.mark.parametrize(
    ("written", "expected"), [("60 tỷ", 60 * BILLION), ("60 tỷ đồng", 60 * BILLION), ("60 milliards", 60 * BILLION), ("60.000.000.000", 60 * BILLION), ("0", 0)]
)
def test_sums(written: str, expected: int) -> None:
    """A sum in dong is understood in digits and in words."""
    assert amount(written) == expected


def asked(snapshot: Snapshot, key: str, profile: Profile) -> NextQuestion:
    """The question with this key, others passed over."""
    passed: frozenset[str] = frozenset()
    while (question := assess(snapshot, profile, Wanted(language=VI, passed_over=passed)).question) is not None and question.open.key != key:
        passed |= {question.open.key}
    assert question is not None
    return question


@pytest.mark.parametrize(
    ("key", "reply", "field", "expected"),
    [
        ("size", "petite", "size", Size.SMALL),
        ("size", "nhỏ", "size", Size.SMALL),
        ("place", "Danang", "place", "Danang"),
        ("sector", "2610", "code", "2610"),
        ("sector", "C", "code", "C"),
        ("sector", "dệt may", "sector", "textile-and-garment"),
        ("staff", "1 200", "staff", 1200),
        ("year", "2021", "founded", 2021),
        ("year", "2021, 2026", "year", 2026),
        ("other:Có dự án khả thi", "oui", "answers", {"other:Có dự án khả thi": True}),
        ("other:Có dự án khả thi", "không", "answers", {"other:Có dự án khả thi": False}),
    ],
)
def test_replies(snapshot: Snapshot, key: str, reply: str, field: str, expected: object) -> None:
    """A reply in any language becomes the answer of the profile."""
    assert getattr(replied(Profile(), asked(snapshot, key, Profile()), reply), field) == expected


@pytest.mark.parametrize(
    ("key", "reply"),
    [
        ("size", "enormous"),
        ("place", "Atlantis"),
        ("sector", "alchemy"),
        ("sector", "2"),
        ("staff", "many"),
        ("year", "soon"),
        ("other:Có dự án khả thi", "maybe"),
    ],
)
def test_replies_that_are_none(snapshot: Snapshot, key: str, reply: str) -> None:
    """What is no answer is said, and changes nothing."""
    with pytest.raises(BadQuestion):
        replied(Profile(), asked(snapshot, key, Profile()), reply)


def test_yes_and_no() -> None:
    """Both are understood in three languages; anything else is refused."""
    assert [yes_or_no(word) for word in ("yes", "Oui", "có", "no", "NON", "không")] == [True] * 3 + [False] * 3
    with pytest.raises(BadQuestion, match="none of the answers"):
        yes_or_no("perhaps")


def test_sums_that_are_none() -> None:
    """Words without a figure are refused."""
    with pytest.raises(BadQuestion, match="is no sum"):
        amount("a lot")


def test_names_of_sectors_become_ids() -> None:
    """The sector of a profile may be given by any name."""
    assert read_profile(Profile(sector="dệt may")).sector == "textile-and-garment"
