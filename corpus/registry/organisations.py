"""The registry of organisations: who they are, what they were called when, and where they are named in a text."""

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from .. import edtf
from ..errors import BadResource
from ..languages import BlockLang
from ..model import Model
from .countries import countries
from .finder import NameFinder, squeezed, trie_expression
from .tables import ROOT, Maybe, When, read_table

Kind = Literal[
    "ministry", "agency", "department", "institute", "university", "company", "government", "parliament",
    "mission", "international", "association", "bank", "court", "party", "office",
]  # fmt: skip
INTERNATIONAL = "INT"


class Organisation(Model):
    """An organisation: `name` is its English canonical name of today, `country` ISO 3166 alpha-2 or `INT`.

    `successor` took over its work when it ended. A body that was only renamed keeps its id.
    """

    id: str
    name: str
    country: str
    parent: Maybe
    kind: Kind
    valid_from: When
    valid_to: When
    successor: Maybe


class Name(Model):
    """A name of an organisation in one language, with the time in which it was the name."""

    id: str
    lang: BlockLang
    name: str
    valid_from: When
    valid_to: When
    source: str


class Border(Model):
    """Characters next to a name that decide whether it is one.

    Side `before`: may be written without a blank in front of a name. Side `after`: shows, after a name that ends
    in `ending`, that the name is part of another word (部+门, 부+서). Side `alone`: a name of up to three characters
    that ends so stands after a blank, a country or one of the texts of side `before` (环境局, not 省环境局).
    """

    lang: BlockLang
    side: Literal["before", "after", "alone"]
    ending: str
    text: str
    note: str


@dataclass(frozen=True)
class Match:
    """A name at `start:end`; `ids` are the organisations that bear it, those of the day asked for first.

    An organisation that no longer has the name, or did not yet, is among them where no other of its country has it.
    """

    start: int
    end: int
    ids: tuple[str, ...]
    name: str


_HANGUL = re.compile(r"[가-힣]")
_LETTER = re.compile(r"[^\W\d_]")
_SHORT = 3
_LOOK_BACK = 24
_MOST_KEPT = 50_000


class Agencies:
    """The organisations and their names."""

    def __init__(self, folder: Path) -> None:
        """Read the tables of `folder`.

        Raises:
            BadResource: a table does not follow its columns, an id is unknown or stands twice, a period ends before
                it begins.
        """
        self._entries = _read_organisations(folder / "organisations.csv")
        self._names: dict[str, list[Name]] = defaultdict(list)
        bearers: dict[str, dict[str, list[Name]]] = defaultdict(lambda: defaultdict(list))
        for path in sorted(folder.glob("*.csv")):
            if path.stem in ("organisations", "borders"):
                continue
            for line, name in read_table(path, Name):
                if name.id not in self._entries:
                    raise BadResource(
                        f"{path}, line {line}: organisation {name.id!r} is unknown", hint="Add it to organisations.csv"
                    )
                _check_period(path, line, name.valid_from, name.valid_to)
                self._names[name.id].append(name)
                bearers[name.lang][squeezed(name.name)].append(name)
        self._bearers = {lang: dict(keys) for lang, keys in bearers.items()}
        self._borders = [border for _, border in read_table(folder / "borders.csv", Border)]
        self._endings_alone: dict[str, set[str]] = defaultdict(set)
        for border in self._borders:
            if border.side == "alone":
                self._endings_alone[border.lang].add(border.ending)
        self._finders: dict[str, NameFinder] = {}
        self._known_bearers: dict[tuple[str, str, str | None], tuple[tuple[str, ...], str]] = {}
        self._compiled_borders: dict[str, tuple[re.Pattern[str], re.Pattern[str]]] = {}

    @property
    def ids(self) -> tuple[str, ...]:
        """All ids, in order of the table."""
        return tuple(self._entries)

    def entry(self, id: str) -> Organisation:  # noqa: A002  the column's name
        """The organisation with this id.

        Raises:
            KeyError: there is none.
        """
        return self._entries[id]

    def names(self, id: str, lang: str | None = None, on: str | None = None) -> list[Name]:  # noqa: A002
        """The names of an organisation: in all languages or one, of all times or those that hold on `on` (EDTF)."""
        return [
            name
            for name in self._names[id]
            if (lang is None or name.lang == lang) and (on is None or _holds(name.valid_from, name.valid_to, on))
        ]

    def canonical(self, id: str, on: str | None = None) -> str:  # noqa: A002
        """The English name to publish: that of the day `on`, the first in the table that then held, or today's.

        A body that changed its name has dated names; its acronyms, which have no dates, are none of them.
        """
        if on is not None:
            names = self.names(id, "en")
            dated = [name for name in names if name.valid_from or name.valid_to] or names[:1]
            for name in dated:
                if _holds(name.valid_from, name.valid_to, on):
                    return name.name
        return self._entries[id].name

    def existed(self, id: str, on: str) -> bool:  # noqa: A002
        """Whether the organisation was there on `on` (EDTF), as far as its years are known."""
        entry = self._entries[id]
        return _holds(entry.valid_from, entry.valid_to, on)

    def bearer(self, name: str, lang: str, country: str, on: str) -> str | None:
        """The organisation of `country` whose name `name` was on `on` (EDTF); None where none then bore it."""
        for bearing in self._bearers.get(lang, {}).get(squeezed(name), []):
            if self._entries[bearing.id].country == country and self._holds_for(bearing, on):
                return bearing.id
        return None

    def today(self, id: str) -> str | None:  # noqa: A002
        """The organisation that does its work today: itself, or the last of its successors; None where none is left."""
        seen = {id}
        entry = self._entries[id]
        while entry.valid_to is not None:
            if entry.successor is None or entry.successor in seen:
                return None
            seen.add(entry.successor)
            entry = self._entries[entry.successor]
        return entry.id

    def find(self, text: str, lang: str, on: str | None = None) -> list[Match]:
        """Every name in `text`, which is in the form for matching (half-width, simplified characters).

        Names of `lang` and, in any language, names in Latin letters. The longest name at a place wins. Where
        organisations of a country share a name, those for which it holds on `on` (EDTF) come back.
        """
        finder, bearers = self._finder(lang)
        matches = []
        for hit in finder.find(text):
            if self._stands_alone(text, hit.start, hit.end, lang):
                ids, name = self._bearers_on(lang, hit.key, on, bearers[hit.key])
                matches.append(Match(hit.start, hit.end, ids, name))
        return matches

    def _bearers_on(self, lang: str, key: str, on: str | None, names: list[Name]) -> tuple[tuple[str, ...], str]:
        """Who bears a name on a day, and the name as the table writes it; kept, because names come again."""
        known = self._known_bearers.get((lang, key, on))
        if known is None:
            now = [n for n in names if on is None or self._holds_for(n, on)]
            settled = {self._entries[n.id].country for n in now}
            now += [n for n in names if self._entries[n.id].country not in settled]
            known = tuple(dict.fromkeys(n.id for n in now)), now[0].name
            if len(self._known_bearers) >= _MOST_KEPT:
                self._known_bearers.clear()
            self._known_bearers[lang, key, on] = known
        return known

    def _holds_for(self, name: Name, on: str) -> bool:
        entry = self._entries[name.id]
        return _holds(name.valid_from, name.valid_to, on) and _holds(entry.valid_from, entry.valid_to, on)

    def _finder(self, lang: str) -> tuple[NameFinder, dict[str, list[Name]]]:
        if lang not in self._finders:
            bearers = dict(self._bearers.get(lang, {}))
            for key, names in self._bearers.get("en", {}).items():
                bearers[key] = names if lang == "en" else bearers.get(key, []) + names
            self._bearers[f"find {lang}"] = bearers
            self._finders[lang] = NameFinder(name.name for names in bearers.values() for name in names)
        return self._finders[lang], self._bearers[f"find {lang}"]

    def _border_patterns(self, lang: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
        """What may be glued in front of a name, and a name's last character with what shows that it goes on."""
        if lang not in self._compiled_borders:
            borders = [border for border in self._borders if border.lang == lang]
            glued = [border.text for border in borders if border.side == "before"]
            glued += [name for name in countries().names(lang) if len(name) > 1]
            edge = f"(?<!{_HANGUL.pattern})" if lang == "ko" else ""
            after = [border.ending[-1] + border.text for border in borders if border.side == "after"]
            self._compiled_borders[lang] = (
                re.compile(f"{edge}(?:{trie_expression(glued)})+$"),
                re.compile(trie_expression(after)),
            )
        return self._compiled_borders[lang]

    def _is_short(self, name: str, lang: str) -> bool:
        return len(name) <= _SHORT and name[-1] in self._endings_alone[lang]

    def _stands_alone(self, text: str, start: int, end: int, lang: str) -> bool:
        before, after = self._border_patterns(lang)
        if after.match(text, end - 1):
            return False
        glued = _HANGUL if _HANGUL.match(text, start) else _LETTER if self._is_short(text[start:end], lang) else None
        if start and glued is not None and glued.match(text, start - 1):
            return before.search(text[max(0, start - _LOOK_BACK) : start]) is not None
        return True


def _holds(valid_from: str | None, valid_to: str | None, on: str) -> bool:
    if valid_from is None and valid_to is None:
        return True
    return edtf.overlaps(edtf.interval(valid_from, valid_to), on)


def _check_period(path: Path, line: int, valid_from: str | None, valid_to: str | None) -> None:
    if valid_from and valid_to and edtf.sort_key(valid_to)[1] < edtf.sort_key(valid_from)[0]:
        raise BadResource(f"{path}, line {line}: it ends before it begins", hint=f"{valid_from} is after {valid_to}")


def _read_organisations(path: Path) -> dict[str, Organisation]:
    entries: dict[str, Organisation] = {}
    lines: dict[str, int] = {}
    for line, entry in read_table(path, Organisation):
        if entry.id in entries:
            raise BadResource(f"{path}, line {line}: id {entry.id!r} stands twice", hint=f"See line {lines[entry.id]}")
        if entry.country != INTERNATIONAL and entry.country not in countries().codes:
            raise BadResource(
                f"{path}, line {line}: country {entry.country!r} is unknown",
                hint="Add it to countries.csv, or write INT",
            )
        _check_period(path, line, entry.valid_from, entry.valid_to)
        entries[entry.id], lines[entry.id] = entry, line
    for entry in entries.values():
        for column, other in (("parent", entry.parent), ("successor", entry.successor)):
            if other is not None and other not in entries:
                raise BadResource(
                    f"{path}, line {lines[entry.id]}: {column} {other!r} is unknown", hint="Add it, or leave it empty"
                )
    return entries


@cache
def agencies() -> Agencies:
    """The registry that comes with the program, read once."""
    return Agencies(ROOT / "agencies")
