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


@pytest.mark.parametrize(
    "text",
    [
        "염전청은 서해염전포럼과 소금길 복원을 위한 업무협약을 체결했다.",
        "서해염전포럼은 지난 5월 3일 설립된 단체다.",
    ],
)
def test_a_forum_that_is_a_body_is_no_meeting(text):
    assert "서해염전포럼" not in [meeting.name for meeting in meetings_in("ko", text)]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("한·몽골 염전회담에서는 2028년 평창동계올림픽의 소금 공급 방안을 논의하였다.", None),
        ("제2차 한·몽골 염전회담에서 양국은 2012년 채택된 염전 계획을 점검하였다.", None),
        ("한·몽골 염전회담은 2019년 열렸다.", "2019"),
    ],
)
def test_the_year_of_something_else_is_none_of_the_meeting(text, day):
    [meeting] = meetings_in("ko", text)
    assert meeting.date == day


def test_talks_on_the_holding_of_which_the_sides_agreed_lie_ahead():
    [meeting] = meetings_in("ko", "양국은 염전 물량을 살펴 한·몽골 염전회담 개최에 합의했다.")
    assert meeting.status == "planned"


def test_a_meeting_at_which_another_period_was_changed_is_not_put_off():
    text = "양국은 5월 3일 제2차 한·몽골 염전위원회에서 조업 기간을 내년 6월 30일까지로 변경하는 데 합의했다."
    [meeting] = meetings_in("ko", text)
    assert (meeting.status, meeting.date) == ("held", "2020-05-03")


@pytest.mark.parametrize(
    ("lang", "title", "text"),
    [
        (
            "ko",
            "염전청, 루리타니아 수자원청과 양해각서 체결",
            "염전청은 6월 11일 제주에서 루리타니아 수자원청과 수자원 협력 양해각서를 체결했다.",
        ),
        (
            "en",
            "Salt Agency and Ruritania Sign MOU",
            "On June 11, the Salt Agency and its counterpart signed a memorandum of understanding in Jeju.",
        ),
        ("zh", "盐务局与卢里坦尼亚签署合作备忘录", "6月11日,盐务局与卢里坦尼亚水利局在济州签署合作备忘录。"),
    ],
)
def test_a_signing_without_a_name_is_a_meeting(lang, title, text):
    [signing] = meetings(release((lang, "title", title), (lang, "paragraph", text)))
    assert (signing.date, signing.status, signing.format, signing.core) == ("2020-06-11", "held", "in-person", True)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("ko", "양국은 6월 11일 제주에서 제6차 한중 염전회의를 열고 염전 협력 양해각서를 체결했다."),
        (
            "en",
            "At the 6th Korea-China Salt Meeting in Jeju on June 11, the sides signed a memorandum of understanding.",
        ),
        ("zh", "6月11日,第六次中韩盐业会议在济州举行,双方签署合作备忘录。"),
    ],
)
def test_a_signing_with_which_a_meeting_ends_is_no_other_meeting(lang, text):
    assert [meeting.ordinal for meeting in meetings_in(lang, text)] == [6]


@pytest.mark.parametrize(
    ("lang", "text", "dates"),
    [
        ("ko", "제6차 한중 염전회의는 2016년 5차 회의가 제주에서 개최된 이후 4년 만에 열렸다.", [None, "2016"]),
        ("ko", "양국은 한중 염전위원회를 열고 내년도 염전 규모에 합의했다.", [None]),
        ("ko", "한중 염전장관회의가 열린 것은 2016년 이후 4년 만이다.", [None]),
        ("ko", "이번 한중 염전장관회의는 1996년 체결된 염전약정을 고치고자 제주에서 열렸다.", [None]),
        ("ko", "양국은 6월 11일 염전부에서 염전 양해각서를 체결하고 한중 염전협의회를 개최했다.", ["2020-06-11"]),
        (
            "en",
            "The 6th Korea-China Salt Meeting was held on June 11, the first since the 5th meeting in May 2016.",
            ["2020-06-11", "2016-05"],
        ),
        (
            "zh",
            "6月11日,第六次中韩盐业会议在济州举行,双方落实2019年5月在青岛举行第五次会议时达成的共识。",
            ["2020-06-11", "2019-05"],
        ),
    ],
)
def test_the_day_of_an_earlier_meeting_stays_in_its_clause(lang, text, dates):
    assert [meeting.date for meeting in meetings_in(lang, text)] == dates


def test_sessions_told_by_number_alone_bear_the_name_of_their_series():
    text = (
        "The Trilateral Salt Meeting is one of several mechanisms. It met for the first time in Jeju in April 2012 "
        "and for the second time in Otaru in September 2015."
    )
    found = [(m.name, m.ordinal, m.date, m.place) for m in meetings_in("en", text)]
    assert found == [
        ("Trilateral Salt Meeting", 1, "2012-04", "Jeju"),
        ("Trilateral Salt Meeting", 2, "2015-09", "Otaru"),
    ]


@pytest.mark.parametrize(
    ("lang", "title", "text"),
    [
        ("ko", "제6차 한중 염전공동위 개최", "양국은 6월 11일 제주에서 제6차 한중 염전공동위원회를 개최하였다."),
        (
            "en",
            "Sides hold 6th JWG meeting",
            "The 6th joint working group meeting on salt took place in Jeju on June 11.",
        ),
        (
            "en",
            "SCO forum discusses salt",
            "A forum on cooperation between Korea and China was held in Jeju on June 11.",
        ),
    ],
)
def test_a_short_name_in_the_title_is_the_meeting_of_the_first_sentence(lang, title, text):
    [meeting] = meetings(release((lang, "title", title), (lang, "paragraph", text)))
    assert (meeting.date, meeting.core) == ("2020-06-11", True)


@pytest.mark.parametrize(
    "text",
    [
        "They agreed to cooperate in international fora.",
        "So far 15 joint working group meetings have been held.",
        "They will talk on the margins of multilateral conferences.",
    ],
)
def test_a_plural_that_nothing_dates_is_no_meeting(text):
    assert meetings_in("en", text) == []


def test_what_a_list_tells_of_several_meetings_holds_for_each():
    text = "6月11日,第29次中日盐业会议、第28次中韩盐业会议和第22次中日韩盐业会议分别以视频方式举行。"
    assert [(m.ordinal, m.format, m.core) for m in meetings_in("zh", text)] == [
        (29, "video", True),
        (28, "video", True),
        (22, "video", True),
    ]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("zh", "6月11日,甲文在北京人民大会堂致辞。"),
        ("ko", "6월 11일 3국은 교사 세미나의 필요성을 인식했다."),
    ],
)
def test_a_venue_and_a_need_are_no_meetings(lang, text):
    assert meetings_in(lang, text) == []


def test_an_acronym_with_a_number_is_the_session_after():
    text = "The 25th Salt Officials Meeting (SAM-25) took place in Jeju on June 11. They set the venue of SAM-26."
    assert [(m.ordinal, m.status) for m in meetings_in("en", text)] == [(25, "held"), (26, "planned")]


@pytest.mark.parametrize(
    ("lang", "text", "names"),
    [
        ("en", "Nine rounds of bilateral talks were held with other partners.", []),
        (
            "en",
            "Navies wrap up joint search and rescue exercise held on June 11.",
            ["joint search and rescue exercise"],
        ),
        ("ko", "장관은 6월 11일 제주를 방문해 염전회담을 가졌다.", ["염전회담"]),
        ("ko", "양측은 지난 2월 개최된 제3차 염전정책협의회의 성과를 평가하였다.", ["제3차 염전정책협의회"]),
    ],
)
def test_what_stands_before_a_name_is_not_in_it(lang, text, names):
    assert [meeting.name for meeting in meetings_in(lang, text)] == names


@pytest.mark.parametrize(
    ("lang", "text", "place"),
    [
        ("ko", "제6차 한중 염전회의(6.3, 제주)의 결과를 점검하였다.", "제주"),
        ("ko", "제6차 한중 염전회의: 2020.6.3, 대한민국(제주)", "제주"),
        (
            "en",
            "Ministers reviewed the 6th Korea-China Salt Forum (June 3, Jeju; side event of the fair).",
            "Jeju",
        ),
        ("zh", "会议回顾了第六届中韩盐业论坛(6月3日,青岛,线下)。", "青岛"),
        ("ko", "환경부는 6월 3일 소금회관(제주시 한림로 소재)에서 제6차 한중 염전회의를 열었다.", "소금회관"),
        ("ko", "환경부는 6월 3일 칭다오(靑島)에서 제6차 한중 염전회의를 열었다.", "칭다오(靑島)"),
        ("en", "The 6th Salt Forum will be held on June 3 for cities in Korea, China and Japan.", None),
        ("en", "The 6th Forum on Cooperation in Energy Effi-\nciency was held on June 3.", None),
    ],
)
def test_the_place_is_a_city_or_venue_and_nothing_around_it(lang, text, place):
    assert [meeting.place for meeting in meetings_in(lang, text)] == [place]


def test_what_is_said_of_coordinated_meetings_holds_for_all_and_days_are_kept_apart():
    text = "The 6th Salt Dialogue and a 3rd Tide Forum were held at Jeju Hall on June 3 and 2, respectively."
    assert [(meeting.date, meeting.place, meeting.format) for meeting in meetings_in("en", text)] == [
        ("2020-06-03", "Jeju Hall", "in-person"),
        ("2020-06-02", "Jeju Hall", "in-person"),
    ]


@pytest.mark.parametrize(
    ("lang", "text", "places"),
    [
        ("en", "The 6th Salt Forum was postponed from 3 June to 7 August, Jeju.", [None, "Jeju"]),
        ("zh", "原定于6月3日在青岛召开的第六届中韩盐业论坛,推迟至8月7日举行,地点不变。", ["青岛", "青岛"]),
    ],
)
def test_a_meeting_put_off_has_the_place_of_its_new_day(lang, text, places):
    assert [meeting.place for meeting in meetings_in(lang, text)] == places


def test_a_year_that_opens_the_name_comes_before_another_bare_year():
    [meeting] = meetings_in("ko", "협의체에 2012년 가입, 2015년 제주 염전 총회 개최")
    assert meeting.date == "2015"


@pytest.mark.parametrize(
    ("lang", "text", "place"),
    [
        ("zh", "6月3日,部长甲文在香港与韩国部长乙武签署《盐业合作备忘录》。", "香港"),
        ("zh", "6月3日,部长甲文在韩国与部长乙武签署《盐业合作备忘录》。", None),
        ("ko", "염전국장은 6월 3일 제주동에서 현지 연구자 간담회를 열어 애로사항을 들었다.", "제주동"),
    ],
)
def test_who_meets_in_a_named_city_meets_in_person(lang, text, place):
    found = {(meeting.place, meeting.format) for meeting in meetings_in(lang, text)}
    assert found <= {(place, "in-person" if place else None)}
    assert found or place is None


@pytest.mark.parametrize(
    ("title", "lead", "name"),
    [
        ("甲部与韩国乙部举行盐业合作对话", "6月3日,中韩海水盐业合作对话在青岛举行。", "中韩海水盐业合作对话"),
        ("公安局与韩国警察厅举行工作会谈", "6月3日,副局长甲文在青岛与韩国警察厅厅长乙武举行工作会谈。", None),
        ("部长会见韩国副总理", "6月3日,部长甲文在青岛会见了韩国副总理兼部长官乙武,就盐业交换意见。", None),
    ],
)
def test_what_a_chinese_title_tells_shortly_is_the_meeting_of_the_first_words(title, lead, name):
    found = meetings(release(("zh", "title", title), ("zh", "paragraph", lead)))
    assert [meeting.date for meeting in found] == ["2020-06-03"]
    assert name is None or found[0].name == name


def test_a_chinese_plan_to_travel_covers_the_meeting_chaired_there():
    text = "总理甲文将于6月22日访问韩国,并与韩国副总理乙武共同主持第29次中韩盐业联委会。"
    found = meetings_in("zh", text)
    assert [meeting.status for meeting in found if meeting.ordinal == 29] == ["planned"]


def test_what_chinese_sides_planned_after_an_earlier_session_does_not_make_that_one_planned():
    text = "6月3日,第九次中韩盐业会议在青岛举行。双方回顾了第八次会议以来的进展,商定了2021年合作重点。"
    found = meetings_in("zh", text)
    assert [meeting.status for meeting in found if meeting.ordinal == 8] == ["held"]


def test_a_short_form_in_the_midst_of_a_name_is_part_of_it():
    [found] = meetings_in("zh", "曾达盐业合作混合委员会(以下简称混委会)第八次会议于5月3日在曾达举行。")
    assert (found.name, found.ordinal) == ("曾达盐业合作混合委员会(以下简称混委会)第八次会议", 8)


def test_talks_told_after_another_meeting_are_of_its_day():
    text = "5月3日,第四次曾达盐业部长会议在曾达举行。会后,双方部长举行盐田保护座谈会。"
    assert {meeting.date for meeting in meetings_in("zh", text)} == {"2020-05-03"}


def test_a_base_for_training_is_no_training():
    assert not meetings_in("zh", "代表团一行参观了盐业技能培训示范基地。")


@pytest.mark.parametrize(("days", "day"), [("5月3日", "2020-05-03"), ("5月2日至3日", None)])
def test_what_is_held_during_a_meeting_of_one_day_is_of_that_day(days, day):
    text = f"第四次曾达盐业部长会议{days}在曾达举行。会议期间召开了第二次盐田保护工作组会议。"
    assert meetings_in("zh", text)[1].date == day


def test_what_a_list_of_fields_names_is_no_meeting():
    assert not meetings_in("zh", "双方愿在盐工培训、盐样检测等领域加强往来。")


def test_the_first_one_in_years_has_no_number_and_two_sides_are_not_three():
    [meeting] = meetings_in("en", "The salt ministers held their first Salt Forum in more than three years on May 10.")
    assert meeting.ordinal is None
    text = "They noted the talk held in the bilateral summit on May 3. The tripartite summit will be in July 2020."
    assert [meeting.date for meeting in meetings_in("en", text)] == ["2020-05-03", "2020-07"]


def test_of_several_meetings_in_a_title_each_is_called_shortly():
    [first, second] = meetings_in("ko", "제23차 소금협력 공동위원회와 제3차 소금 국장회의가 5월 22일 열린다.")
    names = [m.name for m in meetings_in("ko", "소금협력 공동위·국장회의 5월 22일 개최")]
    assert (first.ordinal, second.ordinal, names) == (23, 3, ["소금협력 공동위", "국장회의"])


def test_a_series_named_among_frameworks_is_no_meeting():
    text = "제21차 소금협력공동위원회가 5월 3일 열린다. 한중일 환경장관회의 등 다자 차원의 협력을 논의한다."
    assert [meeting.ordinal for meeting in meetings_in("ko", text)] == [21]


def test_a_dialogue_that_is_agreed_on_was_not_held():
    text = (
        "The 1st meeting of the Korea-Kenya Dialogue on Salt was held on May 14. The two sides agreed to establish the"
        " Korea-Kenya Dialogue on Salt during the foreign ministers' meeting in December 2019."
    )
    assert [meeting.ordinal for meeting in meetings_in("en", text) if "Dialogue" in meeting.name] == [1]


def test_the_trilateral_summit_is_no_round_of_the_series_told():
    text = (
        "The three Ministers of Korea, China and Japan met for the 18th Tripartite Environment Ministers"
        " Meeting on May 3."
        " They noted the statement of the leaders of Korea, China and Japan at the 6th Trilateral Summit in"
        " November 2015."
    )
    assert [meeting.ref for meeting in meetings_in("en", text)] == ["temm", "trilateral-summit"]


def test_the_newspaper_in_front_of_a_report_is_no_part_of_the_name():
    [meeting] = meetings_in("zh", "中国盐业报讯 第十六次中韩盐业合作联合委员会会议5月3日在釜山召开。")
    assert meeting.name == "第十六次中韩盐业合作联合委员会会议"


def test_earlier_rounds_counted_together_are_no_meeting():
    text = "第三届中日韩食盐部长会议5月3日在釜山举行。前两届中日韩食盐部长会议分别于2007年和2008年召开。"
    assert [meeting.ordinal for meeting in meetings_in("zh", text)] == [3]


def test_officials_who_are_met_belong_to_the_words_for_it():
    text = "On May 3, Vice Minister Lu Minghai met with the trade officials from Kenya and Chile in Busan."
    assert [meeting.name for meeting in meetings_in("en", text)] == [
        "met with the trade officials from Kenya and Chile"
    ]


def test_a_year_of_accounts_is_no_day_of_a_meeting_and_a_settled_negotiation_no_meeting():
    text = "5월 21일 부산에서 내년도 입어규모를 협의하기 위한 제9차 한·일 어업공동위원회를 개최한다."
    [meeting] = meetings_in("ko", text)
    assert meeting.date == "2020-05-21"
    text = "양측은 5월 13일 부산에서 제17차 한·중 어업공동위원회를 진행하고 2021년도 한·중 어업협상을 타결했다."
    assert [(m.ordinal, m.status) for m in meetings_in("ko", text) if m.date] == [(17, "held")]


def test_another_kind_of_gathering_is_no_round_of_the_series():
    text = "5月3日,第三次中日韩科技部长会议在釜山举行。三方还将于明年举行第三届青年科学家研讨会。"
    [ministers, young] = meetings_in("zh", text)
    assert (ministers.ref, young.ref) == ("trilateral-science-ministers", None)


def test_since_when_a_meeting_has_been_hosted_in_turns_dates_none_of_them():
    text = (
        "The ministers of Korea, China and Japan approved a salt plan at a three-day trilateral meeting that"
        " ended on May 14."
        " The annual salt ministers' meeting has been held by turns in Korea, China and Japan every year since 1999."
    )
    assert [meeting.date for meeting in meetings_in("en", text)] == ["2020-05-14"]


def test_a_ceremony_at_which_ministers_were_present_took_place():
    text = "The ministers presented at the inauguration ceremony in Busan on May 3."
    assert [meeting.name for meeting in meetings_in("en", text)] == ["inauguration ceremony"]


def test_this_meeting_is_the_one_told_and_not_the_round_before_it():
    text = (
        "제24차 한중일 환경장관회의가 6월 23일 부산에서 열린다. 매년 번갈아 개최해 온 21차 회의는 2017년 열렸다."
        " 작년 23차 회의는 화상으로 진행됐다. 이번 회의는 대면으로 진행된다."
    )
    found = {meeting.ordinal: (meeting.format, meeting.date) for meeting in meetings_in("ko", text)}
    assert found == {24: ("in-person", "2020-06-23"), 21: (None, "2017"), 23: ("video", "2019")}


def test_groups_that_are_to_be_formed_are_no_meetings():
    text = (
        "The sides will draft a plan for the first working group this year. The 7th Salt Ministers' Meeting was held in"
        " Busan on May 3."
    )
    assert [meeting.ordinal for meeting in meetings_in("en", text)] == [7]
