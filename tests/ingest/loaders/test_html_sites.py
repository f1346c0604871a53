"""Releases on the pages of each site: what they say, what they carry, and what is left to the page."""

import pytest

from corpus.documents import Attachment, Document
from ingest.loaders.html.sites import sites
from ingest.read import read_bytes

from .html_sites import SAMPLES, TEXTS, TITLES, Sample

ALL = pytest.mark.parametrize("sample", SAMPLES, ids=[sample.id for sample in SAMPLES])
OTHERS = (
    *("만족", "이전글", "인사 발령", "페이스북", "목록", "바로보기", "扫一扫", "相关", "上一篇", "分享", "责任编辑"),
    *("Share", "Related", "All rights"),
)


def body(document: Document) -> list[str]:
    left_out = ("furniture", "header", "title", "table")
    return [document.text[block.start : block.end] for block in document.blocks if block.kind not in left_out]


@ALL
def test_a_plain_release_has_its_title_day_issuer_and_text_and_nothing_else(sample: Sample) -> None:
    document = read_bytes(sample.page(sample.text()), name=sample.url)
    assert document.head.title is not None
    assert document.head.title.text == TITLES[sample.lang]
    assert document.head.ref_date == "2024-10-08"
    assert (document.head.issuer.text if document.head.issuer else None) == sample.issuer
    assert body(document) == list(TEXTS[sample.lang])
    assert (document.status, document.attachments) == ("ok", ())
    assert document.source.url == sample.url


@ALL
def test_tables_and_files_are_data(sample: Sample) -> None:
    document = read_bytes(sample.page(sample.text() + sample.table(), names=("회의 결과.hwpx",)), name=sample.url)
    [table] = [table for table in document.tables if len(table.cells) == 4]
    assert document.text[table.cells[3].start : table.cells[3].end] == "2027"
    assert document.attachments == (
        Attachment(name="회의 결과.hwpx", url=sample.link, media_type="application/hwp+zip"),
    )
    assert body(document) == list(TEXTS[sample.lang])
    assert document.status == "ok"


@ALL
def test_what_is_around_a_release_is_never_its_text(sample: Sample) -> None:
    document = read_bytes(sample.page(sample.text(), names=("회의 결과.hwpx",)), name=sample.url)
    said = "\n".join(
        document.text[block.start : block.end] for block in document.blocks if block.kind not in ("furniture", "header")
    )
    assert [word for word in OTHERS if word in said] == []


@pytest.mark.parametrize("sample", [each for each in SAMPLES if each.lang == "ko"], ids=lambda sample: sample.id)
@pytest.mark.parametrize(
    "sentence",
    [
        '"이 자료는 산림부의 보도자료를 전재하여 제공함을 알려드립니다."',
        "자세한 내용은 첨부파일을 참고하시기 바랍니다.",
        "붙임 참조",
    ],
)
def test_a_page_that_only_points_at_its_file_is_suspect_and_names_it(sample: Sample, sentence: str) -> None:
    document = read_bytes(sample.page(f"<p>{sentence}</p>", names=("1008 산림협력.hwpx",)), name=sample.url)
    assert document.status == "suspect"
    assert document.reasons == ("the page has no text of its own, the release is attached: 1008 산림협력.hwpx",)
    assert document.head.title is not None
    assert document.head.title.text == TITLES["ko"]


def test_every_selector_holds() -> None:
    from selectolax.lexbor import LexborHTMLParser

    tree = LexborHTMLParser("<p>")
    for site in sites():
        for selector in site.selectors:
            assert tree.css(selector.partition("@")[0]) == [], selector


def test_every_note_says_what_was_met_and_what_is_supposed() -> None:
    for site in sites():
        assert "Met:" in site.note or "All supposed." in site.note or site.id == "article", site.id
