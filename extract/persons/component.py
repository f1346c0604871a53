"""The component `release_persons`: everyone whom a release names."""

import re
from collections.abc import Iterator
from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc

from corpus.documents import Block, ContactPerson, Document, Evidence
from corpus.languages import HOME, LANGS, LATIN, Lang
from corpus.reading import reading
from corpus.records import Agency, Person
from corpus.registry import agencies as registry
from corpus.registry.organisations import INTERNATIONAL
from corpus.registry.transcription import script_of

from ..found import blocks_of, found_in, lang_of, mention, reading_of, release_of
from ..occurrences import occurrences
from .affiliation import Affiliations, Sides
from .finder import finder
from .mentions import Mention, Span
from .origin import EAST_ASIA, of_name
from .roster import Entry, Roster, written
from .rules import lexicon

_CONTACT = "head.contact"
_AGAIN = "again"
_TRANSCRIBED = ("ko.person.foreign", "ko.person.title-foreign")
"""Rules for names of other languages in Hangul, which are hardly ever those of the issuer's own people."""
_NATIVE = frozenset({"ko.person.name-title", "ko.person.names-title"})
"""Rules for Korean names, whose bearers are of no distant country that only stands earlier in the clause."""
_MOST_EVIDENCE = 40
_WORD_BEFORE, _WORD_AFTER = re.compile(r"[A-Za-z가-힣]"), re.compile(r"[A-Za-z]")
"""What stands before or after a name that is part of a longer word; Korean particles follow a name directly."""


@Language.factory("release_persons", assigns=["doc.spans"])
def make_persons(nlp: Language, name: str) -> "Persons":
    """The factory; rules of a language are loaded when a release is written in it."""
    return Persons()


class Persons:
    """Add to `doc.spans["persons"]` every mention, and to the findings one person for all mentions of them."""

    def __call__(self, doc: Doc) -> Doc:
        release, text, found = release_of(doc), reading_of(doc), found_in(doc)
        affiliations = Affiliations(text, found.agencies, found.issuer, found.home)
        blocks = [block for block in blocks_of(doc) if block.lang in LANGS]
        roster = Roster(text)
        contacts = list(_contacts(release, text))
        whole = [m for block in blocks for m in self._mentions(text, block, affiliations)]
        staff = {position for contact in contacts for position in range(*contact.name)}
        whole = [m for m in whole if staff.isdisjoint(range(*m.name))]
        roster.add_all([*contacts, *whole])
        named = {m.name.start for m in whole}
        for block in blocks:
            for reference in finder(_lang(block)).references(text, block):
                if reference.name.start not in named:
                    roster.refer(reference)
        _name_again(text, blocks, roster)
        entries = [entry for entry in roster.entries if any(m.rule != _AGAIN for m in entry.full)]
        entries.sort(key=lambda entry: min(m.name for m in entry.mentions))
        persons = [self._person(release, text, entry, affiliations) for entry in entries]
        found.persons.extend(persons)
        doc.spans["persons"] = [
            mention(doc, m.name.start, m.name.end, label="person", value=person.name, rule=m.rule)
            for entry, person in zip(entries, persons, strict=True)
            for m in entry.mentions
        ]
        return doc

    def _mentions(self, text: str, block: Block, affiliations: Affiliations) -> list[Mention]:
        found = [_without_agency(text, m, affiliations) for m in finder(_lang(block)).find(text, block)]
        return [m for m in found if not _is_agency(m, affiliations)]

    def _person(self, release: Document, text: str, entry: Entry, affiliations: Affiliations) -> Person:
        ordered = sorted(entry.mentions, key=lambda m: m.name)
        first = _best(release, entry)
        names = list(dict.fromkeys([written(release.text, first), *entry.names]))
        role = _with_role(release, ordered)
        if all(m.rule.endswith("author") or m.rule == _AGAIN for m in entry.full):
            body, side = None, None
        else:
            agency = next((a for m in ordered if m.full and (a := _agency(release, text, m, affiliations))), None)
            titled = _body_of_title(role, _role(release, role) if role else None)
            side = _side(text, ordered, agency, affiliations, release, titled)
            agency = agency or _of_issuer(text, ordered, side, affiliations)
            body = agency.name if agency else titled
        evidence = [_phrase(release, m) for m in [first, *ordered]][: _MOST_EVIDENCE + 1]
        return Person(
            name=names[0],
            latin=next((n for n in names[1:] if script_of(n) == "latin"), None)
            if script_of(names[0]) != "latin"
            else None,
            role=_role(release, role) if role else None,
            agency=body,
            side=side,
            evidence=tuple(dict.fromkeys(evidence)),
            rule=first.rule,
        )


def _latin(names: list[str]) -> str | None:
    """The Latin spelling of a person whose name is written in another script."""
    scripts = [script_of(name) for name in names]
    return (
        None if scripts[0] == "latin" else next((n for n, s in zip(names, scripts, strict=True) if s == "latin"), None)
    )


def _without_agency(text: str, found: Mention, affiliations: Affiliations) -> Mention:
    """A mention without the agency before or behind the words of its name (인터폴 위르겐 카스트로 사무총장)."""
    start, end = found.name
    for place in affiliations.overlapping(start, end):
        if place.agency.ref and place.start <= start < place.end < end and text[place.end] == " ":
            name = Span(place.end + 1, end)
            return replace(found, name=name, scope=Span(min(found.scope.start, place.start), found.scope.end))
        if place.agency.ref and start < place.start < end <= place.end and " " in text[start : place.start - 1]:
            return replace(found, name=Span(start, place.start - 1))
    return found


def _is_agency(found: Mention, affiliations: Affiliations) -> bool:
    """Whether the name is part of an agency's, or what looks like a title is all of one."""
    start, end = found.name
    if any(p.agency.ref and p.start < end and start < p.end for p in affiliations.overlapping(start, end)):
        return True
    if found.role is None:
        return False
    first, last = found.role
    return any(p.start <= first and last <= p.end for p in affiliations.overlapping(first, last))


def _lang(block: Block) -> Lang:
    return next(lang for lang in LANGS if lang == block.lang)


def _role(release: Document, found: Mention) -> str | None:
    if found.title is not None:
        return found.title
    if found.role is None:
        return None
    words = release.text[found.role.start : found.role.end].split()
    spaced = lexicon(found.lang).words.get("spaced_title", frozenset())
    joined = {"".join(title.split()) for title in spaced}
    return "".join(words) if "".join(words) in joined else " ".join(words)


def _with_role(release: Document, mentions: list[Mention]) -> Mention | None:
    """The mention whose title stands: the first of the whole name in the text proper; then in a heading; then any."""
    titled = [m for m in mentions if m.role or m.title]
    headings = [block for block in release.blocks if block.kind in ("title", "subtitle")]
    proper = [m for m in titled if m.full and not any(b.start <= m.name.start < b.end for b in headings)]
    return next(iter([*proper, *(m for m in titled if m.full), *titled]), None)


def _agency(release: Document, text: str, found: Mention, affiliations: Affiliations) -> Agency | None:
    if found.rule == _CONTACT:
        contact = next(
            c for c in release.head.contacts if c.evidence.start == found.scope.start and _is(c, found, text)
        )
        return affiliations.of_unit(contact.unit) if contact.unit else None
    return affiliations.agency_of(found)


def _is(contact: ContactPerson, found: Mention, text: str) -> bool:
    place = (contact.evidence.start, contact.evidence.end)
    return place == found.scope and reading(contact.name) == text[found.name.start : found.name.end]


def _best(release: Document, entry: Entry) -> Mention:
    """The first mention of the whole name in the release's main language, or the first of all."""
    found = [m for m in entry.full if m.rule != _AGAIN]
    return min([m for m in found if m.lang == release.lang] or found, key=lambda m: m.name)


def _phrase(release: Document, found: Mention) -> Evidence:
    return release.quote(found.scope.start, found.scope.end)


def _side(
    text: str,
    mentions: list[Mention],
    agency: Agency | None,
    affiliations: Affiliations,
    release: Document,
    titled: str | None,
) -> str | None:
    """The country of the agency; else the one in the phrase, in front of it, or that of the issuer.

    `titled` is the body that the title names.
    """
    named = [m for m in mentions if m.full and m.rule != _AGAIN]
    if agency is not None and agency.ref is not None:
        return _of_a_country(agency)
    for look in (Sides.of, Sides.before):
        for found in named:
            code = look(_sides(found.lang), text, found)
            by_chance = look is Sides.before and found.rule in _NATIVE and code not in EAST_ASIA
            if code and not by_chance:
                return code
        if agency is not None:
            return _of_a_country(agency)
    usual = HOME.get(lang_of(release))
    own = _of_a_country(affiliations.issuer) if affiliations.issuer is not None else affiliations.home or usual
    if own == usual and named and all(m.rule.startswith(_TRANSCRIBED) for m in named):
        return _sides(lang_of(release)).other(text, own)
    if affiliations.issuer is not None and affiliations.issuer.name == titled:
        return own
    bearers = _bearers(titled, lang_of(release), release.head.ref_date)
    spoken_of = {code for code in bearers if code in (usual, own) or _sides(lang_of(release)).named(text)[code]}
    if len(bearers) == len(spoken_of) == 1:
        return next(iter(bearers))
    if lang_of(release) in LATIN and named:
        return _by_form(text, {text[m.name.start : m.name.end] for m in named}, own, lang_of(release))
    return own


def _bearers(name: str | None, lang: Lang, on: str | None) -> set[str]:
    """The countries that have a body of this name, on a day."""
    matches = registry().find(name, lang, on) if name else []
    ids = [one for match in matches if (match.start, match.end) == (0, len(name or "")) for one in match.ids]
    return {registry().entry(one).country for one in ids} - {INTERNATIONAL}


def _by_form(text: str, names: set[str], own: str | None, lang: Lang) -> str | None:
    """The country that the form of a name speaks for: one that the release names, or `own`, the issuer's."""
    forms = frozenset().union(*map(of_name, names))
    if own in forms:
        return own
    counted = _sides(lang).named(text)
    near = [code for code in sorted(forms) if counted[code]]
    if near:
        return near[0] if len(near) == 1 else None
    return _sides(lang).other(text, own) if own in EAST_ASIA else own


def _of_a_country(agency: Agency) -> str | None:
    return agency.country if agency.country and len(agency.country) == 2 else None


def _body_of_title(found: Mention | None, role: str | None) -> str | None:
    """The body that a title names by what it is the title of (Minister of Culture: Ministry of Culture).

    Of some titles only a body that is known: their field may be none (Deputy Minister for Political Affairs).
    """
    if found is None or role is None:
        return None
    for title, body in lexicon(found.lang).bodies:
        _, named, rest = role.rpartition(f"{title} ")
        if named and rest[:1].isupper():
            unsure = role.startswith(tuple(lexicon(found.lang).words.get("field_title", ())))
            return f"{body} {rest}" if not unsure or _bearers(f"{body} {rest}", found.lang, None) else None
    return None


def _of_issuer(text: str, mentions: list[Mention], side: str | None, affiliations: Affiliations) -> Agency | None:
    """The issuer, for a person of its country whose title names no other country."""
    issuer = affiliations.issuer
    if issuer is None or side is None or issuer.country != side:
        return None
    if any(_sides(m.lang).of(text, m) not in (None, side) for m in mentions if m.full and m.rule != _AGAIN):
        return None
    if any(m.full and m.role is not None and _is_of_a_body(text, m) for m in mentions):
        return None
    return issuer


def _is_of_a_body(text: str, found: Mention) -> bool:
    """Whether the word in front of the title ends the name of a body, be it one that was not recognised.

    It stands in front of name and title, or between them; or the title is one that only other bodies give.
    """
    words = lexicon(found.lang)
    if found.role is not None and text[found.role.start : found.role.end] in words.words.get("title_elsewhere", ()):
        return True
    named = words.gaps.get("named")
    if named is None:
        return False
    if found.role is not None and found.role.start > found.name.end:
        between = text[found.name.end : found.role.start].split()
        if between:
            return named.match(between[-1], len(between[-1]) - 1) is not None
    start = found.scope.start
    return start > 0 and named.match(text, start - 1) is not None


_SIDES: dict[Lang, Sides] = {}


def _sides(lang: Lang) -> Sides:
    if lang not in _SIDES:
        _SIDES[lang] = Sides(lang)
    return _SIDES[lang]


def _contacts(release: Document, text: str) -> Iterator[Mention]:
    """The staff to ask, as the head of the release names them."""
    lang = lang_of(release)
    for contact in release.head.contacts:
        entry = contact.evidence
        at = text.find(reading(contact.name), entry.start, entry.end)
        if at < 0:
            continue
        name, scope = Span(at, at + len(contact.name)), Span(entry.start, entry.end)
        yield Mention(name=name, scope=scope, lang=lang, rule=_CONTACT, title=contact.role, sure=True)


def _name_again(text: str, blocks: list[Block], roster: Roster) -> None:
    """Add the places where a name found somewhere stands without a title."""
    known = {name: entry for entry in roster.entries for name in entry.names}
    if not known:
        return
    taken = {position for entry in roster.entries for m in entry.mentions for position in range(*m.scope)}
    for block in blocks:
        for first, last in occurrences(known, text, block.start, block.end, _is_whole_name):
            span = Span(first, last)
            if taken.isdisjoint(range(*span)):
                found = Mention(name=span, scope=span, lang=_lang(block), rule=_AGAIN)
                known[text[first:last]].mentions.append(found)


def _is_whole_name(text: str, start: int, end: int, limit: int) -> bool:
    inside = start > 0 and _WORD_BEFORE.match(text, start - 1) is not None
    return not inside and _WORD_AFTER.match(text, end, limit) is None
