import io
from datetime import date

import icalendar

from corpus.records import Record
from queries.exports import write

from ..support import meeting, record


def _events(records: list[Record]) -> dict[str, icalendar.Event]:
    out = io.BytesIO()
    write("icalendar", records, out)
    calendar = icalendar.Calendar.from_ical(out.getvalue())
    assert isinstance(calendar, icalendar.Calendar)
    assert not calendar.errors
    events = calendar.walk("VEVENT")
    assert all(isinstance(event, icalendar.Event) and not event.errors for event in events)
    return {str(event["uid"]): event for event in events if isinstance(event, icalendar.Event)}


def test_a_meeting_keeps_its_id_while_it_is_announced_put_off_and_cancelled(moved: list[Record]) -> None:
    uid = "kr-cn.invented-3@communique"
    announced, put_off, cancelled = (_events(moved[:number])[uid] for number in (1, 2, 3))
    assert [str(each["status"]) for each in (announced, put_off, cancelled)] == ["TENTATIVE", "TENTATIVE", "CANCELLED"]
    assert [each["sequence"] for each in (announced, put_off, cancelled)] == [0, 1, 2]
    assert announced.decoded("dtstart") == date(2025, 5, 10)
    assert put_off.decoded("dtstart") == date(2025, 6, 11)
    assert str(cancelled["location"]) == "서울"


def test_a_month_is_all_its_days_and_says_that_the_day_is_not_fixed(moved: list[Record]) -> None:
    event = _events(moved)["vague~0@communique"]
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (date(2026, 3, 1), date(2026, 4, 1))
    assert "day not fixed" in event.categories
    assert "공동조사" in str(event["description"])


def test_a_meeting_without_a_date_is_left_out() -> None:
    assert _events([record("a", meeting("talks"))]) == {}


def test_markup_line_breaks_and_separators_stay_text(hostile: Record) -> None:
    [event] = _events([hostile]).values()
    assert str(event["summary"]).startswith("a<script>")
    assert "DTSTART" not in str(event["summary"])


def test_every_dated_meeting_of_the_samples_is_there_once_in_the_same_bytes(samples: list[Record]) -> None:
    events = _events(samples)
    dated = {m.event or f"{r.id}~{n}" for r in samples for n, m in enumerate(r.meetings) if m.date}
    assert {uid.removesuffix("@communique") for uid in events} == dated
    first, second = io.BytesIO(), io.BytesIO()
    write("icalendar", samples, first)
    write("icalendar", list(reversed(samples)), second)
    assert first.getvalue() == second.getvalue()
