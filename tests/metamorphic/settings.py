"""Relations between two settings of one text: what the record says stays the same."""

import re
from collections.abc import Callable, Iterator

import opencc

from corpus.reading import reading

Setting = Callable[[str], "str | bytes | None"]
"""A text set in another way; None where it cannot be."""

_MARKS = str.maketrans("“”‘’", "「」『』")
_FULL = {ord(digit): chr(ord(digit) + 0xFEE0) for digit in "0123456789"}


def _encoded(encoding: str) -> Setting:
    def setting(text: str) -> bytes | None:
        try:
            return text.encode(encoding)
        except UnicodeEncodeError:
            return None

    return setting


def _changed(change: Callable[[str], str]) -> Setting:
    return lambda text: changed if (changed := change(text)) != text else None


SETTINGS: dict[str, Setting] = {
    "line ends of DOS": _changed(lambda text: text.replace("\n", "\r\n")),
    "line ends of old Macs": _changed(lambda text: text.replace("\n", "\r")),
    "UTF-8 with a mark": _encoded("utf-8-sig"),
    "UTF-16": _encoded("utf-16"),
    "CP949": lambda text: _encoded("cp949")(text) if re.search("[가-힣]", text) else None,
    "GB18030": lambda text: _encoded("gb18030")(text) if re.search("[的了]", text) else None,
    "blank lines": _changed(lambda text: re.sub(r"\n(?=\S)", "\n\n", text)),
    "blanks at line ends": _changed(lambda text: text.replace("\n", "  \n")),
    "hard blanks": _changed(lambda text: text.replace(" ", "\u00a0")),
    "full-width digits": _changed(lambda text: text.translate(_FULL)),
    "straight quotes": _changed(lambda text: text.translate({0x2018: "'", 0x2019: "'", 0x201C: '"', 0x201D: '"'})),
    "curly apostrophes": _changed(lambda text: text.replace("'", "’")),
    "other dashes": _changed(lambda text: text.replace("–", "-").replace("—", "-").replace("~", "∼")),
    "other middle dots": _changed(lambda text: text.replace("·", "ㆍ")),
}
"""Name of the relation -> the setting."""


def settings(text: str, lang: str) -> Iterator[tuple[str, str | bytes]]:
    """Every other setting of a text."""
    for name, setting in SETTINGS.items():
        data = setting(text)
        if data is not None:
            yield name, data


def traditional(text: str) -> str | None:
    """A Chinese text in traditional characters and quotation marks, one for one; None where it stays as it is."""
    changed: str = opencc.OpenCC("s2t").convert(text).translate(_MARKS)
    return changed if len(changed) == len(text) and changed != text else None


def simplified(text: str) -> str:
    """The same text in simplified characters and with quotation marks of one kind."""
    return re.sub("[“”‘’「」『』'\"]", '"', reading(text))
