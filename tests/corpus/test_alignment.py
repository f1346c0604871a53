"""Evidence of one file of a release is found in another."""

import pytest

from corpus.alignment import Alignment, found_in
from ingest import read_bytes
from tests.ingest.loaders.pdf_writer import Page, pdf

HEAD = "제4차 한중 해양대화 개최\n"
BODY = "두 나라는 2025. 5. 3. 부산에서 「해양오염 공동조사」를 이어 가기로 하였다. 다음 회의는 다롄에서 열린다.\n"
NOTE = "* 공동조사: 2021년부터 해마다 두 차례 하는 바닷물 조사\n"


def quoted(text: str, other: str, words: str) -> str | None:
    start = text.index(words)
    span = Alignment(text, other).span(start, start + len(words))
    return other[slice(*span)] if span else None


@pytest.mark.parametrize(
    ("words", "there"),
    [
        ("2025. 5. 3.", "2025.5.3."),
        ("「해양오염 공동조사」", "『해양오염\n- 1 -\n공동조사』"),
        ("제4차 한중 해양대화", "제4차\n한중 해양대화"),
        ("* 공동조사: 2021년부터", "* 공동조사 : 2021년부터"),
    ],
)
def test_words_are_found_across_line_breaks_marks_and_page_numbers(words: str, there: str) -> None:
    other = (
        "제4차\n한중 해양대화 개최\n두 나라는 2025.5.3. 부산에서 『해양오염\n- 1 -\n공동조사』를 이어 가기로 하였다. "
        "다음 회의는 다롄에서 열린다.\n* 공동조사 : 2021년부터 해마다 두 차례 하는 바닷물 조사\n"
    )
    found = quoted(HEAD + BODY + NOTE, other, words)
    assert found is not None
    assert found.strip("『』") == there.strip("『』")


def test_words_that_stand_elsewhere_are_found_if_they_stand_there_once() -> None:
    assert quoted(HEAD + BODY + NOTE, NOTE + HEAD + BODY, "바닷물 조사") == "바닷물 조사"


@pytest.mark.parametrize("words", ["다롄", "* ", "다음 회의는 다롄에서 열린다"])
def test_words_that_the_other_lacks_are_not_found(words: str) -> None:
    assert quoted(HEAD + BODY + NOTE, HEAD + BODY.replace("다음 회의는 다롄에서 열린다.", "") + NOTE, words) is None


def test_differences_are_the_places_with_other_words() -> None:
    text, other = HEAD + BODY, (HEAD + BODY).replace("제4차", "제5차").replace("부산", "여수")
    places = list(Alignment(text, other).differences())
    assert [(text[p.start : p.end], other[p.other_start : p.other_end]) for p in places] == [
        ("제4", "제5"),
        ("부산", "여수"),
    ]


def test_long_texts_that_differ_in_much_are_aligned() -> None:
    text = "".join(f"제{n}항 두 나라는 {n * 7}개 과제를 {n * 13}년까지 마친다.\n" for n in range(1, 400))
    other = text[:9000] + "".join(f"부록 {n * 31}번 {n}\n" for n in range(900)) + text[9000:]
    assert quoted(text, other, "제399항 두 나라는 2793개 과제를") == "제399항 두 나라는 2793개 과제를"


def test_a_fact_of_one_file_has_the_page_and_box_of_the_other() -> None:
    sentence = "The two sides agreed to open a hotline in May 2026."
    document = read_bytes(f"Joint statement\n\n{sentence}\n".encode(), name="release.txt")
    first = Page().text(60, 100, "Joint statement")
    copy = read_bytes(pdf(first, Page().text(60, 100, sentence)), name="release.pdf")
    start = document.text.index("open a hotline")
    found = found_in(copy, document.quote(start, start + 14), Alignment(document.text, copy.text))
    assert found is not None
    assert (found.text, found.page) == ("open a hotline", 2)
    assert found.bbox is not None
