"""Whether a meeting was held, is planned, goes on or was called off, as of the release."""

from datetime import date

from corpus import edtf
from corpus.records import MeetingStatus

from .rules import Tense


def status_of(tense: Tense | None, when: str | None, ref_date: str | None) -> MeetingStatus:
    """The status by the words and the calendar; the calendar wins, so that nothing that lies ahead is held.

    >>> status_of("held", "2025-10", "2025-06-18")
    'planned'
    >>> status_of("open", "2024-05", "2025-06-18")
    'held'
    >>> status_of("planned", "2025-06-18", "2025-06-18")
    'planned'
    >>> status_of("held", "2019-01-23", "2019-01")
    'held'
    >>> status_of("planned", "2019-01-23", "2019-02")
    'planned'
    """
    if tense == "cancelled":
        return "cancelled"
    ref = edtf.days(ref_date) if ref_date else None
    if when is None or ref is None or ref[0] is None or ref[1] is None:
        return _by_words(tense)
    first, last = edtf.days(when)
    if first is not None and first > ref[1]:
        return "planned"
    if last is not None and last < ref[0]:
        return "planned" if tense == "planned" and len(ref_date or "") < DAY else "held"
    if first is not None and last is not None and first < ref[0] and last > ref[1] and tense in (None, "ongoing"):
        return "ongoing" if (last - first).days < LONGEST_MEETING else "held"
    # Of an imprecise day of issue, words that say that a meeting takes place take the last day, their lack the first.
    return _by_words(tense, begun=_begun(first, ref[1] if tense in ("held", "open") else ref[0]))


DAY = len("2020-01-01")
"""Characters of a day; a release of which only the month is known may be older than its last words."""

LONGEST_MEETING = 30
"""Days; a month or a year that holds the day of issue is an imprecise date, not a meeting going on."""


def _begun(first: date | None, ref: date) -> bool:
    return first is None or first <= ref


def _by_words(tense: Tense | None, *, begun: bool = True) -> MeetingStatus:
    if tense == "planned" or tense == "ongoing":
        return tense
    return "held" if begun else "planned"
