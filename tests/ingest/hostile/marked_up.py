"""Hostile markup: entities, nesting without end, tables that claim to be immense."""

import io
import zipfile
from pathlib import Path

from ingest import sniff
from tests.ingest.loaders.docx_writer import docx, part
from tests.ingest.loaders.docx_writer import words as docx_words
from tests.ingest.loaders.hwp_writer import hwp, paragraph, record
from tests.ingest.loaders.hwpx_writer import hwpx, section
from tests.ingest.loaders.hwpx_writer import paragraph as hwpx_paragraph
from tests.ingest.loaders.hwpx_writer import text as hwpx_text
from tests.ingest.loaders.test_hwpml import char, hwpml
from tests.ingest.loaders.test_hwpml import paragraph as hwpml_paragraph
from tests.ingest.loaders.test_odt import odt, p
from tests.ingest.loaders.zip_writer import zipped

WORDS = "환경부는 2022. 9. 28. 서울에서 한중 환경국장회의를 열었다."
_LAUGHS = '<!ENTITY a "하하하하하하하하하하">' + "".join(
    f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)


def _with_entity(kind: str, declarations: str, entity: str) -> bytes:
    """A release of a format whose text names an entity."""
    doctype = f"<!DOCTYPE x [{declarations}]>"
    if kind == "hwpx":
        body = section(hwpx_paragraph(f"<hp:t>{WORDS} &{entity};</hp:t>"))
        return hwpx({"Contents/section0.xml": f'<?xml version="1.0"?>{doctype}{body}'})
    if kind == "docx":
        body = part("document", "<w:body>", docx_words(WORDS).replace("</w:t>", f" &{entity};</w:t>"), "</w:body>")
        return zipped({"word/document.xml": body.replace("?>", f"?>{doctype}", 1)})
    if kind == "odt":
        return _odt_with(doctype, f"{WORDS} &{entity};")
    if kind == "html":
        return f"{doctype}<html><body><p>{WORDS} &{entity};</p></body></html>".encode()
    body = hwpml(hwpml_paragraph(f"<CHAR>{WORDS} &{entity};</CHAR>")).decode()
    return body.replace("?>", f"?>{doctype.replace('x', 'HWPML', 1)}", 1).encode()


def _odt_with(doctype: str, words: str) -> bytes:
    whole = odt(p("~"))
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        content = archive.read("content.xml").decode()
    return zipped({"mimetype": sniff.ODT, "content.xml": content.replace("?>", f"?>{doctype}", 1).replace("~", words)})


def laughs(kind: str) -> bytes:
    return _with_entity(kind, _LAUGHS, "i")


def external(kind: str, secret: Path) -> bytes:
    return _with_entity(kind, f'<!ENTITY e SYSTEM "{secret.as_uri()}">', "e")


def nested_tables(kind: str, depth: int) -> bytes:
    """Tables in cells of tables, `depth` deep, under a sentence."""
    if kind == "html":
        return f"<html><body><p>{WORDS}</p>{'<table><tr><td>x' * depth}".encode()
    if kind == "hwpx":
        opened = '<hp:p><hp:run><hp:tbl><hp:tr><hp:tc><hp:cellAddr colAddr="0" rowAddr="0"/><hp:subList>' * depth
        closed = "</hp:subList></hp:tc></hp:tr></hp:tbl></hp:run></hp:p>" * depth
        return hwpx({"Contents/section0.xml": section(hwpx_paragraph(hwpx_text(WORDS)), opened, closed)})
    if kind == "docx":
        return docx(docx_words(WORDS), "<w:tbl><w:tr><w:tc>" * depth, "</w:tc></w:tr></w:tbl>" * depth)
    if kind == "odt":
        opened = "<table:table><table:table-row><table:table-cell>" * depth
        return odt(p(WORDS), opened, "</table:table-cell></table:table-row></table:table>" * depth)
    if kind == "hwp":
        table = b"".join(
            record(tag, min(level, 1000), data)
            for number in range(depth)
            for tag, level, data in (
                (66, 2 * number, bytes(22)),
                (71, 2 * number + 1, b" lbt" + bytes(40)),
                (77, 2 * number + 2, bytes(4) + b"\1\0\1\0"),
                (72, 2 * number + 2, bytes(8) + bytes(4) + b"\1\0\1\0" + bytes(22)),
            )
        )
        return hwp(paragraph(WORDS) + table)
    opened = '<P><TEXT><TABLE><ROW><CELL ColAddr="0" RowAddr="0"><PARALIST>' * depth
    closed = "</PARALIST></CELL></ROW></TABLE></TEXT></P>" * depth
    return hwpml(hwpml_paragraph(char(WORDS)), opened, closed)


def nested_divs(depth: int) -> bytes:
    return f"<html><body><p>{WORDS}</p>{'<div>' * depth}{WORDS}".encode()


def nested_elements(depth: int) -> bytes:
    """An HWPX with elements that mean nothing in each other."""
    body = section(hwpx_paragraph(hwpx_text(WORDS)), "<hp:x>" * depth, "</hp:x>" * depth)
    return hwpx({"Contents/section0.xml": body})


def wide_table(kind: str, size: int) -> bytes:
    """A cell that claims to span, or to stand at, so many rows and columns."""
    if kind == "html":
        cells = f'<tr><td rowspan="{size}" colspan="{size}">{WORDS}</td><td>x</td></tr>' * 50
        return f"<html><body><p>{WORDS}</p><table>{cells}</table></body></html>".encode()
    if kind == "hwpx":
        cell = (
            f'<hp:tc><hp:subList>{hwpx_paragraph(hwpx_text(WORDS))}</hp:subList><hp:cellAddr colAddr="{size}"'
            f' rowAddr="{size}"/><hp:cellSpan colSpan="{size}" rowSpan="{size}"/></hp:tc>'
        )
        first = cell.replace(f'Addr="{size}"', 'Addr="0"')
        body = section(hwpx_paragraph(f"<hp:tbl><hp:tr>{first}{cell}</hp:tr></hp:tbl>"))
        return hwpx({"Contents/section0.xml": body})
    cell = f'<w:tc><w:tcPr><w:gridSpan w:val="{size}"/></w:tcPr>{docx_words(WORDS)}</w:tc>'
    return docx(docx_words(WORDS), f"<w:tbl>{f'<w:tr>{cell}{cell}</w:tr>' * 50}</w:tbl>")


def open_tags(count: int) -> bytes:
    """A page that begins tags, comments and attributes and ends none."""
    return f"<html><body><p>{WORDS}</p>{'<a ' * count}{'<!--' * count}{'x=' * count}".encode()


def attributes(count: int) -> bytes:
    named = " ".join(f'a{number}="b"' for number in range(count))
    return f"<html><body><p {named}>{WORDS}</p></body></html>".encode()
