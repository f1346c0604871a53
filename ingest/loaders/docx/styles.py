"""Styles and lists of a Word document: the kind, depth and number that a paragraph has by them."""

import re
from dataclasses import dataclass, field

from lxml import etree

from ingest.loaders.archive import count_of, local
from ingest.loaders.hancom import USUAL_FORMS
from ingest.loaders.ordinals import ordinal
from ingest.loaders.raw import Hint

_HEADING = re.compile(r"(?:heading|제목|标题|標題)\s*([1-9])", re.IGNORECASE)
_KINDS: dict[str, Hint] = {"title": "title", "subtitle": "subtitle"}
_DEEPEST = 9
_SYMBOL_FONTS = frozenset({"symbol", "wingdings", "wingdings 2", "wingdings 3", "webdings"})
_PRIVATE = range(0xE000, 0xF900)


def child(element: etree._Element | None, *path: str) -> etree._Element | None:
    """The element at the end of a path of local names."""
    for name in path:
        element = next((each for each in element if local(each) == name), None) if element is not None else None
    return element


def value(element: etree._Element | None, name: str = "val") -> str:
    """An attribute in whatever namespace; "" where there is none."""
    if element is None:
        return ""
    return next((str(text) for key, text in element.attrib.items() if str(key).rpartition("}")[2] == name), "")


def number(element: etree._Element | None, name: str = "val", default: int = 0) -> int:
    """An attribute that is a number below 100,000; else `default`."""
    return count_of(value(element, name), default)


def is_on(element: etree._Element | None) -> bool:
    """Whether a property that is on or off is there and on."""
    return element is not None and value(element) not in ("0", "false", "off")


def symbol(character: str, font: str) -> str:
    """A character of a symbol font in its usual form, a bullet where it has none."""
    if font.lower() in _SYMBOL_FONTS and len(character) == 1 and ord(character) < 0x100:
        character = chr(0xF000 + ord(character))
    usual = character.translate(USUAL_FORMS)
    return "•" if usual and ord(usual[0]) in _PRIVATE else usual


@dataclass
class _Style:
    name: str
    based_on: str
    outline: int | None
    list_id: str
    list_level: int


class Styles:
    """The styles of paragraphs."""

    def __init__(self, root: etree._Element | None) -> None:
        self._styles: dict[str, _Style] = {}
        self.default = ""
        for element in root if root is not None else ():
            if local(element) != "style" or value(element, "type") not in ("paragraph", ""):
                continue
            properties = child(element, "pPr")
            outline = child(properties, "outlineLvl")
            self._styles[value(element, "styleId")] = _Style(
                name=value(child(element, "name")),
                based_on=value(child(element, "basedOn")),
                outline=number(outline) if outline is not None else None,
                list_id=value(child(properties, "numPr", "numId")),
                list_level=number(child(properties, "numPr", "ilvl")),
            )
            if value(element, "default") in ("1", "true", "on"):
                self.default = value(element, "styleId")

    def kind(self, style: str, properties: etree._Element | None) -> tuple[Hint | None, int]:
        """What the style or the outline level of a paragraph makes it, and the depth of a heading."""
        outline = child(properties, "outlineLvl")
        if outline is not None:
            return ("heading", number(outline) + 1) if number(outline) < _DEEPEST else (None, 0)
        for each in self._chain(style):
            if each.name.lower() in _KINDS:
                return _KINDS[each.name.lower()], 0
            if match := _HEADING.fullmatch(each.name):
                return "heading", int(match[1])
            if each.outline is not None:
                return ("heading", each.outline + 1) if each.outline < _DEEPEST else (None, 0)
        return None, 0

    def list_of(self, style: str) -> tuple[str, int]:
        """The list to which the paragraphs of a style belong, and their level in it from 0; "" for none."""
        return next(((each.list_id, each.list_level) for each in self._chain(style) if each.list_id), ("", 0))

    def _chain(self, style: str) -> list[_Style]:
        found: list[_Style] = []
        while (each := self._styles.get(style)) is not None and each not in found and len(found) < 2 * _DEEPEST:
            found.append(each)
            style = each.based_on
        return found


@dataclass
class _Level:
    form: str
    text: str
    start: int
    suffix: str
    font: str
    is_legal: bool


@dataclass
class _List:
    """A list as it is used: its levels, what it counts with, and where it starts anew."""

    counter: str
    levels: dict[int, _Level]
    restarts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """The lists of a document, and how far each has counted."""

    def __init__(self, root: etree._Element | None) -> None:
        abstract: dict[str, dict[int, _Level]] = {}
        linked: dict[str, str] = {}
        self._lists: dict[str, _List] = {}
        self._counts: dict[str, list[int]] = {}
        self._begun: set[tuple[str, int]] = set()
        for element in root if root is not None else ():
            identifier = value(element, "abstractNumId")
            if local(element) == "abstractNum":
                abstract[identifier] = {number(e, "ilvl"): _level(e) for e in element if local(e) == "lvl"}
                if style := value(child(element, "styleLink")):
                    linked[style] = identifier
        for element in root if root is not None else ():
            if local(element) != "num":
                continue
            identifier = value(child(element, "abstractNumId"))
            used = _List(identifier, dict(abstract.get(identifier, {})))
            for override in (each for each in element if local(each) == "lvlOverride"):
                at = number(override, "ilvl")
                if (start := child(override, "startOverride")) is not None:
                    used.restarts[at] = number(start, default=1)
                if (level := child(override, "lvl")) is not None:
                    used.levels[at] = _level(level)
            self._lists[value(element, "numId")] = used
        for element in root if root is not None else ():
            style = value(child(element, "numStyleLink")) if local(element) == "abstractNum" else ""
            for used in self._lists.values():
                if style in linked and used.counter == value(element, "abstractNumId"):
                    used.counter = linked[style]
                    used.levels = {**abstract[linked[style]], **used.levels}

    def mark(self, list_id: str, at: int) -> tuple[str, bool]:
        """Count an item of a list at level `at`, from 0: what stands before it, and whether it is a bullet."""
        used = self._lists.get(list_id)
        if used is None or at not in used.levels:
            return "", False
        level = used.levels[at]
        counts = self._counts.setdefault(used.counter, [])
        while len(counts) <= at:
            missing = used.levels.get(len(counts))
            counts.append((missing.start if missing else 1) - (len(counts) == at))
        if at in used.restarts and (list_id, at) not in self._begun:
            counts[at] = used.restarts[at] - 1
        self._begun.add((list_id, at))
        counts[at] += 1
        del counts[at + 1 :]
        if level.form == "bullet":
            return f"{symbol(level.text, level.font)} ", True
        return f"{self._shown(used, level, counts)}{level.suffix}", False

    def _shown(self, used: _List, level: _Level, counts: list[int]) -> str:
        def one(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            other = used.levels.get(at)
            if at >= len(counts) or other is None or other.form == "none":
                return ""
            return ordinal(counts[at], "decimal" if level.is_legal else other.form)

        return re.sub(r"%([1-9])", one, level.text)


def _level(element: etree._Element) -> _Level:
    form = value(child(element, "numFmt"))
    text = value(child(element, "lvlText"))
    return _Level(
        form=form or "decimal",
        text=text,
        start=number(child(element, "start"), default=1),
        suffix="" if not text or value(child(element, "suff")) == "nothing" else " ",
        font=value(child(element, "rPr", "rFonts"), "ascii") or value(child(element, "rPr", "rFonts"), "hAnsi"),
        is_legal=is_on(child(element, "isLgl")),
    )
