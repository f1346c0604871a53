"""An analyst corrects a fact on its page; what was extracted can be had back."""

import shutil
from datetime import date
from functools import partial
from typing import Any

import pytest
from lxml import html

from corpus.store import Store
from queries.corrections import correct
from queries.following import follow_up
from queries.web.pages.interface import INTERFACES, words
from tests.queries.web.conftest import Ask

FACT = "/en/correct/agreements/0/sample-en-05"


@pytest.fixture
def editing(serve: Ask, corpus_folder, tmp_path):
    folder = tmp_path / "corpus"
    shutil.copytree(corpus_folder, folder)
    return serve(folder=folder), folder


def parsed(answer: Any) -> Any:
    return html.fromstring(answer.text)


def form(client, path=FACT):
    found = parsed(client.get(path))
    values = {}
    for field in found.xpath("//form[@class='correcting']//*[self::input or self::select or self::textarea]"):
        name = field.get("name")
        if field.tag == "select":
            chosen = field.xpath("./option[@selected]/@value")
            values[name] = chosen[0] if chosen else field.xpath("./option/@value")[0]
        elif field.get("type") != "radio" or field.get("checked") is not None:
            values[name] = field.text or "" if field.tag == "textarea" else field.get("value", "")
    return values


def problem(answer):
    """What exactly is wrong, after that the correction was not kept."""
    return " ".join(parsed(answer).xpath("string(//*[@role='alert']/p[@lang='en'])").split())


def test_a_fact_is_confirmed_and_shown_so(editing):
    client, _ = editing
    answer = client.post(FACT, data={**form(client), "author": "Analyst"}, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/en/releases/sample-en-05#agreements-0")
    shown = parsed(client.get("/en/releases/sample-en-05"))
    assert shown.xpath("string(//*[@id='agreements-0']//*[contains(@class, 'said')])") == "confirmed"


def test_a_field_is_corrected_listed_and_taken_back(editing):
    client, folder = editing
    with Store(folder) as store:
        before = store.record("sample-en-05").agreements[0]
    changed = "proposed" if before.status != "proposed" else "agreed"
    given = {**form(client), "action": "correct", "field-status": changed, "author": "Analyst", "note": "<b>seen</b>"}
    assert client.post(FACT, data=given, follow_redirects=False).status_code == 303
    with Store(folder) as store:
        after = store.record("sample-en-05").agreements[0]
        [(_, correction)] = store.corrections()
    assert (after.status, after.title, after.parties) == (changed, before.title, before.parties)
    assert [each.name for each in correction.changes] == ["status"]
    listed = parsed(client.get("/ko/corrections"))
    assert "<b>seen</b>" in listed.text_content()
    assert listed.xpath("//main//b") == []
    undo = listed.xpath("//main//form/@action")[0]
    assert client.post(undo, follow_redirects=False).headers["location"] == "/ko/corrections"
    with Store(folder) as store:
        assert store.record("sample-en-05").agreements[0] == before


def test_what_follows_from_a_time_that_was_set_is_marked_in_the_follow_up(editing):
    client, folder = editing
    shown = parsed(client.get("/en/follow-up?on=2030-01-01"))
    assert shown.xpath("//*[@data-item]//*[contains(@class, 'said-correct')]") == []
    with Store(folder) as store:
        source = next(each for each in follow_up(store, date(2030, 1, 1)) if each.due).sources[0]
    correct(folder, source.record, "agreements", source.position, action="correct", author="Analyst",
            changes={"deadline": "2029-05-05"})  # fmt: skip
    shown = parsed(client.get("/en/follow-up?on=2030-01-01"))
    [item] = shown.xpath("//*[@data-item][.//*[contains(@class, 'said-correct')]]")
    text = " ".join(item.text_content().split())
    assert "Due 2029-05-05 corrected (before: not stated)" in text


def test_a_fact_that_is_rejected_is_shown_no_more(editing):
    client, folder = editing
    with Store(folder) as store:
        before = store.record("sample-en-05").agreements
    given = {**form(client), "action": "reject", "author": "Analyst"}
    assert client.post(FACT, data=given, follow_redirects=False).status_code == 303
    with Store(folder) as store:
        assert store.record("sample-en-05").agreements[0].title == before[1].title


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"author": " "}, "A correction has no author."),
        ({"action": "correct"}, "No field was given another value."),
        ({"action": "correct", "field-date": "yesterday"}, "date 'yesterday' is no EDTF date."),
        ({"action": "burn"}, "Nothing was chosen."),
        ({"called": "another fact"}, "The release was read anew meanwhile."),
    ],
)
def test_what_does_not_fit_is_said_on_the_form(editing, change, told):
    client, folder = editing
    answer = client.post(FACT, data={**form(client), "author": "Analyst", **change}, follow_redirects=False)
    assert answer.status_code == 422
    assert problem(answer).startswith(told)
    with Store(folder) as store:
        assert store.corrections() == []


@pytest.mark.parametrize("lang", INTERFACES)
def test_that_a_correction_was_not_kept_is_said_in_the_language_of_the_page(editing, lang):
    client, _ = editing
    path = FACT.replace("/en/", f"/{lang}/")
    [notice] = parsed(client.post(path, data={**form(client, path), "author": " "})).xpath("//*[@role='alert']")
    assert notice.xpath("string(p[1])") == words(lang)("correct.refused")
    assert notice.xpath("p[2]/@lang") == ["en"]


def test_another_sites_page_corrects_nothing(editing):
    client, _ = editing
    answer = client.post(FACT, data={**form(client), "author": "x"}, headers={"Origin": "https://elsewhere.example"})
    assert answer.status_code == 403
    assert problem(answer) != ""


@pytest.mark.parametrize("path", ["/en/correct/agreements/999/sample-en-05", "/en/correct/nothing/0/sample-en-05"])
def test_a_fact_that_is_not_there_cannot_be_corrected(client, path):
    answer = client.get(path)
    assert answer.status_code == 409
    assert problem(answer) != ""


@pytest.mark.parametrize("lang", INTERFACES)
def test_what_was_set_is_marked_in_every_list_with_what_was_there_before(editing, lang):
    client, folder = editing
    with Store(folder) as store:
        item = store.record("sample-en-05").agreements[0]
        [event] = {each.event for each in store.record("sample-en-05").meetings if each.core}
    status = "proposed" if item.status != "proposed" else "agreed"
    correct(folder, "sample-en-05", "agreements", 0, action="correct", author="Kim", changes={"status": status})
    correct(folder, "sample-en-05", "meetings", 0, action="correct", author="<b>Kim</b>", changes={"place": "Busan"})
    said = words(lang)
    before = said("correct.was", value=said.value("status", item.status))
    seen = f"{said('correct.done_correct')} ({before})"
    fact = f"/{lang}/releases/sample-en-05#agreements-0"
    places = (
        "agreements",
        "agreements/sample-en-05/0",
        f"meetings/{event}",
        "countries/CN-KR",
        "releases/sample-en-05",
    )
    for place in places:
        shown = parsed(client.get(f"/{lang}/{place}"))
        if place.startswith("releases"):
            marks = shown.xpath("//*[@id='agreements-0']//*[contains(@class, 'said-correct')]")
            before = f"{said.value('field', 'status')}: {before}"
            seen = f"{said('correct.done_correct')} ({before})"
        else:
            marks = shown.xpath(f"//a[contains(@class, 'said-correct')][@href='{fact}']")
        assert [mark.text_content() for mark in marks] == [seen], place
        assert marks[0].get("title").startswith(f"{before} · Kim "), place
        assert marks[0].get("lang") == lang
    shown = parsed(client.get(f"/{lang}/meetings/{event}"))
    assert shown.xpath(
        "//tr[td//text()='Busan']//a[contains(@class, 'said')]/@title | //td/p/a[contains(@class, 'said')]/@title"
    )
    assert shown.xpath("//main//b[.='Kim']") == []


def test_what_nobody_corrected_has_no_mark(client):
    for place in ("agreements", "meetings", "people", "agencies", "releases", "search?q=hotline"):
        assert parsed(client.get(f"/en/{place}")).xpath("//*[contains(@class, 'said')]") == [], place


def test_names_titles_and_answers_that_were_set_are_marked(editing):
    client, folder = editing
    with Store(folder) as store:
        record = store.record("sample-en-05")
        place, named = next((n, each) for n, each in enumerate(record.persons) if not each.latin)
    say = partial(correct, folder, action="correct", author="Kim")
    say("sample-en-05", "persons", place, changes={"name": "Someone Invented"})
    say("sample-en-05", "record", None, changes={"title": "Another title"})
    with Store(folder) as store:
        status = store.record("sample-en-01").agreements[0].status
    say("sample-en-01", "agreements", 0, changes={"status": "launched"})
    for page, was in (
        ("people?find=Someone+Invented", named.name),
        ("releases?find=Another+title", record.title),
        ("search?q=agreements+2025+status:launched", words("en").value("status", status)),
    ):
        marks = parsed(client.get(f"/en/{page}")).xpath("//a[contains(@class, 'said-correct')]/@title")
        assert [mark.partition(" · ")[0] for mark in marks] == [f"before: {' '.join(str(was).split())}"], page
