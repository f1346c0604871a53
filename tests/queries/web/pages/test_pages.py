"""Every page in every language: sound, escaped, whole, and leading where it says."""

import re
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from lxml import html
from starlette.testclient import TestClient

from communique.pipeline import run
from queries.web.pages.interface import INTERFACES, words
from tests.queries.served import FAKE, RELEASES
from tests.queries.web.conftest import Ask

LISTS = ("", "meetings", "agreements", "follow-up", "series", "agencies", "people", "countries", "network", "releases",
         "compare", "check", "status", "corrections")  # fmt: skip
VIEWS = (
    "search?q=한중+환경장관회의+합의",
    "meetings/kr-cn.environment-ministers-8",
    "series/kr-cn.environment-ministers",
    "agencies/cn.mee",
    "countries/CN-KR",
    "agreements/sample-en-05/0",
    "releases/sample-ko-05",
    "releases/sample-ko-05?view=pages",
    "releases/sample-zh-01?at=10-20",
    "compare?id=sample-en-05&id=sample-ko-05&id=sample-zh-05",
    "correct/agreements/0/sample-zh-05",
)


@pytest.fixture(scope="module")
def page(corpus_folder):
    from queries.web.app import create_app
    from queries.web.settings import SETTINGS

    app = create_app(corpus_folder, settings=SETTINGS.model_copy(update={"rate": "100000/minute"}))
    with TestClient(app, base_url="http://localhost", raise_server_exceptions=False) as client:
        yield lambda path, **options: client.get(path, **options)


def tree(answer: Any) -> Any:
    assert answer.status_code == 200, (answer.url, answer.status_code, answer.text[:500])
    return parsed(answer)


def parsed(answer: Any) -> Any:
    return html.fromstring(answer.text)


@pytest.mark.parametrize("lang", INTERFACES)
@pytest.mark.parametrize("path", [*LISTS, *VIEWS])
def test_a_page_is_sound(page, lang, path):
    answer = page(f"/{lang}/{path}")
    found = tree(answer)
    assert found.get("lang") == lang
    assert answer.headers["content-language"] == lang
    assert found.findtext(".//title").strip() not in ("", "· Communiqué")
    assert len(found.findall(".//h1")) == 1
    ids = found.xpath("//@id")
    assert sorted(ids) == sorted(set(ids))
    here = {target.partition("#")[2] for target in found.xpath("//a/@href") if target.startswith("#")}
    assert here <= set(ids)
    assert [each for each in found.xpath("//*[@lang]/@lang") if not re.fullmatch("[a-z]{2}", each)] == []
    labelled = set(found.xpath("//label/@for"))
    fields = found.xpath("//input[not(@type='hidden')] | //select")
    assert [
        each.get("name")
        for each in fields
        if each.get("id") not in labelled and each.get("aria-label") is None and not each.xpath("ancestor::label")
    ] == []


@pytest.mark.parametrize("path", [*LISTS, *VIEWS])
def test_a_page_needs_nothing_that_the_policy_forbids(page, path):
    found = tree(page(f"/en/{path}"))
    assert found.xpath("//style | //script[not(@src)] | //@style | //iframe | //object | //embed | //base") == []
    assert [name for each in found.iter() for name in each.attrib if name.startswith("on")] == []
    sources = found.xpath(
        "//script/@src | //link[@rel='stylesheet']/@href | //img/@src | //image/@href | //form/@action"
    )
    assert [each for each in sources if not each.startswith("/")] == []


def test_every_link_leads_to_a_page(page):
    waiting = ["/ko/", *(f"/ko/{path}" for path in (*LISTS, *VIEWS))]
    seen: set[str] = set()
    lost = []
    while waiting and len(seen) < 120:
        path = waiting.pop(0)
        if path in seen:
            continue
        seen.add(path)
        answer = page(path)
        if answer.status_code != 200:
            lost.append((path, answer.status_code))
            continue
        links = parsed(answer).xpath("//main//a/@href") if path.startswith("/ko/") else []
        waiting += [each.partition("#")[0] for each in links if each.startswith("/ko/") and "/search" not in each][:40]
    assert lost == []
    assert len(seen) == 120


@pytest.mark.parametrize("path", ["meetings", "agreements", "releases", "agencies/cn.mee"])
def test_every_list_can_be_taken_along(page, path):
    offers = tree(page(f"/en/{path}")).xpath("//*[@class='exports']//a/@href")
    assert len(offers) > 5
    answer = page(next(each for each in offers if "/jsonl" in each))
    assert answer.status_code == 200
    assert answer.text.count("\n") > 0


def test_a_page_without_a_language_comes_in_that_of_the_browser(page):
    answer = page("/meetings?since=2025", headers={"Accept-Language": "zh-CN,zh;q=0.9"}, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (307, "/zh/meetings?since=2025")
    assert "Accept-Language" in answer.headers["vary"]


def test_the_switch_of_languages_keeps_the_page(page):
    found = tree(page("/en/meetings?since=2025&country=KR"))
    assert found.xpath("//link[@rel='alternate']/@href") == [
        f"/{lang}/meetings?since=2025&country=KR" for lang in INTERFACES
    ]


@pytest.mark.parametrize(
    ("path", "status", "problem"),
    [
        ("/en/releases/no-such", 404, "holds no document"),
        ("/ko/meetings/no-such", 404, "holds no meeting"),
        ("/zh/agreements/sample-ko-05/999", 404, "no item of agreement 999"),
        ("/en/meetings?since=yesterday", 422, "'yesterday' is no date"),
        ("/en/agreements?due=soon", 422, "'soon' is no date and no interval"),
        ("/en/meetings?status=forgotten", 422, "There is no status 'forgotten'"),
        ("/en/meetings?since=2020&until=2019", 422, "Nothing lies after 2020 and before 2019"),
        ("/en/compare?id=sample-ko-05&id=no-such", 404, "holds no document"),
        ("/ko/countries/KR-FR", 404, "No release tells of KR and FR meeting"),
        ("/en/no-such-section", 404, "no such address"),
        ("/xx/meetings", 404, "no such address"),
    ],
)
def test_what_cannot_be_shown_is_one_line_on_a_page(page, path, status, problem):
    answer = page(path)
    assert answer.status_code == status
    assert answer.headers["content-type"].startswith("text/html")
    [notice] = parsed(answer).xpath("//*[@role='alert']")
    assert problem in notice.text_content()


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("meetings/no-such", "not-in-corpus"),
        ("meetings?since=yesterday", "bad-query"),
        ("no-such-section", "not-found"),
    ],
)
@pytest.mark.parametrize("lang", INTERFACES)
def test_what_kind_of_failure_it_is_and_what_to_do_is_said_in_the_language_of_the_page(page, lang, path, kind):
    [notice] = parsed(page(f"/{lang}/{path}")).xpath("//*[@role='alert']")
    assert notice.xpath("string(p[1])") == words(lang)(f"failure.{kind}")
    assert notice.xpath("p[2]/@lang") == ["en"]


def test_a_question_that_cannot_be_asked_is_said_on_its_page(page):
    found = tree(page("/en/search?q=-only"))
    assert "only excludes" in found.xpath("string(//*[@role='alert'])")


@pytest.mark.parametrize("lang", INTERFACES)
def test_that_a_question_cannot_be_asked_is_said_in_the_language_of_the_page(page, lang):
    [notice] = tree(page(f"/{lang}/search?q=since:never")).xpath("//*[@role='alert']")
    assert notice.xpath("string(p[1])") == words(lang)("failure.bad-query")
    assert notice.xpath("string(p[@lang='en'])").startswith("since:never is no date.")


def test_a_question_shows_what_was_understood_and_what_was_taken_away(page):
    found = tree(page("/en/search?q=hotline between China and Korea since 2018"))
    chips = found.xpath("//*[@class='chip']")
    assert " ".join(chips[-1].text_content().split()) == "since 2018 since 2018×"
    away = chips[-1].xpath("./a/@href")[0]
    less = tree(page(away))
    assert len(less.xpath("//*[@class='chip']")) == len(chips) - 1
    assert less.xpath("//*[@class='chip off']//s/text()") == ["2018"]


def test_a_deadline_in_a_question_is_a_filter_that_can_be_taken_away(page):
    found = tree(page("/en/search?q=what is due before 2027?"))
    [chip] = found.xpath("//*[@class='chip']")
    assert " ".join(chip.text_content().split()) == "due until 2026 is due before 2027×"
    assert {cell.text_content().split()[0][:4] for cell in found.xpath("//td[contains(@class, 'c-due')]")} <= {
        "2018", "2022", "2025", "2026",
    }  # fmt: skip
    [added] = tree(page("/en/search?q=Korea&due=2027")).xpath("//*[@class='chip'][.//*[text()='due']]")
    assert " ".join(added.text_content().split()) == "due 2027×"


@pytest.mark.parametrize("lang", INTERFACES)
def test_a_list_of_agreements_may_be_narrowed_to_what_falls_due(page, lang):
    found = tree(page(f"/{lang}/agreements?due=2025..2027"))
    assert found.xpath("//input[@name='due']/@value") == ["2025..2027"]
    named = [" ".join(each.split()) for each in found.xpath("//td[@class='main']/a/text()")]
    assert named[0] == "all ten projects of the 2025 Clean Sky Plan"
    assert named[-1] == "exchange of forecasters"
    by_deadline = tree(page(f"/{lang}/agreements?order=due"))
    assert len(by_deadline.xpath("//tr[@data-item]")) > len(named)


def test_markup_in_a_document_stays_text(tmp_path, serve: Ask):
    nasty = "<script>alert(1)</script><img src=x onerror=alert(2)>{{ 7*7 }}"
    release = tmp_path / "attack.txt"
    release.write_text(
        f"{nasty} 보도자료\n\n환경부는 2025년 3월 12일 서울에서 {nasty} 제8차 한중 환경장관회의를 열고 {nasty} "
        "사업을 추진하기로 합의하였다. 양국은 협력을 계속하기로 하였다.\n",
        encoding="utf-8",
    )
    run([str(release)], tmp_path / "corpus", model=FAKE)
    client = serve(folder=tmp_path / "corpus")
    for path in (
        "releases/attack",
        "releases",
        "search?q=환경장관회의",
        "meetings",
        "agreements",
        "status",
        f"search?q={nasty}",
    ):
        answer = client.get(f"/ko/{path}")
        assert answer.status_code == 200
        found = parsed(answer)
        assert found.xpath("//script[not(@src)] | //img | //@onerror") == []
        assert "49" not in found.xpath("string(//main//h1)")


def test_the_spans_of_a_release_are_its_text(page, corpus_folder):
    from corpus.store import Store

    with Store(corpus_folder) as store:
        for name in RELEASES:
            document = store.document(name)
            shown = tree(page(f"/en/releases/{name}")).xpath("//article[@class='text']")[0]
            whole = re.sub(r"\s", "", shown.text_content())
            wanted = "".join(
                re.sub(r"\s", "", document.text[block.start : block.end])
                for block in document.blocks
                if block.kind != "table"
            )
            position = 0
            for letter in wanted:
                position = whole.index(letter, position) + 1


def test_every_evidence_of_a_release_can_be_pointed_at(page, corpus_folder):
    from corpus.store import Store

    with Store(corpus_folder) as store:
        record = store.record("sample-ko-05")
    found = tree(page("/en/releases/sample-ko-05"))
    ids = set(found.xpath("//@id"))
    evidence = [each for item in (*record.meetings, *record.agreements, *record.persons) for each in item.evidence]
    assert len(evidence) > 20
    assert [each for each in evidence if f"at-{each.start}-{each.end}" not in ids] == []
    facts = {
        f"{field}-{position}" for field in ("meetings", "agreements") for position in range(len(getattr(record, field)))
    }
    assert facts <= ids
    assert facts <= set(" ".join(found.xpath("//@data-fact")).split())


def test_styles_and_scripts_may_be_kept_for_ever(page):
    found = tree(page("/en/status"))
    address = found.xpath("//link[@rel='stylesheet']/@href")[0]
    answer = page(address)
    assert answer.headers["content-type"].startswith("text/css")
    assert "immutable" in answer.headers["cache-control"]
    assert page("/assets/0/no-such.css").status_code == 404
    assert page("/assets/0/base.css").headers["cache-control"] == "no-cache"


def test_no_file_of_the_pages_names_another_host():
    folder = Path(__file__).parents[4] / "queries" / "web"
    files = [*folder.glob("static/*"), *folder.glob("templates/*")]
    assert len(files) > 20
    hosts = re.compile(r"""(?:https?:)?//[a-z0-9.-]+\.[a-z]{2,}""")
    found = {host for path in files for host in hosts.findall(path.read_text(encoding="utf-8"))}
    assert found <= {"http://www.w3.org"}


def test_a_person_in_three_scripts_is_one_line_with_all_names(page):
    rows = [row for row in tree(page("/en/people")).xpath("//tbody/tr") if "陈立民" in row.text_content()]
    assert [row.xpath("string(td[2])") for row in rows] == ["3"]
    assert {*rows[0].xpath("td[1]/a/text()"), *rows[0].xpath("td[1]/p/span/text()")} == {
        "Chen Limin",
        "陈立民",
        "천리민",
    }


def test_everybody_whom_a_release_names_has_a_page(page, corpus_folder):
    from corpus.store import Store

    with Store(corpus_folder) as store:
        named = sorted({person.name for record in store.records() for person in record.persons})
        contacts = {person.name for record in store.records() for person in record.persons if "contact" in person.rule}
    assert contacts
    lost = [name for name in named if page(f"/ko/people/{quote(name, safe='')}").status_code != 200]
    assert lost == []
