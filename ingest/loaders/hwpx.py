"""HWPX documents of Hancom Office: zip archives of XML parts.

Source: KS X 6101, "Open Word-Processor Markup Language (OWPML)". Elements are known by their local names, since the
namespaces carry years.
"""

import re
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass

from lxml import etree

from corpus.errors import UnreadableFile
from ingest.encodings import decode
from ingest.limits import LIMITS, Allowance, Limits

from .archive import Archive, count_of, local
from .damage import DAMAGE, told_as_damage
from .flow import Anchored, Content, Grid, GridCell, Paragraph, blocks, headed, paragraphs
from .hancom import USUAL_FORMS
from .numbering import Level, Numbers
from .preview import shortfalls
from .raw import RawFile

_PACKAGE = "contents/content.hpf"
_HEADER = "contents/header.xml"
_PREVIEW = "preview/prvtext.txt"
_SECTION = re.compile(r"(?:.*/)?section(\d{1,5})\.xml")
_IN_TEXT = {"lineBreak": "\n", "tab": "\t", "nbSpace": " ", "fwSpace": " ", "hyphen": "-"}
_NUMBERED_CAPTIONS = frozenset({"PICTURE", "TABLE", "EQUATION"})
_WITHOUT_TEXT = frozenset(
    {"linesegarray", "secPr", "colPr", "fieldBegin", "fieldEnd", "parameters", "hiddenComment", "bookmark", "script"}
)
"""Layout, and what is not on the page: memos are the lists of fields."""
_NOT_SAID = etree.Element("none")


def read_hwpx(data: bytes, *, name: str, limits: Limits = LIMITS) -> RawFile:
    """Read an HWPX document: its body, then footnotes and endnotes, then running heads and feet.

    Of damaged parts what can be read is kept, and said in `reasons`.

    Raises:
        UnreadableFile: encrypted, damaged as a whole, or over a limit.
    """
    with told_as_damage(name):
        allowance = Allowance(name, limits)
        archive = Archive(data, allowance)
        if "META-INF/manifest.xml" in archive and b"encryption-data" in archive.bytes_of("META-INF/manifest.xml"):
            raise UnreadableFile(f"{name} is encrypted with a password", hint="Save it without one")
        body = _Body(_heads(archive), limits.nesting)
        content: list[Content] = []
        sections = _sections(archive)
        roots = [root for section in sections if (root := archive.xml_of(section)) is not None]
        if not roots:
            what = "has no section that can be read" if sections else "has no section of text"
            raise UnreadableFile(f"{name} {what}", hint="Fetch the file again")
        for root in roots:
            content += body.section(root)
        found = [
            *blocks(content, allowance),
            *blocks(body.notes, allowance, "note"),
            *blocks(body.furniture, allowance, "furniture"),
        ]
        reasons = list(archive.damage)
        if body.is_cut:
            reasons.append(f"boxes nested more than {limits.nesting} deep were left out")
        reasons += shortfalls(found, preview_of(archive))
        return RawFile(blocks=tuple(found), reasons=tuple(reasons))


def preview_of(archive: Archive) -> str | None:
    """The first page or so of the text, which the program keeps for file lists."""
    if _PREVIEW not in archive:
        return None
    try:
        data = archive.bytes_of(_PREVIEW)
    except DAMAGE:
        return None
    try:
        return decode(data, name=_PREVIEW).text
    except UnreadableFile:
        return None


def _sections(archive: Archive) -> list[str]:
    """The parts with text: in the order of the package's spine, then those that it does not list."""
    spine: list[str] = []
    if _PACKAGE in archive and (package := archive.xml_of(_PACKAGE)) is not None:
        items: dict[str, str] = {}
        order: list[str] = []
        for element in package.iter():
            if local(element) == "item":
                items[element.get("id", "")] = element.get("href", "").replace("\\", "/").lower()
            elif local(element) == "itemref":
                order.append(element.get("idref", ""))
        for href in (items.get(idref, "") for idref in order):
            if _SECTION.fullmatch(href):
                spine.append(href if href in archive else f"contents/{href.rpartition('/')[2]}")
    named = sorted((int(m[1]), part) for part in archive.names() if (m := _SECTION.fullmatch(part)))
    named = [each for each in named if each[1].startswith("contents/")] or named  # others are earlier versions
    return list(dict.fromkeys([part for part in spine if part in archive] + [part for _, part in named]))


@dataclass(frozen=True, slots=True)
class _Heads:
    """What stands before paragraphs by the id of their shape: seen on the page but not in the paragraphs.

    `bullets` are sign and depth, from 1; `numbered` the id of the list, None for the outline, and the level.
    """

    bullets: dict[str, tuple[str, int]]
    numbered: dict[str, tuple[str | None, int]]
    numbers: Numbers


def _heads(archive: Archive) -> _Heads:
    signs: dict[str, str] = {}
    lists: dict[Hashable, dict[int, Level]] = {}
    bullets: dict[str, tuple[str, int]] = {}
    numbered: dict[str, tuple[str | None, int]] = {}
    header = archive.xml_of(_HEADER) if _HEADER in archive else None
    for element in header.iter() if header is not None else ():
        kind = local(element)
        if kind == "bullet":
            signs[element.get("id", "")] = element.get("char", "").translate(USUAL_FORMS)
        elif kind == "numbering":
            lists[element.get("id", "")] = {
                count_of(level.get("level"), at): Level(
                    (level.text or "").translate(USUAL_FORMS),
                    level.get("numFormat", ""),
                    count_of(level.get("start"), 1),
                )
                for at, level in enumerate((child for child in element if local(child) == "paraHead"), 1)
            }
        elif kind == "heading":
            shape = next((e for e in element.iterancestors() if local(e) == "paraPr"), None)
            if shape is None:
                continue
            place = element.get("idRef", ""), count_of(element.get("level")) + 1
            if element.get("type") == "BULLET":
                bullets[shape.get("id", "")] = place
            elif element.get("type") in ("NUMBER", "OUTLINE"):
                numbered[shape.get("id", "")] = (place[0] if element.get("type") == "NUMBER" else None, place[1])
    shown = {shape: (signs[sign], level) for shape, (sign, level) in bullets.items() if signs.get(sign)}
    return _Heads(shown, numbered, Numbers(lists))


class _Body:
    """The body of a document. `notes` and `furniture` gather what stands outside its flow."""

    def __init__(self, heads: _Heads, deepest: int) -> None:
        self.notes: list[Content] = []
        self.furniture: list[Content] = []
        self.is_cut = False
        self._heads = heads
        self._outline = ""
        self._deepest = deepest
        self._deletions: set[str] = set()
        self._closed_deletions: set[str] = set()
        self._inline: dict[str, Callable[[etree._Element, int], str | Anchored]] = {
            "t": lambda element, depth: self._words(element),
            "ctrl": self._control,
            "equation": self._equation,
            "compose": lambda element, depth: element.get("composeText", ""),
            "dutmal": lambda element, depth: _text_of(element, "mainText"),
        }

    def section(self, root: etree._Element) -> list[Content]:
        """The paragraphs of a section."""
        self._deletions.clear()
        self._closed_deletions = {e.get("Id", "") for e in root.iter() if local(e) == "deleteEnd"}
        properties = next((e for e in root.iter() if local(e) == "secPr"), None)
        self._outline = properties.get("outlineShapeIDRef", "") if properties is not None else ""
        return self._content(root, 0)

    def _content(self, parent: etree._Element, depth: int) -> list[Content]:
        """The paragraphs and tables below an element, whatever objects they stand in."""
        if depth > self._deepest:
            self.is_cut = True
            return []
        found: list[Content] = []
        for element in _chosen(parent):
            kind = local(element)
            if kind == "p":
                found += self._paragraph(element, depth)
            elif kind == "tbl":
                found.append(self._table(element, depth + 1))
            elif kind not in _WITHOUT_TEXT:
                if kind == "textart" and element.get("text"):
                    found.append(Paragraph(element.get("text", "")))
                found += self._content(element, depth + 1)
        return found

    def _paragraph(self, paragraph: etree._Element, depth: int) -> list[Content]:
        shape = paragraph.get("paraPrIDRef", "")
        number = self._number_of(shape)
        runs = (element for run in paragraph if local(run) == "run" for element in _chosen(run))
        words = [self._piece(element, depth) for element in runs if local(element) not in _WITHOUT_TEXT]
        bullet, level = self._heads.bullets.get(shape, ("", 0))
        return list(paragraphs(headed(bullet, words), "bullet" if bullet else None, level, number))

    def _number_of(self, shape: str) -> str:
        """The number of the next paragraph of a shape; "" for none."""
        if shape not in self._heads.numbered:
            return ""
        key, level = self._heads.numbered[shape]
        return self._heads.numbers.next(self._outline if key is None else key, level)

    def _piece(self, element: etree._Element, depth: int) -> str | Anchored:
        kind = local(element)
        if kind in self._inline:
            return self._inline[kind](element, depth)
        content: list[Content]
        was_deleted = bool(self._deletions)
        content = [self._table(element, depth + 1)] if kind == "tbl" else self._content(element, depth + 1)
        if was_deleted and self._deletions:
            return ""
        if kind == "textart" and element.get("text"):
            content = [Paragraph(element.get("text", "")), *content]
        return Anchored(content, _floats(element))

    def _words(self, element: etree._Element) -> str:
        """The text of a run, without what is marked as deleted."""
        found = [self._kept(element.text)]
        for child in element:
            kind = local(child)
            if kind == "deleteBegin" and child.get("Id", "") in self._closed_deletions:
                self._deletions.add(child.get("Id", ""))
            elif kind == "deleteEnd":
                self._deletions.discard(child.get("Id", ""))
            elif kind in _IN_TEXT:
                found.append(self._kept(_IN_TEXT[kind]))
            elif kind:
                found.append(self._words(child))
            found.append(self._kept(child.tail))
        return "".join(found)

    def _kept(self, text: str | None) -> str:
        return "" if self._deletions or not text else text.translate(USUAL_FORMS)

    def _control(self, control: etree._Element, depth: int) -> str:
        found = ""
        for element in control:
            kind = local(element)
            if kind in ("footNote", "endNote"):
                self.notes += self._content(element, depth + 1)
            elif kind in ("header", "footer"):
                self.furniture += self._content(element, depth + 1)
            elif kind == "autoNum" and element.get("numType") in _NUMBERED_CAPTIONS:
                found += element.get("num", "")
        return found

    def _equation(self, element: etree._Element, depth: int) -> str:
        """The script of an equation, which names its symbols in words."""
        return _text_of(element, "script")

    def _table(self, table: etree._Element, depth: int) -> Grid:
        grid = Grid([])
        row = 0
        for element in table:
            if local(element) == "caption":
                grid.caption += self._content(element, depth)
            elif local(element) == "tr":
                cells = [cell for cell in element if local(cell) == "tc"]
                grid.cells += [self._cell(cell, row, col, depth) for col, cell in enumerate(cells)]
                row += 1
        return grid

    def _cell(self, cell: etree._Element, row: int, col: int, depth: int) -> GridCell:
        """A cell; `row` and `col` hold where it does not say where it stands."""
        place = {local(element): element for element in cell}
        address, span = place.get("cellAddr", _NOT_SAID), place.get("cellSpan", _NOT_SAID)
        return GridCell(
            row=count_of(address.get("rowAddr"), row),
            col=count_of(address.get("colAddr"), col),
            rows=count_of(span.get("rowSpan"), 1),
            cols=count_of(span.get("colSpan"), 1),
            content=self._content(cell, depth),
            is_header=cell.get("header") == "1",
        )


def _chosen(parent: etree._Element) -> Iterator[etree._Element]:
    """The children of an element; of the forms in which an object is kept for different versions the first."""
    for element in parent:
        if local(element) != "switch":
            yield element
        elif (form := next((each for each in element if local(each) in ("case", "default")), None)) is not None:
            yield from _chosen(form)


def _floats(element: etree._Element) -> bool:
    """Whether an object stands apart from the line rather than in it, as if it were a letter."""
    return not any(local(child) == "pos" and child.get("treatAsChar") == "1" for child in element)


def _text_of(element: etree._Element, name: str) -> str:
    return next((child.text or "" for child in element if local(child) == name), "")
