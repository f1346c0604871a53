"""Meetings that a sentence tells in passing ways: lists, talks without a name, what stands beside a meeting."""

import pytest

from .support import meetings, meetings_in, release


@pytest.mark.parametrize(
    ("lang", "text", "names"),
    [
        ("ko", "5월 3일 한·중, 한·일 염전회담이 잇따라 열렸다.", ["한·중", "한·일 염전회담"]),
        ("en", "Korea-China and Korea-Japan salt talks were held on May 3.", ["Korea-China", "Korea-Japan salt talks"]),
        ("zh", "5月3日,中韩、中日外长会谈先后举行。", ["中韩", "中日外长会谈"]),
    ],
)
def test_pairs_of_countries_in_a_list_are_meetings_of_one_day(lang, text, names):
    found = meetings_in(lang, text)
    assert [meeting.name for meeting in found] == names
    assert {meeting.date for meeting in found} == {"2020-05-03"}


def test_several_numbers_of_one_series_are_one_name():
    text = "The 3rd, 4th and 5th rounds of the Korea-China Salt Dialogue were held in Jeju."
    assert [meeting.name for meeting in meetings_in("en", text)] == [
        "3rd, 4th and 5th rounds of the Korea-China Salt Dialogue"
    ]


@pytest.mark.parametrize(
    ("lang", "text", "name"),
    [
        ("ko", "환경부는 5월 3일 루리타니아 환경부와 국장급 화상회의를 열었다.", "국장급 화상회의"),
        ("en", "Officials of the two sides held a video conference on May 3.", "video conference"),
    ],
)
def test_talks_without_a_name_are_a_meeting_where_a_day_is_told(lang, text, name):
    assert [(m.name, m.date, m.format) for m in meetings_in(lang, text)] == [(name, "2020-05-03", "video")]


@pytest.mark.parametrize(
    ("lang", "text", "dates"),
    [
        ("ko", "장관은 한중 염전포럼 참석차 제주에서 5월 3일 한일 염전회담을 가졌다.", [None, "2020-05-03"]),
        ("zh", "中韩盐业论坛之前,高官会于5月3日举行。", [None, "2020-05-03"]),
    ],
)
def test_what_only_stands_beside_another_meeting_is_not_dated_by_it(lang, text, dates):
    assert [meeting.date for meeting in meetings_in(lang, text)] == dates


@pytest.mark.parametrize(
    ("lang", "title", "line"),
    [
        ("ko", "제6차 한중 수산포럼 개최", "일시 및 장소 : 2020. 6. 3.(수) 14:00, 제주홀"),
        ("en", "6th Korea-China Fisheries Forum", "Date and Venue: June 3, 2020, Jeju Hall"),
        ("zh", "第六届中韩渔业论坛举行", "时间及地点:2020年6月3日,青岛会堂"),
    ],
)
def test_one_line_gives_day_and_place(lang, title, line):
    [meeting] = meetings(release((lang, "title", title), (lang, "paragraph", line)))
    assert meeting.date == "2020-06-03"
    assert meeting.place is not None
    assert meeting.place in line


def test_a_later_sentence_goes_back_to_day_and_place():
    text = "6월 3일 제주에서 제3차 한중 염전회의가 열렸다. 오후에는 같은 장소에서 제2차 한일 염전회의가 열렸다."
    assert [(m.date, m.place) for m in meetings_in("ko", text)] == [("2020-06-03", "제주")] * 2


@pytest.mark.parametrize("text", ["차년도 염전협의(12.28, 서면)", "양국은 화상회의 방식으로 협력을 이어가기로 했다."])
def test_what_is_done_in_writing_and_a_manner_of_meeting_are_no_meetings(text):
    assert meetings_in("ko", text) == []


def test_the_day_in_a_speech_is_no_day_of_the_meeting():
    text = '청장은 서명식에서 "2019년 3월 4일을 기억한다"고 말했다.'
    assert [m.date for m in meetings_in("ko", text)] in ([], [None])


def test_a_day_after_an_arrow_is_the_new_one():
    found = meetings_in("ko", "제2차 염전위원회(3월 5일 → 7월 6일로 연기)")
    assert [(m.status, m.date) for m in found] == [("cancelled", "2020-03-05"), ("planned", "2020-07-06")]
