"""What meetings are called in English: acronyms with the words before them, names of general words, sessions of one."""

from extract.pipeline import run
from ingest import read_bytes

ISSUED = "12 March 2031"


def meetings(*paragraphs: str) -> list[tuple[str, str, str | None]]:
    record = run(read_bytes("\n\n".join((ISSUED, *paragraphs)).encode(), name="release.txt"))
    return [(meeting.name, meeting.status, meeting.date) for meeting in record.meetings]


def test_an_acronym_takes_its_number_and_the_words_of_its_series():
    found = meetings(
        "The 6th PALMNET Interoffice Reef Meeting (IRM) was held in Busan on 3 March 2031.",
        "The 7th PALMNET IRM will be held in May 2032.",
    )
    assert found[0][1:] == ("held", "2031-03-03")
    assert found[1:] == [("7th PALMNET IRM", "planned", "2032-05")]


def test_an_acronym_with_its_series_is_the_meeting_that_gives_it_in_brackets():
    found = meetings(
        "Busan hosts 6th PALMNET IRM",
        "On 3 March 2031, the 6th PALMNET Interoffice Reef Meeting (IRM) was convened. The 6th IRM went well.",
    )
    assert len(found) == 1


def test_a_name_of_general_words_with_a_date_of_its_own_is_another_meeting():
    found = meetings(
        "The Ministers met on 5 March 2031 in Jeju for the third trilateral seal meeting.",
        "They recalled the pledge made by the leaders at the Trilateral Summit in Garam in October 2030.",
    )
    assert len(found) == 2
    assert ("Trilateral Summit", "held", "2030-10") in found


def test_plus_three_belongs_to_the_name_of_a_summit():
    assert meetings("The pledge was made at the 4th Reef Plus Three Summit.")[0][0] == "4th Reef Plus Three Summit"


def test_a_session_of_the_meeting_is_no_meeting():
    found = meetings(
        "The 6th PALMNET Council was held in Busan on 3 March 2031.",
        "The opening session of the meeting dealt with seals and their pups.",
    )
    assert [name for name, *_ in found] == ["6th PALMNET Council"]


def test_what_is_to_be_presented_to_a_meeting_is_presented_to_one_that_lies_ahead():
    found = meetings("The draft tide rules are to be submitted to the 8th Kelp Meeting.")
    assert found == [("8th Kelp Meeting", "planned", None)]


def test_what_was_signed_was_signed_whatever_the_plans():
    found = meetings("Divers of Korea and Japan posed after signing a protocol to run a whale office at Garam.")
    assert [status for _, status, _ in found] == ["held"]


def test_the_next_meeting_lies_ahead_whatever_was_agreed_on_it():
    found = meetings(
        "The 9th Senior Divers Meeting (SDM) was held in Busan on 3 March 2031.",
        "The delegates decided to settle the ten-year reef budget in the next SDM.",
    )
    assert ("next SDM", "planned", None) in found


def test_a_bracket_that_explains_an_acronym_stands_in_the_name():
    found = meetings(
        "4th Korea-PALMNET Partnership Seminar Held on March 3",
        "The office held the 4th Korea-PALMNET (Palm Network of Asia) Partnership Seminar in Busan on March 3.",
    )
    assert len(found) == 1


def test_the_day_on_which_a_meeting_is_told_of_is_not_its_day():
    [(_, status, date)] = meetings("The kelp office said on Monday it held the 3rd Korea-Japan Kelp Talks in Garam.")
    assert (status, date) == ("held", None)


def test_the_sides_that_met_held_the_meeting_of_the_title_with_the_partner():
    [(name, _, date)] = meetings(
        "Bilateral Meeting with Ruritania on the occasion of the fair",
        "Both delegates met in Busan on 3 March 2031 and talked about kelp.",
    )
    assert (name, date) == ("Bilateral Meeting with Ruritania", "2031-03-03")
