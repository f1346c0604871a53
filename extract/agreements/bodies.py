"""The organisations of a release, place by place: whether they act for their country, and whether they act at all."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from spacy.tokens import Doc

from corpus.languages import HOME
from corpus.registry.organisations import agencies

from ..found import found_in, reading_of, release_of
from .home import REGIONS, home_of
from .rules import Grammar, grammar

LOCALITY_RULE = "locality"
"""The rule by which the government of a place is found that the registry does not list."""

NOTE = 40
"""Characters on both sides of a body in which the brackets of a note stand."""

_NATIONAL = ("ministry", "agency", "parliament", "court", "mission", "department")
_MINISTRY = re.compile(r"^(?:ROK |Korean |Chinese |Japanese |Federal )?Ministry\b")


class Body(NamedTuple):
    """An organisation named at a place: its name, country, and whether it acts for its country.

    `aside` holds that it does not act there: a venue, a note in brackets with a date. A unit in the title of its head
    stands for the body to which it belongs. `local`: it is the government of a city or province.
    """

    start: int
    end: int
    name: str
    country: str | None
    national: bool
    ministry: bool
    parent: str | None
    aside: bool = False
    local: bool = False


def bodies_of(doc: Doc) -> Iterator[Body]:
    """The organisations of a release, place by place."""
    rules = grammar(release_of(doc).lang)
    usual, home = HOME.get(rules.lang), home_of(doc)
    known = {surface: agency for agency in found_in(doc).agencies for surface in agency.surfaces}
    by_ref = {agency.ref: agency for agency in found_in(doc).agencies if agency.ref}
    by_name = {agency.name: agency for agency in found_in(doc).agencies}
    text = reading_of(doc)
    for span in doc.spans.get("agencies", []):
        agency = by_ref.get(span.kb_id_) or known.get(span.text)
        if agency is not None and agency.parent and rules.unit.match(text, span.end_char):
            agency = by_name.get(agency.parent, agency)
        if agency is None:
            continue
        kind = agencies().entry(agency.ref).kind if agency.ref else None
        abroad = kind is None and agency.country not in (None, usual)
        called = _MINISTRY.search(agency.name) is not None or ".ministry" in agency.rule
        called = called and rules.corporate.search(span.text) is None
        part = agency.ref is None and agency.parent is not None and _MINISTRY.search(agency.parent) is not None
        named_ministry = kind == "ministry" or (kind is None and (called or part))
        local = kind == "government" or (kind is None and agency.rule == LOCALITY_RULE)
        outside = rules.mainland.search(span.text) is not None
        yield Body(
            span.start_char,
            span.end_char,
            agency.name,
            home if home in REGIONS and agency.country == usual and not local and not outside else agency.country,
            (kind in _NATIONAL and rules.corporate.search(span.text) is None)
            or named_ministry
            or (abroad and rules.national.search(span.text) is not None),
            named_ministry,
            agency.parent,
            _aside(text, span.start_char, span.end_char, rules),
            local,
        )


def _aside(text: str, start: int, end: int, rules: Grammar) -> bool:
    """Whether what is named at a place does not act there."""
    if rules.venue.match(text, end):
        return True
    opened = text.rfind("(", max(0, start - NOTE), start)
    closed = text.find(")", end, end + NOTE) if opened >= 0 and ")" not in text[opened:start] else -1
    return closed >= 0 and any(character.isdigit() for character in text[opened:closed])


def party_of(body: Body) -> str:
    """A party among bodies of several kinds: the country for its ministry and for a region, else the body itself."""
    return body.country if body.country and (body.ministry or body.country in REGIONS) else body.name


def of_one_country(bodies: list[Body]) -> tuple[str, ...]:
    """The ministries and agencies of one country that sign with each other; none where fewer than two."""
    names = tuple(dict.fromkeys(body.name for body in bodies if not body.aside))
    return names if len(names) > 1 else ()


def codes(parties: tuple[str, ...]) -> bool:
    """Whether all parties are countries."""
    return all(len(party) == 2 and party.isupper() for party in parties)


def acts_for_country(body: Body) -> bool:
    """Whether a body stands for its country or region among the parties."""
    return (body.national or body.country in REGIONS) and body.country is not None
