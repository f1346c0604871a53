"""Which meetings or agreements answer a question, as a table: each once, whatever number of releases tells of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from corpus.records import Agreement, Item, Meeting
from corpus.store import FactFilter, Place
from index import Allowed, Hit
from index.tokens import language_of
from queries.comparing import kept, shared_items

from ..search import Searcher
from .model import About, Table, Understood
from .relevance import relevance, telling, words_of
from .rows import COLUMNS, agreement_row, meeting_row
from .understanding import fact_filter

_PASSAGES = 60
"""Passages whose facts are looked at where words are left to be searched."""
_MOST_FACTS = 1000
"""Facts that rows are made of, and of which the words are read for phrases and excluded words; of more the latest."""

Found = tuple[Place, Item]
Admits = Callable[[str], bool]


def table_for(
    understood: Understood,
    text: str,
    corpus: Searcher,
    *,
    wanted: FactFilter,
    rows: int,
    admits: Admits | None,
    today: date | None = None,
) -> Table | None:
    """The facts that satisfy `wanted` and answer what is left of the question.

    None where the question does not ask for facts and none of them fits, unless filters leave none. Of a question that
    asks for neither the facts come that answer best. The best rows come first; where no word is left to be searched,
    those that satisfy more of the hints, then the latest; of deadlines the next after `today`.
    """
    near = _near(text, corpus, wanted) if understood.rest else []
    tried: dict[About, _Chosen] = {
        about: _relevant(about, understood, near, corpus, wanted, admits)
        if understood.rest
        else _all(about, understood, corpus, wanted, admits, today)
        for about in _abouts(understood, wanted)
    }
    about, chosen = max(tried.items(), key=lambda one: one[1].best)
    if not chosen.places and understood.asks is None and (chosen.satisfying or not _restricting(understood)):
        return None
    groups = _grouped(about, corpus, chosen.places, rows)
    lang = language_of(understood.question)
    told = [_in_language(corpus, group, lang) for group in groups[:rows]]
    shown = tuple(
        agreement_row(corpus, one, wanted=wanted) if about == "agreements" else meeting_row(corpus, one, wanted=wanted)
        for one in told
    )
    return Table(
        about=about,
        columns=COLUMNS[about],
        rows=shown,
        total=max(chosen.total, len(shown)) if len(groups) > rows or len(chosen.places) == _MOST_FACTS else len(shown),
        satisfying=chosen.satisfying,
    )


def _restricting(understood: Understood) -> bool:
    """Whether filters restrict the rows alone: the passages do not show that these leave nothing."""
    return any(one.strength == "facts" for one in understood.filters)


@dataclass(frozen=True)
class _Chosen:
    """Where facts stand that answer, the best first; how many rows they make; how many satisfy the filters.

    `places` may end before all facts that `total` counts. `best` is how well the first one answers the words that are
    left.
    """

    places: list[Place]
    total: int
    satisfying: int
    best: float = 0.0


def _abouts(understood: Understood, wanted: FactFilter) -> Sequence[About]:
    """The tables to try; of those that answer equally well the first. A meeting has no deadline."""
    if wanted.has_deadlines():
        return ["agreements"]
    if understood.asks is not None:
        return [understood.asks]
    return ["agreements", "meetings"] if understood.rest else ["meetings"]


def _all(
    about: About,
    understood: Understood,
    corpus: Searcher,
    wanted: FactFilter,
    admits: Admits | None,
    today: date | None,
) -> _Chosen:
    """The facts that satisfy the filters."""
    if wanted == FactFilter() and understood.asks is None:
        return _Chosen([], 0, 0)
    preferred = [fact_filter([one], "prefer") for one in understood.filters if one.strength == "prefer"]
    with corpus.store() as store:
        satisfying, together = store.counted(wanted, about)
        chosen = store.selected(wanted, about, today=today, limit=-1 if preferred else _MOST_FACTS)
        hints = [{row[:2] for row in store.selected(one, about)} for one in preferred]
        chosen.sort(key=lambda row: -sum(row[:2] in hinted for hinted in hints))
        places = [_place(about, *row[:3]) for row in chosen[:_MOST_FACTS]]
        if admits is not None:
            places = [place for place, item in store.lookup.items(places) if admits(words_of(item))]
            satisfying_words = len({_key(place) for place in places}) if about == "meetings" else len(places)
            return _Chosen(places, satisfying_words, satisfying)
    return _Chosen(places, together if about == "meetings" else satisfying, satisfying)


def _near(text: str, corpus: Searcher, wanted: FactFilter) -> list[Hit]:
    """The passages that answer best."""
    allowed: Allowed | None = None
    if wanted != FactFilter():
        with corpus.store() as store:
            allowed = store.matching(wanted)
        if not allowed:
            return []
    return corpus.hits(text, k=_PASSAGES, allowed=allowed)


def _relevant(
    about: About,
    understood: Understood,
    near: Sequence[Hit],
    corpus: Searcher,
    wanted: FactFilter,
    admits: Admits | None,
) -> _Chosen:
    """The facts of these passages that satisfy the filters, as far as they are about what is asked."""
    told_in = {
        (hit.passage.document, position)
        for hit in near
        for position in (hit.passage.agreements if about == "agreements" else hit.passage.meetings)
    }
    with corpus.store() as store:
        satisfying = store.counted(wanted, about)[0] if wanted != FactFilter() else 0
        chosen = store.selected(wanted, about, among={document for document, _ in told_in})
        places = [_place(about, *row[:3]) for row in chosen if row[:2] in told_in]
        items, stored = list(store.lookup.items(places)), kept(store, places)
    if admits is not None:
        items = [(place, item) for place, item in items if admits(words_of(item))]
    scores = relevance(understood.rest, [item for _, item in items], stored)
    told = telling(scores)
    best = scores[told[0]] if told else 0.0
    return _Chosen([items[number][0] for number in told], len(told), satisfying, best)


def _place(about: About, record: str, position: int, event: str | None) -> Place:
    return Place(record=record, field=about, position=position, event=event)


def _key(place: Place) -> str:
    return place.event or f"{place.record}~{place.position}"


def _grouped(about: About, corpus: Searcher, places: Sequence[Place], rows: int) -> list[list[Found]]:
    """The first facts, each with what other releases tell of it, in the order of the first of each.

    One more than `rows` where there are more.
    """
    groups: list[list[Found]] = []
    taken: set[tuple[str, int]] = set()
    by_event: dict[str, list[list[Found]]] = {}
    for place in places:
        if (place.record, place.position) in taken:
            continue
        group = _known(corpus, place) if about == "agreements" else None
        if group is None:
            if _key(place) not in by_event:
                by_event[_key(place)] = _of_event(about, corpus, place)
            group = next(
                group
                for group in by_event[_key(place)]
                if any((each.record, each.position) == (place.record, place.position) for each, _ in group)
            )
        taken |= {(each.record, each.position) for each, _ in group}
        groups.append(sorted(group, key=lambda found: found[0] != place))
        if len(groups) > rows:
            break
    return groups


def _known(corpus: Searcher, place: Place) -> list[Found] | None:
    """The tellings of an item, as compared when they were stored; None where they were not, or have changed since."""
    with corpus.store() as store:
        if place.event is None or not store.lookup.is_grouped(place.event):
            return None
        told = store.lookup.tellings(place.record, place.position)
        return list(store.lookup.items(_place("agreements", *each, place.event) for each in told))


def _of_event(about: About, corpus: Searcher, place: Place) -> list[list[Found]]:
    """The facts of the meeting that a fact belongs to, those together that are one; of none the fact itself."""
    with corpus.store() as store:
        near = store.lookup.of_event(place.event, about) if place.event else [place]
        found = list(store.lookup.items(near))
    if about == "meetings":
        return [_best_first(found)]
    if len({each.record for each, _ in found}) == 1:
        return [[member] for member in found]
    by_place = {(each.record, each.position): (each, item) for each, item in found}
    told = [(each.record, each.position, item) for each, item in found if isinstance(item, Agreement)]
    return [[by_place[record, position] for record, position, _ in group] for group in shared_items(told)]


def _in_language(corpus: Searcher, group: list[Found], lang: str) -> list[Found]:
    """The tellings of a fact, the releases in the language of the question first, for its words name the row."""
    with corpus.store() as store:
        langs = store.lookup.languages(place.record for place, _ in group)

    def is_later(found: Found) -> tuple[bool, bool]:
        place, item = found
        return isinstance(item, Meeting) and not item.core, langs[place.record] != lang

    return sorted(group, key=is_later)


def _best_first(group: list[Found]) -> list[Found]:
    """The release that is about the meeting before those that only mention it."""
    return sorted(group, key=lambda member: not (isinstance(member[1], Meeting) and member[1].core))
