"""The events of a corpus, by what all of its records tell."""

from collections.abc import Iterable

from corpus.store import Store, StoredMeeting

from .rounds import Told, joined_events


def join_events(store: Store, *, whole: bool = True) -> None:
    """Give meetings that several records tell of one event, by what all of them say.

    The records keep what their own texts say, so that the events follow from the corpus, not from the order in which
    it was read. If not the `whole` corpus is told anew, only what records that have changed since touch on: the result
    is the same if it was joined by this program before.
    """
    store.put_events(events_of(store) if whole else _joined(store.unjoined()), whole=whole)


def events_of(store: Store) -> dict[tuple[str, int], str]:
    """The events of meetings that are not those of their own records, by document and position."""
    return _joined(store.meetings())


def _joined(meetings: Iterable[StoredMeeting]) -> dict[tuple[str, int], str]:
    meetings = list(meetings)
    told = [Told(meeting.event, meeting.date, meeting.status, meeting.ref) for meeting in meetings]
    joined = joined_events(told)
    return {(m.document, m.position): joined[one] for m, one in zip(meetings, told, strict=True) if one in joined}
