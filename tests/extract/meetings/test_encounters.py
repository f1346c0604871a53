"""Encounters without a name: the title and the first words tell one of them; the place says where the sides met."""

import pytest

from extract.pipeline import run
from ingest import read_bytes


def meetings(*paragraphs: str) -> list[tuple[str, str, str | None]]:
    record = run(read_bytes("\n\n".join(paragraphs).encode(), name="release.txt"))
    return [(meeting.name, meeting.status, meeting.date) for meeting in record.meetings]


def test_the_first_words_tell_the_encounter_of_the_title_again():
    found = meetings(
        "Readout of Secretary Doe's Meeting with Korean Foreign Minister Kim",
        "May 3, 2021",
        "Secretary of State John Doe met today with Republic of Korea Foreign Minister Kim Cheolsu in Washington.",
    )
    assert found == [("Secretary Doe's Meeting with Korean Foreign Minister Kim", "held", "2021-05-03")]


def test_guests_of_two_countries_are_met_twice():
    found = meetings(
        "Minister Doe Meets Korean Ambassador",
        "May 3, 2021",
        "On May 3, Minister Doe met with Chinese Ambassador Li Ming in Sydney.",
    )
    assert len(found) == 2


def test_the_sides_meet_in_a_place_without_a_name_for_it():
    found = meetings(
        "Coast guards of Korea and China agree on hotline",
        "May 3, 2021",
        "The heads of the Korea Coast Guard and the China Coast Guard met in Incheon on May 2.",
    )
    assert found == [("met in Incheon", "held", "2021-05-02")]


@pytest.mark.parametrize(
    "words",
    [
        "The ministers met in Busan on May 2 for the 3rd Korea-China Salt Dialogue.",
        "The 3rd Korea-China Salt Dialogue was held on May 2. The ministers met in Busan on May 2.",
    ],
)
def test_a_name_says_better_that_they_met(words):
    assert [name for name, *_ in meetings("Salt", "May 3, 2021", words)] == ["3rd Korea-China Salt Dialogue"]


def test_korean_talks_told_without_a_name_are_those_of_the_title():
    found = meetings(
        "한-몽골 염전장관회담 결과",
        "2031-06-12",
        "강하늘 장관은 6월 11일 제주에서 바트 몽골 염전장관과 회담하고 염전 복원 방안을 논의했다.",
    )
    assert found == [("한-몽골 염전장관회담", "held", "2031-06-11")]


def test_a_signing_told_with_the_meeting_that_it_ends_is_no_meeting_of_its_own():
    found = meetings(
        "绿江市与韩国青谷市签署友好交流协议",
        "2021年5月4日",
        "5月3日,绿江市市长林青会见了青谷市市长柳东勋一行,双方签署了友好交流协议。",
    )
    assert [name for name, _, _ in found] == ["会见了青谷市市长柳东勋一行"]


def test_talks_with_an_office_are_the_meeting_of_those_who_hold_it():
    found = meetings(
        "염전부 장관, 다음주 몽골·라오스 방문",
        "염전부는 장관이 오는 11일부터 16일까지 한-몽골 염전장관회담 및 제2차 한-라오스 염전 공동위원회를 "
        "개최할 계획이라고 전했다.",
        "장관은 우선 11일부터 13일까지 몽골을 방문해 바트 에르덴(Bat ERDENE) 염전장관과 회담을 갖고, "
        "협력 방안을 논의할 예정이다.",
    )
    assert [name for name, _, _ in found] == ["한-몽골 염전장관회담", "제2차 한-라오스 염전 공동위원회"]


@pytest.mark.parametrize(
    ("whom", "name"),
    [
        ("바트에르덴 토르가 몽골 염전장관", "바트에르덴 토르가 몽골 염전장관을 만나"),
        ("바트에르덴 토르가(Bat-Erdene Torga) 몽골 염전장관", "몽골 염전장관을 만나"),
    ],
)
def test_korean_words_for_whom_somebody_met_hold_the_name(whom, name):
    found = meetings("염전 소식", "2031-06-12", f"염전청장은 6월 11일 제주에서 {whom}을 만나 소금길 복원을 협의했다.")
    assert found == [(name, "held", "2031-06-11")]


def test_the_verb_tells_again_of_the_talks_in_a_korean_title():
    found = meetings(
        "몽골 염전장관 면담…소금길 복원 논의",
        "2031-06-12",
        "염전청장은 6월 11일 제주에서 몽골 염전장관을 만나 소금길 복원을 협의했다.",
    )
    assert [(status, date) for _, status, date in found] == [("held", "2031-06-11")]


def test_channels_that_are_only_listed_are_no_meetings():
    words = "양국은 염전협력회의, 제염기술회의 등 다양한 협력채널을 두고 있으며 정례적으로 만나고 있다."
    assert meetings("염전 소식", "2031-06-12", words) == []


def test_the_day_of_another_meeting_is_not_that_of_the_one_named_first():
    words = "소금을 다루는 염전장관회의는 2019년 부산에서 개최된 한-몽골 특별정상회의 때 처음 모였다."
    found = meetings("염전 소식", "2031-06-12", words)
    assert ("한-몽골 특별정상회의", "held", "2019") in found
    assert "염전장관회의" not in [name for name, _, date in found if date]


@pytest.mark.parametrize(
    "words",
    [
        "양국은 해마다 한 번 제염 공동위원회를 열기로 뜻을 모았다.",
        "두 염전청은 소금국장 모임을 격년으로 개최하는 것에도 합의했다.",
        "두 기관은 정례 염전협력회의 개최에 합의했다.",
    ],
)
def test_meetings_that_are_settled_to_come_round_have_not_taken_place(words):
    assert meetings("염전 소식", "2031-06-12", f"염전청은 소금길 복원에 나선다.\n\n{words}") == []


def test_a_noun_that_says_what_the_meeting_is_names_no_other_one():
    found = meetings(
        "제1차 한-몽골 염전청장회의 개최",
        "2031-06-12",
        "6월 11일 열린 이번 한-몽골 염전청장회의는 양국이 처음으로 여는 제염행정 책임자 회의이다.",
    )
    assert [name for name, *_ in found] == ["제1차 한-몽골 염전청장회의"]


@pytest.mark.parametrize(
    ("words", "date"),
    [
        ("12일 염전청에 따르면 한-몽골 염전청장회의는 6월 11일 제주에서 열렸다.", "2031-06-11"),
        ("12일 염전청에 따르면 제주에서 한-몽골 염전청장회의가 열렸다.", None),
        ("염전청은 6월 10일과 11일 제주에서 한-몽골 염전청장회의를 열었다.", "2031-06-10/2031-06-11"),
        ("한-몽골 염전청장회의가 6월 11일 열렸다. 이 회의는 2005년을 시작으로 이어져 왔다.", "2031-06-11"),
        ("한-몽골 염전청장회의에 참석하기 위해 청장은 6월 20일 오후 출국한다.", None),
    ],
)
def test_the_days_of_a_korean_meeting_are_not_those_of_a_report_or_a_departure(words, date):
    assert [day for *_, day in meetings("염전 소식", "2031-06-12", words)] == [date]


def test_what_a_korean_meeting_comes_before_is_not_what_the_release_is_about():
    words = "염전청은 오는 9월 열릴 한-몽골 염전장관회의를 앞두고 6월 11일 제주에서 한-몽골 제염국장회의를 열었다."
    record = run(read_bytes(f"염전 소식\n\n2031-06-12\n\n{words}".encode(), name="release.txt"))
    assert {meeting.name: meeting.core for meeting in record.meetings} == {
        "한-몽골 염전장관회의": False,
        "한-몽골 제염국장회의": True,
    }


def test_those_met_at_a_meeting_are_its_participants():
    words = "청장은 6월 11일 소금국 협력회의에서 회원국 염전장관들과 만나 소금길 복원을 협의할 예정이다."
    assert [name for name, *_ in meetings("염전 소식", "2031-06-10", words)] == ["소금국 협력회의"]


def test_who_comes_for_another_meeting_is_met_beside_it():
    found = meetings(
        "한-몽골 염전장관회의 열려",
        "2031-06-12",
        "염전장관은 11일 소금국 각료회의(SCM) 참석 차 제주를 방문 중인 몽골 장관과 염전장관회의를 갖고 협의했다.",
    )
    assert [(name, date) for name, _, date in found if "한-몽골" in name] == [("한-몽골 염전장관회의", "2031-06-11")]
    assert len(found) == 2


def test_each_korean_meeting_has_the_place_of_its_own_clause():
    words = "청장은 오는 7월 3일 제주에서 열리는 '소금국 청장회의'와 부산에서 개최되는 '염전국 총재회의'에 참석한다."
    record = run(read_bytes(f"염전 소식\n\n2031-06-12\n\n{words}".encode(), name="release.txt"))
    assert [(meeting.name, meeting.place) for meeting in record.meetings] == [
        ("소금국 청장회의", "제주"),
        ("염전국 총재회의", "부산"),
    ]


def test_the_days_given_in_full_are_those_of_the_meeting():
    found = meetings(
        "소금국 청장회의 11일 개막",
        "2031-06-10",
        "소금국 청장회의가 6월 11일부터 13일까지 제주에서 열린다.",
    )
    assert [date for *_, date in found] == ["2031-06-11/2031-06-13"]


def test_a_full_name_with_the_acronym_and_the_short_one_are_one_meeting():
    found = meetings(
        "염전 소식",
        "2031-06-12",
        "염전소금협력체(YSC) 총리회담이 6월 11일 제주에서 열렸다.\n\n양국은 YSC 총리회담에서 염전 복원에 합의했다.",
    )
    assert [name for name, *_ in found] == ["염전소금협력체(YSC) 총리회담"]


def test_a_room_of_a_body_is_no_meeting():
    words = "염전청은 6월 11일 국가염전자문회의 대회의실에서 한-몽골 제염국장회의를 열었다."
    assert [name for name, *_ in meetings("염전 소식", "2031-06-12", words)] == ["한-몽골 제염국장회의"]


def test_an_earlier_round_by_video_does_not_make_this_one_so():
    words = "6월 11일 제주에서 제3차 한-몽골 염전청장회의가 열렸다. 이번 회의는 화상 회의 후 처음으로 대면으로 열렸다."
    record = run(read_bytes(f"염전 소식\n\n2031-06-12\n\n{words}".encode(), name="release.txt"))
    assert [meeting.format for meeting in record.meetings if meeting.ordinal == 3] == ["in-person"]


def test_all_who_were_met_together_are_in_the_name():
    found = meetings(
        "염전부 장관, 루리타니아 방문",
        "2031. 5. 12.",
        "정 장관은 8일부터 11일까지 루리타니아를 방문하고, 10일 루리타니아 염전장관, 어촌장관과 잇따라 회담을 가졌다.",
    )
    assert found[-1] == ("루리타니아 염전장관, 어촌장관과 잇따라 회담", "held", "2031-05-10")


def test_the_session_of_a_series_in_marks_is_one_meeting():
    told = "'한-몽골 염전대화(Salt Dialogue)' 3차 회의가 4일 제주에서 열렸다."
    found = meetings("염전 협력 확대", "2031. 5. 12.", told)
    assert found == [("'한-몽골 염전대화(Salt Dialogue)' 3차 회의", "held", "2031-05-04")]


def test_the_meeting_at_whose_opening_another_was_founded_is_not_that_of_the_title():
    found = meetings(
        "한몽골, '염전정책대화' 1차 회의",
        "2031. 5. 12.",
        "양국이 지난 8일 한·몽골 염전장관회의 개최를 계기로 만들기로 합의한 '염전정책대화' 1차 회의가 9일 열렸다.",
    )
    assert set(found) == {
        ("'염전정책대화' 1차 회의", "held", "2031-05-09"),
        ("한·몽골 염전장관회의", "held", "2031-05-08"),
    }
