"""Local governments: places of the registry, where the words beside them show that their governments act.

A name with its level (의왕시, 荆州市, Uiwang City) is looked up from the level, which is rare in a text; one without is
looked for only where a head of government, a twinning or a signing is told. Whether it acts is decided for each place
of the text, and what joins two of them (A市与B市) gives the one in front the role of the one behind.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter

from corpus.languages import HOME
from corpus.registry import countries
from corpus.registry.localities import Locality, localities

from .locality_rules import locality_grammar
from .mention import Mention, Mentions
from .rules import Grammar

RULE = "locality"
_LOOK_BACK = 48
_MOST_WORDS = 4
_TAIL = 3
"""Characters at the end of a name by which most of what ends like a level is passed over."""
_WORD = re.compile(r"(?<!\w)[A-ZÀ-Þ](?:[\w'’]|[.-](?=\w))*")
_BLANKS = " \u3000"
_START = attrgetter("start")


@dataclass(eq=False)
class _Place:
    """A name at `start:end`; `outer` takes in the country and the larger place in front, `until` the one behind.

    `options` are the places that bear the name; `acts`: None where nothing beside it tells.
    """

    start: int
    end: int
    options: tuple[Locality, ...]
    acts: bool | None
    outer: int
    until: int
    chosen: Locality


class LocalityFinder:
    """Finds the local governments in blocks of one language; `code` tells which country a text names."""

    def __init__(self, grammar: Grammar, code: Callable[[str | None], str | None]) -> None:
        self._lang = grammar.lang
        self._code = code
        self._country_before = grammar.context["country_before"]
        self._rules = locality_grammar(grammar.lang)
        self._is = self._rules.expressions
        self._by_words = self._rules.rules.names == "words"
        self._within_runs = self._rules.rules.names == "runs"
        known = localities()
        self._full = known.full(self._lang)
        self._bare = {name: ones for name, ones in known.bare(self._lang).items() if name not in self._rules.common}
        self._longest = max(map(len, self._full))
        self._longest_bare = max(map(len, self._bare))
        self._tails = frozenset(name[-_TAIL:] for name in self._full)
        self._first_two = frozenset(name[:2] for name in self._bare)
        self._capitals = frozenset(countries().names(self._lang, "capital"))

    def add_to(self, found: Mentions, text: str) -> None:
        """Add to the mentions of `text` its local governments, and what is told of those that a list already holds.

        One that is a part of another organisation's name is none.
        """
        for place in self._places(text):
            acts = place.acts is True
            inside = found.overlapping(place.outer, max(place.end, place.until))
            same = next((m for m in inside if _is_same(m, place)), None)
            others = [m for m in inside if m is not same]
            if any(_is_more(m, place) for m in others):
                continue
            for other in others:
                found.remove(other)
            if same is None:
                same = Mention(place.start, place.end, place.outer, self._lang, RULE, "government")
                same.ids = (place.chosen.agency,) if place.chosen.agency else ()
                same.name = place.chosen.name
                same.acts = acts
                found.add(same)
            else:
                same.outer_start = min(same.outer_start, place.outer)
                same.acts = same.acts or acts or None
            same.country = place.chosen.country
            if place.until > place.end:
                same.surfaces.append((place.start, place.until))

    def _places(self, text: str) -> list[_Place]:
        places = self._settled(text, [*self._with_level(text), *self._headed(text)])
        places += list(self._members(text, places))
        places.sort(key=_START)
        within = [place for place in places if not any(_is_within(place, other) for other in _beside(place, places))]
        self._share(text, within)
        return within

    def _settled(self, text: str, found: list[_Place | None]) -> list[_Place]:
        """Those of which it is known which place is meant, the longer of two that overlap."""
        places: list[_Place] = []
        for one in sorted(filter(None, found), key=lambda place: (place.start, -place.end)):
            if not places or one.start >= places[-1].end:
                places.append(one)
        return places

    def _with_level(self, text: str) -> Iterator[_Place | None]:
        """The names that end, or in English begin, with their level."""
        for end in self._rules.ends.finditer(text):
            last = end.end()
            if text[last - _TAIL : last] not in self._tails or not self._is["whole"].match(text, last):
                continue
            for start in self._starts(text, end.start(), last):
                options = self._full.get(text[start:last])
                if options and self._may_start(text, start, options):
                    yield self._place(text, start, last, options)
                    break
        for beginning in self._rules.beginnings.finditer(text) if self._by_words else ():
            for last in reversed(_ends_of_words(text, beginning.end())):
                options = self._full.get(text[beginning.start() : last])
                if options:
                    yield self._place(text, beginning.start(), last, options)
                    break

    def _starts(self, text: str, level: int, last: int) -> list[int]:
        """Where a name may start that goes on to its level, the farthest first."""
        first = max(0, last - self._longest)
        if self._by_words:
            return [word.start() for word in _WORD.finditer(text, first, level)][-_MOST_WORDS:]
        return list(range(first, level))

    def _may_start(self, text: str, start: int, options: tuple[Locality, ...]) -> bool:
        """Whether a name that is written without a blank after others is no end of a longer word."""
        if start == 0 or not self._is["glued"].match(text, start - 1):
            return True
        before = text[max(0, start - _LOOK_BACK) : start]
        return self._is["before"].search(before) is not None or any(self._upper(before, one) for one in options)

    def _headed(self, text: str) -> Iterator[_Place | None]:
        """The places without their level that a head of government shows to act."""
        for match in self._is["named"].finditer(text):
            start, end = match.span("name")
            ends = reversed(_ends_of_words(text, start, end)) if self._by_words else [end]
            for last in ends:
                options = self._bare.get(text[start:last])
                if options:
                    yield self._place(text, start, last, options, acts=True)
                    break
        for head in self._is["head_after"].finditer(text):
            for word in list(_WORD.finditer(text, max(0, head.start() - _LOOK_BACK), head.start()))[-_MOST_WORDS:]:
                options = self._bare.get(text[word.start() : head.start()])
                if options:
                    yield self._place(text, word.start(), head.start(), options, acts=True)
                    break

    def _members(self, text: str, known: list[_Place]) -> Iterator[_Place]:
        """The places without their level in sentences that twin places or tell what two of them signed."""
        start = 0
        if not (self._is["twin"].search(text) or self._is["deed"].search(text)):
            return
        for stop in [*(match.end() for match in self._is["sentence_end"].finditer(text)), len(text)]:
            twin = self._is["twin"].search(text, start, stop)
            if twin or self._is["deed"].search(text, start, stop):
                inside = known[bisect_left(known, start, key=_START) : bisect_left(known, stop, key=_START)]
                found = self._in_sentence(text, start, stop)
                places = [one for one in found if not any(_overlap(one, two) for two in _beside(one, inside))]
                joined: set[_Place] = set()
                for one, two in pairwise(sorted([*places, *inside], key=_START)):
                    if self._joins(text, one, two):
                        joined.update((one, two))
                for one in places:
                    named_capital = text[one.start : one.end] in self._capitals
                    if (twin or (one in joined and not named_capital)) and self._is["member_after"].match(
                        text, one.end
                    ):
                        one.acts = True
                        yield one
            start = stop

    def _in_sentence(self, text: str, start: int, stop: int) -> Iterator[_Place]:
        done = start
        for first, lasts in self._bare_spans(text, start, stop):
            if first < done:
                continue
            for last in lasts:
                options = self._bare.get(text[first:last])
                place = self._place(text, first, last, options) if options else None
                if place is not None:
                    done = last
                    if place.acts is not False:
                        yield place
                    break

    def _bare_spans(self, text: str, start: int, stop: int) -> Iterator[tuple[int, list[int]]]:
        """Where a name may start, and where it may then end, the farthest first."""
        if self._by_words:
            for word in _WORD.finditer(text, start, stop):
                yield word.start(), _ends_of_words(text, word.start(), stop)[::-1]
            return
        for run in self._is["run"].finditer(text, start, stop):
            for first in range(run.start(), run.end() - 1 if self._within_runs else run.start() + 1):
                if text[first : first + 2] in self._first_two:
                    yield first, list(range(min(run.end(), first + self._longest_bare), first + 1, -1))

    def _place(
        self, text: str, start: int, end: int, options: tuple[Locality, ...], *, acts: bool | None = None
    ) -> _Place | None:
        """A name and what the text beside it says: which place of the name is meant, and whether it acts."""
        head = text[max(0, start - _LOOK_BACK) : start]
        outer, until, country = start, end, None
        above = [(one, length) for one in options if (length := self._upper(head, one))]
        behind = [(one, last) for one in options if (last := self._upper_after(text, end, one))]
        if above:
            options, outer = (above[0][0],), start - above[0][1]
        elif behind:
            options, until = (behind[0][0],), behind[0][1]
        before = self._country_before.search(text[max(0, outer - _LOOK_BACK) : outer])
        if before is not None:
            country = self._code(before.groupdict().get("country"))
        if country is not None and before is not None:
            options = tuple(one for one in options if one.country == country)
            outer -= len(before.group()) - (before.start("country") - before.start())
        if not options:
            return None
        options = tuple(sorted(options, key=self._remoteness))
        place = _Place(start, end, options, acts, outer, until, options[0])
        government = self._is["government"].match(text, end)
        if government is not None:
            place.end, place.acts = government.end(), self._acts(text, place) is not False
        elif acts is None:
            place.acts = self._acts(text, place)
        return place

    def _remoteness(self, one: Locality) -> tuple[bool, bool]:
        """Which of several places of a name is meant sooner: one of the country of the language, and a large one."""
        return one.country != HOME.get(self._lang), one.small

    def _upper(self, head: str, one: Locality) -> int:
        """How many characters of `head`, at its end, name the government above; 0: none."""
        above = localities().above(one)
        if above is None or self._by_words:
            return 0
        plain = head.rstrip(_BLANKS)
        names = (*above.full[self._lang], *above.bare[self._lang])
        longest = max((len(name) for name in names if plain.endswith(name)), default=0)
        return longest + len(head) - len(plain) if longest else 0

    def _upper_after(self, text: str, end: int, one: Locality) -> int | None:
        """Where the name of the government above ends that follows (Chongming District of Shanghai)."""
        above = localities().above(one)
        link = self._is["within"].match(text, end) if above is not None else None
        if above is None or link is None:
            return None
        names = (*above.full[self._lang], *above.bare[self._lang])
        return max((link.end() + len(name) for name in names if text.startswith(name, link.end())), default=None)

    def _acts(self, text: str, place: _Place) -> bool | None:
        after = max(place.end, place.until)
        if self._is["heads"].match(text, after):
            return True
        before = text[max(0, place.outer - _LOOK_BACK) : place.outer]
        if self._is["place_before"].search(before) or self._is["place_after"].match(text, after):
            return False
        if self._is["acts_after"].match(text, after) or self._is["acts_before"].search(before):
            return True
        return None

    def _joins(self, text: str, one: _Place, two: _Place) -> bool:
        return self._is["joined"].fullmatch(text, max(one.end, one.until), two.outer) is not None

    def _share(self, text: str, places: list[_Place]) -> None:
        """Give places that are joined one role: that of the last, or else of the one before."""
        for one, two in reversed(list(pairwise(places))):
            if two.acts is not None and self._joins(text, one, two):
                one.acts = two.acts
        for one, two in pairwise(places):
            if two.acts is None and one.acts and self._joins(text, one, two):
                two.acts = True


def _ends_of_words(text: str, start: int, stop: int | None = None) -> list[int]:
    """Where the capitalised words end that follow one another from `start`, one by one."""
    ends: list[int] = []
    position = start
    limit = len(text) if stop is None else stop
    while len(ends) < _MOST_WORDS and (word := _WORD.match(text, position, limit)):
        if word.group().endswith(("'s", "’s")):
            ends.append(word.end() - 2)
            break
        ends.append(word.end())
        position = word.end() + 1
        if text[word.end() : position] != " ":
            break
    return ends


def _is_same(mention: Mention, place: _Place) -> bool:
    """Whether a listed organisation is this very place, and not another of its name."""
    return (mention.start, mention.end) == (place.start, place.end) and place.chosen.agency in mention.ids


def _is_more(mention: Mention, place: _Place) -> bool:
    """Whether another organisation's name holds the place's as a part, or crosses it."""
    if place.outer <= mention.start and mention.end <= max(place.end, place.until):
        return False
    return bool(mention.ids) or mention.kind != "government" or mention.start < place.outer


def _is_within(place: _Place, other: _Place) -> bool:
    """Whether a place is named only in front of, or behind, a smaller one in it."""
    return place is not other and (
        other.outer <= place.start < place.end <= other.start or other.end <= place.start < place.end <= other.until
    )


def _overlap(one: _Place, two: _Place) -> bool:
    return one.start < two.until and two.outer < one.end


def _beside(place: _Place, places: list[_Place]) -> list[_Place]:
    """The few of `places`, which are in order, that stand next to one."""
    at = bisect_left(places, place.start, key=_START)
    return places[max(0, at - 2) : at + 3]
