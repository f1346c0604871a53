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
