"""Groups of countries, as names of meetings and programmes call them: 한중일, 中日韩, Tripartite."""

from collections import defaultdict
from functools import cache

from ..languages import LATIN, BlockLang
from ..model import Model
from .tables import ROOT, read_table

PLACEHOLDER = "{members}"
"""Stands in a name of the registry for every way to say who takes part."""


class GroupName(Model):
    """What a language calls a group; `members` are ISO 3166 alpha-2 codes with blanks between them."""

    members: str
    lang: BlockLang
    surface: str


@cache
def _surfaces() -> dict[tuple[str, str], tuple[str, ...]]:
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for _, name in read_table(ROOT / "groups.csv", GroupName):
        found[name.members, name.lang].append(name.surface)
    return {key: tuple(surfaces) for key, surfaces in found.items()}


def spellings(name: str, lang: str, members: str) -> list[str]:
    """Every way to write a name of the registry.

    >>> spellings("{members}环境部长会议", "zh", "KR CN")
    ['韩中环境部长会议', '中韩环境部长会议']
    """
    if PLACEHOLDER not in name:
        return [name]
    blank = " " if lang in LATIN else ""
    return [
        name.replace(PLACEHOLDER, surface + blank).replace("  ", " ").strip()
        for surface in _surfaces().get((members, lang), ())
    ]
