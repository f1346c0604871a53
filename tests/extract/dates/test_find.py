"""What a text leaves out is taken from the day of issue, from what was said before, and from the tense."""

import pytest

from corpus.languages import Lang
from extract.dates import find_dates


def values(text: str, lang: Lang, ref_date: str | None = "2022-10-25") -> list[str]:
    return [date.value for date in find_dates(text, lang, ref_date)]


@pytest.mark.parametrize(
    ("text", "ref_date", "value"),
    [
        ("1월 5일 개최", "2022-12-28", "2023-01-05"),
        ("12월 28일 서명", "2023-01-05", "2022-12-28"),
        ("3월 2일 열린 회의", "2022-10-25", "2022-03-02"),
        ("3월 2일 열릴 예정이다", "2022-10-25", "2023-03-02"),
        ("9월 11일이며", "2020-02-18", "2020-09-11"),
    ],
)
def test_a_date_without_a_year_lies_near_the_day_of_issue(text: str, ref_date: str, value: str) -> None:
    assert values(text, "ko", ref_date) == [value]


def test_the_day_of_the_week_decides_between_years_that_are_far_off() -> None:
    assert values("7월 18일(금)", "ko", "2013-02-12") == ["2014-07-18"]


@pytest.mark.parametrize(
    ("lang", "text", "value"),
    [
        ("ko", "8월 3일(수)", "2022-08-03"),
        ("zh", "8月3日（周三）", "2022-08-03"),
        ("en", "Wednesday, August 3", "2022-08-03"),
        ("ko", "2월 3일(수)", "2023-02-03"),
        ("zh", "2月3日（周三）", "2023-02-03"),
        ("en", "Wednesday, February 3", "2023-02-03"),
        ("ko", "2월 3일(목)에 열린", "2022-02-03"),
    ],
)
def test_a_day_of_the_week_decides_between_years_unless_the_date_is_near(lang: Lang, text: str, value: str) -> None:
    assert values(text, lang, "2023-01-25") == [value]


def test_a_day_alone_lies_in_the_month_nearest_to_the_day_of_issue() -> None:
    assert values("28일 서울에서", "ko", "2022-11-02") == ["2022-10-28"]


def test_a_month_goes_on_from_a_past_year_named_in_the_same_sentence() -> None:
    assert values("협정은 2015년 6월 1일 서명되어 12월 20일 발효되었다.", "ko") == ["2015-06-01", "2015-12-20"]


def test_another_sentence_begins_at_the_day_of_issue_again() -> None:
    text = "협정은 2015년 6월 1일 서명되었다. 양측은 11월 3일 만난다."
    assert values(text, "ko") == ["2015-06-01", "2022-11-03"]


def test_the_same_period_is_the_one_mentioned_last() -> None:
    assert values("In the first half of 2022 trade grew against the same period of last year.", "en") == [
        "2022-40",
        "2021-40",
    ]


def test_the_day_before_counts_from_the_day_mentioned_last() -> None:
    assert values("On October 12 the forum met. The day before, experts met.", "en") == ["2022-10-12", "2022-10-11"]


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("ko", "1월 12일 출범한 기구가 11월 보고서를 냈다.", ["2022-01-12", "2022-11"]),
        ("ko", "1월 12일 출범한다.", ["2023-01-12"]),
        ("en", "The body launched on January 12 will report.", ["2022-01-12"]),
        ("zh", "1月12日成立的平台", ["2022-01-12"]),
        ("zh", "将于1月12日举行的会议", ["2023-01-12"]),
        ("en", "It will be held on January 12.", ["2023-01-12"]),
        ("ko", "대화는 1월 12일로 연기되었다.", ["2023-01-12"]),
        ("ko", "4월 포항에서 열리는 대회", ["2023-04"]),
    ],
)
def test_the_verb_right_beside_a_date_tells_its_year(lang: Lang, text: str, expected: list[str]) -> None:
    assert values(text, lang, "2022-12-09") == expected


def test_the_month_before_counts_from_the_month_mentioned_last() -> None:
    assert values("8월 물량은 전월보다, 또 전년 동월보다 늘었다.", "ko") == ["2022-08", "2022-07", "2021-08"]
    assert values("전월보다 늘었다.", "ko") == ["2022-09"]


def test_a_verb_after_a_year_is_no_month() -> None:
    assert values("Those who came in 2019 may apply.", "en") == ["2019"]


def test_without_a_day_of_issue_only_dates_that_need_none_are_found() -> None:
    assert values("오늘 2022년 9월 28일 회의에서 다음 주 만나기로", "ko", None) == ["2022-09-28"]


def test_a_month_of_issue_is_enough_for_a_year_but_not_for_a_day() -> None:
    assert values("on January 23, tomorrow", "en", "2019-01") == ["2019-01-23"]


def test_two_days_that_follow_each_other_are_one_stretch_and_others_are_two_dates() -> None:
    assert values("on January 22 and 23", "en", "2019-01-25") == ["2019-01-22/2019-01-23"]
    assert values("on January 23 and 22, respectively", "en", "2019-01-25") == ["2019-01-23", "2019-01-22"]


def test_an_explanation_in_brackets_belongs_to_the_date_it_explains() -> None:
    assert [(d.surface, d.value) for d in find_dates("내일(26일) 만난다", "ko", "2022-10-25")] == [
        ("내일(26일)", "2022-10-26")
    ]


@pytest.mark.parametrize(
    ("lang", "text", "surface"),
    [
        ("ko", "행사는 Oct. 26, 2022 열린다", "Oct. 26, 2022"),
        ("ko", "발표일 2022年 10月 26日", "2022年 10月 26日"),
        ("zh", "发布于26 October 2022", "26 October 2022"),
        ("en", "Posted 2022년 10월 26일", "2022년 10월 26일"),
    ],
)
def test_a_date_in_another_language_is_read_by_the_rules_of_that_language(lang: Lang, text: str, surface: str) -> None:
    assert [(d.surface, d.value) for d in find_dates(text, lang, None)] == [(surface, "2022-10-26")]


@pytest.mark.parametrize("lang", ["ko", "en", "zh"])
@pytest.mark.parametrize(
    "piece", ["2022. ", "'22", "1-", "3일 ", "10월 ", "January ", "from 3 to ", "一", "年月日", "May\t"]
)
def test_a_long_row_of_almost_dates_is_read_to_its_end(lang: Lang, piece: str) -> None:
    text = piece * (16000 // len(piece))
    assert all(text[date.start : date.end] == date.surface for date in find_dates(text, lang, "2022-10-25"))


def test_a_page_of_blanks_after_a_month_costs_no_more_than_a_line() -> None:
    assert values("January" + " " * 20000 + "5", "en") == ["2023-01"]


def test_offsets_count_in_the_text_as_written() -> None:
    text = "회의（２０２２．１０．２６．）"
    [date] = find_dates(text, "ko", None)
    assert (text[date.start : date.end], date.surface, date.value) == (date.surface, date.surface, "2022-10-26")


def test_two_weekdays_that_follow_each_other_are_one_stretch() -> None:
    assert values("held on Wednesday and Thursday", "en", "2022-10-28") == ["2022-10-26/2022-10-27"]
    assert values("held on Monday and Thursday", "en", "2022-10-28") == ["2022-10-24", "2022-10-27"]


def test_a_clock_time_from_which_something_goes_on_is_no_open_interval() -> None:
    assert values("10月24日8时30分起通话", "zh") == ["2022-10-24"]
    assert values("10月24日起施行", "zh") == ["2022-10-24/.."]


def test_that_day_is_none_told_in_words_that_are_quoted() -> None:
    text = '그는 28일 제주에서 "지난 25일 문을 연 회관을 살리자"고 했다. 이날 회의는 끝났다.'
    assert [found.value for found in find_dates(text, "ko", "2018-06-29")] == ["2018-06-28", "2018-06-25", "2018-06-28"]
