"""The component `release_agencies`: organisations named in a release, and who issued it."""

import re
from collections.abc import Mapping, Sequence

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import filter_spans

from corpus.documents import Block, Document
from corpus.languages import HOME, LANGS, LATIN, Lang
from corpus.registry.organisations import INTERNATIONAL

from ..found import blocks_of, found_in, lang_of, mention, reading_of, release_of
from ..occurrences import occurrences
from .aliases import aliases_in
from .bearers import countries_of, living
from .dateline import told_from
from .entities import Entities, Entity, without_legal_form
from .issuer import issuer_of
from .mention import Mention, Mentions
from .mentions import MentionFinder
from .places import is_part_of_a_meeting, is_shared, is_venue
from .rules import grammar
from .sides import Sides, countries_named, named_first
from .stretches import stretches

_LEAST_SHORT_FORM = 3
_SHORT_FORM = "short-form"
_HANGUL = re.compile(r"[가-힣]")
_LATIN = re.compile(r"[A-Za-z0-9]")


@Language.factory("release_agencies", assigns=["doc.spans"])
def make_agencies(nlp: Language, name: str) -> "Agencies":
    """The factory; the rules of a language are read when the language is first met."""
    return Agencies()


class Agencies:
    """Add to `doc.spans["agencies"]` the organisations named, and to the findings the agencies and the issuer.

    A name is found in each block's own language; a short form given in brackets and a department found once with its
    ministry are found again everywhere.
    """

    def __init__(self) -> None:
        self._finders: dict[Lang, MentionFinder] = {}

    def finder(self, lang: str) -> MentionFinder:
        """The finder of a language."""
        known: Lang = next(one for one in LANGS if one == lang)
        if known not in self._finders:
            self._finders[known] = MentionFinder(grammar(known))
        return self._finders[known]

    def __call__(self, doc: Doc) -> Doc:
        release, text, found = release_of(doc), reading_of(doc), found_in(doc)
        on = release.head.ref_date
        blocks = [(block, _lang(block, release)) for block in blocks_of(doc)]
        mentions = [m for block, lang in blocks for m in self._find(release, text, block, lang, on)]
        main = lang_of(release)
        named = countries_named(text, main)
        issuer = issuer_of(release, text, mentions, self.finder(main).grammar, HOME.get(main), named)
        home = _home(text, issuer, main, named, mentions) or told_from(
            text, self.finder(main).grammar, self.finder(main).code
        )
        in_order = Mentions(mentions)
        _decide_by_bearer(text, mentions, home, on)
        for one in mentions:
            self._decide_by_short_form(text, one, in_order)
        for block, lang in blocks:
            inside = in_order.starting(block.start, block.end)
            Sides(self.finder(lang), on).settle(text, block.start, block.end, inside, home, named)
        found.home = home
        entities = Entities(release, text, on)
        self._collect(text, mentions, issuer, entities)
        self._find_again(text, blocks, mentions, entities)
        entities.keep(lambda entity: not all(is_venue(text, m, self.finder(m.lang).grammar) for m in entity.mentions))
        issued_by = entities.of(issuer) if issuer else None
        found.issuer = issued_by.name if issued_by else None
        found.agencies.extend(entities.records())
        self._write_spans(doc, entities)
        return doc

    def _find(self, release: Document, text: str, block: Block, lang: Lang, on: str | None) -> list[Mention]:
        finder = self.finder(lang)
        mentions = []
        for stretch in stretches(block, release, text, finder.code):
            found = finder.find(text[stretch.start : stretch.end], stretch.start, on, wrapped=stretch.wrapped)
            for one in found:
                finder.bind_country(text, one)
                one.column = stretch.side
            mentions += found
        grammar = finder.grammar
        return [m for m in mentions if not (is_part_of_a_meeting(text, m, grammar) or is_shared(text, m, grammar))]

    def _decide_by_short_form(self, text: str, one: Mention, mentions: Mentions) -> None:
        """Take for the international body, or that of its country, which its abbreviation in brackets names, a name."""
        if one.ids or one.kind != "organisation" or text[one.end : one.end + 2].lstrip()[:1] != "(":
            return
        for alias in aliases_in(text, one, self.finder(one.lang).grammar):
            inside = [m for m in mentions.starting(alias.start, alias.end) if m.end == alias.end and m.ids]
            if len(inside) == 1 and (known := countries_of(inside[0].ids)) in ((INTERNATIONAL,), (one.country,)):
                one.ids, one.country = inside[0].ids, known[0]

    def _collect(self, text: str, mentions: Sequence[Mention], issuer: Mention | None, entities: Entities) -> None:
        """Make entities of the mentions, the issuer's first, parents before their parts."""
        taken: set[int] = set()
        in_order = Mentions(mentions)
        short_forms = {id(one): self._short_forms(text, one, in_order, taken) for one in mentions}
        owners = {short: one for one in reversed(mentions) for short in short_forms[id(one)] if one.start not in taken}
        top = entities.add(issuer, None) if issuer else None
        departments: dict[str, Entity] = {}
        for one in sorted(mentions, key=_is_loose):  # departments without a ministry come last
            if one.start in taken:
                continue
            surface = text[one.start : one.end]
            known = departments.get(surface) if not one.ids and one.parent is None else None
            owner = owners.get(surface)
            if known is None and owner is not None and owner is not one:
                known = entities.of(owner)
            if known is not None:
                known.take(one, entities.text)
                known.mentions.append(one)
                continue
            entity = entities.of(one) or entities.add(one, self._parent(one, entities, top))
            entity.take(one, entities.text)
            entity.short_forms.update(short_forms[id(one)])
            if one.parent is not None or one.kind == "department":
                departments.setdefault(surface, entity)
                if one.parent is not None and len(surface) >= _LEAST_SHORT_FORM:
                    entity.short_forms.add(surface)

    def _short_forms(self, text: str, one: Mention, mentions: Mentions, taken: set[int]) -> list[str]:
        """The short forms in the bracket after a mention; what else was found in the bracket is taken by them."""
        short_forms = []
        if one.kind == "company":
            short_forms.append(without_legal_form(text[one.start : one.end], one.lang))
        for alias in aliases_in(text, one, self.finder(one.lang).grammar):
            taken.update(m.start for m in mentions.starting(alias.start, alias.end))
            one.surfaces += [(one.start, alias.whole_end), (alias.start, alias.end)]
            short_forms.append(text[alias.start : alias.end])
            if alias.gloss and not one.ids:
                one.name = " ".join(text[alias.start : alias.end].split())
        return short_forms

    def _parent(self, one: Mention, entities: Entities, top: Entity | None) -> Entity | None:
        if one.parent is not None:
            above = self._parent(one.parent, entities, top)
            return entities.of(one.parent) or entities.add(one.parent, above)
        if one.kind != "department" or one.ids:
            return None
        return top if top is None or one.country in (None, top.country) else None

    def _find_again(
        self, text: str, blocks: Sequence[tuple[Block, Lang]], mentions: Sequence[Mention], entities: Entities
    ) -> None:
        """Find the short forms wherever no other name was found."""
        owners: dict[str, Entity] = {}
        for entity in entities.all:
            for short in sorted(entity.short_forms):
                owners.setdefault(short, entity)
        if not owners:
            return
        occupied = Mentions(mentions)
        for block, lang in blocks:
            for first, last in occurrences(owners, text, block.start, block.end, _is_whole_form):
                if not occupied.overlapping(first, last):
                    again = Mention(first, last, first, lang, _SHORT_FORM, "organisation")
                    owners[text[first:last]].take(again, entities.text)

    def _write_spans(self, doc: Doc, entities: Entities) -> None:
        spans = [
            mention(doc, start, end, label="agency", value=entity.ref or "", rule=entity.rule)
            for entity in entities.all
            for start, end in dict.fromkeys(entity.spans)
        ]
        doc.spans["agencies"] = filter_spans(spans)


def _is_loose(one: Mention) -> bool:
    """Whether it is a department of which the text, at this place, does not say of what."""
    return one.kind == "department" and one.parent is None and not one.ids


def _decide_by_bearer(text: str, mentions: Sequence[Mention], home: str | None, on: str | None) -> None:
    """Bind a bare name to the country that the text says of it elsewhere, where the registry knows only another's.

    "The Forestry Agency of A" is no body of the registry's country, nor is then "the Forestry Agency" beside it. Who
    was gone on the day of the release (`on`) bears the name no more.
    """
    said: dict[str, set[str]] = {}
    for one in mentions:
        if one.ids and one.country is not None:
            said.setdefault(text[one.start : one.end], set()).add(one.country)
    for number, one in enumerate(mentions):
        bearers = said.get(text[one.start : one.end], set())
        own = countries_of(living(one.ids, on))
        if one.country is None and len(bearers) == 1 and home not in own and bearers.isdisjoint(own):
            following = mentions[number + 1] if number + 1 < len(mentions) else None
            if following is None or not _beside_its_like(text, one, following):
                one.country = next(iter(bearers))


def _beside_its_like(text: str, one: Mention, following: Mention) -> bool:
    """Whether a body of another country with the same name stands right behind a bare one (环境部与伊朗环境部)."""
    alike = text[one.start : one.end] == text[following.start : following.end]
    return alike and following.country is not None and following.outer_start - one.end <= _LONGEST_JOINT


_LONGEST_JOINT = len(" and the ")
"""Characters between two bodies that stand side by side."""


def _lang(block: Block, release: Document) -> Lang:
    """The language whose rules read a block: its own, or the release's where it has none that is read."""
    return next((lang for lang in LANGS if lang == block.lang), lang_of(release))


def _home(
    text: str, issuer: Mention | None, lang: Lang, named: Mapping[str, int], mentions: Sequence[Mention]
) -> str | None:
    """The country that speaks in the release: the issuer's, failing that the usual one of the language.

    Where the issuer's name is that of ministries of several countries, the one that the text names before the other or,
    failing that, most, and not one whose ministry it calls by this name and the country.
    """
    usual = HOME.get(lang)
    possible = [code for code in countries_of(issuer.ids) if code != INTERNATIONAL] if issuer else []
    if issuer is not None and issuer.country in possible:
        return issuer.country
    if not possible or usual in possible:
        return usual
    told_apart = {one.country for one in mentions if issuer is not None and one.ids == issuer.ids and one.country}
    left = [code for code in possible if named.get(code) and code not in told_apart]
    first = named_first(text, lang, left) if lang in LATIN else None
    return first or max(left or possible, key=lambda code: named.get(code, 0))


def _is_whole_form(text: str, start: int, end: int, limit: int) -> bool:
    """Whether a short form is no part of a longer word of its own letters."""
    for letters in (_LATIN, _HANGUL):
        if start > 0 and letters.match(text, start) and letters.match(text, start - 1):
            return False
    return not (_LATIN.match(text, end - 1) and _LATIN.match(text, end, limit))
