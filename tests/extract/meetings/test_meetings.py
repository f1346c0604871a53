"""What a release says of its meetings, in the three languages."""

import pytest

from extract.pipeline import run
from ingest import read_bytes

from .support import meetings, meetings_in, release


def facts(found, *fields):
    return [tuple(getattr(meeting, field) for field in fields) for meeting in found]


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        (
            "ko",
            "양국은 2020. 5. 20.(수) 부산에서 「제3차 한중 해운국장회의」를 열었다.",
            ("제3차 한중 해운국장회의", 3, "held", "2020-05-20"),
        ),
        (
            "ko",
            "제4차 한·일 산림정책대화가 오는 7월 3일 열린다.",
            ("제4차 한·일 산림정책대화", 4, "planned", "2020-07-03"),
        ),
        (
            "ko",
            "염전청은 몽골 소금청과 제4차 한·몽골 염전정책대화를 열었다고 6일 밝혔다.",
            ("제4차 한·몽골 염전정책대화", 4, "held", None),
        ),
        (
            "en",
            "The 5th Korea-China Water Policy Dialogue was held in Busan on May 20.",
            ("5th Korea-China Water Policy Dialogue", 5, "held", "2020-05-20"),
        ),
        (
            "en",
            "They agreed to hold a workshop on soil in Osaka in September.",
            ("workshop on soil", None, "planned", "2020-09"),
        ),
        (
            "zh",
            "2020年5月20日,第三次中韩水资源司局长会议在釜山举行。",
            ("第三次中韩水资源司局长会议", 3, "held", "2020-05-20"),
        ),
        ("zh", "双方商定今年9月在大阪举办土壤修复研讨会。", ("土壤修复研讨会", None, "planned", "2020-09")),
    ],
)
def test_name_number_status_and_day(lang, text, expected):
    assert facts(meetings_in(lang, text), "name", "ordinal", "status", "date") == [expected]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("ko", "이번 회의에서 양측은 미세먼지 문제를 논의하였다."),
        ("ko", "장관은 정례브리핑에서 회의 결과를 설명하였다."),
        ("ko", "양국은 앞으로 소금 토론회 개최, 염전 합동조사 추진 등 협력을 확대해 나갈 계획이다."),
        ("en", "The sides stressed the importance of dialogue and consultation."),
        ("en", "A press conference followed the visit."),
        ("zh", "双方一致认为应通过对话协商解决分歧。"),
        ("zh", "新闻发布会于5月20日举行。"),
    ],
)
def test_what_is_no_meeting(lang, text):
    assert meetings_in(lang, text) == []


@pytest.mark.parametrize(
    ("lang", "parts"),
    [
        (
            "ko",
            [
                "제6차 한중 환경국장회의 개최",
                "양국은 6월 10일 제주에서 제6차 한중 환경국장회의를 열었다.",
                "이번 회의에는 30명이 참석했다.",
                "제5차 회의는 2019년 4월 2일 베이징에서 열렸다.",
            ],
        ),
        (
            "en",
            [
                "6th ROK-China Environment Dialogue Held",
                "The 6th ROK-China Environment Dialogue took place in Jeju on June 10.",
                "The Dialogue was attended by 30 officials.",
                "The 5th round was held in Beijing on April 2, 2019.",
            ],
        ),
        (
            "zh",
            [
                "第六次中韩环境对话在济州举行",
                "6月10日,第六次中韩环境对话在济州举行。",
                "双方代表30人参加本次对话。",
                "第五次对话于2019年4月2日在北京举行。",
            ],
        ),
    ],
)
def test_pointers_join_and_numbers_keep_rounds_apart(lang, parts):
    title, *body = parts
    found = meetings(release((lang, "title", title), *((lang, "paragraph", text) for text in body)))
    assert facts(found, "ordinal", "status", "date", "core") == [
        (6, "held", "2020-06-10", True),
        (5, "held", "2019-04-02", False),
    ]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("ko", "당초 7월 3일 열 예정이던 제4차 한·일 산림정책대화는 9월 8일로 연기되었다."),
        ("en", "The 4th Korea-Japan Forest Policy Dialogue, scheduled for July 3, has been postponed to September 8."),
        ("zh", "原定7月3日举行的第四次韩日林业政策对话推迟至9月8日举行。"),
    ],
)
def test_a_postponed_meeting_is_two(lang, text):
    assert facts(meetings_in(lang, text), "status", "date") == [("cancelled", "2020-07-03"), ("planned", "2020-09-08")]


@pytest.mark.parametrize("lang", ["ko", "en", "zh"])
def test_what_lies_ahead_is_never_held(lang):
    text = {
        "ko": "제9차 한중 기후포럼은 2021년 3월 서울에서 개최되었다.",
        "en": "The 9th Korea-China Climate Forum was held in Seoul in March 2021.",
        "zh": "第九次中韩气候论坛于2021年3月在首尔召开。",
    }[lang]
    assert facts(meetings_in(lang, text), "status", "date") == [("planned", "2021-03")]


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        (
            "ko",
            "장관은 6월 10일 제주에서 제6차 한일 환경장관회의를 공동 주재했다.",
            ("in-person", "ministerial", "제주"),
        ),
        ("ko", "양국은 6월 10일 제6차 한일 국장급 산림협의를 화상으로 열었다.", ("video", "director-general", None)),
        (
            "en",
            "On June 10 the ministers co-chaired the 6th Korea-Japan Environment Ministers' Meeting in Jeju.",
            ("in-person", "ministerial", "Jeju"),
        ),
        (
            "en",
            "The 6th working-level consultation on forests was held by video link on June 10.",
            ("video", "working", None),
        ),
        ("zh", "6月10日,两国部长在济州共同主持第六次韩日环境部长会议。", ("in-person", "ministerial", "济州")),
        ("zh", "6月10日,第六次韩日林业司局级磋商以视频方式举行。", ("video", "director-general", None)),
    ],
)
def test_format_level_and_place(lang, text, expected):
    assert facts(meetings_in(lang, text), "format", "level", "place") == [expected]


def test_every_meeting_quotes_its_name():
    document = release(("ko", "paragraph", "양국은 5월 20일 제주에서 제3차 한중 해운국장회의를 열었다."))
    [meeting] = meetings(document)
    first = meeting.evidence[0]
    assert document.text[first.start : first.end] == first.text == meeting.name
    assert "5월 20일" in meeting.evidence[1].text


def test_a_summary_in_another_language_is_no_second_meeting():
    found = meetings(
        release(
            ("ko", "title", "제9차 한·중 환경협력공동위원회 개최"),
            ("ko", "paragraph", "양국은 6월 10일 제주에서 제9차 한·중 환경협력공동위원회를 열었다."),
            (
                "en",
                "paragraph",
                "The 9th ROK-China Joint Committee on Environmental Cooperation was held in Jeju on June 10.",
            ),
        )
    )
    assert [meeting.event for meeting in found] == ["kr-cn.environment-joint-committee-9"]
    assert "9th ROK-China Joint Committee on Environmental Cooperation" in found[0].aliases


@pytest.mark.parametrize(("lang", "text"), [("ko", "'회의"), ("en", "meeting of "), ("zh", "第一次会议")])
def test_a_sentence_of_nothing_but_head_nouns_names_hardly_any_meeting(lang, text):
    assert len(meetings_in(lang, text * 4000)) <= 1


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("제17차 한 중 조류공동위원회를 5월 3일 제주에서 열었다.", ["제17차 한 중 조류공동위원회"]),
        ("제21차 한 . 중 조류국장회의를 5월 3일 열었다.", ["제21차 한 . 중 조류국장회의"]),
        ("3국은 ▲해상구조 ▲방제 ▲통신 등 다영역 훈련을 5월 3일 실시했다.", []),
        ("2020 루리타니아 관련 국장회의가 5월 3일 열렸다.", ["2020 루리타니아 관련 국장회의"]),
        ("각국이 지켜보는 가운데 한·중 토양협력센터 개소식이 5월 3일 열렸다.", ["한·중 토양협력센터 개소식"]),
        ("양국은 2년에 한 번 염전협력위원회를 개최한다.", ["염전협력위원회"]),
        ("양국은 연 2회 염전협력포럼을 개최한다.", ["염전협력포럼"]),
        ("▲해상구조 ▲방제훈련 ▲통신훈련을 5월 3일 실시했다.", ["통신훈련"]),
        (
            "5월 3일 루리타니아센터 개원식 및 제2차 한-루리타니아 국장회의를 개최했다.",
            ["루리타니아센터 개원식", "제2차 한-루리타니아 국장회의"],
        ),
    ],
)
def test_where_a_korean_name_begins(text, names):
    assert [meeting.name for meeting in meetings_in("ko", text)] == names


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        (
            "ko",
            "청장은 5월 3일 제4차 한·일·중, 제12차 한·일, 제10차 한·중 염전청장회의에 참석하였다.",
            [("제4차 한·일·중", 4), ("제12차 한·일", 12), ("제10차 한·중 염전청장회의", 10)],
        ),
        (
            "ko",
            "5월 3일 제2차 한-일 및 제3차 한-중 염전회의를 열었다.",
            [("제2차 한-일", 2), ("제3차 한-중 염전회의", 3)],
        ),
        (
            "zh",
            "5月3日,第4次中日韩、第12次中日和第10次中韩盐业局长会议在釜山举行。",
            [("第4次中日韩", 4), ("第12次中日", 12), ("第10次中韩盐业局长会议", 10)],
        ),
        (
            "en",
            "The 4th Korea-Japan-China and 12th Korea-Japan Salt Meetings were held in Busan on May 3.",
            [("4th Korea-Japan-China", 4), ("12th Korea-Japan Salt Meetings", 12)],
        ),
        (
            "ko",
            "5월 3일 제7차 한중 염전공동위원회와 고위급 회담을 진행하였다.",
            [("제7차 한중 염전공동위원회", 7), ("고위급 회담", None)],
        ),
    ],
)
def test_a_list_names_several_meetings_of_one_day(lang, text, expected):
    found = meetings_in(lang, text)
    assert facts(found, "name", "ordinal") == expected
    assert {meeting.date for meeting in found} == {"2020-05-03"}


def test_day_and_place_before_a_name_belong_to_it():
    text = (
        "양측은 금년 8.3 강릉 개최 염전포럼 및 9.1 제주 개최 토양센터 개원식 및 한-루리타니아 국장회의 등에서 "
        "만나기로 했다."
    )
    assert facts(meetings_in("ko", text), "name", "date", "place") == [
        ("염전포럼", "2020-08-03", "강릉"),
        ("토양센터 개원식", "2020-09-01", "제주"),
        ("한-루리타니아 국장회의", "2020-09-01", "제주"),
    ]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("ko", "양측은 한-루리타니아 염전포럼에서 합의한 대로 2030년까지 교역액을 늘리기로 하였다."),
        ("zh", "双方出席中韩盐业论坛,商定到2030年将贸易额增加一倍。"),
        ("en", "At the Korea-Ruritania Salt Forum, they agreed to double trade by 2030."),
    ],
)
def test_a_deadline_is_no_day_of_a_meeting(lang, text):
    assert [meeting.date for meeting in meetings_in(lang, text)] == [None]


def test_what_a_meeting_adopted_makes_it_past():
    text = "국장들은 지난 3국 염전회의에서 채택된 비전의 이행을 위해 협력하기로 했다."
    assert [meeting.status for meeting in meetings_in("ko", text)] == ["held"]


def test_a_series_that_goes_on_since_a_year_is_dated_by_it():
    assert facts(meetings_in("ko", "2013년부터는 부대행사로 염전 심포지엄도 개최되고 있다."), "status", "date") == [
        ("ongoing", "2013/..")
    ]


def test_a_body_called_a_meeting_that_has_an_office_and_members_is_no_meeting():
    text = (
        "5월 3일 '한-루리타니아 염전교류회의'와 '한-아르카디아 염전교류회의' 사무실을 열고 개소식을 개최한다. "
        "한-루리타니아 염전교류회의는 지난 포럼에서 합의되어 사무국을 두었다."
    )
    assert [meeting.name for meeting in meetings_in("ko", text)] == []


def test_a_numbered_session_stays_a_meeting_though_its_body_has_a_chairman():
    text = "제3차 염전협력협의회 위원장은 5월 3일 회의를 열었다."
    assert [meeting.name for meeting in meetings_in("ko", text)] == ["제3차 염전협력협의회"]


def test_a_chinese_name_does_not_begin_in_the_dateline():
    text = "釜山5月3日电 (李某)第九次中韩盐业局长会议3日在釜山举行。"
    assert [meeting.name for meeting in meetings_in("zh", text)] == ["第九次中韩盐业局长会议"]


def test_rounds_of_an_exercise_called_by_its_own_name_are_told_apart_by_day():
    found = meetings_in(
        "ko",
        "3국은 오는 7월 3일부터 5일까지 합동 훈련인 '2020 고요한 항구'를 실시한다. "
        "고요한 항구는 지난 2018년 6월 4일 강릉 해상에서 처음 실시됐다. "
        "2019년 11월 13~15일에는 2차 고요한 항구가 제주 해상에서 실시됐다.",
    )
    assert facts(found, "name", "ordinal", "status", "date") == [
        ("2020 고요한 항구", None, "planned", "2020-07-03/2020-07-05"),
        ("고요한 항구", None, "held", "2018-06-04"),
        ("2차 고요한 항구", 2, "held", "2019-11-13/2019-11-15"),
    ]


def test_a_meeting_of_today_at_which_the_text_only_announces_talks_is_planned():
    text = "시장은 오늘 오후 4시 강릉시청에서 열리는 '제7회 한·중 염전실무회의'에 참석해 교류 방안을 논의한다."
    assert facts(meetings_in("ko", text), "name", "status", "place") == [
        ("제7회 한·중 염전실무회의", "planned", "강릉시청")
    ]


def test_a_meeting_called_the_last_one_with_a_day_is_another_meeting():
    text = "第三届中韩渔业会议12日在釜山召开。中韩渔业会议时隔3年重启,上届会议于2018年3月在青岛召开。"
    assert facts(meetings_in("zh", text), "name", "date") == [
        ("第三届中韩渔业会议", "2020-06-12"),
        ("上届会议", "2018-03"),
    ]


@pytest.mark.parametrize(
    "text",
    ["北京-首尔论坛创办于2005年,每年召开一届,在北京与首尔轮流举办。", "今年的论坛将设经贸、媒体等分论坛。"],
)
def test_the_founding_and_the_parts_of_a_forum_are_no_meetings(text):
    assert meetings_in("zh", text) == []


def test_a_day_of_founding_relations_is_no_day_of_a_meeting():
    text = "双方高度评价1992年建交以来的进展,甲文与国防部长乙武举行了会谈。"
    assert [meeting.date for meeting in meetings_in("zh", text)] == [None]


def test_two_meetings_of_one_sentence_differ_by_their_countries():
    text = (
        "The envoy will hold a meeting of the ROK and US fishery negotiators and a meeting of the ROK and Japanese "
        "fishery negotiators."
    )
    assert len(meetings_in("en", text)) == 2


@pytest.mark.parametrize(
    ("lang", "parts", "place"),
    [
        ("en", ["6th Korea-China Fisheries Forum", "Date: June 3, 2020", "Venue: Jeju Hall (Jeju)"], "Jeju Hall"),
        ("ko", ["제6차 한중 수산포럼 개최", "일시: 2020. 6. 3.(수)", "장소: 제주홀"], "제주홀"),
        ("zh", ["第六届中韩渔业论坛举行", "会议时间:2020年6月3日", "会议地点:青岛会堂"], "青岛会堂"),
    ],
)
def test_labelled_lines_give_day_and_place(lang, parts, place):
    title, *lines = parts
    document = release((lang, "title", title), *((lang, "paragraph", line) for line in lines))
    assert facts(meetings(document), "date", "place") == [("2020-06-03", place)]


def test_a_labelled_day_without_a_place_is_that_of_posting():
    document = release(("zh", "title", "第六届中韩渔业论坛举行"), ("zh", "header", "日期:2020年6月3日"))
    assert facts(meetings(document), "date", "place") == [(None, None)]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("zh", "第七届中韩渔业会议6月10日在釜山举行,双方同意明年在青岛举办第八届会议。"),
        (
            "en",
            "The 7th Korea-China Fishery Meeting was held on June 10, and the 8th meeting will be held next year.",
        ),
    ],
)
def test_a_clause_that_says_next_year_dates_the_meeting_in_it(lang, text):
    assert [(m.ordinal, m.status, m.date) for m in meetings_in(lang, text)] == [
        (7, "held", "2020-06-10"),
        (8, "planned", "2021"),
    ]


def test_what_bears_the_name_of_a_series_is_no_round_of_it():
    text = "A ceremony of the Third TEMM Tree Awards was held in Jeju on 10 June."
    assert [m.ref for m in meetings_in("en", text)] == [None]


@pytest.mark.parametrize(
    ("lang", "text", "place"),
    [
        (
            "en",
            "In the Joint Communiqué of the 7th TEMM the sides thanked the hosts of the seminar held on 10 June.",
            None,
        ),
        ("ko", "제7차 한중 수산회의는 이달 중순 제주에서 열린다.", "제주"),
    ],
)
def test_neither_a_document_nor_a_part_of_the_month_is_a_place(lang, text, place):
    assert {m.place for m in meetings_in(lang, text)} == {place}


def test_a_series_told_from_its_beginning_is_no_meeting():
    text = "中日韩渔业部长会议开始于2004年,旨在落实三国领导人会议共识。"
    assert meetings_in("zh", text) == []


def test_lines_that_sum_the_news_up_tell_of_its_meeting():
    text = (
        "Korea and China to restore tidal wetlands together\n\n"
        "▷ Ministry of Environment and its Chinese partner hold director-level meeting in Dalian\n\n"
        "On June 10, 2021, the Ministry of Environment held the '7th Korea-China Wetland Policy Dialogue' in Dalian.\n"
    )
    [meeting] = run(read_bytes(text.encode(), name="release.txt")).meetings
    assert (meeting.name, meeting.core) == ("7th Korea-China Wetland Policy Dialogue", True)


def test_who_is_quoted_is_no_part_of_the_name_of_a_meeting():
    [meeting] = meetings_in("ko", "수산부에 따르면 제2차 한중 수산공동위원회가 10일 제주에서 열렸다.")
    assert meeting.name == "제2차 한중 수산공동위원회"


def test_a_dash_in_blanks_joins_a_country_to_a_region():
    [meeting] = meetings_in("en", "The 6th Mekong - Japan Salt Ministers' Meeting was held online on June 9.")
    assert meeting.name == "6th Mekong - Japan Salt Ministers' Meeting"


def test_the_day_of_issue_before_a_title_is_no_day_of_the_meeting():
    text = (
        "date 2020-07-08 Countries to co-chair 13th Salt Ministers' Meeting next day\n\n"
        "The 13th Salt Ministers' Meeting will be held online on July 9, the salt ministry of Japan said on July 8.\n"
    )
    [meeting] = run(read_bytes(text.encode(), name="release.txt")).meetings
    assert (meeting.status, meeting.date) == ("planned", "2020-07-09")


def test_what_is_held_from_time_to_time_is_no_meeting():
    assert meetings_in("zh", "双方表示希望通过定期举办研讨会推进渔业交流。") == []
