"""Whether what is quoted or shown still holds is told in answers, over HTTP and by the command."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from service.answering import answer
from service.api.app import create_app
from service.cli import app
from service.engine import Engine
from service.evidence import Answer, Warning  # noqa: A004 - the word of the contract
from service.questions import read_question
from service.settings import Settings
from tests.fakes import FakeEncoder
from tests.service.acts import AFTER, BEFORE, BETWEEN


def ask(engine: Engine, text: str, as_of: date | None = AFTER) -> Answer:
    """The answer for a day."""
    return answer(engine.snapshot(), engine.encoder, read_question(text), as_of=as_of)


@pytest.mark.parametrize(
    ("text", "as_of", "warnings", "note"),
    [
        ("10/2020/NĐ-CP khoản 2 Điều 1", BEFORE, [], ""),
        ("10/2020/NĐ-CP khoản 2 Điều 1", BETWEEN, [Warning.AMENDED], "Lưu ý: Nghị định 20/2022/NĐ-CP ngày 15/01/2022 đã sửa đổi, bổ sung Nghị định 10/2020/NĐ-CP ngày 15/01/2020, Khoản 2 Điều 1, từ ngày 01/03/2022."),
        ("article 1, paragraphe 2 du décret 10/2020/NĐ-CP", BETWEEN, [Warning.AMENDED], "Attention : décret 20/2022/NĐ-CP du 15/01/2022 modifie décret 10/2020/NĐ-CP du 15/01/2020, Khoản 2 Điều 1, à partir du 01/03/2022."),
        ("clause 1 of article 1 of decree 10/2020/NĐ-CP", AFTER, [Warning.NOT_IN_FORCE], "Note: decree 30/2024/NĐ-CP of 10/05/2024 has repealed decree 10/2020/NĐ-CP of 15/01/2020, Khoản 1 Điều 1, from 01/07/2024."),
        ("10/2020/NĐ-CP", date(2020, 2, 1), [Warning.NOT_IN_FORCE], "chỉ có hiệu lực từ ngày 01/03/2020."),
    ],
)  # fmt: skip
def test_an_answer_names_the_act_that_changed_what_it_quotes(acts: Engine, text: str, as_of: date, warnings: list[Warning], note: str) -> None:
    """A warning and one sentence in the asker's language say that a quotation no longer holds as it was written, and since when."""
    found = ask(acts, text, as_of)
    assert list(found.warnings) == warnings
    folded_note = note.lower()
    assert found.text.lower().rstrip().endswith(folded_note) if note else "Lưu ý" not in found.text


def test_an_answer_that_was_searched_warns_too(acts: Engine) -> None:
    """A sentence that was found by its words is warned of in the same way."""
    found = ask(acts, "Làng nghề gốm sứ được miễn tiền thuê mặt nước trong năm năm.", BETWEEN)
    assert Warning.AMENDED in found.warnings
    assert "20/2022/NĐ-CP" in found.text


@pytest.fixture(scope="module")
def client(acts: Engine) -> Iterator[TestClient]:
    """A client of the application over the acts."""
    with TestClient(create_app(Settings(), lambda: acts), raise_server_exceptions=False) as made:
        yield made


def looked_up(client: TestClient, ref: str, as_of: date) -> Any:
    """The JSON of a lookup on a day."""
    response = client.get("/v1/lookup", params={"ref": ref, "as_of": str(as_of)})
    assert response.status_code == 200
    return response.json()


def test_lookup_tells_what_holds_on_a_day(client: TestClient) -> None:
    """A clause and its document come with their standing and the changes that made it."""
    clause = looked_up(client, "10/2020/NĐ-CP khoản 2 Điều 1", BETWEEN)["clauses"][0]
    assert (clause["standing"], len(clause["changes"])) == ("amended", 1)
    change = clause["changes"][0]
    assert set(change) == {"kind", "by", "clause_label", "effective", "whole", "quote", "start", "end"}
    assert (change["kind"], change["by"]["number"], change["clause_label"], change["effective"]) == ("amends", "20/2022/NĐ-CP", "Khoản 1 Điều 1", "2022-03-01")
    assert looked_up(client, "10/2020/NĐ-CP", BEFORE)["documents"][0]["standing"] == "in_force"
    assert looked_up(client, "10/2020/NĐ-CP", AFTER)["documents"][0]["standing"] == "repealed"
    assert client.get("/v1/lookup", params={"ref": "10/2020/NĐ-CP", "as_of": "hôm qua"}).status_code == 422


def test_a_document_lists_its_relations(client: TestClient) -> None:
    """Outgoing relations lead to indexed documents, incoming ones name the documents that state them."""
    amending = looked_up(client, "20/2022/NĐ-CP", AFTER)["documents"][0]["id"]
    decree = looked_up(client, "10/2020/NĐ-CP", AFTER)["documents"][0]["id"]
    found = client.get(f"/v1/documents/{amending}").json()
    assert {(item["kind"], item["number"], item["document"]) for item in found["relations"]} == {("amends", "10/2020/NĐ-CP", decree)}
    assert [item["clause"] for item in found["relations"]] == [None, None, "article-1/clause-2", "article-1/clause-3"]
    assert all("10/2020/NĐ-CP" in found["text"][item["start"] : item["end"]] or item["clause"] for item in found["relations"])
    back = client.get(f"/v1/documents/{decree}").json()
    assert [(item["kind"], item["by"]["number"]) for item in back["related_by"]] == [("amends", "20/2022/NĐ-CP")] * 4 + [("repeals", "30/2024/NĐ-CP")]
    assert back["document"]["standing"] == "repealed"


def test_citations_carry_their_changes(client: TestClient) -> None:
    """The JSON of an answer has the changes of each quotation."""
    body = {"question": "10/2020/NĐ-CP khoản 2 Điều 1", "as_of": str(BETWEEN)}
    found = client.post("/v1/ask", json=body).json()
    assert found["warnings"] == ["amended"]
    assert [(c["standing"], [change["by"]["number"] for change in c["changes"]]) for c in found["citations"]] == [("amended", ["20/2022/NĐ-CP"])]


def test_the_command_shows_what_changed(acts: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """``show`` and ``ask`` take a day, and say what was changed by then."""
    monkeypatch.setattr("service.cli.loading.load_encoder", lambda *_arguments, **_options: FakeEncoder())

    def run(*arguments: str) -> str:
        result = CliRunner().invoke(app, [*arguments, "--index", str(acts.index)])
        assert result.exit_code == 0, result.stderr
        return result.stdout

    clause = ("show", "10/2020/NĐ-CP", "khoản 2 Điều 1", "--as-of")
    assert "! amended by 20/2022/NĐ-CP, Khoản 1 Điều 1 from 2022-03-01: 1. Sửa đổi, bổ sung khoản 2 Điều 1 như sau:" in run(*clause, str(BETWEEN))
    assert "!" not in run(*clause, str(BEFORE))
    assert "! repealed by 30/2024/NĐ-CP, Điều 2 from 2024-07-01" in run("show", "10/2020/NĐ-CP", "--as-of", str(AFTER))
    assert "! not yet in force" in run("show", "10/2020/NĐ-CP", "--as-of", "2020-02-01")
    assert "! amended" in run("ask", "10/2020/NĐ-CP khoản 2 Điều 1", "--as-of", str(BETWEEN))
    assert json.loads(run(*clause, str(BETWEEN), "--json"))["clauses"][0]["standing"] == "amended"


def test_a_day_that_is_none_is_refused(acts: Engine) -> None:
    """A day is written as a date."""
    assert CliRunner().invoke(app, ["show", "10/2020/NĐ-CP", "--as-of", "01/06/2023", "--index", str(acts.index)]).exit_code == 2
