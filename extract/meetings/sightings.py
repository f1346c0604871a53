"""A mention of a meeting in its place, and the mentions that are one meeting."""

from dataclasses import dataclass, field

from corpus import edtf

from .circumstances import Circumstances
from .grammar import Grammar
from .mention import Mention
from .parties import countries_in

ENCOUNTERS = {"talks", "meeting"}
"""Kinds of mention that may tell that people met, without a name for it."""
TITLE_RANK = 2
"""Sightings of a lower rank stand in the title or the subtitle."""
LEAST_TELLING = 4
"""A number from which the title and the first words mean one meeting with it."""
LEAD_RANK = 3
"""Sightings of a lower rank stand in the title, the subtitle or the first paragraphs."""


@dataclass(frozen=True)
class Sighting:
    """A mention with its circumstances and its place in the release: `rank` 0 title, 1 subtitle, 2 lead, 3 the rest.

    `prepares` is the event that it prepares, `vague`: but for countries and bodies nothing tells it from other meetings
    that are called by the same noun; `proper` is the key without the words for whom it is with; `partners` are the
    persons whom its description names as those met, `recalled`: it goes back to talks told before.
    """

    mention: Mention
    said: Circumstances
    grammar: Grammar
    surface: str
    key: str
    proper: str
    series: str | None
    rank: int
    table: bool = False
    prepares: str | None = None
    vague: bool = False
    partners: frozenset[str] = frozenset()
    recalled: bool = False


@dataclass
class Thread:
    """The sightings of one meeting, in order."""

    sightings: list[Sighting] = field(default_factory=list)
    parent: "Thread | None" = None

    @property
    def named(self) -> list[Sighting]:
        """The sightings that name it, all of them where none does."""
        return [s for s in self.sightings if s.mention.alone or not s.mention.bare] or self.sightings

    @property
    def ordinal(self) -> int | None:
        """The number by which it is called."""
        return next((s.mention.ordinal for s in self.sightings if s.mention.ordinal is not None), None)

    @property
    def number(self) -> int | None:
        """The number of the session, also of one that is only called the next one after a numbered session."""
        if self.ordinal is not None or not self.next or self.parent is None or self.parent.ordinal is None:
            return self.ordinal
        return self.parent.ordinal + 1

    @property
    def series(self) -> str | None:
        """The series of the registry: that of its names, else that of the meeting of which it is another round."""
        own = next((s.series for s in self.sightings if s.series), None)
        if own or self.parent is None:
            return own
        heads = {s.mention.head for s in self.parent.sightings}
        named = all(not s.mention.bare for s in self.sightings)
        if named and not heads & {s.mention.head for s in self.sightings}:
            return None  # the next seminar of young scientists is no round of the ministers' meeting
        return self.parent.series if self.ordinal is not None or self.next else None

    @property
    def date(self) -> str | None:
        """The day that the text gives it."""
        return self.dated.said.date if self.dated else None

    @property
    def dated(self) -> Sighting | None:
        """The sighting that gives the day most exactly; of several one that names the meeting, the first of these."""
        dated = [s for s in self.sightings if s.said.date]
        if self.ordinal is not None:
            dated = [s for s in dated if not (s.said.date or "").endswith("..")]
        if any(s.said.tense in ("held", "planned") for s in self.sightings):
            dated = [s for s in dated if not (s.said.tense == "ongoing" and (s.said.date or "").endswith(".."))]
        best = max(dated, key=lambda s: (len((s.said.date or "").partition("/")[0]), not s.mention.bare), default=None)
        if best is None or best.said.host:
            return best
        return _days_in_full(best, dated)

    @property
    def next(self) -> bool:
        """Whether it is called the next one."""
        return self.sightings[0].mention.pointer == "next"


def _days_in_full(best: Sighting, dated: list[Sighting]) -> Sighting:
    """The sighting that gives all the days of which `best` gives the first, or that gives fewer days within its own."""
    first, _, last = (best.said.date or "").partition("/")
    for other in dated:
        begins, _, ends = (other.said.date or "").partition("/")
        if not (ends and len(begins) == len(ends) == len("2020-01-01")) or other.mention.bare > best.mention.bare:
            continue
        if (not last and begins == first) or (last and first <= begins and ends < last):
            return other
    return best


def other_parties(left: Sighting, right: Sighting) -> bool:
    """Whether each names a country that the other, which names some too, does not."""
    one, two = (set(countries_in(s.surface, s.grammar.lang)) for s in (left, right))
    return bool(one - two and two - one) or of_other_size(left, right)


def of_other_size(left: Sighting, right: Sighting) -> bool:
    """Whether one is said to be of two sides and the other of three."""
    two = [s.grammar.of_two.search(s.surface) is not None for s in (left, right)]
    three = [s.grammar.of_three.search(s.surface) is not None for s in (left, right)]
    return sum(two) == sum(three) == 1 and two != three


def days_agree(sighting: Sighting, thread: Thread) -> bool:
    """Whether both can be on one day; a number shared outweighs the calendar."""
    if sighting.mention.ordinal is not None and sighting.mention.ordinal == thread.ordinal:
        return True
    mine = sighting.said.date
    if mine is None:
        return True
    theirs = thread.date
    return theirs is None or edtf.overlaps(mine, theirs)
