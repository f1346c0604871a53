"""What programs get: lists in parts, facts with their words, tags of what they have, one shape of failures."""

import json
import re
import shutil
import threading
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from communique.pipeline import run
from corpus import edtf
from corpus.edtf import is_edtf
from corpus.store import Store
from queries.exports import FORMATS
from queries.web.api.description import PREFIX
from queries.web.api.parameters import DAY, EDTF, Matching
from queries.web.problems import KINDS
from queries.web.settings import Settings
from tests.queries.served import FAKE, RELEASES, SAMPLES

from .conftest import Ask

API = Path(__file__).parents[3] / "docs" / "api.md"


def got(client: TestClient, path: str, **asked: Any) -> Any:
    answer = client.get(f"{PREFIX}{path}", params=asked)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_a_person_in_three_scripts_is_one_item_in_whatever_parts_the_list_comes(client: TestClient) -> None:
    whole = got(client, "/persons", limit=200)["items"]
    assert [sorted(each["names"]) for each in whole if "천리민" in each["names"]] == [
        ["Chen Limin", "陈立民", "천리민"]
    ]
    names: list[str] = []
    cursor: dict[str, str] = {}
    while True:
        part = got(client, "/persons", limit=7, **cursor)
        names += [each["name"] for each in part["items"]]
        if part.get("next") is None:
            break
        cursor = {"cursor": part["next"]}
    assert names == [each["name"] for each in whole]


def test_a_question_is_answered_with_what_was_understood(client: TestClient) -> None:
    found = got(client, "/search", q="한중 해양협력대화 핫라인 since:2025", k=2)
    keys = [each["key"] for each in found["understood"]["filters"]]
    assert keys == ["series:kr-cn.maritime-dialogue", "since:2025"]
    assert 1 <= len(found["answers"]) <= 2
    taken_away = got(client, "/search", q="한중 해양협력대화 핫라인 since:2025", without=keys)
    assert taken_away["understood"]["filters"] == []
    assert sorted(each["key"] for each in taken_away["understood"]["off"]) == keys


@pytest.mark.parametrize("due", ["..2026", "../2026", "2022..2026", "2022/2026-12-31"])
def test_agreements_that_fall_due_come_in_the_order_of_deadlines(client: TestClient, due: str) -> None:
    every = got(client, "/agreements", order="due")["items"]
    ends = [edtf.days(each.get("deadline") or each["period"])[1] for each in every]
    assert ends == sorted(ends, key=str)
    assert date(2027, 2, 28) in ends
    some = got(client, "/agreements", due=due)["items"]
    assert [each["key"] for each in some] == [
        each["key"] for each, end in zip(every, ends, strict=True) if end is not None and end.year <= 2026
    ]
    assert got(client, "/agreements", due=due, order="date")["total"] == len(some)


def test_a_question_may_be_narrowed_to_what_falls_due(client: TestClient) -> None:
    understood = got(client, "/ask", q="한중 합의", due="2027")
    asked = got(client, "/ask", q="한중 합의 due:2027")
    assert understood["table"]["rows"] == asked["table"]["rows"]
    assert [row["cells"]["due"]["value"] for row in asked["table"]["rows"]] == ["2026-12/2027-02"]
    assert [each["key"] for each in asked["understood"]["filters"]] == ["party:KR", "party:CN", "due:2027"]


def test_each_cell_of_a_table_has_the_words_that_state_it(client: TestClient) -> None:
    table = got(client, "/ask", q="what did Korea and China agree on maritime affairs?", rows=5)["table"]
    assert table["about"] == "agreements"
    quotes = [quote for row in table["rows"] for cell in row["cells"].values() for quote in cell["evidence"]]
    assert quotes
    for quote in quotes:
        text = client.get(f"{PREFIX}/documents/{quote['record']}/text").text
        assert text[quote["start"] : quote["end"]] == quote["text"]


@pytest.mark.parametrize("path", ["/records", "/agreements", "/persons", "/documents/sample-ko-01/evidence"])
def test_a_list_in_parts_has_everything_once(client: TestClient, path: str) -> None:
    whole = got(client, path, limit=200)
    assert whole["next"] is None
    parts: list[Any] = []
    address: str | None = f"{PREFIX}{path}?limit=7"
    if len(whole["items"]) < 8:
        address = f"{PREFIX}{path}?limit=2"
    while address is not None:
        answer = client.get(address)
        parts += answer.json()["items"]
        address = answer.links["next"]["url"] if "next" in answer.links else None
        assert (address is None) == (answer.json()["next"] is None)
    assert parts == whole["items"]
    assert len(parts) == whole["total"]


def test_what_a_run_adds_between_two_parts_shifts_nothing(serve: Ask, tmp_path: Path) -> None:
    folder = tmp_path / "corpus"
    names = sorted(RELEASES)
    run([str(next(SAMPLES.glob(f"{name}.*"))) for name in names[1:4]], folder, model=FAKE)
    client = serve(folder=folder)
    first = got(client, "/records", limit=1)
    run([str(next(SAMPLES.glob(f"{name}.*"))) for name in names[:1]], folder, model=FAKE)
    rest = got(client, "/records", cursor=first["next"])
    assert [each["id"] for each in first["items"] + rest["items"]] == names[1:4]
    assert rest["total"] == 4


@pytest.mark.parametrize("cursor", ["x", "W10", "WzEsIDJd", "WzAsICJhIl0", "é", "ICAg" * 100])
def test_a_cursor_that_none_gave_is_refused(client: TestClient, cursor: str) -> None:
    answer = client.get(f"{PREFIX}/records", params={"cursor": cursor})
    assert answer.status_code == 404
    assert answer.json()["type"] == "urn:communique:problem:no-such-page"


def test_an_answer_at_hand_is_not_sent_again_until_something_changes(
    serve: Ask, tmp_path: Path, corpus_folder: Path
) -> None:
    folder = tmp_path / "corpus"
    shutil.copytree(corpus_folder, folder)
    client = serve(folder=folder)
    address = f"{PREFIX}/records/sample-ko-01"
    tag = client.get(address).headers["etag"]
    for shown in (tag, f'"other", {tag}', "*"):
        same = client.get(address, headers={"If-None-Match": shown})
        assert (same.status_code, same.content, same.headers["etag"]) == (304, b"", tag)
    assert client.get(f"{PREFIX}/records/sample-ko-05", headers={"If-None-Match": tag}).status_code == 200
    assert client.get(f"{PREFIX}/records/nowhere", headers={"If-None-Match": "*"}).status_code == 404
    with Store(folder) as store:
        store.mark_withdrawn("sample-en-01", "2026-01-01T00:00:00+00:00")
    changed = client.get(address, headers={"If-None-Match": tag})
    assert changed.status_code == 200
    assert changed.headers["etag"] != tag
    assert changed.headers["cache-control"] == "private, no-cache"


def test_head_tells_what_get_would_without_sending_it(client: TestClient) -> None:
    address = f"{PREFIX}/documents/sample-zh-01/text"
    whole, head = client.get(address), client.head(address)
    assert head.content == b""
    assert {name: head.headers[name] for name in ("content-length", "content-type", "etag")} == {
        name: whole.headers[name] for name in ("content-length", "content-type", "etag")
    }


@pytest.mark.parametrize(
    ("method", "path", "status", "kind"),
    [
        ("GET", "/nothing", 404, "not-found"),
        ("GET", "/records/nowhere", 404, "not-in-corpus"),
        ("GET", "/meetings/no/such/meeting", 404, "not-in-corpus"),
        ("GET", "/pairs/KR/KR", 404, "not-in-corpus"),
        ("GET", "/pairs/KR/XX", 422, "bad-query"),
        ("GET", "/compare?id=sample-ko-01", 422, "bad-query"),
        ("GET", "/records?since=2023-02-30", 422, "bad-query"),
        ("GET", "/records?sinc=2023", 422, "bad-query"),
        ("GET", "/agreements?due=soon", 422, "bad-query"),
        ("GET", "/agreements?due=2026-13..2027", 422, "bad-query"),
        ("GET", "/records?limit=0", 422, "bad-query"),
        ("GET", "/search?q=%20", 422, "bad-query"),
        ("GET", "/search?q=since:never", 422, "bad-query"),
        ("GET", "/exports/docx", 422, "bad-query"),
        ("GET", "/records/%00", 404, "not-in-corpus"),
        ("POST", "/records", 405, "wrong-method"),
        ("PUT", "/extract", 405, "wrong-method"),
        ("POST", "/extract", 422, "bad-query"),
    ],
)  # fmt: skip
def test_every_failure_has_one_shape(client: TestClient, method: str, path: str, status: int, kind: str) -> None:
    answer = client.request(method, f"{PREFIX}{path}")
    told = answer.json()
    assert (answer.status_code, told["status"], told["type"]) == (status, status, f"urn:communique:problem:{kind}")
    assert answer.headers["content-type"] == "application/problem+json"
    assert told["title"] == KINDS[kind][1]
    assert told["detail"]


def test_what_is_wrong_is_said_in_words_not_in_patterns(client: TestClient) -> None:
    told = client.get(f"{PREFIX}/records?since=2023-02-30").json()
    assert told["detail"] == (
        "query.since: no date; write a year, month, quarter or day like 2019, 2019-11, 2019-33, 2019-11-27"
    )


def test_nothing_tells_where_files_lie_on_this_machine(client: TestClient, corpus_folder: Path) -> None:
    described = client.get(f"{PREFIX}/openapi.json").json()
    places = (str(corpus_folder), str(SAMPLES), "/tests/", "site-packages")
    paths = [
        path.replace("{id}", "sample-ko-01").replace("{position}", "0").replace("{event}", "kr-cn.maritime-dialogue-9")
        .replace("{ref}", "kr-cn.maritime-dialogue").replace("{one}/{other}", "CN/KR")
        for path, methods in described["paths"].items()
        if "get" in methods and "{name}" not in path
    ]  # fmt: skip
    paths += [
        f"{PREFIX}/agencies/kr.mofa",
        f"{PREFIX}/persons/윤재현",
        f"{PREFIX}/agencies/nobody",
        f"{PREFIX}/records/no",
    ]
    paths += [f"{PREFIX}/exports/{name}" for name in FORMATS]
    for path in paths:
        asked = {"q": "해양"} if path.endswith(("/search", "/ask")) else {}
        asked = {"id": ["sample-ko-01", "sample-zh-01"]} if path.endswith("/compare") else asked  # type: ignore[dict-item]
        answer = client.get(path, params=asked)
        assert answer.status_code in (200, 404), (path, answer.text)
        assert not [place for place in places if place.encode() in answer.content], path


@pytest.mark.parametrize("form", FORMATS)
def test_records_come_in_every_format(client: TestClient, form: str) -> None:
    answer = client.get(f"{PREFIX}/exports/{form}", params={"record": ["sample-ko-01", "sample-zh-05"]})
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith(FORMATS[form].media_type)
    assert FORMATS[form].suffix in answer.headers["content-disposition"]
    assert len(answer.content) == int(answer.headers["content-length"]) > 100
    if form == "jsonl":
        assert [json.loads(line)["id"] for line in answer.text.splitlines()] == ["sample-ko-01", "sample-zh-05"]


def test_a_file_is_extracted_and_kept_nowhere(client: TestClient, corpus_folder: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in corpus_folder.glob("*.sqlite")}
    sample = SAMPLES / "sample-ko-01.hwpx"
    answer = client.post(f"{PREFIX}/extract", files={"file": ("../회의.hwpx", sample.read_bytes())})
    [document] = answer.json()["documents"]
    stored = got(client, "/records/sample-ko-01")
    assert (document["name"], document["status"]) == ("회의.hwpx", "ok")
    assert document["record"]["agreements"] == stored["agreements"]
    assert got(client, "/status")["documents"] == len(RELEASES)
    assert {path: path.stat().st_mtime_ns for path in corpus_folder.glob("*.sqlite")} == before


def test_a_bad_file_is_told_in_one_line_and_harms_nothing(client: TestClient) -> None:
    answer = client.post(f"{PREFIX}/extract", files={"file": ("bad.pdf", b"%PDF-1.7 and then nothing")})
    [document] = answer.json()["documents"]
    assert document["status"] == "failed"
    assert document["problem"]["type"] == "urn:communique:problem:unreadable-file"
    assert document["problem"]["detail"].startswith("bad.pdf")
    assert "tmp" not in answer.text
    undated = client.post(f"{PREFIX}/extract?ref=2023-02-30", files={"file": ("a.txt", b"text")})
    assert undated.status_code == 422


def test_an_analyst_corrects_a_fact_and_takes_it_back(serve: Ask, tmp_path: Path, corpus_folder: Path) -> None:
    folder = tmp_path / "corpus"
    shutil.copytree(corpus_folder, folder)
    client = serve(folder=folder)
    address = f"{PREFIX}/records/sample-ko-01"
    before = got(client, "/records/sample-ko-01")["agreements"]
    said = {
        "field": "agreements",
        "position": 0,
        "action": "correct",
        "author": "an analyst",
        "changes": {"status": "signed"},
    }
    made = client.post(f"{address}/corrections", json=said)
    assert made.status_code == 201
    assert got(client, "/records/sample-ko-01")["agreements"][0]["status"] == "signed"
    assert [each["author"] for each in got(client, "/corrections")["items"]] == ["an analyst"]
    senseless = client.post(f"{address}/corrections", json={**said, "position": 999})
    assert (senseless.status_code, senseless.json()["type"]) == (409, "urn:communique:problem:bad-correction")
    assert client.post(f"{PREFIX}/records/nowhere/corrections", json=said).status_code == 404
    assert client.delete(f"{PREFIX}/corrections/{made.json()['id']}").status_code == 204
    assert got(client, "/records/sample-ko-01")["agreements"] == before


def test_every_answer_tells_what_analysts_set_in_it(serve: Ask, tmp_path: Path, corpus_folder: Path) -> None:
    folder = tmp_path / "corpus"
    shutil.copytree(corpus_folder, folder)
    client = serve(folder=folder)
    question = "한중 해양협력대화에서 합의한 사업"
    before = got(client, "/ask", q=question)["table"]["rows"]
    assert {cell["corrected"] for row in before for cell in row["cells"].values()} == {None}
    assert got(client, "/agreements")["corrected"] is None
    signed = ("agreements", 0, "status", "agreed", "signed")
    due = ("agreements", 1, "deadline", None, "2026-12")
    renamed = ("persons", 3, "name", "천리민", "천리문")
    for field, position, name, _, now in (signed, due, renamed):
        said = {"field": field, "position": position, "action": "correct", "author": "Kim", "changes": {name: now}}
        assert client.post(f"{PREFIX}/records/sample-ko-01/corrections", json=said).status_code == 201

    def told(path: str, **asked: Any) -> set[tuple[Any, ...]]:
        corrected = got(client, path, **asked)["corrected"]
        assert {(each["record"], each["author"]) for each in corrected or ()} <= {("sample-ko-01", "Kim")}
        return {tuple(each[name] for name in ("field", "position", "name", "was", "now")) for each in corrected or ()}

    assert told("/agreements", status="signed") == {signed}
    assert told("/agreements/sample-ko-01/1") == {due}
    assert told("/agreements/sample-ko-01/2") == set()
    assert told("/meetings/kr-cn.maritime-dialogue-9") == {signed, due}
    assert told("/pairs/CN/KR") == {due}  # the other is told in the words of another release
    assert told("/persons", limit=200) == {renamed}
    assert told("/compare", id=["sample-ko-01", "sample-zh-01"]) == {signed, due, renamed}
    assert told("/follow-up", on="2026-06-30") == {due}
    cells = [cell for row in got(client, "/ask", q=question)["table"]["rows"] for cell in row["cells"].values()]
    assert {(each["value"], each["corrected"]["was"]) for each in cells if each["corrected"]} == {
        ("signed", "agreed"),
        ("2026-12", None),
    }


def test_a_run_in_progress_breaks_no_request(serve: Ask, tmp_path: Path, corpus_folder: Path) -> None:
    folder = tmp_path / "corpus"
    shutil.copytree(corpus_folder, folder)
    client = serve(Settings(rate="1000000/minute"), folder=folder)
    problems: list[str] = []
    ended = threading.Event()

    def ask() -> None:
        while not ended.is_set():
            for path in ("/records?limit=2", "/search?q=해양", "/meetings", "/status", "/exports/jsonl"):
                answer = client.get(f"{PREFIX}{path}")
                if answer.status_code != 200:
                    problems.append(f"{path}: {answer.status_code} {answer.text}")

    threads = [threading.Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    try:
        run([str(next(SAMPLES.glob(f"sample-{lang}-06.*"))) for lang in ("ko", "en", "zh")], folder)
    finally:
        ended.set()
        for thread in threads:
            thread.join()
    assert not problems
    assert got(client, "/status")["documents"] == len(RELEASES) + 3


def test_dates_are_accepted_where_the_calendar_has_them() -> None:
    day, edtf = Matching(DAY, ""), Matching(EDTF, "")
    first = date(1896, 1, 1)
    for offset in range(366 * 9):
        value = (first + timedelta(days=offset)).isoformat()
        assert day.check(value) == edtf.check(value) == value
    for year in (1, 99, 400, 1900, 2000, 2023, 2024, 9999):
        for part in range(100):
            values = [
                f"{year:04}-{part:02}",
                *(f"{year:04}-{part:02}-{last:02}" for last in (0, 1, 28, 29, 30, 31, 32)),
            ]
            for value in values:
                assert _accepts(edtf, value) == is_edtf(value), value
    for value in ("2023\n", "0000", "2023-1", "", "2023/2024", "２０２３"):
        assert not _accepts(edtf, value)


def _accepts(form: Matching, value: str) -> bool:
    try:
        return form.check(value) == value
    except ValueError:
        return False


def test_every_address_and_every_kind_of_failure_is_documented(client: TestClient) -> None:
    text = API.read_text(encoding="utf-8")
    described = client.get(f"{PREFIX}/openapi.json").json()
    addresses = [
        f"`{method.upper()} {path.removeprefix(PREFIX)}`"
        for path, methods in described["paths"].items()
        for method in methods
    ]
    assert [each for each in [*addresses, *(f"`{kind}`" for kind in KINDS)] if each not in text] == []


def test_the_examples_of_the_documentation_run(client: TestClient, capsys: pytest.CaptureFixture[str]) -> None:
    text = API.read_text(encoding="utf-8")
    [code] = re.findall(r"^```python\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    [expected] = re.findall(r"^```text\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    exec(code, {"api": client})
    assert capsys.readouterr().out == expected


def test_every_setting_is_documented() -> None:
    text = API.read_text(encoding="utf-8")
    assert [name for name in Settings.model_fields if f"`{name}`" not in text] == []
