import pytest

from corpus.corrections import changes_of, corrected, origins
from corpus.documents import Evidence, Source
from corpus.errors import BadCorrection
from corpus.records import Agency, Agreement, Correction, Item, Meeting, Person, Record


def _quoted(text: str, start: int = 0) -> tuple[Evidence, ...]:
    return (Evidence(start=start, end=start + len(text), text=text),)


def _person(name: str, start: int, **fields: str) -> Person:
    return Person(evidence=_quoted(name, start), rule="test", name=name, **fields)


def _record(**lists: tuple[Item, ...]) -> Record:
    return Record.model_validate(
        {
            "id": "one",
            "source": Source(path="one.txt", media_type="text/plain", sha256="0" * 64, size=1),
            "langs": ("ko",),
            **lists,
        }
    )


MEETING = Meeting(evidence=_quoted("제9차 대화", 10), rule="test", name="제9차 대화", status="held", heads=("윤재현",))
ITEM = Agreement(
    evidence=_quoted("직통전화 개설", 40), rule="test", title="직통전화 개설", key="직통전화", kind="project",
    status="agreed", meeting="제9차 대화", parties=("MOF", "CN"), responsible=("MOF",),
)  # fmt: skip
BODY = Agency(evidence=_quoted("해수부", 30), rule="test", name="MOF", surfaces=("해수부",), country="KR")
RECORD = _record(
    meetings=(MEETING,),
    agreements=(ITEM,),
    agencies=(BODY,),
    persons=(_person("윤재현", 20, agency="MOF"), _person("윤 국장", 60, role="국장"), _person("서울", 80)),
)


def _made(field: str, item: Item, name: str, action: str, **fields: object) -> Correction:
    return Correction.model_validate(
        {
            "id": 1, "field": field, "name": name, "evidence": item.evidence[0], "action": action, "author": "Kim",
            "made_at": "2025-05-01T00:00:00+00:00", **fields,
        }
    )  # fmt: skip


def test_what_is_confirmed_stays_and_tells_who_says_so() -> None:
    shown = corrected(RECORD, [_made("meetings", MEETING, MEETING.name, "confirm")])
    assert shown.meetings == RECORD.meetings
    assert [(each.action, each.author, each.position) for each in shown.corrections] == [("confirm", "Kim", 0)]


def test_what_is_rejected_is_gone_and_nothing_names_it_any_more() -> None:
    shown = corrected(RECORD, [_made("agencies", BODY, "MOF", "reject")])
    assert shown.agencies == ()
    assert shown.agreements[0].parties == ("CN",)
    assert shown.agreements[0].responsible == ()
    assert shown.persons[0].agency is None


def test_a_corrected_name_is_corrected_wherever_the_fact_is_named() -> None:
    changes = changes_of(RECORD, "meetings", 0, {"name": "제10차 대화", "ordinal": 10, "date": "2025-04-23"})
    shown = corrected(RECORD, [_made("meetings", MEETING, MEETING.name, "correct", changes=changes)])
    assert (shown.meetings[0].name, shown.meetings[0].ordinal, shown.meetings[0].date) == (
        "제10차 대화",
        10,
        "2025-04-23",
    )
    assert shown.agreements[0].meeting == "제10차 대화"
    assert shown.meetings[0].evidence == MEETING.evidence
    [told] = shown.corrections
    assert [(one.name, one.was, one.now) for one in told.changes][1] == ("ordinal", None, "10")


def test_a_merged_person_lends_what_the_other_lacks_and_is_named_by_it() -> None:
    first, second, _ = RECORD.persons
    meeting = MEETING.model_copy(update={"heads": ("윤 국장",)})
    record = RECORD.model_copy(update={"meetings": (meeting,)})
    merge = _made("persons", second, second.name, "merge", into=first.name, into_evidence=first.evidence[0])
    shown = corrected(record, [merge])
    assert [person.name for person in shown.persons] == ["윤재현", "서울"]
    assert (shown.persons[0].role, shown.persons[0].agency) == ("국장", "MOF")
    assert len(shown.persons[0].evidence) == 2
    assert shown.meetings[0].heads == ("윤재현",)
    assert shown.corrections[0].position == 0


def test_corrections_follow_each_other_and_positions_are_those_of_what_is_shown() -> None:
    first, second, third = RECORD.persons
    said = [_made("persons", first, first.name, "reject"), _made("persons", third, third.name, "confirm")]
    shown = corrected(RECORD, said)
    assert [each.position for each in shown.corrections] == [None, 1]
    assert origins(RECORD, said, "persons") == [1, 2]
    assert corrected(RECORD, [*said, _made("persons", first, first.name, "confirm")]).persons == (first, second, third)


def test_a_fact_is_found_again_after_another_extraction() -> None:
    moved = _person("윤재현", 25, agency="MOF")
    renamed = _person("윤재현 국장", 25)
    rejects = _made("persons", RECORD.persons[0], "윤재현", "reject")
    assert corrected(_record(persons=(moved, RECORD.persons[1])), [rejects]).persons == (RECORD.persons[1],)
    unlike = corrected(_record(persons=(renamed,)), [rejects])
    assert unlike.persons == (renamed,)
    assert unlike.corrections[0].position is None


def test_two_facts_of_one_name_are_told_apart_by_their_place() -> None:
    near, far = _person("김민수", 5), _person("김민수", 90)
    shown = corrected(_record(persons=(near, far)), [_made("persons", far, "김민수", "reject")])
    assert shown.persons == (near,)


@pytest.mark.parametrize(
    ("field", "position", "wanted"),
    [
        ("meetings", 0, {"date": "23 April"}),
        ("meetings", 0, {"status": "done"}),
        ("meetings", 0, {"evidence": []}),
        ("meetings", 0, {"colour": "red"}),
        ("meetings", 1, {"name": "x"}),
        ("rooms", 0, {"name": "x"}),
        ("record", 0, {"id": "other"}),
    ],
)
def test_what_does_not_fit_is_refused_with_a_reason(field: str, position: int, wanted: dict[str, object]) -> None:
    with pytest.raises(BadCorrection):
        changes_of(RECORD, field, position, wanted)  # type: ignore[arg-type]


def test_the_head_of_a_record_can_be_corrected() -> None:
    changes = changes_of(RECORD, "record", 0, {"ref_date": "2025-04-24", "title": "제목"})
    made = Correction(id=3, field="record", name="one", action="correct", changes=changes, author="Kim", made_at="now")
    shown = corrected(RECORD, [made])
    assert (shown.ref_date, shown.title) == ("2025-04-24", "제목")
