"""An item that several releases on one meeting tell is one line of every list."""

import pytest

from corpus.documents import Document, Evidence
from corpus.errors import MissingPart
from corpus.store import STORE_FILE, Store
from corpus.store.checking import flaws
from queries import views
from queries.comparing import group_items
from tests.queries.support import agreement, meeting, record

EVENT = "2025-04-23.cn-kr.talks"
SURVEY = {
    "ko": "서해 수질 공동조사 실시",
    "en": "joint survey of the water quality of the Yellow Sea",
    "zh": "开展黄海水质联合调查",
}


def put(store, identifier, *items, event=EVENT, day="2025-04-24"):
    facts = [meeting(f"talks-{identifier}", event=event, date="2025-04-23"), *items]
    text = "\n".join(fact.evidence[0].text for fact in facts)
    standing = [fact.model_copy(update={"evidence": (at(text, fact.evidence[0].text),)}) for fact in facts]
    told = record(identifier, *standing).model_copy(update={"ref_date": day})
    document = Document(id=identifier, source=told.source, text=text, lang="ko", langs=("ko",), blocks=())
    document = document.model_copy(update={"head": document.head.model_copy(update={"ref_date": day})})
    store.put(document, told, code_version="test")


def at(text, words):
    start = text.index(words)
    return Evidence(start=start, end=start + len(words), text=words)


def survey(lang, **fields):
    stated = {"kind": "research", "status": "agreed", "parties": ("CN", "KR"), "date": "2026", **fields}
    return agreement(SURVEY[lang], meeting=f"talks-{lang}", **stated)


def hotline(lang="ko", **fields):
    stated = {"kind": "exchange", "status": "proposed", "parties": ("CN", "KR"), **fields}
    return agreement("해경 당국 간 직통전화 개설", meeting=f"talks-{lang}", **stated)


@pytest.fixture
def store(tmp_path):
    with Store(tmp_path, create=True) as store:
        put(store, "ko", survey("ko"), hotline())
        put(store, "en", survey("en"))
        put(store, "zh", survey("zh"))
        yield store


def listed(store, **wanted):
    found = views.agreements(store, **wanted)
    return found.total, [one.key for one in found.items]


def test_before_they_are_matched_each_telling_is_a_line(store):
    assert listed(store) == (4, ["zh~0", "ko~0", "en~0", "ko~1"])
    assert store.ungrouped() == [EVENT]


def test_an_item_of_three_releases_is_one_line_with_all_of_them(store):
    group_items(store)
    assert listed(store) == (2, ["zh~0", "ko~1"])
    line = views.agreements(store).items[0]
    assert (line.releases, line.tellings) == (("zh", "ko", "en"), ("zh~0", "ko~0", "en~0"))
    assert views.agreement(store, "en", 0).item.releases == ("en", "zh", "ko")
    assert store.lookup.event(EVENT).agreements == 2
    assert group_items(store) == 0


def test_pages_of_a_list_have_neither_gaps_nor_repetitions(store):
    group_items(store)
    assert [listed(store, limit=1, offset=number) for number in (0, 1, 2)] == [(2, ["zh~0"]), (2, ["ko~1"]), (2, [])]


def test_pairs_and_their_years_count_it_once(store):
    group_items(store)
    view = views.country_pair(store, "CN", "KR")
    assert (view.agreements.total, len(view.agreements.items)) == (2, 2)
    assert view.agreements_by_year == {"": 1, "2026": 1}


def test_a_filter_that_one_telling_satisfies_finds_the_item_by_it(store):
    put(store, "en", survey("en", kind="project", parties=("CN", "KR", "JP"), date=None))
    group_items(store)
    assert listed(store, kinds=["project"]) == (1, ["en~0"])
    assert listed(store, kinds=["research", "project"]) == (1, ["zh~0"])
    assert listed(store, countries=["JP"]) == (1, ["en~0"])
    assert listed(store, since="2026", until="2026") == (1, ["zh~0"])


def test_what_goes_and_comes_is_matched_anew(store):
    group_items(store)
    store.remove("zh")
    assert listed(store) == (2, ["ko~0", "ko~1"])
    group_items(store)
    assert views.agreements(store).items[0].releases == ("ko", "en")
    put(store, "zh", survey("zh"))
    group_items(store)
    assert listed(store) == (2, ["zh~0", "ko~1"])


def test_items_of_meetings_that_are_joined_become_one_and_are_parted_again(store):
    put(store, "en", survey("en"), event="2025-04-23.cn-kr.other")
    group_items(store)
    assert listed(store)[0] == 3
    store.put_events({("en", 0): EVENT})
    group_items(store)
    assert listed(store)[0] == 2
    store.put_events({})
    group_items(store)
    assert listed(store)[0] == 3


def test_two_items_of_one_release_are_two(store):
    put(store, "ko", survey("ko"), survey("ko"))
    group_items(store)
    assert listed(store)[0] == 2


def test_a_grouping_that_cannot_be_is_found(store):
    group_items(store)
    path = store.folder / STORE_FILE
    assert flaws(path) == []
    with store._connection as transaction:
        transaction.execute("UPDATE facts SET item = 'zh~0', telling = 3 WHERE document = 'ko' AND position = 1")
    told = [flaw.problem for flaw in flaws(path)]
    assert "what is told of 'zh~0' as one item is of several meetings, or twice of one release" in told


def test_where_the_model_is_missing_items_wait_to_be_matched(store, monkeypatch):
    def missing(*_):
        raise MissingPart("The model is not installed", hint="Install it")

    with monkeypatch.context() as without:
        without.setattr("queries.comparing.grouping.shared_items", missing)
        assert group_items(store) == 0
    assert store.ungrouped() == [EVENT]
    assert group_items(store) == 1
    assert store.ungrouped() == []
