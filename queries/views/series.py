"""A series: its meetings in order of time, and the rounds that nobody tells of."""

from itertools import pairwise

from corpus.errors import NotInCorpus
from corpus.languages import LANGS
from corpus.registry.series import series as registry
from corpus.store import Event, EventFilter, Store

from .lists import PAGE
from .model import Gap, SeriesView


def series(store: Store, ref: str, *, limit: int = PAGE * 4, offset: int = 0) -> SeriesView:
    """The series with this id in the registry, with a page of its meetings, the earliest first.

    Raises:
        NotInCorpus: there is no such series.
    """
    wanted = EventFilter(series=ref, core=False)
    found, total = store.lookup.events(wanted, limit=limit, offset=offset, ascending=True)
    if ref not in registry().ids:
        raise NotInCorpus(f"There is no series {ref!r}", hint="The list of series shows their ids")
    entry = registry().entry(ref)
    called = {lang: registry().called(ref, lang) for lang in LANGS}
    return SeriesView(
        ref=ref,
        name=entry.name,
        kind=entry.kind,
        level=entry.level,
        members=tuple(entry.members.split()),
        names={lang: name for lang, name in called.items() if name},
        valid_from=entry.valid_from,
        valid_to=entry.valid_to,
        meetings=tuple(found),
        total=total,
        gaps=tuple(gaps(found)),
        years=store.lookup.years(wanted),
    )


def gaps(meetings: list[Event]) -> list[Gap]:
    """The numbers between the first and the last known round that no meeting has."""
    numbers = sorted({one.round for one in meetings if one.round is not None})
    return [Gap(first=one + 1, last=following - 1) for one, following in pairwise(numbers) if following - one > 1]
