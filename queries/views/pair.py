"""Two countries: what they met for and agreed, year by year."""

from corpus.errors import BadQuery
from corpus.registry.countries import countries
from corpus.store import EventFilter, ItemFilter, Store

from .lists import PAGE, events_page, items_page, series_line
from .model import PairView


def country_pair(store: Store, one: str, other: str, *, limit: int = PAGE, offset: int = 0) -> PairView:
    """The meetings and items of agreement of two countries, by ISO 3166 alpha-2 code; others may take part too.

    Raises:
        BadQuery: a code is that of no country, or both are the same.
    """
    pair = one.upper(), other.upper()
    for code in pair:
        if code not in countries().codes:
            raise BadQuery(f"{code!r} is no country", hint="Write two ISO 3166 codes, for example CN and KR")
    if pair[0] == pair[1]:
        raise BadQuery(f"{pair[0]} does not meet itself", hint="Write two countries")
    wanted = EventFilter(countries=pair)
    items = ItemFilter(countries=pair)
    agreed = store.lookup.agreement_years(items)
    return PairView(
        countries=(min(pair), max(pair)),
        years=store.lookup.years(wanted),
        meetings=events_page(store, wanted, limit=limit, offset=offset),
        agreements=items_page(store, items, limit=limit, offset=offset, total=sum(agreed.values())),
        agreements_by_year=agreed,
        series=tuple(series_line(*row) for row in store.lookup.series(countries=pair)),
    )
