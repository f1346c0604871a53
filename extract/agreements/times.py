"""Dates of agreements: the day of signing or holding, and the period that they cover."""

import re
from bisect import bisect_left
from operator import itemgetter
from typing import NamedTuple

from spacy.tokens import Doc

from corpus.records import AgreementKind, Meeting

from ..found import found_in, reading_of, release_of
from .candidates import Candidate
from .lines import Line
from .rules import grammar
from .undertakings import Place, Undertakings

BRACKET = 3
"""Characters between a name and the years in brackets behind it."""

_COVERING = ("plan", "project", "research")


_ELLIPSIS = re.compile(r"…|\.{3}")
_OPENING = ("「", "『", "《", '"', "'")


class When(NamedTuple):
    """A date expression at a place in the release, and its EDTF value."""

    start: int
    end: int
    value: str


class Dates:
    """The dates of a release, in order."""

    def __init__(self, doc: Doc) -> None:
        spans = doc.spans.get("dates", [])
        self._all = sorted(When(span.start_char, span.end_char, span.kb_id_) for span in spans)
        self._starts = [when.start for when in self._all]
        self._text = reading_of(doc)
        self._year = (release_of(doc).head.ref_date or "")[:4]

    def within(self, line: Line, start: int, end: int) -> list[When]:
        """The dates that begin in `start:end` of a line."""
        start, end = max(start, 0), min(end, len(line.text))
        if start >= end:
            return []
        first, last = line.span(start, end)
        return self._all[bisect_left(self._starts, first) : bisect_left(self._starts, last)]

    def of(
        self, line: Line, candidate: Candidate, phrase: tuple[int, int], kind: AgreementKind, *, held: bool
    ) -> tuple[str | None, str | None]:
        """The date and the period of an item, as far as its clause states them.

        Years in the name of a document, or in brackets behind it, are the period that it covers. A gathering is held
        on its interval of days; `held` holds that the item is one.
        """
        first, last = line.span(*phrase)
        bracketed = line.text[phrase[1] : phrase[1] + BRACKET].lstrip("」』》\"' *").startswith("(")
        begin, end = line.span(candidate.start, candidate.end)
        named, near = [], []
        documents = candidate.act.verb.documents
        for when in self.within(line, *candidate.within):
            if self._of_another(line, candidate, when, phrase):
                continue
            if first <= when.start < last + bracketed * BRACKET:
                named.append(when)
            elif not begin <= when.start < end or (documents and not self._text[when.end : first].strip()):
                near.append(when)
        act = candidate.act
        quoted = line.text[phrase[0] - 1 : phrase[0]] in _OPENING
        gathering = held or kind == "next-meeting" or act.verb.id in ("hold", "occur", "fixed")
        date = period = None
        if act.rule == "bracket":
            return next((when.value for when in [*named, *near]), None), None
        for when in named:
            if "/" in when.value or (kind in _COVERING and not held and len(when.value) == 4):
                period = period or (None if when.value.startswith("..") else when.value)
            elif kind == "other" and act.verb.documents and not quoted:
                date = when.value
        if act.mood == "relative":  # "In May the sides renewed the treaty signed in 1994": the nearest day is its own.
            near.reverse()
        for when in near:
            if "/" in when.value and not gathering:
                period = period or when.value
            else:
                date = date or when.value
        return date, period

    def _of_another(self, line: Line, candidate: Candidate, when: When, phrase: tuple[int, int]) -> bool:
        """Whether a day is in the name of something else or of what a clause describes, or apart in a headline."""
        rules, start = grammar(line.sentence.lang), line.origin[phrase[0]]
        place = bisect_left(line.origin, when.start)
        for name in rules.name.finditer(line.text, *candidate.within):
            if name.start() < place < name.end() and not (name.start() < phrase[1] and phrase[0] < name.end()):
                return True
        if candidate.act.mood == "relative" or when.end > start:
            return False
        clause = rules.elsewhere.match(self._text, when.end, start)
        return clause is not None or self._apart(line, when, start)

    def _apart(self, line: Line, when: When, start: int) -> bool:
        """Whether an ellipsis in a headline parts a day from what follows."""
        return line.sentence.headline and _ELLIPSIS.search(self._text, when.end, start) is not None

    def end_of(
        self, line: Line, within: tuple[int, int], after: int, rules: Undertakings
    ) -> tuple[str | None, str | None, str | None]:
        """The deadline and the period that the dates of a clause set, and the value of the date that does.

        The item ends at `after`; a day before the year of the release is no deadline.
        """
        last = line.origin[min(after, len(line.text)) - 1]
        for when in self.within(line, *within):
            if self._apart(line, when, last):
                continue
            place = Place(bisect_left(line.origin, when.start), bisect_left(line.origin, when.end), when.value)
            about = line.text[within[0] : within[1]]
            near = "," not in line.text[after : place.start]
            deadline, period = rules.end_of(line.text, place, about, near=near)
            if deadline and deadline[:4] < self._year:
                continue
            if deadline or period:
                return deadline, period, when.value
        return None, None, None

    def first_interval(self, start: int, end: int) -> str | None:
        """The first interval in `start:end` of the release."""
        among = self._all[bisect_left(self._starts, start) : bisect_left(self._starts, end)]
        return next((when.value for when in among if "/" in when.value), None)

    def last_in(self, start: int, end: int) -> str | None:
        """The last date in `start:end` of the release."""
        among = self._all[bisect_left(self._starts, start) : bisect_left(self._starts, end)]
        return among[-1].value if among else None


class Sessions:
    """The meetings of a release at which things are agreed: its core meetings."""

    def __init__(self, doc: Doc) -> None:
        core = [meeting for meeting in found_in(doc).meetings if meeting.core and meeting.evidence]
        held = [meeting for meeting in core if meeting.status != "cancelled"]
        self._meetings = sorted(held, key=lambda meeting: meeting.evidence[0].start)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of these meetings, longest form first, those planned aside."""
        return tuple(name for m in self._meetings if m.status != "planned" for name in (m.name, *m.aliases))

    @property
    def to_come(self) -> tuple[str, ...]:
        """The names of the core meetings of a release that tells of none that was held."""
        if any(meeting.status != "planned" for meeting in self._meetings):
            return ()
        return tuple(name for m in self._meetings for name in (m.name, *m.aliases))

    @property
    def held(self) -> frozenset[int]:
        """The numbers of the core meetings that were held."""
        return frozenset(m.ordinal for m in self._meetings if m.ordinal is not None and m.status == "held")

    def at(self, line: Line) -> Meeting | None:
        """The meeting that a line reports: one named in it, else the last one named before it, else the first.

        One that is yet to come reports nothing where another was held.
        """
        reporting = [m for m in self._meetings if m.status != "planned"] or self._meetings
        start, end = line.sentence.start, line.sentence.end
        named = [(words.start, m) for m in reporting for words in m.evidence if words.start < end]
        here = [(at, m) for at, m in named if at >= start]
        if here:
            return min(here, key=itemgetter(0))[1]
        return max(named, key=itemgetter(0))[1] if named else next(iter(reporting), None)
