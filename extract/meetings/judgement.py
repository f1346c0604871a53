"""What follows from all that a release says of a meeting: whether there is one, its tense, format and level."""

from dataclasses import replace

from corpus import edtf
from corpus.languages import UNSPACED
from corpus.records import Level, MeetingFormat

from .names import shortens
from .rules import Tense
from .sightings import ENCOUNTERS, Sighting, Thread

TITLE, SUBTITLE, LEAD, REST = range(4)
"""Where a sighting stands: `Sighting.rank`."""


SHORTEST_SURNAME = 3
"""Letters of a family name by which a person is known again; shorter ones are words of other names, too."""

CONVENED = {*ENCOUNTERS, "body"}
"""Kinds of mention that name the meeting at which somebody is met."""
AT_ONCE = 3
"""Characters between those words and the name: a blank, a comma, a quotation mark."""

LONG_BEFORE = 30
"""Days before a meeting of which the release tells; what took place earlier is background."""


def took_place(thread: Thread) -> bool:
    """Whether the text says that there was or will be such a meeting."""
    if any(sighting.said.written for sighting in thread.sightings):
        return False
    named = [s for s in thread.sightings if not s.mention.bare]
    dated = any(s.said.date for s in thread.sightings if s.mention.bare)
    if named and not dated and all(s.said.tense == "wished" and _says_nothing_else(s) for s in named):
        return False
    return any(_says_so(sighting) for sighting in thread.sightings)


def _says_nothing_else(sighting: Sighting) -> bool:
    """Whether a name is that of talks in general, of which no number and no encounter tells."""
    return sighting.mention.kind == "talks" and not (sighting.mention.numbered or sighting.mention.described)


def without_organisations(threads: list[Thread]) -> list[Thread]:
    """The threads but those whose name, which no number goes with, is that of an organisation."""
    unnumbered = [thread for thread in threads if thread.ordinal is None]
    names = {s.key for thread in unnumbered for s in thread.sightings if s.said.organised and not s.mention.bare}
    return [t for t in threads if t.ordinal is not None or not any(s.key in names for s in t.named)]


def without_signings(threads: list[Thread]) -> list[Thread]:
    """The threads but the signings without a name that a meeting told as early, on the same day and spot, ends with."""
    return [t for t in threads if not (_signing_only(t) and any(_ends_with(other, t) for other in threads))]


def with_encounters(text: str, threads: list[Thread]) -> list[Thread]:
    """The threads, where one without a name is joined to the one that names the meeting of the same day and spot."""
    kept = []
    for thread in threads:
        named = _unnamed(thread) and next((other for other in threads if _names_it(text, other, thread)), None)
        named = named or next((other for other in threads if _told_next(thread, other)), None)
        if named:
            named.sightings.extend(thread.sightings)
        else:
            kept.append(thread)
    return kept


def told_once(threads: list[Thread], names: list[str]) -> list[Thread]:
    """The threads, where talks with a person that were told before, as those with him, are joined to these.

    `names` are those of the persons of the release.
    """
    words = [{word for word in name.split() if len(word) >= SHORTEST_SURNAME} for name in names]
    kept: list[Thread] = []
    for thread in threads:
        whom = _with_whom(thread, words)
        before = next((o for o in kept if whom & _with_whom(o, words) and agree_in_time(thread, o)), None)
        if before:
            before.sightings.extend(thread.sightings)
        else:
            kept.append(thread)
    return kept


def _with_whom(thread: Thread, words: list[set[str]]) -> set[int]:
    """The persons, by number, with whom a release says that somebody met or talked."""
    told = [s for s in thread.named if s.mention.kind in ENCOUNTERS and not s.mention.numbered]
    company = {word.strip(".,") for s in told for word in _after_company(s).split()}
    return {number for number, name in enumerate(words) if company & name}


def _after_company(sighting: Sighting) -> str:
    """The words of a name behind the one that leads to those with whom somebody meets."""
    leads = sighting.grammar.rules.boundary.company
    return sighting.surface.partition(f" {leads} ")[2] if leads else ""


def agree_in_time(thread: Thread, other: Thread) -> bool:
    """Whether the days and tenses of two meetings agree."""
    if thread.date and other.date and not edtf.overlaps(thread.date, other.date):
        return False
    return (tense_of(thread) == "planned") == (tense_of(other) == "planned")


def _unnamed(thread: Thread) -> bool:
    return all(s.mention.bare and not s.mention.alone and s.mention.kind in ENCOUNTERS for s in thread.sightings)


def _names_it(text: str, named: Thread, unnamed: Thread) -> bool:
    """Whether the numbered meeting was held when and where the sides met."""
    if named.ordinal is None or _unnamed(named) or unnamed.ordinal is not None or not unnamed.date:
        return False
    places = [{text[slice(*s.said.place)] for s in t.sightings if s.said.place} for t in (named, unnamed)]
    return named.date == unnamed.date and bool(places[0] & places[1])


def _told_next(thread: Thread, named: Thread) -> bool:
    """Whether the words that whom somebody met are followed at once by the name of the meeting."""
    if thread is named or not all(s.mention.described and s.mention.kind in ENCOUNTERS for s in thread.sightings):
        return False
    if any(s.grammar.lang in UNSPACED for s in thread.sightings):  # three characters are a clause there
        return False
    names = [s.mention for s in named.named if not (s.mention.described or s.mention.bare)]
    ends = [s.mention.end for s in thread.sightings]
    return any(m.kind in CONVENED and 0 < m.start - end <= AT_ONCE for m in names for end in ends)


def _signing_only(thread: Thread) -> bool:
    return all(s.mention.kind == "signing" for s in thread.named)


def _ends_with(meeting: Thread, signing: Thread) -> bool:
    if meeting is signing or _signing_only(meeting) or meeting.next:
        return False
    if _to_come_after(meeting, signing):
        return False
    first, told = (min(s.rank for s in thread.sightings) for thread in (meeting, signing))
    sentences = [{s.mention.at for s in thread.named} for thread in (meeting, signing)]
    if first > LEAD or (told < LEAD <= first and not sentences[0] & sentences[1]):
        return False
    if meeting.date and signing.date:
        return edtf.overlaps(meeting.date, signing.date)
    places = [next((s.said.place for s in thread.sightings if s.said.place), None) for thread in (meeting, signing)]
    return None in places or places[0] == places[1]


def _to_come_after(meeting: Thread, signing: Thread) -> bool:
    """Whether it is a round without a day that is yet to come, so that what was signed cannot have ended it."""
    to_come = meeting.ordinal is not None and not meeting.date and tense_of(meeting) == "planned"
    return to_come and tense_of(signing) in ("held", "open")


def _says_so(sighting: Sighting) -> bool:
    mention, said = sighting.mention, sighting.said
    if mention.leading and sighting.rank > LEAD:
        return False
    if mention.kind == "signing":
        day = len(said.date or "") >= len("2020-01-01")
        told = bool(said.place) or sighting.rank < LEAD or (sighting.rank == LEAD and day)
        return said.tense != "wished" and told and (day or not said.date)
    if mention.counted and not said.date:
        return False
    if _of_any_kind(sighting):
        return False
    if said.regular and not said.date and not mention.numbered and sighting.rank > SUBTITLE:
        return False
    if mention.kind == "meeting" and not mention.numbered and sighting.rank > SUBTITLE and not said.bracketed:
        plural = sighting.grammar.plural.fullmatch(mention.head) and sighting.surface.lower().endswith(mention.head)
        if plural and not said.date:
            return False
    if said.host and not mention.bare:
        return said.tense != "wished"
    if (mention.numbered and mention.kind != "round") or said.bracketed or mention.described:
        return True
    if mention.kind in ("talks", "body", "event"):
        if said.tense == "cancelled" and not mention.bare:
            return True
        return (said.bound and said.tense != "wished") or (sighting.table and said.date is not None)
    if mention.kind == "call":
        return said.bound or sighting.rank < REST or said.date is not None
    if said.tense == "wished":
        return False
    return bool(said.tense or said.date or (sighting.table and not mention.bare) or sighting.rank < LEAD)


def _of_any_kind(sighting: Sighting) -> bool:
    """Whether a bare noun, without day and place, tells what the sides do from time to time (双方将举办研讨会)."""
    mention, said = sighting.mention, sighting.said
    if sighting.rank <= SUBTITLE or sighting.grammar.occasional.match(mention.head) is None:
        return False
    told = said.date or said.place or said.bracketed or mention.numbered or mention.pointer
    return mention.bare and not told


def core_of(threads: list[Thread], *, schedule: bool) -> list[Thread]:
    """The meetings the release is about.

    Those named in its title, else in its first words; every dated one of a `schedule`; and numbered ones that are held
    on the day of one of these.
    """
    if schedule:
        return [thread for thread in threads if thread.date]
    core = _named_at(threads, TITLE) or _named_at(threads, SUBTITLE)
    if not core:
        lead = _at_rank(threads, LEAD)
        lead = [thread for thread in lead if not all(s.said.host for s in thread.sightings)] or lead
        core = [t for t in lead if not (_after_one_of(t, lead) or _before_one_of(t, lead) or _long_before(t, lead[0]))]
        core = core or lead or threads[:1]
    groups = {s.said.group for t in core for s in t.sightings if s.rank <= LEAD and s.said.group is not None}
    joined = [t for t in threads if any(s.said.group in groups and not s.said.host for s in t.sightings)]
    core += [t for t in joined if t not in core]
    days = {thread.date for thread in core if thread.date}
    same_day = [t for t in threads if t.ordinal is not None and t.date in days and not any(t is c for c in core)]
    return [*core, *same_day]


def date_by_hosts(core: list[Thread], threads: list[Thread]) -> None:
    """Give a meeting in the margins of another, of which no day is told, that of the other one in the same sentence.

    Only where the release is about it, and for a single day.
    """
    hosts = {s.mention.at: s.said.date for t in threads for s in t.sightings if s.said.date and _is_host(s, core)}
    for thread in core:
        beside = next((s for s in thread.sightings if s.said.margin and s.mention.at in hosts), None)
        if beside is None or thread.date or thread.ordinal is not None:
            continue
        number = thread.sightings.index(beside)
        thread.sightings[number] = replace(beside, said=replace(beside.said, date=hosts[beside.mention.at]))


def _is_host(sighting: Sighting, core: list[Thread]) -> bool:
    day = len(sighting.said.date or "") == len("2020-01-01")
    return day and sighting.said.host and not any(sighting in thread.sightings for thread in core)


def _after_one_of(thread: Thread, others: list[Thread]) -> bool:
    """Whether it is planned as the round that follows one of the others."""
    number = thread.number
    if number is None or tense_of(thread) != "planned":
        return False
    before = [other for other in others if other.number == number - 1 and _kin(thread, other)]
    return any(tense_of(other) != "planned" or (other.date and not thread.date) for other in before)


def _before_one_of(thread: Thread, others: list[Thread]) -> bool:
    """Whether it is an earlier round of one of the others, without a day of its own, as which it is called to mind."""
    number = thread.number
    if number is None or thread.date:
        return False
    return any(o.date and o.number is not None and o.number > number and _kin(thread, o) for o in others)


def _long_before(thread: Thread, first: Thread) -> bool:
    """Whether it took place long before the meeting that the text tells first, so that it is only called to mind."""
    if thread is first or not (thread.date and first.date):
        return False
    last, begins = edtf.days(thread.date)[1], edtf.days(first.date)[0]
    return last is not None and begins is not None and (begins - last).days > LONG_BEFORE


def _named_at(threads: list[Thread], rank: int) -> list[Thread]:
    """The meetings named there, but those in whose margins the words there tell of another."""
    named = _at_rank(threads, rank)
    return [t for t in named if not all(s.said.host for s in t.sightings if s.rank == rank)] or named


def _at_rank(threads: list[Thread], rank: int) -> list[Thread]:
    return [thread for thread in threads if any(s.rank == rank for s in thread.sightings)]


def tense_of(thread: Thread) -> Tense | None:
    """The tense where the day is given; else the first that is more than open, of its names before others."""
    said = [s for s in thread.sightings if s.said.tense and s.said.tense != "wished"]
    if any(s.said.tense == "cancelled" for s in said if s in thread.named):
        return "cancelled"
    if thread.dated and thread.dated.said.tense and thread.dated.said.tense != "wished":
        return thread.dated.said.tense
    named = [s.said.tense for s in said if s in thread.named]
    tenses = [*named, *(s.said.tense for s in said)]
    return next((tense for tense in tenses if tense != "open"), tenses[0] if tenses else None)


def format_of(thread: Thread, core: list[Thread]) -> MeetingFormat | None:
    """As stated; in person where the sides attend in a named place, as they do where the release is about it.

    What takes place on the days of the core meeting, and has no place of its own, is held as that is.
    """
    stated = _stated_format(thread)
    if stated or all(s.mention.kind == "call" for s in thread.named):
        return stated
    is_core = any(thread is other for other in core)
    if any(s.said.place for s in thread.sightings):
        return "in-person" if is_core or any(s.said.attended for s in thread.sightings) else None
    if any(s.said.margin for s in thread.sightings):
        return None
    for other in core:
        if other is not thread and thread.date and other.date and edtf.contains(other.date, thread.date):
            return _stated_format(other) or ("in-person" if any(s.said.place for s in other.sightings) else None)
    return None


def _stated_format(thread: Thread) -> MeetingFormat | None:
    return next((s.said.format for s in thread.sightings if s.said.format), None)


def level_of(thread: Thread, threads: list[Thread]) -> Level | None:
    """By the title, by that of another round of the series, by the rank of those who chair."""
    if titled := next((s.said.level for s in thread.sightings if s.said.level), None):
        return titled
    kin = [other for other in threads if _kin(thread, other)]
    for other in kin:
        if titled := next((s.said.level for s in other.sightings if s.said.level), None):
            return titled
    ranked = [s for other in (thread, *kin) for s in other.sightings if s.said.rank]
    return next((s.said.rank for s in ranked if s.said.led), ranked[0].said.rank if ranked else None)


def follows(thread: Thread, core: list[Thread]) -> bool:
    """Whether it is the round after one that the release is about, by its number alone or as the next one."""
    if thread.next and core and not thread.date and tense_of(thread) != "cancelled":
        return True
    if thread.ordinal is None or thread.date:
        return False
    return any(other.ordinal == thread.ordinal - 1 and _same_series(thread, other) for other in core)


def _same_series(thread: Thread, other: Thread) -> bool:
    return _kin(thread, other) or any(shortens(s.surface, o.surface) for s in thread.named for o in other.named)


def _kin(thread: Thread, other: Thread) -> bool:
    """Whether both are rounds of one series."""
    if thread is other or thread.number is None or other.number is None:
        return False
    if thread.parent is other or other.parent is thread or (thread.parent and thread.parent is other.parent):
        return True
    if thread.series and thread.series == other.series:
        return True
    keys = [{s.key for s in one.named if not s.mention.bare} for one in (thread, other)]
    return bool(keys[0] & keys[1])
