"""Paragraphs that a file breaks at the edge of a page are read whole, and quoted as they stand."""

import pytest

from corpus.documents import Document
from corpus.languages import Lang
from extract import run

from .agencies.support import release

KOREAN = "외교부는 2025년 4월 23일 서울에서 중국 외교부와 제9차 한중 해양대화를 열고 협력 방안을 논의하였다."
CHINESE = "2025年4月23日，中国外交部亚洲司司长陈立民同韩国外交部东北亚局局长尹在贤在首尔共同主持第九轮海洋事务对话。"
ENGLISH = "On April 23, 2025, the Ministry of Foreign Affairs held the 9th ROK-China Dialogue on the Sea in Seoul."


def said(document: Document) -> list[list[tuple[str, ...]]]:
    """What the record says; its evidence is quoted from the document."""
    record = run(document)
    for item in (*record.dates, *record.agencies, *record.persons, *record.meetings):
        for evidence in item.evidence:
            assert evidence.text == document.text[evidence.start : evidence.end]
    return [
        [(date.value,) for date in record.dates],
        [(agency.name, *agency.surfaces) for agency in record.agencies],
        [(person.name, person.agency or "") for person in record.persons],
        [(meeting.name, meeting.date or "", meeting.place or "") for meeting in record.meetings],
    ]


@pytest.mark.parametrize(
    ("lang", "text", "before"),
    [
        ("ko", KOREAN, "4월 23일"), ("ko", KOREAN, "외교부와"), ("ko", KOREAN, "해양대화를"),
        ("zh", CHINESE, "月23日"), ("zh", CHINESE, "洲司"), ("zh", CHINESE, "立民同"), ("zh", CHINESE, "洋事务"),
        ("en", ENGLISH, "23, 2025"), ("en", ENGLISH, "Affairs held"), ("en", ENGLISH, "Dialogue on"),
    ],
)  # fmt: skip
def test_a_line_break_in_a_paragraph_changes_nothing(lang: Lang, text: str, before: str) -> None:
    at = text.rindex(before)
    broken = text[:at].rstrip(" ") + "\n" + text[at:]
    assert said(release(broken, lang=lang, ref_date="2025-04-24")) == said(
        release(text, lang=lang, ref_date="2025-04-24")
    )


def test_a_date_over_two_lines_is_quoted_as_it_stands() -> None:
    [date] = run(release(ENGLISH.replace("April ", "April\n"), lang="en")).dates
    assert (date.value, date.text, date.evidence[0].text) == ("2025-04-23", *["April\n23, 2025"] * 2)


def test_blocks_without_line_breaks_are_read_as_they_are() -> None:
    whole = release(ENGLISH, CHINESE, lang="en", ref_date="2025-04-24")
    assert said(whole)[0] == [("2025-04-23",)] * 2
