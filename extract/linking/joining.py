"""The events of a corpus, by what all of its records tell."""

from corpus.store import Store

from .rounds import Told, joined_events


def join_events(store: Store) -> None:
    """Give meetings that several records tell of one event, by what all of them say.

    The records keep what their own texts say, so that the events follow from the corpus, not from the order in which
    it was read.
    """
    store.put_events(events_of(store))


def events_of(store: Store) -> dict[tuple[str, int], str]:
    """The events of meetings that are not those of their own records, by document and position."""
    meetings = list(store.meetings())
    told = [Told(meeting.event, meeting.date, meeting.status, meeting.ref) for meeting in meetings]
    joined = joined_events(told)
    return {(m.document, m.position): joined[one] for m, one in zip(meetings, told, strict=True) if one in joined}
