"""The component over a release: block by block, each in its own language."""

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from corpus.documents import Block, BlockKind, Document, Evidence, Head, Source
from corpus.languages import BlockLang
from extract import tokenizer  # noqa: F401  registers the tokenizer
from extract.dates import component  # noqa: F401  registers the factory
from extract.found import Found, found_in
from extract.reading import form_of


@pytest.fixture(scope="module")
def nlp() -> Language:
    made = spacy.blank("xx", config={"nlp": {"lang": "xx", "tokenizer": {"@tokenizers": "communique.characters.v1"}}})
    made.add_pipe("release_dates")
    return made


def release(*blocks: tuple[BlockLang, str, BlockKind], head: Head | None = None) -> Document:
    text, made = "", []
    for lang, line, kind in blocks:
        made.append(Block(kind=kind, start=len(text), end=len(text) + len(line), lang=lang))
        text += line + "\n"
    return Document(
        id="r",
        source=Source(path="r.txt", media_type="text/plain", sha256="0" * 64, size=len(text)),
        text=text,
        lang="ko",
        langs=tuple(dict.fromkeys(lang for lang, _, _ in blocks)),
        blocks=tuple(made),
        head=head or Head(ref_date="2022-10-25"),
    )


def read(nlp: Language, document: Document) -> Doc:
    doc = nlp.make_doc(document.text)
    doc._.release, doc._.reading, doc._.found = document, form_of(document), Found()
    return nlp(doc)


def dates(doc: Doc) -> list[tuple[str, str]]:
    return [(date.text, date.value) for date in found_in(doc).dates]


def test_each_block_is_read_in_its_own_language(nlp: Language) -> None:
    doc = read(
        nlp,
        release(
            ("ko", "양국은 2022. 9. 28. 국장급 회의를 열었다.", "paragraph"),
            ("zh", "双方于九月二十八日举行会议。", "paragraph"),
            ("en", "The talks were held on September 28.", "paragraph"),
            ("ja", "令和4年9月28日に開催した。", "paragraph"),
        ),
    )
    assert [value for _, value in dates(doc)] == ["2022-09-28"] * 4


def test_spans_say_what_they_are(nlp: Language) -> None:
    doc = read(nlp, release(("ko", "회의는 내년 상반기에 열린다.", "paragraph")))
    [span] = doc.spans["dates"]
    assert (span.text, span.label_, span.kb_id_, span.id_) == ("내년 상반기", "date", "2023-40", "ko.half")


def test_furniture_gives_no_dates_but_the_one_that_dates_the_page(nlp: Language) -> None:
    menu = "Copyright 1999-2022 등록일 2022-10-25 관련글 2022-10-01"
    start = menu.index("2022-10-25")
    dated = Evidence(start=start, end=start + 10, text="2022-10-25")
    doc = read(nlp, release(("ko", menu, "furniture"), head=Head(ref_date="2022-10-25", dated=dated)))
    assert dates(doc) == [("2022-10-25", "2022-10-25")]
    assert [date.role for date in found_in(doc).dates] == ["released"]


def test_a_release_without_a_day_of_issue_is_dated_by_its_latest_month(nlp: Language) -> None:
    lines = ("on January 23 and 22, respectively", "launched in October 2018", "in the second half of 2019")
    doc = read(nlp, release(*(("en", line, "paragraph") for line in lines), head=Head()))
    assert [value for _, value in dates(doc)] == ["2019-01-23", "2019-01-22", "2018-10", "2019-41"]


def test_a_text_whose_only_year_ends_a_name_in_quotation_marks_is_of_that_year(nlp: Language) -> None:
    doc = read(nlp, release(("zh", "“碧海桥梁-2031”演习2月3日开幕,11月9日闭幕。", "paragraph"), head=Head()))
    assert [value for _, value in dates(doc)] == ["2031-02-03", "2031-11-09"]


def test_a_range_torn_apart_by_a_narrow_column_is_one_date(nlp: Language) -> None:
    doc = read(nlp, release(("ko", "2018년 ~ ", "paragraph"), ("ko", "2020년", "paragraph")))
    assert [value for _, value in dates(doc)] == ["2018/2020"]


def test_every_date_quotes_the_text(nlp: Language) -> None:
    document = release(("ko", "일시 ： ２０２２. １０. ２６.（수）", "header"))
    for date in found_in(read(nlp, document)).dates:
        [evidence] = date.evidence
        assert document.text[evidence.start : evidence.end] == evidence.text == date.text


def test_a_bare_day_borrows_no_month_from_the_text_where_no_day_of_issue_is_known(nlp: Language) -> None:
    document = release(
        ("ko", "수산원은 총회를 마쳤다고 24일 밝혔다.", "paragraph"),
        ("ko", "루리타니아와는 1988년 3월 약정을 맺었다.", "paragraph"),
        head=Head(),
    )
    assert dates(read(nlp, document)) == [("1988년 3월", "1988-03")]


def test_without_a_day_of_issue_the_next_day_follows_the_day_told_above(nlp: Language) -> None:
    lines = ("총회는 2022년 9월 28일 열렸다.", "현장 방문은 다음 날 이어졌다.")
    doc = read(nlp, release(*(("ko", line, "paragraph") for line in lines), head=Head()))
    assert [value for _, value in dates(doc)] == ["2022-09-28", "2022-09-29"]
