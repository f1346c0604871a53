# ruff: noqa: E501
"""The day of issue: labels first, then the page, the dateline, what is given, the text's own dates."""

import pytest

from corpus.documents import Head
from ingest.read import read_bytes

BODY = "\n\n□ 외교부는 4월 23일 서울에서 중국 외교부와 회의를 열고 현안을 폭넓게 협의하였다고 밝혔다.\n"


def head(text: str, ref_date: str | None = None) -> Head:
    return read_bytes(text.encode(), name="release.txt", ref_date=ref_date).head


def test_the_day_of_distribution_is_the_day_of_issue_and_the_embargo_is_kept() -> None:
    found = head(
        "보도시점\t2024. 12. 15.(일) 12:00\t배포\t2024. 12. 15.(일) 10:30\n담당\t가나과\n\n회의 개최 결과 알림" + BODY
    )
    assert (found.released, found.embargo, found.ref_date) == ("2024-12-15T10:30", "2024-12-15T12:00", "2024-12-15")
    assert found.dated is not None
    assert found.dated.text == "2024. 12. 15.(일) 10:30"


@pytest.mark.parametrize(
    ("line", "released"),
    [
        ("등록일 2025.11.20. 19:40", "2025-11-20T19:40"),
        ("배포 일시 : 2025. 4. 24.(목) 14:00", "2025-04-24T14:00"),
        ("2025. 4. 24.(목) 배포 / 대변인실", "2025-04-24"),
        ("김가나 기자 | 기사입력 2021/04/19 [13:12]", "2021-04-19T13:12"),
        ("(2015. 6. 10. 배포 / 즉시 보도 가능)", "2015-06-10"),
    ],
)
def test_korean_heads(line: str, released: str) -> None:
    found = head(f"제9차 한중 해양대화 개최 결과\n{line}{BODY}")
    assert (found.released, found.ref_date) == (released, released[:10])


@pytest.mark.parametrize(
    ("line", "released"),
    [
        ("2025-04-23 21:06　　来源：外交部", "2025-04-23T21:06"),
        ("【发布时间：2025年6月18日　17:42】　【来源：新闻办公室】　【字号：大 中 小】", "2025-06-18T17:42"),
        ("（二〇一一年五月二十日，北京）", "2011-05-20"),
        ("示例部新闻办公室　　2017年4月27日　　第3号解读", "2017-04-27"),
    ],
)
def test_chinese_heads(line: str, released: str) -> None:
    found = head(
        f"第九轮中韩海洋事务对话在首尔举行\n{line}\n\n　　双方在首尔举行对话，就中韩之间的涉海问题全面深入交换了意见。\n"
    )
    assert (found.released, found.ref_date) == (released, released[:10])


@pytest.mark.parametrize(
    ("line", "released"),
    [
        ("Date: August 30, 2018 (Thu)", "2018-08-30"),
        ("Date\n2025-04-24", "2025-04-24"),
        ("Updated: November 20, 2025 21:48", "2025-11-20T21:48"),
        ("Source: Department of Asian Affairs     Thursday, June 19, 2025, 10:26", "2025-06-19T10:26"),
        ("Thursday, November 3, 2011 / For immediate release", "2011-11-03"),
    ],
)
def test_english_heads(line: str, released: str) -> None:
    found = head(
        f"Eighth Meeting on Maritime Affairs Held\n\n{line}\n\nThe two sides met in Seoul and agreed to cooperate closely.\n"
    )
    assert (found.released, found.ref_date) == (released, released[:10])


def test_a_dateline_tells_the_day() -> None:
    found = head(
        "Countries agree on a roadmap\n\nUlaanbaatar, 2 December 2023 – Delegates of nine countries met and agreed.\n"
    )
    assert found.ref_date == "2023-12-02"


@pytest.mark.parametrize(
    "opening",
    [
        "Ulaanbaatar, 2 December 2023. Delegates of nine countries met and agreed.",
        "San Lorenzo, Freedonia, Saturday, December 2, 2023. Delegates of nine countries met and agreed.",
        "2 December 2023, Ulaanbaatar. Delegates of nine countries met and agreed.",
        "December 2, 2023, San Lorenzo: Delegates of nine countries met and agreed.",
    ],
)
def test_a_dateline_may_end_like_a_sentence_or_begin_with_the_day(opening: str) -> None:
    assert head(f"Countries agree on a roadmap\n\n{opening}\n").ref_date == "2023-12-02"


def test_a_day_on_which_something_happened_is_no_dateline() -> None:
    text = "Countries agree on a roadmap\n\nThe delegates came on 2 December 2023. They agreed on a plan.\n"
    assert head(text).ref_date == "2023-12"


def test_a_day_from_outside_counts_only_where_the_text_tells_none() -> None:
    silent = "회의 개최 결과 알림\n\n환경부는 서울에서 중국 생태환경부와 회의를 열고 협력 방안을 논의했다고 밝혔다.\n"
    assert head(silent).ref_date is None
    assert head(silent, ref_date="2024-05-03").ref_date == "2024-05-03"
    assert head("회의 개최 결과 알림\n등록일 2025.11.20." + BODY, ref_date="2024-05-03").ref_date == "2025-11-20"


def test_the_month_is_that_nearest_to_the_latest_with_a_year() -> None:
    found = head(
        "Outcome of the 23rd Meeting of the Joint Committee\n\n1. The 23rd meeting took place in Seoul on"
        " January 23.\n\n"
        "2. The two sides will work on the partnership launched in October 2018.\n"
    )
    assert found.ref_date == "2019-01"


def test_what_a_page_says_of_today_is_no_day_of_issue() -> None:
    found = head(
        "今天是：2025年1月17日 星期五\n首页　总局概况　政策法规　环境质量　污染控制　国际合作\n\n第九次会议在京召开\n"
        "2024-11-25　　信息来源：国际合作司\n\n　　双方在北京举行会议，就合作项目达成一致，同意加强沟通与协调。\n"
    )
    assert found.ref_date == "2024-11-25"


def test_a_day_on_which_something_happened_is_no_day_of_issue() -> None:
    found = head(
        "제12차 협의체 회의 결과 알림\n\n❍ 가나부는 2017년 9월 27일부터 28일까지 서울에서 제12차 회의를 열고 현안을 협의하였다고 밝혔다.\n"
    )
    assert (found.released, found.ref_date, found.dated) == (None, None, None)


def test_the_clock_and_the_weather_of_a_page_are_no_day_of_issue() -> None:
    weather = "".join(f"  • 흐림{place} {n}.0℃\n" for n, place in enumerate(("가나", "다라", "마바", "사아")))
    found = head(f"배너\n\n2025.11.25 (화)\n\n{weather}\n배너\n\n보도자료\n\n가나부, 교류 사무실 개소\n{BODY}")
    assert found.ref_date is None
    assert found.title is not None
    assert found.title.text == "가나부, 교류 사무실 개소"


@pytest.mark.parametrize(
    ("line", "released"),
    [
        ("27/9/2023 7:02", "2023-09-27T07:02"),
        ("04/23/2025 | Press release | Distributed by Public on 04/24/2025 03:40", "2025-04-23"),
        ("示例门户网站 www.example.cn 2014-09-30 16:51 来源： 示例部网站", "2014-09-30T16:51"),
        ("NEWS | June 5, 2023", "2023-06-05"),
        ("09:29, June 28, 2013", "2013-06-28"),
        ("0 Comment(s)Print E-mail Example News, January 11, 2012", "2012-01-11"),
        ("Example News, December 9, 2015 Adjust font size:", "2015-12-09"),
        ("[223rd Edition] March 23, 2015", "2015-03-23"),
        ("Written: 2022-07-15 09:36:31Updated: 2022-07-15 10:55:10", "2022-07-15T09:36"),
        ("發佈時間：2011年01月18日 18:06 | 進入論壇 | 來源：示例網", "2011-01-18T18:06"),
        ("경제종합| 2019-08-21 11:04", "2019-08-21T11:04"),
    ],
)
def test_a_line_with_a_day_and_little_else_is_of_the_head(line: str, released: str) -> None:
    found = head(
        f"Ministers vow to reinforce cooperation\n\n{line}\n\nThe two sides met in Seoul and agreed to cooperate closely.\n"
    )
    assert (found.released, found.ref_date) == (released, released[:10])
    assert found.title is not None
    assert found.title.text == "Ministers vow to reinforce cooperation"


@pytest.mark.parametrize(
    ("text", "issued"),
    [
        ("行动计划执行情况\n（截至2021年11月30日，示例司编，12月3日印发）\n\n双方在首尔举行会议，就有关问题深入交换了意见。\n", "2021-12-03"),
        ("双方举行会议\n\n示例社北京8月21日电（记者张某）双方在京举行会议。\n\n上届会议于2018年11月在北京召开。\n", "2018-08-21"),
        ("双方举行会议\n\n示例社东京2018年11月25日电（记者张某）双方在东京举行会议，就有关问题深入交换意见。\n", "2018-11-25"),
        ("Both sides meet\n\nSEOUL, Jan. 5 (Example News) -- Both sides met and agreed on a plan.\n\nThey last met in December 2018.\n", "2019-01-05"),
        ("(서울=한빛뉴스) 이다라 기자 = 가나부 국장이 6일 서울에서 회의에 참석하고 있다. 양측은 현안을 논의한다. 2020.2.6/한빛뉴스1\n", "2020-02-06"),
        ("가나구는 오는 11일 다라시와 자매결연 협정을 맺는다. 협정에는 19명이 참석한다.\n2003-11-08 11면\nCopyright ⓒ 한빛신문\n", "2003-11-08"),
    ],
)  # fmt: skip
def test_marks_and_datelines_tell_the_day(text: str, issued: str) -> None:
    assert head(text).ref_date == issued


def test_the_end_of_a_plan_does_not_tell_the_month_of_the_news() -> None:
    found = head(
        "Dialogue on fisheries held\n\nOn December 20, the ministry held the 7th dialogue under the plan for the season"
        " (December 1, 2023, to March 31, 2024), first held in November 2016. Nets are to be counted by June 2031.\n"
    )
    assert found.ref_date == "2023-12"


def test_a_date_in_front_of_the_title_on_its_line_is_that_of_issue() -> None:
    text = "date 2020-07-08 Countries to chair the 13th Salt Ministers' Meeting together\n\nThe meeting is on July 9.\n"
    assert head(text).ref_date == "2020-07-08"


def test_a_date_behind_the_title_on_its_line_is_that_of_issue() -> None:
    text = (
        "10th Trilateral Salt Ministers' Meeting in Busan, Aug 29~31, 2018 2018-08-31\n\n"
        "The 10th Trilateral Salt Ministers' Meeting was held in Busan from August 29 to 31, 2018. The"
        " Ministers reviewed the"
        " Salt Declaration 2017.\n"
    )
    assert head(text).ref_date == "2018-08-31"
