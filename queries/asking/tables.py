"""Which meetings or agreements answer a question, as a table: each once, whatever number of releases tells of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from corpus.records import Agreement, Item, Meeting
from corpus.store import FactFilter, Place
from index import Allowed, Hit
from index.tokens import language_of
from queries.comparing import shared_items

from ..search import Searcher
from .model import About, Table, Understood
from .relevance import relevance, telling, words_of
from .rows import COLUMNS, agreement_row, meeting_row
from .understanding import fact_filter

_PASSAGES = 60
"""Passages whose facts are looked at where words are left to be searched."""
_MOST_FACTS = 400
"""Facts of which the words are read for phrases and excluded words; of more the latest."""

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
        total=max(chosen.total, len(shown)) if len(groups) > rows else len(shown),
        satisfying=chosen.satisfying,
    )


def _restricting(understood: Understood) -> bool:
    """Whether filters restrict the rows alone: the passages do not show that these leave nothing."""
    return any(one.strength == "facts" for one in understood.filters)


@dataclass(frozen=True)
class _Chosen:
    """Where facts stand that answer, the best first; how many rows they make; how many satisfy the filters.

    `best` is how well the first one answers the words that are left.
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
    with corpus.store() as store:
        chosen = store.selected(wanted, about, today=today)
        hints = [
            {row[:2] for row in store.selected(fact_filter([one], "prefer"), about)}
            for one in understood.filters
            if one.strength == "prefer"
        ]
        chosen.sort(key=lambda row: -sum(row[:2] in hinted for hinted in hints))
        places = [_place(about, *row[:3]) for row in chosen]
        if admits is not None:
            places = [place for place, item in store.lookup.items(places[:_MOST_FACTS]) if admits(words_of(item))]
    total = len({_key(place) for place in places}) if about == "meetings" else len(places)
    return _Chosen(places, total, len(chosen))


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
        satisfying = len(store.selected(wanted, about)) if wanted != FactFilter() else 0
        chosen = store.selected(wanted, about, among={document for document, _ in told_in})
        items = list(store.lookup.items([_place(about, *row[:3]) for row in chosen if row[:2] in told_in]))
    if admits is not None:
        items = [(place, item) for place, item in items if admits(words_of(item))]
    scores = relevance(understood.rest, [item for _, item in items])
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
    cores = [isinstance(item, Meeting) and not item.core for _, item in group]
    order = sorted(
        range(len(group)), key=lambda number: (cores[number], corpus.read(group[number][0].record)[1].lang != lang)
    )
    return [group[number] for number in order]


def _best_first(group: list[Found]) -> list[Found]:
    """The release that is about the meeting before those that only mention it."""
    return sorted(group, key=lambda member: not (isinstance(member[1], Meeting) and member[1].core))
