"""Groups of countries, as names of meetings and programmes call them: 한중일, 中日韩, Tripartite."""

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from ..languages import LATIN, BlockLang
from ..model import Model
from .finder import trie_expression
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


@dataclass(frozen=True)
class Group:
    """A group named at `start:end`."""

    start: int
    end: int
    members: tuple[str, ...]


def groups_in(text: str, lang: str) -> list[Group]:
    """Every group that `text` names in `lang`, whatever the case; a word that goes on is none.

    >>> [group.members for group in groups_in("tripartite talks, the Korea-China pair", "en")]
    [('KR', 'CN', 'JP'), ('KR', 'CN')]
    """
    members = _members(lang)
    return [Group(match.start(), match.end(), members[match[0].casefold()]) for match in _pattern(lang).finditer(text)]


@cache
def _members(lang: str) -> dict[str, tuple[str, ...]]:
    return {
        surface.casefold(): tuple(members.split())
        for (members, language), surfaces in _surfaces().items()
        if language == lang
        for surface in surfaces
    }


@cache
def _pattern(lang: str) -> re.Pattern[str]:
    before, after = (r"(?<![\w-])", r"(?!\w)") if lang in LATIN else ("(?<![가-힣])", "")
    return re.compile(f"{before}(?:{trie_expression(_members(lang))}){after}", re.IGNORECASE)
