"""Whom a person works for: the agency and the country that the text puts beside the name."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.languages import Lang
from corpus.records import Agency
from corpus.registry import countries

from .mentions import Mention, Span
from .rules import alternation, lexicon

_REACH = 60
"""Characters before a phrase in which the side of the table may be named."""
_GAP = re.compile(r"[\s(\[\"'·,]*(?:측의?|의|'s|of|the|側)?[\s]*$")
_FOLLOWING = re.compile(r"[\s,]*(?:of|at|for|from|with|in)\s+(?:the\s+)?(?:[A-Z][A-Za-z.]*(?:'s)?\s+){0,4}$")
_FOLLOWING_REACH = 60
_CLAUSE_END = re.compile(r"[.;。；\n]")


@dataclass(frozen=True)
class Place:
    """An agency at one place of the text."""

    start: int
    end: int
    agency: Agency


class Affiliations:
    """The agencies and countries of one release, by where they stand."""

    def __init__(self, text: str, found: Sequence[Agency], issuer: str | None) -> None:
        self._text = text
        self._places = sorted(
            (Place(e.start, e.end, agency) for agency in found for e in agency.evidence),
            key=lambda p: (p.start, p.end),
        )
        self._starts = [place.start for place in self._places]
        self._by_name: dict[str, Agency] = {}
        for agency in found:
            self._by_name.setdefault(agency.name, agency)
        self._issuer = next((agency for agency in found if agency.name == issuer), None)

    @property
    def issuer(self) -> Agency | None:
        """The agency that issued the release."""
        return self._issuer

    def overlapping(self, start: int, end: int) -> list[Place]:
        """The agencies that share a character with `start:end`."""
        last = bisect_left(self._starts, end)
        return [place for place in self._places[max(0, last - 40) : last] if place.end > start]

    def agency_of(self, mention: Mention) -> Agency | None:
        """The narrowest agency in the phrase of a mention, or right in front of it, or, after "of", behind it."""
        inside = [
            place
            for place in self.overlapping(*mention.scope)
            if not (place.start >= mention.name.start and place.end <= mention.name.end)
        ]
        if mention.lang == "en":
            inside += self._behind(max(mention.scope.end, mention.name.end))
            inside += [] if inside else self._before(mention.scope.start)
            return self._narrowest(inside, last=False)
        return self._narrowest(inside or self._before(mention.scope.start), last=True)

    def of_unit(self, span: Span) -> Agency | None:
        """The narrowest agency named in `span`."""
        return self._narrowest(self.overlapping(*span), last=True)

    def _before(self, start: int) -> list[Place]:
        window = [place for place in self.overlapping(max(0, start - _REACH), start) if place.end <= start]
        return [place for place in window if _GAP.fullmatch(self._text[place.end : start])][-2:]

    def _behind(self, end: int) -> list[Place]:
        limit = _CLAUSE_END.search(self._text, end)
        stop = min(end + _FOLLOWING_REACH, limit.start() if limit else len(self._text))
        found: list[Place] = []
        for place in self.overlapping(end, stop):
            if place.start >= end and _FOLLOWING.fullmatch(self._text[end : place.start]):
                found.append(place)
                end = place.end
        return found

    def _narrowest(self, places: list[Place], *, last: bool) -> Agency | None:
        agencies = list(dict.fromkeys(place.agency.name for place in (reversed(places) if last else places)))
        if not agencies:
            return None
        return self._by_name[max(agencies, key=lambda name: (self._depth(name), -agencies.index(name)))]

    def _depth(self, name: str) -> int:
        depth = 0
        seen = {name}
        agency = self._by_name.get(name)
        while agency is not None and agency.parent is not None and agency.parent not in seen:
            seen.add(agency.parent)
            depth += 1
            agency = self._by_name.get(agency.parent)
        return depth


class Sides:
    """Countries named beside persons."""

    def __init__(self, lang: Lang) -> None:
        names = countries().names(lang, "name", "adjective", "side")
        boundary = (r"(?<![A-Za-z])", r"(?![A-Za-z])") if lang == "en" else ("", "")
        self._code = names | ({name.casefold(): code for name, code in names.items()} if lang == "en" else {})
        self._names = re.compile(boundary[0] + f"(?:{alternation(sorted(names))})" + boundary[1])
        letters = countries().names(lang, "letter")
        self._letters = {letter: code for letter, code in letters.items() if len(letter) == 1}
        self._by_title = {
            title: code
            for key, titles in lexicon(lang).words.items()
            if key.startswith("title_of_")
            for title in titles
            for code in [key.removeprefix("title_of_").upper()]
        }
        self._lang = lang

    def within(self, text: str, start: int, end: int, *, last: bool) -> str | None:
        """The country named in `text[start:end]`: the first, or the last."""
        found = [match.group() for match in self._names.finditer(text, start, end)]
        return self._code[found[-1 if last else 0]] if found else None

    def of(self, text: str, mention: Mention) -> str | None:
        """The country in the phrase of a mention, then that behind it (en) or before it in its clause."""
        inside = self.within(text, mention.scope.start, mention.name.start, last=True)
        inside = inside or self.within(text, mention.name.end, mention.scope.end, last=False)
        if inside:
            return inside
        if self._lang == "en":
            stop = _CLAUSE_END.search(text, mention.scope.end)
            behind = min(mention.scope.end + _REACH, stop.start() if stop else len(text))
            match = self._names.search(text, mention.scope.end, behind)
            between = text[mention.scope.end : match.start()] if match else None
            if (
                match
                and between is not None
                and _FOLLOWING.fullmatch(between + (" " if not between.endswith(" ") else ""))
            ):
                return self._code[match.group()]
        if mention.role:
            role = text[mention.role.start : mention.role.end]
            for title, code in self._by_title.items():
                if title in role:
                    return code
        return None

    def before(self, text: str, mention: Mention) -> str | None:
        """The country last named in front of the mention, in its clause."""
        start = max(0, mention.scope.start - _REACH)
        for match in _CLAUSE_END.finditer(text, start, mention.scope.start):
            start = match.end()
        return self.within(text, start, mention.scope.start, last=True)
