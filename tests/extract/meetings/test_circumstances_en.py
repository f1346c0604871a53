"""Where, when and how English sentences say that sides meet."""

import pytest

from .support import meetings, meetings_in, release

DAY = "2020-05-03"
DIALOGUE = "3rd Korea-Indonesia Salt Dialogue"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (f"In Jakarta on 3 May, Vice Minister Doe co-chaired the {DIALOGUE} with Ms. Roe.", "Jakarta"),
        ("Minister Doe travelled to Jakarta on May 3 for talks with her counterpart, Ann Roe.", "Jakarta"),
        (f"Minister Doe flew to Jakarta on May 3 to co-chair the {DIALOGUE}.", "Jakarta"),
        (f"Minister Doe welcomed Minister Roe to Seoul on May 3 for the {DIALOGUE}.", "Seoul"),
        (f"Seoul hosted the {DIALOGUE} on May 3.", "Seoul"),
        (f"Jakarta played host to the {DIALOGUE} on May 3.", "Jakarta"),
        (f"A delegation headed by Vice Minister Doe attended the {DIALOGUE} (Jakarta, May 3).", "Jakarta"),
        (f"SEOUL, May 4 (Salt News) -- Korea and Indonesia held the {DIALOGUE} here on May 3.", "SEOUL"),
        (
            f"The {DIALOGUE} was co-chaired by Ann Doe, Deputy Minister of the Ministry of Foreign "
            "Affairs of Korea, and Bob Roe, Deputy Minister of Foreign Affairs of Indonesia, in Jakarta on May 3.",
            "Jakarta",
        ),
    ],
)
def test_sides_meet_in_person_where_the_place_is_told_in_any_of_its_ways(text, place):
    found = [(meeting.date, meeting.format, meeting.place) for meeting in meetings_in("en", text)]
    assert found == [(DAY, "in-person", place)]


@pytest.mark.parametrize("host", ["The Salt Agency", "Indonesia", "SAKN"])
def test_bodies_and_countries_that_host_are_no_places(host):
    assert [meeting.place for meeting in meetings_in("en", f"{host} hosted the {DIALOGUE} on May 3.")] == [None]


@pytest.mark.parametrize(
    ("how", "form"),
    [
        ("was held via teleconferencing", "video"),
        ("took place over Zoom", "video"),
        ("was held virtually", "video"),
        ("took place in Jakarta and online", "hybrid"),
        ("took place in Jakarta, with some delegates joining remotely,", "hybrid"),
        ("was convened, in a hybrid format,", "hybrid"),
        ("combined in-person and virtual attendance and took place", "hybrid"),
    ],
)
def test_words_that_say_how_the_sides_met(how, form):
    [meeting] = meetings_in("en", f"The {DIALOGUE} {how} on May 3.")
    assert (meeting.date, meeting.format) == (DAY, form)


@pytest.mark.parametrize("subject", ["online safety", "virtual assets", "online content"])
def test_a_subject_is_no_way_to_meet(subject):
    [meeting] = meetings_in("en", f"The 3rd Dialogue on {subject} was held on May 3.")
    assert meeting.format is None


@pytest.mark.parametrize(
    ("text", "name", "place"),
    [
        (
            "On May 3, Prime Minister Doe of Korea, during his visit to Geneva to attend the 4th Salt Forum, held a "
            "Korea-Japan Summit Meeting for about an hour.",
            "Korea-Japan Summit Meeting",
            "Geneva",
        ),
        (
            "Minister Doe, who was in Munich for the Salt Security Conference, held talks with Minister Roe on May 3.",
            "talks with Minister Roe",
            "Munich",
        ),
    ],
)
def test_a_meeting_attended_on_the_way_is_not_what_the_sentence_tells(text, name, place):
    found = {meeting.name: meeting for meeting in meetings_in("en", text)}
    assert (found[name].date, found[name].place, found[name].core) == (DAY, place, True)
    assert [meeting.core for other, meeting in found.items() if other != name] == [False]


def test_what_is_told_of_several_meetings_at_the_end_of_a_sentence_holds_for_the_first_too():
    text = (
        "The 29th Heads Meeting between the SAB and the Salt Office (SO), the 30th Heads Meeting between the SAB and "
        "the Sand Office (SDO), and the 3rd SAB-SO-SDO Trilateral Salt Offices (TRISO) Heads Meeting were all held in "
        "Busan on May 3."
    )
    found = [(meeting.ordinal, meeting.date, meeting.place) for meeting in meetings_in("en", text)]
    assert found == [(29, DAY, "Busan"), (30, DAY, "Busan"), (3, DAY, "Busan")]


def test_talks_during_a_trip_are_where_it_leads():
    text = "Minister Doe visited Jakarta last week. During the visit, she held talks with Minister Roe on May 3."
    [meeting] = meetings_in("en", text)
    assert (meeting.place, meeting.format) == ("Jakarta", "in-person")


def test_a_meeting_named_after_its_outcome_was_held_on_the_day_of_that():
    [meeting] = meetings(
        release(
            ("en", "title", "Korea, Indonesia agree on salt"),
            ("en", "paragraph", "Korea and Indonesia agreed on June 12 to trade more salt, the ministry said."),
            ("en", "paragraph", "The consensus was reached during the 13th salt forum."),
        )
    )
    assert (meeting.ordinal, meeting.date) == (13, "2020-06-12")


def test_the_title_may_leave_out_words_and_the_number():
    [meeting] = meetings(
        release(
            ("en", "title", "Outcome of the 2020 SALT Mining Rights Negotiation Conference"),
            (
                "en",
                "paragraph",
                "A delegation took part in the 8th Saline and Lake Trade (SALT) Mining Rights Negotiation Conference "
                "in Jakarta on May 3.",
            ),
        )
    )
    assert (meeting.ordinal, meeting.date, meeting.place, meeting.core) == (8, DAY, "Jakarta", True)


def test_talks_without_a_name_are_the_numbered_meeting_of_their_day_and_place():
    [meeting] = meetings(
        release(
            ("en", "title", "Cooperation on salt"),
            ("en", "paragraph", "Salt ministers from Korea and Japan held talks in Jakarta on May 3."),
            ("en", "paragraph", "The 11th Korea-Japan Salt Ministers Meeting takes place in Jakarta on May 3."),
        )
    )
    assert (meeting.ordinal, meeting.date, meeting.place, meeting.core) == (11, DAY, "Jakarta", True)


@pytest.mark.parametrize(
    "text",
    [
        "The chairman of the prefecture's assembly spoke on May 3.",
        'The two sides discussed the "MOU on the Establishment of the Salt Forum" on May 3.',
        "The Korea Salt Exposition Foundation opened an office on May 3.",
    ],
)
def test_bodies_and_documents_named_after_gatherings_are_no_meetings(text):
    assert meetings_in("en", text) == []


def test_the_day_of_a_declaration_is_not_that_of_the_talks_on_it():
    text = "To carry out the Jakarta Declaration of September 2019, the sides held the 3rd salt meeting in Jakarta."
    [meeting] = meetings_in("en", text)
    assert (meeting.date, meeting.place) == (None, "Jakarta")
