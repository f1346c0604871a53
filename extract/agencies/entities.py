"""From mentions to agencies: one for each name and country, with every surface that the release uses."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache

from corpus.documents import Document
from corpus.languages import LATIN, UNSPACED, Lang
from corpus.records import Agency
from corpus.registry import agencies, countries
from corpus.registry.finder import squeezed

from .bearers import countries_of
from .mention import REGISTRY, Mention
from .rules import grammar
from .translate import english, mission, of_a_country, of_a_place

_UNITED_NATIONS = "int.un"
"""Begins the names of its agencies without acting in them."""

_BARE = 4
"""Characters of a name that is no more than the noun for its kind (museum)."""


@cache
def _names_a_country(name: str) -> bool:
    """Whether a name tells of which country the organisation is (Korea Forest Service)."""
    return any(f" {country} " in f" {name} " for country in countries().names("en"))


def without_legal_form(name: str, lang: Lang) -> str:
    """The name of a company without Ltd., ㈜ and the like."""
    return grammar(lang).context["legal_form"].sub("", name).strip() or name


_LEVELS = frozenset("省市州")


@dataclass(eq=False)
class Entity:
    """An organisation of the release; `ref` is its id in the registry."""

    name: str
    country: str | None
    ref: str | None
    parent: str | None
    rule: str
    spans: list[tuple[int, int]] = field(default_factory=list)
    surfaces: dict[str, str] = field(default_factory=dict)
    mentions: list[Mention] = field(default_factory=list)
    short_forms: set[str] = field(default_factory=set)
    above: "Entity | None" = None

    def add(self, text: str, start: int, end: int) -> None:
        """Take in a surface as written; one that differs only in blanks counts once."""
        surface = text[start:end].strip()
        self.spans.append((start, end))
        self.surfaces.setdefault("".join(surface.split()), surface)

    def take(self, mention: Mention, text: str) -> None:
        """Take in the surfaces of a mention: with the country or parent in front of it, and without it.

        A name that bodies of several countries bear is none without the country.
        """
        parent = mention.parent
        outer = parent.outer_start if parent and parent.start == mention.outer_start else mention.outer_start
        if outer < mention.start:
            self.add(text, outer, mention.end)
        if (
            mention.outer_start == mention.start
            or mention.parent is not None
            or len(mention.ids) == 1
            or not mention.ids
        ):
            self.add(text, mention.start, mention.end)
        for start, end in mention.surfaces:
            self.add(text, start, end)


def _without_sides(short: str, fulls: Iterable[str], lang: Lang) -> bool:
    """Whether a name is the rest of another that begins with the letters of two countries (한·중 환경협력센터)."""
    letters = countries().names(lang, "letter")
    for full in fulls:
        sides = full.removesuffix(short)
        if len(short) > _BARE and sides != full and len(told := [c for c in sides if c.isalnum()]) > 1:
            return all(character in letters for character in told)
    return False


class Entities:
    """The organisations of one release, in order of their first mention; `text` is its reading."""

    def __init__(self, release: Document, text: str, on: str | None) -> None:
        self._release = release
        self._reading = text
        self.text = release.text
        self._on = on
        self._by_key: dict[tuple[str, ...], Entity] = {}
        self._of: dict[int, Entity] = {}

    @property
    def all(self) -> list[Entity]:
        """The entities, in order of their first mention."""
        return sorted(self._by_key.values(), key=lambda entity: min(entity.spans))

    def of(self, mention: Mention) -> Entity | None:
        """The entity of a mention that was added."""
        return self._of.get(id(mention))

    def keep(self, wanted: Callable[[Entity], bool]) -> None:
        """Let go of the entities that are not wanted."""
        self._by_key = {key: entity for key, entity in self._by_key.items() if wanted(entity)}

    def add(self, mention: Mention, parent: Entity | None) -> Entity:
        """Add a mention whose country is settled; `parent` is the organisation that it is a part of."""
        text = self.text
        ref = self._reference(mention)
        name = self._name(mention, ref, parent)
        if ref is not None:
            key: tuple[str, ...] = ("ref", ref)
            parent_id = agencies().entry(ref).parent
            above = parent.name if parent else self._name_of(parent_id)
        else:
            above = parent.name if parent else None
            key = ("name", name.casefold(), mention.country or "", above or "" if mention.kind == "department" else "")
        entity = self._by_key.get(key) or (self._named_in_full(mention) if ref is None else None)
        if entity is None:
            entity = Entity(name, mention.country, ref, above, mention.rule)
            if ref is not None:
                entity.country = agencies().entry(ref).country
            self._by_key[key] = entity
            if ref is not None and mention.lang not in LATIN:
                self._take_over(entity, mention)
        elif entity.parent is None:
            entity.parent = above
        self._of[id(mention)] = entity
        entity.above = entity.above or parent
        entity.mentions.append(mention)
        entity.take(mention, text)
        if ref is not None:
            self._add_prefix(mention, ref, self._reading)
        return entity

    def _named_in_full(self, mention: Mention) -> Entity | None:
        """The organisation of which a mention is a short form that its language makes by rule.

        It has its country in front (Korea's in its own releases), another end (경상대, 경상대학교), or leaves out the
        name of the government whose level it begins with (省财政厅).
        """
        if mention.lang in LATIN:
            return None
        surface = "".join(self.text[mention.start : mention.end].split())
        names = countries().names(mention.lang, "name")
        full = {
            surface.removesuffix(short) + end
            for short, end in grammar(mention.lang).rules.shortened.items()
            if surface.endswith(short)
        }
        told = mention.outer_start < mention.start
        for entity in self._by_key.values():
            if told and entity.country != mention.country:
                continue
            if surface[0] in _LEVELS and any(s.endswith(surface) and s != surface for s in entity.surfaces):
                return entity
            if not full.isdisjoint(entity.surfaces):
                return entity
            if any(s.endswith(surface) and s[: -len(surface)] in names for s in entity.surfaces):
                return entity
            if entity.ref is not None and _without_sides(surface, entity.surfaces, mention.lang):
                return entity
        return None

    def _take_over(self, entity: Entity, mention: Mention) -> None:
        """Give a listed organisation what named it before without the two countries whose joint one it is."""
        own = ["".join(self.text[mention.start : mention.end].split())]
        for key, other in list(self._by_key.items()):
            if other.ref is None and any(_without_sides(short, own, mention.lang) for short in other.surfaces):
                del self._by_key[key]
                for earlier in other.mentions:
                    self._of[id(earlier)] = entity
                    entity.mentions.append(earlier)
                    entity.take(earlier, self.text)

    def _add_prefix(self, mention: Mention, ref: str, text: str) -> None:
        """Add the parent that the name of its part begins with (OECD 개발원조위원회)."""
        parent = agencies().entry(ref).parent
        if parent is None or parent == _UNITED_NATIONS or mention.lang in LATIN:
            return
        names = sorted((n.name for n in agencies().names(parent)), key=len, reverse=True)
        for name in names:
            if text.startswith(name, mention.start) and mention.end - mention.start > len(name):
                end = mention.start + len(name)
                part = Mention(mention.start, end, mention.start, mention.lang, REGISTRY, "organisation", (parent,))
                self.add(part, None)
                return

    def _time_of(self, mention: Mention, ref: str) -> str | None:
        """A year in which the name that the text uses was the name: to go by where the release has no day of issue.

        None where it still is the name, or was so at no known time.
        """
        key = squeezed(self._reading[mention.start : mention.end])
        ends = [n.valid_to for n in agencies().names(ref) if squeezed(n.name) == key]
        if not ends or None in ends:
            return None
        return str(int(max(end for end in ends if end is not None)[:4]) - 1)

    def _name_of(self, parent: str | None) -> str | None:
        return agencies().canonical(parent, self._on) if parent not in (None, _UNITED_NATIONS) else None

    def _reference(self, mention: Mention) -> str | None:
        for id_ in mention.ids:
            if mention.country is None or agencies().entry(id_).country in (mention.country, "INT"):
                return self._of_today(id_) if mention.former else id_
        return None

    def _of_today(self, ref: str) -> str:
        """The body that, on the day of issue, carries on the work of one that the text calls former."""
        successor = agencies().entry(ref).successor
        if successor is None or (self._on is not None and agencies().existed(ref, self._on)):
            return ref
        return self._of_today(successor)

    def _name(self, mention: Mention, ref: str | None, parent: Entity | None) -> str:
        if ref is not None:
            return agencies().canonical(ref, self._on or self._time_of(mention, ref))
        if mention.name is not None:
            return mention.name
        joint = "" if mention.lang in UNSPACED else " "
        surface = joint.join(self._release.text[mention.start : mention.end].split())
        if mention.kind == "company":
            return without_legal_form(surface, mention.lang)
        plain = "".join(self._reading[mention.start : mention.end].split())
        home = mention.home or mention.country
        if mention.kind == "mission" and home and (mention.host or not mention.abroad):
            return self._mission(mention, home)
        of_another = mention.country is not None and mention.country not in countries_of(mention.ids)
        translated = english(plain, mention.lang, mention.country) if of_another and mention.ids else None
        if translated is not None:
            return translated
        if of_another and mention.ids and mention.lang in LATIN and " " in surface:
            listed = (agencies().canonical(id_, self._on) for id_ in mention.ids)
            return next((name for name in listed if len(mention.ids) > 1 and name in surface), surface)
        if of_another and mention.ids and mention.country and mention.lang not in LATIN:
            theirs = of_a_country(plain, mention.lang, mention.country)
            if theirs is not None:
                return theirs
        if mention.rule == REGISTRY and mention.ids:
            usual = agencies().canonical(mention.ids[0], self._on)
            if not _names_a_country(usual):
                return usual
        if mention.lang in LATIN:
            return surface
        if parent is None and mention.country:
            of_all = of_a_country(plain, mention.lang, mention.country)
            if of_all is None and mention.kind == "government":
                of_all = of_a_place(plain, mention.lang, mention.country)
            if of_all is not None:
                return of_all
        country = parent.country if parent else mention.country
        inside = parent is not None and mention.kind == "department"
        if mention.kind != "department" and mention.parent is not None and len(plain) <= _BARE:
            whole = self._release.text[mention.parent.start : mention.end]
            surface = whole if mention.parent.end == mention.start else surface  # a noun that names nothing by itself
        translated = english(plain, mention.lang, country, inside=inside)
        if translated is None and parent is None and mention.kind == "organisation":
            translated = of_a_place(plain, mention.lang, country, council=True)
        return translated or surface

    def _mission(self, mention: Mention, home: str) -> str:
        """The name of a mission; one without its host is the one of that country already named."""
        what = grammar(mention.lang).rules.missions[mention.what or ""]
        if mention.host is None:
            known = [e.name for e in self.all if e.country == home and e.name.startswith(f"{what} of ")]
            if known:
                return known[0]
        return mission(what, home, mention.host)

    def records(self) -> list[Agency]:
        """The items of the record."""
        items = []
        for entity in self.all:
            evidence = tuple(self._release.quote(start, end) for start, end in dict.fromkeys(entity.spans))
            items.append(
                Agency(
                    name=entity.name,
                    surfaces=tuple(entity.surfaces.values()),
                    country=entity.country,
                    parent=entity.parent,
                    evidence=evidence,
                    rule=entity.rule,
                    ref=entity.ref,
                )
            )
        return items
