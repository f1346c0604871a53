"""The open API of Policy Briefing: windows, pages, failures, and releases with their fields, text and files."""

from datetime import date
from html import escape
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from corpus.errors import Unreachable
from ingest.fetch import Options, Period, briefing
from ingest.fetch.briefing import items_of, service
from ingest.loaders.html import read_html

from .pages import HWP
from .server import Answer, Desk, Request, Site, problems

KEY = "ab+c/d=="
THREE_DAYS = Options(period=Period(date(2026, 3, 1), date(2026, 3, 3)))


def answer(*items: str, code: str = "0", message: str = "NORMAL_SERVICE") -> Answer:
    return Answer(
        f'<?xml version="1.0" encoding="UTF-8"?><response><header><resultCode>{code}</resultCode>'
        f"<resultMsg>{message}</resultMsg></header><body>{''.join(items)}</body></response>".encode()
    )


def item(number: int, **fields: str) -> str:
    fields = {
        "NewsItemId": str(number),
        "ContentsStatus": "I",
        "ModifyId": "1",
        "ApproveDate": "03/02/2026 09:30:00",
        "EmbargoDate": "03/02/2026 12:00:00",
        "Title": "국장급 회의 &middot; 결과",
        "SubTitle1": "공동조사를 계속하기로",
        "ContentsType": "H",
        "DataContents": "<p>양측은 제3차 한중 해양환경 국장급 회의를 열고 <b>공동조사</b>를 계속하기로 하였다.</p>",
        "MinisterCode": "외교부",
        "OriginalUrl": f"http://korea.test/view.do?newsId={number}",
        **fields,
    }
    return "<NewsItem>" + "".join(f"<{name}>{escape(text)}</{name}>" for name, text in fields.items()) + "</NewsItem>"


@pytest.fixture
def api(site: Site, monkeypatch: pytest.MonkeyPatch) -> Site:
    """The service at the server of the tests, with a key."""
    rules = service()
    here = rules.model_copy(update={"endpoint": site.url("/pressReleaseList"), "rows": 2})
    monkeypatch.setattr(briefing, "service", lambda: here)
    monkeypatch.setenv(rules.key, KEY)
    return site


def asked(site: Site) -> list[dict[str, str]]:
    paths = [request.path for request in site.requests if request.path.startswith("/pressReleaseList")]
    return [{name: value for name, [value] in parse_qs(urlsplit(path).query).items()} for path in paths]


def test_a_release_has_its_text_its_fields_and_its_files(api: Site, desk: Desk) -> None:
    file = api.url("/down.do?no=1")
    api.routes |= {
        "/pressReleaseList": answer(item(1, FileName="보도자료.hwp", FileUrl=file, KoglType="1")),
        "/down.do": Answer(HWP),
    }
    report = desk.fetch("policy-briefing", source=THREE_DAYS)
    assert (report.failures, report.new) == ([], ["http://korea.test/view.do?newsId=1", file])
    entry = desk.entry("http://korea.test/view.do?newsId=1")
    assert (entry.facts["ModifyId"], entry.facts["EmbargoDate"]) == ("1", "03/02/2026 12:00:00")
    assert (entry.licence, desk.entry(file).licence, desk.entry(file).label) == ("KOGL-1", "KOGL-1", "보도자료.hwp")
    raw = read_html(desk.content(entry.url), name=entry.url)
    assert (raw.facts.title, raw.facts.date, raw.facts.issuer) == (
        "국장급 회의 · 결과",
        "2026-03-02T09:30:00",
        "외교부",
    )
    assert "공동조사를 계속하기로 하였다." in "".join(block.text for block in raw.blocks)


def test_a_text_without_marks_is_kept_as_text(api: Site, desk: Desk) -> None:
    api.routes["/pressReleaseList"] = answer(item(1, ContentsType="T", DataContents="농도 < 15㎍\n둘째 줄"))
    desk.fetch("policy-briefing", source=THREE_DAYS)
    assert "<p>농도 &lt; 15㎍</p><p>둘째 줄</p>".encode() in desk.content("http://korea.test/view.do?newsId=1")


def test_a_long_period_is_asked_for_in_windows_of_three_days(api: Site, desk: Desk) -> None:
    api.routes["/pressReleaseList"] = answer(code="03", message="NODATA_ERROR")
    report = desk.fetch("policy-briefing", source=Options(period=Period(date(2026, 2, 27), date(2026, 3, 5))))
    assert report.failures == []
    assert [(query["startDate"], query["endDate"]) for query in asked(api)] == [
        ("20260227", "20260301"),
        ("20260302", "20260304"),
        ("20260305", "20260305"),
    ]


def test_pages_are_read_until_one_is_short_or_repeats(api: Site, desk: Desk) -> None:
    pages = {"1": (1, 2), "2": (3, 4), "3": (5,)}

    def by_page(request: Request) -> Answer:
        [number] = parse_qs(urlsplit(request.path).query)["pageNo"]
        return answer(*map(item, pages[number]))

    api.routes["/pressReleaseList"] = by_page
    assert len(desk.fetch("policy-briefing", source=THREE_DAYS).new) == 5
    api.requests.clear()
    desk.clock.sleep(3600)
    api.routes["/pressReleaseList"] = answer(item(8), item(9))
    assert len(desk.fetch("policy-briefing", source=THREE_DAYS).new) == 2
    assert [query["pageNo"] for query in asked(api)] == ["1", "2"]


@pytest.mark.parametrize("key", [KEY, "ab%2Bc%2Fd%3D%3D"])
def test_the_key_is_sent_once_encoded_and_kept_nowhere(
    api: Site, desk: Desk, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    monkeypatch.setenv(service().key, key)
    api.routes["/pressReleaseList"] = answer(item(1))
    desk.fetch("policy-briefing", source=THREE_DAYS)
    assert asked(api)[0]["serviceKey"] == KEY
    kept = b"".join(path.read_bytes() for path in desk.folder.rglob("*") if path.is_file())
    assert not any(secret in kept for secret in (KEY.encode(), b"ab%2Bc", b"serviceKey"))


def test_a_key_is_not_sent_on(api: Site, desk: Desk) -> None:
    api.routes["/pressReleaseList"] = Answer(status=302, headers={"Location": "http://elsewhere.test/"})
    [problem] = problems(desk.fetch("policy-briefing", source=THREE_DAYS))
    assert ("a key is not sent on" in problem, len(api.requests)) == (True, 1)


def test_without_a_key_or_a_period_it_is_said_what_is_missing(
    api: Site, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "Give --since and --until" in problems(desk.fetch("policy-briefing"))[0]
    monkeypatch.delenv(service().key)
    assert "DATA_GO_KR_KEY" in problems(desk.fetch("policy-briefing", source=THREE_DAYS))[0]


@pytest.mark.parametrize(
    ("code", "says"),
    [("30", "not registered"), ("22", "used up"), ("31", "expired"), ("98", "three days"), ("77", "gives no result")],
)
def test_a_refusal_is_explained_and_not_repeated(api: Site, desk: Desk, code: str, says: str) -> None:
    api.routes["/pressReleaseList"] = answer(code=code, message="SOME_ERROR")
    [problem] = problems(desk.fetch("policy-briefing", source=THREE_DAYS))
    assert (says in problem, f"code {code}, SOME_ERROR" in problem, len(asked(api))) == (True, True, 1)


def test_a_failure_that_may_pass_is_asked_again(api: Site, desk: Desk) -> None:
    api.routes["/pressReleaseList"] = [answer(code="05", message="SERVICETIMEOUT_ERROR"), answer(item(1))]
    assert desk.fetch("policy-briefing", source=THREE_DAYS).new == ["http://korea.test/view.do?newsId=1"]


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (
            b"<OpenAPI_ServiceResponse><cmmMsgHeader><errMsg>SERVICE ERROR</errMsg><returnAuthMsg>"
            b"SERVICE_KEY_IS_NOT_REGISTERED_ERROR</returnAuthMsg><returnReasonCode>30</returnReasonCode>"
            b"</cmmMsgHeader></OpenAPI_ServiceResponse>",
            "SERVICE_KEY_IS_NOT_REGISTERED_ERROR",
        ),
        (b"SERVICE_KEY_IS_NOT_REGISTERED_ERROR", "SERVICE_KEY_IS_NOT_REGISTERED_ERROR"),
        (b"<html><body>Unauthorized", "no XML"),
        (b"<response><header></header></response>", "code none, no message"),
    ],
)
def test_what_the_gateway_says_is_passed_on(body: bytes, says: str) -> None:
    with pytest.raises(Unreachable, match=says):
        items_of(body, "https://api.test/")


def test_a_release_that_was_changed_or_taken_back_is_told(api: Site, desk: Desk) -> None:
    def state(**fields: str) -> Any:
        api.routes["/pressReleaseList"] = answer(item(1, **fields))
        desk.clock.sleep(3600)
        report = desk.fetch("policy-briefing", source=THREE_DAYS)
        entry = desk.entry("http://korea.test/view.do?newsId=1")
        return len(report.new), len(report.unchanged), entry.role, entry.facts["ModifyId"]

    assert state() == (1, 0, "release", "1")
    assert state() == (0, 1, "release", "1")
    assert state(ModifyId="2", ContentsStatus="U", DataContents="<p>정정</p>") == (1, 0, "release", "2")
    assert state(ModifyId="3", ContentsStatus="D", DataContents="") == (1, 0, "withdrawn", "3")
    assert "정정".encode() in desk.content("http://korea.test/view.do?newsId=1")
