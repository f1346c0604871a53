from queries.register import register

from .support import agreement, meeting, record


def test_releases_on_one_event_make_one_entry_with_what_each_says_was_agreed() -> None:
    entries = register(
        [
            record(
                "ko", meeting("제9차 대화", event="sea-9", date="2025-04-23"), agreement("핫라인", meeting="제9차 대화")
            ),
            record("zh", meeting("第九轮对话", event="sea-9", place="首尔"), agreement("热线", meeting="第九轮对话")),
        ]
    )
    assert [entry.event for entry in entries] == ["sea-9"]
    [entry] = entries
    assert [name for name, _ in entry.meetings] == ["ko", "zh"]
    assert [(name, item.title) for name, item in entry.agreements] == [("ko", "핫라인"), ("zh", "热线")]
    assert (entry.first("date"), entry.first("place"), entry.first("format")) == ("2025-04-23", "首尔", None)
    assert entry.as_json()["names"] == ["제9차 대화", "第九轮对话"]


def test_what_a_release_about_the_meeting_says_comes_before_a_mention_elsewhere() -> None:
    mentioned = record("a", meeting("the 9th round", event="sea-9", date="2025-04", core=False))
    about = record("b", meeting("9th Dialogue", event="sea-9", date="2025-04-23"))
    assert register([mentioned, about])[0].first("date") == "2025-04-23"


def test_meetings_without_an_event_stay_apart_even_of_one_name() -> None:
    entries = register([record("a", meeting("talks")), record("b", meeting("talks"))])
    assert [(entry.event, len(entry.meetings)) for entry in entries] == [(None, 1), (None, 1)]


def test_the_latest_stands_first_the_undated_last_and_mentions_only_where_asked_for() -> None:
    records = [
        record("a", meeting("old", date="2019"), meeting("undated"), meeting("mentioned", date="2030", core=False)),
        record("b", meeting("new", date="2025-04-23")),
    ]
    assert [entry.first("name") for entry in register(records)] == ["new", "old", "undated"]
    assert [entry.first("name") for entry in register(records, core_only=False)] == [
        "mentioned",
        "new",
        "old",
        "undated",
    ]


def test_a_meeting_that_was_put_off_and_held_has_the_last_word_and_its_date() -> None:
    told = [
        ("a", "2025-04-01", meeting("대화", event="x-3", status="planned", date="2025-05-10")),
        ("b", "2025-05-01", meeting("대화", event="x-3", status="planned", date="2025-06-11")),
        ("c", "2025-06-12", meeting("대화", event="x-3", status="held", date="2025-06-11")),
    ]
    records = [record(name, item).model_copy(update={"ref_date": day}) for name, day, item in told]
    for number, expected in ((2, ("planned", "2025-06-11")), (3, ("held", "2025-06-11"))):
        [entry] = register(reversed(records[:number]))
        assert (entry.status, entry.date) == expected
