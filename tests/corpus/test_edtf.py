from datetime import date

import pytest

from corpus.edtf import (
    NotEdtf,
    contains,
    days,
    half,
    interval,
    is_edtf,
    month,
    overlaps,
    quarter,
    sort_key,
    week_of,
)


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2022-10-26", date(2022, 10, 26), date(2022, 10, 26)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2020", date(2020, 1, 1), date(2020, 12, 31)),
        ("2019-33", date(2019, 1, 1), date(2019, 3, 31)),
        ("2019-36", date(2019, 10, 1), date(2019, 12, 31)),
        ("2019-40", date(2019, 1, 1), date(2019, 6, 30)),
        ("2019-41", date(2019, 7, 1), date(2019, 12, 31)),
        ("2022-12-07/2022-12-19", date(2022, 12, 7), date(2022, 12, 19)),
        ("2023/2027", date(2023, 1, 1), date(2027, 12, 31)),
        ("2013/..", date(2013, 1, 1), None),
        ("../2013", None, date(2013, 12, 31)),
    ],
)
def test_a_value_covers_its_days(value: str, first: date | None, last: date | None) -> None:
    assert days(value) == (first, last)


@pytest.mark.parametrize(
    "value",
    ["", "22-10-26", "2022-13", "2022-02-30", "XXXX-10-26", "2023/2021", "../..", "2022-10-26/", "2019-42", "now"],
)
def test_what_is_no_date_is_refused(value: str) -> None:
    assert not is_edtf(value)
    with pytest.raises(NotEdtf):
        days(value)


def test_parts_of_a_year_are_written_by_their_codes() -> None:
    assert [month(2019, 3), quarter(2019, 1), half(2019, 2)] == ["2019-03", "2019-33", "2019-41"]


@pytest.mark.parametrize(
    ("start", "end", "value"),
    [
        ("2023", "2027", "2023/2027"),
        ("2013", None, "2013/.."),
        (None, "2013", "../2013"),
        ("2020-05", "2020-05", "2020-05"),
        ("2020-05-01/2020-05-03", "2020-06", "2020-05-01/2020-06"),
    ],
)
def test_an_interval_joins_two_dates(start: str | None, end: str | None, value: str) -> None:
    assert interval(start, end) == value


def test_containment_and_overlap_count_days() -> None:
    assert contains("2022", "2022-10-26")
    assert not contains("2022-10-26", "2022")
    assert contains("2013/..", "2030")
    assert not contains("2013", "2013/..")
    assert overlaps("2022-41", "2022-12/2023-01")
    assert not overlaps("2022-40", "2022-12")
    assert overlaps("../2013", "2013-01-01")


def test_values_sort_by_their_days() -> None:
    assert sorted(["2022-10", "2022", "../2021", "2022-01-01"], key=sort_key) == [
        "../2021",
        "2022-01-01",
        "2022",
        "2022-10",
    ]


def test_a_week_runs_from_monday_to_sunday() -> None:
    assert week_of(date(2022, 11, 6)) == "2022-10-31/2022-11-06"
