import pytest

from extract.dates.partial import Partial, shared


@pytest.mark.parametrize(
    ("first", "last", "values"),
    [
        (Partial(year=2022, month=12, day=7), Partial(day=19), ("2022-12-07", "2022-12-19")),
        (Partial(year=2022, month=12, day=30), Partial(day=2), ("2022-12-30", "2023-01-02")),
        (Partial(day=8), Partial(year=2018, month=6, day=9), ("2018-06-08", "2018-06-09")),
        (Partial(day=30), Partial(year=2018, month=1, day=2), ("2017-12-30", "2018-01-02")),
        (Partial(month=11), Partial(year=2022, month=2), ("2021-11", "2022-02")),
        (Partial(year=2021, month=11), Partial(month=2), ("2021-11", "2022-02")),
        (Partial(year=2022, quarter=1), Partial(quarter=3), ("2022-33", "2022-35")),
        (Partial(year=2022, month=10, day=24), Partial(weekday=4), ("2022-10-24", "2022-10-28")),
        (Partial(weekday=0), Partial(year=2022, month=10, day=28), ("2022-10-24", "2022-10-28")),
    ],
)
def test_each_end_gives_the_other_what_it_lacks(first: Partial, last: Partial, values: tuple[str, str]) -> None:
    assert tuple(end.edtf() for end in shared(first, last)) == values


def test_a_date_that_the_calendar_does_not_have_has_no_value() -> None:
    assert Partial(year=2022, month=2, day=29).edtf() is None
    assert Partial(year=2022, month=13).edtf() is None
    assert Partial(year=2022, day=3).edtf() is None
