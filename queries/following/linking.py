"""Which sentence of which later release tells of a commitment, and what it does to it.

A sentence is about a commitment where it says the same: by its vector, by the subjects that it names, and in the
language of one of the tellings by its words, the rarer the better. What it does to the commitment its cues say.
Meetings that are to be held are found by their number and series among the meetings of later releases.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from corpus import edtf
from corpus.records import Date, Meeting, Record
from queries.comparing.likeness import vectors
from queries.comparing.subjects import subjects_in

from .commitments import Promise
from .cues import Does, clauses_of, told
from .meanings import Meanings
from .mentions import Mentions, Numbers, Releases, Scores
from .model import FollowUp, Relation
from .sentences import Sentence, groups_of, terms

_MEANING, _SUBJECTS, _PLACES, _WORDS, _OTHER_LANGUAGE = 4.0, 2.5, 1.5, 5.0, 1.5
"""What cosine and the shares of subjects, places and words count; a sentence in a language of no telling gets the last
instead of words."""
ABOUT, ABOUT_IN_ANOTHER = 5.2, 4.2
"""Least sum for a sentence in a language of a telling, and in another one; set on the chain of releases on soil."""
_SAME_SERIES = 0.45
"""Least cosine of two names of meetings of one series, their numbers apart."""
_SURELY = 2.0
"""Above the least sum: so much that a sentence without any cue still takes the commitment up."""
_SAYS_NOT_WHO = 0.6
"""Added to the least sum for a release that names less than two countries."""
_TWO = 2
_MOST = 400
"""Sentences, those that say the same the most, in which the fate of one commitment is looked for."""
_NEXT = "next-meeting"
_AFTERWARDS = timedelta(days=60)
"""How long after its end a commitment is still told of; releases of the other sides come days later."""
_CARRIED_OUT = (".run.", ".exchange.", ".support.", ".launch.")
"""In the id of a rule: what was agreed is carried out over some time, and its launch is no end."""
_LASTING = ("research", "support")
"""Kinds of which the same holds, whatever the rule."""

_NAMED_BY_NONE: tuple[Numbers, Scores] = np.zeros(0, np.int32), np.zeros(0)


class Later:
    """The releases in which follow-ups are looked for, and where in them what is named."""

    def __init__(
        self,
        sentences: Sequence[Sentence],
        records: Mapping[str, Record],
        countries: Mapping[str, frozenset[str]],
        meanings: Meanings,
    ) -> None:
        self.sentences = sentences
        self.records = records
        self.countries = countries
        self.meanings = meanings
        self.mentions = Mentions(sentences)
        self.releases = Releases(sentences, records, countries)
        self.langs = np.array([sentence.lang for sentence in sentences])
        self.of_record = groups_of(sentences)
        self._rounds: defaultdict[int, dict[str, None]] = defaultdict(dict)
        for record in sorted(records.values(), key=lambda each: (each.ref_date or "", each.id)):
            for meeting in record.meetings:
                if meeting.ordinal is not None:
                    self._rounds[meeting.ordinal][record.id] = None

    def with_round(self, number: int) -> list[Record]:
        """The releases that tell of a meeting with this number, in order of time."""
        return [self.records[identifier] for identifier in self._rounds.get(number, ())]


def follow_ups(promises: Sequence[Promise], later: Later) -> list[list[FollowUp]]:
    """The follow-ups of each promise, in order of time; of promises alike the latest one is followed."""
    if not promises or not later.sentences:
        return [[] for _ in promises]
    named = [_NAMED_BY_NONE if promise.first.kind == _NEXT else _named(promise, later) for promise in promises]
    numbers = np.unique(np.concatenate([each for each, _ in named]))
    meaning = later.meanings.of([later.sentences[number].quote.text for number in numbers])
    scored: list[dict[int, float]] = []
    for promise, (each, margins) in zip(promises, named, strict=True):
        if not len(each):
            scored.append({})
            continue
        titles = vectors([telling.item.title for telling in promise.tellings]).astype(np.float32)
        chosen = meaning[np.searchsorted(numbers, each)].astype(np.float32)
        scores = margins + _MEANING * (titles @ chosen.T).max(axis=0).astype(np.float64)
        best = np.sort(np.lexsort((each, -scores))[:_MOST])
        best = best[scores[best] >= 0]
        scored.append(dict(zip(each[best].tolist(), scores[best].tolist(), strict=True)))
    _keep_latest(promises, scored)
    found = []
    for promise, about in zip(promises, scored, strict=True):
        links = _held(promise, later) if promise.first.kind == _NEXT else _links(promise, about, later)
        found.append(_until_the_end(links))
    return found


def _named(promise: Promise, later: Later) -> tuple[Numbers, Scores]:
    """The sentences that may be about a promise by what they name: how much of the least sum they have, or lack."""
    subjects, places, words = promise.named
    numbers = later.mentions.naming(subjects, places, {term for each in words.values() for term in each})
    numbers = numbers[later.releases.after(promise)[later.releases.of_sentence[numbers]]]
    scores = _SUBJECTS * later.mentions.subjects(subjects, numbers)
    scores += _PLACES * later.mentions.places(places, numbers)
    langs = later.langs[numbers]
    other = np.ones(len(numbers), bool)
    for lang, told_in in words.items():
        own = langs == lang
        scores[own] += _WORDS * later.mentions.coverage(told_in, numbers[own]) - ABOUT
        other &= ~own
    scores[other] += _OTHER_LANGUAGE - ABOUT_IN_ANOTHER
    scores[later.releases.say_not_who(numbers)] -= _SAYS_NOT_WHO
    near = scores + _MEANING >= 0
    return numbers[near], scores[near]


def _between(promise: Promise, named: frozenset[str]) -> bool:
    """Whether a release that names these countries can tell of a promise: two of its parties, or too few to know."""
    return len(named) < _TWO or len(promise.parties & named) >= min(len(promise.parties), _TWO)


def _keep_latest(promises: Sequence[Promise], scored: list[dict[int, float]]) -> None:
    """Leave each sentence to the latest of the promises with one title that it could be about."""
    by_title: dict[tuple[str, frozenset[str]], list[int]] = {}
    for number, promise in enumerate(promises):
        for telling in promise.tellings:
            by_title.setdefault((telling.item.title, promise.parties), []).append(number)
    for numbers in by_title.values():
        for earlier, following in pairwise(numbers):
            for sentence in list(scored[earlier].keys() & scored[following].keys()):
                if earlier != following:
                    scored[earlier].pop(sentence)


def _links(promise: Promise, about: Mapping[int, float], later: Later) -> list[FollowUp]:
    """What each release says, in its most telling sentence."""
    best: dict[str, FollowUp] = {}
    for number, score in about.items():
        sentence = later.sentences[number]
        does = what_it_does(promise, sentence, surely=score >= _SURELY)
        if does is None:
            continue
        due = moved_to(sentence, later.records[sentence.record].dates) if does == "moves" else None
        link = FollowUp(
            record=sentence.record,
            day=_day(sentence),
            does=does,
            due=due,
            evidence=sentence.quote,
            score=round(score, 3),
        )
        known = best.get(sentence.record)
        if known is None or _rank(link) > _rank(known):
            best[sentence.record] = link
    return sorted(best.values(), key=lambda link: (link.day, link.record))


_WEIGHT: dict[Relation, int] = {"continues": 0, "completes": 1, "drops": 2, "moves": 2}


def _rank(link: FollowUp) -> tuple[int, int, float]:
    """Of the sentences of a release, one that tells more comes first, then a whole sentence before a heading."""
    return _WEIGHT[link.does], _whole(link.evidence.text), link.score


def what_it_does(promise: Promise, sentence: Sentence, *, surely: bool = False) -> Relation | None:
    """What a sentence about a promise does to it; None where it only names it.

    One that is `surely` about it and tells of nothing to come shows at least that it is not forgotten.
    """
    cues = _cues_about(promise, sentence)
    items = [telling.item for telling in promise.tellings]
    carried_out = any(item.kind in _LASTING or any(mark in item.rule for mark in _CARRIED_OUT) for item in items)
    exchanged = promise.first.kind == "exchange"
    if "moves" in cues:
        return "moves"
    if "drops" in cues:
        return "drops"
    ahead = "plans" in cues
    if "ends" in cues and not ahead:
        return "completes"
    if not ahead and "done" in cues and (not carried_out or exchanged):
        return "completes"
    if "goes-on" in cues:
        return "continues"
    if not ahead and ("opens" in cues or "done" in cues):
        return "continues" if carried_out else "completes"
    found = _by_item(sentence, carried_out=carried_out)
    return "continues" if found is None and surely and not ahead and _whole(sentence.quote.text) else found


def _cues_about(promise: Promise, sentence: Sentence) -> frozenset[str]:
    """What the clause tells that names the promise most; where it tells nothing, what the sentence does."""
    clauses = _clauses(sentence.quote.text)
    if len(clauses) < _TWO:
        return sentence.cues
    subjects, _, words = promise.named
    every = frozenset().union(*words.values())
    named = [len(every & clause.terms) + 2 * len(subjects & clause.subjects) for clause in clauses]
    best = max(range(len(clauses)), key=lambda number: named[number])
    return clauses[best].cues or sentence.cues


class _Clause(NamedTuple):
    terms: frozenset[str]
    subjects: frozenset[str]
    cues: frozenset[Does]


@lru_cache(maxsize=50_000)
def _clauses(text: str) -> tuple[_Clause, ...]:
    """What the clauses of a sentence name and tell; of a sentence that many promises share, read once."""
    return tuple(_Clause(frozenset(terms(one)), subjects_in(one), told(one)) for one in clauses_of(text))


def _whole(text: str) -> bool:
    """Whether it is a sentence, and no heading."""
    return text.rstrip()[-1:] in ".。;；!?"


def _by_item(sentence: Sentence, *, carried_out: bool) -> Relation | None:
    """What the status of the item that was found in the sentence says, where its words are not among the cues."""
    statuses = {item.status for item in sentence.items}
    if "completed" in statuses or (not carried_out and statuses & {"signed", "adopted", "launched"}):
        return "completes"
    return "continues" if statuses & {"launched", "ongoing"} else None


def moved_to(sentence: Sentence, dates: Iterable[Date]) -> str | None:
    """The latest time that a sentence names, if it lies after its release."""
    quote = sentence.quote
    named = [
        each.value for each in dates if any(quote.start <= one.start and one.end <= quote.end for one in each.evidence)
    ]
    ahead = [
        value
        for value in named
        if edtf.is_edtf(value) and (edtf.days(value)[1] or date.max).isoformat() >= sentence.day
    ]
    return max(ahead, key=edtf.sort_key, default=None)


def _held(promise: Promise, later: Later) -> list[FollowUp]:
    """What became of a meeting that was to be held."""
    names = [telling.item.meeting for telling in promise.tellings if telling.item.meeting]
    names += [telling.item.title for telling in promise.tellings if telling.round is not None]
    found: dict[str, FollowUp] = {}
    due = promise.due
    for record in later.with_round(promise.round) if promise.round is not None else ():
        day = _issued(record)
        if day <= promise.day or record.id in {telling.record for telling in promise.tellings}:
            continue
        if not _between(promise, later.countries[record.id]):
            continue
        told = [meeting for meeting in record.meetings if _is_the_one(promise, names, meeting)]
        link = _told_of_meeting(told, due, record, later)
        if link is not None:
            found[record.id] = link
            due = link.due or due
    return sorted(found.values(), key=lambda link: (link.day, link.record))


def _is_the_one(promise: Promise, names: Sequence[str], meeting: Meeting) -> bool:
    """Whether a meeting of a later release is the one that was to be held: by its number, then its series or name."""
    if promise.round is None or meeting.ordinal != promise.round:
        return False
    series = {telling.series for telling in promise.tellings if telling.series}
    if meeting.ref and series:
        return meeting.ref in series
    if not names:
        return False
    return _alike(tuple(names), meeting.name) >= _SAME_SERIES


@lru_cache(maxsize=50_000)
def _alike(names: tuple[str, ...], name: str) -> float:
    """The greatest cosine of some names to another; the same names meet again in every later release."""
    found = vectors([*names, name])
    return float((found[:-1] @ found[-1]).max())


def _told_of_meeting(told: Sequence[Meeting], due: str | None, record: Record, later: Later) -> FollowUp | None:
    statuses = {meeting.status for meeting in told}
    if not told:
        return None
    planned = [each for each in told if each.status in ("planned", "ongoing") and each.date]
    held = next((each for each in told if each.status == "held" and (each.core or each.date)), None)
    sentences = [one for one in later.of_record.get(record.id, ()) if any(each in one.meetings for each in told)]
    cues = {cue for one in sentences for cue in one.cues}
    new = next((each for each in planned if due is None or not edtf.overlaps(each.date or "", due)), None)
    does: Relation
    if held is not None and held.core:
        does, meeting, due_now = "completes", held, None
    elif new is not None and ("cancelled" in statuses or "moves" in cues):
        does, meeting, due_now = "moves", new, new.date
    elif "moves" in cues:
        quoted = next(one for one in sentences if "moves" in one.cues)
        does, meeting, due_now = "moves", told[0], moved_to(quoted, record.dates)
    elif "cancelled" in statuses:
        does, meeting, due_now = "drops", next(each for each in told if each.status == "cancelled"), None
    elif new is not None:
        does, meeting, due_now = "moves", new, new.date
    else:
        return None
    telling = [one for one in sentences if meeting in one.meetings] or sentences
    wanted = {"moves": "moves", "drops": "drops", "completes": "done"}[does]
    telling.sort(key=lambda one: (wanted in one.cues, _whole(one.quote.text)), reverse=True)
    evidence = telling[0].quote if telling else meeting.evidence[0]
    return FollowUp(record=record.id, day=_issued(record), does=does, due=due_now, evidence=evidence, score=0.0)


def _until_the_end(links: Sequence[FollowUp]) -> list[FollowUp]:
    """Leave out what is told of a commitment long after it was completed or dropped: that is of another one."""
    end = next((date.fromisoformat(link.day) for link in links if link.does in ("completes", "drops")), None)
    return [link for link in links if end is None or date.fromisoformat(link.day) <= end + _AFTERWARDS]


def _day(sentence: Sentence) -> str:
    first = edtf.days(sentence.day)[0]
    return first.isoformat() if first else sentence.day


def _issued(record: Record) -> str:
    first = edtf.days(record.ref_date)[0] if record.ref_date else None
    return first.isoformat() if first else ""
