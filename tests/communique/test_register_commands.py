"""`view`, `compare` and `follow-up` on a small corpus made by hand."""

import json
from functools import partial

import pytest
from click.testing import CliRunner

from communique.cli import cli, main
from corpus.documents import Document
from corpus.records import Person
from corpus.store import Store
from queries.corrections import correct
from tests.queries.support import agreement, meeting, quoted, record

EVENT = "kr-cn.maritime-dialogue-9"
TOLD = (("ko", "제9차 한중 해양협력대화", "서울"), ("zh", "第九轮中韩海洋事务对话", "北京"))


@pytest.fixture
def folder(tmp_path):
    with Store(tmp_path, create=True) as store:
        for identifier, name, place in (
            ("ko", "제9차 한중 해양협력대화", "서울"),
            ("zh", "第九轮中韩海洋事务对话", "北京"),
        ):
            told = meeting(name, ref="kr-cn.maritime-dialogue", event=EVENT, ordinal=9, date="2025-04-23", place=place)
            item = agreement(
                "공동조사", kind="research", status="agreed", parties=("CN", "KR"), date="2026", meeting=name
            )
            entry = record(identifier, told, item)
            text = "회의 결과를 알린다. " * 5
            document = Document(id=identifier, source=entry.source, text=text, lang="ko", langs=("ko",), blocks=())
            store.put(document, entry, code_version="test")
    return tmp_path


def run(folder, *arguments):
    result = CliRunner().invoke(cli, [*arguments, "--corpus", str(folder)], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


def test_a_page_of_the_register_is_printed(folder):
    output = run(folder, "view", "meeting", EVENT)
    assert "place: 서울 | 北京" in output
    assert "공동조사" in output


def test_a_list_is_printed_where_no_name_is_given(folder):
    assert EVENT in run(folder, "view", "meeting")
    assert json.loads(run(folder, "view", "pair", "--json"))["items"][0]["countries"] == ["CN", "KR"]


def test_what_an_analyst_set_is_marked_in_lists_and_pages_with_what_was_there_before(folder):
    say = partial(correct, folder, action="correct", author="Kim")
    say("zh", "agreements", 0, changes={"status": "signed", "deadline": "2027"})
    say("ko", "meetings", 0, changes={"place": "부산", "level": "working"})
    listed = run(folder, "view", "agreement")
    assert listed.count("signed [corrected, was agreed]") == 1
    assert listed.count("2027 [corrected, was not stated]") == 1
    assert "deadline: 2027 [corrected, was not stated]" in run(folder, "view", "agreement", "zh~0")
    assert "place: 부산 [corrected, was 서울] | 北京\n" in run(folder, "view", "meeting", EVENT)
    assert "working [corrected, was not stated]" in run(folder, "view", "meeting")
    assert "signed [corrected, was agreed]" in run(folder, "view", "pair", "CN", "KR")
    assert "[corrected" not in run(folder, "view", "series")


def test_what_an_analyst_set_is_marked_in_what_became_of_it_and_told_in_json(folder):
    say = partial(correct, folder, action="correct", author="Kim")
    say("ko", "agreements", 0, changes={"status": "planned"})
    say("zh", "agreements", 0, changes={"status": "planned"})
    asked = ("follow-up", "--on", "2028-02-01")
    assert "overdue since 2027-01-01 [status corrected, was agreed]: 공동조사\n" in run(folder, *asked)
    say("zh", "agreements", 0, changes={"date": "2026-06"})
    shown = run(folder, *asked)
    assert "overdue since 2026-07-01: 공동조사\n" in shown
    assert "due 2026-06 [corrected, was 2026]" in shown
    told = json.loads(run(folder, *asked, "--json"))["corrected"]
    assert [(one["record"], one["name"], one["was"], one["now"]) for one in told] == [
        ("ko", "status", "agreed", "planned"),
        ("zh", "status", "agreed", "planned"),
        ("zh", "date", "2026", "2026-06"),
    ]
    assert all(one["author"] == "Kim" for one in told)
    listed = json.loads(run(folder, "view", "agreement", "--json"))
    assert [(one["record"], one["name"]) for one in listed["corrected"]] == [("zh", "status"), ("zh", "date")]
    assert "corrected" not in json.loads(run(folder, "view", "series", "--json"))


def test_a_person_in_two_scripts_is_one_line_of_the_list(folder):
    with Store(folder) as store:
        for identifier, name in (("ko", "천리민"), ("zh", "陈立民")):
            told = Person(evidence=quoted(name), rule="test", name=name, side="CN")
            entry = store.record(identifier).model_copy(update={"persons": (told,)})
            store.put(store.document(identifier), entry, code_version="test")
    assert "陈立民 / 천리민  2" in run(folder, "view", "person")
    listed = json.loads(run(folder, "view", "person", "--json"))
    assert (listed["total"], listed["items"][0]["names"]) == (1, ["陈立民", "천리민"])


@pytest.mark.slow
def test_releases_are_compared(folder):
    fields = json.loads(run(folder, "compare", "ko", "zh", "--json"))
    assert fields["event"] == EVENT
    assert [(one["field"], [said["value"] for said in one["said"]]) for one in fields["differences"]] == [
        ("place", ["서울", "北京"])
    ]


@pytest.mark.slow
def test_the_state_of_what_was_agreed_is_printed(folder):
    lines = [json.loads(line) for line in run(folder, "follow-up", "--on", "2027-02-01", "--json").splitlines()]
    assert [(line["title"], line["state"], line["overdue_since"]) for line in lines] == [
        ("공동조사", "overdue", "2027-01-01")
    ]
    assert "Nothing is overdue" in run(folder, "follow-up", "--on", "2025-06-01", "--overdue")


@pytest.mark.parametrize(
    ("arguments", "code", "line"),
    [
        (["view", "meeting", "nothing"], 2, "holds no meeting 'nothing'"),
        (["view", "pair", "KR"], 2, "A pair is two countries"),
        (["compare", "ko"], 2, "There is nothing to compare with"),
        (["compare", "ko", "ko"], 2, "A release is not compared with itself"),
        (["compare", "ko", "nothing"], 2, "holds no document 'nothing'"),
        (["follow-up", "--on", "yesterday"], 2, "is no day"),
        (["export", "--to", "jsonl", "--since", "2025-13-01"], 2, "is no day or moment"),
        (["export", "--to", "jsonl", "--out", "/nowhere/records.jsonl"], 2, "communique: Could not open file"),
        (["corrections", "nothing"], 2, "holds no document 'nothing'"),
        (["correct", "ko", "record", "0", "--confirm", "--author", "Kim"], 2, "A record has no position"),
    ],
)
def test_a_bad_name_gives_one_clear_line(folder, capsys, arguments, code, line):
    with pytest.raises(SystemExit) as stopped:
        main([*arguments, "--corpus", str(folder)])
    assert stopped.value.code == code
    assert line in capsys.readouterr().err


def test_where_nothing_was_corrected_it_is_said(folder):
    result = CliRunner().invoke(cli, ["corrections", "--corpus", str(folder)])
    assert (result.stdout, result.stderr) == ("", "communique: nothing was said of any fact\n")


def test_agreements_are_listed_by_deadline(folder):
    say = partial(correct, folder, action="correct", author="Kim")
    say("ko", "agreements", 0, changes={"deadline": "2027-06", "title": "공동조사 보고서"})
    listed = json.loads(run(folder, "view", "agreement", "--due", "2027-01..2027-12", "--json"))
    assert [item["deadline"] for item in listed["items"]] == ["2027-06"]
    assert json.loads(run(folder, "view", "agreement", "--due", "2028", "--json"))["total"] == 0


def test_only_agreements_have_a_deadline(folder, capsys):
    with pytest.raises(SystemExit) as ended:
        main(["view", "meeting", "--due", "2027", "--corpus", str(folder)])
    assert ended.value.code == 2
    assert "Only the list of agreements is by deadline" in capsys.readouterr().err
