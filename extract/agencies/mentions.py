"""Where organisations are named: from the registry, and by the rules for those that no list holds."""

import re
from collections.abc import Callable, Iterable, Iterator

from corpus.registry import agencies, countries
from corpus.registry.finder import trie_expression
from corpus.registry.organisations import INTERNATIONAL, Match

from .mention import LEAST_OWN_NAME, REGISTRY, Mention
from .parents import link
from .rules import CompiledRule, Grammar, Kind
from .rules import grammar as grammar_of
from .translate import of_a_province
from .unwrap import Unwrapped

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
        self._places = dict(_places(grammar))
        self._place = re.compile(trie_expression(self._places))
        self._folded = {name.casefold(): code for name, code in self._countries["any"].items()}

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
        found = self._with_grammar(text, listed)
        found = self._with_parts(text, found)
        found = self._with_contacts(text, found)
        link(text, found, self.grammar)
        return found

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
        kinds = {agencies().entry(one).kind for one in match.ids}
        return not kinds <= _NAMES_OF_ANY_FORM or self.grammar.context["word_end"].match(text, match.end) is not None

    def _acceptable(self, name: str) -> bool:
        plain = "".join(name.split())
        if plain in self.grammar.never or self.grammar.never_ending.search(plain):
            return False
        return self.grammar.context["joint"].search(name) is None

    def _with_grammar(self, text: str, listed: list[Mention]) -> list[Mention]:
        """Mentions of the list, and those of the rules that do not only repeat a part of one."""
        found = sorted(listed, key=lambda m: m.start)
        for rule in self.grammar.anywhere:
            if not rule.needs.search(text):
                continue
            for match in rule.expression.finditer(text):
                mention = self._mention(rule, match, text, found)
                if mention is not None:
                    found = self._merged(text, found, mention)
        return found

    def _mention(self, rule: CompiledRule, match: re.Match[str], text: str, found: list[Mention]) -> Mention | None:
        groups = match.groupdict()
        start, end = match.span("name" if "name" in groups else 0)
        start = _after_list(text, start, end, found)
        detached = self.grammar.context["detached"].match(text, start, end)
        if detached is not None:
            start = detached.end()
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

    def _merged(self, text: str, found: list[Mention], mention: Mention) -> list[Mention]:
        """Add a mention: it gives way to one of the list that is as long, and takes the place of shorter ones.

        A listed organisation at which it begins is the parent (서울특별시 + 보건환경연구원).
        """
        overlapping = [m for m in found if m.start < mention.end and mention.start < m.end]
        for other in overlapping:
            if other.start <= mention.start and mention.end <= other.end:
                return found
        if overlapping and mention.kind != "mission" and not _goes_on(text, mention, overlapping[0]):
            return found
        kept = [m for m in found if m not in overlapping]
        if any(other.start < mention.start for other in overlapping):
            return found
        if len(overlapping) > 1 and overlapping[-1].end == mention.end and overlapping[-1].ids:
            return found
        if mention.lang == "zh" and overlapping and mention.start < overlapping[0].start:
            if mention.end == overlapping[-1].end:
                return found
            mention.start = mention.outer_start = overlapping[0].start
        first = next((other for other in overlapping if other.start == mention.start), None)
        if (
            first is not None
            and mention.kind != "mission"
            and mention.lang != "en"
            and mention.end - first.end >= LEAST_OWN_NAME
        ):
            kept.append(first)
            mention.parent = first
            mention.outer_start = first.outer_start
            mention.start = first.end
            if not self._acceptable(text[mention.start : mention.end]):
                return found
        return sorted([*kept, mention], key=lambda m: (m.start, m.end))

    def _with_parts(self, text: str, found: list[Mention]) -> list[Mention]:
        """Add the departments that stand directly after an organisation, and theirs after them."""
        waiting = list(found)
        while waiting:
            parent = waiting.pop(0)
            listed = next((m for m in found if m.ids and parent.end <= m.start <= parent.end + 1), None)
            if listed is not None and _is_part(listed, parent, text):
                listed.parent, listed.outer_start = parent, parent.outer_start
                continue
            if listed is not None and listed.start == parent.end and _is_foreign(listed, parent):
                found = [m for m in found if m is not listed]
            for rule in self.grammar.after:
                match = rule.expression.match(text, parent.end)
                if match is None or not self._acceptable(match["name"]):
                    continue
                start, end = match.span("name")
                if any(m.start < end and start < m.end and m.rule == REGISTRY and m.ids for m in found):
                    continue
                part = Mention(start, end, parent.outer_start, self.grammar.lang, rule.rule.id, rule.rule.kind)
                part.parent = parent
                found = [m for m in found if m.end <= start or m.start >= end]
                found.append(part)
                waiting.append(part)
                break
        return sorted(found, key=lambda m: m.start)

    def _with_contacts(self, text: str, found: list[Mention]) -> list[Mention]:
        """Add the departments in lines that name staff to ask."""
        if not self.grammar.contact:
            return found
        for line in re.finditer(r"[^\n]+", text):
            if not self.grammar.context["contact"].search(line.group()):
                continue
            for rule in self.grammar.contact:
                for match in rule.expression.finditer(text, line.start(), line.end()):
                    start, end = match.span("name")
                    if not self._acceptable(match["name"]):
                        continue
                    if any(m.start < end and start < m.end for m in found):
                        continue
                    part = Mention(start, end, start, self.grammar.lang, rule.rule.id, rule.rule.kind)
                    before = next((m for m in found if m.end <= start and text[m.end : start] == " "), None)
                    if before is not None:
                        part.parent, part.outer_start = before, before.outer_start
                    found = sorted([*found, part], key=lambda m: m.start)
        return found

    def bind_country(self, text: str, mention: Mention) -> None:
        """Take the country written in front of the name, or after it."""
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
            mention.surfaces.append((mention.start, after.end("country")))


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


def _after_list(text: str, start: int, end: int, found: Iterable[Mention]) -> int:
    """Where a name begins that is the last of a list written with dots: after the members already known."""
    for mention in found:
        if start <= mention.start and mention.end < end and text[mention.end : mention.end + 1] in "·/&":
            start = mention.end + 1
    return start


_PREPOSITION = re.compile(r"\s(?:of|for)\s")
_ONE_MORE_WORD = re.compile(r"\s[A-Z][a-z]+")
_CONJUNCTION = re.compile(r"[与和及]")


def _goes_on(text: str, mention: Mention, listed: Mention) -> bool:
    """Whether a name that begins with a listed one is another's, or only runs on into the words after it."""
    if listed.start != mention.start or listed.end >= mention.end:
        return True
    if mention.lang == "en":
        added = text[listed.end : mention.end]
        is_acronym = " " not in text[listed.start : listed.end].strip()
        return is_acronym or _PREPOSITION.match(added) is not None or _ONE_MORE_WORD.fullmatch(added) is not None
    return _CONJUNCTION.match(text, listed.end) is None


def _is_foreign(listed: Mention, parent: Mention) -> bool:
    """Whether what follows a name without a blank bears, by chance, the name of another country's body."""
    at_home = {agencies().entry(one).country for one in parent.ids}
    return bool(at_home) and at_home.isdisjoint(agencies().entry(one).country for one in listed.ids)


def _is_part(listed: Mention, parent: Mention, text: str) -> bool:
    """Whether the registry has an organisation as a part of the one directly before it."""
    if text[parent.end : listed.start].strip():
        return False
    return any(agencies().entry(one).parent in parent.ids for one in listed.ids)


def sentences(text: str, start: int, end: int, stop: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """The stretches of `start:end` between ends of sentences."""
    for match in stop.finditer(text, start, end):
        if match.end() > start:
            yield start, match.end()
        start = match.end()
    if start < end:
        yield start, end
