"""Bilateral meetings that are summed up and then told one by one; meetings at which something was agreed."""

import pytest

from extract.pipeline import run
from ingest import read_bytes

from .support import meetings_in


def told(*paragraphs: str) -> list[tuple[str, bool, str | None]]:
    record = run(read_bytes("\n\n".join(paragraphs).encode(), name="release.txt"))
    return [(meeting.name, meeting.core, meeting.place) for meeting in record.meetings]


def test_talks_told_one_by_one_are_what_a_release_on_bilateral_talks_is_about():
    found = told(
        "Minister Doe holds bilateral talks with counterparts from six countries on sidelines of Salt Summit",
        "May 3, 2021",
        "Minister Doe held a series of bilateral meetings with his counterparts in Busan on May 2.",
        "During his meeting with Kenyan Foreign Minister Ann Mori, Minister Doe took up trade in salt.",
        "Minister Doe also met Chilean Foreign Minister Juan Paz.",
    )
    assert found == [
        ("Salt Summit", False, None),
        ("meeting with Kenyan Foreign Minister Ann Mori", True, "Busan"),
        ("met Chilean Foreign Minister Juan Paz", True, "Busan"),
    ]


def test_bilateral_meetings_of_which_none_is_told_by_itself_stay_one():
    found = told(
        "Minister Doe holds bilateral meetings with his counterparts",
        "May 3, 2021",
        "Minister Doe held bilateral meetings with his counterparts in Busan on May 2.",
    )
    assert [core for _, core, _ in found] == [True]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("At the Korea-Kenya meeting on salt, the two sides agreed to open a hotline.", "held"),
        ("In a Korea-Kenya meeting on salt, they agreed on a new text and initialed it.", "held"),
        ("The two sides reached consensus at the Korea-Kenya meeting on salt to open a hotline.", "held"),
        ("At the Korea-Kenya meeting on salt to be held in 2021, they will sign what they agreed on.", "planned"),
        ("The two sides agreed to sign the pact at the Korea-Kenya meeting on salt.", "planned"),
    ],
)
def test_what_was_agreed_at_a_meeting_tells_that_it_took_place(text, status):
    [meeting] = meetings_in("en", text)
    assert meeting.status == status


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("앞서 몽골 염전부 장관과의 양자회담에서 양국은 염전 공동조사를 추진하기로 합의했다.", "held"),
        ("양국은 내년 제3차 한·몽골 염전회의에서 공동조사 방안을 채택하기로 합의했다.", "planned"),
    ],
)
def test_what_was_agreed_at_korean_talks_tells_that_they_took_place(text, status):
    [meeting] = meetings_in("ko", text)
    assert meeting.status == status


def test_the_committee_meeting_is_the_numbered_one_of_which_the_text_tells():
    held = "The 11th Meeting of the Korea-Kenya Joint Committee on Salt was held in Busan on May 3."
    [meeting] = meetings_in("en", f"{held} Officials of both sides took part in the committee meeting.")
    assert (meeting.ordinal, meeting.place) == (11, "Busan")


@pytest.mark.parametrize("words", ["a news conference", "an official luncheon", "a state banquet"])
def test_conferences_for_the_press_and_meals_are_no_meetings(words):
    assert meetings_in("en", f"Minister Doe held {words} in Busan on May 3.") == []


def test_a_day_between_the_verb_and_the_place_is_that_of_the_meeting():
    [meeting] = meetings_in("en", "Salt ministers from Korea, Kenya and Chile met Sunday in Busan to widen trade.")
    assert (meeting.date, meeting.place) == ("2020-06-14", "Busan")


def test_the_next_meeting_of_a_series_may_be_called_by_its_acronym():
    held = "The 15th Tripartite Environment Ministers Meeting (TEMM) was held in Busan on May 3."
    found = meetings_in("en", f"{held} The next TEMM will be held in Korea in 2021.")
    assert [(meeting.name, meeting.status, meeting.date) for meeting in found][1:] == [("next TEMM", "planned", "2021")]


def test_a_journey_to_a_meeting_tells_that_it_took_place():
    text = "Minister Doe visited Busan, Korea, to attend the 26th Salt Ministers Meeting."
    [meeting] = meetings_in("en", text)
    assert meeting.status == "held"


def test_talks_whose_title_names_both_sides_are_called_by_the_title():
    text = "On May 3, Prime Minister Doe held a Korea-Kenya Summit Meeting with H.E. Mr. Ann Mori, President of Kenya."
    [meeting] = meetings_in("en", text)
    assert (meeting.name, meeting.date) == ("Korea-Kenya Summit Meeting", "2020-05-03")


def test_the_name_of_a_country_may_hold_a_preposition():
    text = "On May 3, Minister Doe held a Republic of Korea-Kenya salt ministerial meeting with Minister Ann Mori."
    [meeting] = meetings_in("en", text)
    assert meeting.name == "Republic of Korea-Kenya salt ministerial meeting"
