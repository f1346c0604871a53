"""Day, place and form of a meeting, in the many shapes in which a release gives them."""

from typing import NamedTuple

import pytest

from corpus.languages import Lang
from corpus.records import Meeting

from .support import meetings, release


class Told(NamedTuple):
    """What is expected of a meeting; `name` is part of its name."""

    name: str
    date: str | None
    place: str | None = None
    form: str | None = None
    status: str = "held"


CASES: dict[str, tuple[Lang, list[tuple[str, str]], str, list[Told]]] = {
    "numbered labels": (
        "en",
        [
            ("title", "6th Korea-Ruritania Fisheries Meeting"),
            ("paragraph", "The Ministry of Fisheries announces the meeting as follows."),
            ("bullet", "2. Date: May 18 (Tue), 2021, 10:00-12:00"),
            ("bullet", "3. Venue: Lotus Hotel, Busan"),
        ],
        "2021-05-12",
        [Told("6th", "2021-05-18", "Lotus Hotel, Busan", "in-person", "planned")],
    ),
    "labels set apart by blanks": (
        "en",
        [
            ("title", "Trilateral Salt Forum"),
            ("paragraph", "The Ministry of Environment will host the Trilateral Salt Forum."),
            ("paragraph", "Date and time  March 9-10, 2022"),
            ("paragraph", "Location  Jeju Convention Center"),
        ],
        "2022-03-02",
        [Told("Salt Forum", "2022-03-09/2022-03-10", "Jeju Convention Center", "in-person", "planned")],
    ),
    "labels in Chinese": (
        "zh",
        [
            ("title", "第七次中韩盐业司局长会议将召开"),
            ("paragraph", "一、时间:2021年5月18日上午10时"),
            ("paragraph", "二、地点:青岛海盐酒店"),
        ],
        "2021-05-12",
        [Told("第七次", "2021-05-18", "青岛海盐酒店", "in-person", "planned")],
    ),
    "labels in Korean": (
        "ko",
        [
            ("title", "제6차 한-루리타니아 수산 실무회의 개최"),
            ("bullet", "(일시) 2021. 5. 18.(화) 10:00~12:00"),
            ("bullet", "(장소) 부산 연꽃호텔"),
        ],
        "2021-05-12",
        [Told("제6차", "2021-05-18", "부산 연꽃호텔", "in-person", "planned")],
    ),
    "a section headed by a meeting": (
        "en",
        [
            ("title", "Vice Minister Park's Week"),
            ("heading", "1. 3rd Korea-Ruritania Joint Committee on Salt"),
            ("paragraph", "On November 24, 2022, officials of both sides reviewed ongoing projects in Strelsau."),
            ("heading", "2. 2nd Korea-Freedonia Salt Forum"),
            ("paragraph", "On November 26, 2022, 40 experts discussed salt pans in Zenda."),
        ],
        "2022-11-30",
        [
            Told("3rd", "2022-11-24", "Strelsau", "in-person"),
            Told("2nd", "2022-11-26", "Zenda"),
        ],
    ),
    "a headline and the encounter it tells": (
        "en",
        [
            ("title", "Minister Kang Meets with Japanese Environment Minister"),
            (
                "paragraph",
                "Minister Kang Ha-neul met on June 19 in Nagoya with Minister Sato Ken and discussed litter.",
            ),
        ],
        "2019-06-21",
        [Told("eets with Japanese", "2019-06-19", "Nagoya", "in-person")],
    ),
    "a headline that names the sides alone": (
        "en",
        [
            ("title", "Korea-EU Summit Held"),
            ("paragraph", "President Yoo Min-ho met with the President of the European Council in Seoul on May 22."),
        ],
        "2023-05-23",
        [Told("Summit", "2023-05-22", "Seoul", "in-person")],
    ),
    "acronyms with their countries": (
        "en",
        [
            ("title", "Trilateral Presidents' Meeting of Salt Institutes"),
            (
                "paragraph",
                "The 12th Trilateral Presidents' Meeting (TPMS 12) of the Institute for Salt Studies (ISS; Japan), the "
                "Salt Institute (SRI; Korea) and the Academy of Salt Sciences (ASS; China) will take place from April "
                "10 to April 12, 2019 in Sendai, Japan.",
            ),
        ],
        "2019-04-03",
        [Told("Presidents' Meeting", "2019-04-10/2019-04-12", "Sendai, Japan", "in-person", "planned")],
    ),
    "day and place after the name in the title": (
        "en",
        [
            ("title", "8th Tripartite Policy Dialogue on Noise, 2-3 June 2016, Fukuoka"),
            ("paragraph", "The dialogue brought together 40 officials."),
        ],
        "2016-06-06",
        [Told("8th", "2016-06-02/2016-06-03", "Fukuoka", "in-person")],
    ),
    "beside a meeting that has a day of its own": (
        "en",
        [
            ("title", "Minister Doe Meets Ruritanian Minister"),
            (
                "paragraph",
                "Minister Doe met with Minister Rass of Ruritania in Osaka on June 28 on the sidelines of the Asia "
                "Salt Forum, which runs from June 27 to June 29.",
            ),
        ],
        "2019-06-30",
        [
            Told("Rass", "2019-06-28", "Osaka", "in-person"),
            Told("Asia Salt Forum", "2019-06-27/2019-06-29", "Osaka"),
        ],
    ),
    "beside a meeting, in Chinese": (
        "zh",
        [
            ("title", "外交部长甲文会见卢里坦尼亚外长乙武"),
            ("paragraph", "9月22日,外交部长甲文在纽约出席世界盐业大会期间会见卢里坦尼亚外长乙武,双方交换意见。"),
        ],
        "2023-09-23",
        [Told("会见", "2023-09-22", "纽约", "in-person"), Told("世界盐业大会", None, "纽约", "in-person")],
    ),
    "sessions told each with its year": (
        "zh",
        [("paragraph", "中韩盐业部长会议的第一次、第四次会议分别于1999年和2002年在韩国召开。")],
        "2010-03-01",
        [Told("中韩盐业部长会议", None), Told("第一次", "1999"), Told("第四次", "2002")],
    ),
    "sessions told each with its year, the last one by its name": (
        "zh",
        [("paragraph", "第二次、第五次及第八次中韩盐业部长会议分别于2000年、2003年和2006年在中国召开。")],
        "2010-03-01",
        [Told("第二次", "2000"), Told("第五次", "2003"), Told("第八次", "2006")],
    ),
    "items that begin with day and place": (
        "ko",
        [
            ("title", "박서준 차관, 루리타니아 방문"),
            ("bullet", "- (5월 13일, 스트렐자우) 제7차 한-루리타니아 무역위원회"),
            ("bullet", "- (5월 14일, 젠다) 현지 기업 간담회"),
        ],
        "2019-05-09",
        [
            Told("제7차", "2019-05-13", "스트렐자우", "in-person", "planned"),
            Told("간담회", "2019-05-14", "젠다", "in-person", "planned"),
        ],
    ),
    "items that end with the place": (
        "en",
        [("bullet", "- May 13: 7th Korea-Ruritania Trade Committee, Strelsau")],
        "2019-05-09",
        [Told("7th", "2019-05-13", "Strelsau", "in-person", "planned")],
    ),
    "the day for which it was planned at first": (
        "ko",
        [
            ("title", "한-일 청소년 물 포럼, 온라인으로 전환"),
            ("paragraph", "당초 8월 3일부터 5일까지 열릴 예정이던 한-일 청소년 물 포럼은 8월 4일 온라인으로 열린다."),
        ],
        "2020-07-20",
        [Told("물 포럼", "2020-08-04", None, "video", "planned")],
    ),
    "a council of which an office is named": (
        "ko",
        [
            ("title", "한-EU 정상회담 개최"),
            ("paragraph", "유민호 대통령은 5월 22일 서울에서 베르크 유럽이사회 상임의장과 정상회담을 가졌다."),
        ],
        "2023-05-23",
        [Told("정상회담", "2023-05-22", "서울", "in-person")],
    ),
    "a governors' meeting is no society's": (
        "ko",
        [("paragraph", "11월 3일 나라에서 제26회 한일해협 지사회의가 열렸다.")],
        "2017-11-06",
        [Told("지사회의", "2017-11-03", "나라", "in-person")],
    ),
}


def fields(meeting: Meeting, expected: Told) -> Told:
    name = expected.name if expected.name in (meeting.name, *meeting.aliases) or expected.name in meeting.name else ""
    return Told(name or meeting.name, meeting.date, meeting.place, meeting.format, meeting.status)


@pytest.mark.parametrize("case", CASES)
def test_the_fields_of_meetings_are_bound_to_them(case: str) -> None:
    lang, blocks, ref_date, expected = CASES[case]
    found = meetings(release(*((lang, kind, text) for kind, text in blocks), ref_date=ref_date))  # type: ignore[arg-type]
    assert [fields(m, e) for m, e in zip(found, expected, strict=False)] == expected
    assert len(found) == len(expected)


def test_a_short_sentence_with_a_day_is_no_dateline() -> None:
    document = release(
        ("zh", "title", "市长甲文会见曾达市代表团"),
        ("zh", "paragraph", "3月10日,市长甲文在青岛会见曾达市市长拉斯,双方交换意见。"),
        ref_date="2015-03-11",
    )
    assert {meeting.place for meeting in meetings(document)} == {"青岛"}


def test_the_round_after_the_one_told_is_not_what_the_release_is_about() -> None:
    document = release(
        ("en", "title", "Joint Press Statement"),
        (
            "en",
            "paragraph",
            "The 3rd Korea-Ruritania Salt Forum met in Zenda on 5 June. Its 4th meeting will be in Korea.",
        ),
        ref_date="2020-06-08",
    )
    assert [(meeting.ordinal, meeting.core) for meeting in meetings(document)] == [(3, True), (4, False)]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("zh", "中韩盐业部长级会议在青岛举行。会议决定,自12月起将开展联合巡查。"),
        (
            "en",
            "Officials sat down in Busan. The 3rd Korea-Ruritania Salt Forum agreed to open a new office.",
        ),
    ],
)
def test_what_a_meeting_decided_lies_ahead_not_the_meeting(lang: Lang, text: str) -> None:
    document = release((lang, "paragraph", text), ref_date="2011-11-27")
    assert [meeting.status for meeting in meetings(document)] == ["held"]
