"""An organisation: its names over time, what it belongs to, where it meets and what it is to do."""

from collections import Counter

from corpus.errors import NotInCorpus
from corpus.languages import HOME, LANGS
from corpus.records import Agency, Person
from corpus.registry import agencies as registry
from corpus.store import EventFilter, ItemFilter, Store
from corpus.store.facts import folded

from .lists import PAGE, events_page, items_page
from .model import AgencyView, Appointment, NamePeriod, Relation
from .person import appointments

_SAMPLE = 400
"""Mentions that are read for surfaces and persons; of an organisation with more, the first ones stand for all."""


def agency(store: Store, name: str, *, country: str | None = None, limit: int = PAGE, offset: int = 0) -> AgencyView:
    """The organisation with this id in the registry or, failing that, with this name in releases, in any language.

    `country` chooses among organisations of one name; without it the most frequent one is taken. The page is that of
    its meetings and items of agreement.

    Raises:
        NotInCorpus: no release names it.
    """
    lookup = store.lookup
    ref = name if name in registry().ids else None
    places = lookup.with_term("agencies", "ref" if ref else "name", [name], limit=_SAMPLE)
    mentions = [item for _, item in lookup.items(places) if isinstance(item, Agency)]
    if country is not None:
        mentions = [item for item in mentions if item.country == country]
    if ref is None:
        refs = Counter(item.ref for item in mentions if item.ref) or Counter(_bearers(name, country))
        ref = min(refs, key=lambda one: (-refs[one], one)) if refs else None
        if ref is not None:
            return agency(store, ref, limit=limit, offset=offset)
    if not mentions and ref is None:
        raise NotInCorpus(f"{store.folder} names no organisation {name!r}", hint="The list of organisations shows them")
    kind = "ref" if ref else "name"
    releases, first, last = lookup.naming(kind, [ref or name], "agencies")
    own = ref or name
    called = _canonical(ref) if ref else tuple(dict.fromkeys(item.name for item in mentions))
    organisation = ref or folded(name)
    meetings = EventFilter(organisation=organisation, core=False)
    items = ItemFilter(organisation=organisation)
    surfaces = Counter(surface for item in mentions for surface in item.surfaces)
    return AgencyView(
        ref=ref,
        name=registry().entry(ref).name if ref else own,
        country=registry().entry(ref).country if ref else next((m.country for m in mentions if m.country), None),
        kind=registry().entry(ref).kind if ref else None,
        names=_names(ref) if ref else (),
        surfaces=tuple(sorted(surfaces, key=lambda one: (-surfaces[one], one))),
        parents=_parents(ref, mentions),
        parts=_parts(ref, called, store),
        predecessors=tuple(_relation(one) for one in registry().ids if ref and registry().entry(one).successor == ref),
        successor=_relation(after) if ref and (after := registry().entry(ref).successor) else None,
        releases=releases,
        first=first,
        last=last,
        meetings=events_page(store, meetings, limit=limit, offset=offset),
        agreements=items_page(store, items, limit=limit, offset=offset),
        persons=_persons(store, own, called, [place.record for place in places]),
    )


def _bearers(name: str, country: str | None) -> list[str]:
    """The ids of organisations that have or had this name: those of the country whose language it is, else all."""
    home: list[str] = []
    abroad: list[str] = []
    for lang in LANGS:
        for match in registry().find(name, lang):
            if (match.start, match.end) == (0, len(name)):
                for one in match.ids:
                    (home if registry().entry(one).country == HOME.get(lang) else abroad).append(one)
    found = dict.fromkeys([*home, *abroad])
    named = [one for one in found if country is None or registry().entry(one).country == country]
    return [one for one in named if one in home] or named


def _canonical(ref: str) -> tuple[str, ...]:
    """The English names that records may give it."""
    return tuple(dict.fromkeys([registry().entry(ref).name, *(name.name for name in registry().names(ref, "en"))]))


def _names(ref: str) -> tuple[NamePeriod, ...]:
    names = sorted(registry().names(ref), key=lambda one: (one.valid_from or "", one.lang, one.name))
    return tuple(
        NamePeriod(lang=n.lang, name=n.name, valid_from=n.valid_from, valid_to=n.valid_to, source=n.source or None)
        for n in names
    )


def _relation(ref: str) -> Relation:
    return Relation(ref=ref, name=registry().entry(ref).name)


def _parents(ref: str | None, mentions: list[Agency]) -> tuple[Relation, ...]:
    if ref and (parent := registry().entry(ref).parent):
        return (_relation(parent),)
    return tuple(Relation(name=name) for name in dict.fromkeys(item.parent for item in mentions if item.parent))


def _parts(ref: str | None, called: tuple[str, ...], store: Store) -> tuple[Relation, ...]:
    """Its parts by the registry, and the units that releases place under it."""
    listed = [_relation(one) for one in registry().ids if ref and registry().entry(one).parent == ref]
    known = {one.name for one in listed}
    units = store.lookup.units_of(called, ref)
    return (*listed, *(Relation(name=name) for name in units if name not in known))


def _persons(store: Store, own: str, called: tuple[str, ...], records: list[str]) -> tuple[Appointment, ...]:
    """Who speaks for it in the releases that name it."""
    names = {*called, own}
    lookup = store.lookup
    found = [
        (place.record, item)
        for place, item in lookup.items(lookup.in_records("persons", dict.fromkeys(records)))
        if isinstance(item, Person) and item.agency in names and item.rule != "head.contact"
    ]
    if own in registry().ids:
        country = registry().entry(own).country
        found = [(record, item) for record, item in found if item.side in (None, country)]
    return tuple(appointments(found, lookup.lines(record for record, _ in found)))
