import pytest

from queries.verifying.dates import Context, follows


def of(surface, value, ref="2022-10-25", said=()):
    return follows(value, surface, Context(ref, said, said, said, (value,)))


@pytest.mark.parametrize(
    ("surface", "value"),
    [
        ("2022. 10. 26.(수) 06:00", "2022-10-26"),
        ("10월 26일", "2022-10-26"),
        ("’22.3~5", "2022-03/2022-05"),
        ("11.1.(화)~4.(금)", "2022-11-01/2022-11-04"),
        ("내년 상반기", "2023-40"),
        ("다음 주", "2022-10-31/2022-11-06"),
        ("2023년부터 5년간", "2023/2027"),
        ("11월 3·4·5일", "2022-11-03/2022-11-05"),
        ("2010년대", "2010/2019"),
        ("April 23", "2022-04-23"),
        ("8-9 June 2018", "2018-06-08/2018-06-09"),
        ("October 17 - 23, 2016", "2016-10-17/2016-10-23"),
        ("since 2004", "2004/.."),
        ("the first ten months of this year", "2022-01/2022-10"),
        ("the third quarter", "2022-35"),
        ("二〇一一年五月十八日至二十日", "2011-05-18/2011-05-20"),
        ("去年以来", "2021/.."),
        ("今年1至5月", "2022-01/2022-05"),
        ("下周三至下周五", "2022-11-02/2022-11-04"),
        ("20年前", "2002"),
        ("令和4年9月28日", "2022-09-28"),
    ],
)
def test_a_value_follows_from_its_words_and_the_day_of_issue(surface, value):
    assert of(surface, value)


@pytest.mark.parametrize(
    ("surface", "value"),
    [
        ("2022. 10. 26.", "2022-10-27"),
        ("2022. 10. 26.", "2022-10"),
        ("10월 26일", "2024-10-26"),
        ("11월 1일~4일", "2022-11-01/2022-12-04"),
        ("내년", "2022"),
        ("2026년부터", "2026"),
        ("2026년", "2026/.."),
        ("8월 14일부터 40일간", "2022-08-14/2022-09-23"),
        ("4월 5일", "2022-05-04"),
        ("the second half of 2025", "2025-40"),
        ("今年", "2021"),
        ("23日", "2022-12-23"),
        ("recently", "2022"),
        ("2022년", "no date"),
    ],
)
def test_another_value_does_not(surface, value):
    assert not of(surface, value)


def test_what_the_words_leave_out_may_be_what_was_said_before():
    assert of("9월 1일", "2019-09-01", said=("2019-08-31",))
    assert not of("9월 1일", "2019-09-01")
