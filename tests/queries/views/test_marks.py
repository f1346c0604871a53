"""Values that analysts set are marked in what shows them, with what stood there before."""

from datetime import date

import pytest

from corpus.records import Person
from corpus.store import Store
from queries import views
from queries.corrections import correct, undo
from queries.following import follow_up
from tests.queries.support import agreement, quoted
from tests.queries.views.test_each_once import put, survey

KEY = "2025-04-23.cn-kr.talks"


@pytest.fixture
def folder(tmp_path):
    with Store(tmp_path, create=True) as store:
        put(store, "ko", survey("ko"), agreement("해경 당국 간 직통전화 개설", kind="exchange", status="proposed"))
        put(store, "en", survey("en"))
    return tmp_path


def said(folder, field, position, record="ko", **changes):
    return correct(folder, record, field, position, action="correct", author="Kim", changes=changes)


def before(each):
    return each and (each.was, each.now, each.author)


def test_a_field_of_an_item_is_marked_with_what_was_extracted(folder):
    said(folder, "agreements", 1, status="agreed")
    said(folder, "agreements", 1, status="signed", deadline="2026-06")
    with Store(folder) as store:
        marks = views.marked(store, views.agreements(store))
    assert before(marks.item("ko", 1, "status")) == ("proposed", "signed", "Kim")
    assert before(marks.item("ko", 1, "date", "deadline")) == (None, "2026-06", "Kim")
    assert [marks.item("ko", 0, "status"), marks.item("ko", 1, "title"), marks.item("en", 1, "status")] == [None] * 3


def test_what_was_taken_back_or_set_back_is_marked_no_more(folder):
    made = said(folder, "agreements", 1, status="agreed")
    said(folder, "agreements", 0, kind="project")
    said(folder, "agreements", 0, kind="research")
    undo(folder, made.id)
    with Store(folder) as store:
        marks = views.marked(store, views.agreements(store))
    assert [marks.item("ko", 1, "status"), marks.item("ko", 0, "kind")] == [None, None]


def test_a_meeting_of_the_register_is_marked_where_the_value_that_counts_was_set(folder):
    said(folder, "meetings", 0, date="2025-04-22")
    said(folder, "meetings", 0, record="en", date="2025-04-22", level="working")
    with Store(folder) as store:
        listed = views.meetings(store, core=False)
        view = views.meeting(store, KEY)
        marks = views.marked(store, listed)
        of_view = views.marked(store, view)
    [event] = listed.items
    assert before(marks.event(event.event, "date", event.date)) == ("2025-04-23", "2025-04-22", "Kim")
    assert before(marks.event(event.event, "level", "working")) == (None, "working", "Kim")
    assert marks.event(event.event, "date", "2025-04-23") is None
    assert before(of_view.among(["en"], "meetings", "level", "working")) == (None, "working", "Kim")
    assert of_view.among(["ko"], "meetings", "level", "working") is None


def test_a_release_of_which_the_title_was_set_is_marked_in_lists(folder):
    said(folder, "record", None, title="Talks")
    with Store(folder) as store:
        lines, _ = store.lookup.releases()
        marks = views.marked(store, lines)
    assert before(marks.release("ko", "title"))[1:] == ("Talks", "Kim")
    assert marks.release("en", "title") is None


def test_a_person_who_was_renamed_is_marked_in_the_list(folder):
    with Store(folder) as store:
        named = Person(evidence=quoted("천리만"), rule="test", name="천리만")
        store.put(
            store.document("ko"), store.record("ko").model_copy(update={"persons": (named,)}), code_version="test"
        )
    said(folder, "persons", 0, name="천리민")
    with Store(folder) as store:
        assert [one.name for one in views.persons(store).items] == ["천리민"]
        assert {name: before(one) for name, one in views.renamed(store, "persons").items()} == {
            "천리민": ("천리만", "천리민", "Kim")
        }
        assert views.renamed(store, "agencies") == {}


def test_a_commitment_is_marked_where_its_time_or_what_its_state_rests_on_was_set(folder):
    said(folder, "agreements", 1, status="agreed")
    day = date(2027, 1, 1)
    with Store(folder) as store:
        [hotline] = [each for each in follow_up(store, day) if each.sources[0].position == 1]
        marks = views.marked(store, hotline)
    assert hotline.state == "open"
    assert before(marks.commitment(hotline, "state")) == ("proposed", "agreed", "Kim")
    assert [marks.commitment(hotline, column) for column in ("title", "kind", "parties", "due")] == [None] * 4
    said(folder, "agreements", 1, deadline="2026-06")
    with Store(folder) as store:
        [hotline] = [each for each in follow_up(store, day) if each.sources[0].position == 1]
        marks = views.marked(store, hotline)
    assert (hotline.state, hotline.due) == ("overdue", "2026-06")
    assert before(marks.commitment(hotline, "due")) == (None, "2026-06", "Kim")
    assert marks.commitment(hotline, "state") is None
    assert [(one.name, one.now) for one in marks.within(hotline)] == [("status", "agreed"), ("deadline", "2026-06")]


def test_what_was_set_in_what_is_shown_is_told_in_its_published_form(folder):
    said(folder, "agreements", 1, status="agreed")
    said(folder, "agreements", 0, record="en", kind="project")
    with Store(folder) as store:
        listed = views.agreements(store, statuses=["agreed"], kinds=["exchange"])
        told = views.with_corrected(listed.as_json(), views.marked(store, listed).within(listed))
        unmarked = views.meetings(store)
    [one] = told["corrected"]
    assert (one["record"], one["field"], one["position"], one["name"]) == ("ko", "agreements", 1, "status")
    assert (one["was"], one["now"], one["author"]) == ("proposed", "agreed", "Kim")
    assert "corrected" not in views.with_corrected(unmarked.as_json(), ())


def test_what_was_set_of_an_item_is_not_told_of_a_person_in_the_same_place(folder):
    with Store(folder) as store:
        named = Person(evidence=quoted("천리만"), rule="test", name="천리만")
        record = store.record("ko").model_copy(update={"persons": (named,)})
        store.put(store.document("ko"), record, code_version="test")
    said(folder, "agreements", 0, kind="project")
    with Store(folder) as store:
        view = views.meeting(store, KEY)
        assert [(one.field, one.name) for one in views.marked(store, view.persons).within(view.persons)] == []
        assert [(one.field, one.name) for one in views.with_marks(store, view).corrected or ()] == [
            ("agreements", "kind")
        ]
    said(folder, "persons", 0, role="국장")
    with Store(folder) as store:
        person = views.with_marks(store, views.person(store, "천리만"))
    assert [(one.field, one.name, one.was, one.now) for one in person.corrected or ()] == [
        ("persons", "role", None, "국장")
    ]
