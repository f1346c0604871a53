"""Whom a person works for: the agency and the country that the text puts beside the name."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.languages import LATIN, Lang
from corpus.reading import reading
from corpus.records import Agency
from corpus.registry import countries

from ..agencies.rules import grammar as agency_grammar
from .mentions import Mention
from .rules import alternation, lexicon

_REACH = 60
"""Characters before a phrase in which the side of the table may be named."""
_FOLLOWING_REACH = 60
_LONGEST_COUNTRY = 12
_TWO = 2
_BRACKET = re.compile(r" ?\([^()\n]{2,40}\)")
_OF = re.compile("(?:의|측의?)? ")
_WITH_BODY = re.compile(r" (?:of|for|to|at) ")
_LONGEST_LINK = 12
_LONGEST_LIST = 500
"""Characters from the word for a side to the last of its persons."""
_FIELD = re.compile(r"[\u4e00-\u9fff]{0,6}")
_CLAUSE_END = re.compile(r"[.;。；\n]")


@dataclass(frozen=True)
class Place:
    """An agency at one place of the text."""

    start: int
    end: int
    agency: Agency


class Affiliations:
    """The agencies and countries of one release, by where they stand."""

    def __init__(self, text: str, found: Sequence[Agency], issuer: str | None, home: str | None = None) -> None:
        self._text = text
        self._places = sorted(
            (Place(e.start, e.end, agency) for agency in found for e in agency.evidence),
            key=lambda p: (p.start, p.end),
        )
        self._starts = [place.start for place in self._places]
        self._by_name: dict[tuple[str, str | None], Agency] = {}
        for agency in found:
            self._by_name.setdefault((agency.name, agency.country), agency)
        self._by_surface: dict[str, list[Agency]] = {}
        for agency in found:
            for surface in agency.surfaces:
                self._by_surface.setdefault(reading("".join(surface.split())), []).append(agency)
        self._issuer = next((agency for agency in found if agency.name == issuer), None)
        self.home = home

    @property
    def issuer(self) -> Agency | None:
        """The agency that issued the release."""
        return self._issuer

    def overlapping(self, start: int, end: int) -> list[Place]:
        """The agencies that share a character with `start:end`."""
        last = bisect_left(self._starts, end)
        return [place for place in self._places[max(0, last - 40) : last] if place.end > start]

    def agency_of(self, mention: Mention) -> Agency | None:
        """The narrowest agency in the phrase of a mention or behind it, else right in front of it or in a bracket."""
        inside = [
            place
            for place in self.overlapping(*mention.scope)
            if place.end <= mention.name.start or place.start >= mention.name.end
        ]
        gaps = lexicon(mention.lang).gaps
        if "behind" in gaps:
            apposed = gaps["apposed"] if self._may_be_apposed(mention) and not inside else None
            inside += self._behind(mention.scope.end, gaps["behind"], apposed)
            in_front = [] if inside else self._before(mention.scope.start, gaps["before"])
            in_front = [place for place in in_front if not self._is_of_another(place, mention)]
            return self._narrowest(inside or in_front, last=False)
        in_front = self._before(mention.scope.start, gaps["before"])
        if in_front and mention.role is not None and all(mention.role.end <= place.start for place in inside):
            inside = []  # of several posts before a name, the first
        beside = inside or in_front or self._bracketed(mention.scope.end)
        return self._narrowest(beside, last=True)

    def _may_be_apposed(self, mention: Mention) -> bool:
        """Whether the agency may follow a comma: the title stands last, or first without a body of its own."""
        if mention.role is None:
            return False
        title = self._text[mention.role.start : mention.role.end]
        return mention.role.start > mention.name.end or not _WITH_BODY.search(title)

    def of_unit(self, unit: str) -> Agency | None:
        """The agency whose name ends `unit`, the longest name first."""
        squeezed = reading("".join(unit.split()))
        for start in range(len(squeezed) - 1):
            named = self._by_surface.get(squeezed[start:])
            if named:
                return max(named, key=self._depth)
        return None

    def _before(self, start: int, gap: re.Pattern[str]) -> list[Place]:
        window = [place for place in self.overlapping(max(0, start - _REACH), start) if place.end <= start]
        return [place for place in window if gap.fullmatch(self._text[place.end : start])][-2:]

    def _is_of_another(self, place: Place, mention: Mention) -> bool:
        """Whether an agency in front of a comma ends the phrase of another person (A, Ambassador of the Embassy, B)."""
        if "," not in self._text[place.end : mention.scope.start]:
            return False
        link = lexicon(mention.lang).gaps["of_another"]
        return link.search(self._text, max(0, place.start - _LONGEST_LINK), place.start) is not None

    def _behind(self, end: int, gap: re.Pattern[str], apposed: re.Pattern[str] | None) -> list[Place]:
        limit = _CLAUSE_END.search(self._text, end)
        stop = min(end + _FOLLOWING_REACH, limit.start() if limit else len(self._text))
        found: list[Place] = []
        for place in self.overlapping(end, stop):
            between = self._text[end : place.start]
            if place.start >= end and (gap.fullmatch(between) or (apposed is not None and apposed.fullmatch(between))):
                found.append(place)
                end = place.end
        return found

    def _bracketed(self, end: int) -> list[Place]:
        match = _BRACKET.match(self._text, end)
        return self.overlapping(*match.span()) if match else []

    def _narrowest(self, places: list[Place], *, last: bool) -> Agency | None:
        if not places:
            return None
        ordered = list(reversed(places)) if last else places
        return max(ordered, key=lambda place: self._depth(place.agency)).agency

    def _depth(self, agency: Agency) -> int:
        """How many agencies stand above it."""
        seen = {agency.name}
        above: Agency | None = agency
        while above is not None and above.parent is not None and above.parent not in seen:
            seen.add(above.parent)
            above = self._by_name.get((above.parent, agency.country))
        return len(seen) - 1


class Sides:
    """Countries named beside persons."""

    def __init__(self, lang: Lang) -> None:
        names = countries().names(lang, "name", "adjective", "side")
        self._gaps = lexicon(lang).gaps
        start, end = (self._gaps[f"country_{edge}"].pattern for edge in ("start", "end"))
        self._code = names | ({name.casefold(): code for name, code in names.items()} if lang in LATIN else {})
        self._names = re.compile(f"{start}(?:{alternation(sorted(names))}){end}")
        self._marks = agency_grammar(lang).context
        self._letters = countries().names(lang, "letter")
        self._capital_of = countries().names(lang, "capital")
        self._capitals = re.compile(f"{start}(?:{alternation(sorted(self._capital_of))}){end}")
        self._by_title = {
            title: code
            for key, titles in lexicon(lang).words.items()
            if key.startswith("title_of_")
            for title in titles
            for code in [key.removeprefix("title_of_").upper()]
        }

    def within(self, text: str, start: int, end: int, *, last: bool) -> str | None:
        """The country named in `text[start:end]`: the first, or the last."""
        found = [match.group() for match in self._names.finditer(text, start, end)]
        return self._code[found[-1 if last else 0]] if found else None

    def of(self, text: str, mention: Mention) -> str | None:
        """The country in the phrase of a mention, beside it, or that of its title."""
        inside = self._sender(text, mention)
        inside = inside or self.within(text, mention.scope.start, mention.name.start, last=not mention.in_order)
        inside = inside or self.within(text, mention.name.end, mention.scope.end, last=False)
        if mention.role and not inside:
            between = text[mention.name.end : mention.role.start].split()
            inside = next((self._letters[word] for word in between if word in self._letters), None)
        if inside:
            return inside
        if "behind" in self._gaps:
            near = max(0, mention.scope.start - _REACH)
            in_front = list(self._names.finditer(text, near, mention.scope.start))[-1:]
            if in_front and self._gaps["side"].fullmatch(text[in_front[0].end() : mention.scope.start]):
                return self._code[in_front[0].group()]
            stop = _CLAUSE_END.search(text, mention.scope.end)
            end = min(mention.scope.end + _REACH, stop.start() if stop else len(text))
            match = self._names.search(text, mention.scope.end, end)
            if match and self._gaps["behind"].fullmatch(text[mention.scope.end : match.start()].rstrip() + " "):
                return self._code[match.group()]
            if opened := self._opened(text, mention.scope.start):
                return opened
        if mention.role:
            role = text[mention.role.start : mention.role.end]
            posted = self._gaps["posted"].search(role) if "posted" in self._gaps else None
            if posted is not None:
                return self._code[posted["country"]]
            for title, code in self._by_title.items():
                if title in role and not self._follows_a_country(text, mention.scope.start):
                    return code
        if mention.lang == "ko" and (own := self._right_before(text, mention.scope.start)):
            return own
        around = ((mention.scope.start, mention.name.start), (mention.name.end, mention.scope.end))
        capital = next((found for place in around if (found := self._capitals.search(text, *place))), None)
        return self._capital_of[capital.group()] if capital else None

    def _right_before(self, text: str, start: int) -> str | None:
        """The country whose name ends right in front of a phrase (루리타니아의 카를로 반 자원부 장관)."""
        near = max(0, start - _LONGEST_COUNTRY)
        ends = [m for m in self._names.finditer(text, near, start) if _OF.fullmatch(text, m.end(), start)]
        return self._code[ends[-1].group()] if ends else None

    def _opened(self, text: str, start: int) -> str | None:
        """The country whose side opens the sentence that lists its persons (From the Ruritanian side, A, B and C)."""
        low = max(0, start - _LONGEST_LIST)
        ends = [end.end() for end in self._marks["sentence_end"].finditer(text, low, start)]
        opened = list(self._marks["side_before"].finditer(text, ends[-1] if ends else low, start))[-1:]
        return self._code[opened[0]["country"]] if opened else None

    def _sender(self, text: str, mention: Mention) -> str | None:
        """The country that has sent an ambassador, not the one of the post (the Danish Ambassador to Peru)."""
        sent = self._gaps["sent"].match(text, mention.scope.start) if "sent" in self._gaps else None
        if sent is None or sent["of"]:
            return self._code[sent["of"]] if sent else None
        start = mention.scope.start
        before = list(self._names.finditer(text, max(0, start - _REACH), start))[-1:]
        return self._code[before[0].group()] if before and text[before[0].end() : start] in (" ", "'s ") else None

    def named(self, text: str) -> Counter[str]:
        """How often a release names each country."""
        return Counter(self._code[name] for name in self._names.findall(text))

    def other(self, text: str, own: str | None) -> str | None:
        """The one country besides `own` that a release names, or names far more often than any other."""
        count = self.named(text)
        del count[own or ""]
        first = count.most_common(_TWO)
        if not first or (len(first) == _TWO and first[0][1] < _TWO * first[1][1]):
            return None
        return first[0][0]

    def _follows_a_country(self, text: str, start: int) -> bool:
        """Whether a country stands in front of a phrase, at most its field between (越南国家主席, 越南文化大臣)."""
        in_front = list(self._names.finditer(text, max(0, start - _LONGEST_COUNTRY), start))[-1:]
        return bool(in_front) and _FIELD.fullmatch(text, in_front[0].end(), start) is not None

    def before(self, text: str, mention: Mention) -> str | None:
        """The country last named in front of the mention, in its clause, as more than a place.

        None where countries stand behind names.
        """
        if "behind" in self._gaps:
            return None
        start = max(0, mention.scope.start - _REACH)
        for match in _CLAUSE_END.finditer(text, start, mention.scope.start):
            start = match.end()
        found = [m for m in self._names.finditer(text, start, mention.scope.start) if not self._is_a_place(text, m)]
        if not found or self._of_the_one_before(text, found[-1].end(), mention):
            return None
        return self._code[found[-1].group()]

    def _of_the_one_before(self, text: str, country_end: int, mention: Mention) -> bool:
        """Whether a country is that of the person before, with whom one of this country is named."""
        between = self._gaps["of_the_other"].match(text, country_end) if "of_the_other" in self._gaps else None
        return between is not None and between.end() == mention.scope.start

    def _is_a_place(self, text: str, country: re.Match[str]) -> bool:
        """Whether a country is only where something happens (중국 베이징에서, 在中国北京)."""
        into = "into" in self._gaps and self._gaps["into"].match(text, max(0, country.start() - 1)) is not None
        return into or ("placed" in self._gaps and self._gaps["placed"].match(text, country.end()) is not None)
