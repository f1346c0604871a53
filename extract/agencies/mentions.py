"""Where organisations are named: from the registry, and by the rules for those that no list holds."""

import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator

from corpus.languages import LATIN, UNSPACED
from corpus.registry import agencies, countries
from corpus.registry.finder import trie_expression
from corpus.registry.organisations import INTERNATIONAL, Match

from ..persons.origin import CHINA, KOREA, of_name
from .bearers import countries_of, is_part, kinds_of
from .localities import LocalityFinder
from .mention import LEAST_OWN_NAME, REGISTRY, Mention, Mentions
from .parents import link
from .rules import CompiledRule, Grammar, Kind
from .rules import grammar as grammar_of
from .translate import of_a_province
from .unwrap import Unwrapped

_LAST_WORDS = re.compile(r" ([A-Z][A-Za-z]+ [A-Z][A-Za-z-]+)\Z")
_HEADED = re.compile(
    r"(?:Director|Director-General|Chief|Head|Chair\w*|Minister|Secretary|Commissioner) (?:of|for) (?:the )?\Z"
)
_LEAD = 40
"""Characters before the name of an office in which the title of its head stands."""
_BRIEF = 2
"""Characters of a name that other words begin with as well (한은, and the person 한은우)."""
_NAMES_OF_ANY_FORM = frozenset({"company", "university", "international", "association"})


class MentionFinder:
    """Finds the mentions in blocks of one language."""

    def __init__(self, grammar: Grammar) -> None:
        self.grammar = grammar
        lang = grammar.lang
        self._countries = {
            kind: countries().names(lang, *kinds)
            for kind, kinds in {
                "any": ("name", "adjective", "side", "capital", "letter"),
                "letter": ("letter",),
            }.items()
        }
        self._places = {name: (code, name) for name, code in self._capitals(grammar)} | dict(_places(grammar))
        self._place = re.compile(trie_expression(self._places))
        self._folded = {name.casefold(): code for name, code in self._countries["any"].items()}
        self._localities = LocalityFinder(grammar, self.code)

    @staticmethod
    def _capitals(grammar: Grammar) -> Iterable[tuple[str, str]]:
        """The capitals that begin the names of bodies where these are written in one word, with their countries."""
        if grammar.rules.level or grammar.lang in LATIN:
            return ()
        return ((name, code) for name, code in countries().names(grammar.lang, "capital").items() if len(name) > 1)

    def code(self, name: str | None) -> str | None:
        """The country that a text names, whatever the form."""
        if not name:
            return None
        plain = " ".join(name.split()).removesuffix("'s").removesuffix("'")
        return self._countries["any"].get(plain) or self._folded.get(plain.casefold())

    def find(self, text: str, offset: int, on: str | None, *, wrapped: bool = False) -> list[Mention]:
        """The mentions in `text`, a block in the form for matching, which begins at `offset`.

        `wrapped`: its line breaks are those of the layout only.
        """
        if not (wrapped and "\n" in text):
            return self._moved(self._in_text(text, on), lambda at: at + offset, lambda at: at + offset)
        flat = Unwrapped(text)
        return self._moved(
            self._in_text(flat.text, on), lambda at: flat.back(at) + offset, lambda at: flat.end(at) + offset
        )

    def _moved(self, found: list[Mention], start: Callable[[int], int], end: Callable[[int], int]) -> list[Mention]:
        for mention in found:
            mention.start, mention.end = start(mention.start), end(mention.end)
            mention.outer_start = start(mention.outer_start)
            mention.surfaces = [(start(first), end(last)) for first, last in mention.surfaces]
        return found

    def _in_text(self, text: str, on: str | None) -> list[Mention]:
        listed = [
            Mention(m.start, m.end, m.start, self.grammar.lang, REGISTRY, "organisation", m.ids)
            for m in agencies().find(text, self.grammar.lang, on)
            if self._is_whole(text, m)
        ]
        found = Mentions(listed)
        self._add_by_grammar(text, found)
        self._localities.add_to(found, text)
        self._add_parts(text, found)
        self._add_contacts(text, found)
        in_order = list(found)
        link(text, in_order, self.grammar)
        return in_order

    def _place_it(self, mention: Mention, name: str) -> None:
        """Give a name that begins with a city or province (부산연구원) its country, an international body none."""
        place = self._place.match(name)
        if place is None:
            if mention.country is None and self.grammar.context["international"].match(name):
                mention.country = INTERNATIONAL
            return
        country, english_place = self._places[place.group()]
        mention.country = mention.country or country
        if self.grammar.rules.level:
            mention.name = of_a_province(name, self.grammar.lang, place.group(), english_place)

    def _is_whole(self, text: str, match: Match) -> bool:
        """Whether a listed name that does not end like an organisation is no part of a longer one (포스코퓨처엠)."""
        brief = match.end - match.start <= _BRIEF and self.grammar.lang not in LATIN
        return (
            not (brief or kinds_of(match.ids) <= _NAMES_OF_ANY_FORM)
            or self.grammar.context["word_end"].match(text, match.end) is not None
        )

    def _acceptable(self, name: str) -> bool:
        plain = "".join(name.split())
        if plain in self.grammar.never:
            return False
        if self.grammar.never_ending.search(plain) and not self.grammar.may_end.search(plain):
            return False
        return self.grammar.context["joint"].search(name) is None

    def _add_by_grammar(self, text: str, found: Mentions) -> None:
        """Add what the rules find and what does not only repeat a part of a listed name."""
        for rule in self.grammar.anywhere:
            if rule.needs.search(text) is None:
                continue
            for match in rule.matches(text):
                mention = self._mention(rule, match, text, found)
                if mention is not None:
                    self._merge(text, found, mention)

    def _mention(self, rule: CompiledRule, match: re.Match[str], text: str, found: Mentions) -> Mention | None:
        groups = match.groupdict()
        start, end = match.span("name" if "name" in groups else 0)
        start = _after_list(text, start, end, found.overlapping(start, end))
        detached = self.grammar.context["detached"].match(text, start, end)
        if detached is not None:
            start = detached.end()
        end = _without_person(text, start, end) if self.grammar.lang in LATIN else end
        name = text[start:end]
        if (not self._acceptable(name) and rule.rule.kind != "mission") or self.code(name) is not None:
            return None
        outer = start
        if groups.get("country") and start == match.span("name" if "name" in groups else 0)[0]:
            outer = min(start, match.start("country"))
        kind: Kind = rule.rule.kind
        if kind == "organisation" and self.grammar.department.search(name):
            kind = "department"
        mention = Mention(start, end, outer, self.grammar.lang, rule.rule.id, kind)
        mention.country = self.code(groups.get("country"))
        mention.home, mention.host = self.code(groups.get("home")), self.code(groups.get("host"))
        mention.what = groups.get("what")
        mention.abroad = groups.get("host") is not None
        if (
            mention.country is None
            and kind != "mission"
            and (own := self.grammar.context["own_country"].match(text, start, end))
        ):
            mention.country = self.code(next(filter(None, own.groups())))
        if kind in ("organisation", "government"):
            self._place_it(mention, name)
        return mention

    def _merge(self, text: str, found: Mentions, mention: Mention) -> None:
        """Add a mention: it gives way to one of the list that is as long, and takes the place of shorter ones.

        A listed organisation at which it begins is the parent (서울특별시 + 보건환경연구원).
        """
        overlapping = found.overlapping(mention.start, mention.end)
        if any(other.start <= mention.start and mention.end <= other.end for other in overlapping):
            return
        if any(other.start < mention.start for other in overlapping):
            return
        if overlapping and mention.kind != "mission" and not _goes_on(text, mention, overlapping[0], self.grammar):
            return
        ends_listed = bool(overlapping) and overlapping[-1].end == mention.end and bool(overlapping[-1].ids)
        if ends_listed and (len(overlapping) > 1 or _is_whole_name(text, mention, overlapping[-1])):
            return
        if mention.lang in UNSPACED and overlapping and mention.start < overlapping[0].start:
            if mention.kind == "ministry" and mention.country not in countries_of(overlapping[-1].ids):
                pass  # the whole name of another country's ministry, in which one at home is found (泰国公共卫生部)
            elif mention.end == overlapping[-1].end:
                return
            else:
                mention.start = mention.outer_start = overlapping[0].start
        first = overlapping[0] if overlapping and overlapping[0].start == mention.start else None
        joined = mention.kind != "mission" and mention.lang not in LATIN
        dashed = first is not None and text[first.end] in _DASHES
        if first is not None and joined and not dashed and _has_own_name(mention, first):
            mention.start = first.end
            if not self._acceptable(text[mention.start : mention.end]) or not mention.is_part_of(first):
                return
            overlapping = overlapping[1:]
        for other in overlapping:
            found.remove(other)
        found.add(mention)

    def _add_parts(self, text: str, found: Mentions) -> None:
        """Add the departments that stand directly after an organisation, and theirs after them."""
        waiting = deque(found)
        while waiting:
            parent = waiting.popleft()
            listed = next((m for m in found.starting(parent.end, parent.end + 2) if m.ids), None)
            if listed is not None and _is_part(listed, parent, text):
                listed.is_part_of(parent)
                continue
            if listed is not None and listed.start == parent.end and _is_foreign(listed, parent):
                found.remove(listed)
            part = self._part_after(text, parent, found)
            if part is not None:
                for other in found.overlapping(part.start, part.end):
                    found.remove(other)
                found.add(part)
                waiting.append(part)

    def _part_after(self, text: str, parent: Mention, found: Mentions) -> Mention | None:
        for rule in self.grammar.after:
            match = rule.expression.match(text, parent.end)
            if match is None or not self._acceptable(match["name"]):
                continue
            start, end = match.span("name")
            part = Mention(start, end, start, self.grammar.lang, rule.rule.id, rule.rule.kind)
            if not any(m.ids for m in found.overlapping(start, end)) and part.is_part_of(parent):
                return part
        return None

    def _add_contacts(self, text: str, found: Mentions) -> None:
        """Add the departments in lines that name staff to ask."""
        lines = re.finditer(r"[^\n]+", text) if self.grammar.contact else iter(())
        for line in lines:
            if not self.grammar.context["contact"].search(line.group()):
                continue
            for rule in self.grammar.contact:
                for match in rule.expression.finditer(text, line.start(), line.end()):
                    start, end = match.span("name")
                    if not self._acceptable(match["name"]) or found.overlapping(start, end):
                        continue
                    part = Mention(start, end, start, self.grammar.lang, rule.rule.id, rule.rule.kind)
                    before = found.overlapping(start - 2, start - 1) if text[start - 1 : start] == " " else []
                    if before:
                        part.is_part_of(before[-1])
                    found.add(part)

    def bind_country(self, text: str, mention: Mention) -> None:
        """Take the country written in front of the name, or after it; and whether the name is said to be past."""
        beginning = text[max(0, mention.start - 24) : mention.start]
        mention.former = self.grammar.context["former_before"].search(beginning) is not None
        if mention.country is not None or mention.kind == "mission" or mention.parent is not None:
            return
        before = self.grammar.context["country_before"].search(text[max(0, mention.start - 48) : mention.start])
        if before is not None and (code := self.code(before["country"])) is not None:
            mention.country = code
            mention.outer_start = mention.start - len(before.group()) + (before.start("country") - before.start())
            return
        after = self.grammar.context["country_after"].match(text, mention.end)
        if after is not None and (code := self.code(after["country"])) is not None:
            mention.country = code
            end = after.end("country")
            in_brackets = "(" in text[mention.end : end].rpartition(")")[2] and text.startswith(")", end)
            mention.surfaces.append((mention.start, end + in_brackets))


def _places(grammar: Grammar) -> Iterator[tuple[str, tuple[str, str]]]:
    """Cities and provinces, as the names of their governments begin, with their country and English name."""
    suffix, english_suffix = grammar.context["place_suffix"], grammar_of("en").context["place_suffix"]
    for one in agencies().ids:
        entry = agencies().entry(one)
        if entry.kind == "government":
            for name in agencies().names(one, grammar.lang):
                place = suffix.sub("", name.name)
                if len(place) > 1:
                    yield place, (entry.country, english_suffix.sub("", entry.name))


def _without_person(text: str, start: int, end: int) -> int:
    """Where a name ends of which the last two words are its head's (the Department of Fisheries Song Liwei)."""
    last = _LAST_WORDS.search(text, start, end)
    if last is None or _HEADED.search(text, max(0, start - _LEAD), start) is None:
        return end
    return last.start() if of_name(last[1]) & {KOREA, CHINA} else end


def _after_list(text: str, start: int, end: int, found: Iterable[Mention]) -> int:
    """Where a name begins that is the last of a list written with dots: after the members already known."""
    for mention in found:
        if start <= mention.start and mention.end < end and text[mention.end : mention.end + 1] in "·/&":
            start = mention.end + 1
    return start


_PREPOSITION = re.compile(r"\s(?:of|for)\s")
_ONE_MORE_WORD = re.compile(r"\s[A-Z][a-z]+")
_CONJUNCTION = re.compile(r"[与和及]")


_LEAST_WORDS = 3
_DASHES = "-–—"
"""Between the parties of a body of two (东盟-智利贸易理事会), of which the first is no parent."""


def _is_whole_name(text: str, mention: Mention, listed: Mention) -> bool:
    """Whether a listed English name at the end of a longer one is itself whole: words of a page stand before it."""
    return mention.lang in LATIN and len(text[listed.start : listed.end].split()) >= _LEAST_WORDS


def _goes_on(text: str, mention: Mention, listed: Mention, grammar: Grammar) -> bool:
    """Whether a name that begins with a listed one is another's, or only runs on into the words after it."""
    if listed.start != mention.start or listed.end >= mention.end:
        return True
    if mention.lang in LATIN:
        added = text[listed.end : mention.end]
        is_acronym = " " not in text[listed.start : listed.end].strip()
        if grammar.context["further_topic"].fullmatch(added):
            return True
        return is_acronym or _PREPOSITION.match(added) is not None or _ONE_MORE_WORD.fullmatch(added) is not None
    return _CONJUNCTION.match(text, listed.end) is None


def _has_own_name(mention: Mention, parent: Mention) -> bool:
    """Whether what a name adds to its beginning, another's name, is itself a name."""
    return mention.end - parent.end >= LEAST_OWN_NAME


def _is_foreign(listed: Mention, parent: Mention) -> bool:
    """Whether what follows a name without a blank bears, by chance, the name of another country's body."""
    return bool(parent.ids) and frozenset(countries_of(parent.ids)).isdisjoint(countries_of(listed.ids))


def _is_part(listed: Mention, parent: Mention, text: str) -> bool:
    """Whether the registry has an organisation as a part of the one directly before it."""
    if text[parent.end : listed.start].strip():
        return False
    return is_part(listed.ids, parent.ids)


def sentences(text: str, start: int, end: int, stop: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """The stretches of `start:end` between ends of sentences."""
    for match in stop.finditer(text, start, end):
        if match.end() > start:
            yield start, match.end()
        start = match.end()
    if start < end:
        yield start, end
