"""The lists of an OpenDocument text: what stands before each item, as its list style says."""

from collections.abc import Iterable
from dataclasses import dataclass

from lxml import etree

from ingest.loaders.archive import count_of, local
from ingest.loaders.hancom import USUAL_FORMS
from ingest.loaders.ordinals import ordinal

_FORMS = {
    "1": "decimal",
    "a": "lowerLetter",
    "A": "upperLetter",
    "i": "lowerRoman",
    "I": "upperRoman",
    "①": "decimalEnclosedCircle",
    "가": "ganada",
    "ㄱ": "chosung",
    "일": "koreanCounting",
    "一": "chineseCounting",
    "甲": "ideographTraditional",
    "子": "ideographZodiac",
    "１": "decimalFullWidth",
}
"""By the first item of `style:num-format`, which lists the first ones: "가, 나, 다, ..."."""


def attribute(element: etree._Element, name: str) -> str:
    """An attribute in whatever namespace; "" where there is none."""
    return next((str(text) for key, text in element.attrib.items() if str(key).rpartition("}")[2] == name), "")


def count(element: etree._Element, name: str, default: int = 1) -> int:
    """An attribute that is a number below 100,000; else `default`."""
    return count_of(attribute(element, name), default)


@dataclass(frozen=True, slots=True)
class _Level:
    bullet: str
    form: str
    prefix: str
    suffix: str
    start: int
    shown: int


class ListStyles:
    """The styles of lists by name."""

    def __init__(self, roots: Iterable[etree._Element]) -> None:
        self._levels: dict[tuple[str, int], _Level] = {}
        for root in roots:
            for style in root.iter():
                if local(style) in ("list-style", "outline-style"):
                    name = attribute(style, "name") if local(style) == "list-style" else ""
                    for element in style:
                        self._levels[name, count(element, "level")] = _level(element)

    def start(self, style: str, level: int) -> int:
        """The number of the first item at a level, from 1."""
        found = self._levels.get((style, level))
        return found.start if found else 1

    def mark(self, style: str, counts: list[int]) -> tuple[str, bool]:
        """What stands before the item that `counts` numbers at each level, and whether it is a bullet."""
        level = self._levels.get((style, len(counts)))
        if level is None:
            return "", False
        if level.bullet:
            return f"{level.prefix}{level.bullet}{level.suffix} ", True
        if not level.form:
            return "", False
        first = max(len(counts) - level.shown, 0)
        numbers = []
        for depth, number in enumerate(counts[first:], first + 1):
            form = getattr(self._levels.get((style, depth)), "form", level.form)
            if form:
                numbers.append(ordinal(number, form))
        return f"{level.prefix}{'.'.join(numbers)}{level.suffix} ", False


def _level(element: etree._Element) -> _Level:
    form = attribute(element, "num-format")
    return _Level(
        bullet=attribute(element, "bullet-char").translate(USUAL_FORMS) if "bullet" in local(element) else "",
        form=_FORMS.get(form[:1], "decimal") if form else "",
        prefix=attribute(element, "num-prefix"),
        suffix=attribute(element, "num-suffix"),
        start=count(element, "start-value"),
        shown=max(count(element, "display-levels"), 1),
    )
