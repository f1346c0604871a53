"""Which mentions are one meeting: by number, by name, by what a pointer points at."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from corpus import edtf

from .circumstances import Circumstances
from .grammar import Grammar
from .mention import Mention
from .names import LEAST_ALIKE, alike, dice, is_shortened, key_of, leaves_out_words, shortens
from .parties import countries_in

LEAST_ALIKE_NUMBERED = 0.5
"""The same where both names carry one number."""
NEAR = 100
"""Meetings with which a name is compared at either end of a long text, so that the time stays in proportion to it."""
_PROPER = re.compile(r"\b[A-Z][\w-]+")
LEAST_ALIKE_IN_TITLE = 0.3
"""The same where a title and the first words may name one meeting by different nouns."""
GATHERINGS = {"talks", "meeting", "body", "event"}
"""Kinds of mention of which one may stand in the title and another in the text."""
ENCOUNTERS = {"talks", "meeting"}
"""Kinds of mention that may tell that people met, without a name for it."""
TITLE_RANK = 2
"""Sightings of a lower rank stand in the title or the subtitle."""
LEAST_TELLING = 4
"""A number from which the title and the first words mean one meeting with it."""
LEAD_RANK = 3
"""Sightings of a lower rank stand in the title, the subtitle or the first paragraphs."""
LONG_LEAD = 12
"""Letters before the head noun that tell a meeting from others."""


@dataclass(frozen=True)
class Sighting:
    """A mention with its circumstances and its place in the release: `rank` 0 title, 1 subtitle, 2 lead, 3 the rest.

    `prepares` is the event that it prepares, `vague`: but for countries and bodies nothing tells it from other meetings
    that are called by the same noun.
    """

    mention: Mention
    said: Circumstances
    grammar: Grammar
    surface: str
    key: str
    series: str | None
    rank: int
    table: bool = False
    prepares: str | None = None
    vague: bool = False


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
        return max(dated, key=lambda s: (len((s.said.date or "").partition("/")[0]), not s.mention.bare), default=None)

    @property
    def next(self) -> bool:
        """Whether it is called the next one."""
        return self.sightings[0].mention.pointer == "next"


def threads_of(sightings: list[Sighting]) -> list[Thread]:
    """The meetings that the sightings, in order of the text, mention; some may turn out to be none."""
    threads: list[Thread] = []
    for sighting in sightings:
        thread = _thread_for(sighting, threads if len(threads) <= 2 * NEAR else [*threads[:NEAR], *threads[-NEAR:]])
        if thread is not None:
            thread.sightings.append(sighting)
        elif _may_open(sighting):
            threads.append(Thread([sighting], _parent(sighting, threads)))
    return threads


def _may_open(sighting: Sighting) -> bool:
    mention = sighting.mention
    if sighting.said.defined or sighting.said.renames:
        return False
    if _told_alone(sighting):
        return True
    if mention.numbered or mention.described or not mention.bare:
        return True
    if mention.pointer == "last":
        return sighting.said.date is not None
    if mention.alone and mention.pointer == "this":
        return sighting.said.attended and sighting.said.date is not None
    return mention.pointer == "next" or (mention.alone and mention.pointer is None)


def _told_alone(sighting: Sighting) -> bool:
    """Whether a bare noun tells of a meeting by itself: a verb says that it is held, on a day of its own."""
    mention, said = sighting.mention, sighting.said
    return (
        mention.bare
        and mention.pointer is None
        and mention.kind in ("meeting", "talks", "call")
        and (said.bound or mention.verbal)
        and said.tense not in (None, "wished", "ongoing")
        and len(said.date or "") >= len("2020-01-01")
    )


def _thread_for(sighting: Sighting, threads: list[Thread]) -> Thread | None:
    mention = sighting.mention
    if sighting.said.renames and threads:
        return threads[-1]
    if mention.kind == "call":
        return _first(threads, lambda t: t.sightings[0].mention.kind == "call" and _days_agree(sighting, t))
    if mention.kind == "signing" or sighting.grammar.signing.match(mention.head):
        return _first(threads, lambda t: _is_signing(t) and _days_agree(sighting, t) and _names_fit(sighting, t))
    if mention.described:
        return _first(
            threads,
            lambda t: (
                t.sightings[0].mention.head == mention.head
                and _days_agree(sighting, t)
                and any(alike(s.key, sighting.key) for s in t.sightings)
            ),
        ) or _first(threads, lambda t: _told_in_title(sighting, t) or (len(threads) == 1 and _told_first(sighting, t)))
    if mention.bare and not mention.numbered:
        return _pointed_at(sighting, threads)
    candidates = [thread for thread in threads if _numbers_agree(sighting, thread)]
    if mention.numbered and (awaited := _first(candidates, lambda t: t.next and _same_head(sighting, t))):
        return awaited
    if mention.pointer == "this" and not mention.numbered:
        pointed = _first(threads, lambda t: not t.next and any(s.key.endswith(sighting.key) for s in t.named))
        if pointed is not None:
            return pointed
    if mention.numbered and (other := _in_another_language(sighting, threads)) is not None:
        return other
    if mention.bare:
        return _first(candidates, lambda t: t.ordinal == mention.ordinal)
    return (
        _first(candidates, lambda t: _names_agree(sighting, t) and (sighting.said.defined or _days_agree(sighting, t)))
        or _first(
            candidates,
            lambda t: (
                (_called_shortly(sighting, t) and _days_agree(sighting, t))
                or (t.sightings[0].mention.described and _told_in_title(sighting, t))
            ),
        )
        or _titled(sighting, candidates)
    )


def _told_in_title(sighting: Sighting, thread: Thread) -> bool:
    """Whether the first words tell again of an encounter without a name that the title tells: the same people meet."""
    first, mention = thread.sightings[0], sighting.mention
    if first.rank >= TITLE_RANK or sighting.rank not in (first.rank, LEAD_RANK - 1) or thread.ordinal is not None:
        return False
    if mention.numbered or not {first.mention.kind, mention.kind} <= ENCOUNTERS or not _days_agree(sighting, thread):
        return False
    if mention.head not in sighting.surface.lower() or any(_other_parties(sighting, other) for other in thread.named):
        return False
    if sighting.grammar.rules.order == "unspaced":
        pairs = [{s.key[i : i + 2] for i in range(len(s.key) - 1)} for s in (first, sighting)]
        return first.mention.head == mention.head and len(pairs[0] & pairs[1]) >= LEAST_TELLING
    theirs, mine = (set(_PROPER.findall(s.surface)) for s in (first, sighting))
    if theirs & mine:
        return True
    heads = first.mention.head, mention.head
    return sighting.grammar.rules.order == "spaced" and (heads[0].endswith(heads[1]) or heads[1].endswith(heads[0]))


def _told_first(sighting: Sighting, thread: Thread) -> bool:
    """Whether the first encounter that the text tells is that of the title.

    The title names it by its sides alone, or tells an encounter of the same kind and rank.
    """
    first = thread.sightings[0]
    same_rank = (
        first.mention.described
        and first.mention.kind == sighting.mention.kind
        and first.said.rank is not None
        and first.said.rank == sighting.said.rank
    )
    if not (first.vague or same_rank) or thread.date or any(s.rank >= TITLE_RANK for s in thread.sightings):
        return False
    dated = len(sighting.said.date or "") >= len("2020-01-01")
    return dated and sighting.rank == LEAD_RANK - 1 and not sighting.said.margin and not _other_parties(sighting, first)


def _titled(sighting: Sighting, threads: list[Thread]) -> Thread | None:
    """The meeting that the title alone names, by its noun or by some of its subject."""
    said = sighting.said
    if sighting.rank != TITLE_RANK or not (said.bound or len(said.date or "") >= len("2020-01-01")):
        return None
    if sighting.mention.pointer in ("next", "last") or sighting.table:
        return None
    open_yet = [t for t in threads if not t.date and all(s.rank < TITLE_RANK for s in t.sightings)]
    fitting = [t for t in open_yet if not t.next and _fits_title(sighting, t.sightings[0])]
    same_noun = [t for t in fitting if _nouns_agree(sighting, t.sightings[0])]
    if len(same_noun) > 1:
        same_noun = [t for t in same_noun if t.sightings[0].mention.head == sighting.mention.head]
    if len(same_noun) == 1:
        return same_noun[0]
    if len(fitting) == 1 and _by_noun_alone(sighting, fitting[0].sightings[0]):
        return fitting[0]
    if len(fitting) == 1 and dice(fitting[0].sightings[0].key, sighting.key) >= LEAST_ALIKE_IN_TITLE:
        return fitting[0]
    return None


def _fits_title(sighting: Sighting, first: Sighting) -> bool:
    """Whether nothing in the two names parts the meetings that they name."""
    kinds = {first.mention.kind, sighting.mention.kind}
    if not (kinds <= GATHERINGS or len(kinds) == 1) or first.grammar.lang != sighting.grammar.lang:
        return False
    levels = {first.said.level, sighting.said.level} - {None}
    return len(levels) < 2 and not _other_parties(sighting, first)


def _by_noun_alone(sighting: Sighting, first: Sighting) -> bool:
    """Whether the title says no more than that people meet."""
    return first.mention.bare and {first.mention.kind, sighting.mention.kind} <= ENCOUNTERS


def _nouns_agree(sighting: Sighting, first: Sighting) -> bool:
    own, title = sighting.mention.head, first.mention.head
    return own.endswith(title) or title.endswith(own) or title in sighting.surface.lower()


def _pointed_at(sighting: Sighting, threads: list[Thread]) -> Thread | None:
    """The meeting that a bare noun stands for: the last one called by that noun, else the one that opened the text."""
    mention = sighting.mention
    if mention.pointer == "next":
        return _first(threads, lambda t: t.next and _same_head(sighting, t)) or _after_first(threads)
    if mention.pointer == "last":
        return None
    same_noun = [
        t
        for t in reversed(threads)
        if any(s.mention.head == mention.head or s.surface.casefold().endswith(mention.head) for s in t.sightings)
        and _days_agree(sighting, t)
    ]
    if same_noun:
        return same_noun[0]
    if sighting.table or (mention.alone and mention.pointer is None):
        return None
    if _told_alone(sighting) and not any(_days_agree(sighting, thread) for thread in threads):
        return None
    return threads[0] if threads else None


def _same_head(sighting: Sighting, thread: Thread) -> bool:
    first = thread.sightings[0]
    return first.mention.head == sighting.mention.head or first.grammar.lang != sighting.grammar.lang


def _after_first(threads: list[Thread]) -> Thread | None:
    """The round that follows the meeting with which the release opens."""
    opening = _first(threads, lambda t: t.ordinal is not None and t.parent is None)
    number = opening.ordinal if opening else None
    return _first(threads, lambda t: number is not None and t.ordinal == number + 1)


def _in_another_language(sighting: Sighting, threads: list[Thread]) -> Thread | None:
    """The meeting of this number in the other language of a bilingual release, where there is one only."""
    same = [
        t
        for t in threads
        if t.ordinal == sighting.mention.ordinal and all(s.grammar.lang != sighting.grammar.lang for s in t.sightings)
    ]
    return same[0] if len(same) == 1 else None


def _numbers_agree(sighting: Sighting, thread: Thread) -> bool:
    number, other = sighting.mention.ordinal, thread.ordinal
    if thread.next != (sighting.mention.pointer == "next"):
        return number is not None and number == thread.number
    if number is not None and other is not None:
        return number == other
    return True


def _names_agree(sighting: Sighting, thread: Thread) -> bool:
    if sighting.series and sighting.series == thread.series:
        return True
    if sighting.series and thread.series and sighting.series != thread.series:
        return False
    if any(_other_parties(sighting, other) for other in thread.named):
        return False
    number = sighting.mention.ordinal
    least = LEAST_ALIKE_NUMBERED if number is not None and number == thread.ordinal else LEAST_ALIKE
    return any(alike(sighting.key, other.key, least) for other in thread.named)


def _called_shortly(sighting: Sighting, thread: Thread) -> bool:
    """Whether one of the two names is short for the other: an acronym, a noun with the host or the countries alone."""
    for other in thread.named:
        if shortens(sighting.surface, other.surface) or shortens(other.surface, sighting.surface):
            return True
    first = thread.sightings[0]
    if _shortened_in_title(sighting, first):
        return True
    if sighting.table or first.mention.at == sighting.mention.at or first.mention.head != sighting.mention.head:
        return False
    ranks = {sighting.rank, first.rank}
    number = sighting.mention.ordinal
    if number is not None and number == thread.ordinal and number >= LEAST_TELLING and len(ranks) > 1:
        told_first = max(ranks) < LEAD_RANK and not any(_other_parties(sighting, s) for s in thread.named)
        return told_first and (first.series is None or sighting.series in (None, first.series))
    if not (sighting.vague or first.vague) or any(s.said.level != sighting.said.level for s in thread.named):
        return False
    mine, theirs = (set(countries_in(s.surface, s.grammar.lang)) for s in (sighting, first))
    return (not mine or not theirs or mine == theirs) and min(sighting.rank, first.rank) < LEAD_RANK


def _shortened_in_title(sighting: Sighting, first: Sighting) -> bool:
    """Whether the title leaves out some of the name that the first words, or later ones with its number, give in full.

    Of a name with complements after its head noun it may leave out these, of another one letters.
    """
    if first.rank >= TITLE_RANK or first.mention.numbered:
        return False
    early = sighting.rank == TITLE_RANK
    spaced = first.grammar.rules.order == "prepositional"
    if early and spaced and leaves_out_words(first.surface, sighting.surface):
        return not _other_parties(sighting, first)
    if first.mention.head != sighting.mention.head:
        return False
    if _other_parties(sighting, first) or not (early or sighting.mention.numbered):
        return False
    if sighting.grammar.rules.order != "prepositional":
        return is_shortened(first.key, sighting.key) and (early or first.key[:2] == sighting.key[:2])
    leads = [s.surface.lower().partition(s.mention.head)[0] for s in (first, sighting)]
    one, two = (key_of(first.grammar.ordinal.sub(" ", lead)) for lead in leads)
    return early and one == two and len(one) >= LONG_LEAD


def _is_signing(thread: Thread) -> bool:
    first = thread.sightings[0]
    return first.mention.kind == "signing" or first.grammar.signing.match(first.mention.head) is not None


def _names_fit(sighting: Sighting, thread: Thread) -> bool:
    """Whether one signing has no name of its own, or their names are alike."""
    kinds = {sighting.mention.kind, thread.sightings[0].mention.kind}
    return "signing" in kinds or sighting.mention.bare or _names_agree(sighting, thread)


def _other_parties(left: Sighting, right: Sighting) -> bool:
    """Whether each names a country that the other, which names some too, does not."""
    one, two = (set(countries_in(s.surface, s.grammar.lang)) for s in (left, right))
    return bool(one - two and two - one)


def _days_agree(sighting: Sighting, thread: Thread) -> bool:
    """Whether both can be on one day; a number shared outweighs the calendar."""
    if sighting.mention.ordinal is not None and sighting.mention.ordinal == thread.ordinal:
        return True
    mine = sighting.said.date
    if mine is None:
        return True
    theirs = thread.date
    return theirs is None or edtf.overlaps(mine, theirs)


def _parent(sighting: Sighting, threads: list[Thread]) -> Thread | None:
    """The meeting of which a session named by number alone, or as the next one, is an earlier or later round."""
    if not sighting.mention.bare and sighting.mention.pointer != "next":
        return None
    return _first(threads, lambda t: t.parent is None and t.ordinal is not None) or (threads[0] if threads else None)


def _first(threads: list[Thread], test: Callable[[Thread], bool]) -> Thread | None:
    return next((thread for thread in threads if test(thread)), None)
