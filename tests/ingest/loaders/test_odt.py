"""OpenDocument texts, written here part by part."""

from xml.sax.saxutils import escape

import pytest

from corpus.errors import UnreadableFile
from ingest import read_bytes, sniff
from ingest.limits import Limits
from ingest.loaders import loader_of
from ingest.loaders.odt import read_odt
from ingest.loaders.raw import RawCell, RawFile

from .zip_writer import zipped

LONG = "두 나라는 제4차 해양대화를 부산에서 열고 공동조사를 이어 가기로 하였다."
_NAMES = ("office", "text", "table", "draw", "style", "svg", "dc")
_SPACES = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in _NAMES)


def part(name: str, *content: str) -> str:
    return f'<?xml version="1.0"?><office:{name} {_SPACES}>{"".join(content)}</office:{name}>'


def p(words: str, style: str = "Standard") -> str:
    return f'<text:p text:style-name="{style}">{words}</text:p>'


def cell(content: str, attributes: str = "") -> str:
    return f"<table:table-cell {attributes}>{content}</table:table-cell>"


def row(*cells: str) -> str:
    return f"<table:table-row>{''.join(cells)}</table:table-row>"


def table(*rows: str) -> str:
    return f"<table:table><table:table-column/>{''.join(rows)}</table:table>"


def odt(*body: str, automatic: str = "", **parts: str) -> bytes:
    styles = f"<office:automatic-styles>{automatic}</office:automatic-styles>"
    text = f"<office:body><office:text>{''.join(body)}</office:text></office:body>"
    others = {f"{name}.xml": content for name, content in parts.items()}
    return zipped({"mimetype": sniff.ODT, "content.xml": part("document-content", styles, text), **others})


def read(*body: str, automatic: str = "", **parts: str) -> RawFile:
    return read_odt(odt(*body, automatic=automatic, **parts), name="release.odt")


def texts(raw: RawFile) -> list[str]:
    return [block.text for block in raw.blocks if block.table is None or not block.table.is_frame]


def test_it_is_known_by_what_it_says_it_is() -> None:
    assert loader_of(sniff.media_type(odt(p(LONG)), name="release.zip")) is read_odt


def test_blanks_tabs_and_breaks_are_those_that_elements_state() -> None:
    raw = read(p('일시<text:tab/>5월<text:s text:c="3"/>3일\n    <text:span>(토)</text:span><text:line-break/>부산'))
    assert texts(raw) == ["일시\t5월   3일 (토)\n부산"]


def test_titles_headings_and_lists_are_told_by_their_styles() -> None:
    numbers = (
        '<text:list-style style:name="L1">'
        '<text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>'
        '<text:list-level-style-number text:level="2" style:num-format="가, 나, 다, ..." style:num-suffix=")"/>'
        '</text:list-style><text:list-style style:name="L2">'
        '<text:list-level-style-bullet text:level="1" text:bullet-char="○"/></text:list-style>'
        '<style:style style:name="P1" style:parent-style-name="Title"/>'
    )

    def items(*content: str) -> str:
        return "".join(f"<text:list-item>{each}</text:list-item>" for each in content)

    inner = f"<text:list>{items(p('가항'), p('나항'))}</text:list>"
    raw = read(
        p("제4차 해양대화", "P1"),
        '<text:h text:outline-level="2">개요</text:h>',
        f'<text:list text:style-name="L1">{items(p("첫째") + inner, p("둘째") + p("둘째의 설명"))}</text:list>',
        p(LONG),
        f'<text:list text:style-name="L1" text:continue-numbering="true">{items(p("셋째"))}</text:list>',
        f'<text:list text:style-name="L2">{items(p("점"))}</text:list>',
        automatic=numbers,
    )
    assert [(block.number, block.text) for block in raw.blocks] == [
        ("", "제4차 해양대화"), ("", "개요"), ("1.", "첫째"), ("가)", "가항"), ("나)", "나항"), ("2.", "둘째"),
        ("", "둘째의 설명"), ("", LONG), ("3.", "셋째"), ("", "○ 점"),
    ]  # fmt: skip
    assert [(block.kind, block.level) for block in raw.blocks[:2]] == [("title", 0), ("heading", 2)]
    assert (raw.blocks[-1].kind, raw.blocks[-1].level) == ("bullet", 1)


def test_tables_keep_spans_rows_of_the_head_and_tables_within() -> None:
    covered = "<table:covered-table-cell/>"
    wide = row(cell(p("일정"), 'table:number-columns-spanned="2"'), covered)
    inner = table(row(cell(p("안1")), cell(p("안2"))))
    raw = read(
        table(
            f"<table:table-header-rows>{wide}</table:table-header-rows>",
            row(cell(p("5월"), 'table:number-rows-spanned="2"'), cell(p("부산"))),
            row(covered, cell(p("여수") + inner)),
            row(cell(p("6월")), cell(p("다롄"))),
            row(cell("", 'table:number-columns-repeated="16384"')),
        )
    )
    outer, within = (block.table for block in raw.blocks)
    assert outer is not None
    assert outer.cells == (
        RawCell(0, 0, "일정", cols=2), RawCell(1, 0, "5월", rows=2), RawCell(1, 1, "부산"), RawCell(2, 1, "여수"),
        RawCell(3, 0, "6월"), RawCell(3, 1, "다롄"),
    )  # fmt: skip
    assert outer.header_rows == 1
    assert within is not None
    assert [each.text for each in within.cells] == ["안1", "안2"]


def test_deletions_and_comments_are_left_out_notes_and_page_ends_stand_apart() -> None:
    deleted = f"<text:tracked-changes><text:changed-region>{p('지움')}</text:changed-region></text:tracked-changes>"
    note = (
        f"<text:note><text:note-citation>1</text:note-citation><text:note-body>{p('각주')}</text:note-body></text:note>"
    )
    comment = f"<office:annotation>{p('메모')}</office:annotation>"
    page = f"<style:header>{p('보도자료')}</style:header><style:header-left>{p('보도자료')}</style:header-left>"
    styles = part("document-styles", f"<office:master-styles><style:master-page>{page}</style:master-page>"
                  "</office:master-styles>")  # fmt: skip
    raw = read(deleted, p(f"본문{note} 계속{comment}."), p("끝"), styles=styles)
    assert [(block.text, block.kind) for block in raw.blocks] == [
        ("본문 계속.", None), ("끝", None), ("각주", "note"), ("보도자료", "furniture"),
    ]  # fmt: skip


def test_boxes_stand_beside_the_line_that_they_hang_on() -> None:
    frame = f'<draw:frame text:anchor-type="paragraph"><draw:text-box>{p("상자")}</draw:text-box></draw:frame>'
    assert texts(read(p(f"앞 {frame}뒤"))) == ["앞 뒤", "상자"]


def test_the_title_in_the_properties_is_a_fact() -> None:
    meta = part("document-meta", "<office:meta><dc:title>제4차 해양대화</dc:title></office:meta>")
    assert read(p(LONG), meta=meta).facts.title == "제4차 해양대화"


def test_entities_are_not_resolved() -> None:
    doctype = '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd"><!ENTITY a "aaaa">]>'
    content = part("document-content", f"<office:body><office:text>{p(LONG + '&f;&a;')}</office:text></office:body>")
    data = zipped({"mimetype": sniff.ODT, "content.xml": content.replace("?>", f"?>{doctype}", 1)})
    assert "root:" not in "".join(texts(read_odt(data, name="release.odt")))


def test_a_bomb_and_a_table_without_end_are_refused() -> None:
    limits = Limits(expanded_bytes=1 << 20, cells=1000)
    with pytest.raises(UnreadableFile, match=r"release.odt unpacks to more than 1 MB"):
        read_odt(odt(p(escape(" " * 4_000_000))), name="release.odt", limits=limits)
    wide = row(cell(p("a"), 'table:number-columns-repeated="99999"'), cell(p("b")))
    tall = f'<table:table-row table:number-rows-repeated="99999">{cell(p("a"))}</table:table-row>'
    with pytest.raises(UnreadableFile, match=r"release.odt has a table of more than 1,000 cells"):
        read_odt(odt(table(wide, tall, row(cell(p("c"))))), name="release.odt", limits=limits)


@pytest.mark.parametrize(
    ("parts", "says"),
    [
        ({"content.xml": "nothing"}, "has no body that can be read"),
        ({"content.xml": part("x"), "META-INF/manifest.xml": "<encryption-data/>"}, "encrypted with a password"),
    ],
)
def test_what_cannot_be_read_is_one_line(parts: dict[str, str], says: str) -> None:
    with pytest.raises(UnreadableFile, match=says):
        read_bytes(zipped({"mimetype": sniff.ODT, **parts}), name="release.odt")
