"""HWPML documents: the XML form in which Hancom Office could save before HWPX.

Source: Hancom, "Hwp Document File Formats 3.0 / HWPML", revision 1.2. Names are upper case and in no namespace.
"""

import re

from lxml import etree

from corpus.errors import UnreadableFile
from ingest.encodings import Decoded, decode_declared
from ingest.limits import LIMITS, Allowance, Limits

from .archive import count_of, local, parse_xml
from .damage import told_as_damage
from .flow import Anchored, Content, Grid, GridCell, Paragraph, blocks, paragraphs
from .hancom import USUAL_FORMS
from .preview import shortfalls
from .raw import RawFile

_IN_TEXT = {"LINEBREAK": "\n", "TAB": "\t", "NBSPACE": " ", "FWSPACE": " ", "HYPEN": "-"}
_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")
_ENCODING = re.compile(rb"\s*<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.:-]{2,40})")
_NUMBERED_CAPTIONS = frozenset({"Figure", "Table", "Equation"})
_WITHOUT_TEXT = frozenset({"SECDEF", "COLDEF", "FIELDBEGIN", "FIELDEND", "HIDDENCOMMENT", "BOOKMARK", "BINDATA"})


def read_hwpml(data: bytes, *, name: str, limits: Limits = LIMITS) -> RawFile:
    """Read an HWPML document: its body, then footnotes and endnotes, then running heads and feet.

    Raises:
        UnreadableFile: damaged as a whole, or over a limit.
    """
    with told_as_damage(name):
        allowance = Allowance(name, limits)
        allowance.spend(len(data))
        decoded = _decoded(data, name)
        reasons = list(decoded.reasons)
        root = parse_xml(_DECLARATION.sub("", decoded.text, count=1).encode(), "the document", reasons)
        sections = [element for element in root.iter() if local(element) == "SECTION"]
        if not sections:
            raise UnreadableFile(f"{name} has no section of text", hint="Fetch the file again")
        body = _Body(limits.nesting)
        content = [item for section in sections for item in body.content(section, 0)]
        found = [
            *blocks(content, allowance),
            *blocks(body.notes, allowance, "note"),
            *blocks(body.furniture, allowance, "furniture"),
        ]
        if body.is_cut:
            reasons.append(f"boxes nested more than {limits.nesting} deep were left out")
        return RawFile(blocks=tuple(found), encoding=decoded.encoding, reasons=(*reasons, *shortfalls(found, None)))


def _decoded(data: bytes, name: str) -> Decoded:
    """The document in the encoding that its bytes are in: programs save it in UTF-8 and leave UTF-16 declared."""
    declared = _ENCODING.match(data)
    return decode_declared(data, declared[1].decode("ascii", "replace") if declared else "", name=name)


class _Body:
    """The body of a document. `notes` and `furniture` gather what stands outside its flow."""

    def __init__(self, deepest: int) -> None:
        self.notes: list[Content] = []
        self.furniture: list[Content] = []
        self.is_cut = False
        self._deepest = deepest

    def content(self, parent: etree._Element, depth: int) -> list[Content]:
        """The paragraphs and tables below an element, whatever objects they stand in."""
        if depth > self._deepest:
            self.is_cut = True
            return []
        found: list[Content] = []
        for element in parent:
            kind = local(element)
            if kind == "P":
                runs = (piece for run in element if local(run) == "TEXT" for piece in run)
                found += paragraphs([self._piece(piece, depth) for piece in runs])
            elif kind == "TABLE":
                found.append(self._table(element, depth + 1))
            elif kind not in _WITHOUT_TEXT:
                found += self.content(element, depth + 1)
        return found

    def _piece(self, element: etree._Element, depth: int) -> str | Anchored:
        kind = local(element)
        if kind == "CHAR":
            return _words(element)
        if kind in _WITHOUT_TEXT:
            return ""
        if kind == "AUTONUM":
            return element.get("Number", "") if element.get("NumberType") in _NUMBERED_CAPTIONS else ""
        if kind == "EQUATION":
            return next((_words(child) for child in element.iter() if local(child) == "SCRIPT"), "")
        if kind == "DUTMAL":
            return next((_words(child) for child in element if local(child) == "MAINTEXT"), "")
        if kind in ("FOOTNOTE", "ENDNOTE"):
            self.notes += self.content(element, depth + 1)
            return ""
        if kind in ("HEADER", "FOOTER"):
            self.furniture += self.content(element, depth + 1)
            return ""
        content: list[Content]
        content = [self._table(element, depth + 1)] if kind == "TABLE" else self.content(element, depth + 1)
        if kind == "TEXTART" and element.get("Text"):
            content = [Paragraph(element.get("Text", "")), *content]
        return Anchored(content, not any(child.get("TreatAsChar") == "true" for child in element.iter("POSITION")))

    def _table(self, table: etree._Element, depth: int) -> Grid:
        grid = Grid([])
        rows = [row for row in table if local(row) == "ROW"]
        for number, row in enumerate(rows):
            for col, cell in enumerate(child for child in row if local(child) == "CELL"):
                place = (count_of(cell.get("RowAddr"), number), count_of(cell.get("ColAddr"), col))
                spans = (count_of(cell.get("RowSpan"), 1), count_of(cell.get("ColSpan"), 1))
                is_header = cell.get("Header") == "true"
                grid.cells.append(GridCell(*place, *spans, self.content(cell, depth), is_header))
        for element in table:
            if local(element) == "SHAPEOBJECT":
                grid.caption += self.content(element, depth)
        return grid


def _words(element: etree._Element) -> str:
    found = [element.text or ""]
    for child in element:
        kind = local(child)
        found.append(_IN_TEXT[kind] if kind in _IN_TEXT else _words(child) if kind else "")
        found.append(child.tail or "")
    return "".join(found).translate(USUAL_FORMS)
