"""Word documents, written here part by part, as Word writes them and as attackers do."""

from collections.abc import Mapping
from xml.sax.saxutils import escape

from .zip_writer import zipped

_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    f'xmlns:r="{_RELATION}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="urn:drawing" xmlns:wps="urn:shape" xmlns:v="urn:vml" xmlns:m="urn:math"'
)


def part(name: str, *content: str) -> str:
    return f'<?xml version="1.0"?><w:{name} {_SPACES}>{"".join(content)}</w:{name}>'


def run(words: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(words)}</w:t></w:r>'


def paragraph(*runs: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>"


def words(text: str, properties: str = "") -> str:
    return paragraph(run(text), properties=properties)


def in_list(text: str, list_id: int, level: int = 0) -> str:
    return words(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>')


def cell(*content: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(content)}</w:tc>"


def table(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/>{''.join(rows)}</w:tbl>"


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def level(at: int, form: str, text: str, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/>{more}</w:lvl>'
    )


def docx(*body: str, **parts: str) -> bytes:
    """A document; each part is related to it by the name it is given by."""
    relations = "".join(
        f'<Relationship Id="{name}" Type="{_RELATION}/{name.rstrip("12")}" Target="{name}.xml"/>' for name in parts
    )
    files: Mapping[str, str | bytes] = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": f'<R><Relationship Id="a" Type="{_RELATION}/officeDocument" Target="/word/document.xml"/></R>',
        "word/document.xml": part("document", "<w:body>", *body, "</w:body>"),
        "word/_rels/document.xml.rels": f"<R>{relations}</R>",
        **{f"word/{name}.xml": content for name, content in parts.items()},
    }
    return zipped(files)
