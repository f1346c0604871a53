"""What the mentions of one sentence share: its days, its verbs, its clauses, and which of them belong together."""

from bisect import bisect_left
from itertools import pairwise

from corpus import edtf

from .circumstances import Dated, may_be_day
from .grammar import Grammar
from .mention import Mention
from .rules import Tense

DATELINE_REACH = 40
"""Characters before the date of a dateline, and after it, in which its marks stand."""
CROSSED_MEETING, CROSSED_CLAUSE = 160, 25
"""How much farther a day counts that stands beyond the name of another meeting, or beyond a clause: measured on the
development releases, 100 to 300 and 15 to 40 give the same dates."""
FARTHEST = 2 * CROSSED_MEETING
"""What is farther away belongs to something else, whatever lies between."""
PREPARED_REACH = 60
"""Characters before a name in which `preparatory meeting for` begins."""
MARGIN_REACH = 40
"""Characters before a name in which `on the sidelines of` begins."""
VERB_BEFORE = 8
"""Characters of an adnominal verb between the day and place of a meeting and its name."""
OLD_REACH = 30
"""Characters before a date in which `originally planned for` begins."""
TOLD_REACH = 24
"""Characters before a date in which what is told ends."""
DEADLINE_REACH = 16
"""Characters before a date in which words may make it a deadline."""
_DAY = len("2020-01-01")
LONGEST_JOIN, LONGEST_JOIN_OF_WORDS = 4, 8
"""Characters between two names of a list; of words that join and nothing else there may be more."""


class Told:
    """One sentence and the meetings that it mentions."""

    def __init__(self, text: str, mentions: list[Mention], dates: list[Dated], grammar: Grammar) -> None:
        """`text` is the reading, `mentions` those of one sentence in order, `dates` those of the release in order."""
        self.text, self.mentions, self.grammar = text, mentions, grammar
        self._cues: list[tuple[int, int, Tense]] | None = None
        self.groups = _groups_of(text, mentions, grammar)
        self.prepared = [mention for mention in mentions if self._is_prepared(mention)]
        self.words = text[mentions[0].at : mentions[0].to] if mentions else ""
        self.bodies = [m for m in mentions if self._is_body(m)] if len(mentions) > 1 else []
        self.hosts = self._hosts() if len(mentions) > 1 else []
        at, to = (mentions[0].at, mentions[0].to) if mentions else (0, 0)
        first = bisect_left(dates, at, key=lambda date: date.start)
        self.dates = []
        for date in dates[first:]:
            if date.start >= to:
                break
            elsewhere = self._is_deadline(date, at, to) or self._is_day_of_telling(date, at, to)
            if date.end <= to and may_be_day(date.value) and not elsewhere:
                self.dates.append(date)
        if len(self.dates) > 1 and self._in_dateline(self.dates[0], at, to):
            del self.dates[0]
        seasons = [date for date in self.dates if grammar.season.search(text[date.start : date.end])]
        if any(len(date.value) >= _DAY for date in self.dates):
            self.dates = [date for date in self.dates if date not in seasons]
        self.dates = _spans_of_days(text, self.dates, grammar)
        if len(self.dates) > 1 and not grammar.moved.search(text, at, to):
            self.dates = [date for date in self.dates if not self._is_old(date, at)] or self.dates
        self.asides = asides_in(text, at, to, grammar)

    def _in_dateline(self, date: Dated, at: int, to: int) -> bool:
        """Whether a date stands with the place of writing before the first words (SEOUL, June 3 --)."""
        if date.start - at > DATELINE_REACH:
            return False
        around = f"{self.text[at : date.start]}\0{self.text[date.end : min(to, date.end + DATELINE_REACH)]}"
        return self.grammar.dateline.match(around) is not None

    def cues_in(self, mention: Mention, low: int, high: int) -> list[tuple[int, int, Tense]]:
        """The cues of the sentence that lie in `low:high`, each with its tense."""
        if self._cues is None:
            found = self.grammar.cue.finditer(self.text, mention.at, mention.to)
            self._cues = [(*match.span(), self.grammar.cue_of[match.lastgroup or ""].tense) for match in found]
        first = bisect_left(self._cues, (low,))
        last = bisect_left(self._cues, (high,))
        return [cue for cue in self._cues[first:last] if cue[1] <= high and not self.apart(mention, cue[0])]

    def apart(self, mention: Mention, position: int) -> bool:
        """Whether a position is in a clause that tells of something earlier, and the name is not."""
        return any((start <= position < end) != (start <= mention.start < end) for start, end in self.asides)

    def _is_prepared(self, mention: Mention) -> bool:
        """Whether the sentence tells of a meeting that prepares this one."""
        low = max(mention.at, mention.start - PREPARED_REACH)
        return (
            self.grammar.ahead.match(self.text, mention.end, mention.to) is not None
            or self.grammar.prepared_by.search(self.text[low : mention.start]) is not None
        )

    def _hosts(self) -> list[Mention]:
        """The meetings in whose margins the sentence tells of another: `on the sidelines of`, `期间`, `계기에`."""
        text, grammar = self.text, self.grammar
        found = [
            mention
            for mention in self.mentions
            if grammar.margin_after.match(text, mention.end, mention.to)
            or grammar.margin_before.search(text[max(mention.at, mention.start - MARGIN_REACH) : mention.start])
        ]
        return found if len(found) < len(self.mentions) else []

    def _is_body(self, mention: Mention) -> bool:
        """Whether it is an organisation, of which the sentence names an office."""
        organised = self.grammar.organised.match(self.text, mention.end, mention.to)
        return mention.kind == "body" and not mention.numbered and organised is not None

    def of_host(self, host: Mention, date: Dated) -> bool:
        """Whether the day stands in a clause that belongs to the name: `which runs from`, `举行的`."""
        if date.start >= host.end:
            return self.grammar.own_after.match(self.text, host.end, host.to) is not None
        low = max(host.at, host.start - VERB_BEFORE)
        return self.grammar.own_before.search(self.text[low : host.start]) is not None

    def _is_old(self, date: Dated, at: int) -> bool:
        """Whether it is the day for which something was planned at first, where no verb says that it is put off."""
        low = max(at, date.start - OLD_REACH)
        match = self.grammar.before_change.search(self.text, low, date.start)
        return match is not None and "," not in self.text[match.end() : date.start]

    def of_another(self, mention: Mention, start: int) -> bool:
        """Whether a day or place after the name is that of a meeting named behind it, by `held` or `agreed at`."""
        text, grammar = self.text, self.grammar
        if grammar.rules.order != "spaced" or start < mention.end:
            return False
        return any(
            start < other.start
            and (
                grammar.hold.search(text, max(start, other.start - VERB_BEFORE), other.start)
                or grammar.adopted.match(text, other.end, other.to)
            )
            for other in self.mentions
        )

    def departs(self, mention: Mention, date: Dated) -> bool:
        """Whether somebody leaves for the meeting and the day, with another subject after it, is not that of its own
        clause."""
        if date.start > mention.end or not self.grammar.left_for.match(self.text, mention.end, mention.to):
            return False
        return (
            not self.adnominal(mention) or self.grammar.subject.search(self.text, date.end, mention.start) is not None
        )

    def _is_deadline(self, date: Dated, at: int, to: int) -> bool:
        """Whether a date only says until when something is to be done."""
        if "/" in date.value:
            return False
        around = self.text[max(at, date.start - DEADLINE_REACH) : min(to, date.end + 2)].rstrip(" ,.;")
        return self.grammar.deadline.search(around) is not None

    def _is_day_of_telling(self, date: Dated, at: int, to: int) -> bool:
        """Whether it is only the day on which the meeting was told of (said on Friday that they had met), or another
        one that is none of its days."""
        if self.grammar.reported.match(self.text, date.end, to) or self.grammar.other_day.match(
            self.text, date.end, to
        ):
            return True
        before = self.grammar.told_before.search(self.text, max(at, date.start - TOLD_REACH), date.start)
        return before is not None and self.grammar.told_after.match(self.text, date.end, to) is not None

    def bounds(self, mention: Mention) -> tuple[int, int]:
        low, high = mention.at, mention.to
        for other in self.mentions:
            if other is mention or points_back(other) or self.coordinated(mention, other):
                continue
            if self._signed_there(mention, other):
                continue
            if other.end <= mention.start:
                low = max(low, other.end)
            elif other.start >= mention.end:
                high = min(high, other.start)
        return low, high

    def _signed_there(self, mention: Mention, other: Mention) -> bool:
        """Whether the other is a signing told beside a meeting, of the same day and place (signed it and held it)."""
        return self.grammar.rules.order == "spaced" and other.kind == "signing" and mention.kind != "signing"

    def coordinated(self, left: Mention, right: Mention) -> bool:
        group = self.groups.get(left)
        return group is not None and group == self.groups.get(right)

    def _nearest_beside(self, mention: Mention, start: int, end: int) -> Mention:
        """Of the names that the sentence coordinates with this one, the nearest: what is told of all stands apart."""
        if mention not in self.groups or self.grammar.rules.order != "prepositional":
            return mention
        members = [m for m in self.mentions if self.groups.get(m) == self.groups[mention]]
        if start >= mention.end:
            return max((m for m in members if m.end <= start), key=lambda m: m.end)
        return min((m for m in members if m.start >= end), key=lambda m: m.start, default=mention)

    def distance(self, mention: Mention, start: int, end: int) -> int:
        """How far `start:end` is from the name, in characters and in what lies between."""
        mention = self._nearest_beside(mention, start, end)
        low, high = (end, mention.start) if end <= mention.start else (mention.end, start)
        distance = high - low
        if distance > FARTHEST:
            return distance
        for other in self.mentions:
            aside = other in self.prepared or other in self.hosts or other in self.bodies
            skipped = other is mention or points_back(other) or aside or self._signed_there(mention, other)
            crossed = not skipped and low <= other.start < high
            if crossed and not self.coordinated(mention, other):
                distance += CROSSED_MEETING
        if self.grammar.sever.search(self.text, low, max(low, high)):
            distance += CROSSED_MEETING
        for _ in self.grammar.divide.finditer(self.text, low, max(low, high)):
            distance += CROSSED_CLAUSE
        return distance

    def uncrossed(self, mention: Mention, start: int, end: int) -> bool:
        """Whether no other meeting is told between the name and `start:end`."""
        low, high = (end, mention.start) if end <= mention.start else (mention.end, start)
        between = [m for m in self.mentions if m is not mention and low <= m.start < high]
        return all(points_back(m) or m in self.hosts or self.coordinated(mention, m) for m in between)

    def adnominal(self, mention: Mention) -> bool:
        """Whether a verb right before the name says that it is held, so that its day stands before it too."""
        if self.grammar.rules.order != "spaced":
            return False
        for other in reversed(self.mentions):
            if other.end <= mention.start and self.coordinated(other, mention):
                mention = other
        low = max(mention.at, mention.start - VERB_BEFORE)
        return bool(self.grammar.hold.search(self.text, low, mention.start)) and any(
            mention.at <= date.start < mention.start for date in self.dates
        )


def _spans_of_days(text: str, dates: list[Dated], grammar: Grammar) -> list[Dated]:
    """The dates, of which a day and the next one that are joined are one interval."""
    kept: list[Dated] = []
    for date in dates:
        before = kept[-1] if kept else None
        if before and grammar.joined_days.fullmatch(text, before.end, date.start) and _next_day(before, date):
            first = before.value.partition("/")[0]
            kept[-1] = Dated(before.start, date.end, f"{first}/{date.value}")
        else:
            kept.append(date)
    return kept


def _next_day(before: Dated, date: Dated) -> bool:
    """Whether both are days and the second is the one after the first."""
    if not len(before.value.rpartition("/")[2]) == len(date.value) == len("2020-01-01"):
        return False
    last, first = edtf.days(before.value)[1], edtf.days(date.value)[0]
    return last is not None and first is not None and (first - last).days == 1


def points_back(mention: Mention) -> bool:
    """Whether it only stands for a meeting named before, not for the one before or after that."""
    return mention.bare and mention.pointer not in ("next", "last")


def asides_in(text: str, at: int, to: int, grammar: Grammar) -> list[tuple[int, int]]:
    """The clauses of the sentence `text[at:to]` that tell of something earlier: `since they signed it in 1994`."""
    found = []
    for match in grammar.aside.finditer(text, at, to):
        start = match.start()
        if grammar.rules.order != "prepositional":
            start = at
            for opening in grammar.aside_from.finditer(text, at, match.end()):
                start = opening.end() if opening.end() <= match.start() else start
        found.append((start, match.end()))
    return found


def _groups_of(text: str, mentions: list[Mention], grammar: Grammar) -> dict[Mention, int]:
    """Of each of the names that a sentence coordinates, where the first of them begins."""
    groups: dict[Mention, int] = {}
    for left, right in pairwise(mentions):
        if _joined(text, left, right, grammar):
            groups[right] = groups.setdefault(left, left.start)
    return groups


def _joined(text: str, left: Mention, right: Mention, grammar: Grammar) -> bool:
    if left.tail and left.tail[1] in (right.end, (right.tail or (0, 0))[1]):
        return True
    if grammar.and_then.fullmatch(text, left.end, right.start):
        return True
    between = text[left.end : right.start].strip(" '\"」｣』「｢『")
    if left.numbered and right.numbered and between.startswith(","):
        between = between.lstrip(", ")
    if LONGEST_JOIN < len(between) <= LONGEST_JOIN_OF_WORDS:
        return grammar.join.fullmatch(between) is not None
    return len(between) <= LONGEST_JOIN and (
        not between or grammar.join.search(between) is not None or grammar.margin.fullmatch(between) is not None
    )
