"""Pages of a register made by hand."""

import pytest

from corpus.documents import Document
from corpus.errors import BadQuery, NotInCorpus
from corpus.records import Agency, Agreement, Meeting, Person, Record
from corpus.store import Store
from queries import views
from tests.queries.support import agreement, meeting, quoted
from tests.queries.support import record as made

SERIES = "kr-cn.maritime-dialogue"


def person(name, side, **fields):
    return Person(evidence=quoted(name), rule="test", name=name, side=side, **fields)


def agency(name, **fields):
    return Agency(evidence=quoted(name), rule="test", name=name, surfaces=(name,), **fields)


def put(store: Store, record: Record) -> None:
    text = "회의" * 50
    document = Document(id=record.id, source=record.source, text=text, lang=record.lang, langs=("ko",), blocks=())
    document = document.model_copy(update={"head": document.head.model_copy(update={"ref_date": record.ref_date})})
    store.put(document, record, code_version="test")


def release(identifier, *items, ref_date="2025-04-24", persons=(), agencies=()):
    facts = [item for item in items if isinstance(item, Meeting | Agreement)]
    return made(identifier, *facts).model_copy(
        update={"ref_date": ref_date, "persons": tuple(persons), "agencies": tuple(agencies)}
    )


def dialogue(number, day, name, **fields):
    event = f"{SERIES}-{number}"
    return meeting(name, ref=SERIES, event=event, ordinal=number, date=day, **fields)


@pytest.fixture
def store(tmp_path):
    with Store(tmp_path, create=True) as store:
        heads = {"heads": ("천리민",), "agencies": ("Ministry of Foreign Affairs",)}
        put(
            store,
            release(
                "ko-9",
                dialogue(9, "2025-04-23", "제9차 한중 해양협력대화", place="서울", **heads),
                agreement("공동조사", kind="research", status="agreed", parties=("CN", "KR"), date="2026",
                          meeting="제9차 한중 해양협력대화"),
                persons=[person("천리민", "CN", role="사장", agency="Ministry of Foreign Affairs")],
                agencies=[agency("Ministry of Foreign Affairs", country="CN", ref="cn.mfa")],
            ),
        )  # fmt: skip
        put(
            store,
            release(
                "zh-9",
                dialogue(9, "2025-04-23", "第九轮中韩海洋事务对话", place="北京"),
                persons=[person("陈立民", "CN", role="司长"), person("尹在贤", "KR")],
                ref_date="2025-04-23",
            ),
        )
        put(store, release("ko-6", dialogue(6, "2022-06-16", "제6차 회의", core=False), ref_date="2022-06-17"))
        put(store, release("plan", dialogue(10, "2026-40", "제10차 회의", status="planned"), ref_date="2025-04-24"))
        put(store, release("held", dialogue(10, "2026-05-07", "제10차 회의"), ref_date="2026-05-08"))
        yield store


def test_a_meeting_has_all_its_releases_with_what_each_states(store):
    view = views.meeting(store, f"{SERIES}-9")
    assert [line.id for line in view.releases] == ["ko-9", "zh-9"]
    assert [statement.value for statement in view.facts["place"]] == ["서울", "北京"]
    assert view.facts["date"][0].records == ("ko-9", "zh-9")
    assert [(one.field, [said.value for said in one.said]) for one in view.differences] == [("place", ["서울", "北京"])]
    assert (view.before, view.after and view.after.event) == (None, f"{SERIES}-10")


def test_a_meeting_that_was_planned_and_then_held_is_held_on_the_day_it_was(store):
    event = views.meeting(store, f"{SERIES}-10").event
    assert (event.status, event.date, event.releases) == ("held", "2026-05-07", 2)


def test_a_series_shows_the_rounds_of_which_nothing_is_known(store):
    view = views.series(store, SERIES)
    assert [one.round for one in view.meetings] == [6, 9, 10]
    assert [(gap.first, gap.last) for gap in view.gaps] == [(7, 8)]
    assert view.years == {"2022": 1, "2025": 1, "2026": 1}


def test_a_person_is_found_by_the_name_in_any_script(store):
    for name in ("천리민", "陈立民"):
        view = views.person(store, name)
        assert set(view.names) == {"천리민", "陈立民"}
        assert [role.role for role in view.roles] == ["司长", "사장"]
        assert [event.event for event in view.meetings.items] == [f"{SERIES}-9"]


def test_an_organisation_has_its_names_over_time_and_its_meetings(store):
    view = views.agency(store, "cn.mfa")
    assert "外交部" in {name.name for name in view.names}
    assert [event.event for event in view.meetings.items] == [f"{SERIES}-9"]
    assert [item.title for item in view.agreements.items] == ["공동조사"]
    assert [(one.name, one.role) for one in view.persons] == [("천리민", "사장")]


def test_a_name_that_two_countries_have_is_that_of_the_one_asked_for(store):
    assert views.agency(store, "외교부").ref == "kr.mofa"
    assert views.agency(store, "Ministry of Foreign Affairs").ref == "cn.mfa"


def test_two_countries_have_their_meetings_and_agreements_by_year(store):
    view = views.country_pair(store, "kr", "CN")
    assert view.countries == ("CN", "KR")
    assert view.years == {"2025": 1, "2026": 1}
    assert view.agreements_by_year == {"2026": 1}


def test_an_agreement_shows_its_words_and_its_meeting(store):
    view = views.agreement(store, *views.keyed("ko-9~0"))
    assert (view.item.title, view.meeting and view.meeting.event) == ("공동조사", f"{SERIES}-9")
    assert view.evidence[0].text == "공동조사"


def test_lists_come_in_pages(store):
    first = views.meetings(store, limit=1)
    second = views.meetings(store, limit=1, offset=1)
    assert (first.total, second.total) == (2, 2)
    assert [page.items[0].event for page in (first, second)] == [f"{SERIES}-10", f"{SERIES}-9"]
    assert [one.name for one in views.persons(store, like="尹").items] == ["尹在贤"]
    assert views.meetings(store, since="2026", until="2026-12").total == 1
    with pytest.raises(BadQuery, match="No page of 0 items"):
        views.meetings(store, limit=0)


def test_the_row_of_a_meeting_follows_its_releases(store):
    store.remove("zh-9")
    assert views.meeting(store, f"{SERIES}-9").event.releases == 1
    store.remove("ko-9")
    with pytest.raises(NotInCorpus, match="holds no meeting"):
        views.meeting(store, f"{SERIES}-9")


def test_what_other_records_tell_moves_a_meeting_and_its_agreements(store):
    store.put_events({("ko-9", 0): f"{SERIES}-11"})
    assert [item.title for item in views.agreements(store, event=f"{SERIES}-11").items] == ["공동조사"]
    store.put_events({})
    assert [item.title for item in views.agreements(store, event=f"{SERIES}-9").items] == ["공동조사"]
    assert store.lookup.event(f"{SERIES}-11") is None


@pytest.mark.parametrize(
    "ask",
    [
        lambda store: views.meeting(store, "nothing"),
        lambda store: views.series(store, "nothing"),
        lambda store: views.agency(store, "nothing"),
        lambda store: views.person(store, "nobody"),
        lambda store: views.agreement(store, "ko-9", 7),
        lambda store: views.keyed("ko-9"),
    ],
)
def test_what_is_not_there_is_said_so(store, ask):
    with pytest.raises(NotInCorpus):
        ask(store)


def test_a_person_in_two_scripts_is_one_line_with_all_names_and_releases(store):
    listed = views.persons(store)
    assert [(one.name, one.names, one.releases) for one in listed.items] == [
        ("陈立民", ("陈立民", "천리민"), 2),
        ("尹在贤", ("尹在贤",), 1),
    ]
    assert listed.total == 2
    assert (listed.items[0].first, listed.items[0].last) == ("2025-04-23", "2025-04-24")


def test_pages_of_persons_have_neither_gaps_nor_repetitions(store):
    pages = [views.persons(store, limit=1, offset=number) for number in range(3)]
    assert [(page.total, [one.name for one in page.items]) for page in pages] == [
        (2, ["陈立民"]),
        (2, ["尹在贤"]),
        (2, []),
    ]


def test_a_line_is_found_by_any_of_its_names_and_shows_all(store):
    put(store, release("en-9", persons=[person("CHEN Limin", "CN"), person("윤재현", "KR", latin="Yoon Jae-hyun")]))
    assert [one.names for one in views.persons(store, like="리민").items] == [("CHEN Limin", "陈立民", "천리민")]
    assert [one.names for one in views.persons(store, like="YOON").items] == [("尹在贤", "윤재현", "Yoon Jae-hyun")]
    assert views.persons(store, like="홍길동").total == 0


def test_the_page_of_a_person_has_the_names_of_the_line(store):
    put(store, release("en-30", persons=[person("Chen Limin", "CN", role="Director")]))
    [line] = [one for one in views.persons(store).items if "Chen Limin" in one.names]
    for name in line.names:
        assert set(views.person(store, name).names) == set(line.names)
