"""Small HWPX files: the elements of paragraphs and tables, in an archive."""

from collections.abc import Mapping
from xml.sax.saxutils import escape

from .zip_writer import zipped

YEARS = ("http://www.hancom.co.kr/hwpml/2011/paragraph", "http://www.owpml.org/owpml/2024/paragraph")


def section(*paragraphs: str, namespace: str = YEARS[0]) -> str:
    return f'<hs:sec xmlns:hs="urn:section" xmlns:hp="{namespace}">{"".join(paragraphs)}</hs:sec>'


def paragraph(*runs: str, shape: int = 0) -> str:
    return f'<hp:p id="1" paraPrIDRef="{shape}"><hp:run>{"".join(runs)}</hp:run><hp:linesegarray/></hp:p>'


def text(words: str) -> str:
    return f"<hp:t>{escape(words)}</hp:t>"


def cell(content: str, row: int, col: int, rows: int = 1, cols: int = 1, header: int = 0) -> str:
    return (
        f'<hp:tc header="{header}"><hp:subList>{content}</hp:subList><hp:cellAddr colAddr="{col}" rowAddr="{row}"/>'
        f'<hp:cellSpan colSpan="{cols}" rowSpan="{rows}"/></hp:tc>'
    )


def table(*rows: tuple[str, ...]) -> str:
    lines = (
        "<hp:tr>" + "".join(cell(paragraph(text(words)), row, col) for col, words in enumerate(cells)) + "</hp:tr>"
        for row, cells in enumerate(rows)
    )
    return f"<hp:tbl>{''.join(lines)}</hp:tbl>"


def hwpx(parts: Mapping[str, str | bytes]) -> bytes:
    """The file; `parts` are named as in the archive."""
    return zipped({"mimetype": "application/hwp+zip", **parts})
