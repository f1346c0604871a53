"""Which mentions are one meeting: by number, by name, by what a pointer points at."""

from collections.abc import Callable

from .names import LEAST_ALIKE, alike, shortens
from .parties import countries_in
from .sightings import (
    ENCOUNTERS,
    LEAD_RANK,
    LEAST_TELLING,
    TITLE_RANK,
    Sighting,
    Thread,
    days_agree,
    of_other_size,
    other_parties,
)
from .titles import same_office, shortened_in_title, titled, told_first, told_in_title

LEAST_ALIKE_NUMBERED = 0.5
"""The same where both names carry one number."""
SHORTEST = 2
"""Letters of a key with which another may end."""
NEAR = 100
"""Meetings with which a name is compared at either end of a long text, so that the time stays in proportion to it."""


def threads_of(sightings: list[Sighting]) -> list[Thread]:
    """The meetings that the sightings, in order of the text, mention; some may turn out to be none."""
    threads: list[Thread] = []
    for sighting in sightings:
        near = threads if len(threads) <= 2 * NEAR else [*threads[:NEAR], *threads[-NEAR:]]
        thread = _thread_for(sighting, near)
        if thread is not None:
            thread.sightings.append(sighting)
        elif _may_open(sighting) or _held_apart(sighting, near):
            threads.append(Thread([sighting], _parent(sighting, threads)))
    return threads


def _may_open(sighting: Sighting) -> bool:
    mention = sighting.mention
    if sighting.said.defined or sighting.said.renames:
        return False
    if _told_alone(sighting) or _proper(sighting):
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


def _proper(sighting: Sighting) -> bool:
    """Whether a name of only general words is written as a proper one and has a date: the Trilateral Summit in 2021."""
    words = sighting.surface.split()
    capitals = len(words) > 1 and all(word[0].isupper() for word in words)
    return capitals and sighting.mention.pointer is None and sighting.said.date is not None


def _held_apart(sighting: Sighting, threads: list[Thread]) -> bool:
    """Whether a bare noun tells that talks were held, where all told before is signings and events without talks."""
    mention, said = sighting.mention, sighting.said
    if not (mention.bare and mention.pointer is None and said.bound and said.tense == "held"):
        return False
    return mention.kind in ENCOUNTERS and all(
        t.ordinal is None and (_is_signing(t) or t.sightings[0].mention.kind not in ENCOUNTERS) for t in threads
    )


def _thread_for(sighting: Sighting, threads: list[Thread]) -> Thread | None:
    mention = sighting.mention
    if sighting.said.renames and threads:
        return threads[-1]
    if mention.kind == "call":
        return _first(
            threads,
            lambda t: (
                t.sightings[0].mention.kind == "call"
                and days_agree(sighting, t)
                and not any(other_parties(sighting, other) for other in t.named)
            ),
        )
    if mention.kind == "signing" or sighting.grammar.signing.match(mention.head):
        return _first(threads, lambda t: _is_signing(t) and days_agree(sighting, t) and _names_fit(sighting, t))
    if mention.described:
        return (
            _first(
                threads,
                lambda t: (
                    t.sightings[0].mention.head == mention.head
                    and days_agree(sighting, t)
                    and any(alike(s.key, sighting.key) for s in t.sightings)
                ),
            )
            or _first(threads, lambda t: _meets_again(sighting, t))
            or _first(threads, lambda t: same_office(sighting, t))
            or _first(threads, lambda t: told_in_title(sighting, t) or (len(threads) == 1 and told_first(sighting, t)))
            or _recalled(sighting, threads)
        )
    if mention.bare and not mention.numbered:
        return _pointed_at(sighting, threads)
    candidates = [
        t for t in threads if _numbers_agree(sighting, t) and not any(of_other_size(sighting, s) for s in t.sightings)
    ]
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
        _first(candidates, lambda t: _names_agree(sighting, t) and (sighting.said.defined or days_agree(sighting, t)))
        or _first(
            candidates,
            lambda t: (
                (_called_shortly(sighting, t) and days_agree(sighting, t))
                or (t.sightings[0].mention.described and told_in_title(sighting, t))
            ),
        )
        or titled(sighting, candidates)
        or _first(candidates, lambda t: t.sightings[0].mention.described and same_office(sighting, t))
    )


def _meets_again(sighting: Sighting, thread: Thread) -> bool:
    """Whether a description tells again of an encounter without a name: the same persons are met on the same day."""
    if not {sighting.mention.kind, thread.sightings[0].mention.kind} <= ENCOUNTERS or not days_agree(sighting, thread):
        return False
    return any(s.mention.described and s.partners & sighting.partners for s in thread.sightings)


def _recalled(sighting: Sighting, threads: list[Thread]) -> Thread | None:
    """The last encounter without a name told before, to which a description goes back (in the talks with him)."""
    if not sighting.recalled:
        return None
    return _first(threads[::-1], lambda t: t.sightings[0].mention.described and days_agree(sighting, t))


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
        and days_agree(sighting, t)
    ]
    if same_noun:
        told = [t for t in same_noun if any(s.said.bound or s.said.date or s.rank < TITLE_RANK for s in t.sightings)]
        if mention.pointer == "this" and sighting.grammar.rules.order != "prepositional":  # there "the" points, too
            opening = [t for t in same_noun if any(s.rank < LEAD_RANK for s in t.sightings) and not _only_recalled(t)]
            told = opening[::-1] or told
        return (told or same_noun)[0]
    if sighting.table or (mention.alone and mention.pointer is None):
        return None
    if _told_alone(sighting) and not any(days_agree(sighting, thread) for thread in threads):
        return None
    if _held_apart(sighting, threads):
        return None
    if not threads or (_proper(sighting) and not days_agree(sighting, threads[0])):
        return None
    return threads[0]


def _only_recalled(thread: Thread) -> bool:
    """Whether it is an earlier round of one told before it, by its number."""
    number = thread.ordinal
    return number is not None and thread.parent is not None and (thread.parent.ordinal or 0) > number


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
    if any(other_parties(sighting, other) for other in thread.named):
        return False
    number = sighting.mention.ordinal
    same = number is not None and number == thread.ordinal
    least = LEAST_ALIKE_NUMBERED if same else LEAST_ALIKE
    if same and any(_ends_alike(sighting.key, other.key) for other in thread.named):
        return True
    return any(
        alike(sighting.key, other.key, least) or _alike_but_for_company(sighting, other, least)
        for other in thread.named
    )


def _alike_but_for_company(sighting: Sighting, other: Sighting, least: float) -> bool:
    """Whether the names are alike, of which only one goes on with whom the meeting is."""
    alone = (sighting.key == sighting.proper) != (other.key == other.proper)
    return alone and not (sighting.vague or other.vague) and alike(sighting.proper, other.proper, least)


def _ends_alike(key: str, other: str) -> bool:
    """Whether one of two keys is the end of the other (IRM, PALMNET IRM)."""
    return min(len(key), len(other)) >= SHORTEST and (key.endswith(other) or other.endswith(key))


def _called_shortly(sighting: Sighting, thread: Thread) -> bool:
    """Whether one of the two names is short for the other: an acronym, a noun with the host or the countries alone."""
    for other in thread.named:
        if shortens(sighting.surface, other.surface) or shortens(other.surface, sighting.surface):
            return True
    first = thread.sightings[0]
    if shortened_in_title(sighting, first):
        return True
    if sighting.table or first.mention.at == sighting.mention.at or first.mention.head != sighting.mention.head:
        return False
    ranks = {sighting.rank, first.rank}
    number = sighting.mention.ordinal
    if number is not None and number == thread.ordinal and number >= LEAST_TELLING and len(ranks) > 1:
        told_first = max(ranks) < LEAD_RANK and not any(other_parties(sighting, s) for s in thread.named)
        return told_first and (first.series is None or sighting.series in (None, first.series))
    if not (sighting.vague or first.vague) or any(s.said.level != sighting.said.level for s in thread.named):
        return False
    mine, theirs = (set(countries_in(s.surface, s.grammar.lang)) for s in (sighting, first))
    return (not mine or not theirs or mine == theirs) and min(sighting.rank, first.rank) < LEAD_RANK


def _is_signing(thread: Thread) -> bool:
    first = thread.sightings[0]
    return first.mention.kind == "signing" or first.grammar.signing.match(first.mention.head) is not None


def _names_fit(sighting: Sighting, thread: Thread) -> bool:
    """Whether one signing has no name of its own, or their names are alike."""
    kinds = {sighting.mention.kind, thread.sightings[0].mention.kind}
    return "signing" in kinds or sighting.mention.bare or _names_agree(sighting, thread)


def _parent(sighting: Sighting, threads: list[Thread]) -> Thread | None:
    """The meeting of which a session named by number alone, or as the next one, is an earlier or later round."""
    if not sighting.mention.bare and sighting.mention.pointer != "next":
        return None
    return _first(threads, lambda t: t.parent is None and t.ordinal is not None) or (threads[0] if threads else None)


def _first(threads: list[Thread], test: Callable[[Thread], bool]) -> Thread | None:
    return next((thread for thread in threads if test(thread)), None)
